import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Wanted } from '@/lib/sources/daily'
import { huggingFace } from '@/lib/sources/hugging-face'
import { nextRange } from '@/lib/sources/hugging-face-ranges'
import type { Mark, Step } from '@/lib/sources/source'
import { addDays, DAY, type Day, daysBetween, HOUR, MINUTE, SECOND } from '@/lib/time'
import { huggingFaceDigest } from './daily-entry'

const NOW = Date.parse('2026-08-21T12:00:00Z')
/** A Friday. */
const NEWEST = '2026-08-21'
const OLDEST = '2023-05-04'

/** `count` days up to `day`, newest first. */
function upTo(day: Day, count: number): Day[] {
  return Array.from({ length: count }, (_, n) => addDays(day, -n))
}

/** From `day` on, oldest first. */
function from(day: Day, count: number): Day[] {
  return Array.from({ length: count }, (_, n) => addDays(day, n))
}

/** What is wanted when the recent days were fetched once, and of the older ones nothing is known. */
function wanting(days: readonly Day[], newest = NEWEST): Wanted {
  const sorted = days.toSorted().toReversed()
  const isRecent = (day: Day) => daysBetween(day, newest) < 14
  return { recent: sorted.filter(isRecent), unknown: sorted.filter(day => !isRecent(day)), stale: [] }
}

/** Marks of the recent days that were fetched once. */
function marksOf({ recent }: Wanted, ...more: readonly (readonly [string, Mark])[]): Map<string, Mark> {
  return new Map([...recent.map((day): [string, Mark] => [day, { fetched: NOW - 3 * DAY }]), ...more])
}

function undivided(part: string, age = 0): readonly [string, Mark] {
  return [part, { fetched: NOW - age, note: { undivided: true } }]
}

/** What is asked for together: a name, or null where a day is to be asked for by itself. */
function partFor(wanted: Wanted, marks = marksOf(wanted), oldest = OLDEST, newest = NEWEST): string | null {
  return nextRange(wanted, marks, NOW, oldest, newest)?.part ?? null
}

const july = upTo('2026-07-31', 31)

