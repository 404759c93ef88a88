import 'fake-indexeddb/auto'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { GlossDatabase } from '@/lib/corpus/database'
import { addDays, DAY, type Day, daysBetween, HOUR, MINUTE } from '@/lib/time'
import { watchWrites } from '../corpus/kill'
import { arxivNumber, type DailyEntry, dailyEntry } from '../sources/daily-entry'
import { type Clock, DailyServer, syncDefault, syncTools } from './daily-server'

const TODAY = '2026-02-26'
const NOON = Date.parse(`${TODAY}T12:00:00Z`)
const FROM = '2025-11-20'

let count = 0
let db: GlossDatabase
let clock: Clock

beforeEach(() => {
  db = new GlossDatabase(`second-${++count}`)
  clock = { now: NOON }
})

afterEach(() => db.close())

/** Working days with one to four papers, weekends with none. */
function archive(): [Day, DailyEntry[]][] {
  let next = 1
  return Array.from({ length: daysBetween(FROM, TODAY) + 1 }, (_, n) => {
    const day = addDays(FROM, n)
    const weekend = new Date(`${day}T00:00:00Z`).getUTCDay() % 6 === 0
    const length = weekend ? 0 : 1 + (n % 4)
    const entries = Array.from({ length }, () => {
      const number = next++
      return dailyEntry(arxivNumber(number), { title: `Lanterns and tide ${number}`, upvotes: number % 17 })
    })
    return [day, entries.sort((a, b) => Number(b.paper.upvotes) - Number(a.paper.upvotes))]
  })
}

/** Everything stored but the times and the checkpoints of weeks and months. */
async function contents(of: GlossDatabase) {
  const timeless = (key: string, value: unknown) =>
    ['seen', 'fieldSeen', 'fetched', 'version'].includes(key) ? undefined : value
  const plain = async (table: 'papers' | 'days') =>
    JSON.parse(JSON.stringify(await of[table].toArray(), timeless)) as unknown[]
  return { papers: await plain('papers'), days: await plain('days') }
}

function freshServer(ranges: boolean): DailyServer {
  const server = new DailyServer(archive())
  server.ranges = ranges
  server.pageSize = 40
  return server
}

