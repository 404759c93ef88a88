import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { huggingFace } from '@/lib/sources/hugging-face'
import type { DailySource } from '@/lib/sources/source'
import { type DayMark, nextDay, progressOf } from '@/lib/sync/plan'
import { addDays, DAY, type Day, daysBetween, HOUR, MINUTE } from '@/lib/time'

/** Noon UTC, so that the newest day on every clock is the 20th. */
const NOW = Date.parse('2026-08-20T12:00:00Z')
const TODAY = '2026-08-20'
const FROM = '2026-06-01'

function at(day: Day, hour = 12): number {
  return Date.parse(`${day}T00:00:00Z`) + hour * HOUR
}

/** Every day from `from` to today, fetched at `fetched(day)`. */
function allDays(from: Day, fetched: (day: Day) => number): DayMark[] {
  return Array.from({ length: daysBetween(from, TODAY) + 1 }, (_, n) => {
    const day = addDays(from, n)
    return { day, fetched: fetched(day) }
  })
}

function except(marks: readonly DayMark[], ...changed: DayMark[]): DayMark[] {
  const days = new Set(changed.map(mark => mark.day))
  return [...marks.filter(mark => !days.has(mark.day)), ...changed]
}

const fresh = allDays(FROM, () => NOW - 1 * MINUTE)

describe('the next day', () => {
  const cases: readonly [string, readonly DayMark[], Day | null][] = [
    ['is today when nothing is known', [], TODAY],
    ['is null when everything is fresh', fresh, null],
    ['is yesterday when today is fresh', [{ day: TODAY, fetched: NOW }], '2026-08-19'],
    [
      'is today again after an hour',
      except(fresh, { day: TODAY, fetched: NOW - HOUR }, { day: '2026-08-19', fetched: NOW - HOUR }),
      TODAY,
    ],
    ['is not today before the hour is over', except(fresh, { day: TODAY, fetched: NOW - HOUR + 1 }), null],
    [
      'is a recent day that has grown old before an older one that was never fetched',
      except(
        fresh.filter(mark => mark.day > '2026-07-01'),
        { day: '2026-08-19', fetched: at('2026-08-19') },
      ),
      '2026-08-19',
    ],
    [
      'is the newest of the days never fetched',
      fresh.filter(mark => mark.day !== '2026-06-10' && mark.day !== '2026-06-20'),
      '2026-06-20',
    ],
    [
      'is a day never fetched before an old one that was fetched too early',
      except(
        fresh.filter(mark => mark.day !== '2026-06-10'),
        { day: '2026-07-20', fetched: at('2026-07-20') },
      ),
      '2026-06-10',
    ],
    [
      'is an old day that was fetched on its first day, when the browser was off for 60 days',
      except(fresh, { day: '2026-06-21', fetched: at('2026-06-21') }),
      '2026-06-21',
    ],
    [
      'is not a day that was fetched when it was settled',
      allDays(FROM, day => at(addDays(day, 45))).map(mark =>
        (mark.fetched ?? 0) > NOW ? { ...mark, fetched: NOW - MINUTE } : mark,
      ),
      null,
    ],
    [
      'is not a day whose failure is to be tried later',
      except(fresh, { day: TODAY, retryAt: NOW + 1 }, { day: '2026-07-01', retryAt: NOW + HOUR }),
      null,
    ],
    [
      'is a day whose failure is to be tried now',
      except(fresh, { day: '2026-07-01', retryAt: NOW }),
      '2026-07-01',
    ],
    [
      'is not a fetched day that failed since and waits',
      except(fresh, { day: TODAY, fetched: NOW - DAY, retryAt: NOW + HOUR }),
      null,
    ],
    [
      'is a day marked by a clock that was ahead',
      except(fresh, { day: '2026-07-01', fetched: NOW + 400 * DAY }),
      '2026-07-01',
    ],
    [
      'is not a day marked by a clock that is ahead by minutes',
      except(fresh, { day: '2026-07-01', fetched: NOW + 30 * MINUTE }),
      null,
    ],
    [
      'is a day that a clock that was ahead put off for years',
      except(fresh, { day: '2026-07-01', retryAt: NOW + 400 * DAY }),
      '2026-07-01',
    ],
    [
      'is null when a mark of a day before the start is old',
      [{ day: '2026-05-31', fetched: 0 }, ...fresh],
      null,
    ],
  ]
  test.each(cases)('%s', (_, marks, expected) => {
    expect(nextDay(huggingFace, marks, NOW, FROM)).toBe(expected)
  })

  test.each([
    ['2026-08-21T01:29:59Z', '2026-08-20', 'before the list opens'],
    ['2026-08-21T01:30:00Z', '2026-08-21', 'when it opens at 21:30 in New York'],
  ])('at %s is %s: %s', (now, expected) => {
    expect(nextDay(huggingFace, [], Date.parse(now), FROM)).toBe(expected)
  })

  test.each([
    ['1999-01-01', '2023-05-04', 'before the archive starts there is nothing'],
    ['2023-05-04', '2023-05-04', 'its first day'],
    ['2023-05-06', '2023-05-06', 'the first day that is wanted'],
  ])('with a start of %s ends at %s: %s', (from, oldest) => {
    expect(daysFetched(huggingFace, from, Date.parse('2023-05-10T12:00:00Z')).at(-1)).toBe(oldest)
  })

  test('is null when the start is in the future', () => {
    expect(nextDay(huggingFace, [], NOW, '2030-01-01')).toBeNull()
  })
})

/** The days in the order in which a run fetches them, all answered at once. */
function daysFetched(source: DailySource, from: Day, now: number): Day[] {
  const marks = new Map<Day, DayMark>()
  const order: Day[] = []
  for (;;) {
    const day = nextDay(source, [...marks.values()], now, from)
    if (day === null) return order
    if (order.length > 2000) throw new Error('The run does not end')
    order.push(day)
    marks.set(day, { day, fetched: now })
  }
}

