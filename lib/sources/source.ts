import type { Paper, Seen } from '../papers/paper'
import type { Day } from '../time'

/** A digest that lists papers by day, read over the network. */
export interface DailySource {
  /** Names the digest in the database and in messages; never changes. */
  readonly id: string
  readonly title: string
  readonly homepage: string
  /** The first day it has. */
  readonly firstDay: Day
  /** Papers a day on average, for estimates shown to the reader. */
  readonly papersPerDay: number
  /** The newest day it can have at `now` (milliseconds since the epoch), on its own clock. */
  newestDay(now: number): Day
  /** Milliseconds after which a day fetched `ageDays` days after it began is worth fetching again; null for never. */
  refreshAfter(ageDays: number): number | null
  /** The address of one page of a day's list, from page 0. */
  url(day: Day, page: number): string
  /** Reads the body of an answer. Throws a `MalformedBody` when nothing of it can be used. */
  parse(body: unknown, day: Day, seen: Seen): ParsedList
  /** The address of a paper's page on the digest's own site. */
  discussionUrl(nativeId: string): string
  /** The address of a day's list on the digest's own site. */
  dayUrl(day: Day): string
}

/** What an answer held: the papers in its order, and a sentence for each entry that could not be read. */
export interface ParsedList {
  readonly papers: readonly Paper[]
  readonly rejected: readonly string[]
}

/** An answer that is not what the source promises; the message is for the reader. */
export class MalformedBody extends Error {
  override readonly name = 'MalformedBody'
}
