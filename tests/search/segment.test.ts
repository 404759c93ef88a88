import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Dictionary } from '@/lib/search/dictionary'
import { unpackIds } from '@/lib/search/document-ids'
import { FLAGS, packDay } from '@/lib/search/facts'
import { countIn, FIELDS, type Field, packLength, unpackLength, weightedCounts } from '@/lib/search/fields'
import { readPostings } from '@/lib/search/postings'
import { buildSegment, DIGEST_MARK, type IndexDocument, type Segment, TOPIC_MARK } from '@/lib/search/segment'
import { documentOf } from './corpus'
import { content, corpus, WORDS, withVectors } from './random'

describe('a segment', () => {
  test('gives back what it was built of', () => {
    const segment = buildSegment([
      documentOf('arxiv:2602.00001', { title: ['a', 'b', 'a'], abstract: ['b', 'c'] }, ['#k']),
      documentOf('doi:10.1000/x', { authors: ['a', 'a'] }),
      documentOf('arxiv:0704.0001', {}, ['#k', '#k']),
    ])
    expect(unpackIds(segment.ids)).toEqual(['arxiv:2602.00001', 'doi:10.1000/x', 'arxiv:0704.0001'])
    expect(Object.fromEntries(listsOf(segment))).toEqual({
      '#k': [
        [0, { abstract: 1 }],
        [2, { abstract: 1 }],
      ],
      a: [
        [0, { title: 2 }],
        [1, { authors: 1 }],
      ],
      b: [[0, { title: 1, abstract: 1 }]],
      c: [[0, { abstract: 1 }]],
    })
    expect([...segment.lengths]).toEqual([3, 2, 0, 2, 0, 0])
  })

  test('holds for each word its documents in order, and the count in each field as far as it goes', () => {
    fc.assert(
      fc.property(fc.array(content, { maxLength: 20 }), contents => {
        const documents = contents.map((rest, i) => ({ id: `arxiv:2602.${10_000 + i}`, ...rest }))
        const lists = listsOf(buildSegment(documents))
        for (const word of WORDS) {
          const expected = documents.flatMap((document, number) => {
            const counts = countsOf(document, word)
            return Object.keys(counts).length > 0 ? [[number, counts]] : []
          })
          expect(lists.get(word) ?? []).toEqual(expected)
        }
        const keys = [...lists.keys()].filter(
          term => term.startsWith(TOPIC_MARK) || term.startsWith(DIGEST_MARK),
        )
        for (const key of keys)
          expect(lists.get(key)?.map(([number]) => number)).toEqual(
            documents.flatMap((document, number) => (document.keys.includes(key) ? [number] : [])),
          )
        expect(new Set(keys)).toEqual(new Set(documents.flatMap(document => document.keys)))
      }),
    )
  })

  test('holds gaps of every size, and more terms and postings than it began with room for', () => {
    const places = [0, 1, 63, 64, 8_191, 8_192, 19_999]
    const documents = Array.from({ length: 20_000 }, (_, i) =>
      documentOf(`arxiv:2602.${String(i).padStart(5, '0')}`, {
        title: places.includes(i) ? ['rare', 'common'] : ['common'],
        abstract: [`w${i}`, `v${i}`, ...Array<string>(i % 9).fill('common')],
      }),
    )
    const lists = listsOf(buildSegment(documents))
    expect(lists.get('rare')?.map(([number]) => number)).toEqual(places)
    expect(lists.get('common')).toEqual(
      documents.map((_, i) => [i, { title: 1, ...(i % 9 && { abstract: Math.min(7, i % 9) }) }]),
    )
    expect(lists.size).toBe(2 + 2 * documents.length)
    for (const i of [0, 4_095, 4_096, 19_999]) expect(lists.get(`w${i}`)).toEqual([[i, { abstract: 1 }]])
  })

  test('holds terms of every script in the order of their units, and names of JavaScript', () => {
    const terms = [
      'z',
      'é',
      '语言',
      '𠮷野',
      '\ud800',
      '__proto__',
      'constructor',
      'q*',
      'c++',
      'a'.repeat(40),
    ]
    const segment = buildSegment([documentOf('arxiv:2602.00001', { title: terms })])
    const dictionary = new Dictionary(segment.dictionary)
    const inOrder: string[] = []
    for (const at = dictionary.from(''); at.valid; at.next()) inOrder.push(at.term)
    expect(inOrder).toEqual(terms.toSorted())
    for (const term of terms) expect(dictionary.find(term)?.documents).toBe(1)
  })

  test('of no documents is empty', () => {
    const empty = buildSegment([])
    expect(unpackIds(empty.ids)).toEqual([])
    expect(listsOf(empty).size).toBe(0)
    expect([empty.lengths, empty.postings, empty.vectors].map(({ length }) => length)).toEqual([0, 0, 0])
  })

  test('holds facts and vectors by the number of the document', () => {
    fc.assert(
      fc.property(corpus, parts => {
        const documents = withVectors(
          parts.flat().map(({ document }) => document),
          4,
        )
        const { facts, vectors } = buildSegment(documents, 4)
        for (const [number, document] of documents.entries()) {
          const { date, upvotes, code } = document.facts
          expect(facts.dead[number]).toBe(0)
          expect(facts.dates[number]).toBe(packDay(date))
          expect(facts.upvotes[number]).toBe(upvotes === undefined ? 0 : Math.min(65_535, upvotes + 1))
          expect(((facts.flags[number] ?? 0) & FLAGS.code) > 0).toBe(code)
          expect([...vectors.subarray(4 * number, 4 * number + 4)]).toEqual([
            ...(document.vector ?? new Int8Array(4)),
          ])
        }
        expect(vectors).toHaveLength(4 * documents.length)
      }),
      { numRuns: 30 },
    )
  })
})

