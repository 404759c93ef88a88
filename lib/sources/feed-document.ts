import type { Seen } from '../papers/paper'
import { type Day, dayOfIso } from '../time'

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

/** A feed, whatever it is written in. */
export interface FeedDocument {
  readonly title: string
  readonly homepage?: string
  /** How often it says that it changes, in milliseconds. */
  readonly period?: number
  /** Who writes all of it. */
  readonly authors: readonly string[]
  readonly items: readonly FeedItem[]
  /** A sentence for each item that could not be read. */
  readonly rejected: readonly string[]
}

/** An item of a feed. Texts may hold HTML where they are called so; all others are plain. */
export interface FeedItem {
  readonly title: string
  /** Addresses and identifiers of what the item is about: its link, its own name, a DOI, what it encloses. */
  readonly about: readonly string[]
  /** What it says of itself in short. */
  readonly summaryHtml: string
  readonly contentHtml: string
  /** Further addresses it points to. */
  readonly related: readonly string[]
  readonly authors: readonly string[]
  /** The day as it is written, in whatever zone that is. */
  readonly day?: Day
  readonly topics: readonly string[]
}

/** Where a feed is from, and when it was read. */
export interface FeedPlace {
  readonly digest: string
  readonly seen: Seen
  /** The address of the feed. */
  readonly url: string
}

/** A date of a feed, "Mon, 17 Aug 2026 00:00:00 -0400" or "2026-08-17T…", as the day it names; it is never converted. */
export function dayOfDate(text: string): Day | undefined {
  const iso = dayOfIso(text.trim())
  if (iso) return iso
  const [, date = '', name = '', year = ''] =
    /^(?:[a-z]{3,9},?\s+)?(\d{1,2})\s+([a-z]{3})[a-z]*\.?,?\s+(\d{4}|\d{2})\b/i.exec(text.trim()) ?? []
  const month = MONTHS.indexOf(name.toLowerCase()) + 1
  if (month === 0) return undefined
  // RFC 822 wrote two digits; feeds began in 1999.
  const full = year.length === 2 ? `${Number(year) > 90 ? 19 : 20}${year}` : year
  return dayOfIso(`${full}-${String(month).padStart(2, '0')}-${date.padStart(2, '0')}`)
}

/** The HTML of a plain text. */
export function escaped(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')
}