describe('weeks and months', () => {
  test('bring the same corpus as days, with fewer requests', async () => {
    const [byDay, byRange] = [freshServer(false), freshServer(true)]
    await syncDefault(FROM, syncTools(db, byDay, clock))
    const other = new GlossDatabase(`second-${++count}`)
    await syncDefault(FROM, syncTools(other, byRange, clock))
    const [slow, fast] = [await contents(db), await contents(other)]
    other.close()
    expect(slow.days).toHaveLength(daysBetween(FROM, TODAY) + 1)
    expect(fast).toEqual(slow)
    expect(byRange.asked.length).toBeLessThan(byDay.asked.length / 2)
    expect(byRange.asked).toContain('2026-01')
  })

  test('list a paper on both of its days, on whatever pages they stand', async () => {
    const server = freshServer(true)
    server.pageSize = 20
    for (const [day, upvotes] of [
      ['2026-01-07', 900],
      ['2026-01-21', 0],
    ] as const)
      server.lists.set(day, [...(server.lists.get(day) ?? []), dailyEntry('2602.09999', { upvotes })])
    await syncDefault(FROM, syncTools(db, server, clock))
    expect(server.asked).toContain('2026-01 p1')
    const paper = await db.papers.get('arxiv:2602.09999')
    expect(paper?.listings.map(({ day, upvotes }) => [day, upvotes])).toEqual([
      ['2026-01-07', 900],
      ['2026-01-21', 0],
    ])
    for (const day of ['2026-01-07', '2026-01-21'])
      expect((await db.days.get(['hf', day]))?.papers).toContain('arxiv:2602.09999')
  })

  test('name an entry that could not be read with the range that held it, not with each of its days', async () => {
    const server = freshServer(true)
    const day = '2026-01-07'
    server.lists.set(day, [...(server.lists.get(day) ?? []), dailyEntry('no number of arXiv')])
    await syncDefault(FROM, syncTools(db, server, clock))
    expect((await db.parts.get(['hf', '2026-01']))?.rejected).toHaveLength(1)
    expect(await db.days.filter(row => row.rejected !== undefined).count()).toBe(0)
    expect((await db.sources.get('hf'))?.problem?.message).toBe(
      'One entry of 2026-01 could not be read and was left out',
    )
  })

  test('whose pages shift while they are read lose nothing', async () => {
    const server = freshServer(true)
    const january = archive().flatMap(([day, list]) => (day.startsWith('2026-01') ? list : []))
    const last = january.sort((a, b) => Number(a.paper.upvotes) - Number(b.paper.upvotes))[0]
    let moved = false
    server.fault = ({ day, page }) => {
      // After the first page was read, the least of the month becomes its first.
      if (day === '2026-01' && page === 1 && !moved) {
        moved = true
        if (last) last.paper.upvotes = 500
        for (const [at, list] of server.lists)
          server.lists.set(
            at,
            (list as DailyEntry[]).map(one =>
              one.paper.id === last?.paper.id ? { ...one, paper: { ...one.paper, upvotes: 500 } } : one,
            ),
          )
      }
      return undefined
    }
    await syncDefault(FROM, syncTools(db, server, clock))
    expect(moved).toBe(true)
    const listed = archive().reduce((sum, [, list]) => sum + list.length, 0)
    expect(await db.papers.count()).toBe(listed)
    const days = await db.days.toArray()
    expect(days.reduce((sum, row) => sum + row.papers.length, 0)).toBe(listed)
  })

  const untrusted: readonly [string, (server: DailyServer) => DailyServer['fault']][] = [
    [
      'refused with 400',
      () =>
        ({ day }) =>
          day.length < 10 ? new Response('', { status: 400 }) : undefined,
    ],
    [
      "answered with today's list",
      server =>
        ({ day }) =>
          day.length < 10 ? Response.json(server.lists.get(TODAY)) : undefined,
    ],
    [
      'answered with nothing',
      () =>
        ({ day }) =>
          day.length < 10 ? Response.json([]) : undefined,
    ],
    [
      'cut off after fifty',
      server =>
        ({ day, page }) =>
          day.length < 10
            ? Response.json(
                page > 0
                  ? []
                  : [...server.lists]
                      .flatMap(([at, list]) =>
                        (list as DailyEntry[]).map(one => ({
                          ...one,
                          paper: { ...one.paper, submittedOnDailyAt: `${at}T00:00:00.000Z` },
                        })),
                      )
                      .filter(one => String(one.paper.submittedOnDailyAt).startsWith(day))
                      .slice(0, 50),
              )
            : undefined,
    ],
    [
      'without the days of entries',
      server =>
        ({ day }) =>
          day.length < 10
            ? Response.json(
                [...server.lists.values()]
                  .flat()
                  .slice(0, 23)
                  .map(one => {
                    const { paper, ...outer } = one as DailyEntry
                    const { submittedOnDailyAt: _, ...rest } = paper
                    return { ...outer, paper: rest }
                  }),
              )
            : undefined,
    ],
  ]
  test.each(untrusted)('%s are not believed: every day is asked for by itself', async (_, faultOf) => {
    const server = freshServer(true)
    server.fault = faultOf(server)
    expect(await syncDefault(FROM, syncTools(db, server, clock))).toEqual({ done: true })
    const listed = archive().reduce((sum, [, list]) => sum + list.length, 0)
    expect(await db.papers.count()).toBe(listed)
    expect(await db.days.filter(row => row.fetched !== undefined).count()).toBe(daysBetween(FROM, TODAY) + 1)
    expect((await db.sources.get('hf'))?.problem).toBeUndefined()
  })
})

