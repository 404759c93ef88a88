import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  copyDocument,
  copyFacts,
  emptyFacts,
  FLAGS,
  packBound,
  packDay,
  packFacts,
  setFacts,
  yearOfPacked,
} from '@/lib/search/facts'
import { addDays } from '@/lib/time'
import { facts } from './random'

const NOTHING = { code: false, project: false, summary: false }

describe('days', () => {
  test.each<[string | undefined, number, string]>([
    [undefined, 0, 'unknown'],
    ['1899-12-31', 0, 'before the first'],
    ['1900-01-01', 1, 'the first'],
    ['1970-01-01', 25_568, 'the beginning of time'],
    ['2024-02-29', 45_350, 'a leap day'],
    ['2079-06-05', 65_535, 'the last'],
    ['2079-06-06', 0, 'after the last'],
    ['2026-13-01', 0, 'no day at all'],
  ])('%s is %i: %s', (day, expected) => {
    expect(packDay(day)).toBe(expected)
  })

  test('are in order, one a day, and know their year', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 65_533 }), offset => {
        const day = addDays('1900-01-01', offset)
        expect(packDay(day)).toBe(1 + offset)
        expect(packBound(day)).toBe(1 + offset)
        expect(yearOfPacked(1 + offset)).toBe(Number(day.slice(0, 4)))
      }),
    )
    expect(yearOfPacked(0)).toBeUndefined()
  })

  test('to compare with may be before or after all that there are', () => {
    expect(packBound('1850-01-01')).toBeLessThan(1)
    expect(packBound('2999-12-31')).toBeGreaterThan(65_535)
  })
})

describe('facts', () => {
  test.each<[number | undefined, number, string]>([
    [undefined, 0, 'unknown'],
    [0, 1, 'none'],
    [1, 2, 'one'],
    [65_534, 65_535, 'the most that is counted'],
    [1_000_000, 65_535, 'more than that'],
    [-3, 1, 'fewer than none'],
    [2.6, 4, 'a part of one'],
  ])('%s upvotes are %i: %s', (upvotes, expected) => {
    expect(packFacts([{ ...NOTHING, upvotes }]).upvotes[0]).toBe(expected)
  })

  test('say whether they were changed', () => {
    fc.assert(
      fc.property(facts, facts, (before, after) => {
        const columns = packFacts([NOTHING, before, NOTHING])
        const untouched = copyFacts(columns)
        const changed = setFacts(columns, 1, after)
        expect(columns).toEqual(packFacts([NOTHING, after, NOTHING]))
        expect(changed).toBe(JSON.stringify(columns) !== JSON.stringify(untouched))
        expect(setFacts(columns, 1, after)).toBe(false)
      }),
    )
  })

  test('are copied for one document, its death with them, and the copy is its own', () => {
    const from = packFacts([{ code: true, project: false, summary: true, date: '2026-02-26', upvotes: 7 }])
    from.dead[0] = 1
    const to = emptyFacts(2)
    copyDocument(from, 0, to, 1)
    expect([to.dead[1], to.dates[1], to.upvotes[1], to.flags[1]]).toEqual([
      1,
      packDay('2026-02-26'),
      8,
      FLAGS.code | FLAGS.summary,
    ])
    expect([to.dead[0], to.dates[0], to.upvotes[0], to.flags[0]]).toEqual([0, 0, 0, 0])
    const copy = copyFacts(from)
    copy.dead[0] = 0
    expect(from.dead[0]).toBe(1)
  })
})
