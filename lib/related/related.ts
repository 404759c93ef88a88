import { oneLine } from '../papers/latex'
import type { Paper } from '../papers/paper'
import { topicLabels } from '../papers/paper'
import { stem, termsOf, tokenize } from '../search/analysis'
import type { IndexReader } from '../search/index-reader'
import { idf } from '../search/search'
import { KEY_MARK, unpackFields } from '../search/segment'
import { topicKey } from '../topics/topic-key'

/** A paper as far as it matters for what is like it. */
export interface RelatedQuery {
  readonly title: string
  readonly text: string
  readonly topics: readonly string[]
}

export interface Neighbour {
  readonly id: string
  readonly score: number
}

/** The most telling words of a text are enough; more only cost time. */
const MAX_WORDS = 64
const TITLE_WEIGHT = 2
/** BM25's saturation and length normalisation; of the values tried the best on co-cited pairs. */
const K1 = 0.8
const B = 0.75

/** Frequency of each packed field byte; a word of the title counts twice. */
const FREQUENCY = Float32Array.from({ length: 256 }, (_, packed) => {
  const { title, topics, summary, abstract } = unpackFields(packed)
  return 2 * title + topics + summary + abstract
})
const TOPIC_WEIGHT = 2.5

/**
 * Papers of the index nearest to a text, best first: the weight of the words and topics they share with it
 * (BM25 with the text as the query, stemmed; Robertson and Zaragoza, 2009). `exclude` holds the paper itself.
 */
export function relatedPapers(
  index: IndexReader,
  query: RelatedQuery,
  exclude: ReadonlySet<string>,
  limit: number,
): Neighbour[] {
  const scores = new Map<number, number>()
  for (const { form, weight } of tellingWords(index, query)) addWord(index, form, weight, scores)
  for (const key of new Set(query.topics.map(topicKey))) {
    const weight = TOPIC_WEIGHT * idf(index.live, index.keyFrequency(key))
    if (key)
      index.visit(KEY_MARK + key, document => scores.set(document, (scores.get(document) ?? 0) + weight))
  }
  return [...scores.entries()]
    .map(([document, score]) => ({ id: index.idOf(document), score }))
    .filter(neighbour => !exclude.has(neighbour.id))
    .sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1))
    .slice(0, limit)
}

/** Adds one word, in all its forms, to the scores: BM25's saturated, length-normalised frequency times its weight. */
function addWord(index: IndexReader, word: string, weight: number, scores: Map<number, number>): void {
  const frequencies = new Map<number, number>()
  for (const term of index.sameStem(word))
    index.visit(term, (document, fields) =>
      frequencies.set(document, (frequencies.get(document) ?? 0) + (FREQUENCY[fields] ?? 0)),
    )
  for (const [document, frequency] of frequencies) {
    const length = 1 - B + (B * index.lengthOf(document)) / index.averageLength
    scores.set(document, (scores.get(document) ?? 0) + (weight * frequency) / (frequency + K1 * length))
  }
}

interface TellingWord {
  readonly root: string
  /** The word as the text has it. */
  readonly form: string
  readonly weight: number
  /** Of the papers that hold the word, the share that has it in the title or among the topics. */
  readonly keyness: number
  readonly documents: number
}

/** Words of the query's text by tf-idf, heaviest first. */
function tellingWords(index: IndexReader, query: RelatedQuery): TellingWord[] {
  const counts = new Map<string, { form: string; count: number }>()
  const count = (text: string, weight: number) => {
    for (const term of termsOf(text)) {
      const root = stem(term)
      counts.set(root, {
        form: counts.get(root)?.form ?? term,
        count: (counts.get(root)?.count ?? 0) + weight,
      })
    }
  }
  count(query.title, TITLE_WEIGHT)
  count(query.text, 1)
  return [...counts.entries()]
    .flatMap(([root, { form, count: frequency }]) => {
      const { documents, headings } = usage(index, form)
      if (documents === 0) return []
      const keyness = headings / documents
      const rarity = idf(index.live, documents)
      return [
        {
          root,
          form,
          keyness,
          documents,
          weight: frequency * rarity,
        },
      ]
    })
    .sort((a, b) => b.weight - a.weight || (a.root < b.root ? -1 : 1))
    .slice(0, MAX_WORDS)
}

/** In how many papers a word stands in any form, and in how many of them in the title or the topics. */
function usage(index: IndexReader, word: string): { documents: number; headings: number } {
  const documents = new Map<number, boolean>()
  for (const term of index.sameStem(word))
    index.visit(term, (document, fields) => {
      const { title, topics } = unpackFields(fields)
      documents.set(document, title + topics > 0 || documents.get(document) === true)
    })
  return { documents: documents.size, headings: [...documents.values()].filter(Boolean).length }
}

/** Why a neighbour is shown, as parts of a sentence: terms it shares, or the people it shares. */
export interface Reason {
  readonly kind: 'topics' | 'words' | 'authors'
  readonly shared: readonly string[]
}

const MAX_SHARED = 3
/** A reason is a word that a fair share of the papers holding it have in the title or topics, and that is not everywhere. */
const MIN_REASON_KEYNESS = 0.2
const MAX_REASON_SHARE = 0.08

/**
 * The best reason for a neighbour: topics both carry, else authors of both, else words of both that titles and topics
 * are made of. With `any`, for want of those, the rarest words of both. Undefined where there is none.
 */
export function reasonFor(
  index: IndexReader,
  query: RelatedQuery & { readonly authors: readonly string[] },
  neighbour: Paper,
  any = false,
): Reason | undefined {
  const theirs = new Set(topicLabels(neighbour).map(topicKey))
  const text = oneLine(
    `${neighbour.title} ${neighbour.abstract ?? ''} ${neighbour.summaries.map(s => s.text).join(' ')}`,
  )
  const topics = firstOfEachKey(query.topics)
    .filter(label => theirs.has(topicKey(label)) || ` ${topicKey(text)} `.includes(` ${topicKey(label)} `))
    .sort((a, b) => index.keyFrequency(topicKey(a)) - index.keyFrequency(topicKey(b)))
  if (topics.length > 0) return { kind: 'topics', shared: topics.slice(0, MAX_SHARED) }
  const authors = (neighbour.authors ?? []).filter(author => query.authors.includes(author))
  if (authors.length > 0) return { kind: 'authors', shared: authors.slice(0, MAX_SHARED) }
  const stems = new Set(tokenize(text).map(token => stem(token.term)))
  const words = tellingWords(index, query)
    .filter(word => stems.has(word.root) && (any || isReason(word, index.live)))
    .map(({ form }) => form)
  return words.length > 0 ? { kind: 'words', shared: words.slice(0, MAX_SHARED) } : undefined
}

function isReason({ form, keyness, documents }: TellingWord, papers: number): boolean {
  return (
    form.length > 3 && keyness >= MIN_REASON_KEYNESS && documents <= Math.max(8, papers * MAX_REASON_SHARE)
  )
}

function firstOfEachKey(labels: readonly string[]): string[] {
  return [...new Map(labels.toReversed().map(label => [topicKey(label), label])).values()].toReversed()
}
