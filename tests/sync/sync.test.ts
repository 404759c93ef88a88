import 'fake-indexeddb/auto'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { Corpus } from '@/lib/corpus/corpus'
import { GlossDatabase } from '@/lib/corpus/database'
import { huggingFace } from '@/lib/sources/hugging-face'
import { type Hosts, Pace } from '@/lib/sync/pace'
import { type SyncOutcome, syncDigest } from '@/lib/sync/sync'
import type { SyncTools } from '@/lib/sync/tools'
import { addDays, DAY, type Day, HOUR, MINUTE, SECOND } from '@/lib/time'
import { arxivNumber, type DailyEntry, dailyEntry } from '../sources/daily-entry'
import { type Clock, DailyServer, defaultDigest, syncDefault, syncTools } from './daily-server'

const NOON = Date.parse('2026-02-26T12:00:00Z')
const TODAY = '2026-02-26'

let count = 0
let db: GlossDatabase
let clock: Clock

beforeEach(() => {
  db = new GlossDatabase(`sync-${++count}`)
  clock = { now: NOON }
})

afterEach(() => db.close())

/** The last `days` days up to today with one paper each, whose title names its day. */
function quietDays(days: number): [Day, DailyEntry[]][] {
  return Array.from({ length: days }, (_, n) => {
    const day = addDays(TODAY, -n)
    return [day, [dailyEntry(arxivNumber(n + 1), { title: `Lanterns of ${day} in the harbour` })]]
  })
}

function run(
  server: DailyServer,
  from: Day,
  tools: Partial<SyncTools> = {},
  atOnce = false,
): Promise<SyncOutcome> {
  const all = { ...syncTools(db, server, clock), ...tools }
  return syncDefault(from, all, undefined, atOnce)
}

async function storedTitles(): Promise<string[]> {
  return (await db.papers.toArray()).map(paper => paper.title).sort()
}

async function fetchedDays(): Promise<Day[]> {
  return (await db.days.toArray()).filter(row => row.fetched !== undefined).map(row => row.day)
}

const sourceRow = () => db.sources.get('hf')
const dayRow = (day: Day) => db.days.get(['hf', day])

/** A host that lets two requests through at once, then one a second. */
function slowHosts(): Hosts {
  const pace = new Pace(NOON, { burst: 2, interval: SECOND })
  return {
    take: (_: string, now: number) => pace.take(now),
    hold: () => undefined,
    note: () => undefined,
  } as unknown as Hosts
}

