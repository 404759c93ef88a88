import { expect, test } from 'vitest'
import { placeInWords, whenListed } from '@/lib/notes/standing'

test.each([
  [1, 1, '1st of 1'],
  [2, 22, '2nd of 22'],
  [3, 23, '3rd of 23'],
  [4, 23, '4th of 23'],
  [11, 22, '11th of 22'],
  [22, 22, '22nd of 22'],
  [113, 200, '113th of 200'],
  [5, undefined, '5th'],
  // A day that was fetched again and has fewer papers now.
  [23, 22, '23rd'],
  [undefined, 22, undefined],
])('the place %s among %s is said as %j', (rank, of, expected) => {
  expect(placeInWords(rank, of)).toBe(expected)
})

test.each([
  ['2026-08-17', 'Lab notes', 'Mon 17 Aug 2026'],
  [undefined, 'Lab notes', 'Lab notes'],
  [undefined, undefined, 'In your digests'],
])('a paper listed on %s in %s: %s', (day, title, expected) => {
  expect(whenListed(day, title)).toBe(expected)
})
