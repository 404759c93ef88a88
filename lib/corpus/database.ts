import { Dexie, type EntityTable, type Table, type Transaction } from 'dexie'
import type { ListRow } from '../entries/list-row'
import { readTermVectors } from '../extension'
import type { PaperId } from '../papers/identifier'
import type { Paper } from '../papers/paper'
import { parseTermVectors, type TermVectors } from '../search/term-vectors'
import type { Day } from '../time'
import { FIRST_DIGESTS, HUGGING_FACE, STARTER } from './first-digests'
import type {
  DictionaryRow,
  DocumentsRow,
  FactsRow,
  IndexStateRow,
  MergeJob,
  PostingsRow,
  VectorsRow,
} from './index-rows'
import type { LearnedRow, SignalRow } from './learned-rows'
import type { ClockRow, EntryRow, LibraryStateRow, SnapshotRow, UndoRow, VisitRow } from './library-rows'
import { keepEntries, type OldLibraryRow } from './library-upgrade'
import { closingNewer, stopAtNewer } from './newer'

/** A paper as stored; `titleKey` is left out where the title is too short to name a paper. */
export interface PaperRow extends Paper {
  readonly titleKey?: string
}

/** A digest that the reader follows, and how. */
export interface DigestRow {
  /** Names it in every listing; never changes. */
  readonly digest: string
  /** A kind of `lib/sources`, or one of those that are never fetched: the starter digest, pages that were dropped here. */
  readonly kind: string
  readonly url: string
  readonly title: string
  readonly homepage?: string
  /** Its place among the digests, from 0. */
  readonly order: number
  readonly paused: boolean
  /** Months after which its papers go, unless they are saved or another digest has them; left out for never. */
  readonly keepMonths?: number
  /** Milliseconds. */
  readonly added: number
  /** Set while it is being removed, so that a removal that was cut short is finished. */
  readonly removing?: Removal
  /** How far a removal or a retention has come, which go over all papers, some at a time. */
  readonly sweep?: Sweep
}

/** How far work over all papers has come. */
export interface Sweep {
  /** Of a retention: the day before which papers go. */
  readonly before?: Day
  /** The last paper that was looked at; left out at the beginning. */
  readonly last?: PaperId
  /** Whether papers were changed since the beginning. */
  readonly changed?: boolean
  readonly done?: boolean
}

/** What becomes of a digest's papers with it: kept as they are, or removed where no other digest has them. */
export type Removal = 'keep papers' | 'remove papers'

/** The list of one day of one digest; for a digest that is fetched by day also its checkpoint. */
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
  readonly failed?: Failed
  /** What tells whether it has changed. */
  readonly version?: BodyVersion
}

/** The checkpoint of a part of a digest that is not a day: a shard, a page of results, the one file there is. */
export interface PartRow {
  readonly digest: string
  readonly part: string
  /** Its papers in the digest's order, where the digest is one list. */
  readonly papers?: readonly PaperId[]
  readonly fetched?: number
  readonly rejected?: readonly string[]
  readonly failed?: Failed
  readonly version?: BodyVersion
  /** What the source noted when it read the part. */
  readonly note?: Readonly<Record<string, unknown>>
}

export interface Failed {
  readonly message: string
  /** Milliseconds. */
  readonly retryAt: number
}

/** What tells one answer of a server from another: its validators, and a checksum of the body. */
export interface BodyVersion {
  readonly etag?: string
  readonly modified?: string
  readonly sum: string
}

/** Where the sync of one digest stands. */
export interface SourceRow {
  readonly digest: string
  readonly phase: 'idle' | 'running' | 'waiting'
  /** Milliseconds; the last answer, whether it brought anything new or not. */
  readonly lastSuccess?: number
  /** The last thing that went wrong, until a whole run goes right. */
  readonly problem?: { readonly message: string; readonly at: number }
  /** Runs in a row that ended in a failure. */
  readonly failures: number
  /** Milliseconds; not before then. */
  readonly retryAt?: number
  /** Whether `retryAt` is the server's word, which the reader's wish does not override. */
  readonly askedToWait?: boolean
  /** Papers that it has brought. */
  readonly papers?: number
  /** How far it has come, where it can tell: parts done of all, and about how many papers there will be. */
  readonly progress?: { readonly done: number; readonly all: number; readonly expected: number }
  /** Parts that were asked for again and had not changed, with the time: so much is written for them and no more. */
  readonly checked?: Readonly<Record<string, number>>
}

