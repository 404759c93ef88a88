import { addDays, DAY, type Day } from '../time'
import type { Wanted } from './daily'
import type { Mark } from './source'

/** Several days that one question asks for. */
export interface Range {
  /** Names its checkpoint: `2026-W09`, `2026-02`. */
  readonly part: string
  readonly query: string
  readonly days: readonly Day[]
}

/** Entries say which day they were listed on since then; before, only a question for one day tells. */
const FIRST_MARKED_DAY = '2025-03-17'
/** The newest days are asked for one by one: they are wanted first. */
const SINGLE_DAYS = 2
/** Fewer wanted days are asked for one by one: a busy week has two pages. */
const WORTH_A_WEEK = 3
/** A month has about five pages; four weeks have eight. */
const WORTH_A_MONTH = 20
/** How long an answer that could not be told apart by day is remembered, */
const UNDIVIDED_FOR = 7 * DAY
/** and how many of them say that the server knows no ranges. */
const MAX_UNDIVIDED = 2

/**
 * The week or month to ask for next, where that saves requests; null where the next day is to be asked for by itself.
 * `oldest` and `newest` bound the days there may be.
 */
export function nextRange(
  wanted: Wanted,
  marks: ReadonlyMap<string, Mark>,
  now: number,
  oldest: Day,
  newest: Day,
): Range | null {
  const undivided = new Set([...marks].filter(([, mark]) => isUndivided(mark, now)).map(([part]) => part))
  if (undivided.size >= MAX_UNDIVIDED) return null
  const days =
    wanted.recent.length > 0 ? wanted.recent : wanted.unknown.length > 0 ? wanted.unknown : wanted.stale
  const [day] = days
  if (!day || day > addDays(newest, -SINGLE_DAYS)) return null
  // What a reader waits for arrives day by day, newest first.
  if (wanted.recent.length > 0 && marks.get(day)?.fetched === undefined) return null
  const all = new Set([...wanted.recent, ...wanted.unknown, ...wanted.stale])
  const fits = (range: Range, worth: number) =>
    (range.days[0] ?? '') >= (oldest > FIRST_MARKED_DAY ? oldest : FIRST_MARKED_DAY) &&
    range.days.filter(one => all.has(one)).length >= worth &&
    !undivided.has(range.part)
  const [month, week] = [monthOf(day, newest), weekOf(day, newest)]
  // Recent days come first: a month would bring them only after older ones.
  if (wanted.recent.length === 0 && fits(month, WORTH_A_MONTH)) return month
  return fits(week, WORTH_A_WEEK) ? week : null
}

function isUndivided({ note, fetched }: Mark, now: number): boolean {
  return note?.undivided === true && fetched !== undefined && Math.abs(now - fetched) < UNDIVIDED_FOR
}

function monthOf(day: Day, newest: Day): Range {
  const month = day.slice(0, 7)
  const days: Day[] = []
  for (let one = `${month}-01`; one.startsWith(month) && one <= newest; one = addDays(one, 1)) days.push(one)
  return { part: month, query: `month=${month}`, days }
}

/** The week of a day by ISO 8601: it begins on Monday, and belongs to the year that its Thursday is in. */
function weekOf(day: Day, newest: Day): Range {
  const monday = addDays(day, -((new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7))
  const thursday = addDays(monday, 3)
  const yearStart = Date.parse(`${thursday.slice(0, 4)}-01-01T00:00:00Z`)
  const number = 1 + Math.floor((Date.parse(`${thursday}T00:00:00Z`) - yearStart) / (7 * DAY))
  const part = `${thursday.slice(0, 4)}-W${String(number).padStart(2, '0')}`
  const days = Array.from({ length: 7 }, (_, n) => addDays(monday, n)).filter(one => one <= newest)
  return { part, query: `week=${part}`, days }
}
