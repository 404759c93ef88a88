import type { PaperId } from '../papers/identifier'

/** The last thing that the reader did with a paper, for the order that is learned from it. */
export interface SignalRow {
  readonly id: PaperId
  readonly ids: readonly PaperId[]
  readonly kind: 'saved' | 'read' | 'skipped'
  /** Milliseconds. */
  readonly at: number
}

/** Something that was learned, and can be learned again: a model or statistics of the corpus. */
export interface LearnedRow {
  readonly key: string
  /** Of what it was learned, and by which code: of another version it is learned anew. */
  readonly version: string
  readonly value: unknown
}
