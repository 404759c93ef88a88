import type { PaperId } from '../papers/identifier'
import type { Paper, Seen } from '../papers/paper'
import type { Day } from '../time'

/** A digest that the reader follows, as far as its source needs to know it. */
export interface Followed {
  /** Names the digest in the database, in listings and in messages; never changes. Lower case, `[a-z0-9-]`. */
  readonly id: string
  readonly kind: string
  /** The address that is followed; a source with one fixed address may ignore it. */
  readonly url: string
  readonly title: string
}

/** What an address turned out to be, before anything is stored. */
export interface Offer {
  readonly kind: string
  /** The address to follow, normalised: two ways to write one digest give the same. */
  readonly url: string
  readonly title: string
  readonly homepage?: string
}

/** One thing to fetch and to store whole, with its own checkpoint. */
export interface Step {
  /** Names the checkpoint within the digest: a day, a month, a shard's address, '' for the one there is. */
  readonly part: string
  /** The address of a page of it, from page 0. */
  url(page: number): string
  /** The days whose lists this answers whole. Their rows are its checkpoint, and `part` has none of its own. */
  readonly days?: readonly Day[]
  /** The SHA-256 that the body must have, in hex. */
  readonly sha256?: string
  /** Whether the step after it may be fetched while this one is stored. */
  readonly ahead?: boolean
}

/** What is known of a part: its checkpoint. Times are in milliseconds. */
export interface Mark {
  readonly fetched?: number
  /** Not to be tried again before then. */
  readonly retryAt?: number
  /** What the source itself noted of the part when it read it. */
  readonly note?: Note
}

/** What a source keeps with a checkpoint: plain values, read back with the source's own schema. */
export type Note = Readonly<Record<string, unknown>>

/** What a source plans from. */
export interface PlanState {
  readonly digest: Followed
  /** Milliseconds, by the server's clock where it has told it. */
  readonly now: number
  /** The oldest day that is wanted. */
  readonly from: Day
  /** Checkpoints by part; for days, the day. */
  readonly marks: ReadonlyMap<string, Mark>
  /** For a source that asks for them: papers of which it could tell more, the first of them. */
  readonly lacking?: readonly PaperId[]
}

/** A whole answer, as text. */
export interface Body {
  readonly text: string
  /** Where it came from in the end; on the host that was asked. */
  readonly url: string
  /** Whether the server named a further page. */
  readonly nextPage: boolean
}

/** What an answer held. */
export interface Reading {
  /** In the digest's own order, each with a listing of this digest. */
  readonly papers: readonly Paper[]
  /** A sentence for each entry that could not be read. */
  readonly rejected: readonly string[]
  /** Whether the next page belongs to the same step. */
  readonly more?: boolean
  /** To be kept with the part's checkpoint and handed back in `Mark.note`. */
  readonly note?: Note
  /** The parts that the digest is made of now, where it says so; checkpoints of others are dropped. */
  readonly parts?: readonly string[]
  /** Keeps the papers' order with the part, for a digest that is one list and has no days. */
  readonly ordered?: boolean
  /** Set where the step's answer covers several days: the answer cannot be told apart by day, ask for each one. */
  readonly undivided?: boolean
  /** How many papers the digest has in all, where it says so. */
  readonly total?: number
  /** What the digest calls itself. */
  readonly title?: string
  readonly homepage?: string
}

/** A kind of digest: one file, and one line in the registry. Pure; fetching and storing are `lib/sync`'s. */
export interface Source {
  readonly kind: string
  /** What the kind is called, for the reader: "arXiv category", "Web feed". */
  readonly name: string
  /** What the server is asked to answer with. */
  readonly accept: string
  /**
   * The digest that `typed`, an address or a name such as `cs.LG`, stands for, told from the text alone; null where it
   * is none of this kind.
   */
  recognise?(typed: string): Offer | null
  /** The digest that a body is, for kinds that are told by what an address answers; null where it is none. */
  sniff?(body: Body): Offer | null
  /** What to fetch next, or null when all is fetched and fresh. Total, whatever the marks and the clock say. */
  plan(state: PlanState): Step | null
  /** Reads one page of a step's answer. Throws a `MalformedBody` when nothing of it can be used. */
  read(body: Body, step: Step, digest: Followed, seen: Seen, page: number): Reading
  /** Whether `PlanState.lacking` is wanted. */
  readonly wantsLacking?: boolean
  /** Papers a day on average and the first day there is, for sources that have days: estimates for the reader. */
  readonly daily?: Daily
  /** The address of a paper's page on the digest's own site. */
  discussionUrl?(nativeId: string): string
  /** The address of a day's list on the digest's own site. */
  dayUrl?(day: Day): string
}

/** A source that lists papers by day, back to a first day. */
export interface Daily {
  readonly firstDay: Day
  readonly papersPerDay: number
  /** The newest day it can have at `now` (milliseconds since the epoch), on its own clock. */
  newestDay(now: number): Day
}

/** An answer that is not what the source promises; the message is for the reader. */
export class MalformedBody extends Error {
  override readonly name = 'MalformedBody'
}
