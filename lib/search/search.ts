import { latexToText } from '../papers/latex'
import { stem, tokenize } from './analysis'
import type { Form, IndexReader } from './index-reader'
import { unpackFields } from './segment'

/** How much a word counts by the field it stands in. Title ×3 is the best of 2, 3 and 5 on known-item queries. */
const FIELD_WEIGHTS = { title: 3, topics: 2, summary: 1.5, authors: 2, abstract: 1 }
/** BM25's term frequency saturation and length normalisation (Robertson and Zaragoza, 2009). */
const K1 = 1.2
const B = 0.6

/** Up to this many words a query names a paper: exact forms count more and every word is wanted. */
const SHORT_QUERY = 4
const MAX_QUERY_WORDS = 200
const MAX_QUERY_LENGTH = 2000
const STEM_WEIGHT_SHORT = 0.6
const STEM_WEIGHT_LONG = 0.95
const PREFIX_WEIGHT = 0.5
const TYPO_WEIGHT = 0.4
const MAX_PREFIX_FORMS = 64
/** One letter of these begins too many words; one of Chinese says something. */
const ALPHABETIC = /^[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{N}]/u
const MAX_TYPO_FORMS = 8

/** Weighted frequency of each packed field byte, looked up instead of unpacked. */
const WEIGHTED_FREQUENCY = Float32Array.from({ length: 256 }, (_, packed) => {
  const counts = unpackFields(packed)
  return (Object.keys(FIELD_WEIGHTS) as (keyof typeof FIELD_WEIGHTS)[]).reduce(
    (sum, field) => sum + counts[field] * FIELD_WEIGHTS[field],
    0,
  )
})

/** A word of a query as it was read, with the forms of it that are looked for. */
export interface QueryWord {
  readonly word: string
  /** How often the query says it; what a long query repeats is what it is about. */
  readonly count: number
  readonly forms: readonly Form[]
  /** Set where the word is unknown and the nearest known ones are searched instead. */
  readonly corrected: boolean
}

export interface Hit {
  readonly id: string
  readonly score: number
  /** How many of the query's words the paper holds. */
  readonly matched: number
}

export interface SearchResult {
  /** Best first, at most the limit asked for. */
  readonly hits: readonly Hit[]
  /** Papers that match in all. */
  readonly total: number
  readonly words: readonly QueryWord[]
}

/**
 * Ranks the papers of the index for what a reader typed, by BM25F over title, topics, summary, authors and abstract.
 * The last word counts as a prefix while it is being typed, that is, until a space follows it. Never throws; a query
 * with nothing to search for has no hits.
 */
export function search(index: IndexReader, query: string, limit: number): SearchResult {
  const words = readQuery(index, query)
  if (words.length === 0) return { hits: [], total: 0, words }
  const scores = new Float32Array(index.size)
  const matched = new Uint8Array(index.size)
  const touched: number[] = []
  for (const word of words) scoreWord(index, word, scores, matched, touched)
  const short = words.length <= SHORT_QUERY
  const complete = short ? touched.filter(document => matched[document] === words.length) : touched
  const found = complete.length > 0 ? complete : touched
  return { hits: best(index, found, scores, matched, limit), total: found.length, words }
}

function readQuery(index: IndexReader, query: string): QueryWord[] {
  const text = latexToText(query.slice(0, MAX_QUERY_LENGTH))
  const tokens = tokenize(text).slice(0, MAX_QUERY_WORDS)
  const typing = query.length <= MAX_QUERY_LENGTH && tokens.at(-1)?.end === text.length
  const counts = new Map<string, number>()
  for (const { term } of tokens) counts.set(term, (counts.get(term) ?? 0) + 1)
  const short = counts.size <= SHORT_QUERY
  return [...counts].map(([term, count]) => ({
    ...expand(index, term, { short, prefix: typing && term === tokens.at(-1)?.term }),
    count: short ? 1 : count,
  }))
}

function expand(
  index: IndexReader,
  word: string,
  mode: { short: boolean; prefix: boolean },
): Omit<QueryWord, 'count'> {
  const forms = new Map<string, number>()
  const add = (term: string, weight: number) => forms.set(term, Math.max(weight, forms.get(term) ?? 0))
  for (const term of index.sameStem(word))
    add(term, term === word ? 1 : mode.short ? STEM_WEIGHT_SHORT : STEM_WEIGHT_LONG)
  if (mode.prefix && (word.length > 1 || !ALPHABETIC.test(word)))
    for (const term of index.withPrefix(word, MAX_PREFIX_FORMS)) add(term, term === word ? 1 : PREFIX_WEIGHT)
  const edits = word.length >= 8 ? 2 : word.length >= 4 ? 1 : 0
  const corrected = mode.short && forms.size === 0 && edits > 0
  if (corrected) for (const term of index.similar(word, edits, MAX_TYPO_FORMS)) add(term, TYPO_WEIGHT)
  return { word, forms: [...forms].map(([term, weight]) => ({ term, weight })), corrected }
}

/** Adds one word's BM25F to the scores; all forms of the word together are one term with one document frequency. */
function scoreWord(
  index: IndexReader,
  word: QueryWord,
  scores: Float32Array,
  matched: Uint8Array,
  touched: number[],
): void {
  const frequencies = new Map<number, number>()
  for (const { term, weight } of word.forms)
    index.visit(term, (document, fields) => {
      const frequency = weight * (WEIGHTED_FREQUENCY[fields] ?? 0)
      frequencies.set(document, (frequencies.get(document) ?? 0) + frequency)
    })
  const rarity = idf(index.live, frequencies.size)
  for (const [document, frequency] of frequencies) {
    const length = 1 - B + (B * index.lengthOf(document)) / index.averageLength
    if (matched[document] === 0) touched.push(document)
    matched[document] = (matched[document] ?? 0) + 1
    scores[document] =
      (scores[document] ?? 0) + (word.count * rarity * frequency * (K1 + 1)) / (frequency + K1 * length)
  }
}

/** BM25's inverse document frequency, the form that is never negative (Lucene's). */
export function idf(documents: number, documentFrequency: number): number {
  return Math.log(1 + (documents - documentFrequency + 0.5) / (documentFrequency + 0.5))
}

function best(
  index: IndexReader,
  found: number[],
  scores: Float32Array,
  matched: Uint8Array,
  limit: number,
): Hit[] {
  return found
    .sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0) || a - b)
    .slice(0, limit)
    .map(document => ({
      id: index.idOf(document),
      score: scores[document] ?? 0,
      matched: matched[document] ?? 0,
    }))
}

/** Whether a word of a text is one the query looks for; used to mark it. */
export function matcher(words: readonly QueryWord[]): (term: string) => boolean {
  const forms = new Set(words.flatMap(word => word.forms.map(form => form.term)))
  const roots = new Set(words.map(word => stem(word.word)))
  return term => forms.has(term) || roots.has(stem(term))
}
