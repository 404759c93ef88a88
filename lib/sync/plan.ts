import type { DailySource } from '../sources/source'
import { addDays, DAY, type Day, daysBetween, HOUR } from '../time'
import { isWaiting } from './pace'

/** What is known of one day: when it was last fetched, or when to try again what failed (both in milliseconds). */
export interface DayMark {
  readonly day: Day
  readonly fetched?: number
  readonly retryAt?: number
}

/** The days whose lists, upvotes and summaries still change; they come before older days. */
const RECENT_DAYS = 14
/** A mark this far in the future was made by a clock that was wrong. */
const CLOCK_TOLERANCE = HOUR

/**
 * The next day to fetch, or null when everything is fetched and fresh. First the recent days, newest first, that are
 * new or have changed since; then the days never fetched, newest first, back to `from`; then older days once more.
 */
export function nextDay(source: DailySource, marks: readonly DayMark[], now: number, from: Day): Day | null {
  const byDay = new Map(marks.map(mark => [mark.day, mark]))
  const newest = source.newestDay(now)
  const oldest = from > source.firstDay ? from : source.firstDay
  const days: Day[] = []
  for (let day = newest; day >= oldest; day = addDays(day, -1)) days.push(day)
  const waits = (day: Day) => isWaiting(byDay.get(day)?.retryAt, now)
  const unknown = (day: Day) => byDay.get(day)?.fetched === undefined && !waits(day)
  const stale = (day: Day) => !waits(day) && isStale(source, byDay.get(day), now)
  return (
    days.slice(0, RECENT_DAYS).find(day => unknown(day) || stale(day)) ??
    days.find(unknown) ??
    days.find(stale) ??
    null
  )
}

/** Whether a fetched day has become worth fetching again, by how old it was when it was fetched. */
function isStale(source: DailySource, mark: DayMark | undefined, now: number): boolean {
  if (mark?.fetched === undefined) return false
  if (mark.fetched > now + CLOCK_TOLERANCE) return true
  const ageWhenFetched = (mark.fetched - Date.parse(`${mark.day}T00:00:00Z`)) / DAY
  const wait = source.refreshAfter(Math.max(0, ageWhenFetched))
  return wait !== null && now - mark.fetched >= wait
}

/** How far a sync has come, for the reader. Estimates are rounded, and never below what is there. */
export interface Progress {
  readonly papers: number
  /** About how many papers there will be, to two figures. */
  readonly expected: number
  readonly daysDone: number
  readonly daysInAll: number
}

/** Progress of a source with `daysDone` days fetched back to `from`, and `papers` papers so far. */
export function progressOf(
  source: DailySource,
  daysDone: number,
  papers: number,
  now: number,
  from: Day,
): Progress {
  const oldest = from > source.firstDay ? from : source.firstDay
  const daysInAll = Math.max(daysDone, daysBetween(oldest, source.newestDay(now)) + 1)
  const left = daysInAll - daysDone
  const estimate = papers + left * source.papersPerDay
  const step = 10 ** Math.max(0, Math.floor(Math.log10(Math.max(1, estimate))) - 1)
  const expected = left === 0 ? papers : Math.max(papers, Math.round(estimate / step) * step)
  return { papers, expected, daysDone, daysInAll }
}
