import type { ServerResponse } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import { expect } from 'vitest'
import { Corpus } from '@/lib/corpus/corpus'
import { type DayRow, GlossDatabase, type LibraryRow, type PaperRow } from '@/lib/corpus/database'
import { getText, type Limits } from '@/lib/http'
import { savePaper } from '@/lib/library/library'
import type { PaperId } from '@/lib/papers/identifier'
import { mergePapers, paperOf } from '@/lib/papers/merge'
import type { Paper } from '@/lib/papers/paper'
import { unpackIds } from '@/lib/search/document-ids'
import { glossDigest } from '@/lib/sources/gloss-digest'
import { huggingFace } from '@/lib/sources/hugging-face'
import { type SyncOutcome, syncDigest } from '@/lib/sync/sync'
import type { SyncTools } from '@/lib/sync/tools'
import { addDays, type Day, HOUR, isDay } from '@/lib/time'
import { deadAddress, serve } from '../http/server'
import { arxivNumber, type DailyEntry, dailyEntry } from '../sources/daily-entry'
import { DailyServer, defaultDigest, syncTools } from './daily-server'
import { feedDigest, feedEntry, publish, StaticHost, sha256 } from './static-host'

export const TODAY: Day = '2026-02-26'
export const NOON = Date.parse(`${TODAY}T12:00:00Z`)
/** More than any run here needs. */
const MAX_REQUESTS = 80

/** What a server sends, and what happens then instead of an end. */
export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: Uint8Array<ArrayBuffer>
  readonly after?: 'reset' | 'stall' | 'drip' | 'silence' | 'end without a length'
}

/** A request of a run. */
export interface Asked {
  readonly url: string
  readonly host: string
  /** The day, week or month; the name of the file. */
  readonly part: string
  readonly page: number
  /** Counted from 1 over all requests of a run. */
  readonly number: number
}

/** What goes wrong with a request: nobody is there, or this is sent instead of the right answer. */
export type Fault = 'dead' | ((right: Answer, asked: Asked) => Answer)

type Serve = (headers: Headers, path: string) => Promise<Answer>

/** Brings a request to a server and its answer back. */
type Wire = (asked: Asked, dead: boolean, serve: Serve, options: RequestInit) => Promise<Response>

/** Real servers on this machine, and the default `fetch`. The host that is meant is told in a header. */
export async function overHttp(): Promise<Wire> {
  const open = new Map<string, Serve>()
  let count = 0
  const listen = () =>
    serve(async (request, response) => {
      const right = await open.get(String(request.headers['x-asked']))?.(
        new Headers(request.headers as Record<string, string>),
        request.url ?? '',
      )
      if (right) await send(response, right)
    })
  const [here, elsewhere, dead] = (await Promise.all([listen(), listen(), deadAddress()])).map(
    address => new URL(address).origin,
  )
  return async (asked, isDead, answer, { headers, ...options }) => {
    const key = String(++count)
    open.set(key, async (given, path) => {
      const right = await answer(given, path)
      const location = right.headers.location?.replace('https://elsewhere.example', String(elsewhere))
      return location ? { ...right, headers: { ...right.headers, location } } : right
    })
    const { pathname, search } = new URL(asked.url)
    const response = await fetch(`${isDead ? dead : here}${pathname}${search}`, {
      ...options,
      headers: { ...(headers as Record<string, string>), 'x-host': asked.host, 'x-asked': key },
    })
    const url = response.url
      .replace(String(here), `https://${asked.host}`)
      .replace(String(elsewhere), 'https://elsewhere.example')
    return Object.defineProperty(response, 'url', { value: url })
  }
}

async function send(response: ServerResponse, { status, headers, body, after }: Answer): Promise<void> {
  if (after === 'silence') return
  response.writeHead(status, headers)
  if (!after) return void response.end(body)
  if (after === 'end without a length') {
    response.write(body)
    return void response.end()
  }
  await new Promise(resolve => response.write(body.subarray(0, body.length / 2), resolve))
  if (after === 'reset') response.socket?.destroy()
  for (let at = 0; after === 'drip' && !response.closed && at < body.length; at++) {
    response.write(' ')
    await pause(20)
  }
}

