import { latexToText } from '../papers/latex'
import { oneLine } from '../papers/one-line'
import type { Paper } from '../papers/paper'
import { foldText } from '../papers/title-key'
import { spaceCjk, termsOf, tokenize } from './analysis'
import { documentsWith } from './document-ids'
import { FLAGS, packBound } from './facts'
import { countIn, type Field } from './fields'
import type { IndexReader } from './index-reader'
import type { PostingLists } from './posting-lists'
import type { Filter, Query, State } from './query'
import { DIGEST_MARK } from './segment'
import { type TopicNames, topicTerms } from './topic-names'

/** Identifiers of the papers in each state of the reading list. */
export type States = ReadonlyMap<State, ReadonlySet<string>>

/** What filters ask of the database. */
export interface Outside {
  readonly states: States
  /** By identifier that the query names: what its papers are stored as. */
  readonly storedAs: ReadonlyMap<string, ReadonlySet<string>>
  /** The spellings that mean the same topic, where they are known. */
  readonly topics?: TopicNames | null
}

/** What a filter says of documents, as far as the index can tell. */
interface Condition {
  /** 1 for each document that may fulfil it. */
  readonly holds: Uint8Array
  /** Where the index cannot tell for sure: whether the paper itself fulfils it. */
  readonly check?: (paper: Paper) => boolean
}

/** Filters of a query over an index. */
export interface Conditions {
  /** 1 for each document that may be found; undefined where there is no filter. */
  readonly allowed: Uint8Array | undefined
  /** What the papers themselves have yet to fulfil; a document is asked only those it needs. */
  readonly checks: readonly ((document: number, paper: Paper) => boolean)[]
}

/** Terms that the filters of a query look up, to be read with those of its words. */
export function conditionTerms(index: IndexReader, query: Query, topics?: TopicNames | null): string[] {
  return [...query.required, ...query.excluded].flatMap(filter => termsOfFilter(index, filter, topics))
}

/** Evaluates the filters of a query. `outside` holds what they ask of the database. */
export function conditionsOf(
  index: IndexReader,
  lists: PostingLists,
  query: Query,
  outside: Outside,
): Conditions {
  const evaluate = (filter: Filter) => evaluated(index, lists, filter, outside)
  const required = query.required.flatMap(filter => evaluate(filter) ?? [])
  const excluded = query.excluded.flatMap(filter => evaluate(filter) ?? [])
  if (required.length + excluded.length === 0) return { allowed: undefined, checks: [] }
  const allowed = new Uint8Array(index.size).fill(1)
  for (const { holds } of required)
    for (let d = 0; d < allowed.length; d++) allowed[d] = (allowed[d] ?? 0) & (holds[d] ?? 0)
  for (const { holds, check } of excluded)
    if (!check) for (let d = 0; d < allowed.length; d++) if (holds[d]) allowed[d] = 0
  for (let d = 0; d < allowed.length; d++) if (index.dead[d]) allowed[d] = 0
  return {
    allowed,
    checks: [
      ...required.flatMap(({ check }) => (check ? [(_: number, paper: Paper) => check(paper)] : [])),
      ...excluded.flatMap(({ check, holds }) =>
        check ? [(document: number, paper: Paper) => !holds[document] || !check(paper)] : [],
      ),
    ],
  }
}

function termsOfFilter(index: IndexReader, filter: Filter, topics?: TopicNames | null): string[] {
  switch (filter.kind) {
    case 'phrase':
      return wordsOf(filter.text)
    case 'word':
      return formsOfWords(index, filter.text).flat()
    case 'author':
      return namesLike(index, filter.text).flat()
    case 'topic':
      return [...topicTerms(filter.text, topics), ...wordsOf(filter.text)]
    case 'digest':
      return [DIGEST_MARK + filter.digest.toLowerCase()]
    default:
      return []
  }
}

