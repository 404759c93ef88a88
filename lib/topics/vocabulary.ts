import { topicKey } from '../search/topic-key'

/** A topic of the corpus: one meaning, whatever the spelling; or a category of arXiv. */
export interface Topic {
  /** The key (see `topicKey`) that most of its papers have it under; of a category its code. */
  readonly key: string
  readonly label: string
  readonly kind: TopicKind
  /** Papers that carry it. */
  readonly papers: number
  /** Papers by month, one number for each of the vocabulary's months. */
  readonly months: ArrayLike<number>
  /** Papers of the last six weeks. */
  readonly recent: number
  /** Papers of the year before those. */
  readonly before: number
}

export type TopicKind = 'topic' | 'category'

/** Papers of a stretch of time that have topics, or categories: what counts of them are shares of. */
export interface Totals {
  readonly months: ArrayLike<number>
  readonly recent: number
  readonly before: number
}

/** The topics of a corpus as they are stored: columns, of which a hundred thousand numbers are read in a moment. */
export interface VocabularyData {
  /** One line each. */
  readonly labels: string
  /** The keys of each, the commonest first, with tabs between. */
  readonly keys: string
  /** Other spellings of each, the commonest first, with tabs between. */
  readonly spellings: string
  /** The places of the broader ones of each, with tabs between. */
  readonly broader: string
  /** How many of them are topics; the rest are categories. */
  readonly topics: number
  readonly papers: Uint32Array
  readonly recent: Uint32Array
  readonly before: Uint32Array
  /** Papers by month, those of the first topic first. */
  readonly months: Uint32Array
  /** The first month, `YYYY-MM`, and how many follow. */
  readonly firstMonth: string
  readonly monthCount: number
  /** Of topics, then of categories: papers by month, then the recent ones and those before. */
  readonly totals: Uint32Array
}

/** The topics of a corpus, found by any of their spellings. */
export class TopicVocabulary {
  /** Commonest first; topics, then categories. */
  readonly topics: readonly Topic[]
  /** The months that are counted, `YYYY-MM`, oldest first. */
  readonly months: readonly string[]
  readonly totals: Readonly<Record<TopicKind, Totals>>
  readonly #keys: readonly (readonly string[])[]
  readonly #spellings: readonly string[]
  readonly #broader: readonly string[]
  readonly #places = new Map<string, number>()
  readonly #placeOf = new Map<Topic, number>()

  constructor(data: VocabularyData) {
    const { monthCount } = data
    this.#keys = linesOf(data.keys).map(tabbed)
    this.#spellings = linesOf(data.spellings)
    this.#broader = linesOf(data.broader)
    this.months = Array.from({ length: monthCount }, (_, i) => monthAfter(data.firstMonth, i))
    const totalsAt = (at: number) => ({
      months: data.totals.subarray(at, at + monthCount),
      recent: data.totals[at + monthCount] ?? 0,
      before: data.totals[at + monthCount + 1] ?? 0,
    })
    this.totals = { topic: totalsAt(0), category: totalsAt(monthCount + 2) }
    this.topics = linesOf(data.labels).map((label, i) => ({
      key: this.#keys[i]?.[0] ?? '',
      label,
      kind: i < data.topics ? 'topic' : 'category',
      papers: data.papers[i] ?? 0,
      months: data.months.subarray(i * monthCount, (i + 1) * monthCount),
      recent: data.recent[i] ?? 0,
      before: data.before[i] ?? 0,
    }))
    for (const [i, topic] of this.topics.entries()) this.#placeOf.set(topic, i)
    for (const [i, keys] of this.#keys.entries())
      for (const key of keys) if (!this.#places.has(key)) this.#places.set(key, i)
  }

  /** The topic of a label in any of its spellings, or of a key. */
  topicOf(labelOrKey: string): Topic | undefined {
    const place = this.#placeNamed(labelOrKey)
    return place === undefined ? undefined : this.topics[place]
  }

  /** The one good label of a label or key. */
  labelOf(labelOrKey: string): string | undefined {
    return this.topicOf(labelOrKey)?.label
  }

  /** All keys that mean the same; of what is no topic its own key alone. */
  keysOf(labelOrKey: string): readonly string[] {
    const place = this.#placeNamed(labelOrKey)
    const key = topicKey(labelOrKey)
    return (place === undefined ? undefined : this.#keys[place]?.map(topicKeyOfKey)) ?? (key ? [key] : [])
  }

  /** Other ways to write a topic, the commonest first. */
  spellingsOf(topic: Topic): readonly string[] {
    return tabbed(this.#spellings[this.#placeOf.get(topic) ?? -1] ?? '')
  }

  /** Topics that this one is part of. */
  broader(labelOrKey: string): Topic[] {
    const place = this.#placeNamed(labelOrKey)
    const broader = place === undefined ? [] : tabbed(this.#broader[place] ?? '')
    return broader.flatMap(other => this.topics[Number(other)] ?? [])
  }

  /** Topics that are part of this one, the commonest first. */
  narrower(labelOrKey: string): Topic[] {
    const place = this.#placeNamed(labelOrKey)
    if (place === undefined) return []
    return this.topics.filter((_, i) => tabbed(this.#broader[i] ?? '').includes(String(place)))
  }

  #placeNamed(labelOrKey: string): number | undefined {
    return this.#places.get(labelOrKey) ?? this.#places.get(topicKey(labelOrKey))
  }
}

/** What was stored as a vocabulary; null for anything else, such as what another version of Gloss wrote. */
export function parseVocabulary(value: unknown): TopicVocabulary | null {
  if (typeof value !== 'object' || value === null) return null
  const data = value as Partial<Record<keyof VocabularyData, unknown>>
  const { labels, keys, spellings, broader, firstMonth, topics, monthCount } = data
  const { papers, recent, before, months, totals } = data
  if (!isText(labels) || !isText(keys) || !isText(spellings) || !isText(broader) || !isText(firstMonth))
    return null
  const columns = [papers, recent, before, months, totals]
  if (typeof topics !== 'number' || typeof monthCount !== 'number' || !columns.every(isColumn)) return null
  const size = linesOf(labels).length
  const [lines, all] = [[keys, spellings, broader], columns.filter(isColumn)]
  const lengths = [size, size, size, size * monthCount, 2 * (monthCount + 2)]
  const isWhole =
    lines.every(text => text.split('\n').length === Math.max(1, size)) &&
    all.every((column, i) => column.length === lengths[i]) &&
    /^\d{4}-\d{2}$/.test(firstMonth)
  return isWhole ? new TopicVocabulary(value as VocabularyData) : null
}

/** The month that comes so many months after another, both `YYYY-MM`. */
export function monthAfter(month: string, count: number): string {
  const at = monthNumber(month) + count
  return `${Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, '0')}`
}

/** Months since the year 0. */
export function monthNumber(month: string): number {
  return Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1
}

/** Categories are kept under their code; the index has them as other topics. */
function topicKeyOfKey(key: string): string {
  return /[A-Z.]/.test(key) ? topicKey(key) : key
}

function linesOf(text: string): string[] {
  return text === '' ? [] : text.split('\n')
}

function tabbed(line: string): string[] {
  return line === '' ? [] : line.split('\t')
}

function isText(value: unknown): value is string {
  return typeof value === 'string'
}

function isColumn(value: unknown): value is Uint32Array {
  return value instanceof Uint32Array
}
