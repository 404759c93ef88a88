import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { stem } from '@/lib/search/analysis'
import { IndexReader, type StoredSegment } from '@/lib/search/index-reader'
import { type Hit, search } from '@/lib/search/search'
import {
  buildSegment,
  FIELDS,
  type Field,
  type IndexDocument,
  KEY_MARK,
  mergeSegments,
  readPostings,
  type Segment,
  termsIn,
  unpackFields,
  unpackLength,
} from '@/lib/search/segment'
import { documentOf } from './corpus'

/** Words of few stems, so that documents share them; no two stems are within a typing error of each other. */
const WORDS = [
  'graph',
  'graphs',
  'learning',
  'learned',
  'model',
  'models',
  'diffusion',
  'vae',
  '3d',
  '语言',
  'constructor',
]
const KEYS = ['language model', 'video']

const words = fc.array(fc.constantFrom(...WORDS), { maxLength: 6 })
const document: fc.Arbitrary<Omit<IndexDocument, 'id'>> = fc.record({
  terms: fc.record({ title: words, topics: words, summary: words, authors: words, abstract: words }),
  keys: fc.array(fc.constantFrom(...KEYS), { maxLength: 3 }),
})
/** A corpus in parts, each document with whether it is dead. */
const corpus = fc
  .array(fc.array(fc.tuple(document, fc.boolean()), { maxLength: 8 }), { minLength: 1, maxLength: 4 })
  .map(parts => {
    let number = 0
    return parts.map(part =>
      part.map(([rest, dead]) => ({ document: { id: `p${number++}`, ...rest }, dead })),
    )
  })
const query = fc
  .tuple(
    fc.array(fc.constantFrom(...WORDS, 'gra', 'mod', 'unheardof'), { minLength: 1, maxLength: 7 }),
    fc.boolean(),
  )
  .map(([typed, finished]) => typed.join(' ') + (finished ? ' ' : ''))

describe('a segment', () => {
  test('gives back what it was built of', () => {
    const documents = [
      documentOf('p0', { title: ['a', 'b', 'a'], abstract: ['b', 'c'] }, ['k']),
      documentOf('p1', { authors: ['a', 'a'] }),
      documentOf('p2', {}, ['k', 'k']),
    ]
    const segment = buildSegment(documents)
    expect(segment.ids).toEqual(['p0', 'p1', 'p2'])
    expect(postingsOf(segment)).toEqual({
      '#k': [
        [0, {}],
        [2, {}],
      ],
      a: [
        [0, { title: 2 }],
        [1, { authors: 1 }],
      ],
      b: [[0, { title: 1, abstract: 1 }]],
      c: [[0, { abstract: 1 }]],
    })
  })

  test('holds the frequency of each field, as far as it is counted', () => {
    fc.assert(
      fc.property(document, rest => {
        const postings = postingsOf(buildSegment([{ id: 'p', ...rest }]))
        for (const word of WORDS) {
          const counts = countsOf({ id: 'p', ...rest }, word)
          expect(postings[word]?.[0]?.[1] ?? {}).toEqual(counts)
        }
      }),
    )
  })

  test('holds gaps of every size', () => {
    const documents = Array.from({ length: 20_000 }, (_, i) =>
      documentOf(`p${i}`, {
        title: [0, 1, 128, 129, 16_512, 19_999].includes(i) ? ['rare', 'common'] : ['common'],
      }),
    )
    const segment = buildSegment(documents)
    const numbers = (term: string) => (postingsOf(segment)[term] ?? []).map(([number]) => number)
    expect(numbers('rare')).toEqual([0, 1, 128, 129, 16_512, 19_999])
    expect(numbers('common')).toEqual(documents.keys().toArray())
  })

  test('keeps the length of a document within a few percent', () => {
    for (const length of [0, 1, 2, 10, 100, 250, 1000, 20_000]) {
      const segment = buildSegment([documentOf('p', { abstract: Array<string>(length).fill('w') })])
      const kept = unpackLength(segment.lengths[0] ?? 0)
      expect(Math.abs(kept - length)).toBeLessThanOrEqual(0.04 * length)
    }
  })

  test('of no documents is empty, and so is one merged of dead ones', () => {
    const empty = buildSegment([])
    expect(termsIn(empty)).toEqual([])
    expect(empty.ids).toEqual([])
    const one = buildSegment([documentOf('p', { title: ['a'] }, ['k'])])
    expect(mergeSegments([one], [Uint8Array.of(1)])).toEqual(empty)
  })

  test('goes round the terms of each stem, and keys are none of them', () => {
    fc.assert(
      fc.property(fc.array(document, { maxLength: 6 }), rests => {
        const segment = buildSegment(rests.map((rest, i) => ({ id: `p${i}`, ...rest })))
        const terms = termsIn(segment)
        for (const [t, term] of terms.entries()) {
          const ring: string[] = []
          for (let at = segment.ring[t] ?? t; at !== t; at = segment.ring[at] ?? t) ring.push(terms[at] ?? '')
          const sameStem = terms.filter(
            other => other !== term && !isKey(term) && !isKey(other) && stem(other) === stem(term),
          )
          expect(ring.sort()).toEqual(sameStem)
        }
      }),
    )
  })
})