/** A filter over the index; undefined where it says nothing, such as a phrase of stop words. */
function evaluated(
  index: IndexReader,
  lists: PostingLists,
  filter: Filter,
  outside: Outside,
): Condition | undefined {
  switch (filter.kind) {
    case 'word':
    case 'phrase': {
      const words = filter.kind === 'word' ? formsOfWords(index, filter.text) : asForms(wordsOf(filter.text))
      if (words.length === 0) return undefined
      const holds = withAll(index, lists, words)
      return isOneWord(filter.text) ? { holds } : { holds, check: paper => hasPhrase(paper, filter.text) }
    }
    case 'author': {
      const names = namesLike(index, filter.text)
      const holds = withAll(index, lists, names, 'authors')
      return names.length > 1 ? { holds, check: paper => hasAuthor(paper, names) } : { holds }
    }
    case 'topic':
      return { holds: withTopic(index, lists, filter.text, outside.topics) }
    case 'digest':
      return { holds: withAll(index, lists, [[DIGEST_MARK + filter.digest.toLowerCase()]]) }
    case 'date': {
      const from = Math.max(1, filter.from ? packBound(filter.from) : 1)
      const to = filter.to ? packBound(filter.to) : Infinity
      return { holds: where(index, d => (index.dates[d] ?? 0) >= from && (index.dates[d] ?? 0) <= to) }
    }
    case 'has': {
      const flag = FLAGS[filter.what]
      return { holds: where(index, d => ((index.flags[d] ?? 0) & flag) !== 0) }
    }
    case 'upvotes': {
      const { least = 0, most = Infinity } = filter
      // Columns hold one more, so that 0 is left for "nobody counts them"; those have no upvotes to be compared.
      const within = (upvotes: number) => upvotes > 0 && upvotes - 1 >= least && upvotes - 1 <= most
      return { holds: where(index, d => within(index.upvotes[d] ?? 0)) }
    }
    case 'state':
      return { holds: withIds(index, outside.states.get(filter.state) ?? new Set()) }
    case 'id':
      return { holds: withIds(index, outside.storedAs.get(filter.id) ?? new Set()) }
  }
}

function wordsOf(text: string): string[] {
  return [...new Set(tokenize(latexToText(text)).map(({ term }) => term))]
}

/** Documents on a topic; of a topic that no paper has as a whole, those with its words among their topics. */
function withTopic(
  index: IndexReader,
  lists: PostingLists,
  text: string,
  topics: TopicNames | null | undefined,
): Uint8Array {
  const keys = topicTerms(text, topics)
  return keys.some(key => lists.count(key) > 0)
    ? withAll(index, lists, [keys])
    : withAll(index, lists, asForms(wordsOf(text)), 'topics')
}

/** Documents that hold a form of every word, in one field where it is given. */
function withAll(
  index: IndexReader,
  lists: PostingLists,
  words: readonly (readonly string[])[],
  field?: Field,
): Uint8Array {
  const counts = new Uint16Array(index.size)
  for (const [i, forms] of words.entries())
    for (const term of forms)
      lists.visit(term, (document, fields) => {
        if (counts[document] === i && (!field || countIn(fields, field) > 0)) counts[document] = i + 1
      })
  return Uint8Array.from(counts, count => (count === words.length && count > 0 ? 1 : 0))
}

function asForms(words: readonly string[]): string[][] {
  return words.map(word => [word])
}

/** Each word with the other forms of its stem: who does not want surveys does not want a survey. */
function formsOfWords(index: IndexReader, text: string): string[][] {
  return wordsOf(text).map(word => [word, ...index.sameStem(word).filter(form => form !== word)])
}

/** Each word of a name; where nobody is called so, the names that begin with it. */
function namesLike(index: IndexReader, text: string): string[][] {
  return wordsOf(text).map(word =>
    index.documentFrequency(word) > 0 ? [word] : index.withPrefix(word, MAX_NAMES).map(({ term }) => term),
  )
}

const MAX_NAMES = 50

function where(index: IndexReader, holds: (document: number) => boolean): Uint8Array {
  return new Uint8Array(index.size).map((_, document) => (holds(document) ? 1 : 0))
}

function withIds(index: IndexReader, wanted: ReadonlySet<string>): Uint8Array {
  const marks = new Uint8Array(index.size)
  for (const { ids, base } of index.parts) for (const d of documentsWith(ids, wanted)) marks[base + d] = 1
  return marks
}

/** Whether words stand in a row in one of a paper's texts, whatever is between them but words. */
function hasPhrase(paper: Paper, phrase: string): boolean {
  const wanted = rowOf(phrase)
  const texts = [paper.title, paper.abstract ?? '', ...paper.summaries.map(({ text }) => text)]
  const lists = paper.topicLists.flatMap(({ labels }) => labels)
  return [...texts, ...lists, ...(paper.authors ?? [])].some(text => rowOf(text).includes(wanted))
}

/** Whether a text is a word that the index has as it is: what it finds need not be looked up. */
function isOneWord(text: string): boolean {
  return !rowOf(text).trim().includes(' ')
}

/** The words of a text, stop words among them, each with a space on either side. */
function rowOf(text: string): string {
  const words = foldText(latexToText(text)).replace(/[^\p{L}\p{N}\p{M}*+#.]+|\.(?!\d)|(?<!\d)\./gu, ' ')
  return ` ${oneLine(spaceCjk(words))} `
}

function hasAuthor(paper: Paper, words: readonly (readonly string[])[]): boolean {
  return (paper.authors ?? []).some(author => {
    const names = new Set(termsOf(author))
    return words.every(forms => forms.some(form => names.has(form)))
  })
}
