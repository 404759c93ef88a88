import { oneLine } from '../papers/latex'
import type { Paper } from '../papers/paper'
import { topicLabels } from '../papers/paper'
import { stem, termsOf } from '../search/analysis'
import type { IndexReader } from '../search/index-reader'
import { idf } from '../search/search'
import { KEY_MARK } from '../search/segment'
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
const MAX_WORDS = 48
const TITLE_WEIGHT = 2
const TOPIC_WEIGHT = 2.5

/**
 * Papers of the index nearest to a text, best first: the weight of the words and topics they share with it
 * (tf-idf with stemmed words; Salton and Buckley, 1988), damped by their length. `exclude` holds the paper itself.
 */
export function relatedPapers(
  index: IndexReader,
  query: RelatedQuery,
  exclude: ReadonlySet<string>,
  limit: number,
): Neighbour[] {
  const scores = new Map<number, number>()
  const add = (term: string, weight: number) =>
    index.visit(term, document => scores.set(document, (scores.get(document) ?? 0) + weight))
  for (const [, { form, weight }] of tellingWords(index, query)) {
    const seen = new Set<number>()
    for (const term of index.sameStem(form))
      index.visit(term, document => {
        if (seen.has(document)) return
        seen.add(document)
        scores.set(document, (scores.get(document) ?? 0) + weight)
      })
  }
  for (const key of new Set(query.topics.map(topicKey)))
    if (key) add(KEY_MARK + key, TOPIC_WEIGHT * idf(index.live, index.keyFrequency(key)))
  return [...scores.entries()]
    .map(([document, score]) => ({
      id: index.idOf(document),
      score: score / Math.sqrt(1 + index.lengthOf(document) / index.averageLength),
    }))
    .filter(neighbour => !exclude.has(neighbour.id))
    .sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1))
    .slice(0, limit)
}

/** Stems of the query's text with one of their forms and their tf-idf weight, heaviest first. */
function tellingWords(index: IndexReader, query: RelatedQuery): [string, { form: string; weight: number }][] {
  const counts = new Map<string, { form: string; count: number }>()
  const count = (text: string, weight: number) => {
    for (const term of termsOf(text)) {
      const root = stem(term)
      counts.set(root, { form: term, count: (counts.get(root)?.count ?? 0) + weight })
    }
  }
  count(query.title, TITLE_WEIGHT)
  count(query.text, 1)
  return [...counts.entries()]
    .map(([root, { form, count: frequency }]): [string, { form: string; weight: number }] => {
      const documents = index.documentFrequency(form)
      const rarity = documents > 0 ? idf(index.live, documents) : 0
      return [root, { form, weight: (1 + Math.log(frequency)) * rarity * rarity }]
    })
    .filter(([, { weight }]) => weight > 0)
    .sort(([a, x], [b, y]) => y.weight - x.weight || (a < b ? -1 : 1))
    .slice(0, MAX_WORDS)
}

/** Why a neighbour is shown, as parts of a sentence: terms it shares, or the people it shares. */
export interface Reason {
  readonly kind: 'topics' | 'words' | 'authors'
  readonly shared: readonly string[]
}

const MAX_SHARED = 3

/** The best reason for a neighbour: topics both carry, else authors of both, else rare words of both. */
export function reasonFor(
  index: IndexReader,
  query: RelatedQuery & { readonly authors: readonly string[] },
  neighbour: Paper,
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
  const stems = new Set(termsOf(text).map(stem))
  const words = tellingWords(index, query)
    .filter(([root]) => stems.has(root))
    .map(([, { form }]) => form)
  return words.length > 0 ? { kind: 'words', shared: words.slice(0, MAX_SHARED) } : undefined
}

function firstOfEachKey(labels: readonly string[]): string[] {
  return [...new Map(labels.toReversed().map(label => [topicKey(label), label])).values()].toReversed()
}
