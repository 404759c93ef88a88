import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Ageing, isDue, isWaiting, wantedDays } from '@/lib/sources/daily'
import { huggingFace } from '@/lib/sources/hugging-face'
import type { Mark, Step } from '@/lib/sources/source'
import { addDays, DAY, type Day, daysBetween, HOUR, MINUTE } from '@/lib/time'
import { huggingFaceDigest } from './daily-entry'

/** Noon UTC, so that the newest day on every clock is the 20th. */
const NOW = Date.parse('2026-08-20T12:00:00Z')
const TODAY = '2026-08-20'
const FROM = '2026-06-01'
const FIRST_DAY = '2023-05-04'

interface DayMark extends Mark {
  readonly day: Day
}

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

function byPart(marks: readonly DayMark[]): Map<string, Mark> {
  return new Map(marks.map(({ day, ...mark }) => [day, mark]))
}

function plan(marks: ReadonlyMap<string, Mark>, now: number, from: Day): Step | null {
  return huggingFace.plan({ digest: huggingFaceDigest, now, from, marks })
}

/** What the next step asks for: a day, or the name of a week or a month. */
function nextPart(marks: readonly DayMark[], now = NOW, from = FROM): string | null {
  return plan(byPart(marks), now, from)?.part ?? null
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
    ['is today when the reader asked for news', except(fresh, { day: TODAY, fetched: 0 }), TODAY],
  ]
  test.each(cases)('%s', (_, marks, expected) => {
    expect(nextPart(marks)).toBe(expected)
  })

  test.each([
    ['2026-08-21T01:29:59Z', '2026-08-20', 'before the list opens'],
    ['2026-08-21T01:30:00Z', '2026-08-21', 'when it opens at 21:30 in New York'],
  ])('at %s is %s: %s', (now, expected) => {
    expect(nextPart([], Date.parse(now))).toBe(expected)
  })

  test.each([
    ['1999-01-01', FIRST_DAY, 'before the archive starts there is nothing'],
    [FIRST_DAY, FIRST_DAY, 'its first day'],
    ['2023-05-06', '2023-05-06', 'the first day that is wanted'],
  ])('with a start of %s ends at %s: %s', (from, oldest) => {
    expect(daysFetched(from, Date.parse('2023-05-10T12:00:00Z')).at(-1)).toBe(oldest)
  })

  test('is null when the start is tomorrow, as it is for hours where the day begins early', () => {
    expect(nextPart([], NOW, '2026-08-21')).toBeNull()
  })

  test.each<[string, readonly DayMark[], string | null]>([
    ['is asked for, for the clock is behind, and an answer tells the time', [], '2030-01-01'],
    [
      'is asked for where it was fetched by a better clock',
      [{ day: '2030-01-01', fetched: at('2030-01-02') }],
      '2030-01-01',
    ],
    ['is not asked for twice', [{ day: '2030-01-01', fetched: NOW }], null],
    ['is asked for again after a day', [{ day: '2030-01-01', fetched: NOW - DAY }], '2030-01-01'],
    ['is not asked for while it is put off', [{ day: '2030-01-01', retryAt: NOW + 6 * HOUR }], null],
  ])('in the future %s', (_, marks, expected) => {
    expect(nextPart(marks, NOW, '2030-01-01')).toBe(expected)
  })

  test('on a clock that has gone back to 1970 is the oldest, to be told the time, and once', () => {
    const marks = byPart(allDays(FROM, () => NOW))
    expect(runToTheEnd(marks, 12 * HOUR, FROM).map(step => step.part)).toEqual([FROM])
  })
})

/** Marks of a server that knows no weeks and months: two of them could not be told apart. */
function withoutRanges(now: number): Map<string, Mark> {
  const note = { undivided: true }
  return new Map([
    ['2026-W01', { fetched: now, note }],
    ['2026-02', { fetched: now, note }],
  ])
}

/** The days in the order in which a run fetches them one by one, all answered at once. */
function daysFetched(from: Day, now: number): Day[] {
  const marks = withoutRanges(now)
  const order: Day[] = []
  for (;;) {
    const step = plan(marks, now, from)
    if (!step) return order
    if (order.length > 2000) throw new Error('The run does not end')
    order.push(step.part)
    marks.set(step.part, { fetched: now })
  }
}

