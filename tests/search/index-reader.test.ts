import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { stem } from '@/lib/search/analysis'
import { buildSegment } from '@/lib/search/segment'
import { documentOf, readerOf, readerOver } from './corpus'
import { distance } from './plain'
import { corpus, KEYS } from './random'

const letter = fc.constantFrom(...'abce')
const word = fc.string({ unit: letter, minLength: 1, maxLength: 6 })
/** English words with the endings that Porter's stemmer takes off, so that many share a stem. */
const inflected = fc
  .tuple(
    fc.constantFrom(
      'learn',
      'scal',
      'relat',
      'hop',
      'happ',
      'creat',
      'gener',
      'sens',
      'cr',
      'stud',
      't',
      'troubl',
      'fl',
    ),
    fc.constantFrom(
      ...['', 'e', 'es', 's', 'ed', 'ing', 'y', 'ies', 'ying', 'ied', 'ee', 'ly', 'ability', 'able', 'ation'],
      ...['ational', 'ize', 'ization', 'pping', 'ling', 'eed', 'fulness', 'iveness', 'logi', 'sses'],
    ),
  )
  .map(parts => parts.join(''))

/** The same documents in one segment and in one for each. */
const asOne = (terms: readonly string[]) => readerOf([documentOf('arxiv:2602.00001', { title: terms })])
const asMany = (terms: readonly string[]) =>
  readerOver(
    terms.map((term, i) => buildSegment([documentOf(`arxiv:2602.${10_000 + i}`, { title: [term] })])),
  )

describe('withPrefix', () => {
  const documents = [
    documentOf('arxiv:2602.00001', { title: ['graph', 'graphs', 'grade'] }, ['#graph theory']),
    documentOf('arxiv:2602.00002', { title: ['graphs', 'great', 'grace'] }),
    documentOf('arxiv:2602.00003', { title: ['graphs', 'graph'] }),
  ]

  test.each([
    ['gra', 10, ['graphs 3', 'graph 2', 'grace 1', 'grade 1'], 'the commonest first, then by the alphabet'],
    ['gra', 3, ['graphs 3', 'graph 2', 'grace 1'], 'at most the limit'],
    ['gra', 0, [], 'or nothing'],
    ['graphs', 10, ['graphs 3'], 'the word itself'],
    ['grx', 10, [], 'none'],
    ['zz', 10, [], 'past the end of the dictionary'],
  ] satisfies [string, number, string[], string][])('%s, %i: %j, %s', (prefix, limit, expected) => {
    for (const index of [
      readerOf(documents),
      readerOver(documents.map(one => buildSegment([one]))),
      readerOver(documents.toReversed().map(one => buildSegment([one]))),
    ])
      expect(index.withPrefix(prefix, limit).map(({ term, documents }) => `${term} ${documents}`)).toEqual(
        expected,
      )
  })
})

describe('sameStem', () => {
  test('is every term of the stem, whether the index has the word itself or not', () => {
    fc.assert(
      fc.property(fc.uniqueArray(inflected, { minLength: 1 }), inflected, (terms, asked) => {
        const expected = terms.filter(term => stem(term) === stem(asked)).sort()
        expect(asOne(terms).sameStem(asked).sort()).toEqual(expected)
        expect(asMany(terms).sameStem(asked).sort()).toEqual(expected)
      }),
      { numRuns: 1000 },
    )
  })

  test.each([
    ['3d', ['3d'], 'a name with a digit is itself'],
    ['gpt4', [], 'one that nobody uses is nothing'],
    ['语言', ['语言'], 'and so are other scripts'],
    ['#k', ['#k'], 'and keys'],
  ])('of %s is %j: %s', (asked, expected) => {
    const index = readerOf([documentOf('arxiv:2602.00001', { title: ['3d', '3ds', '语言', 'k'] }, ['#k'])])
    expect(index.sameStem(asked)).toEqual(expected)
  })
})

