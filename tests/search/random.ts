import fc from 'fast-check'
import type { DocumentFacts } from '@/lib/search/facts'
import { DIGEST_MARK, type IndexDocument, TOPIC_MARK } from '@/lib/search/segment'
import type { Entry } from './plain'

/** Words of few stems, so that documents share them; some join to others, some are misspelt. */
export const WORDS = [
  'graph',
  'graphs',
  'grape',
  'graphmodel',
  'learning',
  'learned',
  'model',
  'models',
  'modal',
  'diffusion',
  'diffusions',
  'study',
  'studies',
  'using',
  'vae',
  '3d',
  '语言',
  'constructor',
]
/** What is typed beside them: beginnings, misspellings, and words that nobody uses. */
const TYPED = ['gra', 'mod', 'v', 'modle', 'rgaph', 'diffuson', 'construtcor', 'unheardof']
export const KEYS = [`${TOPIC_MARK}language model`, `${TOPIC_MARK}video`, `${DIGEST_MARK}hf`]

const words = fc.array(fc.constantFrom(...WORDS), { maxLength: 6 })
const manyWords = fc.array(fc.constantFrom(...WORDS), { maxLength: 50 })

export const facts: fc.Arbitrary<DocumentFacts> = fc.record({
  date: fc.constantFrom(undefined, '1998-03-01', '2024-02-29', '2026-08-17', '2026-09-30'),
  upvotes: fc.constantFrom(undefined, 0, 1, 7, 400, 65_534, 100_000),
  code: fc.boolean(),
  project: fc.boolean(),
  summary: fc.boolean(),
})

/** A document but for its name. */
export const content: fc.Arbitrary<Omit<IndexDocument, 'id'>> = fc.record({
  terms: fc.record({ title: words, topics: words, summary: words, authors: words, abstract: manyWords }),
  keys: fc.array(fc.constantFrom(...KEYS), { maxLength: 3 }),
  facts,
})

/** Documents in segments, each with whether it is dead. Names are of every kind. */
export const corpus: fc.Arbitrary<Entry[][]> = fc
  .array(fc.array(fc.tuple(content, fc.boolean()), { maxLength: 8 }), { minLength: 1, maxLength: 5 })
  .map(parts => {
    let number = 0
    return parts.map(part =>
      part.map(([rest, dead]) => ({ document: { id: idOf(number++), ...rest }, dead })),
    )
  })

/** An identifier for each number: of both numberings of arXiv, and of other kinds. */
export function idOf(number: number): string {
  const digits = String(number).padStart(4, '0')
  return [
    `arxiv:2602.0${digits}`,
    `arxiv:0704.${digits}`,
    `arxiv:hep-th/990${digits}`,
    `doi:10.1000/${digits}`,
  ][number % 4] as string
}

/** A short or long query, its last word finished or not. */
export const query = fc
  .tuple(fc.array(fc.constantFrom(...WORDS, ...TYPED), { minLength: 1, maxLength: 8 }), fc.boolean())
  .map(([typed, finished]) => typed.join(' ') + (finished ? ' ' : ''))

/** A number of vectors' dimensions, and a vector for each document. */
export function withVectors(documents: readonly IndexDocument[], dimensions: number): IndexDocument[] {
  return documents.map((document, i) => ({
    ...document,
    vector: i % 3 === 0 ? null : Int8Array.from({ length: dimensions }, (_, d) => (i * 7 + d * 13) % 251),
  }))
}
