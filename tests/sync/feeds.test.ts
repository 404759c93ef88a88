import 'fake-indexeddb/auto'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { Corpus } from '@/lib/corpus/corpus'
import { GlossDatabase } from '@/lib/corpus/database'
import { glossDigest } from '@/lib/sources/gloss-digest'
import { type SyncOutcome, syncDigest } from '@/lib/sync/sync'
import { HOUR, MINUTE } from '@/lib/time'
import { arxivNumber, dailyEntry } from '../sources/daily-entry'
import { type Clock, DailyServer, syncDefault, syncTools } from './daily-server'
import { FEED_URL, feedDigest, feedEntry, publish, StaticHost, sha256 } from './static-host'

const TODAY = '2026-02-26'
const NOON = Date.parse(`${TODAY}T12:00:00Z`)

let count = 0
let db: GlossDatabase
let clock: Clock
let host: StaticHost

beforeEach(() => {
  db = new GlossDatabase(`feeds-${++count}`)
  clock = { now: NOON }
  host = new StaticHost()
})

afterEach(() => db.close())

function run(atOnce = false): Promise<SyncOutcome> {
  const tools = syncTools(db, host, clock)
  return syncDigest(feedDigest, glossDigest, tools, new AbortController().signal, { from: TODAY, atOnce })
}

const shard = (name: string) => new URL(name, FEED_URL).href
const state = () => db.sources.get('dlab')
const entries = (from: number, length: number) =>
  Array.from({ length }, (_, n) =>
    feedEntry(`arxiv:${arxivNumber(from + n)}`, { listed: { day: TODAY, upvotes: from + n } }),
  )
const FOUR = {
  'a.json': entries(1, 5),
  'b.json': entries(11, 5),
  'c.json': entries(21, 5),
  'd.json': entries(31, 5),
}