describe('segments merged', () => {
  test('are the segment of their live documents, byte for byte', () => {
    fc.assert(
      fc.property(corpus, parts => {
        const merged = mergeSegments(
          parts.map(part => buildSegment(part.map(({ document }) => document))),
          parts.map(part => Uint8Array.from(part, ({ dead }) => Number(dead))),
        )
        expect(merged).toEqual(buildSegment(liveOf(parts)))
      }),
    )
  })

  test('are so whatever was merged first', () => {
    fc.assert(
      fc.property(corpus, parts => {
        const [first, ...rest] = parts.map(part => buildSegment(part.map(({ document }) => document)))
        const alive = (segment: Segment) => new Uint8Array(segment.ids.length)
        const atOnce = mergeSegments(
          [first, ...rest].filter(isSegment),
          parts.map(part => new Uint8Array(part.length)),
        )
        const stepwise = rest.reduce(
          (a, b) => mergeSegments([a, b], [alive(a), alive(b)]),
          first ?? buildSegment([]),
        )
        expect(stepwise).toEqual(atOnce)
      }),
    )
  })
})

describe('search over segments', () => {
  test('finds the same in parts with dead documents as in one piece', () => {
    fc.assert(
      fc.property(corpus, query, (parts, query) => {
        const inParts = new IndexReader(parts.map(stored))
        const whole = new IndexReader([stored(liveOf(parts).map(document => ({ document, dead: false })))])
        expect(search(inParts, query, 100).hits).toEqual(search(whole, query, 100).hits)
        expect(search(inParts, query, 100).total).toBe(search(whole, query, 100).total)
        expect(inParts.live).toBe(whole.live)
      }),
    )
  })

  test('ranks by BM25F, as counted by hand', () => {
    fc.assert(
      fc.property(corpus, query, (parts, query) => {
        const expected = naiveSearch(liveOf(parts), query)
        const { hits } = search(new IndexReader(parts.map(stored)), query, 100)
        expect(new Map(hits.map(({ id, matched }) => [id, matched]))).toEqual(
          new Map(expected.map(({ id, matched }) => [id, matched])),
        )
        for (const [i, hit] of hits.entries())
          expect(hit.score).toBeCloseTo(expected[i]?.score ?? Number.NaN, 3)
      }),
    )
  })
})

describe('keys', () => {
  test('are counted over segments and found as a whole', () => {
    fc.assert(
      fc.property(corpus, parts => {
        const alive = parts.map(part => part.map(({ document }) => ({ document, dead: false })))
        const index = new IndexReader(alive.map(stored))
        const documents = liveOf(alive)
        const expected = KEYS.map(
          key => [key, documents.filter(({ keys }) => keys.includes(key)).length] as const,
        )
        for (const [key, papers] of expected) {
          const found: string[] = []
          index.visit(KEY_MARK + key, number => found.push(index.idOf(number)))
          expect(index.keyFrequency(key)).toBe(papers)
          expect(found).toEqual(documents.filter(({ keys }) => keys.includes(key)).map(({ id }) => id))
        }
      }),
    )
  })
})

