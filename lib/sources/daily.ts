import { addDays, DAY, type Day, HOUR } from '../time'
import type { Daily, Mark } from './source'

/** A digest by day, and how its days grow old. */
export interface Ageing extends Daily {
  /** Milliseconds after which a day fetched `ageDays` days after it began is worth fetching again; null for never. */
  refreshAfter(ageDays: number): number | null
}

/** The days to fetch, best first, in the order of three needs. */
export interface Wanted {
  /** Among the newest days: never fetched, or changed since. */
  readonly recent: readonly Day[]
  /** Older ones that were never fetched. */
  readonly unknown: readonly Day[]
  /** Older ones that were fetched too early. */
  readonly stale: readonly Day[]
}

/** The days whose lists, upvotes and summaries still change; they come before older days. */
const RECENT_DAYS = 14
/** A mark this far in the future was made by a clock that was wrong. */
const CLOCK_TOLERANCE = HOUR
/** More than the longest wait there is; a time further away was noted by a clock that was wrong. */
const LONGEST_WAIT = 8 * HOUR

/** What of a digest by day is worth fetching at `now`, back to `from`; newest first in each. */
export function wantedDays(daily: Ageing, marks: ReadonlyMap<string, Mark>, now: number, from: Day): Wanted {
  const newest = daily.newestDay(now)
  const oldest = from > daily.firstDay ? from : daily.firstDay
  const wanted = { recent: [] as Day[], unknown: [] as Day[], stale: [] as Day[] }
  let age = 0
  for (let day = newest; day >= oldest; day = addDays(day, -1), age++) {
    const mark = marks.get(day)
    if (isWaiting(mark?.retryAt, now)) continue
    const unknown = mark?.fetched === undefined
    if (!unknown && !isStale(daily, day, mark.fetched, now)) continue
    if (age < RECENT_DAYS) wanted.recent.push(day)
    else wanted[unknown ? 'unknown' : 'stale'].push(day)
  }
  return wanted
}

/** Whether it is too early to try again. */
export function isWaiting(retryAt: number | undefined, now: number): boolean {
  return retryAt !== undefined && retryAt > now && retryAt <= now + LONGEST_WAIT
}

/** Whether something fetched at `fetched` is to be fetched again after `wait`; also where a wrong clock noted the time. */
export function isDue(fetched: number | undefined, wait: number, now: number): boolean {
  return fetched === undefined || now - fetched >= wait || fetched > now + CLOCK_TOLERANCE
}

function isStale(daily: Ageing, day: Day, fetched: number, now: number): boolean {
  const ageWhenFetched = (fetched - Date.parse(`${day}T00:00:00Z`)) / DAY
  const wait = daily.refreshAfter(Math.max(0, ageWhenFetched))
  return fetched > now + CLOCK_TOLERANCE || (wait !== null && now - fetched >= wait)
}