describe('a sync where all goes well', () => {
  test('fetches every day back to the start, newest first, and says that it is done', async () => {
    const server = new DailyServer(quietDays(20))
    const from = addDays(TODAY, -19)
    expect(await run(server, from)).toEqual({ done: true })
    // This server knows no weeks: it is asked for one, and its days one by one after that.
    expect(server.asked.filter(asked => !asked.includes('W'))).toEqual(
      Array.from({ length: 20 }, (_, n) => addDays(TODAY, -n)),
    )
    expect(server.asked.length).toBe(21)
    expect(await storedTitles()).toEqual(
      Array.from({ length: 20 }, (_, n) => `Lanterns of ${addDays(from, n)} in the harbour`),
    )
    expect(await sourceRow()).toEqual({
      digest: 'hf',
      phase: 'idle',
      failures: 0,
      lastSuccess: NOON,
      papers: 20,
      progress: { done: 20, all: 20, expected: 20 },
    })
    // A segment for every day would make each search open them all.
    expect(await db.documents.count()).toBeLessThan(8)
  })

  test('has the newest day found before the second is asked for', async () => {
    const server = new DailyServer(quietDays(3))
    const found: number[] = []
    const corpus = new Corpus(db)
    const answer = server.fetch
    const fetch: typeof server.fetch = async (url, options) => {
      found.push((await corpus.search({ query: `lanterns ${TODAY}`, limit: 5 })).total)
      return answer(url, options)
    }
    await syncDefault(addDays(TODAY, -2), { ...syncTools(db, { fetch }, clock) })
    expect(found).toEqual([0, 1, 1])
  })

  test('stores a day with its papers in their order and the time it was fetched', async () => {
    const list = [3, 1, 2].map(n => dailyEntry(arxivNumber(n)))
    await run(new DailyServer([[TODAY, list]]), TODAY)
    expect(await dayRow(TODAY)).toEqual({
      digest: 'hf',
      day: TODAY,
      papers: ['arxiv:2602.00003', 'arxiv:2602.00001', 'arxiv:2602.00002'],
      fetched: NOON,
      version: { sum: expect.any(String) },
    })
  })

  test('keeps days without papers, so that they are not asked for again', async () => {
    const server = new DailyServer([])
    await run(server, addDays(TODAY, -2))
    await run(server, addDays(TODAY, -2))
    expect(server.asked).toHaveLength(3)
    expect(await db.days.count()).toBe(3)
  })

  test('fetches recent days again later and takes in what is new', async () => {
    const [before, after] = [
      dailyEntry('2602.00001', { upvotes: 3, ai_summary: undefined }),
      dailyEntry('2602.00001', { upvotes: 40, ai_summary: 'Beacons shine brightly.' }),
    ]
    const server = new DailyServer([[TODAY, [before]]])
    await run(server, TODAY)
    server.lists.set(TODAY, [after, dailyEntry('2602.00002')])
    clock.now += 2 * HOUR
    expect(await run(server, TODAY)).toEqual({ done: true })
    expect(server.asked).toEqual([TODAY, TODAY])
    const paper = await db.papers.get('arxiv:2602.00001')
    expect(paper?.listings.map(listing => listing.upvotes)).toEqual([40])
    const found = await new Corpus(db).search({ query: 'beacons', limit: 10 })
    expect(found.papers.map(({ id }) => id)).toEqual(['arxiv:2602.00001'])
    expect(await db.papers.count()).toBe(2)
  })

  test('with nothing to do leaves the last success as it is', async () => {
    const server = new DailyServer(quietDays(1))
    await run(server, TODAY)
    clock.now += MINUTE
    expect(await run(server, TODAY)).toEqual({ done: true })
    expect(await sourceRow()).toMatchObject({ phase: 'idle', lastSuccess: NOON })
  })

  test('waits as the pace says and beats before every request', async () => {
    const server = new DailyServer(quietDays(5))
    const waits: number[] = []
    let beats = 0
    await run(server, addDays(TODAY, -4), {
      hosts: slowHosts(),
      sleep: async milliseconds => {
        waits.push(milliseconds)
        clock.now += milliseconds
      },
      heartbeat: () => {
        beats++
        expect(server.asked).toHaveLength(beats - 1)
      },
    })
    expect(waits).toEqual([SECOND, SECOND, SECOND])
    expect(beats).toBe(5)
  })
})

describe('a day of several pages', () => {
  const many = (length: number) => Array.from({ length }, (_, n) => dailyEntry(arxivNumber(n + 1)))

  test('is fetched whole and stored in one piece', async () => {
    const server = new DailyServer([[TODAY, many(73)]])
    server.pageSize = 50
    await run(server, TODAY)
    expect(server.asked).toEqual([TODAY, `${TODAY} p1`])
    expect((await dayRow(TODAY))?.papers).toEqual(
      Array.from({ length: 73 }, (_, n) => `arxiv:${arxivNumber(n + 1)}`),
    )
    expect(await db.papers.count()).toBe(73)
  })

  test('has a paper once that moved to the next page between two requests', async () => {
    const server = new DailyServer([[TODAY, [...many(50), ...many(60).slice(49)]]])
    server.pageSize = 50
    await run(server, TODAY)
    expect((await dayRow(TODAY))?.papers).toHaveLength(60)
  })

  test('ends where a server repeats one page for ever, and names a bad entry of it once', async () => {
    const server = new DailyServer([])
    server.fault = () =>
      Response.json([...many(3), { paper: {} }], { headers: { link: '</api?p=1>; rel="next"' } })
    expect(await run(server, TODAY)).toEqual({ done: true })
    expect(server.asked).toEqual([TODAY, `${TODAY} p1`])
    expect(await dayRow(TODAY)).toMatchObject({ papers: { length: 3 }, rejected: { length: 1 } })
  })

  test('ends where a server invents new papers for ever', async () => {
    const server = new DailyServer([])
    server.fault = ({ number }) =>
      Response.json([dailyEntry(arxivNumber(number))], { headers: { link: '</api>; rel="next"' } })
    expect(await run(server, TODAY)).toEqual({ done: true })
    expect(server.asked).toHaveLength(20)
    expect(await db.papers.count()).toBe(20)
  })

  test('ends where every page is empty and there is always a next one', async () => {
    const server = new DailyServer([])
    server.fault = () => Response.json([], { headers: { link: '</api>; rel="next"' } })
    expect(await run(server, TODAY)).toEqual({ done: true })
    expect(server.asked.length).toBeLessThanOrEqual(2)
  })

  test('keeps the pages before one that cannot be read, and is fetched again', async () => {
    const server = new DailyServer([[TODAY, many(60)]])
    server.pageSize = 50
    server.fault = ({ page }) => (page === 1 ? new Response('<html>') : undefined)
    await run(server, TODAY)
    expect(await db.papers.count()).toBe(50)
    expect(await dayRow(TODAY)).toMatchObject({
      papers: { length: 50 },
      failed: { retryAt: NOON + 6 * HOUR },
    })
    expect(await fetchedDays()).toEqual([])

    server.fault = () => undefined
    clock.now += 6 * HOUR
    await run(server, TODAY)
    expect(await db.papers.count()).toBe(60)
    expect(await dayRow(TODAY)).not.toHaveProperty('failed')
  })
})

