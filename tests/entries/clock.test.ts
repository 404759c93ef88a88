import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  deviceId,
  deviceOf,
  isSeen,
  isStamp,
  joinSeen,
  nextStamp,
  type Seen,
  seeing,
  timeOf,
} from '@/lib/entries/clock'

const device = fc.constantFrom('aaaaaaaa', 'bbbbbbbb', 'z9z9z9z9')
const HOURS = 3_600_000
const time = fc.integer({ min: 1_700_000_000_000 - 12 * HOURS, max: 1_700_000_000_000 + 12 * HOURS })
const stamp = fc.tuple(time, device).map(([now, name]) => nextStamp(undefined, now, name))
const seen: fc.Arbitrary<Seen> = fc.array(stamp, { maxLength: 6 }).map(stamps => seeing({}, stamps))

describe('stamps', () => {
  test('grow with every edit of a device and with all that it hears, whatever its clock says', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(time, fc.option(stamp)), { minLength: 1 }), steps => {
        let last: string | undefined
        for (const [now, heard] of steps) {
          const known: string | undefined = heard && (!last || heard > last) ? heard : last
          const next = nextStamp(known, now, 'aaaaaaaa')
          expect(isStamp(next)).toBe(true)
          expect(deviceOf(next)).toBe('aaaaaaaa')
          expect(timeOf(next)).toBeGreaterThanOrEqual(now)
          if (known) expect(next > known).toBe(true)
          last = next
        }
      }),
    )
  })

  test('of edits without any time between them go on with the next millisecond when they are counted out', () => {
    let last = nextStamp(undefined, 1000, 'aaaaaaaa')
    for (let n = 0; n < 36 ** 3 + 1; n += 1) {
      const next = nextStamp(last, 0, 'aaaaaaaa')
      if (next <= last) throw new Error(`${next} does not come after ${last}`)
      last = next
    }
    expect(timeOf(last)).toBe(1001)
  })

  test.each([
    ['', 'nothing'],
    ['0lr9v5mo0000', 'no device'],
    ['0lr9v5mo0000AAAAAAAA', 'capitals'],
    ['zzzzzzzzz000aaaaaaaa', 'a time in some thousand years'],
    ['0lr9v5mo0000aaaaaaaaa', 'too long'],
  ])('%j is none: %s', text => expect(isStamp(text)).toBe(false))
})

describe('what was seen', () => {
  test('joins in any order and grouping, however often', () => {
    fc.assert(
      fc.property(seen, seen, seen, (a, b, c) => {
        expect(joinSeen(a, b)).toEqual(joinSeen(b, a))
        expect(joinSeen(a, joinSeen(b, c))).toEqual(joinSeen(joinSeen(a, b), c))
        expect(joinSeen(a, a)).toEqual(a)
        expect(JSON.stringify(joinSeen(a, b))).toBe(JSON.stringify(joinSeen(b, a)))
      }),
    )
  })

  test('holds what either held, and nothing later', () => {
    fc.assert(
      fc.property(seen, seen, stamp, (a, b, at) => {
        expect(isSeen(joinSeen(a, b), at)).toBe(isSeen(a, at) || isSeen(b, at))
        expect(isSeen(seeing(a, [at]), at)).toBe(true)
      }),
    )
  })
})

test('eight bytes name a device', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 8, maxLength: 8 }), bytes => {
      expect(deviceId(bytes)).toMatch(/^[0-9a-z]{8}$/)
    }),
  )
})