describe('a manifest of shards', () => {
  test('is loaded whole, and found', async () => {
    publish(host, FOUR)
    expect(await run()).toEqual({ done: true })
    expect(host.asked[0]).toBe(FEED_URL)
    expect(new Set(host.asked.slice(1))).toEqual(new Set(Object.keys(FOUR).map(shard)))
    expect(await db.papers.count()).toBe(20)
    expect(await state()).toMatchObject({
      phase: 'idle',
      papers: 20,
      progress: { done: 5, all: 5, expected: 20 },
    })
    const found = await new Corpus(db).search({ query: 'lanterns 00033', limit: 5 })
    expect(found.papers[0]?.id).toBe('arxiv:2602.00033')
    expect((await db.days.get(['dlab', TODAY]))?.papers).toHaveLength(20)
  })

  test('is asked for again after hours, by its ETag, and its shards are not', async () => {
    publish(host, FOUR)
    await run()
    const asked = host.asked.length
    clock.now += 5 * HOUR
    await run()
    expect(host.asked.length).toBe(asked)
    clock.now += 2 * HOUR
    await run()
    expect(host.asked.slice(asked)).toEqual([`${FEED_URL} 304`])
  })

  test('of which one shard changed costs two requests, and brings what is new', async () => {
    publish(host, FOUR)
    await run()
    const asked = host.asked.length
    publish(host, { ...FOUR, 'c.json': [...entries(21, 5), feedEntry('arxiv:2602.00099')] })
    clock.now += 2 * MINUTE
    await run(true)
    expect(host.asked.slice(asked)).toEqual([FEED_URL, shard('c.json')])
    expect(await db.papers.count()).toBe(21)
    expect((await state())?.papers).toBe(21)
  })

  test('keeps the papers of a shard that it no longer names', async () => {
    publish(host, FOUR)
    await run()
    const { 'b.json': _, ...three } = FOUR
    publish(host, three)
    clock.now += 2 * MINUTE
    await run(true)
    expect(await db.papers.count()).toBe(20)
    expect(await db.parts.get(['dlab', shard('b.json')])).toBeUndefined()
  })

  test('refuses a shard with another SHA-256 whole, says so, and takes the rest', async () => {
    publish(host, FOUR)
    host.files.set(shard('b.json'), JSON.stringify({ papers: entries(500, 5) }))
    expect(await run()).toEqual({ done: true })
    expect(await db.papers.count()).toBe(15)
    expect(await db.papers.get('arxiv:2602.00500')).toBeUndefined()
    expect((await state())?.problem?.message).toMatch(/b\.json of digest\.example .*SHA-256/)
    // A stale copy of a CDN mends itself.
    publish(host, FOUR)
    clock.now += 7 * HOUR
    await run()
    expect(await db.papers.count()).toBe(20)
    expect((await state())?.problem).toBeUndefined()
  })

  test('keeps what it had of a shard that cannot be had any more', async () => {
    publish(host, FOUR)
    await run()
    publish(host, { ...FOUR, 'a.json': entries(1, 6) })
    host.fault = url => (url === shard('a.json') ? new Response('', { status: 404 }) : undefined)
    clock.now += 2 * MINUTE
    await run(true)
    expect(await db.papers.count()).toBe(20)
    expect((await state())?.problem?.message).toContain('404')
  })

  test('is searchable before its second shard is asked for', async () => {
    publish(host, FOUR)
    const foundBy: number[] = []
    host.fault = () => {
      foundBy.push(host.asked.length)
      return undefined
    }
    let stored: number | undefined
    const tools = syncTools(db, host, clock)
    await syncDigest(
      feedDigest,
      glossDigest,
      {
        ...tools,
        // Work in turn is storing: the first of it ends with the manifest, the second with a shard.
        inTurn: async work => {
          const result = await work()
          stored ??= (await db.papers.count()) > 0 ? host.asked.length : undefined
          return result
        },
      },
      new AbortController().signal,
      { from: TODAY },
    )
    // The manifest, the first shard, and the one that is fetched while the first is stored.
    expect(stored).toBeLessThanOrEqual(3)
  })

  test('that is kept for some months brings nothing that would go at once again', async () => {
    publish(host, {
      'a.json': [
        feedEntry('arxiv:2602.00001', { listed: { day: TODAY } }),
        feedEntry('arxiv:2602.00002', { listed: { day: '2025-11-30' } }),
        feedEntry('arxiv:2602.00003'),
      ],
    })
    const tools = syncTools(db, host, clock)
    const wish = { from: '2025-12-01', keptFrom: '2025-12-01' }
    await syncDigest(feedDigest, glossDigest, tools, new AbortController().signal, wish)
    // One without a day is never too old.
    expect((await db.papers.toArray()).map(({ id }) => id)).toEqual(['arxiv:2602.00001', 'arxiv:2602.00003'])
    expect(await db.days.toCollection().primaryKeys()).toEqual([['dlab', TODAY]])
  })

  test('that becomes one file, and back, loses nothing', async () => {
    publish(host, FOUR)
    await run()
    host.files.set(
      FEED_URL,
      JSON.stringify({
        format: 'gloss-digest/1',
        id: 'lab',
        title: 'Lab digest',
        updated: '2026-02-27T07:00:00Z',
        papers: entries(1, 7),
      }),
    )
    clock.now += 2 * MINUTE
    await run(true)
    expect(await db.papers.count()).toBe(22)
    publish(host, FOUR)
    clock.now += 2 * MINUTE
    await run(true)
    expect(await db.papers.count()).toBe(22)
    expect((await state())?.problem).toBeUndefined()
  })
})

describe('two digests with the same papers', () => {
  test('show each paper once, with both listings', async () => {
    const server = new DailyServer([[TODAY, [1, 2, 3].map(n => dailyEntry(arxivNumber(n)))]])
    publish(host, { 'a.json': entries(2, 3) })
    await syncDefault(TODAY, syncTools(db, server, clock))
    await run()
    expect(await db.papers.count()).toBe(4)
    const both = await db.papers.get('arxiv:2602.00002')
    expect(both?.listings.map(({ digest, day }) => [digest, day])).toEqual([
      ['dlab', TODAY],
      ['hf', TODAY],
    ])
    const found = await new Corpus(db).search({ query: 'lanterns', limit: 10 })
    expect(found.papers.map(paper => paper.id).sort()).toEqual(
      [1, 2, 3, 4].map(n => `arxiv:${arxivNumber(n)}`),
    )
    for (const [digest, papers] of [
      ['hf', 3],
      ['dlab', 3],
    ] as const)
      expect((await db.sources.get(digest))?.papers).toBe(papers)
  })
})

test('the checksum is that of the bytes', () => {
  expect(sha256('')).toMatch(/^e3b0c442/)
})
