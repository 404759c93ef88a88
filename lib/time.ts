/** A calendar day as `YYYY-MM-DD`, without a time zone. Compares correctly as a string. */
export type Day = string

export const SECOND = 1000
export const MINUTE = 60 * SECOND
export const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR

const DAY_PATTERN = /^\d{4}-\d{2}-\d{2}$/

/** Whether `text` is a day that exists on the calendar. */
export function isDay(text: string): boolean {
  if (!DAY_PATTERN.test(text)) return false
  const time = Date.parse(`${text}T00:00:00Z`)
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text)
}

/** The day written at the start of an ISO time. It is sliced, never converted: no time zone can move it. */
export function dayOfIso(iso: string): Day | undefined {
  const day = iso.slice(0, 10)
  return isDay(day) ? day : undefined
}

/** `day` moved by a number of calendar days, in either direction. */
export function addDays(day: Day, count: number): Day {
  return new Date(Date.parse(`${day}T00:00:00Z`) + count * DAY).toISOString().slice(0, 10)
}

/** `day` moved by a number of months; a day that the month does not have becomes its last. */
export function addMonths(day: Day, count: number): Day {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  const last = new Date(Date.UTC(year, month + count, 0)).getUTCDate()
  return new Date(Date.UTC(year, month - 1 + count, Math.min(date, last))).toISOString().slice(0, 10)
}

/** The day, in UTC, of a time in milliseconds. */
export function dayOfTime(time: number): Day {
  return new Date(time).toISOString().slice(0, 10)
}

/** Calendar days from `from` to `to`; negative when `to` is earlier. */
export function daysBetween(from: Day, to: Day): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY)
}

/** The wall clock in `timeZone` at `now` (milliseconds since the epoch): its day and minutes after midnight. */
export function wallClock(now: number, timeZone: string): { day: Day; minutes: number } {
  const parts = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  }).formatToParts(now)
  const read = (type: Intl.DateTimeFormatPartTypes) => parts.find(part => part.type === type)?.value ?? '00'
  return {
    day: `${read('year')}-${read('month')}-${read('day')}`,
    minutes: Number(read('hour')) * 60 + Number(read('minute')),
  }
}

/** A day in words, such as "Mon 17 Aug 2026", the same in every time zone. */
export function dayInWords(day: Day, style: 'short' | 'long' = 'short', locale = 'en-GB'): string {
  if (!isDay(day)) return day
  const date = new Date(`${day}T00:00:00Z`)
  const options: Intl.DateTimeFormatOptions =
    style === 'long'
      ? { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }
      : { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' }
  return new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' }).format(date).replace(/,/g, '')
}

/** How long ago `then` was, in words for a status line: "just now", "2 min ago", "3 h ago", "5 days ago". */
export function ago(then: number, now: number): string {
  const passed = Math.max(0, now - then)
  if (passed < MINUTE) return 'just now'
  if (passed < HOUR) return `${Math.floor(passed / MINUTE)} min ago`
  if (passed < 2 * DAY) return `${Math.floor(passed / HOUR)} h ago`
  return `${Math.floor(passed / DAY)} days ago`
}
