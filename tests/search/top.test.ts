import fc from 'fast-check'
import { expect, test } from 'vitest'
import { best } from '@/lib/search/top'

test('the best are those that come first when all are sorted; of equals the lower number', () => {
  const key = fc.integer({ min: 0, max: 9 })
  fc.assert(
    fc.property(
      fc.array(key, { maxLength: 60 }),
      fc.integer({ min: 0, max: 70 }),
      fc.boolean(),
      (keys, limit, reversed) => {
        const documents = Uint32Array.from(keys.keys())
        if (reversed) documents.reverse()
        const expected = [...keys.keys()]
          .sort((a, b) => (keys[b] ?? 0) - (keys[a] ?? 0) || a - b)
          .slice(0, limit)
        expect(best(documents, limit, document => keys[document] ?? 0)).toEqual(expected)
      },
    ),
    { numRuns: 1000 },
  )
})

test('each key is asked for once', () => {
  let asked = 0
  best([3, 1, 2], 1, document => {
    asked++
    return document
  })
  expect(asked).toBe(3)
})
