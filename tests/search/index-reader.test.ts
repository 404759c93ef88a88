import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { stem } from '@/lib/search/analysis'
import { documentOf, readerOf } from './corpus'

const letter = fc.constantFrom(...'abce')
const word = fc.string({ unit: letter, minLength: 1, maxLength: 6 })
/** English words with the endings that Porter's stemmer takes off, so that many share a stem. */
const inflected = fc
  .tuple(
    fc.constantFrom('learn', 'scal', 'relat', 'hop', 'happ', 'creat', 'gener', 'sens', 'cr', 'stud'),
    fc.constantFrom(
      '',
      'e',
      'es',
      's',
      'ed',
      'ing',
      'y',
      'ies',
      'ability',
      'able',
      'ation',
      'ational',
      'ize',
      'ization',
      'pping',
    ),
  )
  .map(parts => parts.join(''))

describe('withPrefix', () => {
  const index = readerOf([
    documentOf('p0', { title: ['graph', 'graphs', 'grade'] }, ['graph theory']),
    documentOf('p1', { title: ['graphs', 'great'] }),
    documentOf('p2', { title: ['graphs', 'graph'] }),
  ])

  test.each([
    ['gra', 10, ['graphs', 'graph', 'grade'], 'the commonest first'],
    ['gra', 1, ['graphs'], 'at most the limit'],
    ['graphs', 10, ['graphs'], 'the word itself'],
    ['grx', 10, [], 'none'],
    ['zz', 10, [], 'past the end of the dictionary'],
  ] satisfies [string, number, string[], string][])('%s, %i: %j, %s', (prefix, limit, expected) => {
    expect(index.withPrefix(prefix, limit)).toEqual(expected)
  })
})

describe('sameStem', () => {
  test('is every term of the stem, whether the index has the word itself or not', () => {
    fc.assert(
      fc.property(fc.uniqueArray(inflected, { minLength: 1 }), inflected, (terms, asked) => {
        const index = readerOf([documentOf('p', { title: terms })])
        expect(index.sameStem(asked).sort()).toEqual(terms.filter(term => stem(term) === stem(asked)).sort())
      }),
      { numRuns: 500 },
    )
  })
})

describe('similar', () => {
  test('is every term within that many edits that shares a first letter, or has it second', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(word, { maxLength: 30 }),
        word,
        fc.integer({ min: 1, max: 2 }),
        (terms, asked, edits) => {
          const expected = terms
            .filter(term => distance(asked, term) <= edits)
            .filter(term => term[0] === asked[0] || term[0] === asked[1])
          expect(
            readerOf([documentOf('p', { title: terms })])
              .similar(asked, edits, 100)
              .sort(),
          ).toEqual(expected.sort())
        },
      ),
      { numRuns: 500 },
    )
  })

  test('is never a key', () => {
    const index = readerOf([documentOf('p', { title: ['grape'] }, ['graph'])])
    expect(index.similar('graph', 2, 10)).toEqual(['grape'])
  })
})

describe('documents', () => {
  test('are numbered over segments, and an unknown number has no id', () => {
    const index = readerOf([documentOf('p0', { title: ['a'] }), documentOf('p1', { title: ['a', 'b'] })])
    expect([index.idOf(0), index.idOf(1), index.idOf(2)]).toEqual(['p0', 'p1', ''])
    expect([index.size, index.live]).toEqual([2, 2])
    expect(index.averageLength).toBeCloseTo(1.5, 1)
    expect(index.lengthOf(9)).toBe(0)
  })

  test('of an empty index are none, and their length is no NaN', () => {
    const index = readerOf([])
    expect([index.size, index.live, index.averageLength]).toEqual([0, 0, 1])
    expect(index.keyFrequency('topic')).toBe(0)
  })
})

/** Optimal string alignment distance, by its definition: the last letters, and what is before them. */
function distance(a: string, b: string): number {
  if (a === '' || b === '') return a.length + b.length
  const [shorterA, shorterB] = [a.slice(0, -1), b.slice(0, -1)]
  if (a.at(-1) === b.at(-1)) return distance(shorterA, shorterB)
  const swapped = a.length > 1 && b.length > 1 && a.at(-1) === b.at(-2) && a.at(-2) === b.at(-1)
  return (
    1 +
    Math.min(
      distance(shorterA, b),
      distance(a, shorterB),
      distance(shorterA, shorterB),
      swapped ? distance(a.slice(0, -2), b.slice(0, -2)) : Number.POSITIVE_INFINITY,
    )
  )
}
