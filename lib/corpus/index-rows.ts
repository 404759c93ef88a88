import type { DictionaryData } from '../search/dictionary'
import type { DocumentIds } from '../search/document-ids'
import type { Facts } from '../search/facts'
import type { MergeProgress } from '../search/merge'

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
  /** How many papers there are. Counting them takes longer the more there are; left out until they were counted once. */
  readonly papers?: number
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
