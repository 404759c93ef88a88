import type { PaperId } from '../papers/identifier'

/** What a citation is made of. */
export interface Citable {
  readonly ids: readonly PaperId[]
  readonly title: string
  readonly authors: readonly string[]
  readonly year?: number
  readonly month?: number
}

/** A citation format: one file and one line in the registry. */
export interface CitationFormat {
  /** Names the format in messages; never changes. */
  readonly id: string
  readonly label: string
  format(paper: Citable): string
}
