import { topicKey } from '../search/topic-key'
import { bracketsIn, count, type TopicStatistics } from './vocabulary-statistics'

/** What acronyms mean, by the key of the acronym: the key of the words it stands for. */
export type Acronyms = ReadonlyMap<string, Expansion>

export interface Expansion {
  readonly key: string
  /** Whether it means this within a longer topic too: "LLM agents". */
  readonly within: boolean
}

/** The share of the papers that explain an acronym so, from which on it means nothing else. */
const MIN_SHARE = 0.75
const MIN_SHARE_WITHIN = 0.85
const MIN_PAPERS = 2
const MIN_PAPERS_WITHIN = 4
/** Without a bracket anywhere, initials of fewer words are an accident. */
const MIN_INITIALS = 4
/** The share of lower case from which on an acronym is also a word, such as "clip". */
const MAX_LOWER = 0.3
/** Brackets after which other work gets its turn. */
const A_TURN = 500
const FUNCTION_WORDS = new Set('a an and as by for from in of on or the to via with'.split(' '))
/** Those that are written or left out as one likes: "text to image" is more than "text image". */
const OPTIONAL_WORDS = new Set('a an and as by for from of the with'.split(' '))

/**
 * What acronyms of the corpus stand for, learned from brackets in labels and texts ("large language models (LLMs)") and,
 * for acronyms that nobody explains, from the initials of topics. One with two common meanings is left out.
 */
export function* learnAcronyms(statistics: TopicStatistics): Generator<void, Acronyms> {
  const papersOf = statistics.keys
  const evidence = yield* evidenceOf(statistics)
  yield
  const lowerShare = lowerShares(statistics)
  const acronyms = new Map<string, Expansion>()
  for (const [acronym, meanings] of evidence) {
    if (lowerShare(acronym) > MAX_LOWER) continue
    const best = bestMeaning(meanings, papersOf)
    if (!best || best.papers < MIN_PAPERS || best.share < MIN_SHARE) continue
    const within = best.papers >= MIN_PAPERS_WITHIN && best.share >= MIN_SHARE_WITHIN
    acronyms.set(acronym, { key: best.key, within })
  }
  yield
  for (const [acronym, key] of byInitials(statistics, papersOf))
    if (!evidence.has(acronym) && lowerShare(acronym) <= MAX_LOWER)
      acronyms.set(acronym, { key, within: false })
  return acronyms
}

/**
 * The last words of `text` that `acronym` stands for, or undefined: words of which it is the initials, else those in which
 * its letters are found from the end, the first at the beginning of a word (Schwartz and Hearst, "A simple algorithm for
 * identifying abbreviation definitions", 2003).
 */
export function explains(text: string, acronym: string): string | undefined {
  const letters = acronym.toLowerCase().replace(/[^a-z0-9]/g, '')
  const short = /[a-z0-9]s$/.test(acronym) && letters.length > 2 ? letters.slice(0, -1) : letters
  if (short.length < 2) return undefined
  const long = text.toLowerCase()
  return withInitials(long, short) ?? withLetters(long, short)
}

function withInitials(text: string, short: string): string | undefined {
  const words = [...text.matchAll(/[\p{L}\p{N}]+/gu)]
  for (let start = words.length - short.length; start >= 0; start--) {
    const some = words.slice(start)
    const content = some.filter(([word]) => !FUNCTION_WORDS.has(word))
    if (content.length > short.length) return undefined
    if (initialsOf(some) === short || initialsOf(content) === short) return text.slice(words[start]?.index)
  }
  return undefined
}

function initialsOf(words: readonly RegExpMatchArray[]): string {
  return words.map(([word]) => word[0]).join('')
}

function withLetters(text: string, short: string): string | undefined {
  let at = text.length
  for (let i = short.length - 1; i >= 0; i--) {
    do at--
    while (at >= 0 && (text[at] !== short[i] || (i === 0 && /[a-z0-9]/.test(text[at - 1] ?? ''))))
    if (at < 0) return undefined
  }
  const long = text.slice(at)
  const content = long.split(/[\s-]+/).filter(word => !FUNCTION_WORDS.has(word)).length
  // A word or two of some length hold a few letters by chance.
  return content >= 2 && content <= short.length && short.length <= 3 * content ? long : undefined
}

