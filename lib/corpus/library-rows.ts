import type { DeviceId, Stamp } from '../entries/clock'
import type { Entry, Fields } from '../entries/entry'
import type { PaperId } from '../papers/identifier'
import type { Paper } from '../papers/paper'

/** An entry of the reading list, removed ones among them. */
export type EntryRow = Entry & {
  /** Grows with every change of any entry on this device. */
  readonly rev: number
  /** The entry that it was merged into, for finding it from there. */
  readonly into?: PaperId
}

/** Who this device is to the others, and the latest edit that it knows. */
export interface ClockRow {
  readonly key: 'clock'
  readonly device: DeviceId
  readonly last?: Stamp
  /** That of the entry that changed last. */
  readonly rev: number
}

/** Anything else that is kept beside the list, by name. */
export interface LibraryStateRow {
  readonly key: string
  readonly value: unknown
}

/** What the reader does to one paper of the list; names it by any of its identifiers. */
export interface Edit {
  readonly ids: readonly PaperId[]
  readonly set?: Partial<Fields>
  readonly tags?: Readonly<Record<string, boolean>>
  /** The note in Markdown, in place of all there are; empty for none. */
  readonly note?: string
  readonly remove?: true
  /** Puts it on the list where it is not, else adds to what is known of it. */
  readonly paper?: Paper
}

/** Something that the reader did and may undo. */
export interface UndoRow {
  readonly n: number
  /** Milliseconds. */
  readonly at: number
  /** What was done, as a sentence: "Tagged 12 papers". */
  readonly label: string
  /** Steps of one act, such as a long import, are undone together. */
  readonly act: string
  /** What makes it undone, in the order in which it is to be done. */
  readonly back: readonly Edit[]
  /** What makes it done again. */
  readonly again: readonly Edit[]
  readonly undone: boolean
}

/** A paper whose page the reader has visited, where the reader agreed that it is remembered. */
export interface VisitRow {
  readonly id: PaperId
  readonly ids: readonly PaperId[]
  readonly title?: string
  /** The last time, in milliseconds. */
  readonly at: number
  readonly count: number
}

/** A copy of everything at one time, kept on this machine. */
export interface SnapshotRow {
  readonly n: number
  /** Milliseconds. */
  readonly at: number
  /** Papers on the list then. */
  readonly papers: number
  /** Why it was taken, where that was not merely because it was time. */
  readonly why?: 'before a restore'
  /** A backup file, compressed. */
  readonly bytes: Uint8Array<ArrayBuffer>
}
