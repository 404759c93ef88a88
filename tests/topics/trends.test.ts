import { describe, expect, test } from 'vitest'
import { monthInWords, riseInWords, shareInWords } from '@/lib/topics/in-words'
import { riseOf, risingTopics, sharesByMonth } from '@/lib/topics/trends'
import type { Topic } from '@/lib/topics/vocabulary'

const TOTALS = { months: [100, 200, 0], recent: 500, before: 4000 }

function topic(label: string, recent: number, before: number): Topic {
  return { key: label, label, kind: 'topic', papers: recent + before, months: [], recent, before }
}

describe('a topic rises', () => {
  const TABLE: readonly (readonly [recent: number, before: number, rises: boolean, why: string])[] = [
    [30, 40, true, 'six times its share'],
    [20, 0, true, 'new, and in many papers'],
    [8, 0, true, 'new, in some papers'],
    [5, 0, false, 'new, in a few papers: of thousands there are always such'],
    [5, 15, false, 'a few papers may be an accident'],
    [4, 0, false, 'too few'],
    [10, 80, false, 'the same share'],
    [12, 80, false, 'a little more'],
    [200, 1000, true, 'a little more of a great deal'],
    [1, 400, false, 'a fall'],
    [0, 0, false, 'nothing at all'],
  ]
  test.each(TABLE)('with %i papers lately and %i before: %j, %s', (recent, before, rises) => {
    const rising = risingTopics([topic('a', recent, before)], TOTALS, 10)
    expect(rising.map(one => one.topic.label)).toEqual(rises ? ['a'] : [])
  })

  test('the surest first, and only so many', () => {
    const topics = [
      topic('some', 20, 20),
      topic('most', 100, 20),
      topic('none', 5, 40),
      topic('least', 15, 20),
    ]
    expect(risingTopics(topics, TOTALS, 2).map(one => one.topic.label)).toEqual(['most', 'some'])
    expect(risingTopics(topics, TOTALS, 2)[0]?.times).toBeCloseTo(100 / 500 / (20 / 4000))
  })

  test('never where there are too few papers to tell', () => {
    expect(risingTopics([topic('a', 30, 1)], { ...TOTALS, recent: 40 }, 10)).toEqual([])
    expect(risingTopics([topic('a', 30, 1)], { ...TOTALS, before: 40 }, 10)).toEqual([])
  })
})

test('a rise turns round with the shares, and nothing has none', () => {
  const [rise, fall] = [riseOf(topic('a', 60, 100), TOTALS), riseOf(topic('a', 5, 300), TOTALS)]
  expect(rise).toBeGreaterThan(3)
  expect(fall).toBeLessThan(-3)
  expect(riseOf(topic('a', 0, 0), TOTALS)).toBe(0)
  expect(riseOf(topic('a', 0, 0), { months: [], recent: 0, before: 0 })).toBe(0)
})

test('shares are of the papers of each month', () => {
  expect(sharesByMonth({ months: [10, 50, 3] }, TOTALS)).toEqual([0.1, 0.25, 0])
  expect(sharesByMonth({ months: [] }, TOTALS)).toEqual([])
  // Of a month with few papers each would be a peak.
  expect(sharesByMonth({ months: [5, 5] }, { months: [19, 20] })).toEqual([0, 0.25])
})

describe('in words', () => {
  test.each([
    [2.44, '2.4×'],
    [14.6, '15×'],
    [Number.POSITIVE_INFINITY, 'new'],
  ])('%d times is %j', (times, words) => expect(riseInWords(times)).toBe(words))
  test.each([
    [0, '0 %'],
    [0.0002, 'under 0.1 %'],
    [0.004, '0.4 %'],
    [0.125, '13 %'],
    [1, '100 %'],
  ])('%d is %j', (share, words) => expect(shareInWords(share)).toBe(words))
  test('a month has its name', () => expect(monthInWords('2026-03')).toBe('Mar 2026'))
})
