import { topicKey } from '../search/topic-key'
import { DAY, dayOfTime } from '../time'
import { monthAfter, monthNumber, type VocabularyData } from './vocabulary'
import { type Folded, foldKeys, textsByWord } from './vocabulary-folding'
import { isGeneric } from './vocabulary-generic'
import { bestLabel, isName, plainLabel, type Spelling, writtenForms } from './vocabulary-labels'
import { broaderTopics } from './vocabulary-order'
import { count, push, type TopicStatistics } from './vocabulary-statistics'

/** A topic that one paper alone has is no vocabulary. */
const MIN_PAPERS = 2
const MAX_SPELLINGS = 12
const MAX_MONTHS = 36
const RECENT_DAYS = 42
const YEAR_DAYS = 365
/** Days past the newest of all but so many papers are mistakes. */
const STRAY_DAYS = 0.001
/** Topics, or papers, after which other work gets its turn. */
const TOPICS_A_TURN = 200
const PAPERS_A_TURN = 1000

/** A topic while it is made. */
interface Draft {
  readonly label: string
  readonly keys: readonly string[]
  readonly spellings: readonly string[]
  readonly words: string
  readonly name: boolean
  readonly papers: number
  readonly days: readonly number[]
}

/**
 * Builds the vocabulary of a corpus from its statistics, in steps: after each `yield` something else may be done. The same
 * papers give the same vocabulary in whatever order they were added.
 */
export function* buildVocabulary(statistics: TopicStatistics): Generator<void, VocabularyData> {
  const inTexts = yield* textsByWord(statistics)
  const folded = yield* foldKeys(statistics, inTexts)
  const drafts = yield* draftTopics(statistics, inTexts, folded)
  yield
  const placeOf = new Map(drafts.flatMap(({ keys }, i) => keys.map(key => [key, i] as const)))
  const together: number[][] = []
  for (const [n, { keys }] of statistics.papers.entries()) {
    if (n % PAPERS_A_TURN === 0) yield
    together.push([...new Set(keys.flatMap(key => placeOf.get(key) ?? []))])
  }
  const broader = yield* broaderTopics(drafts, together)
  yield
  const categories = categoryDrafts(statistics)
  const days = [statistics.papers.map(({ day }) => day), [...statistics.categories.values()].flat()] as const
  return yield* columnsOf(drafts, categories, broader, days)
}

function* draftTopics(
  statistics: TopicStatistics,
  inTexts: ReadonlyMap<string, number>,
  folded: ReadonlyMap<string, Folded>,
): Generator<void, Draft[]> {
  const papersOf = statistics.keys
  const days = new Map<string, number[]>()
  for (const [n, { day, keys }] of statistics.papers.entries()) {
    if (n % PAPERS_A_TURN === 0) yield
    for (const name of new Set(keys.map(key => folded.get(key)?.name ?? key))) push(days, name, day)
  }
  yield
  const keysOf = Map.groupBy(papersOf.keys(), key => folded.get(key)?.name ?? key)
  yield
  const labelsOf = Map.groupBy(statistics.labels.keys(), label => statistics.keyOf.get(label) ?? '')
  yield
  const use = { papers: statistics.papers.length, inTopics: yield* distinctWords(statistics), inTexts }
  yield
  const forms = writtenForms(statistics)
  yield
  const drafts: Draft[] = []
  let n = 0
  for (const [name, keys] of keysOf) {
    const papers = days.get(name) ?? []
    if (papers.length < MIN_PAPERS) continue
    if (n++ % TOPICS_A_TURN === 0) yield
    const sorted = keys.toSorted(
      (a, b) => (papersOf.get(b) ?? 0) - (papersOf.get(a) ?? 0) || (a < b ? -1 : 1),
    )
    const spellings = sorted.flatMap(key =>
      (labelsOf.get(key) ?? []).map(
        (label): Spelling => ({
          label,
          papers: statistics.labels.get(label) ?? 0,
          acronym: folded.get(key)?.acronym ?? false,
        }),
      ),
    )
    const label = bestLabel(spellings, forms)
    const [first = ''] = sorted
    if (isGeneric(label, first.split(' '), papers.length, use)) continue
    const words = folded.get(first)?.words ?? first
    // The label may be one that no paper has as it is: brackets are left out of it.
    const own = topicKey(label)
    drafts.push({
      label,
      keys: own && !papersOf.has(own) ? [...sorted, own] : sorted,
      spellings: otherSpellings(label, spellings),
      words,
      name: isName(label),
      papers: papers.length,
      days: papers,
    })
  }
  return drafts.sort((a, b) => b.papers - a.papers || (a.label < b.label ? -1 : 1))
}

