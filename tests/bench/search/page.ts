import type { Batches, Built, Engine, PaperText, Search } from './engine'
import { type Typed, typeQueries } from './typing'

/** Papers in each file of records, and in each batch that is stored. */
const BATCH = 1000
/** Hits that a query asks for. */
export const HITS = 50

const ENGINES = {
  gloss: async () => (await import('./gloss-engine')).gloss,
  'gloss-papers': async () => (await import('./gloss-engine')).glossWithPapers,
  minisearch: async () => (await import('./minisearch-engine')).engine,
  'flexsearch-strict': async () => (await import('./flexsearch-engine')).exported('strict'),
  'flexsearch-forward': async () => (await import('./flexsearch-engine')).exported('forward'),
  'flexsearch-strict-store': async () => (await import('./flexsearch-engine')).mounted('strict'),
  'flexsearch-forward-store': async () => (await import('./flexsearch-engine')).mounted('forward'),
  orama: async () => (await import('./orama-engine')).engine,
  'sqlite-opfs': async () => (await import('./sqlite-opfs-engine')).sqliteInOpfs('without prefixes'),
  'sqlite-opfs-prefix': async () => (await import('./sqlite-opfs-engine')).sqliteInOpfs('with prefixes'),
  'sqlite-image': async () => (await import('./sqlite-image-engine')).engine,
} satisfies Record<string, () => Promise<Engine>>

export type EngineName = keyof typeof ENGINES

/** What an engine may take to build its index before it is given up. */
export interface BuildLimits {
  readonly seconds: number
  readonly heapMB: number
}

export interface Opened {
  /** Milliseconds of loading the engine's code. */
  readonly codeMs: number
  /** Milliseconds from opening what is stored to the first ranked hits. */
  readonly openMs: number
  readonly hits: number
}

/** What the driver calls in the page. */
export interface Bench {
  build(
    name: EngineName,
    papers: number,
    limits: BuildLimits | null,
  ): Promise<Built | { readonly notRun: string }>
  open(name: EngineName, query: string): Promise<Opened>
  /** Bytes of WASM memory that the engine opened last holds. */
  wasmBytes(): Promise<number>
  /** Types queries into the engine opened last. */
  type(queries: readonly string[], seconds: number): Promise<Typed>
}

declare global {
  interface Window {
    bench: Bench
    /** The driver's answer: whether the page holds more than so many megabytes. Its own figure is minutes old. */
    heapOver(megabytes: number): Promise<boolean>
  }
}

class OverLimit extends Error {}

let opened: Engine | undefined
let search: Search | undefined

window.bench = {
  async build(name, papers, limits) {
    const engine = await ENGINES[name]()
    try {
      return await engine.build(limited(papers, limits))
    } catch (error) {
      if (error instanceof OverLimit) return { notRun: error.message }
      throw error
    }
  },
  async open(name, query) {
    const start = performance.now()
    opened = await ENGINES[name]()
    await opened.prepare?.()
    const loaded = performance.now()
    search = await opened.open()
    const hits = await search(query, HITS)
    const answered = performance.now()
    return { codeMs: loaded - start, openMs: answered - loaded, hits: hits.length }
  },
  async wasmBytes() {
    return (await opened?.wasmBytes?.()) ?? 0
  },
  async type(queries, seconds) {
    if (!search) throw new Error('No engine has been opened')
    return typeQueries(search, queries, HITS, seconds)
  },
}

/** The records in batches, until the engine has taken more than it may. */
function limited(papers: number, limits: BuildLimits | null): Batches {
  const start = performance.now()
  return async function* () {
    for (let from = 0; from < papers; from += BATCH) {
      const reached = `at ${from.toLocaleString('en')} papers`
      const seconds = (performance.now() - start) / 1000
      if (limits && seconds > limits.seconds) throw new OverLimit(`over ${limits.seconds} s ${reached}`)
      if (limits && (await window.heapOver(limits.heapMB)))
        throw new OverLimit(`over ${limits.heapMB} MB ${reached}`)
      const answer = await fetch(`/records/${from / BATCH}.json`)
      const batch: PaperText[] = await answer.json()
      yield batch.slice(0, papers - from)
    }
  }
}
