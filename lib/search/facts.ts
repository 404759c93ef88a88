import type { Day } from '../time'

/** What filters and orders ask of a paper besides its words. */
export interface DocumentFacts {
  readonly date?: Day | undefined
  readonly upvotes?: number | undefined
  readonly code: boolean
  readonly project: boolean
  readonly summary: boolean
}

/** Facts of a segment's documents in columns, and which of them are dead. They change without the index being rewritten. */
export interface Facts {
  /** 1 for a document that was deleted or replaced. */
  readonly dead: Uint8Array<ArrayBuffer>
  /** Days since the end of 1899 (1 is the first of January 1900); 0 where unknown. */
  readonly dates: Uint16Array<ArrayBuffer>
  /** Upvotes plus one; 0 where no digest counts them. */
  readonly upvotes: Uint16Array<ArrayBuffer>
  readonly flags: Uint8Array<ArrayBuffer>
}

export const FLAGS = { code: 1, project: 2, summary: 4 } as const

const DAY = 86_400_000
const FIRST = Date.UTC(1899, 11, 31)
const MOST = 65_535

/** Facts of documents in columns; none is dead. */
export function packFacts(documents: readonly DocumentFacts[]): Facts {
  const facts = emptyFacts(documents.length)
  for (const [document, of] of documents.entries()) setFacts(facts, document, of)
  return facts
}

/** Columns for a number of documents of which nothing is known. */
export function emptyFacts(documents: number): Facts {
  return {
    dead: new Uint8Array(documents),
    dates: new Uint16Array(documents),
    upvotes: new Uint16Array(documents),
    flags: new Uint8Array(documents),
  }
}

/** A copy that can be written to. */
export function copyFacts({ dead, dates, upvotes, flags }: Facts): Facts {
  return { dead: dead.slice(), dates: dates.slice(), upvotes: upvotes.slice(), flags: flags.slice() }
}

/** Writes the facts of one document; returns whether that changed anything. */
export function setFacts(facts: Facts, document: number, of: DocumentFacts): boolean {
  const date = packDay(of.date)
  const upvotes = of.upvotes === undefined ? 0 : Math.min(MOST, Math.max(0, Math.round(of.upvotes)) + 1)
  const flags =
    (of.code ? FLAGS.code : 0) | (of.project ? FLAGS.project : 0) | (of.summary ? FLAGS.summary : 0)
  const same =
    facts.dates[document] === date && facts.upvotes[document] === upvotes && facts.flags[document] === flags
  facts.dates[document] = date
  facts.upvotes[document] = upvotes
  facts.flags[document] = flags
  return !same
}

/** Copies one document's facts, its mark of death among them, from other columns. */
export function copyDocument(from: Facts, source: number, to: Facts, target: number): void {
  to.dead[target] = from.dead[source] ?? 0
  to.dates[target] = from.dates[source] ?? 0
  to.upvotes[target] = from.upvotes[source] ?? 0
  to.flags[target] = from.flags[source] ?? 0
}

/** A day as the column has it: days since the end of 1899, 0 for one that is unknown or out of range. */
export function packDay(day: Day | undefined): number {
  if (!day) return 0
  const days = packBound(day)
  return days >= 1 && days <= MOST ? days : 0
}

/** A day to compare packed days with, which may be before or after all of them. */
export function packBound(day: Day): number {
  return Math.round((Date.parse(day) - FIRST) / DAY)
}

/** The year of a packed day; undefined where unknown. */
export function yearOfPacked(packed: number): number | undefined {
  return packed === 0 ? undefined : new Date(FIRST + packed * DAY).getUTCFullYear()
}