/** The same without sockets, for thousands of requests. */
export const inMemory: Wire = async (asked, dead, answer, options) => {
  if (dead) throw new TypeError('fetch failed')
  const { pathname, search } = new URL(asked.url)
  const { status, headers, body, after } = await answer(new Headers(options.headers), pathname + search)
  const half = new ReadableStream({
    start: stream => stream.enqueue(body.subarray(0, body.length / 2)),
    pull: stream => stream.error(new TypeError('terminated')),
  })
  const whole = [204, 304].includes(status) ? null : body
  return new Response(after === 'reset' ? half : whole, { status, headers })
}

/** How much there is on the servers. */
export interface Extent {
  readonly days: number
  readonly shards: number
}

/** Two servers, a database that follows them, and a clock. What goes wrong is set from outside. */
export class World {
  readonly daily = new DailyServer([])
  readonly host = new StaticHost()
  readonly shards: Record<string, Record<string, unknown>[]> = {}
  readonly name: string
  readonly from: Day
  /** What time it is, and how far from it the reader's clock is. */
  time = NOON
  off = 0
  /** Whether servers say what time it is. */
  dated = true
  asked: Asked[] = []
  fault: (asked: Asked) => Fault | undefined = () => undefined
  limits: (asked: Asked) => Partial<Limits> = () => ({})
  /** Called before each request. */
  before: (asked: Asked) => void | Promise<void> = () => undefined
  readonly #wire: Wire

  static #count = 0

  constructor(wire: Wire, extent: Extent) {
    this.#wire = wire
    this.name = `world-${++World.#count}`
    this.from = addDays(TODAY, 1 - extent.days)
    this.daily.pageSize = 8
    this.daily.ranges = true
  }

  readonly clock = () => this.time + this.off

  tools(db: GlossDatabase): SyncTools {
    return {
      ...syncTools(db, this.daily, { now: 0 }),
      now: this.clock,
      get: (url, ask) => {
        if (this.asked.length >= MAX_REQUESTS) throw new Error('There is no end of requests')
        const asked = { ...described(url), number: this.asked.length + 1 }
        this.asked.push(asked)
        const limits = { maxBytes: 256 * 1024, ...this.limits(asked) }
        return getText(url, { ...ask, limits, fetch: (_, options) => this.#fetch(asked, options ?? {}) })
      },
      sleep: async (milliseconds, signal) => {
        signal.throwIfAborted()
        this.time += milliseconds
      },
    }
  }

  /** Syncs both digests, as a worker does. */
  async run(
    db: GlossDatabase,
    tools: Partial<SyncTools> = {},
    signal: AbortSignal = new AbortController().signal,
  ): Promise<{ readonly hf: SyncOutcome; readonly dlab: SyncOutcome }> {
    this.asked = []
    const all = { ...this.tools(db), ...tools }
    const [hf, dlab] = await Promise.allSettled([
      syncDigest(defaultDigest(), huggingFace, all, signal, { from: this.from }),
      syncDigest(feedDigest, glossDigest, all, signal, { from: this.from }),
    ])
    if (hf.status === 'rejected') throw hf.reason
    if (dlab.status === 'rejected') throw dlab.reason
    return { hf: hf.value, dlab: dlab.value }
  }

  async #fetch(asked: Asked, options: RequestInit): Promise<Response> {
    await this.before(asked)
    const fault = this.fault(asked)
    return this.#wire(asked, fault === 'dead', (...given) => this.#answer(asked, fault, ...given), options)
  }

  async #answer(asked: Asked, fault: Fault | undefined, headers: Headers, path: string): Promise<Answer> {
    const right = await this.#right(asked, headers)
    const moved = path.includes('moved=1')
    // What is not the right answer does not carry its name.
    const { etag: _, ...bare } = right.headers
    const wrong = () => (typeof fault === 'function' ? fault({ ...right, headers: bare }, asked) : right)
    const answer = fault && !moved ? wrong() : right
    const date = { date: new Date(this.time).toUTCString() }
    return this.dated ? { ...answer, headers: { ...date, ...answer.headers } } : answer
  }

  /** What a server answers with nothing wrong. */
  async #right({ url, host, part }: Asked, headers: Headers): Promise<Answer> {
    const daily = host === 'huggingface.co'
    if (daily && isDay(part) && part > huggingFaceDay(this.time)) return textAnswer('', 400)
    const response = await (daily ? this.daily : this.host).fetch(url, { headers })
    const body = new Uint8Array(await response.arrayBuffer())
    const etag = `"${sha256(url + Buffer.from(body).toString()).slice(0, 12)}"`
    if (daily && headers.get('if-none-match') === etag) return textAnswer('', 304)
    return { status: response.status, headers: { etag, ...Object.fromEntries(response.headers) }, body }
  }

  /** Puts everything there is on the servers. */
  publish(lists: Iterable<readonly [Day, DailyEntry[]]>, shards: World['shards']): void {
    for (const [day, list] of lists) this.daily.lists.set(day, list)
    Object.assign(this.shards, shards)
    publish(this.host, this.shards)
  }
}

