import type { GlossDatabase } from '@/lib/corpus/database'
import { getJson } from '@/lib/http'
import { Pace } from '@/lib/sync/pace'
import type { SyncTools } from '@/lib/sync/sync'
import type { Day } from '@/lib/time'
import type { DailyEntry } from '../sources/daily-entry'

/** What a server answers instead of its list; undefined lets the list through. */
type Fault = (request: Request) => Response | Promise<Response> | undefined

interface Request {
  readonly day: Day
  readonly page: number
  /** Counted from 1 over all requests. */
  readonly number: number
  readonly signal: AbortSignal | undefined
}

/** Answers like `GET /api/daily_papers` from lists in memory, with whatever goes wrong with real ones. */
export class DailyServer {
  readonly lists: Map<Day, readonly (DailyEntry | unknown)[]>
  /** Days asked for, in order, with the page where it is not the first. */
  readonly asked: string[] = []
  /** The most entries of one answer, whatever was asked for. */
  pageSize = 100
  fault: Fault = () => undefined

  constructor(lists: Iterable<readonly [Day, readonly (DailyEntry | unknown)[]]>) {
    this.lists = new Map(lists)
  }

  readonly fetch: typeof fetch = async (address, options) => {
    const url = new URL(String(address))
    const day = url.searchParams.get('date') ?? ''
    const page = Number(url.searchParams.get('p') ?? 0)
    this.asked.push(page > 0 ? `${day} p${page}` : day)
    const signal = options?.signal ?? undefined
    signal?.throwIfAborted()
    const instead = this.fault({ day, page, number: this.asked.length, signal })
    if (instead) return instead
    const list = this.lists.get(day) ?? []
    const start = page * this.pageSize
    const more = list.length > start + this.pageSize
    return Response.json(list.slice(start, start + this.pageSize), {
      headers: more ? { link: `<${url.origin}${url.pathname}?date=${day}&p=${page + 1}>; rel="next"` } : {},
    })
  }
}

/** A clock that stands still unless it is moved. */
export interface Clock {
  now: number
}

/** What a sync needs, with a server in memory, a clock that is set by hand and waits that pass at once. */
export function syncTools(db: GlossDatabase, server: DailyServer, clock: Clock): SyncTools {
  return {
    db,
    now: () => clock.now,
    random: () => 0.5,
    get: (url, signal) => getJson(url, { signal, fetch: server.fetch }),
    sleep: async (_, signal) => signal.throwIfAborted(),
    pace: new Pace(clock.now, { burst: 10_000, interval: 1 }),
    heartbeat: () => undefined,
  }
}