interface Part {
  readonly document: IndexDocument
  readonly dead: boolean
}

function liveOf(parts: readonly (readonly Part[])[]): IndexDocument[] {
  return parts.flat().flatMap(({ document, dead }) => (dead ? [] : [document]))
}

function stored(part: readonly Part[]): StoredSegment {
  return {
    segment: buildSegment(part.map(({ document }) => document)),
    dead: Uint8Array.from(part, ({ dead }) => Number(dead)),
  }
}

function isSegment(segment: Segment | undefined): segment is Segment {
  return segment !== undefined
}

function isKey(term: string): boolean {
  return term.startsWith(KEY_MARK)
}

/** Every posting list by its term, frequencies of zero left out. */
function postingsOf(segment: Segment): Record<string, [number, Partial<Record<Field, number>>][]> {
  return Object.fromEntries(
    termsIn(segment).map((term, t) => {
      const list: [number, Partial<Record<Field, number>>][] = []
      readPostings(segment, t, (number, packed) => {
        const counts = Object.entries(unpackFields(packed)).filter(([, count]) => count > 0)
        list.push([number, Object.fromEntries(counts)])
      })
      return [term, list]
    }),
  )
}

const CAPS: Record<Field, number> = { title: 3, abstract: 3, summary: 3, topics: 1, authors: 1 }

function countsOf(document: IndexDocument, word: string): Partial<Record<Field, number>> {
  return Object.fromEntries(
    FIELDS.map(field => {
      const count = document.terms[field].filter(term => term === word).length
      return [field, Math.min(CAPS[field], count)] as const
    }).filter(([, count]) => count > 0),
  )
}

/** BM25F over the documents themselves, by the constants of lib/search/search.ts, written the plainest way. */
function naiveSearch(documents: readonly IndexDocument[], query: string): Hit[] {
  const weights: Record<Field, number> = { title: 3, topics: 2, summary: 1.5, authors: 2, abstract: 1 }
  const typed = query.trim().split(/\s+/)
  const distinct = [...new Set(typed)]
  const short = distinct.length <= 4
  const prefix = query.endsWith(' ') ? undefined : typed.at(-1)
  const lengthOf = ({ terms }: IndexDocument) =>
    unpackLength(Math.round(16 * Math.log2(1 + FIELDS.reduce((sum, field) => sum + terms[field].length, 0))))
  const average = documents.reduce((sum, document) => sum + lengthOf(document), 0) / documents.length

  const weightOf = (word: string, form: string) => {
    if (form === word) return 1
    const ofStem = stem(form) === stem(word) ? (short ? 0.6 : 0.95) : 0
    return Math.max(ofStem, word === prefix && form.startsWith(word) ? 0.5 : 0)
  }
  const frequency = (document: IndexDocument, word: string) =>
    WORDS.reduce((sum, form) => {
      const counts = countsOf(document, form)
      const ofForm = FIELDS.reduce((total, field) => total + (counts[field] ?? 0) * weights[field], 0)
      return sum + weightOf(word, form) * ofForm
    }, 0)

  const hits = documents.map(document => {
    let score = 0
    let matched = 0
    for (const word of distinct) {
      const f = frequency(document, word)
      if (f === 0) continue
      matched++
      const holders = documents.filter(other => frequency(other, word) > 0).length
      const idf = Math.log(1 + (documents.length - holders + 0.5) / (holders + 0.5))
      const repeats = short ? 1 : typed.filter(other => other === word).length
      const saturation = (f * 2.2) / (f + 1.2 * (0.4 + (0.6 * lengthOf(document)) / average))
      score += repeats * idf * saturation
    }
    return { id: document.id, score, matched }
  })
  const found = hits.filter(hit => hit.matched > 0)
  const complete = short ? found.filter(hit => hit.matched === distinct.length) : found
  return (complete.length > 0 ? complete : found).toSorted((a, b) => b.score - a.score)
}
