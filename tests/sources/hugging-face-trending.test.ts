import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { huggingFaceTrending } from '@/lib/sources/hugging-face-trending'
import { type Followed, MalformedBody, type Mark, type Step } from '@/lib/sources/source'
import { DAY, HOUR } from '@/lib/time'
import { answerOf, arxivNumber, dailyEntry } from './daily-entry'

const NOW = Date.parse('2026-08-20T12:00:00Z')
const SEEN = NOW / 1000
const LIST = 'https://huggingface.co/api/daily_papers?sort=trending&limit=100'
const digest: Followed = {
  id: 'trending-1',
  kind: 'hugging-face-trending',
  url: 'https://huggingface.co/papers/trending',
  title: 'Hugging Face trending',
}
const step: Step = { part: '', url: () => LIST }

function plan(mark?: Mark, now = NOW): Step | null {
  const marks = new Map<string, Mark>(mark ? [['', mark]] : [])
  return huggingFaceTrending.plan({ digest, now, from: '2023-05-04', marks })
}

function read(value: unknown, nextPage = false) {
  return huggingFaceTrending.read(answerOf(value, nextPage), step, digest, SEEN, 0)
}

describe('the ranking is asked for', () => {
  test.each<[string, Mark | undefined, boolean]>([
    ['at first', undefined, true],
    ['not again at once', { fetched: NOW }, false],
    ['not before two hours are over', { fetched: NOW - 2 * HOUR + 1 }, false],
    ['after two hours', { fetched: NOW - 2 * HOUR }, true],
    ['after a year', { fetched: NOW - 365 * DAY }, true],
    ['when the reader asks for news', { fetched: 0 }, true],
    ['where a clock that was ahead fetched it', { fetched: NOW + 30 * DAY }, true],
    ['not where one ahead by minutes did', { fetched: NOW + HOUR / 2 }, false],
    ['not while it is put off', { retryAt: NOW + 1 }, false],
    ['not while it is put off, though it is old', { fetched: 0, retryAt: NOW + HOUR }, false],
    ['when it is put off no more', { retryAt: NOW }, true],
    ['where a clock that was ahead put it off for years', { retryAt: NOW + 400 * DAY }, true],
  ])('%s', (_, mark, expected) => {
    expect(plan(mark) !== null).toBe(expected)
  })

  test('as one list without days, whole in one request', () => {
    const planned = plan()
    expect(planned).toMatchObject({ part: '' })
    expect(planned).not.toHaveProperty('days')
    expect(planned?.url(0)).toBe(LIST)
  })

  test('once in a run, whatever the clock and the marks', () => {
    const times = fc.option(fc.integer({ min: -8e12, max: 8e12 }), { nil: undefined })
    fc.assert(
      fc.property(times, times, fc.integer({ min: 0, max: 8e12 }), (fetched, retryAt, now) => {
        const mark = { ...(fetched !== undefined && { fetched }), ...(retryAt !== undefined && { retryAt }) }
        plan(mark, now)
        expect(plan({ fetched: now }, now)).toBeNull()
        expect(plan({ fetched: now }, now + 2 * HOUR)).not.toBeNull()
      }),
    )
  })
})

describe('the ranking', () => {
  test('gives each paper its place, no day, and keeps the order', () => {
    const reading = read([
      dailyEntry('2602.00003', { upvotes: 5 }),
      dailyEntry('2506.00001', { upvotes: 900, submittedOnDailyAt: '2025-06-03T00:00:00.000Z' }),
      dailyEntry('2602.00002', { submittedOnDailyAt: undefined }),
    ])
    expect(reading.papers.map(({ id, listings }) => [id, listings])).toEqual([
      [
        'arxiv:2602.00003',
        [{ digest: 'trending-1', rank: 1, upvotes: 5, comments: 2, by: 'Cleo Lister', seen: SEEN }],
      ],
      [
        'arxiv:2506.00001',
        [{ digest: 'trending-1', rank: 2, upvotes: 900, comments: 2, by: 'Cleo Lister', seen: SEEN }],
      ],
      [
        'arxiv:2602.00002',
        [{ digest: 'trending-1', rank: 3, upvotes: 12, comments: 2, by: 'Cleo Lister', seen: SEEN }],
      ],
    ])
    expect(reading).toMatchObject({ ordered: true, rejected: [] })
  })

  test('is a paper in full, filed under the digest', () => {
    expect(read([dailyEntry('2602.00001')]).papers[0]).toMatchObject({
      title: 'Paper 2602.00001 on lanterns',
      abstract: 'We study lanterns. They glow at night.',
      authors: ['Ada Example', 'Bo Sample'],
      summaries: [{ digest: 'trending-1', text: 'Lanterns glow.' }],
      topicLists: [{ digest: 'trending-1', labels: ['lanterns', 'night vision'] }],
    })
  })

  test('leaves out what cannot be read, names it, and leaves its place free', () => {
    const { papers, rejected } = read([dailyEntry('2602.00001'), { paper: {} }, dailyEntry('2602.00003')])
    expect(papers.map(({ listings }) => listings[0]?.rank)).toEqual([1, 3])
    expect(rejected).toHaveLength(1)
    expect(rejected[0]).toContain('Entry 2 of the ranking: paper.id')
  })

  test('has a paper that it names twice once, at its first place', () => {
    const { papers } = read([
      dailyEntry('2602.00001'),
      dailyEntry('2602.00002'),
      dailyEntry('2602.00001v2', { upvotes: 99 }),
    ])
    expect(papers.map(({ id, listings }) => [id, listings.map(({ rank }) => rank)])).toEqual([
      ['arxiv:2602.00001', [1]],
      ['arxiv:2602.00002', [2]],
    ])
  })

  test('ends with its first hundred: what comes after is no longer what is read most', () => {
    const entries = Array.from({ length: 100 }, (_, n) => dailyEntry(arxivNumber(n + 1)))
    const reading = read(entries, true)
    expect(reading.papers).toHaveLength(100)
    expect(reading.papers.at(-1)?.listings[0]?.rank).toBe(100)
    expect(reading.more ?? false).toBe(false)
  })

  test('may be empty', () => {
    expect(read([])).toEqual({ papers: [], rejected: [], ordered: true })
  })

  test.each<[string, unknown]>([
    ['an error object', { error: 'Invalid sort' }],
    ['null', null],
    ['a web page', '<!doctype html>'],
    ['a list that breaks off', '[{"paper":'],
    ['only malformed entries', [null, { paper: {} }]],
  ])('that is %s is malformed', (_, value) => {
    expect(() => read(typeof value === 'string' ? value : JSON.stringify(value))).toThrow(MalformedBody)
  })

  test('knows the page of a paper', () => {
    expect(huggingFaceTrending.discussionUrl?.('2503.02130')).toBe('https://huggingface.co/papers/2503.02130')
  })
})