/** For each acronym its meanings with the papers that say so. */
function* evidenceOf({
  labels,
  explained,
}: TopicStatistics): Generator<void, Map<string, Map<string, number>>> {
  const evidence = new Map<string, Map<string, number>>()
  const note = (long: string, short: string, papers: number) => {
    if (!/^[A-Za-z][A-Za-z0-9-]{1,11}$/.test(short)) return
    const meaning = explains(long, short)
    const [acronym, key] = [topicKey(short), meaning ? topicKey(meaning) : '']
    if (!acronym || !key || key.split(' ').includes(acronym)) return
    const meanings = evidence.get(acronym) ?? new Map<string, number>()
    count(meanings, key, papers)
    evidence.set(acronym, meanings)
  }
  let n = 0
  for (const [label, papers] of labels) {
    if (n++ % A_TURN === 0) yield
    const parts = bracketsIn(label)
    if (!parts) continue
    note(parts.before, parts.inside, papers)
    note(parts.inside, parts.before, papers)
  }
  for (const [both, papers] of explained) {
    if (n++ % A_TURN === 0) yield
    const [long = '', short = ''] = both.split('\t')
    note(long, short, papers)
  }
  return evidence
}

/** Meanings that differ in little words and spaces alone are one; the key is the one that is a topic most often. */
function bestMeaning(meanings: ReadonlyMap<string, number>, papersOf: ReadonlyMap<string, number>) {
  const bySense = new Map<string, Map<string, number>>()
  let all = 0
  for (const [key, papers] of meanings) {
    const sense = contentOf(key)
    const keys = bySense.get(sense) ?? new Map<string, number>()
    count(keys, key, papers)
    bySense.set(sense, keys)
    all += papers
  }
  const ranked = [...bySense]
    .map(([sense, keys]) => ({ sense, keys, papers: sumOf(keys) }))
    .sort((a, b) => b.papers - a.papers || (a.sense < b.sense ? -1 : 1))
  const [best] = ranked
  if (!best) return undefined
  const use = (key: string) => papersOf.get(key) ?? 0
  const [key = ''] = [...best.keys]
    .sort(([a, x], [b, y]) => use(b) - use(a) || y - x || (a < b ? -1 : 1))
    .map(([one]) => one)
  return { key, papers: best.papers, share: best.papers / all }
}

/** A key without the little words that may be left out, and spaces. */
export function contentOf(key: string): string {
  const words = key.split(' ')
  const content = words.filter(word => !OPTIONAL_WORDS.has(word))
  return (content.length > 1 ? content : words).join('')
}

/** Acronyms that are topics with the one topic of which they are the initials. */
function byInitials({ forms }: TopicStatistics, papersOf: ReadonlyMap<string, number>): [string, string][] {
  const topics = new Map<string, Set<string>>()
  for (const [key, papers] of papersOf) {
    const words = key.split(' ')
    if (papers < MIN_PAPERS || words.length < MIN_INITIALS) continue
    for (const some of [words, words.filter(word => !FUNCTION_WORDS.has(word))]) {
      const initials = some.map(word => word[0]).join('')
      if (some.length >= MIN_INITIALS) topics.set(initials, (topics.get(initials) ?? new Set()).add(key))
    }
  }
  return [...topics].flatMap(([initials, keys]): [string, string][] => {
    const [only] = keys
    const isWritten = (forms.get(initials.toUpperCase()) ?? 0) > 0
    return only && keys.size === 1 && isWritten && papersOf.has(initials) ? [[initials, only]] : []
  })
}

/** The share of the occurrences of an acronym or its plural in texts that are in lower case. */
function lowerShares({ forms }: TopicStatistics): (acronym: string) => number {
  const totals = new Map<string, { readonly lower: number; readonly all: number }>()
  for (const [form, times] of forms) {
    const word = form.toLowerCase()
    const { lower, all } = totals.get(word) ?? { lower: 0, all: 0 }
    totals.set(word, { lower: lower + (form === word ? times : 0), all: all + times })
  }
  return acronym => {
    const found = [acronym, `${acronym}s`].flatMap(word => totals.get(word) ?? [])
    const all = found.reduce((sum, total) => sum + total.all, 0)
    return all === 0 ? 0 : found.reduce((sum, total) => sum + total.lower, 0) / all
  }
}

function sumOf(counts: ReadonlyMap<string, number>): number {
  return [...counts.values()].reduce((sum, papers) => sum + papers, 0)
}