describe('days are asked for together', () => {
  test.each<[string, readonly Day[], string | null]>([
    ['not where nothing is wanted', [], null],
    ['not for the newest day', upTo(NEWEST, 14), null],
    ['not for the day before', upTo(addDays(NEWEST, -1), 13), null],
    ['as a week, the newest of it left out, for three others of it', upTo('2026-08-19', 3), '2026-W34'],
    ['not for two of a week', upTo('2026-08-18', 2), null],
    ['as a week that is over', upTo('2026-08-16', 7), '2026-W33'],
    ['as a week for three days anywhere in it', ['2026-08-10', '2026-08-12', '2026-08-16'], '2026-W33'],
    [
      'not for a day alone, whatever the weeks before it lack',
      ['2026-08-17', ...upTo('2026-08-16', 7)],
      null,
    ],
    ['as a week, recent and older days counted together', upTo('2026-08-08', 3), '2026-W32'],
    ['as a month for all of its days', july, '2026-07'],
    ['as a month for twenty of its days', july.slice(0, 20), '2026-07'],
    ['as a week for nineteen days of a month', july.slice(0, 19), '2026-W31'],
    ['as a month for twenty days anywhere in it', [...july.slice(0, 19), '2026-07-01'], '2026-07'],
    ['not as a month while a recent day is wanted', ['2026-08-17', ...july], null],
    ['as a week while a recent day of it is wanted', [...upTo('2026-08-16', 3), ...july], '2026-W33'],
    ['as the month of the newest day that is wanted', [...upTo('2026-08-02', 1), ...july], '2026-W31'],
    ['as a month of twenty-eight days', upTo('2026-02-28', 28), '2026-02'],
    ['as the first whole month of which entries say their day', upTo('2025-04-30', 30), '2025-04'],
    ['not as the month in which they began to', upTo('2025-03-30', 14), '2025-W13'],
    ['as the first week of which they do', upTo('2025-03-23', 7), '2025-W12'],
    ['not before', upTo('2025-03-16', 30), null],
  ])('%s', (_, days, expected) => {
    expect(partFor(wanting(days))).toBe(expected)
  })

  test('not as a month while a recent day of it is wanted, but as its weeks', () => {
    const newest = '2026-08-31'
    const wanted = wanting(upTo('2026-08-29', 29), newest)
    expect(partFor(wanted, marksOf(wanted), OLDEST, newest)).toBe('2026-W35')
    const older = { recent: [], unknown: wanted.unknown, stale: wanted.recent }
    expect(partFor(older, new Map(), OLDEST, newest)).toBe('2026-08')
  })

  test('not while a recent day was never fetched: it is waited for', () => {
    const wanted = wanting(upTo('2026-08-16', 7))
    expect(partFor(wanted, new Map())).toBeNull()
    expect(partFor(wanted, new Map([['2026-08-16', { retryAt: NOW - 1 }]]))).toBeNull()
    expect(partFor(wanted, new Map([['2026-08-16', { fetched: 0 }]]))).toBe('2026-W33')
  })

  test('where never fetched and stale days make a month together', () => {
    const [unknown, stale] = [july.slice(0, 10), july.slice(10, 20)]
    expect(partFor({ recent: [], unknown, stale })).toBe('2026-07')
    expect(partFor({ recent: [], unknown, stale: stale.slice(1) })).toBe('2026-W31')
  })

  test('never fetched days before stale ones, though those are newer', () => {
    expect(partFor({ recent: [], unknown: upTo('2026-05-31', 31), stale: july })).toBe('2026-05')
    expect(partFor({ recent: [], unknown: ['2026-05-31'], stale: july })).toBeNull()
    expect(partFor({ recent: [], unknown: [], stale: july })).toBe('2026-07')
  })

  test.each<[string, Day, string | null]>([
    ['its first day', '2026-07-01', '2026-07'],
    ['the day after', '2026-07-02', '2026-W31'],
    ['the Monday of its last week', '2026-07-27', '2026-W31'],
    ['the Tuesday of that', '2026-07-28', null],
  ])('as a month only where it is wanted from %s on', (_, oldest, expected) => {
    const wanted = wanting(july.filter(day => day >= oldest))
    expect(partFor(wanted, marksOf(wanted), oldest)).toBe(expected)
  })

  test('up to the newest day and not beyond', () => {
    const wanted = wanting(upTo('2026-08-19', 3))
    expect(nextRange(wanted, marksOf(wanted), NOW, OLDEST, NEWEST)).toEqual({
      part: '2026-W34',
      query: 'week=2026-W34',
      days: from('2026-08-17', 5),
    })
    const newest = '2026-07-31'
    const stale = july.slice(2)
    expect(nextRange({ recent: [], unknown: [], stale }, new Map(), NOW, OLDEST, newest)).toEqual({
      part: '2026-07',
      query: 'month=2026-07',
      days: july.toReversed(),
    })
    const early = nextRange({ recent: [], unknown: [], stale }, new Map(), NOW, OLDEST, '2026-07-30')
    expect(early).toBeNull()
  })

  test('by these addresses', () => {
    const step = (days: readonly Day[]) => {
      const marks = new Map<string, Mark>()
      for (let day = OLDEST; day <= NEWEST; day = addDays(day, 1))
        if (!days.includes(day)) marks.set(day, { fetched: NOW })
      return huggingFace.plan({ digest: huggingFaceDigest, now: NOW, from: OLDEST, marks })
    }
    const base = 'https://huggingface.co/api/daily_papers'
    expect(step(upTo('2026-07-05', 3))).toMatchObject({ part: '2026-W27', days: from('2026-06-29', 7) })
    expect(step(upTo('2026-07-05', 3))?.url(0)).toBe(`${base}?week=2026-W27&limit=100`)
    expect(step(july)?.url(0)).toBe(`${base}?month=2026-07&limit=100`)
    expect(step(july)?.url(4)).toBe(`${base}?month=2026-07&limit=100&p=4`)
  })
})

