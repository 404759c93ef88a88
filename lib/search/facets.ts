import { type Paper, topicLabels } from '../papers/paper'
import { FLAGS, yearOfPacked } from './facts'
import type { IndexReader } from './index-reader'
import type { PostingLists } from './posting-lists'
import { TOPIC_MARK } from './segment'
import { topicKey } from './topic-key'
import { type TopicNames, topicTerms } from './topic-names'

/** A value that results can be narrowed to, and how many of them have it. */
export interface FacetValue {
  readonly value: string
  readonly label: string
  readonly count: number
  /** Of a topic with several spellings, the keys of all of them. */
  readonly keys?: readonly string[]
}

/** What the results of a search can be narrowed by. Counts are over all that was found, not only what is shown. */
export interface Facets {
  /** Newest first. */
  readonly years: readonly FacetValue[]
  /** Commonest first. */
  readonly topics: readonly FacetValue[]
  readonly has: readonly FacetValue[]
}

const MAX_TOPICS = 10
/** Topics are those that the best results carry: nobody narrows a search by a topic of its last result. */
const MAX_CANDIDATES = 60

/**
 * Topics of the best results as terms of the index, with their labels; spellings of one topic have one label. Their
 * posting lists are needed to count them.
 */
export function topicCandidates(papers: readonly Paper[], names?: TopicNames | null): Map<string, string> {
  const labels = new Map<string, { readonly label: string; readonly count: number }>()
  for (const paper of papers) {
    const named = topicLabels(paper).map(label => names?.labelOf(label) ?? label)
    for (const [key, label] of new Map(named.map(label => [topicKey(label), label])))
      if (key)
        labels.set(key, { label: labels.get(key)?.label ?? label, count: (labels.get(key)?.count ?? 0) + 1 })
  }
  const commonest = [...labels.values()].sort((a, b) => b.count - a.count).slice(0, MAX_CANDIDATES)
  return new Map(
    commonest.flatMap(({ label }) => topicTerms(label, names).map(term => [term, label] as const)),
  )
}

/** Counts over the documents that were found; `candidates` are terms of topics with their labels. */
export function facetsOf(
  index: IndexReader,
  lists: PostingLists,
  found: ArrayLike<number>,
  candidates: ReadonlyMap<string, string>,
): Facets {
  const marks = new Uint8Array(index.size)
  for (let i = 0; i < found.length; i++) marks[found[i] ?? 0] = 1
  const days = new Map<number, number>()
  const flags = new Map<number, number>(Object.values(FLAGS).map(flag => [flag, 0]))
  for (let i = 0; i < found.length; i++) {
    const document = found[i] ?? 0
    const date = index.dates[document] ?? 0
    days.set(date, (days.get(date) ?? 0) + 1)
    for (const [flag, count] of flags) if ((index.flags[document] ?? 0) & flag) flags.set(flag, count + 1)
  }
  const byLabel = Map.groupBy(candidates.keys(), term => candidates.get(term) ?? '')
  const topics = [...byLabel].map(([label, terms]): FacetValue => {
    const counted = new Set<number>()
    for (const term of terms)
      lists.visit(term, document => {
        if (marks[document]) counted.add(document)
      })
    const keys = terms.map(term => term.slice(TOPIC_MARK.length))
    return { value: label, label, count: counted.size, ...(keys.length > 1 && { keys }) }
  })
  const most = found.length
  return {
    years: yearsOf(days),
    topics: topics
      // What all results share does not narrow them.
      .filter(({ count }) => count > 0 && count < most)
      .sort((a, b) => b.count - a.count || (a.label < b.label ? -1 : 1))
      .slice(0, MAX_TOPICS),
    has: [
      { value: 'code', label: 'Code', count: flags.get(FLAGS.code) ?? 0 },
      { value: 'project', label: 'Project page', count: flags.get(FLAGS.project) ?? 0 },
      { value: 'summary', label: 'Summary', count: flags.get(FLAGS.summary) ?? 0 },
    ].filter(({ count }) => count > 0),
  }
}

function yearsOf(days: ReadonlyMap<number, number>): FacetValue[] {
  const years = new Map<number, number>()
  for (const [day, count] of days) {
    const year = yearOfPacked(day)
    if (year !== undefined) years.set(year, (years.get(year) ?? 0) + count)
  }
  return [...years]
    .sort(([a], [b]) => b - a)
    .map(([year, count]) => ({ value: String(year), label: String(year), count }))
}