/** Spellings that look different at a glance: not those that differ in case alone. */
function otherSpellings(label: string, spellings: readonly Spelling[]): string[] {
  const byText = new Map<string, Spelling>()
  const ranked = spellings.toSorted((a, b) => b.papers - a.papers || (a.label < b.label ? -1 : 1))
  for (const spelling of ranked) {
    const text = plainLabel(spelling.label)
    const lower = text.toLowerCase()
    if (lower !== label.toLowerCase() && !byText.has(lower)) byText.set(lower, { ...spelling, label: text })
  }
  return [...byText.values()].slice(0, MAX_SPELLINGS).map(spelling => spelling.label)
}

/** Papers with a word among their topics, each once. */
function* distinctWords({ papers }: TopicStatistics): Generator<void, Map<string, number>> {
  const words = new Map<string, number>()
  for (const [n, { keys }] of papers.entries()) {
    if (n % PAPERS_A_TURN === 0) yield
    for (const word of new Set(keys.flatMap(key => key.split(' ')))) count(words, word)
  }
  return words
}

function categoryDrafts({ categories }: TopicStatistics): Draft[] {
  return [...categories]
    .map(([label, days]) => ({
      label,
      keys: [label],
      spellings: [],
      words: label,
      name: true,
      papers: days.length,
      days,
    }))
    .sort((a, b) => b.papers - a.papers || (a.label < b.label ? -1 : 1))
}

function* columnsOf(
  topics: readonly Draft[],
  categories: readonly Draft[],
  broader: readonly (readonly number[])[],
  [topicDays, categoryDays]: readonly [readonly number[], readonly number[]],
): Generator<void, VocabularyData> {
  const all = [...topics, ...categories]
  const time = timeOf([...topicDays, ...categoryDays])
  yield
  const months = new Uint32Array(all.length * time.monthCount)
  const [recent, before] = [new Uint32Array(all.length), new Uint32Array(all.length)]
  for (const [i, { days }] of all.entries()) {
    if (i % PAPERS_A_TURN === 0) yield
    const counted = time.counted(days)
    months.set(counted.months, i * time.monthCount)
    recent[i] = counted.recent
    before[i] = counted.before
  }
  yield
  const lines = (line: (draft: Draft, place: number) => string) => all.map(line).join('\n')
  const totals = [topicDays, categoryDays].flatMap(days => {
    const counted = time.counted(days)
    return [...counted.months, counted.recent, counted.before]
  })
  return {
    labels: lines(({ label }) => label),
    keys: lines(({ keys }) => keys.join('\t')),
    spellings: lines(({ spellings }) => spellings.join('\t')),
    broader: lines((_, i) => (broader[i] ?? []).join('\t')),
    topics: topics.length,
    papers: Uint32Array.from(all.map(({ papers }) => papers)),
    recent,
    before,
    months,
    firstMonth: time.firstMonth,
    monthCount: time.monthCount,
    totals: Uint32Array.from(totals),
  }
}

/** How days are counted: by month, and in the time before the newest of them. */
function timeOf(days: readonly number[]) {
  const sorted = days.filter(day => day >= 0).sort((a, b) => a - b)
  const newest = sorted[sorted.length - 1 - Math.floor(STRAY_DAYS * sorted.length)] ?? 0
  const [oldest = newest] = sorted
  const lastMonth = monthOf(newest)
  const monthCount =
    sorted.length === 0 ? 0 : Math.min(MAX_MONTHS, monthNumber(lastMonth) - monthNumber(monthOf(oldest)) + 1)
  const firstMonth = monthAfter(lastMonth, 1 - Math.max(1, monthCount))
  const base = monthNumber(firstMonth)
  return {
    firstMonth,
    monthCount,
    counted: (some: readonly number[]) => {
      const months = new Uint32Array(monthCount)
      let [recent, before] = [0, 0]
      for (const day of some) {
        if (day < 0 || day > newest) continue
        const month = monthNumber(monthOf(day)) - base
        if (month >= 0) months[month] = (months[month] ?? 0) + 1
        const age = newest - day
        if (age < RECENT_DAYS) recent++
        else if (age < RECENT_DAYS + YEAR_DAYS) before++
      }
      return { months, recent, before }
    },
  }
}

const monthNames = new Map<number, string>()

function monthOf(day: number): string {
  const known = monthNames.get(day)
  if (known) return known
  const month = dayOfTime(day * DAY).slice(0, 7)
  monthNames.set(day, month)
  return month
}
