/** A paper as the bench hands it to every engine: all of them index its title, authors and abstract. */
export interface PaperText {
  readonly id: string
  readonly title: string
  readonly abstract: string
  readonly authors: readonly string[]
  readonly published?: string
}

export interface Hit {
  readonly id: string
  /** Left out by engines that rank without one. */
  readonly score?: number
}

/** Ranked hits for a text of which the last word is still being typed, unless a space follows it. */
export type Search = (query: string, limit: number) => Promise<readonly Hit[]>

/** Papers in batches; asked again, they come from the start. */
export type Batches = () => AsyncIterable<readonly PaperText[]>

export interface Built {
  /** Milliseconds of making the index in memory. */
  readonly indexMs: number
  /** Milliseconds until papers or index, as the engine has it, were all durably stored: indexing included. */
  readonly storeMs: number
  /** Bytes of the index as stored. */
  readonly bytes: number
}

/** A search engine as a page uses it. One file each; nothing of one is loaded while another is measured. */
export interface Engine {
  /** Makes the index of the papers and stores it where a new page finds it. */
  build(batches: Batches): Promise<Built>
  /** Loads what is code and not data, such as WASM. Counted apart from opening. */
  prepare?(): Promise<void>
  /** Opens what was stored, in a page that knows nothing of it. */
  open(): Promise<Search>
  /** Bytes of WASM memory, which no measure of the heap counts. */
  wasmBytes?(): Promise<number>
}

/** Adds up the time of some work and leaves out what is between. */
export class Stopwatch {
  ms = 0

  async time<T>(work: () => T | Promise<T>): Promise<T> {
    const start = performance.now()
    const result = await work()
    this.ms += performance.now() - start
    return result
  }
}

/** The words of a query, and whether the last one is still being typed. */
export function wordsOf(query: string): { words: string[]; typing: boolean } {
  return { words: query.match(/[\p{L}\p{N}]+/gu) ?? [], typing: !query.endsWith(' ') }
}