/** What keeps a whole run from going on, by no fault of one day. */
const STOPPING: readonly [string, () => Response | Promise<Response>, RegExp, number, asked: boolean][] = [
  ['a dead host', () => Promise.reject(new TypeError('fetch failed')), /could not be reached/, MINUTE, false],
  [
    '429 with a time',
    () => new Response('', { status: 429, headers: { ratelimit: '"api";r=0;t=120' } }),
    /slow down/,
    120 * SECOND,
    true,
  ],
  ['429 without one', () => new Response('', { status: 429 }), /slow down/, 5 * MINUTE, true],
  ['500', () => new Response('', { status: 500 }), /having trouble \(error 500\)/, MINUTE, false],
  [
    '503 with a time',
    () => new Response('', { status: 503, headers: { 'retry-after': '600' } }),
    /having trouble \(error 503\)/,
    600 * SECOND,
    true,
  ],
]

describe('a fault of the server', () => {
  test.each(STOPPING)('%s stops the run, which goes on later', async (_, fault, words, wait, asked) => {
    const server = new DailyServer(quietDays(4))
    const from = addDays(TODAY, -3)
    server.fault = ({ number }) => (number === 3 ? fault() : undefined)

    expect(await run(server, from)).toEqual({ done: false, retryAt: NOON + wait })
    expect(server.asked).toHaveLength(3)
    expect(await db.papers.count()).toBe(2)
    expect(await sourceRow()).toEqual({
      digest: 'hf',
      phase: 'waiting',
      papers: 2,
      progress: { done: 2, all: 4, expected: 27 },
      failures: 1,
      lastSuccess: NOON,
      retryAt: NOON + wait,
      askedToWait: asked,
      problem: { message: expect.stringMatching(words), at: NOON },
    })

    // Too early: nothing is asked.
    clock.now += wait - 1
    expect(await run(server, from)).toEqual({ done: false, retryAt: NOON + wait })
    expect(server.asked).toHaveLength(3)

    clock.now += 1
    expect(await run(server, from)).toEqual({ done: true })
    expect(await fetchedDays()).toEqual([3, 2, 1, 0].map(n => addDays(TODAY, -n)))
    expect(await db.papers.count()).toBe(4)
    expect(await sourceRow()).toEqual({
      digest: 'hf',
      phase: 'idle',
      failures: 0,
      lastSuccess: clock.now,
      papers: 4,
      progress: { done: 4, all: 4, expected: 4 },
    })
  })

  test.each(STOPPING)(
    '%s: a sync the reader asks for waits only where the server said so',
    async (...row) => {
      const [, fault, , wait, asked] = row
      const server = new DailyServer(quietDays(2))
      const from = addDays(TODAY, -1)
      server.fault = () => fault()
      await run(server, from)
      server.fault = () => undefined
      expect(await run(server, from, {}, true)).toEqual(
        asked ? { done: false, retryAt: NOON + wait } : { done: true },
      )
      expect(await db.papers.count()).toBe(asked ? 0 : 2)
    },
  )

  test('a day that could not be read is tried again once when the reader asks', async () => {
    const server = new DailyServer(quietDays(2))
    const from = addDays(TODAY, -1)
    server.fault = ({ day }) => (day === TODAY ? new Response('<html>') : undefined)
    expect(await run(server, from)).toEqual({ done: true })
    const asked = server.asked.length
    expect(await run(server, from, {}, true)).toEqual({ done: true })
    expect(server.asked.slice(asked)).toEqual([TODAY])
    server.fault = () => undefined
    await run(server, from, {}, true)
    expect(await fetchedDays()).toContain(TODAY)
  })

  test('that lasts is waited for longer and longer, and forgotten after a success', async () => {
    const server = new DailyServer(quietDays(2))
    const from = addDays(TODAY, -1)
    server.fault = () => new Response('', { status: 500 })
    const waits: number[] = []
    for (let n = 0; n < 4; n++) {
      const outcome = await run(server, from)
      if (outcome.done) throw new Error('The server answered')
      waits.push(outcome.retryAt - clock.now)
      clock.now = outcome.retryAt
    }
    expect(waits).toEqual([1, 2, 4, 8].map(minutes => minutes * MINUTE))

    server.fault = ({ day }) => (day === TODAY ? undefined : new Response('', { status: 500 }))
    expect(await run(server, from)).toEqual({ done: false, retryAt: clock.now + MINUTE })
    expect(await sourceRow()).toMatchObject({ failures: 1, lastSuccess: clock.now })
  })

  test('noted by a clock that was years ahead is not waited for', async () => {
    const server = new DailyServer(quietDays(1))
    server.fault = () => new Response('', { status: 500 })
    clock.now = NOON + 700 * DAY
    expect(await run(server, TODAY)).toMatchObject({ done: false })
    server.fault = () => undefined
    clock.now = NOON
    expect(await run(server, TODAY)).toEqual({ done: true })
    expect(await db.papers.count()).toBe(1)
  })
})

