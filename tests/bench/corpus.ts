import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { indexDocumentOf } from '@/lib/corpus/index-document'
import { paperOf } from '@/lib/papers/merge'
import type { Paper } from '@/lib/papers/paper'
import { buildSegment } from '@/lib/search/segment'
import { parseTermVectors, similarities } from '@/lib/search/term-vectors'
import { readerOver } from '../search/corpus'
import { abstractOf, type Document } from './data'

/** The table that ships with Gloss. */
export const vectors = parseTermVectors(
  new Uint8Array(readFileSync(join(import.meta.dirname, '../../public/term-vectors.bin'))),
)

/** The documents as the product would hold them: papers, and an index of one segment. */
export function corpusOf(documents: readonly Document[]) {
  const keyOf = (id: string) => `openreview:${id}`
  const papers = new Map<string, Paper>(
    documents.map(document => {
      const abstract = abstractOf(document)
      const ids = [`openreview:${document.id}` as const]
      return [
        keyOf(document.id),
        paperOf({ ids, title: document.title, ...(abstract && { abstract }), seen: 1 }),
      ]
    }),
  )
  const indexed = [...papers.values()].map(paper => indexDocumentOf(paper, vectors))
  const segment = buildSegment(indexed, vectors.dimensions)
  const index = readerOver([segment])
  const tools = {
    papers: async () => papers,
    states: async () => new Map(),
    storedAs: async () => [],
    today: '2026-01-01',
    likeness: async (terms: readonly string[]) => {
      const query = vectors.embedQuery(terms)
      const out = new Float32Array(index.size)
      if (query) similarities(segment.vectors, query, out)
      return query && out
    },
  }
  return { index, segment, papers, tools, keyOf, idOf: (key: string) => key.slice(key.indexOf(':') + 1) }
}
