import { indexDocumentOf } from '@/lib/corpus/index-document'
import type { PaperId } from '@/lib/papers/identifier'
import { paperOf } from '@/lib/papers/merge'
import type { Paper } from '@/lib/papers/paper'
import type { States } from '@/lib/search/conditions'
import { FIELDS, type Field } from '@/lib/search/fields'
import { IndexReader } from '@/lib/search/index-reader'
import type { SearchTools } from '@/lib/search/search'
import { buildSegment, type IndexDocument, type Segment } from '@/lib/search/segment'

/** A paper as far as search sees it. */
export interface Sketch {
  readonly id: string
  readonly title: string
  readonly abstract?: string
  readonly summary?: string
  readonly authors?: readonly string[]
  readonly topics?: readonly string[]
  readonly upvotes?: number
}

export function paperOfSketch(sketch: Sketch): Paper {
  const { id, title, abstract, authors, summary, topics, upvotes } = sketch
  return paperOf({
    ids: [id as PaperId],
    seen: 1,
    title,
    ...(abstract && { abstract }),
    ...(authors && { authors }),
    summaries: summary ? [{ digest: 'hf', text: summary, seen: 1 }] : [],
    topicLists: topics ? [{ digest: 'hf', labels: topics, seen: 1 }] : [],
    listings: upvotes === undefined ? [] : [{ digest: 'hf', day: '2026-08-17', upvotes, seen: 1 }],
  })
}

/** An index of papers, in one segment. */
export function indexOf(sketches: readonly Sketch[]): IndexReader {
  return readerOf(sketches.map(sketch => indexDocumentOf(paperOfSketch(sketch))))
}

/** An index of documents, in one segment. */
export function readerOf(documents: readonly IndexDocument[], dimensions = 0): IndexReader {
  return readerOver([buildSegment(documents, dimensions)])
}

/** An index of segments that are in memory. */
export function readerOver(segments: readonly Segment[]): IndexReader {
  return new IndexReader(
    segments.map((segment, number) => ({
      ...segment,
      segment: number,
      postings: async (start, end) => segment.postings.subarray(start, end),
    })),
  )
}

/** What a search needs besides an index of these papers. */
export function toolsFor(sketches: readonly Sketch[], states: States = new Map()): SearchTools<Paper> {
  const papers = new Map(sketches.map(sketch => [sketch.id, paperOfSketch(sketch)]))
  return {
    papers: async () => papers,
    states: async () => states,
    storedAs: async id => [id],
    today: '2026-08-20',
    likeness: async () => null,
  }
}

/** A document with words in some fields. */
export function documentOf(
  id: string,
  words: Partial<Record<Field, readonly string[]>>,
  keys: readonly string[] = [],
): IndexDocument {
  const terms = Object.fromEntries(FIELDS.map(field => [field, words[field] ?? []])) as Record<
    Field,
    string[]
  >
  return { id, terms, keys, facts: { code: false, project: false, summary: false } }
}
