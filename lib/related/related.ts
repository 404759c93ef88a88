import { oneLine } from '../papers/latex'
import type { Paper } from '../papers/paper'
import { topicLabels } from '../papers/paper'
import { stem, termsOf, tokenize } from '../search/analysis'
import { countIn, weightedCounts } from '../search/fields'
import type { IndexReader } from '../search/index-reader'
import type { PostingLists } from '../search/posting-lists'
import { idf } from '../search/score'
import { TOPIC_MARK } from '../search/segment'
import { topicKey } from '../search/topic-key'

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

/** Frequency of each packed count; a word of the title counts twice. */
const FREQUENCY = weightedCounts({ title: 2, topics: 1, summary: 1, abstract: 1 })
const TOPIC_WEIGHT = 2.5

/** A question about what is near a text, with all that the index says of its words. */
export interface RelatedSearch {
  readonly index: IndexReader
  readonly query: RelatedQuery
  readonly words: readonly TellingWord[]
  readonly lists: PostingLists
}

/** Reads from the index what it takes to find and explain the neighbours of a text. */
export async function openRelated(index: IndexReader, query: RelatedQuery): Promise<RelatedSearch> {
  const words = tellingWords(index, query)
  const keys = keysOf(query.topics).map(key => TOPIC_MARK + key)
  const lists = await index.lists([...words.flatMap(({ forms }) => forms), ...keys])
  return { index, query, words, lists }
}

/**
 * Papers of the index nearest to a text, best first: the weight of the words and topics they share with it
 * (BM25 with the text as the query, stemmed; Robertson and Zaragoza, 2009). `exclude` holds the paper itself.
 */
export function relatedPapers(
  { index, query, words, lists }: RelatedSearch,
  exclude: ReadonlySet<string>,
  limit: number,
): Neighbour[] {
  const scores = new Map<number, number>()
  for (const word of words) addWord(index, lists, word, scores)
  for (const key of keysOf(query.topics)) {
    const weight = TOPIC_WEIGHT * idf(index.live, lists.count(TOPIC_MARK + key))
    lists.visit(TOPIC_MARK + key, document => scores.set(document, (scores.get(document) ?? 0) + weight))
  }
  return [...scores.entries()]
    .sort(([a, x], [b, y]) => y - x || a - b)
    .slice(0, limit + exclude.size)
    .map(([document, score]) => ({ id: index.idOf(document), score }))
    .filter(neighbour => !exclude.has(neighbour.id))
    .slice(0, limit)
}

/** Adds one word, in all its forms, to the scores: BM25's saturated, length-normalised frequency times its weight. */
function addWord(
  index: IndexReader,
  lists: PostingLists,
  { forms, weight }: TellingWord,
  scores: Map<number, number>,
): void {
  const frequencies = new Map<number, number>()
  for (const term of forms)
    lists.visit(term, (document, fields) =>
      frequencies.set(document, (frequencies.get(document) ?? 0) + (FREQUENCY[fields] ?? 0)),
    )
  const average = index.averageTitle + index.averageRest
  for (const [document, frequency] of frequencies) {
    const words = (index.titleLengths[document] ?? 0) + (index.restLengths[document] ?? 0)
    const length = 1 - B + (B * words) / average
    scores.set(document, (scores.get(document) ?? 0) + (weight * frequency) / (frequency + K1 * length))
  }
}

interface TellingWord {
  readonly root: string
  /** The word as the text has it. */
  readonly form: string
  /** All its forms in the index. */
  readonly forms: readonly string[]
  readonly weight: number
  /** Papers that hold it, at the most. */
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
      const forms = index.sameStem(form)
      const uses = forms.reduce((sum, term) => sum + index.documentFrequency(term), 0)
      if (uses === 0) return []
      const documents = Math.min(uses, index.live)
      return [{ root, form, forms, documents, weight: frequency * idf(index.live, documents) }]
    })
    .sort((a, b) => b.weight - a.weight || (a.root < b.root ? -1 : 1))
    .slice(0, MAX_WORDS)
}

function keysOf(topics: readonly string[]): string[] {
  return [...new Set(topics.map(topicKey))].filter(Boolean)
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
  { index, query, words, lists }: RelatedSearch,
  authors: readonly string[],
  neighbour: Paper,
  any = false,
): Reason | undefined {
  const theirs = new Set(topicLabels(neighbour).map(topicKey))
  const text = oneLine(
    `${neighbour.title} ${neighbour.abstract ?? ''} ${neighbour.summaries.map(s => s.text).join(' ')}`,
  )
  const frequency = (label: string) => lists.count(TOPIC_MARK + topicKey(label))
  const topics = firstOfEachKey(query.topics)
    .filter(label => theirs.has(topicKey(label)) || ` ${topicKey(text)} `.includes(` ${topicKey(label)} `))
    .sort((a, b) => frequency(a) - frequency(b))
  if (topics.length > 0) return { kind: 'topics', shared: topics.slice(0, MAX_SHARED) }
  const both = (neighbour.authors ?? []).filter(author => authors.includes(author))
  if (both.length > 0) return { kind: 'authors', shared: both.slice(0, MAX_SHARED) }
  const stems = new Set(tokenize(text).map(token => stem(token.term)))
  const shared = words
    .filter(word => stems.has(word.root) && (any || isReason(word, lists, index.live)))
    .map(({ form }) => form)
  return shared.length > 0 ? { kind: 'words', shared: shared.slice(0, MAX_SHARED) } : undefined
}

function isReason({ form, forms, documents }: TellingWord, lists: PostingLists, papers: number): boolean {
  if (form.length <= 3 || documents > Math.max(8, papers * MAX_REASON_SHARE)) return false
  let [all, headings] = [0, 0]
  for (const term of forms)
    lists.visit(term, (_, fields) => {
      all++
      if (countIn(fields, 'title') + countIn(fields, 'topics') > 0) headings++
    })
  return headings >= MIN_REASON_KEYNESS * all
}

function firstOfEachKey(labels: readonly string[]): string[] {
  return [...new Map(labels.toReversed().map(label => [topicKey(label), label])).values()].toReversed()
}
