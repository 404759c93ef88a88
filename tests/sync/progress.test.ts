import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { glossDigest } from '@/lib/sources/gloss-digest'
import { huggingFace } from '@/lib/sources/hugging-face'
import type { Mark, Reading } from '@/lib/sources/source'
import { progressOf } from '@/lib/sync/progress'
import { addDays, type Day, daysBetween } from '@/lib/time'
import { answerOf, arxivNumber, dailyEntry, huggingFaceDigest, listStep } from '../sources/daily-entry'

/** Noon UTC, so that the newest day on every clock is the 20th. */
const NOW = Date.parse('2026-08-20T12:00:00Z')
const TODAY = '2026-08-20'
const FIRST_DAY = '2023-05-04'

type State = Parameters<typeof progressOf>[2]

function state(papers: number, progress?: State['progress']): State {
  return { digest: 'hf', phase: 'running', failures: 0, papers, ...(progress && { progress }) }
}

/** A reading that brings nothing, so that the papers there are are those of the state. */
const nothing: Pick<Reading, 'papers' | 'parts' | 'total'> = { papers: [] }

/** Marks of so many days, from the newest on. */
function fetchedDays(count: number): Map<string, Mark> {
  return new Map(Array.from({ length: count }, (_, n) => [addDays(TODAY, -n), { fetched: NOW }]))
}

describe('progress of a digest by day', () => {
  const all = daysBetween(FIRST_DAY, TODAY) + 1

  function progress(days: number, papers: number, from: Day = FIRST_DAY) {
    return progressOf(huggingFace, { marks: fetchedDays(days) }, state(papers), nothing, NOW, from)
  }

  test.each<[number, number, number, string]>([
    [0, 0, 15_000, 'nothing yet: 1,205 days of 12.6 papers, to two figures'],
    [400, 4812, 15_000, 'a third of the way'],
    [all - 1, 12_980, 13_000, 'a day to go'],
    [all, 12_987, 12_987, 'all there: no estimate any more'],
    [all - 1, 13_490, 14_000, 'rounding never goes below what is there'],
  ])('with %i days and %i papers there will be about %i: %s', (days, papers, expected) => {
    expect(progress(days, papers)).toEqual({ done: days, all, expected })
  })

  test('more days than were asked for are not counted', () => {
    expect(progress(all + 3, 12_987)).toEqual({ done: all, all, expected: 12_987 })
    expect(progress(all, 12_987, addDays(TODAY, -9))).toEqual({ done: 10, all: 10, expected: 12_987 })
  })

  test.each([
    [1, 50, 63, '50 and 12.6'],
    [8, 0, 100, '100.8'],
    [79, 0, 1000, '995.4'],
    [79, 1000, 2000, '1995.4'],
  ])('%i days to go after %i papers make about %i: %s', (left, papers, expected) => {
    expect(progress(100 - left, papers, addDays(TODAY, -99))?.expected).toBe(expected)
  })

  test('is never below what is there, and has at most two figures unless it is exactly that', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 3000 }),
        fc.integer({ min: 0, max: 100_000 }),
        fc.integer({ min: -10, max: 1300 }),
        (days, papers, ago) => {
          const told = progress(days, papers, addDays(TODAY, -ago))
          if (!told) throw new Error('A digest by day can always tell')
          const { done, all, expected } = told
          expect(expected).toBeGreaterThanOrEqual(papers)
          expect(all).toBeGreaterThanOrEqual(done)
          expect(done).toBe(Math.max(0, Math.min(days, all)))
          expect(Number.isInteger(expected)).toBe(true)
          if (expected !== papers) expect(String(expected)).toMatch(/^\d{1,2}0*$/)
        },
      ),
      { numRuns: 50 },
    )
  })

  test.each<[string, string, Mark, number]>([
    ['a day that was fetched', '2026-08-01', { fetched: 1 }, 1],
    ['a day that failed', '2026-08-01', { retryAt: NOW + 1 }, 0],
    ['a fetched day that failed since', '2026-08-01', { fetched: 1, retryAt: NOW + 1 }, 1],
    ['a week', '2026-W31', { fetched: 1 }, 0],
    ['a month', '2026-08', { fetched: 1 }, 0],
    ['a month that could not be told apart', '2026-07', { fetched: 1, note: { undivided: true } }, 0],
    ['the digest itself', '', { fetched: 1 }, 0],
    ['a day before the first that is wanted', '2026-06-30', { fetched: 1 }, 0],
    ['a day to come', '2026-08-21', { fetched: 1 }, 0],
  ])('%s counts, as %s', (_, part, mark, done) => {
    const marks = new Map([[part, mark]])
    const told = progressOf(huggingFace, { marks }, state(0), nothing, NOW, '2026-07-01')
    expect(told).toMatchObject({ done, all: 51 })
  })

  test('counts the papers that are about to be stored', () => {
    const read = huggingFace.read(
      answerOf([dailyEntry(arxivNumber(1)), dailyEntry(arxivNumber(2))]),
      listStep([TODAY]),
      huggingFaceDigest,
      1,
      0,
    )
    const marks = fetchedDays(100)
    const told = progressOf(huggingFace, { marks }, state(40), read, NOW, addDays(TODAY, -99))
    expect(told).toEqual({ done: 100, all: 100, expected: 42 })
  })

  test('is nothing of nothing when the start is in the future', () => {
    expect(progress(3, 40, '2030-01-01')).toEqual({ done: 0, all: 0, expected: 40 })
  })
})

describe('progress of a digest of parts', () => {
  const parts = ['', 'a', 'b', 'c']

  function progress(
    fetched: readonly string[],
    reading: Partial<typeof nothing>,
    papers = 0,
    before?: State['progress'],
  ) {
    const marks = new Map<string, Mark>(fetched.map(part => [part, { fetched: NOW }]))
    marks.set('failed', { retryAt: NOW + 1 })
    const known = state(papers, before)
    return progressOf(glossDigest, { marks }, known, { ...nothing, ...reading }, NOW, FIRST_DAY)
  }

  test.each<[string, ReturnType<typeof progress>, ReturnType<typeof progress>]>([
    ['that does not say is unknown', progress([''], {}), undefined],
    ['of one part is nothing to tell', progress([''], { parts: [''] }), undefined],
    [
      'begins with the list of its parts',
      progress([''], { parts, total: 9000 }),
      { done: 1, all: 4, expected: 9000 },
    ],
    [
      'goes on by what was told of it',
      progress(['', 'a'], {}, 3000, { done: 1, all: 4, expected: 9000 }),
      { done: 2, all: 4, expected: 9000 },
    ],
    [
      'that has more than it said expects what it has',
      progress(parts, {}, 9500, { done: 3, all: 4, expected: 9000 }),
      { done: 4, all: 4, expected: 9500 },
    ],
    [
      'that does not say how many papers expects those it has',
      progress(['', 'a'], { parts }, 70),
      { done: 2, all: 4, expected: 70 },
    ],
    [
      'with marks of parts that it has no more is done, and not more than that',
      progress([...parts, 'gone', 'gone too'], {}, 80, { done: 4, all: 4, expected: 80 }),
      { done: 4, all: 4, expected: 80 },
    ],
    [
      'says anew how many parts it has',
      progress(['', 'a'], { parts: ['', 'a'] }, 80, { done: 2, all: 4, expected: 80 }),
      { done: 2, all: 2, expected: 80 },
    ],
  ])('%s', (_, told, expected) => {
    expect(told).toEqual(expected)
  })
})
