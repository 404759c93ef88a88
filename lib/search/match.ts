import type { PaperId } from '../papers/identifier'
import type { Day } from '../time'
import { termsOf } from './analysis'
import { type Conditions, conditionsOf, conditionTerms, type Outside, type States } from './conditions'
import type { IndexReader } from './index-reader'
import { liftOf } from './lift'
import { fuse, MIN_LIKENESS } from './meaning'
import { type Filter, parseQuery, type Query } from './query'
import type { Candidate } from './rerank'
import { scoreLong, scoreShort } from './score'
import type { Scores } from './scratch'
import { best } from './top'
import type { TopicNames } from './topic-names'
import { type QueryWord, type QueryWords, readWords, withLikelyTypos } from './words'

/** By what results are ordered. */
export type Order = 'relevance' | 'date' | 'upvotes'

export interface SearchRequest {
  readonly query: string
  readonly limit: number
  readonly order?: Order
  /** Whether to count what the results can be narrowed by. */
  readonly facets?: boolean
  /** Whether to add papers that only mean something like a short query, where few hold its words. */
  readonly near?: boolean
}

/** What ranking asks for outside the index. */
export interface MatchTools {
  /** The reading list by state; asked for only where the query names a state. */
  readonly states: () => Promise<States>
  /** What papers with an identifier, any of theirs, are stored as. */
  readonly storedAs: (id: PaperId) => Promise<readonly string[]>
  /** The spellings of topics; asked for only where the query names a topic. */
  readonly topics?: () => Promise<TopicNames | null>
  /** Today, for the lift of recent papers. */
  readonly today: Day
  /** How near each document is in meaning to a text, given by its terms; null where that is not known. */
  readonly likeness: (terms: readonly string[]) => Promise<Float32Array | null>
}

/** What the index alone answers. */
export interface Matches {
  readonly query: Query
  readonly words: QueryWords
  readonly conditions: Conditions
  /** Numbers of all documents that match, in no order. */
  readonly documents: Uint32Array
  /** The best of them, with their scores. */
  readonly best: readonly Candidate[]
  /** Papers that only mean something like the query, where few match. */
  readonly near: readonly Candidate[]
}

/** Papers whose order their texts still change: these are read anyway, to be shown. */
export const RERANKED = 50
/** As many papers are looked up for a phrase or a name before giving up on more. */
export const MAX_CHECKED = 1000
/** Where fewer papers than this match a short query, those near in meaning make up for it. */
export const FEW = 10

/** What the index alone finds, ranked without a look at the papers themselves. */
export async function match(index: IndexReader, request: SearchRequest, tools: MatchTools): Promise<Matches> {
  const query = parseQuery(request.query)
  const words = readWords(index, query.text, query.typing)
  const filters = [...query.required, ...query.excluded]
  const outside = await outsideOf(filters, tools)
  const lists = await index.lists(conditionTerms(index, query, outside.topics))
  const conditions = conditionsOf(index, lists, query, outside)
  const order = orderOf(request, words)
  const wanted = conditions.checks.length > 0 ? MAX_CHECKED : Math.max(request.limit, RERANKED)
  if (words.words.length === 0) {
    const documents = query.text === '' ? allowedBy(conditions) : new Uint32Array()
    const best = ordered(index, documents, wanted, keyFor(index, order))
    return { query, words, conditions, documents, best, near: [] }
  }
  const likeness = () => tools.likeness(termsOf(query.text))
  const found = words.short
    ? await findNamed(index, words, conditions)
    : await findDescribed(index, words, conditions, order === 'relevance' ? await likeness() : null)
  const lift = liftOf(index, tools.today, words.short)
  const key = order === 'relevance' ? (d: number) => lift(found.scoreOf(d), d) : keyFor(index, order)
  const best = ordered(index, found.documents, wanted, key)
  const few = request.near === true && words.short && order === 'relevance' && best.length < FEW
  const near = few ? nearest(index, found.documents, conditions, await likeness()) : []
  return { query, words: found.words, conditions, documents: found.documents, best, near }
}

/** Asks the database what filters need of it, and nothing else. */
async function outsideOf(filters: readonly Filter[], tools: MatchTools): Promise<Outside> {
  const states: States = filters.some(({ kind }) => kind === 'state') ? await tools.states() : new Map()
  const storedAs = new Map<string, ReadonlySet<string>>()
  for (const filter of filters)
    if (filter.kind === 'id') storedAs.set(filter.id, new Set(await tools.storedAs(filter.id)))
  const topics = filters.some(({ kind }) => kind === 'topic') ? await tools.topics?.() : null
  return { states, storedAs, topics: topics ?? null }
}