/** By Python's `date.isocalendar()`. */
const WEEKS: readonly [Day, string, Day][] = [
  ['2025-03-17', '2025-W12', '2025-03-17'],
  ['2025-12-28', '2025-W52', '2025-12-22'],
  ['2025-12-29', '2026-W01', '2025-12-29'],
  ['2026-01-01', '2026-W01', '2025-12-29'],
  ['2026-01-05', '2026-W02', '2026-01-05'],
  ['2026-12-27', '2026-W52', '2026-12-21'],
  ['2026-12-28', '2026-W53', '2026-12-28'],
  ['2027-01-03', '2026-W53', '2026-12-28'],
  ['2027-01-04', '2027-W01', '2027-01-04'],
  ['2028-01-01', '2027-W52', '2027-12-27'],
  ['2028-01-03', '2028-W01', '2028-01-03'],
  ['2028-02-29', '2028-W09', '2028-02-28'],
  ['2028-12-31', '2028-W52', '2028-12-25'],
  ['2029-01-01', '2029-W01', '2029-01-01'],
  ['2030-12-30', '2031-W01', '2030-12-30'],
  ['2033-01-02', '2032-W53', '2032-12-27'],
  ['2033-01-03', '2033-W01', '2033-01-03'],
]

/** The week of one day: that day and two others of it are wanted, and nothing else. */
function weekWith(day: Day, monday: Day) {
  const others = from(monday, 7).filter(one => one !== day)
  const unknown = [day, ...others.slice(0, 2)].toSorted().toReversed()
  return nextRange({ recent: [], unknown, stale: [] }, new Map(), NOW, OLDEST, '2040-01-01')
}

describe('a week', () => {
  test.each(WEEKS)('with %s is %s, from %s on', (day, part, monday) => {
    expect(weekWith(day, monday)).toEqual({ part, query: `week=${part}`, days: from(monday, 7) })
  })

  test('before entries said their day is none, such as 2025-W01, which began in 2024', () => {
    expect(weekWith('2024-12-30', '2024-12-30')).toBeNull()
  })

  test('has the number that counting Thursdays gives, and days from Monday to Sunday', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 700 }), fc.integer({ min: 0, max: 6 }), (week, weekday) => {
        const monday = addDays('2025-03-17', 7 * week)
        const thursday = addDays(monday, 3)
        let thursdays = 0
        for (let one = thursday; one.slice(0, 4) === thursday.slice(0, 4); one = addDays(one, -7)) thursdays++
        const range = weekWith(addDays(monday, weekday), monday)
        expect(range?.part).toBe(`${thursday.slice(0, 4)}-W${String(thursdays).padStart(2, '0')}`)
        expect(range?.days).toEqual(from(monday, 7))
      }),
    )
  })
})

describe('an answer that could not be told apart by day', () => {
  const wanted = wanting(july)

  test.each<[string, readonly (readonly [string, Mark])[], string | null]>([
    ['of the month leaves its weeks', [undivided('2026-07')], '2026-W31'],
    ['of the week leaves the month', [undivided('2026-W31')], '2026-07'],
    ['of another month is no matter', [undivided('2026-06')], '2026-07'],
    ['of two leaves only days', [undivided('2026-07'), undivided('2026-W31')], null],
    ['of any two leaves only days', [undivided('2025-07'), undivided('2025-W31')], null],
    ['is remembered for seven days', [undivided('2026-07', 7 * DAY - 1)], '2026-W31'],
    ['and no longer', [undivided('2026-07', 7 * DAY)], '2026-07'],
    ['of long ago does not count', [undivided('2026-W31', 8 * DAY), undivided('2026-07')], '2026-W31'],
    ['noted by a clock a little ahead counts', [undivided('2026-07', -HOUR)], '2026-W31'],
    ['noted by a clock that was wrong does not', [undivided('2026-07', -7 * DAY)], '2026-07'],
    ['without a time does not', [['2026-07', { note: { undivided: true } }]], '2026-07'],
    ['that is noted oddly does not', [['2026-07', { fetched: NOW, note: { undivided: 'yes' } }]], '2026-07'],
    ['that was read since is none', [['2026-07', { fetched: NOW }]], '2026-07'],
  ])('%s', (_, marks, expected) => {
    expect(partFor(wanted, marksOf(wanted, ...marks))).toBe(expected)
  })

  test('of the week leaves a recent day to itself', () => {
    const recent = wanting(upTo('2026-08-16', 7))
    expect(partFor(recent, marksOf(recent, undivided('2026-W33')))).toBeNull()
  })
})

