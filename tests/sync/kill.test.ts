import 'fake-indexeddb/auto'
import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { Corpus } from '@/lib/corpus/corpus'
import { GlossDatabase } from '@/lib/corpus/database'
import { Hosts } from '@/lib/sync/pace'
import { addDays, type Day } from '@/lib/time'
import { Killed, watchWrites } from '../corpus/kill'
import { arxivNumber, type DailyEntry, dailyEntry } from '../sources/daily-entry'
import { DailyServer, syncDefault, syncTools } from './daily-server'

const CLOCK = { now: Date.parse('2026-02-26T12:00:00Z') }
const TODAY = '2026-02-26'
const DAYS = 14
const FROM = addDays(TODAY, 1 - DAYS)
const THINGS = ['lanterns', 'harbours', 'beacons', 'tides', 'gulls']
const QUERIES = [
  'lanterns',
  'harbour beac',
  'tides gulls',
  'paper',
  'lantrens',
  'ada example',
  'night vision',
]

/** Days of up to five papers, one of them empty, one too long for a page; some papers are listed on two days. */
function lists(): [Day, DailyEntry[]][] {
  let next = 1
  return Array.from({ length: DAYS }, (_, n) => {
    const length = n === 4 ? 0 : n === 6 ? 12 : 1 + (n % 5)
    const entries = Array.from({ length }, () => {
      const number = next++
      const [first, second] = [THINGS[number % 5], THINGS[(number * 3 + n) % 5]]
      return dailyEntry(arxivNumber(number), {
        title: `Of ${first} and ${second}, paper ${number}`,
        summary: `On ${second}.\nAlso on ${first}.`,
        upvotes: number,
        ...(number % 3 === 0 && { ai_summary: undefined }),
      })
    })
    const again =
      n > 7 ? [dailyEntry(arxivNumber(n - 7), { title: `Of old ${THINGS[n % 5]}, paper ${n - 7}` })] : []
    return [addDays(TODAY, -n), [...entries, ...again]]
  })
}

function freshServer(): DailyServer {
  const server = new DailyServer(lists())
  server.pageSize = 8
  return server
}

const WAYS = [
  'abort in a request',
  'abort in a wait',
  'never answered, then closed',
  'transaction aborted before a write',
  'transaction aborted after a write',
  'database closed in a write',
] as const

/** Where a run dies: in the `at`-th of its requests, waits or writes. */
interface Kill {
  readonly how: (typeof WAYS)[number]
  readonly at: number
}

let count = 0

function freshName(): string {
  return `kill-${++count}`
}

/** Hosts that make every request but the first wait. */
function impatientHosts(): Hosts {
  const hosts = new Hosts()
  let asked = 0
  hosts.take = () => (asked++ === 0 ? 0 : 1)
  return hosts
}

/** A run over an empty database until it is killed; returns whether the kill came before its end. */
async function killedRun(name: string, kill: Kill): Promise<boolean> {
  const db = new GlossDatabase(name)
  const server = freshServer()
  const controller = new AbortController()
  let killed = false
  const die = () => {
    killed = true
    throw new Killed()
  }
  watchWrites(db, {
    before: write => {
      if (write !== kill.at) return
      if (kill.how === 'transaction aborted before a write') die()
      if (kill.how === 'database closed in a write') {
        killed = true
        db.close()
      }
    },
    after: write => {
      if (write === kill.at && kill.how === 'transaction aborted after a write') die()
    },
  })
  let hang: () => void = () => undefined
  const hung = new Promise<void>(resolve => {
    hang = resolve
  })
  server.fault = ({ number }) => {
    if (number !== kill.at) return undefined
    if (kill.how === 'abort in a request') {
      killed = true
      controller.abort(new Killed())
      return Promise.reject(new Killed())
    }
    if (kill.how !== 'never answered, then closed') return undefined
    killed = true
    hang()
    return new Promise<Response>(() => undefined)
  }
  let waits = 0
  const running = syncDefault(
    FROM,
    {
      ...syncTools(db, server, CLOCK),
      hosts: impatientHosts(),
      sleep: async (_, signal) => {
        if (++waits === kill.at && kill.how === 'abort in a wait') {
          killed = true
          controller.abort(new Killed())
        }
        signal.throwIfAborted()
      },
    },
    controller.signal,
  )
  await Promise.race([
    running.catch(error => {
      if (!killed) throw error
    }),
    hung,
  ])
  db.close()
  return killed
}

