import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Dictionary, type DictionaryProgress, DictionaryWriter } from '@/lib/search/dictionary'

const term = fc.oneof(
  fc.string({ unit: fc.constantFrom(...'ab'), minLength: 1, maxLength: 8 }),
  fc.string({ unit: 'binary', minLength: 1, maxLength: 6 }),
  fc.constantFrom('__proto__', 'constructor', '#topic', '!hf', '\ud800', '𠮷', '语言', 'z'.repeat(300)),
)
const terms = fc.uniqueArray(term, { maxLength: 120 }).map(all => all.sort())
const sizeOf = (i: number) => (i * 37) % 400
const usesOf = (i: number) => 1 + ((i * 7919) % 100_000)

function written(terms: readonly string[], from?: DictionaryProgress, first = 0): DictionaryProgress {
  const writer = new DictionaryWriter(from)
  for (const [i, term] of terms.entries()) writer.add(term, usesOf(first + i), sizeOf(first + i))
  return writer.take()
}

describe('a dictionary', () => {
  test('finds every term with its entry, and no other', () => {
    fc.assert(
      fc.property(terms, term, (terms, asked) => {
        const dictionary = new Dictionary(written(terms).data)
        let start = 0
        for (const [i, term] of terms.entries()) {
          const end = start + sizeOf(i)
          expect(dictionary.find(term)).toEqual({ term, documents: usesOf(i), start, end })
          start = end
        }
        expect(dictionary.size).toBe(terms.length)
        expect(dictionary.find(asked)?.term).toBe(terms.includes(asked) ? asked : undefined)
      }),
    )
  })

  test('goes through the terms of a prefix in order, wherever they lie', () => {
    const prefix = fc.oneof(fc.string({ unit: fc.constantFrom(...'ab'), maxLength: 3 }), term)
    fc.assert(
      fc.property(terms, prefix, (terms, prefix) => {
        const visited: [string, number][] = []
        new Dictionary(written(terms).data).visitPrefix(prefix, (term, documents) =>
          visited.push([term, documents]),
        )
        expect(visited).toEqual(
          [...terms.entries()]
            .filter(([, term]) => term.startsWith(prefix))
            .map(([i, term]) => [term, usesOf(i)]),
        )
      }),
    )
  })

  test('stands at the first term that is not before the one asked for', () => {
    fc.assert(
      fc.property(terms, term, (terms, asked) => {
        const cursor = new Dictionary(written(terms).data).from(asked)
        const rest = terms.filter(term => term >= asked)
        for (const term of rest) {
          expect([cursor.valid, cursor.term]).toEqual([true, term])
          cursor.next()
        }
        expect(cursor.valid).toBe(false)
        cursor.next()
        expect(cursor.valid).toBe(false)
      }),
    )
  })

  test('written in two goes is the same, byte for byte', () => {
    fc.assert(
      fc.property(terms, fc.nat({ max: 120 }), (terms, cut) => {
        const first = written(terms.slice(0, cut))
        expect(written(terms.slice(cut), structuredClone(first), Math.min(cut, terms.length))).toEqual(
          written(terms),
        )
      }),
    )
  })

  test('of no terms finds nothing', () => {
    const empty = new Dictionary(written([]).data)
    expect([empty.size, empty.find(''), empty.find('a'), empty.from('').valid]).toEqual([
      0,
      undefined,
      undefined,
      false,
    ])
  })

  test('shares the beginnings of neighbours: a plural costs five bytes', () => {
    const bytes = (terms: string[]) => {
      const writer = new DictionaryWriter()
      for (const term of terms) writer.add(term, 1, 1)
      return writer.take().data.bytes.length
    }
    expect(bytes(['transformer', 'transformers']) - bytes(['transformer'])).toBe(5)
  })
})