interface Found {
  /** The words as they were searched in the end. */
  readonly words: QueryWords
  readonly documents: Uint32Array
  /** The score of one of `documents`. */
  readonly scoreOf: (document: number) => number
}

/** Papers for a query that names one: by its words alone. */
async function findNamed(index: IndexReader, words: QueryWords, conditions: Conditions): Promise<Found> {
  const { allowed } = conditions
  const first = scoreShort(index, await listsFor(index, words.words), words.words, allowed)
  // Once more, with words that may have been meant, where no title has all of them.
  const likely = first.wholeInTitle ? undefined : withLikelyTypos(index, words.words)
  const read = likely ? { ...words, words: likely } : words
  const scored = likely ? scoreShort(index, await listsFor(index, likely), likely, allowed) : first
  // What is only likely meant counts, but is not marked where the words as typed were found.
  return { ...foundIn(scored, read, conditions), words: first.complete > 0 ? words : read }
}

/** Papers for a query that describes them: by its words and by what it means. */
async function findDescribed(
  index: IndexReader,
  words: QueryWords,
  conditions: Conditions,
  likeness: Float32Array | null,
): Promise<Found> {
  const lists = await listsFor(index, words.words)
  const scored = scoreLong(index, lists, words.words)
  if (!likeness) return { words, ...foundIn(scored, words, conditions) }
  const scores = fuse(scored.scores, likeness, words.words.length)
  const { allowed } = conditions
  const documents = new Uint32Array(index.size)
  let count = 0
  for (let d = 0; d < scores.length; d++)
    if ((scores[d] ?? 0) > 0 && !index.dead[d] && (!allowed || allowed[d] === 1)) documents[count++] = d
  return { words, documents: documents.subarray(0, count), scoreOf: d => scores[d] ?? 0 }
}

/** Papers that are near a query in meaning and do not hold its words, to follow where few do. */
function nearest(
  index: IndexReader,
  found: Uint32Array,
  { allowed, checks }: Conditions,
  likeness: Float32Array | null,
): Candidate[] {
  if (!likeness || checks.length > 0) return []
  const known = new Set(found)
  const near = new Uint32Array(index.size)
  let count = 0
  for (let d = 0; d < likeness.length; d++)
    if (
      (likeness[d] ?? 0) >= MIN_LIKENESS &&
      !index.dead[d] &&
      (!allowed || allowed[d] === 1) &&
      !known.has(d)
    )
      near[count++] = d
  return ordered(index, near.subarray(0, count), FEW - found.length, d => likeness[d] ?? 0)
}

function listsFor(index: IndexReader, words: readonly QueryWord[]) {
  return index.lists(words.flatMap(({ forms }) => forms.map(({ term }) => term)))
}

/** Filters alone say nothing of relevance: the newest come first. */
export function orderOf(request: SearchRequest, { words }: QueryWords): Order {
  const order = request.order ?? 'relevance'
  return order === 'relevance' && words.length === 0 ? 'date' : order
}

/** What matches, with a copy of the scores: another search over the index scores in the same columns. */
function foundIn(scored: Scores, words: QueryWords, conditions: Conditions): Omit<Found, 'words'> {
  const scores = scored.scores.slice()
  return { documents: matching(scored, words, conditions), scoreOf: d => scores[d] ?? 0 }
}

/** Documents that match: all words of a short query or, where none has all, any of them. */
function matching(
  { found, matched }: Scores,
  { words, short }: QueryWords,
  { allowed }: Conditions,
): Uint32Array {
  const wanted = short ? words.length : 0
  const documents = new Uint32Array(found.length)
  let [count, complete] = [0, 0]
  for (const document of found) {
    if (allowed && allowed[document] !== 1) continue
    documents[count++] = document
    if ((matched[document] ?? 0) >= wanted) complete++
  }
  const all = documents.subarray(0, count)
  return complete === 0 || complete === count ? all : all.filter(document => matched[document] === wanted)
}

function allowedBy({ allowed }: Conditions): Uint32Array {
  return Uint32Array.from(allowed ?? [], (_, document) => document).filter(
    document => allowed?.[document] === 1,
  )
}

function ordered(
  index: IndexReader,
  documents: Uint32Array,
  limit: number,
  key: (document: number) => number,
): Candidate[] {
  return best(documents, limit, key).map(document => ({
    document,
    id: index.idOf(document),
    score: key(document),
  }))
}

function keyFor(index: IndexReader, order: Order): (document: number) => number {
  const column = order === 'upvotes' ? index.upvotes : index.dates
  return document => column[document] ?? 0
}
