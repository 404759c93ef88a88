import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { addDays, DAY, type Day, daysBetween, isDay, MINUTE, wallClock } from '../../../lib/time.ts'
import type { StandInAnswer } from '../../stand-in.ts'
import type { Named } from './search-probe.ts'

const HOST = 'huggingface.co'
const PATH = '/api/daily_papers'
/** What an address may ask in a window; past it the answer is 429. */
const QUOTA = { requests: 500, window: 5 * MINUTE }
const [DEFAULT_LIMIT, MAX_LIMIT] = [50, 100]

interface Entry {
  readonly paper: { readonly id: string; readonly title: string; readonly upvotes?: number }
}

/** A request that was answered. */
export interface Answered {
  /** Milliseconds by this machine's clock. */
  readonly at: number
  readonly query: string
  readonly status: number
  /** Papers in the answer that no answer before it held. */
  readonly newPapers: number
}

/**
 * Hugging Face's daily papers from bodies of real days, a file a day. The newest body stands for the newest day that
 * there can be, the one before for the day before, and so on. Days, weeks and months are answered as the real service
 * does, and so are too many requests.
 */
export class HuggingFace {
  readonly newestDay: Day
  readonly oldestDay: Day
  readonly days: number
  readonly answered: Answered[] = []
  readonly #folder: string
  readonly #bodies: readonly string[]
  readonly #seen = new Set<string>()
  #lastRange: { readonly name: string; readonly entries: readonly Entry[] } | undefined

  constructor(folder: string) {
    this.#folder = folder
    this.#bodies = readdirSync(folder)
      .filter(file => file.endsWith('.json.gz'))
      .sort()
      .reverse()
    this.days = this.#bodies.length
    const { day, minutes } = wallClock(Date.now(), 'America/New_York')
    // The next day's list opens at 21:30.
    this.newestDay = minutes >= 21 * 60 + 30 ? addDays(day, 1) : day
    this.oldestDay = addDays(this.newestDay, 1 - this.days)
  }

  /** Different papers in all bodies. */
  papersInAll(): number {
    const ids = this.#bodies.flatMap((_, age) => this.#entriesOf(age).map(({ paper }) => paper.id))
    return new Set(ids).size
  }

  /** The papers of the newest day, the most upvoted first. */
  newestPapers(): Named[] {
    return this.#entriesOf(0).map(({ paper }) => ({ id: `arxiv:${paper.id}`, title: paper.title }))
  }

  /** The answer to a request of the daily papers; null for any other request. */
  answer(url: URL): StandInAnswer | null {
    if (url.hostname !== HOST || url.pathname !== PATH) return null
    const at = Date.now()
    const inWindow = this.answered.filter(request => at - request.at < QUOTA.window)
    const left = QUOTA.requests - inWindow.length
    const resets = Math.ceil((QUOTA.window - (at - (inWindow[0]?.at ?? at))) / 1000)
    const headers = { ratelimit: `"api";r=${Math.max(0, left - 1)};t=${resets}` }
    const [answer, entries] = left > 0 ? this.#page(url, headers) : [{ status: 429, headers, body: '' }, []]
    const before = this.#seen.size
    for (const { paper } of entries) this.#seen.add(paper.id)
    this.answered.push({
      at,
      query: url.search.slice(1),
      status: answer.status ?? 200,
      newPapers: this.#seen.size - before,
    })
    return answer
  }

  #page(url: URL, headers: Record<string, string>): [StandInAnswer, readonly Entry[]] {
    const asked = url.searchParams
    const limit = Number(asked.get('limit') ?? DEFAULT_LIMIT)
    const page = Number(asked.get('p') ?? 0)
    const entries = this.#entriesAsked(asked)
    const fits = Number.isInteger(limit) && limit >= 1 && limit <= MAX_LIMIT && Number.isInteger(page)
    if (!entries || !fits || page < 0) return [{ status: 400, headers, body: '{"error":"Bad request"}' }, []]
    const shown = entries.slice(page * limit, (page + 1) * limit)
    const next = new URL(url)
    next.searchParams.set('p', String(page + 1))
    const link = (page + 1) * limit < entries.length ? { link: `<${next}>; rel="next"` } : {}
    const answer = {
      headers: { 'content-type': 'application/json; charset=utf-8', ...headers, ...link },
      body: JSON.stringify(shown),
    }
    return [answer, shown]
  }

  /** All entries of the day, week or month that is asked for, the most upvoted first; null where it is none. */
  #entriesAsked(asked: URLSearchParams): readonly Entry[] | null {
    const day = asked.get('date') ?? asked.get('day')
    // It may become the next day while the bench runs.
    if (day !== null)
      return isDay(day) && daysBetween(this.newestDay, day) <= 1 ? this.#entriesOfDays([day]) : null
    const range = asked.get('week') ?? asked.get('month')
    if (range === null) return this.#entriesOfDays([this.newestDay])
    if (this.#lastRange?.name !== range) {
      const days = asked.has('week') ? daysOfWeek(range) : daysOfMonth(range)
      if (!days) return null
      this.#lastRange = { name: range, entries: this.#entriesOfDays(days) }
    }
    return this.#lastRange.entries
  }

  #entriesOfDays(days: readonly Day[]): readonly Entry[] {
    const entries = days.flatMap(day => this.#entriesOf(daysBetween(day, this.newestDay)))
    return entries.sort((a, b) => (b.paper.upvotes ?? 0) - (a.paper.upvotes ?? 0))
  }

  /** The entries of the body for the day that is so many days old, marked as listed on that day. */
  #entriesOf(age: number): Entry[] {
    const file = this.#bodies[age]
    if (!file) return []
    const day = addDays(this.newestDay, -age)
    const entries: Entry[] = JSON.parse(gunzipSync(readFileSync(join(this.#folder, file))).toString())
    return entries.map(entry => ({
      ...entry,
      paper: { ...entry.paper, submittedOnDailyAt: `${day}T00:00:00.000Z` },
    }))
  }
}

/** The days of a month such as `2026-02`, or null. */
function daysOfMonth(month: string): Day[] | null {
  const first = `${month}-01`
  if (!isDay(first)) return null
  return Array.from({ length: 31 }, (_, n) => addDays(first, n)).filter(day => day.startsWith(month))
}

/** The days of a week such as `2026-W09`, by ISO 8601, or null. */
function daysOfWeek(week: string): Day[] | null {
  const [, year, number] = /^(\d{4})-W(\d{2})$/.exec(week) ?? []
  if (!year || Number(number) < 1 || Number(number) > 53) return null
  // The fourth of January is always in the first week; weeks begin on Monday.
  const fourth = Date.parse(`${year}-01-04T00:00:00Z`)
  const monday = fourth - ((new Date(fourth).getUTCDay() + 6) % 7) * DAY
  const first = new Date(monday).toISOString().slice(0, 10)
  return Array.from({ length: 7 }, (_, n) => addDays(first, (Number(number) - 1) * 7 + n))
}
