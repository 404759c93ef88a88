import { type Day, isDay } from '../../time'

/** What a file says of when something appeared. */
export interface WrittenDate {
  readonly published?: Day
  readonly year?: number
  /** Of the year, where no whole day is written. */
  readonly month?: number
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
/** Earlier years are misprints, or a year of another calendar. */
const MIN_YEAR = 1400
const MAX_YEAR = 2200
/** No file says of a paper that it was saved before there was a web. */
const MIN_TIME = Date.UTC(1990, 0)
const MAX_TIME = Date.UTC(MAX_YEAR, 0)

/** A date from its parts; parts that are not there, or are none of a calendar, are left out with all behind them. */
export function dateOfParts(year: unknown, month?: unknown, day?: unknown): WrittenDate {
  const whole = Number(year)
  if (!Number.isInteger(whole) || whole < MIN_YEAR || whole > MAX_YEAR) return {}
  const written = [whole, monthOf(month), Number(day)]
  const published = written.map((part, index) => String(part).padStart(index ? 2 : 4, '0')).join('-')
  if (isDay(published)) return { year: whole, published }
  const [, inYear = 0] = written
  return { year: whole, ...(inYear >= 1 && inYear <= 12 && { month: inYear }) }
}

/** A date as it is written: "2017-06-12", "2017/06/12/", "2017-06", "12 June 2017", "June 12, 2017", "2017". */
export function dateOfText(text: string): WrittenDate {
  const date = text.trim().slice(0, 100)
  const [, year, month, day] =
    /^(\d{4})(?:[-/.](\d{1,2}|[A-Za-z]{3,9}))?(?:[-/.](\d{1,2}))?(?!\d)/.exec(date) ?? []
  if (year) return dateOfParts(year, month, day)
  const words = /^(?:(\d{1,2})\.?\s+)?([A-Za-z]{3,9})\.?\s+(?:(\d{1,2})(?:st|nd|rd|th)?,?\s+)?(\d{4})\b/.exec(
    date,
  )
  if (words) return dateOfParts(words[4], words[2], words[1] ?? words[3])
  return dateOfParts(/\b(?:1[5-9]|20)\d\d\b/.exec(date)?.[0])
}

function monthOf(month: unknown): number {
  const name = typeof month === 'string' ? MONTHS.indexOf(month.trim().slice(0, 3).toLowerCase()) : -1
  return name >= 0 ? name + 1 : Number(month)
}

/** The milliseconds of an ISO time, or of "2023-05-01 10:11:12" in UTC as Zotero writes it; undefined for what is none. */
export function timeOfText(text: string | undefined): number | undefined {
  const iso = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?)(Z|[+-]\d\d:?\d\d)?)?$/.exec(
    text?.trim() ?? '',
  )
  if (!iso) return undefined
  const [, day, time = '00:00', zone = 'Z'] = iso
  return plausible(Date.parse(`${day}T${time}${zone}`))
}

/** The milliseconds of a time in seconds, or in milli- or microseconds, as browsers write them. */
export function timeOfNumber(text: string | undefined): number | undefined {
  if (!/^\d{9,17}$/.test(text?.trim() ?? '')) return undefined
  let time = Number(text) * 1000
  while (time > MAX_TIME) time /= 1000
  return plausible(Math.round(time))
}

function plausible(time: number): number | undefined {
  return time >= MIN_TIME && time < MAX_TIME ? time : undefined
}