/** A paper on the reading list, as it is shown; made of its entries. */
export type LibraryRow = ListRow

/** Gloss's database. Only `lib/corpus` and `lib/library` open it; every version ever shipped stays described here. */
export class GlossDatabase extends Dexie {
  papers!: EntityTable<PaperRow, 'id'>
  days!: Table<DayRow, [string, Day]>
  digests!: EntityTable<DigestRow, 'digest'>
  parts!: Table<PartRow, [string, string]>
  sources!: EntityTable<SourceRow, 'digest'>
  dictionaries!: EntityTable<DictionaryRow, 'segment'>
  documents!: EntityTable<DocumentsRow, 'segment'>
  facts!: EntityTable<FactsRow, 'segment'>
  postings!: Table<PostingsRow, [number, number]>
  vectors!: EntityTable<VectorsRow, 'segment'>
  indexState!: EntityTable<IndexStateRow, 'key'>
  merges!: EntityTable<MergeJob, 'target'>
  library!: EntityTable<LibraryRow, 'id'>
  entries!: EntityTable<EntryRow, 'key'>
  libraryState!: Table<ClockRow | LibraryStateRow, string>
  undo!: EntityTable<UndoRow, 'n'>
  visits!: EntityTable<VisitRow, 'id'>
  snapshots!: EntityTable<SnapshotRow, 'n'>
  signals!: EntityTable<SignalRow, 'id'>
  learned!: EntityTable<LearnedRow, 'key'>

  readonly #readVectors: () => Promise<ArrayBuffer | null>
  #vectors: Promise<TermVectors | null> | undefined

  /** `readVectors` gives the file of the term vectors; without it papers have no meaning but their words. */
  constructor(name = 'gloss', readVectors: () => Promise<ArrayBuffer | null> = async () => null) {
    super(name, { indexedDB: closingNewer(Dexie.dependencies.indexedDB) })
    stopAtNewer(this)
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
    // Digests that the reader chooses, and checkpoints for what is not listed by day.
    this.version(3).stores({ digests: 'digest', parts: '[digest+part], digest' }).upgrade(followFirstDigests)
    // What the reader did with papers, and what was learned from that and from the corpus.
    this.version(4).stores({ signals: 'id, *ids, at', learned: 'key' }).upgrade(countSaved)
    // The list as it can be agreed on with other devices, what undoes edits, and what the reader has visited.
    this.version(5)
      .stores({
        library: 'id, *ids, *keys, saved',
        entries: 'key, *ids, rev, into',
        libraryState: 'key',
        undo: '++n, [act+n]',
        visits: 'id, *ids, at',
        snapshots: '++n, at',
      })
      .upgrade(keepEntries)
    this.on('populate', transaction => transaction.table('digests').bulkAdd(FIRST_DIGESTS))
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

/** Before there was a choice there were these two; the starter digest's list lay with its state. */
async function followFirstDigests(transaction: Transaction): Promise<void> {
  await transaction.table('digests').bulkPut(FIRST_DIGESTS)
  const [sources, days] = [transaction.table('sources'), transaction.table<DayRow>('days')]
  const starter = await sources.get(STARTER)
  if (starter) {
    const { papers = [], version, ...state } = starter
    await transaction.table('parts').put({ digest: STARTER, part: '', papers, note: { version } })
    await sources.put({ ...state, papers: papers.length })
  }
  const listed = await days.where('digest').equals(HUGGING_FACE).toArray()
  await sources.update(HUGGING_FACE, { papers: new Set(listed.flatMap(({ papers }) => papers)).size })
}

/** Papers that were saved before anything was learned from it say as much as those that are saved after. */
async function countSaved(transaction: Transaction): Promise<void> {
  const saved = await transaction.table<OldLibraryRow>('library').toArray()
  const signals = saved.map(({ id, ids, saved }): SignalRow => ({ id, ids, kind: 'saved', at: saved }))
  await transaction.table('signals').bulkPut(signals)
}

let shared: GlossDatabase | undefined

/** The database of this context, opened on first use. */
export function database(): GlossDatabase {
  shared ??= new GlossDatabase('gloss', readTermVectors)
  return shared
}