describe('lengths', () => {
  test('are exact to 32 words, then within 2.2 percent', () => {
    for (let length = 0; length <= 32; length++) expect(unpackLength(packLength(length))).toBe(length)
    for (let length = 33; length < 400_000; length = Math.ceil(length * 1.013)) {
      const kept = unpackLength(packLength(length))
      expect(Math.abs(kept - length) / length).toBeLessThan(0.022)
    }
  })

  test('that are longer than anything are cut, not wrapped', () => {
    expect(packLength(1e9)).toBe(255)
    expect(unpackLength(packLength(1e9))).toBeGreaterThan(400_000)
  })

  test('count the title by itself and all other fields together', () => {
    const words = (count: number) => Array<string>(count).fill('w')
    const fields = {
      title: words(5),
      abstract: words(20),
      summary: words(3),
      authors: words(2),
      topics: words(1),
    }
    expect([...buildSegment([documentOf('arxiv:2602.00001', fields)]).lengths]).toEqual([5, 26])
  })
})

test('weighted counts add up every field, each by its own weight', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 511 }), packed => {
      const weights = { title: 3, topics: 0.5, summary: 2, authors: 7, abstract: 1 }
      const sum = FIELDS.reduce((total, field) => total + weights[field] * countIn(packed, field), 0)
      expect(weightedCounts(weights)[packed]).toBe(sum)
    }),
  )
})

type Counts = Partial<Record<Field, number>>

/** Every posting list by its term, counts of zero left out. */
function listsOf(segment: Segment): Map<string, [number, Counts][]> {
  const lists = new Map<string, [number, Counts][]>()
  for (const at = new Dictionary(segment.dictionary).from(''); at.valid; at.next()) {
    const list: [number, Counts][] = []
    readPostings(segment.postings.subarray(at.start, at.end), (document, packed) => {
      const counts = FIELDS.map(field => [field, countIn(packed, field)] as const)
      list.push([document, Object.fromEntries(counts.filter(([, count]) => count > 0))])
    })
    expect(list).toHaveLength(at.documents)
    lists.set(at.term, list)
  }
  return lists
}

const MOST: Record<Field, number> = { title: 3, topics: 1, summary: 3, authors: 1, abstract: 7 }

function countsOf(document: IndexDocument, word: string): Counts {
  const counts = FIELDS.map(field => {
    const count = document.terms[field].filter(term => term === word).length
    return [field, Math.min(MOST[field], count)] as const
  })
  return Object.fromEntries(counts.filter(([, count]) => count > 0))
}
