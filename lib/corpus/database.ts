import { Dexie, type EntityTable, type Table } from 'dexie'
import { readTermVectors } from '../extension'
import type { PaperId } from '../papers/identifier'
import type { Paper } from '../papers/paper'
import type { DictionaryData } from '../search/dictionary'
import type { DocumentIds } from '../search/document-ids'
import type { Facts } from '../search/facts'
import type { MergeProgress } from '../search/merge'
import { parseTermVectors, type TermVectors } from '../search/term-vectors'
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

/**
 * A segment of the search index lies in five tables. Every row carries a checksum (see `lib/search/bytes`); a segment
 * with a damaged row is dropped whole and built anew from its papers.
 */
interface Checked {
  readonly sum: number
}

/** What a segment's terms are. Never changed once written, like all but its facts. */
export interface DictionaryRow extends Checked {
  /** The number of the segment; none was ever used before. */
  readonly segment: number
  readonly dictionary: DictionaryData
}

/** Which papers a segment is made of. */
export interface DocumentsRow extends Checked {
  readonly segment: number
  readonly ids: DocumentIds
  readonly lengths: Uint8Array<ArrayBuffer>
  /** Of the analysis and the term vectors that it was built with. */
  readonly version: string
}

/** What changes: which documents are dead, and what filters and orders ask. */
export interface FactsRow extends Checked {
  readonly segment: number
  readonly facts: Facts
}

/** A stretch of the posting lists, of a fixed size but for the last. */
export interface PostingsRow extends Checked {
  readonly segment: number
  readonly chunk: number
  readonly bytes: Uint8Array<ArrayBuffer>
}

export interface VectorsRow extends Checked {
  readonly segment: number
  readonly vectors: Int8Array<ArrayBuffer>
}

/** The state of the index as a whole. */
export interface IndexStateRow {
  readonly key: 'index'
  /** Goes up with every change. */
  readonly revision: number
  /** The number that the next segment gets. */
  readonly nextSegment: number
  /** Whether papers may be missing from it, after damage or an upgrade. */
  readonly incomplete: boolean
}

/** A merge that was begun: where a killed worker goes on. There is one at a time. */
export interface MergeJob {
  /** The segment that is being written. Nobody reads it before it is whole. */
  readonly target: number
  readonly inputs: readonly number[]
  /** For each input, which documents were dead when the merge began. */
  readonly dead: readonly Uint8Array<ArrayBuffer>[]
  readonly progress?: MergeProgress
  /** Full chunks of postings written so far, and what is left over for the next. */
  readonly chunks: number
  readonly rest: Uint8Array<ArrayBuffer>
  /** Checksum of all the bytes above: damage to them would be written into the new segment unseen. */
  readonly sum: number
}

/** A paper on the reading list, with what it takes to show and cite it should it leave the corpus. */
export interface LibraryRow {
  readonly id: PaperId
  readonly ids: readonly PaperId[]
  readonly state: 'to-read' | 'reading' | 'done' | 'skipped'
  /** Milliseconds. */
  readonly saved: number
  readonly paper: Paper
}

/** Gloss's database. Only `lib/corpus` and `lib/library` open it; every version ever shipped stays described here. */
export class GlossDatabase extends Dexie {
  papers!: EntityTable<PaperRow, 'id'>
  days!: Table<DayRow, [string, Day]>
  sources!: EntityTable<SourceRow, 'digest'>
  dictionaries!: EntityTable<DictionaryRow, 'segment'>
  documents!: EntityTable<DocumentsRow, 'segment'>
  facts!: EntityTable<FactsRow, 'segment'>
  postings!: Table<PostingsRow, [number, number]>
  vectors!: EntityTable<VectorsRow, 'segment'>
  indexState!: EntityTable<IndexStateRow, 'key'>
  merges!: EntityTable<MergeJob, 'target'>
  library!: EntityTable<LibraryRow, 'id'>

  readonly #readVectors: () => Promise<ArrayBuffer | null>
  #vectors: Promise<TermVectors | null> | undefined

  /** `readVectors` gives the file of the term vectors; without it papers have no meaning but their words. */
  constructor(name = 'gloss', readVectors: () => Promise<ArrayBuffer | null> = async () => null) {
    super(name)
    this.#readVectors = readVectors
    this.version(1).stores({
      papers: 'id, *ids, titleKey',
      days: '[digest+day], digest',
      sources: 'digest',
      segments: '++id',
      segmentDocuments: 'id',
      library: 'id, *ids, saved',
    })
    // The index in blocks of flat bytes. What version 1 had is not read any more: upkeep builds it anew from the papers.
    this.version(2)
      .stores({
        segments: null,
        segmentDocuments: null,
        dictionaries: 'segment',
        documents: 'segment',
        facts: 'segment',
        postings: '[segment+chunk]',
        vectors: 'segment',
        indexState: 'key',
        merges: 'target',
      })
      .upgrade(async transaction => {
        const state: IndexStateRow = { key: 'index', revision: 1, nextSegment: 1, incomplete: true }
        await transaction.table('indexState').put(state)
      })
  }

  /** The term vectors that papers are indexed with, read on first use; null where there are none. */
  termVectors(): Promise<TermVectors | null> {
    if (this.#vectors) return this.#vectors
    this.#vectors = this.#readVectors()
      .then(file => file && parseTermVectors(file))
      .catch(error => {
        // Papers are kept and found by their words all the same; the next time it is tried again.
        console.error('Gloss: the term vectors could not be read', error)
        this.#vectors = undefined
        return null
      })
    return this.#vectors
  }
}

let shared: GlossDatabase | undefined

/** The database of this context, opened on first use. */
export function database(): GlossDatabase {
  shared ??= new GlossDatabase('gloss', readTermVectors)
  return shared
}