describe('any run', () => {
  const days = fc.integer({ min: 0, max: 90 }).map(n => addDays(TODAY, -n))
  /** Some marks as they come about: fetched after the day began, at most now; some put off. */
  const marks = fc.uniqueArray(
    fc
      .record({
        day: days,
        age: fc.option(fc.integer({ min: 0, max: 90 * 24 }), { nil: undefined }),
        wait: fc.option(fc.integer({ min: -10, max: 7 }), { nil: undefined }),
      })
      .map(
        ({ day, age, wait }): DayMark => ({
          day,
          ...(age !== undefined && { fetched: Math.min(NOW, at(day, age)) }),
          ...(wait !== undefined && { retryAt: NOW + wait * HOUR }),
        }),
      ),
    { selector: mark => mark.day, maxLength: 60 },
  )

  test('never asks for a day before the start, in the future, or put off', () => {
    fc.assert(
      fc.property(marks, days, (known, from) => {
        const day = nextDay(huggingFace, known, NOW, from)
        if (day === null) return
        expect(day >= from).toBe(true)
        expect(day <= TODAY).toBe(true)
        const mark = known.find(one => one.day === day)
        expect(mark?.retryAt ?? 0).toBeLessThanOrEqual(NOW)
      }),
    )
  })

  test('ends, with every day fetched that is not put off, each once', () => {
    fc.assert(
      fc.property(marks, days, (known, from) => {
        const byDay = new Map(known.map(mark => [mark.day, mark]))
        const order: Day[] = []
        for (;;) {
          const day = nextDay(huggingFace, [...byDay.values()], NOW, from)
          if (day === null) break
          order.push(day)
          expect(order.length).toBeLessThanOrEqual(100)
          byDay.set(day, { day, fetched: NOW })
        }
        expect(new Set(order).size).toBe(order.length)
        for (let day = from; day <= TODAY; day = addDays(day, 1)) {
          const mark = byDay.get(day)
          expect(mark?.fetched !== undefined || (mark?.retryAt ?? 0) > NOW, day).toBe(true)
        }
      }),
      { numRuns: 50 },
    )
  })

  test('goes from the newest day to the oldest when nothing is known', () => {
    fc.assert(
      fc.property(days, from => {
        const order = daysFetched(huggingFace, from, NOW)
        expect(order).toEqual(
          Array.from({ length: daysBetween(from, TODAY) + 1 }, (_, n) => addDays(TODAY, -n)),
        )
      }),
      { numRuns: 20 },
    )
  })

  test('fetches a day that was fetched when settled never again, however long the browser was off', () => {
    fc.assert(
      fc.property(fc.integer({ min: 45, max: 400 }), fc.integer({ min: 0, max: 2000 }), (age, off) => {
        const day = '2026-01-05'
        const fetched = at(day, 0) + age * DAY
        const known = [{ day, fetched }]
        expect(nextDay(onlyDay(day), known, fetched + off * DAY, day)).toBeNull()
      }),
    )
  })

  test('fetches a day that was fetched while it changed once more at least', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 44 }), age => {
        const day = '2026-01-05'
        const fetched = at(day, 0) + age * DAY
        expect(nextDay(onlyDay(day), [{ day, fetched }], fetched + 14 * DAY, day)).toBe(day)
      }),
    )
  })
})

/** The source as if its list of `day` were its last. */
function onlyDay(day: Day): DailySource {
  return { ...huggingFace, newestDay: () => day }
}

describe('progress', () => {
  const now = NOW
  const all = daysBetween('2023-05-04', TODAY) + 1

  test.each<[number, number, number, string]>([
    [0, 0, 15_000, 'nothing yet: 1,205 days of 12.6 papers, to two figures'],
    [400, 4812, 15_000, 'a third of the way'],
    [all - 1, 12_980, 13_000, 'a day to go'],
    [all, 12_987, 12_987, 'all there: no estimate any more'],
    [all + 3, 12_987, 12_987, 'more days than were asked for'],
    [all - 1, 13_490, 14_000, 'rounding never goes below what is there'],
  ])('with %i days and %i papers there will be about %i: %s', (days, papers, expected) => {
    const progress = progressOf(huggingFace, days, papers, now, '2023-05-04')
    expect(progress.papers).toBe(papers)
    expect(progress.expected).toBe(expected)
    expect(progress.daysDone).toBe(days)
    expect(progress.daysInAll).toBe(Math.max(all, days))
  })

  test.each([
    [1, 50, 63, '50 and 12.6'],
    [8, 0, 100, '100.8'],
    [79, 0, 1000, '995.4'],
    [79, 1000, 2000, '1995.4'],
  ])('%i days to go after %i papers make about %i: %s', (left, papers, expected) => {
    const from = addDays(TODAY, -99)
    expect(progressOf(huggingFace, 100 - left, papers, now, from).expected).toBe(expected)
  })

  test('is never below what is there, and has at most two figures unless it is exactly that', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 3000 }),
        fc.integer({ min: 0, max: 100_000 }),
        fc.integer({ min: -10, max: 1300 }),
        (days, papers, ago) => {
          const { expected, daysInAll } = progressOf(huggingFace, days, papers, now, addDays(TODAY, -ago))
          expect(expected).toBeGreaterThanOrEqual(papers)
          expect(daysInAll).toBeGreaterThanOrEqual(days)
          expect(Number.isInteger(expected)).toBe(true)
          if (expected !== papers) expect(String(expected)).toMatch(/^\d{1,2}0*$/)
        },
      ),
    )
  })
})