function huggingFaceDay(time: number): Day {
  return huggingFace.daily?.newestDay(time) ?? ''
}

function described(url: string): Omit<Asked, 'number'> {
  const { host, pathname, searchParams } = new URL(url)
  const query = ['date', 'week', 'month'].map(key => searchParams.get(key)).find(value => value !== null)
  const part = query ?? pathname.split('/').at(-1) ?? ''
  return { url, host, part, page: Number(searchParams.get('p') ?? 0) }
}

export function textAnswer(text: string, status = 200, headers: Answer['headers'] = {}): Answer {
  return { status, headers, body: new TextEncoder().encode(text) }
}

const THINGS = ['lanterns', 'harbours', 'beacons', 'tides', 'gulls']

/** What is said of the `n`-th paper, whoever says it. */
function wordsOf(n: number) {
  const [first, second] = [THINGS[n % 5], THINGS[(n * 3 + 1) % 5]]
  return {
    title: `Of ${first} and ${second}, paper ${n} on light`,
    abstract: `We study ${second} at night, and ${first}.`,
  }
}

export function dailyPaper(n: number, upvotes = n): DailyEntry {
  const { title, abstract } = wordsOf(n)
  return dailyEntry(arxivNumber(n), { title, summary: abstract, upvotes }, { title })
}

export function feedPaper(n: number, day: Day, upvotes = n): Record<string, unknown> {
  return feedEntry(`arxiv:${arxivNumber(n)}`, { ...wordsOf(n), listed: { day, upvotes } })
}

/** A paper as a page tells of it. */
export function pagePaper(n: number): Paper {
  return paperOf({ ids: [`arxiv:${arxivNumber(n)}`], seen: 1000, ...wordsOf(n) })
}

/**
 * What the servers have today, or had two days before: fewer papers, fewer upvotes. One day is empty, one has two pages,
 * and every shard begins with a paper of a day.
 */
export function archive({ days, shards }: Extent, old = false) {
  const ago = old ? 2 : 0
  const lists = Array.from({ length: days - ago }, (_, n): [Day, DailyEntry[]] => {
    const k = n + ago
    const all = k === 1 ? 12 : k === 5 ? 0 : 1 + (k % 3)
    const length = old ? Math.max(Math.min(all, 1), all - 1) : all
    const list = Array.from({ length }, (_, m) => dailyPaper(20 * k + m + 1, old ? m : m + 30))
    return [addDays(TODAY, -k), list.reverse()]
  })
  const files = Array.from(
    { length: shards - (old ? 1 : 0) },
    (_, k): [string, Record<string, unknown>[]] => {
      const day = addDays(TODAY, -k)
      const [first, ...rest] = [20 * (k + 2) + 1, 501 + 20 * k, 502 + 20 * k]
      const numbers = old && k === 2 ? rest : [first ?? 1, ...rest]
      return [`${'abcdefgh'[k]}.json`, numbers.map((n, m) => feedPaper(n, day, old ? m : m + 30))]
    },
  )
  return [lists, Object.fromEntries(files)] as const
}

/** A paper that no digest has. */
export const PRIVATE: Paper = paperOf({
  ids: ['doi:10.1000/lamps' as PaperId],
  seen: 1000,
  title: 'A lamp that nobody but the reader knows of',
  abstract: 'On light.',
})

/** A reader's list: a paper of a day, one of a shard, and one of no digest. */
export async function saveThree(db: GlossDatabase): Promise<void> {
  for (const [n, paper] of [pagePaper(61), pagePaper(501), PRIVATE].entries())
    await savePaper(db, paper, { now: NOON - 72 * HOUR + n })
}

/** What must hold of a database whatever is going on, read in one piece. */
export interface Snapshot {
  readonly papers: readonly PaperRow[]
  readonly days: readonly DayRow[]
  readonly library: readonly LibraryRow[]
  /** Documents of the index that are not dead. */
  readonly alive: readonly PaperId[]
}

