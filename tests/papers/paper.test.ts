import { describe, expect, test } from 'vitest'
import {
  bestSummary,
  dateOf,
  type Listing,
  latestListing,
  type Paper,
  type Summary,
  topicLabels,
  upvotesOf,
  yearOf,
} from '@/lib/papers/paper'

const hf = (rest: Partial<Listing>): Listing => ({ digest: 'hf', day: '2026-08-17', seen: 1, ...rest })
const says = (digest: string, seen: number): Summary => ({ digest, text: `${digest} at ${seen}`, seen })

describe('bestSummary', () => {
  const TABLE: readonly (readonly [summaries: Summary[], expected: string | undefined, why: string])[] = [
    [[], undefined, 'there is none'],
    [[says('hf', 9), says('starter', 1)], 'starter at 1', 'the hand-written one, however old'],
    [[says('lab', 9), says('hf', 1)], 'hf at 1', 'a known digest before others'],
    [[says('lab', 1), says('else', 2)], 'else at 2', 'of others the latest'],
  ]

  test.each(TABLE)('of %j is %j: %s', (summaries, expected) => {
    expect(bestSummary({ summaries })?.text).toBe(expected)
  })
})

test('topicLabels: each spelling once, the shortest list first', () => {
  const lists = [
    { digest: 'a', labels: ['Diffusion', 'Video', 'Speed'], seen: 1 },
    { digest: 'b', labels: ['video', 'Motion'], seen: 1 },
  ]
  expect(topicLabels({ topicLists: lists })).toEqual(['video', 'Motion', 'Diffusion', 'Speed'])
})

test('latestListing: the latest day, and on it the latest observation', () => {
  const listings = [
    hf({ seen: 9 }),
    hf({ day: '2026-08-18', seen: 2 }),
    hf({ day: '2026-08-18', digest: 'lab', seen: 3 }),
  ]
  expect(latestListing({ listings })).toEqual(listings[2])
  expect(latestListing({ listings: [] })).toBeUndefined()
})

describe('upvotesOf', () => {
  const TABLE: readonly (readonly [listings: Listing[], expected: number | undefined, why: string])[] = [
    [[], undefined, 'not listed'],
    [[hf({})], undefined, 'listed by a digest that counts none'],
    [[hf({ upvotes: 0 })], 0, 'none is a number'],
    [[hf({ upvotes: 9, seen: 1 }), hf({ upvotes: 4, seen: 2 }), hf({ seen: 3 })], 4, 'as last counted'],
    [[hf({ upvotes: 4 }), hf({ upvotes: 9 })], 9, 'of the same second the higher'],
  ]

  test.each(TABLE)('of %j is %j: %s', (listings, expected) => {
    expect(upvotesOf({ listings })).toBe(expected)
  })
})

describe('yearOf', () => {
  const TABLE: readonly (readonly [
    paper: Parameters<typeof yearOf>[0],
    expected: number | undefined,
    why: string,
  ])[] = [
    [{ id: 'arxiv:2401.00001', published: '2023-12-31', listings: [] }, 2023, 'as published'],
    [{ id: 'arxiv:2401.00001', listings: [] }, 2024, 'of the arXiv number'],
    [{ id: 'arxiv:hep-th/9901001', listings: [] }, 1999, 'of an old one'],
    [{ id: 'arxiv:math/0309136', listings: [] }, 2003, 'of one between'],
    [{ id: 'acl:P18-1001', listings: [hf({})] }, 2026, 'of the listing'],
    [{ id: 'acl:P18-1001', listings: [] }, undefined, 'unknown'],
  ]

  test.each(TABLE)('of %j is %j: %s', (paper, expected) => {
    expect(yearOf(paper)).toBe(expected)
  })
})

test.each<[paper: Partial<Paper>, year: number | undefined, day: string | undefined, why: string]>([
  [{ appeared: '2019' }, 2019, '2019-01-01', 'the year that is said'],
  [{ appeared: '2019-06' }, 2019, '2019-06-01', 'the month that is said'],
  [{ appeared: '2019-06', published: '2019-06-12' }, 2019, '2019-06-12', 'the day before the month'],
  [
    { appeared: '2019', id: 'arxiv:1706.03762' },
    2019,
    '2017-06-01',
    'the month of the number before the year',
  ],
  [{ appeared: '2019', listings: [hf({})] }, 2019, '2019-01-01', 'what is said before what was listed'],
])('%j appeared in %s, on %s: %s', (paper, year, day) => {
  const whole = { id: 'doi:10.1000/a' as const, listings: [], ...paper }
  expect([yearOf(whole), dateOf(whole)]).toEqual([year, day])
})