/** What is wrong with one day and need not be with the next. */
const BAD_BODIES: readonly [string, () => Response, RegExp][] = [
  ['a web page', () => new Response('<!doctype html><title>Sign in</title>'), /a web page instead of data/],
  ['JSON that ends too early', () => new Response('[{"paper":{"id":"26'), /breaks off or is not JSON/],
  ['a body that is cut short', brokenResponse, /broke off/],
  ['no list', () => Response.json({ error: 'no' }), /not a list of papers/],
  ['a list of rubbish', () => Response.json([{}, null]), /none could be read/],
  ['400', () => new Response('', { status: 400 }), /refused the request \(error 400\)/],
]

function brokenResponse(): Response {
  let begun = false
  return new Response(
    new ReadableStream({
      pull(controller) {
        if (begun) controller.error(new TypeError('terminated'))
        else controller.enqueue(new TextEncoder().encode('[{"paper":'))
        begun = true
      },
    }),
  )
}

describe('a fault of one day', () => {
  test.each(BAD_BODIES)('%s: the rest is fetched, and the day later', async (_, fault, words) => {
    const server = new DailyServer(quietDays(4))
    const from = addDays(TODAY, -3)
    const bad = addDays(TODAY, -1)
    server.fault = ({ day }) => (day === bad ? fault() : undefined)

    expect(await run(server, from)).toEqual({ done: true })
    expect(server.asked).toHaveLength(4)
    expect(await db.papers.count()).toBe(3)
    expect(await dayRow(bad)).toEqual({
      digest: 'hf',
      day: bad,
      papers: [],
      failed: { message: expect.stringMatching(words), retryAt: NOON + 6 * HOUR },
    })
    expect(await sourceRow()).toMatchObject({
      phase: 'idle',
      failures: 0,
      problem: {
        message: expect.stringMatching(/^One day could not be read \(.+\) and will be tried again$/),
      },
    })
    expect((await sourceRow())?.problem?.message).toMatch(words)

    server.fault = () => undefined
    clock.now += 6 * HOUR
    expect(await run(server, from)).toEqual({ done: true })
    expect(await db.papers.count()).toBe(4)
    expect(await dayRow(bad)).not.toHaveProperty('failed')
    expect(await sourceRow()).not.toHaveProperty('problem')
  })

  test('that was fetched before keeps what it had', async () => {
    const server = new DailyServer(quietDays(1))
    await run(server, TODAY)
    const before = await dayRow(TODAY)
    server.fault = () => new Response('<html>')
    clock.now += 2 * HOUR
    await run(server, TODAY)
    expect(await dayRow(TODAY)).toEqual({
      ...before,
      failed: { message: expect.stringContaining('web page'), retryAt: clock.now + 6 * HOUR },
    })
    expect(await storedTitles()).toEqual([`Lanterns of ${TODAY} in the harbour`])
  })

  test('three days in a row stop the run', async () => {
    const server = new DailyServer(quietDays(10))
    const from = addDays(TODAY, -9)
    server.fault = ({ number }) => (number > 2 ? new Response('<html>') : undefined)
    expect(await run(server, from)).toEqual({ done: false, retryAt: NOON + MINUTE })
    expect(server.asked).toHaveLength(5)
    expect(await sourceRow()).toMatchObject({
      phase: 'waiting',
      failures: 1,
      problem: { message: expect.stringContaining('a web page instead of data') },
    })

    server.fault = () => undefined
    clock.now += 7 * HOUR
    expect(await run(server, from)).toEqual({ done: true })
    expect(await db.papers.count()).toBe(10)
  })

  test('three days with good ones between them do not', async () => {
    const server = new DailyServer(quietDays(7))
    server.fault = ({ number }) => (number % 2 === 0 ? new Response('<html>') : undefined)
    expect(await run(server, addDays(TODAY, -6))).toEqual({ done: true })
    expect(await db.papers.count()).toBe(4)
    expect((await sourceRow())?.problem?.message).toMatch(/^3 days could not be read/)
  })

  test('that is no longer wanted is no longer spoken of', async () => {
    const server = new DailyServer(quietDays(4))
    const bad = addDays(TODAY, -3)
    server.fault = ({ day }) => (day === bad ? new Response('<html>') : undefined)
    await run(server, bad)
    expect((await sourceRow())?.problem?.message).toMatch(/^One day/)
    await run(server, addDays(TODAY, -1))
    expect(await sourceRow()).not.toHaveProperty('problem')
  })

  test('one malformed entry is left out, named, and said', async () => {
    const list = [dailyEntry('2602.00001'), { paper: { id: 7 } }, dailyEntry('2602.00003')]
    const server = new DailyServer([...quietDays(3).slice(1), [TODAY, list]])
    expect(await run(server, addDays(TODAY, -2))).toEqual({ done: true })
    expect(await dayRow(TODAY)).toEqual({
      digest: 'hf',
      day: TODAY,
      papers: ['arxiv:2602.00001', 'arxiv:2602.00003'],
      fetched: NOON,
      rejected: [expect.stringContaining(`Entry 2 of ${TODAY}`)],
      version: { sum: expect.any(String) },
    })
    expect(await fetchedDays()).toHaveLength(3)
    expect((await sourceRow())?.problem?.message).toBe(
      `One entry of ${TODAY} could not be read and was left out`,
    )

    server.lists.set(
      TODAY,
      [1, 2, 3].map(n => dailyEntry(arxivNumber(n))),
    )
    clock.now += HOUR
    await run(server, addDays(TODAY, -2))
    expect(await dayRow(TODAY)).not.toHaveProperty('rejected')
    expect(await sourceRow()).not.toHaveProperty('problem')
  })
})

describe('what is not expected', () => {
  test('an abort ends the run with its reason and keeps what was stored', async () => {
    const server = new DailyServer(quietDays(5))
    const controller = new AbortController()
    const reason = new Error('enough')
    server.fault = ({ number }) => {
      if (number === 3) controller.abort(reason)
      return undefined
    }
    const tools = syncTools(db, server, clock)
    await expect(syncDefault(addDays(TODAY, -4), tools, controller.signal)).rejects.toBe(reason)
    expect(await fetchedDays()).toEqual([1, 0].map(n => addDays(TODAY, -n)))
    expect(await db.papers.count()).toBe(2)
    expect(server.asked).toHaveLength(3)
  })

  test('a source that throws anything else is a bug and is not hidden', async () => {
    const broken = {
      ...huggingFace,
      read: () => {
        throw new RangeError('a bug')
      },
    }
    const tools = syncTools(db, new DailyServer(quietDays(1)), clock)
    const signal = new AbortController().signal
    await expect(syncDigest(defaultDigest(), broken, tools, signal, { from: TODAY })).rejects.toThrow(
      RangeError,
    )
    expect(await db.days.count()).toBe(0)
  })
})
