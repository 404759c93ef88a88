import { Dexie, type EntityTable, type Table } from 'dexie'
import type { PaperId } from '../papers/identifier'
import type { Paper } from '../papers/paper'
import type { Segment } from '../search/segment'
import type { Day } from '../time'

/** A paper as stored; `titleKey` is left out where the title is too short to name a paper. */
export interface PaperRow extends Paper {
  readonly titleKey?: string
}

/** The checkpoint of one day of one digest: what was fetched, and when to try again what could not be. */
export interface DayRow {
  readonly digest: string
  readonly day: Day
  /** The day's papers in the digest's order. */
  readonly papers: readonly PaperId[]
  /** When it was last fetched whole, in milliseconds; left out for a day that never was. */
  readonly fetched?: number
  /** Entries that could not be read. */
  readonly rejected?: readonly string[]
  /** Why the last attempt failed, and when to try again. */
  readonly failed?: { readonly message: string; readonly retryAt: number }
}

/** Where the sync of one digest stands. */
export interface SourceRow {
  readonly digest: string
  readonly phase: 'idle' | 'running' | 'waiting'
  /** Milliseconds; the last answer that was stored. */
  readonly lastSuccess?: number
  /** The last thing that went wrong, until a whole run goes right. */
  readonly problem?: { readonly message: string; readonly at: number }
  /** Runs in a row that ended in a failure. */
  readonly failures: number
  /** Milliseconds; not before then. */
  readonly retryAt?: number
  /** Whether `retryAt` is the server's word, which the reader's wish does not override. */
  readonly askedToWait?: boolean
  /** For a feed that ships with Gloss or is fetched whole: the version that was stored. */
  readonly version?: number
  /** For a feed without days: its papers in its order. */
  readonly papers?: readonly PaperId[]
}

/** The posting lists of a part of the corpus. Read whole by searches; never changed once written. */
export interface SegmentRow {
  readonly id: number
  readonly segment: Segment
}

/** What is known of a segment without reading it: its documents and which of them are dead. */
export interface SegmentDocumentsRow {
  readonly id: number
  readonly ids: readonly string[]
  readonly dead: Uint8Array
  readonly analysis: number
}

/** A paper on the reading list, with what it takes to show and cite it should it leave the corpus. */
export interface LibraryRow {
  readonly id: PaperId
  readonly ids: readonly PaperId[]
  readonly state: 'to-read'
  /** Milliseconds. */
  readonly saved: number
  readonly paper: Paper
}

/** Gloss's database. Only `lib/corpus` and `lib/library` open it; every version ever shipped stays described here. */
export class GlossDatabase extends Dexie {
  papers!: EntityTable<PaperRow, 'id'>
  days!: Table<DayRow, [string, Day]>
  sources!: EntityTable<SourceRow, 'digest'>
  segments!: EntityTable<SegmentRow, 'id'>
  segmentDocuments!: EntityTable<SegmentDocumentsRow, 'id'>
  library!: EntityTable<LibraryRow, 'id'>

  constructor(name = 'gloss') {
    super(name)
    this.version(1).stores({
      papers: 'id, *ids, titleKey',
      days: '[digest+day], digest',
      sources: 'digest',
      segments: '++id',
      segmentDocuments: 'id',
      library: 'id, *ids, saved',
    })
  }
}

let shared: GlossDatabase | undefined

/** The database of this context, opened on first use. */
export function database(): GlossDatabase {
  shared ??= new GlossDatabase()
  return shared
}