/** Does what a run does with what is planned, until nothing is; returns the steps. */
function runToTheEnd(marks: Map<string, Mark>, now: number, from: Day): Step[] {
  const steps: Step[] = []
  for (;;) {
    const step = plan(marks, now, from)
    if (!step) return steps
    steps.push(step)
    if (steps.length > 2000) throw new Error('The run does not end')
    for (const part of [...(step.days ?? []), step.part]) marks.set(part, { fetched: now })
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

  test('never asks for a day before the start, in the future, or by itself for one that is put off', () => {
    fc.assert(
      fc.property(marks, days, fc.boolean(), (known, from, ranges) => {
        const all = new Map([...byPart(known), ...(ranges ? [] : withoutRanges(NOW))])
        const step = plan(all, NOW, from)
        if (step === null) return
        const asked = step.days ?? []
        for (const day of asked) expect(day >= from && day <= TODAY, day).toBe(true)
        if (!ranges) expect(asked).toEqual([step.part])
        // A week may hold one that is put off, and answers for it; it is never asked for because of that.
        const open = asked.filter(day => (all.get(day)?.retryAt ?? 0) <= NOW)
        expect(open.length).toBeGreaterThanOrEqual(asked.length === 1 ? 1 : 3)
      }),
    )
  })

  test('asks for a week or a month when it would ask for a day of it', () => {
    fc.assert(
      fc.property(marks, days, (known, from) => {
        const all = byPart(known)
        const day = plan(new Map([...all, ...withoutRanges(NOW)]), NOW, from)?.part
        const asked = plan(all, NOW, from)?.days
        if (day === undefined) expect(asked).toBeUndefined()
        else expect(asked).toContain(day)
      }),
    )
  })

  test('ends, with every day fetched that is not put off, each once', () => {
    fc.assert(
      fc.property(marks, days, (known, from) => {
        const byDay = new Map([...byPart(known), ...withoutRanges(NOW)])
        const order = runToTheEnd(byDay, NOW, from).map(step => step.part)
        expect(order.length).toBeLessThanOrEqual(100)
        expect(new Set(order).size).toBe(order.length)
        for (let day = from; day <= TODAY; day = addDays(day, 1)) {
          const mark = byDay.get(day)
          expect(mark?.fetched !== undefined || (mark?.retryAt ?? 0) > NOW, day).toBe(true)
        }
      }),
      { numRuns: 50 },
    )
  })

  test('ends in fewer steps by weeks and months, with every day fetched that is not put off', () => {
    fc.assert(
      fc.property(marks, days, (known, from) => {
        const oneByOne = runToTheEnd(new Map([...byPart(known), ...withoutRanges(NOW)]), NOW, from)
        const all = byPart(known)
        const steps = runToTheEnd(all, NOW, from)
        expect(steps.length).toBeLessThanOrEqual(oneByOne.length)
        expect(new Set(steps.map(step => step.part)).size).toBe(steps.length)
        for (let day = from; day <= TODAY; day = addDays(day, 1)) {
          const mark = all.get(day)
          expect(mark?.fetched !== undefined || (mark?.retryAt ?? 0) > NOW, day).toBe(true)
        }
        expect(plan(all, NOW, from)).toBeNull()
      }),
      { numRuns: 50 },
    )
  })

  test('goes from the newest day to the oldest when nothing is known', () => {
    fc.assert(
      fc.property(days, from => {
        const order = daysFetched(from, NOW)
        expect(order).toEqual(
          Array.from({ length: daysBetween(from, TODAY) + 1 }, (_, n) => addDays(TODAY, -n)),
        )
      }),
      { numRuns: 20 },
    )
  })

  test('goes from the newest day to the oldest by weeks and months, too', () => {
    fc.assert(
      fc.property(days, from => {
        const fetched = new Set<Day>()
        let newest = TODAY
        for (const { days: asked = [] } of runToTheEnd(new Map(), NOW, from)) {
          expect(asked, `the newest day that is not fetched, before ${newest}`).toContain(newest)
          for (const day of asked) fetched.add(day)
          while (fetched.has(newest)) newest = addDays(newest, -1)
        }
        expect(newest).toBe(addDays(from, -1))
      }),
      { numRuns: 50 },
    )
  })

  test('takes any marks and any clock, and ends', () => {
    const times = fc.oneof(
      fc.integer({ min: -100 * 365 * DAY, max: 200 * 365 * DAY }),
      fc.integer({ min: -400, max: 400 }).map(n => NOW + n * HOUR),
      fc.constantFrom(0, -1, Number.MAX_SAFE_INTEGER, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY),
    )
    const parts = fc.oneof(
      days,
      fc.constantFrom('', '2026-W33', '2026-08', '2026-W99', '2026-99', '2026-02-30', '__proto__', 'x'),
      fc.string(),
    )
    const note = fc.dictionary(fc.constantFrom('undivided', 'after'), fc.jsonValue()) as fc.Arbitrary<
      Record<string, unknown>
    >
    const mark: fc.Arbitrary<Mark> = fc.record({ fetched: times, retryAt: times, note }, { requiredKeys: [] })
    const clocks = fc.integer({ min: 0, max: Date.parse('2040-01-01T00:00:00Z') })
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.tuple(parts, mark), { selector: ([part]) => part, maxLength: 40 }),
        fc.oneof(
          clocks,
          fc.integer({ min: -90, max: 90 }).map(n => NOW + n * DAY),
        ),
        fc.oneof(days, fc.constantFrom('1970-01-01', '9999-12-31', '2026-02-30', '')),
        (known, now, from) => {
          const newest = huggingFace.daily?.newestDay(now) ?? ''
          // Far-away clocks make long runs: what is older than a while is not wanted.
          const recently = addDays(newest, -100)
          const steps = runToTheEnd(new Map(known), now, from > recently ? from : recently)
          expect(steps.length).toBeLessThanOrEqual(101)
          const asked = plan(new Map(known), now, from)?.days ?? []
          const oldest = from > FIRST_DAY ? from : FIRST_DAY
          for (const day of asked) expect(day >= oldest && (day <= newest || asked.length === 1)).toBe(true)
        },
      ),
      { numRuns: 300 },
    )
  })

  test('mends marks of a clock that was ahead, whatever they say', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.tuple(days, fc.integer({ min: 2, max: 10_000 }), fc.boolean()), {
          selector: ([day]) => day,
        }),
        known => {
          const marks = new Map<string, Mark>(
            known.map(([day, hours, waits]) => {
              const ahead = NOW + hours * HOUR
              return [day, waits ? { retryAt: ahead + 8 * HOUR } : { fetched: ahead }]
            }),
          )
          runToTheEnd(marks, NOW, addDays(TODAY, -90))
          for (const [day] of known) expect(marks.get(day), day).toEqual({ fetched: NOW })
        },
      ),
      { numRuns: 50 },
    )
  })

  test('fetches a day that was fetched when settled never again, however long the browser was off', () => {
    fc.assert(
      fc.property(fc.integer({ min: 45, max: 400 }), fc.integer({ min: 0, max: 2000 }), (age, off) => {
        const day = '2026-01-05'
        const fetched = at(day, 0) + age * DAY
        expect(nextOfAll(day, fetched, fetched + off * DAY)).toBeNull()
      }),
    )
  })

  test('fetches a day that was fetched while it changed once more at least', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 44 }), age => {
        const day = '2026-01-05'
        const fetched = at(day, 0) + age * DAY
        expect(nextOfAll(day, fetched, fetched + 14 * DAY)).toBe(day)
      }),
    )
  })
})