describe('any range', () => {
  test('holds the day that is wanted most, and no day that there may not be', () => {
    const offsets = fc.uniqueArray(fc.integer({ min: 0, max: 620 }), { maxLength: 300 })
    fc.assert(
      fc.property(
        offsets,
        fc.integer({ min: 0, max: 700 }),
        fc.integer({ min: 0, max: 40 }),
        fc.func(fc.boolean()),
        (missing, start, later, isStale) => {
          const newest = addDays(NEWEST, later)
          const oldest = addDays(NEWEST, -start)
          const days = missing.map(n => addDays(newest, -n)).filter(day => day >= oldest)
          const { recent, unknown } = wanting(days, newest)
          const wanted = {
            recent,
            unknown: unknown.filter(day => !isStale(day)),
            stale: unknown.filter(day => isStale(day)),
          }
          const range = nextRange(wanted, marksOf(wanted), NOW, oldest, newest)
          const first = wanted.recent[0] ?? wanted.unknown[0] ?? wanted.stale[0] ?? ''
          if (!range) return
          expect(range.days).toContain(first)
          expect(first <= addDays(newest, -2)).toBe(true)
          for (const day of range.days) {
            expect(day >= oldest && day >= '2025-03-17', `${day} is too early`).toBe(true)
            expect(day <= newest, `${day} is too late`).toBe(true)
          }
          expect(range.days).toEqual(from(range.days[0] ?? '', range.days.length))
          const inIt = days.filter(day => range.days.includes(day)).length
          expect(inIt).toBeGreaterThanOrEqual(range.part.includes('W') ? 3 : 20)
          if (!range.part.includes('W')) expect(wanted.recent).toEqual([])
        },
      ),
      { numRuns: 300 },
    )
  })
})

/** More than there are on most days; a week of them has two pages. */
const PAPERS_A_WORKDAY = 25

/** How the server answers the n-th question for several days: whether it can be told apart. */
type Divided = (asked: number) => boolean

interface Ran {
  readonly requests: number
  readonly steps: readonly Step[]
  /** When the last answer came. */
  readonly now: number
}

/** Does what a run does with what is planned, until nothing is. A request takes a second. */
function run(marks: Map<string, Mark>, start: number, divided: Divided = () => true, oldest = OLDEST): Ran {
  const steps: Step[] = []
  let [now, ranges] = [start, 0]
  for (;;) {
    const step = huggingFace.plan({ digest: huggingFaceDigest, now, from: oldest, marks })
    if (!step) return { requests: (now - start) / SECOND, steps, now }
    steps.push(step)
    if (steps.length > 2000) throw new Error('The run does not end')
    const days = step.days ?? []
    if (days.length > 1 && !divided(ranges++)) {
      now += SECOND
      marks.set(step.part, { fetched: now, note: { undivided: true } })
      continue
    }
    now += pagesOf(days) * SECOND
    for (const part of [...days, step.part]) marks.set(part, { fetched: now })
  }
}

function pagesOf(days: readonly Day[]): number {
  const workdays = days.filter(day => new Date(`${day}T00:00:00Z`).getUTCDay() % 6 !== 0)
  return Math.max(1, Math.ceil((workdays.length * PAPERS_A_WORKDAY) / 100))
}

/** Days that should have been fetched at `now` and were not. */
function missingOf(marks: ReadonlyMap<string, Mark>, now: number, oldest = OLDEST): Day[] {
  const newest = huggingFace.daily?.newestDay(now) ?? ''
  return from(oldest, daysBetween(oldest, newest) + 1).filter(day => marks.get(day)?.fetched === undefined)
}

const isRange = (step: Step) => (step.days?.length ?? 0) > 1