describe('similar', () => {
  test('is every term within that many edits that begins alike, the nearest first', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(word, { maxLength: 30 }),
        word,
        fc.integer({ min: 0, max: 2 }),
        (terms, asked, edits) => {
          const [a = '', b = ''] = asked
          const expected = terms
            .filter(term => term !== asked && (term.startsWith(a) || term.startsWith(b + a)))
            .map(term => ({ term, edits: distance(asked, term), documents: 1 }))
            .filter(near => near.edits <= edits)
            .sort((x, y) => x.edits - y.edits || (x.term < y.term ? -1 : 1))
          for (const index of [asOne(terms), asMany(terms)]) {
            expect(index.similar(asked, edits, 100)).toEqual(expected)
            // Asked again, with another limit, it is not what was found for the first.
            expect(index.similar(asked, edits, 2)).toEqual(expected.slice(0, 2))
            expect(index.similar(asked, edits, 100)).toEqual(expected)
          }
        },
      ),
      { numRuns: 300 },
    )
  })

  test('is never a key', () => {
    const index = readerOf([documentOf('arxiv:2602.00001', { title: ['grape'] }, ['#graph'])])
    expect(index.similar('graph', 2, 10)).toEqual([{ term: 'grape', documents: 1, edits: 1 }])
  })
})

describe('lists', () => {
  test('hold for each term its live documents in order, over all segments', async () => {
    await fc.assert(
      fc.asyncProperty(corpus, async parts => {
        const index = readerOver(
          parts.map(part => {
            const segment = buildSegment(part.map(({ document }) => document))
            return {
              ...segment,
              facts: { ...segment.facts, dead: Uint8Array.from(part, ({ dead }) => Number(dead)) },
            }
          }),
        )
        const terms = [...KEYS, 'graph', 'vae', '语言', 'unheardof']
        const lists = await index.lists([...terms, ...terms])
        const entries = parts.flat()
        for (const term of terms) {
          const holds = entries.map(({ document: { terms, keys } }) =>
            [...keys, ...Object.values(terms).flat()].includes(term),
          )
          const expected = entries.flatMap(({ document, dead }, i) =>
            holds[i] && !dead ? [document.id] : [],
          )
          const found: string[] = []
          lists.visit(term, document => found.push(index.idOf(document)))
          expect(found).toEqual(expected)
          expect(lists.count(term)).toBe(expected.length)
          expect(index.documentFrequency(term)).toBe(holds.filter(Boolean).length)
        }
        expect(lists.count('graphs')).toBe(0)
      }),
      { numRuns: 50 },
    )
  })
})

describe('documents', () => {
  test('are numbered over segments, and an unknown number has no identifier', () => {
    const part = (...ids: string[]) =>
      buildSegment(ids.map(id => documentOf(id, { title: ['a', 'b'], abstract: ['c'] })))
    const index = readerOver([
      part(),
      part('doi:10.1000/1', 'arxiv:2602.00001'),
      part(),
      part('acl:P18-1001'),
      part(),
    ])
    expect([0, 1, 2, 3, 9].map(number => index.idOf(number))).toEqual([
      'doi:10.1000/1',
      'arxiv:2602.00001',
      'acl:P18-1001',
      '',
      '',
    ])
    expect([index.size, index.live, index.averageTitle, index.averageRest]).toEqual([3, 3, 2, 1])
  })

  test('that are dead count for nothing', () => {
    const segment = buildSegment([
      documentOf('arxiv:2602.00001', { title: ['a', 'b', 'c', 'd'], abstract: ['e'] }),
      documentOf('arxiv:2602.00002', { title: ['a'] }),
    ])
    segment.facts.dead[0] = 1
    const index = readerOver([segment])
    expect([index.size, index.live, index.averageTitle]).toEqual([2, 1, 1])
  })

  test('of an empty index are none, and their length is no NaN', () => {
    for (const index of [readerOver([]), readerOf([])])
      expect([index.size, index.live, index.averageTitle, index.averageRest, index.idOf(0)]).toEqual([
        0,
        0,
        1,
        1,
        '',
      ])
  })
})

describe('roughFrequency', () => {
  test('is exact in one segment, and told from the largest where there are several', () => {
    const documents = (count: number, from: number, term: string) =>
      Array.from({ length: count }, (_, n) =>
        documentOf(`arxiv:2603.${10_000 + from + n}`, { title: [term] }),
      )
    const large = [...documents(60, 0, 'tide'), ...documents(20, 60, 'harbour')]
    const small = documents(20, 80, 'harbour')
    expect(readerOf(large).roughFrequency('tide')).toBe(60)
    const both = readerOver([buildSegment(small), buildSegment(large)])
    expect(both.documentFrequency('harbour')).toBe(40)
    expect(both.roughFrequency('harbour')).toBe(25)
    expect(both.roughFrequency('gull')).toBe(0)
    expect(readerOver([]).roughFrequency('tide')).toBe(0)
  })
})