/** The next part at `now`, where `day` was fetched at `fetched` and all days after it just now. */
function nextOfAll(day: Day, fetched: number, now: number): string | null {
  const marks = new Map<string, Mark>([[day, { fetched }]])
  const newest = huggingFace.daily?.newestDay(now) ?? ''
  for (let one = addDays(day, 1); one <= newest; one = addDays(one, 1)) marks.set(one, { fetched: now })
  return plan(marks, now, day)?.part ?? null
}

/** A digest whose days open at midnight UTC and change for five days, every twelve hours. */
function ageing(more: Partial<Ageing> = {}): Ageing {
  return {
    firstDay: FIRST_DAY,
    papersPerDay: 10,
    newestDay: now => new Date(now).toISOString().slice(0, 10),
    refreshAfter: age => (age < 5 ? 12 * HOUR : null),
    ...more,
  }
}

describe('the days that are wanted', () => {
  const old = '2026-08-06'

  test('are recent ones, of the newest fourteen, unknown ones and stale ones, newest first', () => {
    expect(wantedDays(ageing(), new Map(), NOW, '2026-08-04')).toEqual({
      recent: Array.from({ length: 14 }, (_, n) => addDays(TODAY, -n)),
      unknown: [old, '2026-08-05', '2026-08-04'],
      stale: [],
    })
    const early = byPart(allDays('2026-08-04', day => at(day)))
    expect(wantedDays(ageing(), early, NOW, '2026-08-04')).toEqual({
      recent: Array.from({ length: 13 }, (_, n) => addDays(TODAY, -n - 1)),
      unknown: [],
      stale: [old, '2026-08-05', '2026-08-04'],
    })
  })

  test.each<[string, Mark, boolean]>([
    ['that was fetched as it began, half a day later', { fetched: at(TODAY, 0) }, true],
    ['that was fetched a little later', { fetched: at(TODAY, 0) + 1 }, false],
    ['that was fetched before it began', { fetched: at(TODAY, -1) }, true],
    ['that is put off', { retryAt: NOW + 1 }, false],
    ['that was put off until now', { retryAt: NOW }, true],
    ['that has a note and nothing more', { note: {} }, true],
  ])('hold a day %s: %s', (_, mark, wanted) => {
    const { recent } = wantedDays(ageing(), new Map([[TODAY, mark]]), NOW, TODAY)
    expect(recent).toEqual(wanted ? [TODAY] : [])
  })

  test.each([
    ['the day that is asked for', '2026-08-19', '2026-08-19'],
    ['the first day there is', '2020-01-01', '2026-08-18'],
  ])('end at %s', (_, from, oldest) => {
    const daily = ageing({ firstDay: '2026-08-18' })
    expect(wantedDays(daily, new Map(), NOW, from).recent.at(-1)).toBe(oldest)
  })

  test('are none on a clock before the first day, and none after the last', () => {
    const none = { recent: [], unknown: [], stale: [] }
    expect(wantedDays(ageing(), new Map(), 0, '1970-01-01')).toEqual(none)
    expect(wantedDays(ageing(), new Map(), NOW, '2026-08-21')).toEqual(none)
  })

  test('are each day once, in order, and never one that waits', () => {
    const offsets = fc.integer({ min: -400, max: 400 })
    const known = fc.uniqueArray(
      fc.tuple(fc.integer({ min: 0, max: 40 }), fc.option(offsets), fc.option(offsets)),
      {
        selector: ([ago]) => ago,
      },
    )
    fc.assert(
      fc.property(known, entries => {
        const marks = new Map(
          entries.map(([ago, fetched, retry]): [Day, Mark] => [
            addDays(TODAY, -ago),
            {
              ...(fetched !== null && { fetched: NOW + fetched * HOUR }),
              ...(retry !== null && { retryAt: NOW + retry * HOUR }),
            },
          ]),
        )
        const { recent, unknown, stale } = wantedDays(ageing(), marks, NOW, addDays(TODAY, -40))
        const all = [...recent, ...unknown, ...stale]
        expect(new Set(all).size).toBe(all.length)
        for (const list of [recent, unknown, stale]) expect(list).toEqual(list.toSorted().toReversed())
        for (const day of all) expect(isWaiting(marks.get(day)?.retryAt, NOW), day).toBe(false)
        for (const day of unknown) expect(marks.get(day)?.fetched).toBeUndefined()
        for (const day of stale) expect(marks.get(day)?.fetched).toBeDefined()
        expect(recent.every(day => daysBetween(day, TODAY) < 14)).toBe(true)
        expect([...unknown, ...stale].every(day => daysBetween(day, TODAY) >= 14)).toBe(true)
      }),
    )
  })
})

