import fc from 'fast-check'
import { afterEach, describe, expect, test, vi } from 'vitest'
import {
  addDays,
  ago,
  DAY,
  dayInWords,
  dayOfIso,
  daysBetween,
  HOUR,
  isDay,
  MINUTE,
  SECOND,
  wallClock,
} from '@/lib/time'

/** Zones with the largest offsets of either sign, one with half hours, and one whose clocks change. */
const ZONES = ['UTC', 'Pacific/Kiritimati', 'Pacific/Pago_Pago', 'Asia/Kolkata', 'America/New_York']
const NOW = Date.parse('2026-08-17T23:30:00Z')

const day = fc
  .date({ min: new Date('1990-01-01T00:00:00Z'), max: new Date('2090-01-01T00:00:00Z'), noInvalidDate: true })
  .map(date => date.toISOString().slice(0, 10))

describe('isDay', () => {
  const TABLE: readonly (readonly [text: string, expected: boolean, why: string])[] = [
    ['2026-08-17', true, 'a day'],
    ['2024-02-29', true, 'a leap day'],
    ['2026-02-29', false, 'a leap day of another year'],
    ['2026-02-30', false, 'a day that February never has'],
    ['2026-13-01', false, 'month 13'],
    ['2026-00-10', false, 'month 0'],
    ['2026-8-17', false, 'one digit'],
    ['2026-08-17T00:00:00Z', false, 'a time'],
    [' 2026-08-17', false, 'a space'],
    ['', false, 'nothing'],
  ]

  test.each(TABLE)('%j: %s, %s', (text, expected) => {
    expect(isDay(text)).toBe(expected)
  })
})

describe('dayOfIso', () => {
  const TABLE: readonly (readonly [iso: string, expected: string | undefined, why: string])[] = [
    ['2026-08-17T23:59:59.000Z', '2026-08-17', 'as it is written, whatever the hour'],
    ['2026-08-17T23:59:59-11:00', '2026-08-17', 'and whatever the zone'],
    ['2026-08-17', '2026-08-17', 'a day'],
    ['2026-02-30T00:00:00Z', undefined, 'a day that does not exist'],
    ['Mon, 17 Aug 2026', undefined, 'another format'],
    ['', undefined, 'nothing'],
  ]

  test.each(TABLE)('of %j is %j: %s', (iso, expected) => {
    expect(dayOfIso(iso)).toBe(expected)
  })
})

describe('counting days', () => {
  test.each([
    ['2026-08-31', 1, '2026-09-01', 'over the end of a month'],
    ['2026-01-01', -1, '2025-12-31', 'back over the end of a year'],
    ['2024-02-28', 1, '2024-02-29', 'into a leap day'],
    ['2026-03-07', 2, '2026-03-09', 'over a change of the clocks'],
    ['2026-08-17', 0, '2026-08-17', 'nowhere'],
  ] satisfies [string, number, string, string][])('%s and %i days is %s: %s', (from, count, expected) => {
    expect(addDays(from, count)).toBe(expected)
    expect(daysBetween(from, expected)).toBe(count)
  })

  test('adding and subtracting undo each other, and days compare as texts', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: -4000, max: 4000 }), (from, count) => {
        const to = addDays(from, count)
        expect(isDay(to)).toBe(true)
        expect(daysBetween(from, to)).toBe(count)
        expect(addDays(to, -count)).toBe(from)
        expect(to > from).toBe(count > 0)
      }),
    )
  })
})

describe('wallClock', () => {
  test.each([
    ['UTC', '2026-08-17', 23 * 60 + 30, 'the time itself'],
    ['America/New_York', '2026-08-17', 19 * 60 + 30, 'summer time'],
    ['Asia/Kolkata', '2026-08-18', 5 * 60, 'the next day, half an hour off'],
    ['Pacific/Kiritimati', '2026-08-18', 13 * 60 + 30, 'fourteen hours ahead'],
  ] satisfies [string, string, number, string][])('in %s: %s, minute %i, %s', (zone, expected, minutes) => {
    expect(wallClock(NOW, zone)).toEqual({ day: expected, minutes })
  })

  test('midnight is minute 0 of its day', () => {
    expect(wallClock(Date.parse('2026-08-17T00:00:00Z'), 'UTC')).toEqual({ day: '2026-08-17', minutes: 0 })
  })

  test('of the hour that a change of the clocks repeats is the same twice', () => {
    const first = wallClock(Date.parse('2026-11-01T05:30:00Z'), 'America/New_York')
    expect(first).toEqual({ day: '2026-11-01', minutes: 90 })
    expect(wallClock(Date.parse('2026-11-01T06:30:00Z'), 'America/New_York')).toEqual(first)
  })

  test('in UTC is the time', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: 0, max: 1439 }), (day, minutes) => {
        expect(wallClock(Date.parse(`${day}T00:00:00Z`) + minutes * MINUTE, 'UTC')).toEqual({ day, minutes })
      }),
    )
  })
})

describe('dayInWords', () => {
  const TABLE: readonly (readonly [day: string, style: 'short' | 'long', expected: string, why: string])[] = [
    ['2026-08-17', 'short', 'Mon 17 Aug 2026', 'short'],
    ['2026-08-17', 'long', 'Monday 17 August 2026', 'long'],
    ['2024-02-29', 'short', 'Thu 29 Feb 2024', 'a leap day'],
    ['2026-02-30', 'short', '2026-02-30', 'a day that does not exist stays as it is'],
    ['soon', 'short', 'soon', 'and so does no day'],
  ]

  test.each(TABLE)('%s, %s: %s, %s', (day, style, expected) => {
    expect(dayInWords(day, style)).toBe(expected)
  })

  test('speaks the language asked for', () => {
    expect(dayInWords('2026-08-17', 'long', 'de-DE')).toBe('Montag 17. August 2026')
  })
})

describe('wherever the computer stands', () => {
  afterEach(() => {
    vi.unstubAllEnvs()
  })

  test.each(ZONES)('in %s days and clocks are the same', zone => {
    vi.stubEnv('TZ', zone)
    // That the zone took effect: otherwise this would prove nothing.
    expect(new Date(NOW).getHours()).toBe(Math.floor(wallClock(NOW, zone).minutes / 60))
    expect(dayInWords('2026-08-17')).toBe('Mon 17 Aug 2026')
    expect(dayOfIso('2026-08-17T00:00:00+14:00')).toBe('2026-08-17')
    expect(wallClock(NOW, 'America/New_York')).toEqual({ day: '2026-08-17', minutes: 1170 })
    expect(addDays('2026-03-07', 2)).toBe('2026-03-09')
    expect(daysBetween('2026-03-07', '2026-11-02')).toBe(240)
    expect(isDay('2026-03-08')).toBe(true)
  })
})

describe('ago', () => {
  test.each([
    [0, 'just now', 'now'],
    [-1 * HOUR, 'just now', 'the clock was put back'],
    [59 * SECOND, 'just now', 'under a minute'],
    [1 * MINUTE, '1 min ago', 'a minute'],
    [59.9 * MINUTE, '59 min ago', 'under an hour'],
    [1 * HOUR, '1 h ago', 'an hour'],
    [47.9 * HOUR, '47 h ago', 'under two days'],
    [2 * DAY, '2 days ago', 'two days'],
    [400 * DAY, '400 days ago', 'long ago'],
  ] satisfies [number, string, string][])('%i ms: %s, %s', (passed, expected) => {
    expect(ago(NOW - passed, NOW)).toBe(expected)
  })
})