export async function snapshot(db: GlossDatabase): Promise<Snapshot> {
  return db.transaction('r', [db.papers, db.days, db.library, db.documents, db.facts], async () => {
    const dead = new Map((await db.facts.toArray()).map(row => [row.segment, row.facts.dead]))
    const alive = (await db.documents.toArray()).flatMap(({ segment, ids }) =>
      unpackIds(ids).filter((_, document) => !dead.get(segment)?.[document]),
    )
    const [papers, days, library] = [db.papers.toArray(), db.days.toArray(), db.library.toArray()]
    return { papers: await papers, days: await days, library: await library, alive }
  })
}

/** No paper lost or doubled since `before`, the reading list as it was, the index as the papers are. */
export function expectNothingLost(before: Snapshot, now: Snapshot): void {
  const names = now.papers.flatMap(({ ids }) => ids)
  expect(new Set(names).size, 'two rows share an identifier').toBe(names.length)
  const ids = now.papers.map(({ id }) => id)
  expect([...now.alive].sort(), 'papers alive in the index').toEqual([...ids].sort())
  expect(JSON.stringify(now.library), 'the reading list').toBe(JSON.stringify(before.library))
  const byId = new Map(now.papers.flatMap(row => row.ids.map(id => [id, row] as const)))
  for (const { titleKey: _, ...paper } of before.papers) {
    const { titleKey: __, ...row } = byId.get(paper.id) ?? expect.fail(`${paper.id} is lost`)
    // What is newer has taken in what is older: joined, they are the newer one.
    if (JSON.stringify(row) !== JSON.stringify(paper)) expect(mergePapers(row, paper)).toEqual(row)
  }
  const days = new Map(now.days.map(row => [`${row.digest} ${row.day}`, row]))
  for (const { digest, day, papers, fetched = 0 } of before.days) {
    const row = days.get(`${digest} ${day}`) ?? expect.fail(`the list of ${day} is lost`)
    if (row.fetched === fetched || digest === feedDigest.digest)
      expect(row.papers).toEqual(expect.arrayContaining([...papers]))
  }
  for (const { papers } of now.days)
    for (const id of papers) expect(byId.has(id), `${id} is listed and not there`).toBe(true)
}

/** Everything a reader could see of a database, apart from times. */
export async function corpusOf(db: GlossDatabase) {
  const corpus = new Corpus(db)
  const found: Record<string, string[]> = {}
  for (const query of ['light', 'gulls tides', 'beacn']) {
    const answer = await corpus.search({ query, limit: 1000 })
    found[query] = answer.papers.map(({ id }) => id).sort()
    expect(new Set(found[query]).size, 'a paper is found twice').toBe(found[query].length)
  }
  const timeless = (key: string, value: unknown) => (['seen', 'fieldSeen'].includes(key) ? undefined : value)
  const { papers, days, library } = await snapshot(db)
  const byId = new Map(papers.flatMap(row => row.ids.map(id => [id, row] as const)))
  const parts = await db.parts.where('digest').equals(feedDigest.digest).toArray()
  const sources = await db.sources.toArray()
  return {
    papers: JSON.parse(JSON.stringify(papers, timeless)) as Partial<PaperRow>[],
    days: days
      // Days that were asked for with a clock that was ahead are still to come.
      .filter(row => row.papers.length > 0 || (row.failed && row.day <= TODAY))
      .map(row => [row.digest, row.day, [...row.papers].sort(), row.failed?.message, row.rejected]),
    library: library.map(({ id, saved }) => [byId.get(id)?.id, saved]).sort(),
    parts: parts.map(({ part, note, failed }) => [part, note, failed?.message]),
    sources: sources.map(({ digest, phase, problem, failures, papers: brought }) => [
      digest,
      phase,
      problem?.message,
      failures,
      brought,
    ]),
    found,
    live: (await corpus.index()).live,
  }
}

/** All rows of a database, to begin others with. */
export async function dump(db: GlossDatabase): Promise<Map<string, unknown[]>> {
  const rows = db.tables.map(async table => [table.name, await table.toArray()] as const)
  return new Map(await Promise.all(rows))
}

/** A database that begins with these rows. */
export async function load(name: string, rows: ReadonlyMap<string, unknown[]>): Promise<void> {
  const db = new GlossDatabase(name)
  await db.transaction('rw', db.tables, async () => {
    for (const [table, all] of rows) await db.table(table).bulkPut(all)
  })
  db.close()
}
