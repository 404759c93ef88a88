import type { PaperId } from '../papers/identifier'

/** What a citation is made of. */
export interface Citable {
  readonly ids: readonly PaperId[]
  readonly title: string
  readonly authors: readonly string[]
  /** When it was published; a day comes with its month, a month with its year. */
  readonly year?: number
  readonly month?: number
  readonly day?: number
  readonly abstract?: string
  /** Where it was published, as arXiv's journal reference says. */
  readonly journal?: string
  readonly comment?: string
  /** arXiv categories, the primary one first. */
  readonly categories?: readonly string[]
  readonly topics?: readonly string[]
  readonly summary?: string
  /** Address of the code, http(s). */
  readonly code?: string
  /** Address of the project page, http(s). */
  readonly project?: string
  /** What the reader said of it; left out of formats that have no place for it. */
  readonly own?: Own
}

/** What a reader said of a paper in the reading list. */
export interface Own {
  readonly state?: 'to-read' | 'reading' | 'done' | 'skipped'
  readonly tags?: readonly string[]
  /** Markdown. */
  readonly note?: string
  /** From 1 to 5. */
  readonly rating?: number
  readonly priority?: number
  /** Milliseconds since the epoch. */
  readonly saved?: number
  /** Milliseconds since the epoch. */
  readonly read?: number
}

/** A citation format: one file and one line in the registry. It is light, for the background worker writes with it. */
export interface CitationFormat {
  /** Names the format in messages; never changes. */
  readonly id: string
  readonly label: string
  /** The ending of a file of it, without the dot. */
  readonly extension: string
  readonly mediaType: string
  /** These papers in this order; one paper is a list of one, and none is a file that holds none. */
  format(papers: readonly Citable[]): string
}
