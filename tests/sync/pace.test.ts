import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isWaiting } from '@/lib/sources/daily'
import { backoff, Pace } from '@/lib/sync/pace'
import { HOUR, MINUTE, SECOND } from '@/lib/time'

describe('a pace', () => {
  test('lets a burst through at once, then one a second', () => {
    const pace = new Pace(0)
    const waits = Array.from({ length: 123 }, () => pace.take(0))
    expect(waits.slice(0, 120)).toEqual(Array.from({ length: 120 }, () => 0))
    expect(waits.slice(120)).toEqual([1000, 2000, 3000])
  })

  test('begins with less where requests have gone already', () => {
    const pace = new Pace(0, { burst: 5, interval: 100 }, 1)
    expect([pace.take(0), pace.take(0)]).toEqual([0, 100])
  })

  test('gains nothing beyond the burst, however long it rests', () => {
    const pace = new Pace(0, { burst: 2, interval: 100 })
    expect([pace.take(0), pace.take(0), pace.take(0)]).toEqual([0, 0, 100])
    expect([1, 2, 3].map(() => pace.take(1_000_000))).toEqual([0, 0, 100])
  })

  test('goes on when the clock is put back', () => {
    const pace = new Pace(10 * HOUR, { burst: 1, interval: SECOND })
    expect(pace.take(10 * HOUR)).toBe(0)
    expect(pace.take(9 * HOUR)).toBe(SECOND)
    expect(pace.take(9 * HOUR + 10 * SECOND)).toBe(0)
  })

  test('stays below what Hugging Face allows: 500 in five minutes', () => {
    const pace = new Pace(0)
    let now = 0
    let sent = 0
    for (;;) {
      now += pace.take(now)
      if (now > 5 * MINUTE) break
      sent++
    }
    expect(sent).toBeGreaterThan(300)
    expect(sent).toBeLessThanOrEqual(120 + 300)
  })

  test('never lets more through in any stretch of time than the burst and one an interval', () => {
    const asks = fc.array(fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 5000 })), {
      minLength: 1,
      maxLength: 60,
    })
    const options = fc.record({
      burst: fc.integer({ min: 1, max: 10 }),
      interval: fc.integer({ min: 1, max: 2000 }),
    })
    fc.assert(
      fc.property(asks, options, fc.boolean(), (pauses, { burst, interval }, patient) => {
        const pace = new Pace(0, { burst, interval })
        let now = 0
        const sent = pauses.map(pause => {
          now += pause
          const wait = pace.take(now)
          expect(wait).toBeGreaterThanOrEqual(0)
          // A caller that waits asks for its next place only then; others may ask while one waits.
          if (patient) now += wait
          return patient ? now : now + wait
        })
        // Half a request of room for waits rounded to whole milliseconds.
        for (const [first, start] of sent.entries())
          for (const [last, end] of sent.entries())
            if (last > first)
              expect(last - first + 1).toBeLessThanOrEqual(burst + (end - start + 1) / interval + 0.5)
      }),
    )
  })

  test('does not make anyone wait longer than it must', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 500 }), (burst, interval) => {
        const pace = new Pace(0, { burst, interval })
        const waits = Array.from({ length: burst + 5 }, () => pace.take(0))
        expect(Math.max(...waits)).toBe(5 * interval)
      }),
    )
  })
})

describe('backing off', () => {
  test.each([
    [1, 0.5, MINUTE],
    [2, 0.5, 2 * MINUTE],
    [5, 0.5, 16 * MINUTE],
    [9, 0.5, 256 * MINUTE],
    [10, 0.5, 6 * HOUR],
    [5000, 0.5, 6 * HOUR],
    [0, 0.5, MINUTE],
    [1, 0, 45 * SECOND],
    [2, 0, 90 * SECOND],
  ])('after %i failures with luck of %d is %i ms', (failures, random, expected) => {
    expect(backoff(failures, random)).toBe(expected)
  })

  test('is between three quarters of a minute and seven and a half hours, and no shorter after more failures', () => {
    fc.assert(
      fc.property(fc.nat({ max: 2000 }), fc.double({ min: 0, max: 1, noNaN: true }), (failures, random) => {
        const wait = backoff(failures, random)
        expect(wait).toBeGreaterThanOrEqual(45 * SECOND)
        expect(wait).toBeLessThanOrEqual(7.5 * HOUR)
        expect(Number.isInteger(wait)).toBe(true)
        expect(backoff(failures + 1, random)).toBeGreaterThanOrEqual(wait)
      }),
    )
  })
})

describe('waiting', () => {
  test.each<[number | undefined, boolean, string]>([
    [undefined, false, 'nothing to wait for'],
    [0, false, 'long ago'],
    [1000, false, 'this very moment'],
    [1001, true, 'a moment to go'],
    [1000 + 7.5 * HOUR, true, 'the longest backoff there is'],
    [1000 + 9 * HOUR, false, 'longer than any wait: the clock was wrong'],
    [Number.POSITIVE_INFINITY, false, 'for ever'],
  ])('until %d at 1000 is %s: %s', (retryAt, expected) => {
    expect(isWaiting(retryAt, 1000)).toBe(expected)
  })

  test('covers every backoff', () => {
    fc.assert(
      fc.property(fc.nat({ max: 100 }), fc.double({ min: 0, max: 1, noNaN: true }), (failures, random) => {
        expect(isWaiting(5 + backoff(failures, random), 5)).toBe(true)
      }),
    )
  })
})