describe('the whole archive', () => {
  const marks = new Map<string, Mark>()
  const whole = run(marks, NOW)

  test('is there after fewer than 900 requests', () => {
    expect(missingOf(marks, NOW)).toEqual([])
    expect(whole.requests).toBe(800)
    // Day by day back to the start there would be 1,206; before 2025-03-17 there are 683 that it takes.
    expect(whole.steps.filter(step => !isRange(step)).length).toBeLessThan(683 + 20)
  })

  test.each<[string, number, number]>([
    ['at once', 0, 0],
    ['half an hour later', HOUR / 2, 0],
    ['an hour later', HOUR, 2],
    ['half a day later', 12 * HOUR, 5],
    ['a day later', DAY, 6],
    ['two days later', 2 * DAY, 10],
    ['a week later', 7 * DAY, 15],
    ['two weeks later', 14 * DAY, 30],
    ['a month later', 30 * DAY, 35],
    ['three months later', 90 * DAY, 45],
    ['a year later', 365 * DAY, 100],
  ])('is up to date again %s, after %i ms, with at most %i requests', (_, off, most) => {
    const again = new Map(marks)
    const { requests, now } = run(again, whole.now + off)
    expect(requests).toBeLessThanOrEqual(most)
    expect(missingOf(again, now)).toEqual([])
    expect(run(again, now).requests).toBe(0)
  })

  test('stays up to date in few requests, whenever it was fetched and however long the browser was off', () => {
    const most: [days: number, requests: number][] = [
      [1, 20],
      [7, 20],
      [30, 40],
    ]
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 365 * 24 }),
        fc.integer({ min: 0, max: 30 * 24 }),
        (start, hours) => {
          const known = new Map<string, Mark>()
          const oldest = '2026-06-01'
          const { now } = run(known, NOW + start * HOUR, () => true, oldest)
          const { requests } = run(known, now + hours * HOUR, () => true, oldest)
          const [, limit = 0] = most.find(([days]) => hours <= days * 24) ?? []
          expect(requests).toBeLessThanOrEqual(limit)
        },
      ),
      { numRuns: 30 },
    )
  })

  test('stays up to date with fewer than fifty requests a day in a browser that is always open', () => {
    const known = new Map(marks)
    const [days, recently] = [7, addDays(NEWEST, -100)]
    let [requests, worst, now] = [0, 0, whole.now]
    while (now < whole.now + days * DAY) {
      now += 30 * MINUTE
      const ran = run(known, now, () => true, recently)
      requests += ran.requests
      worst = Math.max(worst, ran.requests)
    }
    expect(requests / days).toBeLessThan(50)
    expect(worst).toBeLessThanOrEqual(10)
  })
})

describe('a server', () => {
  test('that knows no weeks and months is asked for two of them, and then by day', () => {
    const [marks, oldest] = [new Map<string, Mark>(), '2025-06-01']
    const { requests, steps } = run(marks, NOW, () => false, oldest)
    expect(missingOf(marks, NOW, oldest)).toEqual([])
    expect(steps.filter(isRange)).toHaveLength(2)
    expect(requests).toBe(2 + daysBetween(oldest, NEWEST) + 1)
    // A week later it is asked again, and no more often.
    const again = run(marks, NOW + 8 * DAY, () => false, oldest)
    expect(again.steps.filter(isRange)).toHaveLength(2)
    expect(missingOf(marks, again.now, oldest)).toEqual([])
  })

  test('that leaves one answer open is asked for the days of that one', () => {
    const marks = new Map<string, Mark>()
    const { requests, steps } = run(marks, NOW, asked => asked !== 3)
    expect(missingOf(marks, NOW)).toEqual([])
    expect(requests).toBeLessThan(900)
    expect(new Set(steps.map(step => step.part)).size).toBe(steps.length)
  })

  test('that leaves any of its answers open gives every day in the end, each asked for once', () => {
    fc.assert(
      fc.property(
        fc.infiniteStream(fc.boolean()),
        fc.integer({ min: 0, max: 150 }),
        fc.integer({ min: 0, max: 60 * 24 }),
        (open, span, later) => {
          const [marks, oldest] = [new Map<string, Mark>(), addDays(NEWEST, -span)]
          const divided = () => open.next().value !== true
          const first = run(marks, NOW, divided, oldest)
          expect(missingOf(marks, first.now, oldest)).toEqual([])
          expect(new Set(first.steps.map(step => step.part)).size).toBe(first.steps.length)
          expect(first.requests).toBeLessThanOrEqual(span + 1 + 2)
          const second = run(marks, first.now + later * HOUR, divided, oldest)
          expect(missingOf(marks, second.now, oldest)).toEqual([])
          expect(run(marks, second.now, divided, oldest).requests).toBe(0)
        },
      ),
      { numRuns: 30 },
    )
  })
})
