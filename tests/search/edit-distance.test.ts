import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isWithin } from '@/lib/search/edit-distance'
import { distance } from './plain'

const word = fc.string({ unit: fc.constantFrom(...'abc'), maxLength: 9 })

describe('isWithin', () => {
  test('agrees with the table of the definition, for words of few letters', () => {
    fc.assert(
      fc.property(word, word, fc.integer({ min: 0, max: 3 }), (a, b, edits) => {
        expect(isWithin(a, b, edits)).toBe(distance(a, b) <= edits)
      }),
      { numRuns: 5000 },
    )
  })

  test('agrees with it for words that are an edit or three apart', () => {
    const edit = fc.tuple(
      fc.constantFrom('insert', 'delete', 'change', 'swap'),
      fc.nat(),
      fc.constantFrom(...'abcd'),
    )
    fc.assert(
      fc.property(
        word,
        fc.array(edit, { maxLength: 3 }),
        fc.integer({ min: 0, max: 2 }),
        (a, changes, edits) => {
          const b = changes.reduce((text, [how, place, letter]) => {
            const at = place % (text.length + 1)
            const [before, after] = [text.slice(0, at), text.slice(at)]
            if (how === 'insert') return before + letter + after
            if (how === 'delete') return before + after.slice(1)
            if (how === 'change') return before + letter.repeat(Math.min(1, after.length)) + after.slice(1)
            return before + after.slice(1, 2) + after.slice(0, 1) + after.slice(2)
          }, a)
          expect(isWithin(a, b, edits)).toBe(distance(a, b) <= edits)
          expect(isWithin(b, a, edits)).toBe(isWithin(a, b, edits))
        },
      ),
      { numRuns: 5000 },
    )
  })

  test.each([
    ['', '', 0, true, 'nothing is nothing'],
    ['a', '', 1, true, 'one letter less'],
    ['transfromer', 'transformer', 1, true, 'two neighbours swapped'],
    ['ca', 'abc', 2, false, 'what was swapped is not edited again'],
    ['diffusion', 'difusoin', 2, true, 'a letter left out and two swapped'],
    ['a'.repeat(40), `b${'a'.repeat(38)}b`, 1, false, 'two letters of a long word'],
  ])('%j, %j, %i: %s, %s', (a, b, edits, expected) => {
    expect(isWithin(a, b, edits)).toBe(expected)
  })
})
