import type { PaperId } from '../../papers/identifier'
import type { Day } from '../../time'

/** What a file says of one paper. */
export interface ReadPaper {
  /** Best first; of its title alone where the file names no other. */
  readonly ids: readonly PaperId[]
  readonly title?: string
  /** "Given Family", as the rest of Gloss has them. */
  readonly authors?: readonly string[]
  readonly abstract?: string
  /** Only where the file names the whole day. */
  readonly published?: Day
  readonly year?: number
  /** Of the year, where no whole day is known. */
  readonly month?: number
  readonly journal?: string
  /** The authors' comment on arXiv. */
  readonly comment?: string
  readonly organization?: string
  /** arXiv categories, the primary one first. */
  readonly categories?: readonly string[]
  readonly topics?: readonly string[]
  /** What a digest said of it, where the file does not say which. */
  readonly summary?: string
  /** Address of the code, http(s). */
  readonly code?: string
  /** Address of the project page, http(s). */
  readonly project?: string
  readonly state?: ReadingState
  /** From 1 to 5. */
  readonly rating?: number
  /** 1 for low, 2 for medium, 3 for high. */
  readonly priority?: number
  readonly tags?: readonly string[]
  /** Markdown. */
  readonly note?: string
  /** Milliseconds since the epoch. */
  readonly saved?: number
  /** Milliseconds since the epoch at which it was last read. */
  readonly read?: number
}

export type ReadingState = 'to-read' | 'reading' | 'done' | 'skipped'

/** A file that was read, and what of it was not understood. */
export interface ReadFile {
  /** As the reader calls it: "BibTeX". */
  readonly format: string
  /** In the order of the file, each once. */
  readonly papers: readonly ReadPaper[]
  /** A sentence each: where, and why. */
  readonly notUnderstood: readonly string[]
}

/** A format that papers come in: one file and one line in the registry. */
export interface FileReader {
  /** Never changes. */
  readonly id: string
  readonly label: string
  /** Whether a file looks like it, by its name and its beginning. */
  matches(name: string, text: string): boolean
  /** Throws an `UnreadableReferences` where nothing of the file can be read, and nothing else. */
  read(text: string): ReadFile | Promise<ReadFile>
}

/** The file holds no papers that could be read. The message is for the reader, and says what became of the list. */
export class UnreadableReferences extends Error {
  override readonly name = 'UnreadableReferences'

  constructor(what: string) {
    super(`${what} Nothing was added.`)
  }
}
