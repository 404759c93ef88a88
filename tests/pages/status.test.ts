import 'fake-indexeddb/auto'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { Corpus } from '@/lib/corpus/corpus'
import { type DigestRow, GlossDatabase, type SourceRow } from '@/lib/corpus/database'
import { PAGES_DIGEST } from '@/lib/corpus/first-digests'
import { storeBatch } from '@/lib/corpus/store'
import { savePaper } from '@/lib/library/library'
import { readStatus, type Surroundings } from '@/lib/pages/status'
import {
  digestProblemText,
  digestStateText,
  problemText,
  shareDone,
  statusText,
} from '@/lib/pages/status-words'
import { paperOf } from '@/lib/papers/merge'

const NOW = Date.parse('2026-08-20T12:00:00Z')
const MINUTE = 60_000
const AROUND: Surroundings = {
  settings: { syncOn: true, syncMetered: false },
  online: true,
  metered: false,
}

let count = 0
let db: GlossDatabase
let corpus: Corpus

beforeEach(() => {
  db = new GlossDatabase(`status-${++count}`)
  corpus = new Corpus(db)
})
afterEach(() => db.close())

const paper = (n: number) =>
  paperOf({ ids: [`arxiv:2602.${String(10_000 + n)}`], title: `Paper number ${n} on lanterns`, seen: 1 })
const state = (digest: string, row: Partial<SourceRow>): SourceRow => ({
  digest,
  phase: 'idle',
  failures: 0,
  ...row,
})
const follow = (row: Partial<DigestRow> & Pick<DigestRow, 'digest'>) =>
  db.digests.put({
    kind: 'arxiv-feed',
    url: 'https://rss.arxiv.org/rss/cs.LG',
    title: 'arXiv cs.LG',
    order: 2,
    paused: false,
    added: 1,
    ...row,
  })
const store = (papers: number) =>
  storeBatch(db, { papers: Array.from({ length: papers }, (_, n) => paper(n)) })
const read = (around: Partial<Surroundings> = {}) => readStatus(corpus, { ...AROUND, ...around })
const text = async (around: Partial<Surroundings> = {}) => statusText(await read(around), NOW)
const digests = async () =>
  (await read()).digests.map(digest => [digest.row.digest, digestStateText(digest, NOW)])

describe('the status in words', () => {
  test('before anything was fetched', async () => {
    expect(await text()).toBe('Not synced yet')
    expect(await digests()).toEqual([
      ['hf', 'Not synced yet'],
      ['starter', 'Came with Gloss'],
    ])
  })

  test('while papers arrive, with numbers', async () => {
    await store(45)
    await db.sources.put(
      state('hf', { phase: 'running', papers: 12, progress: { done: 3, all: 1234, expected: 13_000 } }),
    )
    const status = await read()
    expect(status).toMatchObject({
      papers: 45,
      syncing: true,
      progress: { papers: 45, expected: 13_000, done: 3, all: 1234 },
    })
    expect(statusText(status, NOW)).toBe('45 of about 13,000 papers, newest first')
    expect(shareDone(status.progress)).toBeCloseTo(3 / 1234)
    expect((await digests())[0]).toEqual(['hf', '12 of about 13,000 papers · 3 of 1,234 days'])
  })

  test('when all is there', async () => {
    await db.sources.put(
      state('hf', {
        papers: 4812,
        lastSuccess: NOW - 2 * MINUTE,
        progress: { done: 9, all: 9, expected: 4812 },
      }),
    )
    expect(await text()).toBe('Synced 2 min ago')
    expect((await digests())[0]).toEqual(['hf', 'Synced 2 min ago · 4,812 papers'])
    expect(shareDone((await read()).progress)).toBeNull()
  })

  test.each<[Partial<Surroundings>, string]>([
    [{ settings: { syncOn: false, syncMetered: false } }, 'Sync is off'],
    [{ online: false }, 'Offline. Everything here goes on working; the 3 papers are kept'],
    [{ metered: true }, 'Sync rests while the connection is metered'],
    [{ metered: true, settings: { syncOn: true, syncMetered: true } }, 'Synced just now'],
  ])('%j: %s', async (around, expected) => {
    await store(3)
    await db.sources.put(state('hf', { lastSuccess: NOW }))
    expect(await text(around)).toBe(expected)
  })

  test('nothing to fetch', async () => {
    await db.digests.update('hf', { paused: true })
    expect(await text()).toBe('Every digest is paused')
    await db.digests.update('hf', { removing: 'keep papers' })
    expect(await text()).toBe('No digest is followed')
    expect((await digests()).map(([id]) => id)).toEqual(['starter'])
  })
})

