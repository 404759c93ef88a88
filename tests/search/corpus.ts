import { indexDocumentOf } from '@/lib/corpus/index-document'
import type { PaperId } from '@/lib/papers/identifier'
import { paperOf } from '@/lib/papers/merge'
import type { Paper } from '@/lib/papers/paper'
import { IndexReader } from '@/lib/search/index-reader'
import { buildSegment, FIELDS, type Field, type IndexDocument } from '@/lib/search/segment'

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
export function readerOf(documents: readonly IndexDocument[]): IndexReader {
  return new IndexReader([{ segment: buildSegment(documents), dead: new Uint8Array(documents.length) }])
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
  return { id, terms, keys }
}