describe('a second run', () => {
  test('at once asks nothing and writes nothing', async () => {
    const server = freshServer(true)
    await syncDefault(FROM, syncTools(db, server, clock))
    let writes = 0
    const again = new GlossDatabase(db.name)
    watchWrites(again, { before: () => writes++ })
    const asked = server.asked.length
    clock.now += MINUTE
    await syncDefault(FROM, syncTools(again, server, clock))
    again.close()
    expect(server.asked.length - asked).toBe(0)
    expect(writes).toBe(0)
  })

  test.each([
    ['an hour later', HOUR + MINUTE, 20],
    ['six hours later', 6 * HOUR, 20],
  ])('%s with nothing new asks little and writes its own state alone', async (_, later, atMost) => {
    const server = freshServer(true)
    await syncDefault(FROM, syncTools(db, server, clock))
    const before = await contents(db)
    const papersBefore = await db.papers.toArray()
    const written = new Map<string, number>()
    const again = new GlossDatabase(db.name)
    again.use({
      stack: 'dbcore',
      name: 'count',
      create: core => ({
        ...core,
        table: name => {
          const table = core.table(name)
          return {
            ...table,
            mutate: request => {
              written.set(name, (written.get(name) ?? 0) + 1)
              return table.mutate(request)
            },
          }
        },
      }),
    })
    const asked = server.asked.length
    clock.now += later
    await syncDefault(FROM, syncTools(again, server, clock))
    again.close()
    expect(server.asked.length - asked).toBeGreaterThan(0)
    expect(server.asked.length - asked).toBeLessThanOrEqual(atMost)
    expect(Object.fromEntries(written)).toEqual({ sources: 1 })
    expect(await contents(db)).toEqual(before)
    expect(await db.papers.toArray()).toEqual(papersBefore)
    // What was found unchanged is not asked for again at once.
    const after = server.asked.length
    await syncDefault(FROM, syncTools(db, server, clock))
    expect(server.asked.length).toBe(after)
  })

  test('over a server with ETags gets by with 304', async () => {
    const server = freshServer(false)
    const [first] = archive().slice(-1)
    const asked: (string | null)[] = []
    const tools = syncTools(
      db,
      {
        fetch: async (url, options) => {
          asked.push(new Headers(options?.headers).get('if-none-match'))
          if (asked.at(-1) === '"v1"') return new Response(null, { status: 304 })
          const answer = await server.fetch(url, options)
          return new Response(await answer.text(), { headers: { etag: '"v1"' } })
        },
      },
      clock,
    )
    await syncDefault(TODAY, tools)
    clock.now += 2 * HOUR
    await syncDefault(TODAY, tools)
    expect(asked).toEqual([null, '"v1"'])
    expect(await db.papers.count()).toBe(first?.[1].length)
  })

  test('that the reader asks for asks for the newest day again, and for no more', async () => {
    const server = freshServer(true)
    await syncDefault(FROM, syncTools(db, server, clock))
    const asked = server.asked.length
    clock.now += 10 * MINUTE
    await syncDefault(FROM, syncTools(db, server, clock), undefined, true)
    expect(server.asked.slice(asked)).toEqual([TODAY])
  })
})

describe('a clock that is wrong', () => {
  test.each([
    ['an hour ahead', HOUR],
    ['an hour behind', -HOUR],
    ['a year ahead', 365 * DAY],
    ['a year behind', -365 * DAY],
    ['at the epoch', -NOON],
  ])('%s: the server’s is gone by, and nothing is lost or asked for in vain', async (_, off) => {
    const server = freshServer(true)
    const truth = new Date(NOON).toUTCString()
    const tools = syncTools(
      db,
      {
        fetch: async (url, options) => {
          const day = new URL(String(url)).searchParams.get('date') ?? ''
          const answer = day > TODAY ? new Response('', { status: 400 }) : await server.fetch(url, options)
          const headers = new Headers(answer.headers)
          headers.set('date', truth)
          return new Response(await answer.text(), { status: answer.status, headers })
        },
      },
      clock,
    )
    clock.now = NOON + off
    expect(await syncDefault('2026-02-10', tools)).toEqual({ done: true })
    const fetched = (await db.days.toArray()).filter(row => row.fetched !== undefined).map(row => row.day)
    for (let day = '2026-02-10'; day <= TODAY; day = addDays(day, 1)) expect(fetched).toContain(day)
    expect((await db.sources.get('hf'))?.problem).toBeUndefined()
    // Set right, there is nothing to mend.
    clock.now = NOON + MINUTE
    const asked = server.asked.length
    expect(await syncDefault('2026-02-10', tools)).toEqual({ done: true })
    expect(server.asked.length).toBe(asked)
  })
})