describe('several digests', () => {
  test('stand in the reader’s order, each with its own state', async () => {
    await follow({ digest: 'lg', order: -1, paused: true })
    await follow({ digest: 'cl', title: 'arXiv cs.CL', order: 7 })
    await follow({ digest: 'details', kind: 'arxiv-details', order: 8 })
    await db.digests.put(PAGES_DIGEST)
    await db.parts.bulkPut([
      { digest: 'pages', part: 'a.html', papers: ['arxiv:2602.10001', 'arxiv:2602.10002'] },
      { digest: 'pages', part: 'b.html', papers: ['arxiv:2602.10002'] },
    ])
    await db.sources.bulkPut([
      state('lg', { papers: 300, lastSuccess: NOW - 5 * MINUTE }),
      state('cl', { phase: 'running', papers: 1, progress: { done: 1, all: 4, expected: 1 } }),
      state('details', { lastSuccess: NOW }),
    ])
    expect(await digests()).toEqual([
      ['lg', 'Paused · 300 papers'],
      ['hf', 'Not synced yet'],
      ['starter', 'Came with Gloss'],
      ['cl', 'Syncing · 1 paper'],
      ['details', 'Synced just now'],
      ['pages', 'Added by you · 2 papers'],
    ])
  })

  test('count together: what each lacks comes on top of what is here', async () => {
    await store(10)
    await follow({ digest: 'lg' })
    await follow({ digest: 'off', paused: true })
    await db.sources.bulkPut([
      state('hf', {
        papers: 8,
        lastSuccess: NOW - 9 * MINUTE,
        progress: { done: 1, all: 10, expected: 100 },
      }),
      state('lg', { papers: 2, lastSuccess: NOW - MINUTE, progress: { done: 1, all: 2, expected: 50 } }),
      state('off', { lastSuccess: NOW, progress: { done: 0, all: 500, expected: 9000 } }),
    ])
    const status = await read()
    expect(status.progress).toEqual({ papers: 10, expected: 150, done: 2, all: 12 })
    expect(status.lastSuccess).toBe(NOW - MINUTE)
  })

  test('the reading list is counted', async () => {
    await savePaper(db, paper(1), { now: NOW })
    expect(await read()).toMatchObject({ papers: 1, saved: 1 })
  })
})

describe('a problem', () => {
  const problem = { message: 'huggingface.co is having trouble (error 503)', at: NOW }

  test.each([
    [NOW + 40_000, 'Gloss tries again in a minute.'],
    [NOW + 20 * MINUTE, 'Gloss tries again in 20 minutes.'],
    [NOW + 180 * MINUTE, 'Gloss tries again in 3 hours.'],
    [NOW - MINUTE, 'Gloss tries again by itself.'],
    [undefined, 'Gloss tries again by itself.'],
  ])('with the next attempt at %s: %s', async (retryAt, next) => {
    await store(61)
    await db.sources.put(state('hf', { phase: 'waiting', problem, ...(retryAt && { retryAt }) }))
    expect(problemText(await read(), NOW)).toBe(
      `huggingface.co is having trouble (error 503). The 61 papers already here are kept. ${next}`,
    )
  })

  test('names its digest where there are more, and is of the first that has one', async () => {
    await follow({ digest: 'lg', order: 4 })
    await follow({ digest: 'cl', order: 3, title: 'arXiv cs.CL' })
    await db.sources.bulkPut([
      state('lg', { papers: 7, problem: { message: 'rss.arxiv.org could not be reached', at: NOW } }),
      state('cl', { problem: { message: 'rss.arxiv.org asks Gloss to slow down', at: NOW } }),
    ])
    const status = await read()
    expect(problemText(status, NOW)).toBe(
      'arXiv cs.CL: rss.arxiv.org asks Gloss to slow down. Nothing was lost. Gloss tries again by itself.',
    )
    expect(status.digests.map(digest => digestProblemText(digest, NOW))).toEqual([
      null,
      null,
      'rss.arxiv.org asks Gloss to slow down. Nothing was lost. Gloss tries again by itself.',
      'rss.arxiv.org could not be reached. The 7 papers already here are kept. Gloss tries again by itself.',
    ])
  })

  test('of a digest that is paused is none', async () => {
    await db.sources.put(state('hf', { problem }))
    await db.digests.update('hf', { paused: true })
    const status = await read()
    expect(problemText(status, NOW)).toBeNull()
    expect(status.digests.map(digest => digestProblemText(digest, NOW))).toEqual([null, null])
  })
})
