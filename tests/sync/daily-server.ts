import type { DigestRow, GlossDatabase } from '@/lib/corpus/database'
import { FIRST_DIGESTS } from '@/lib/corpus/first-digests'
import { getText } from '@/lib/http'
import { huggingFace } from '@/lib/sources/hugging-face'
import { Hosts } from '@/lib/sync/pace'
import { type SyncOutcome, syncDigest } from '@/lib/sync/sync'
import { type SyncTools, turns } from '@/lib/sync/tools'
import type { Day } from '@/lib/time'
import type { DailyEntry } from '../sources/daily-entry'

/** What a server answers instead of its list; undefined lets the list through. */
type Fault = (request: Request) => Response | Promise<Response> | undefined

interface Request {
  /** The day, week or month. */
  readonly day: Day
  readonly page: number
  /** Counted from 1 over all requests. */
  readonly number: number
  readonly signal: AbortSignal | undefined
}

/** Answers like `GET /api/daily_papers` from lists in memory, with whatever goes wrong with real ones. */
export class DailyServer {
  readonly lists: Map<Day, readonly (DailyEntry | unknown)[]>
  /** Days, weeks and months asked for, in order, with the page where it is not the first. */
  readonly asked: string[] = []
  /** The most entries of one answer, whatever was asked for. */
  pageSize = 100
  /** Whether weeks and months are answered; otherwise such a question has an empty list for an answer. */
  ranges = false
  fault: Fault = () => undefined

  constructor(lists: Iterable<readonly [Day, readonly (DailyEntry | unknown)[]]>) {
    this.lists = new Map(lists)
  }

  readonly fetch: typeof fetch = async (address, options) => {
    const url = new URL(String(address))
    const [name, day] = ['date', 'week', 'month']
      .map(key => [key, url.searchParams.get(key)] as const)
      .find(([, value]) => value !== null) ?? ['', '']
    const page = Number(url.searchParams.get('p') ?? 0)
    this.asked.push(page > 0 ? `${day} p${page}` : String(day))
    const signal = options?.signal ?? undefined
    signal?.throwIfAborted()
    const instead = this.fault({ day: String(day), page, number: this.asked.length, signal })
    if (instead) return instead
    const list = name === 'date' ? (this.lists.get(String(day)) ?? []) : this.#range(String(day))
    const start = page * this.pageSize
    const more = list.length > start + this.pageSize
    return Response.json(list.slice(start, start + this.pageSize), {
      headers: more ? { link: `<${url.origin}${url.pathname}?p=${page + 1}>; rel="next"` } : {},
    })
  }

  /** The entries of a week or month with the day that each was listed on, most upvotes first. */
  #range(range: string): DailyEntry[] {
    if (!this.ranges) return []
    const entries = [...this.lists].flatMap(([day, list]) =>
      range === day.slice(0, 7) || range === weekOf(day)
        ? list.map(entry => {
            const { paper, ...outer } = entry as DailyEntry
            const marked: DailyEntry = {
              ...outer,
              paper: { ...paper, submittedOnDailyAt: `${day}T00:00:00.000Z` },
            }
            return marked
          })
        : [],
    )
    return entries.sort((a, b) => Number(b.paper.upvotes ?? 0) - Number(a.paper.upvotes ?? 0))
  }
}

/** The ISO 8601 week of a day, by counting from a Monday that began week 1. */
function weekOf(day: Day): string {
  const thursday = new Date(`${day}T00:00:00Z`)
  thursday.setUTCDate(thursday.getUTCDate() + 3 - ((thursday.getUTCDay() + 6) % 7))
  const year = thursday.getUTCFullYear()
  const first = new Date(Date.UTC(year, 0, 4))
  const days = (thursday.getTime() - first.getTime()) / 86_400_000
  return `${year}-W${String(1 + Math.round((days - 3 + ((first.getUTCDay() + 6) % 7)) / 7)).padStart(2, '0')}`
}

/** A clock that stands still unless it is moved. */
export interface Clock {
  now: number
}

/** What a sync needs, with a server in memory, a clock that is set by hand and waits that pass at once. */
export function syncTools(
  db: GlossDatabase,
  server: { readonly fetch: typeof fetch },
  clock: Clock,
): SyncTools {
  return {
    db,
    now: () => clock.now,
    random: () => 0.5,
    get: (url, ask) => getText(url, { ...ask, fetch: server.fetch }),
    sleep: async (_, signal) => signal.throwIfAborted(),
    hosts: new Hosts(),
    inTurn: turns(),
    heartbeat: () => undefined,
  }
}

/** The digest that is followed from the first. */
export function defaultDigest(): DigestRow {
  const [row] = FIRST_DIGESTS
  if (!row) throw new Error('Gloss follows nothing')
  return row
}

/** Syncs the default digest back to `from`. */
export function syncDefault(
  from: Day,
  tools: SyncTools,
  signal: AbortSignal = new AbortController().signal,
  atOnce = false,
): Promise<SyncOutcome> {
  return syncDigest(defaultDigest(), huggingFace, tools, signal, { from, atOnce })
}