async function wholeRun(name: string): Promise<void> {
  const db = new GlossDatabase(name)
  const outcome = await syncDefault(FROM, syncTools(db, freshServer(), CLOCK))
  expect(outcome).toEqual({ done: true })
  db.close()
}

/** Everything a reader could see of a database. */
async function contents(name: string) {
  const db = new GlossDatabase(name)
  const corpus = new Corpus(db)
  const searches: Record<string, { ids: string[]; total: number }> = {}
  for (const query of QUERIES) {
    const answer = await corpus.search({ query, limit: 100 })
    searches[query] = { ids: answer.papers.map(paper => paper.id), total: answer.total }
  }
  const index = await corpus.index()
  const found = {
    papers: await db.papers.toArray(),
    days: await db.days.toArray(),
    sources: await db.sources.toArray(),
    searches,
    live: index.live,
  }
  db.close()
  return found
}

let undisturbed: Awaited<ReturnType<typeof contents>>
let writesInAll = 0
let requestsInAll = 0

beforeAll(async () => {
  const name = freshName()
  const db = new GlossDatabase(name)
  watchWrites(db, {
    after: write => {
      writesInAll = write
    },
  })
  const server = freshServer()
  await syncDefault(FROM, syncTools(db, server, CLOCK))
  requestsInAll = server.asked.length
  db.close()
  undisturbed = await contents(name)
})

describe('the run that is not disturbed', () => {
  test('is worth comparing with', () => {
    const listed = lists().flatMap(([, entries]) => entries.map(entry => String(entry.paper.id)))
    expect(undisturbed.papers.map(paper => paper.id)).toEqual(
      [...new Set(listed)].sort().map(id => `arxiv:${id}`),
    )
    expect(undisturbed.days).toHaveLength(DAYS)
    expect(undisturbed.live).toBe(undisturbed.papers.length)
    expect(requestsInAll).toBe(DAYS + 1)
    // Segments are merged on the way, so that there are kills in a merge, too.
    expect(writesInAll).toBeGreaterThan(4 * DAYS)
    for (const query of QUERIES) expect(undisturbed.searches[query]?.total, query).toBeGreaterThan(0)
  })
})

/** How many requests, waits or writes a whole run has, in which it may die. */
function instants(how: Kill['how']): number {
  if (how === 'abort in a wait') return requestsInAll - 1
  return how === 'abort in a request' || how === 'never answered, then closed' ? requestsInAll : writesInAll
}

describe('a run that is killed at any instant', () => {
  const share = fc.double({ min: 0, max: 1, noNaN: true })
  const second = fc.option(fc.record({ how: fc.constantFrom(...WAYS), at: share }), { nil: undefined })
  const kill = (how: Kill['how'], at: number): Kill => ({
    how,
    at: 1 + Math.floor(at * (instants(how) - 1)),
  })

  test.each(WAYS)('(%s) leaves whole days, and the next run makes up for it', async how => {
    await fc.assert(
      fc.asyncProperty(share, second, async (first, again) => {
        const name = freshName()
        expect(await killedRun(name, kill(how, first))).toBe(true)
        await expectWholeDays(name)
        if (again) {
          // By then there may be less to do than that, so it need not die.
          await killedRun(name, kill(again.how, again.at))
          await expectWholeDays(name)
        }
        await wholeRun(name)
        expect(await contents(name)).toEqual(undisturbed)
      }),
      { numRuns: 10 },
    )
  })

  test('asks only for what was not stored', async () => {
    const name = freshName()
    expect(await killedRun(name, { how: 'abort in a request', at: 6 })).toBe(true)
    const db = new GlossDatabase(name)
    const server = freshServer()
    await syncDefault(FROM, syncTools(db, server, CLOCK))
    db.close()
    expect(server.asked[0]).toBe(addDays(TODAY, -5))
    expect(server.asked).toHaveLength(requestsInAll - 5)
  })
})

/** Papers come with their day's checkpoint and their place in the index, or not at all. */
async function expectWholeDays(name: string): Promise<void> {
  const left = await contents(name)
  const listed = new Set(left.days.flatMap(day => day.papers))
  expect([...listed].sort()).toEqual(left.papers.map(paper => paper.id))
  expect(left.live).toBe(left.papers.length)
  expect(left.sources).toHaveLength(left.days.length > 0 ? 1 : 0)
}