describe('waiting', () => {
  test.each<[number | undefined, boolean, string]>([
    [undefined, false, 'nothing failed'],
    [NOW - 1, false, 'the wait is over'],
    [NOW, false, 'it is over just now'],
    [NOW + 1, true, 'it goes on'],
    [NOW + 8 * HOUR, true, 'the longest there is'],
    [NOW + 8 * HOUR + 1, false, 'longer than all of them: a wrong clock noted it'],
    [Number.POSITIVE_INFINITY, false, 'for ever'],
  ])('until %s is %s: %s', (retryAt, expected) => {
    expect(isWaiting(retryAt, NOW)).toBe(expected)
  })
})

describe('something fetched', () => {
  test.each<[number | undefined, boolean, string]>([
    [undefined, true, 'never'],
    [NOW, false, 'just now'],
    [NOW - 2 * HOUR + 1, false, 'a moment too early'],
    [NOW - 2 * HOUR, true, 'when it is due'],
    [0, true, 'long ago'],
    [NOW + HOUR, false, 'by a clock that is a little ahead'],
    [NOW + HOUR + 1, true, 'by a clock that was wrong'],
  ])('at %s is due after two hours: %s: %s', (fetched, expected) => {
    expect(isDue(fetched, 2 * HOUR, NOW)).toBe(expected)
  })
})
