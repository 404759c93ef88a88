import type { DictionaryData } from '../search/dictionary'
import { type IndexPart, IndexReader } from '../search/index-reader'
import type { GlossDatabase } from './database'
import type { DictionaryRow, DocumentsRow, FactsRow, IndexStateRow } from './index-rows'
import {
  CHUNK_BYTES,
  checkedChunk,
  indexState,
  isWholeDictionary,
  isWholeDocuments,
  isWholeFacts,
} from './segment-store'

/** Postings kept while the context lives. More than this much, and those not asked for longest go. */
const MAX_CACHED_BYTES = 16 * 1024 * 1024

interface Resident {
  readonly dictionary: DictionaryData
  readonly documents: DocumentsRow
}

interface Rows {
  readonly state: IndexStateRow
  readonly facts: readonly FactsRow[]
  /** Segments that have a dictionary. */
  readonly written: readonly number[]
  readonly dictionaries: readonly (DictionaryRow | undefined)[]
  readonly documents: readonly (DocumentsRow | undefined)[]
}

/** An index that was opened. */
export interface OpenIndex {
  readonly reader: IndexReader
  readonly revision: number
  readonly damaged: readonly number[]
}

interface AskedChunk {
  readonly segment: number
  readonly chunk: number
  readonly resolve: (bytes: Uint8Array) => void
  readonly reject: (reason: unknown) => void
}

/** What a context has read of the index. Segments are immutable but for their facts, so it is read once. */
export class SegmentCache {
  readonly #resident = new Map<number, Resident>()
  readonly #chunks = new Map<string, Uint8Array>()
  readonly #arriving = new Map<string, Promise<Uint8Array>>()
  #asked: AskedChunk[] = []
  #unchecked: DictionaryRow[] = []
  #checking: Promise<readonly number[]> = Promise.resolve([])
  #bytes = 0

  /**
   * The index as it stands, ready to be searched, and segments that are damaged and therefore left out,
   * as those in `avoided` are.
   */
  async open(db: GlossDatabase, avoided: ReadonlySet<number> = new Set()): Promise<OpenIndex> {
    // What was found damaged has been dealt with.
    this.#checking = Promise.resolve([])
    const rows = await db.transaction('r', db.indexState, db.facts, db.dictionaries, db.documents, () =>
      this.#resident.size === 0 ? readAll(db) : this.#readMissing(db),
    )
    const read = new Map(rows.dictionaries.flatMap(row => (row ? [[row.segment, row] as const] : [])))
    for (const documents of rows.documents) {
      const dictionary = documents && read.get(documents.segment)
      if (!dictionary || avoided.has(dictionary.segment) || !isWholeDocuments(documents)) continue
      this.#resident.set(documents.segment, { dictionary: dictionary.dictionary, documents })
      this.#unchecked.push(dictionary)
    }
    const known = new Set(rows.facts.map(row => row.segment))
    this.#forgetAllBut(known)
    const parts: IndexPart[] = []
    // A segment whose facts are lost altogether would not be missed otherwise.
    const damaged: number[] = rows.written.filter(segment => !known.has(segment) && !avoided.has(segment))
    for (const row of rows.facts) {
      if (avoided.has(row.segment)) continue
      const resident = this.#resident.get(row.segment)
      if (!resident || !isWholeFacts(row) || row.facts.dead.length !== resident.documents.ids.packed.length)
        damaged.push(row.segment)
      else parts.push(this.#part(db, row.segment, resident, row.facts))
    }
    return { reader: new IndexReader(parts), damaged, revision: rows.state.revision }
  }

  /**
   * Checks what was read and not yet checked, and returns the segments that are damaged. Dictionaries are most of what an
   * opening reads; they are checked while the first query waits for its postings, and before it is answered.
   */
  async check(): Promise<readonly number[]> {
    if (this.#unchecked.length === 0) return this.#checking
    const rows = this.#unchecked
    this.#unchecked = []
    this.#checking = new Promise<void>(resolve => setTimeout(resolve)).then(() => {
      const damaged = rows.filter(row => !isWholeDictionary(row)).map(({ segment }) => segment)
      for (const segment of damaged) this.#resident.delete(segment)
      return damaged
    })
    return this.#checking
  }

  async #readMissing(db: GlossDatabase): Promise<Rows> {
    const state = await indexState(db)
    const facts = await db.facts.toArray()
    const written = await db.dictionaries.toCollection().primaryKeys()
    const missing = facts.map(row => row.segment).filter(segment => !this.#resident.has(segment))
    const dictionaries = await db.dictionaries.bulkGet(missing)
    const documents = await db.documents.bulkGet(missing)
    return { state, facts, written, dictionaries, documents }
  }

  #part(
    db: GlossDatabase,
    segment: number,
    { dictionary, documents }: Resident,
    facts: IndexPart['facts'],
  ): IndexPart {
    return {
      segment,
      dictionary,
      ids: documents.ids,
      lengths: documents.lengths,
      facts,
      postings: async (start, end) =>
        stretch(start, end, await this.#chunksOf(db, segment, chunksOver(start, end))),
    }
  }

  async #chunksOf(db: GlossDatabase, segment: number, chunks: readonly number[]): Promise<Uint8Array[]> {
    return Promise.all(chunks.map(chunk => this.#chunk(db, segment, chunk)))
  }

  #chunk(db: GlossDatabase, segment: number, chunk: number): Promise<Uint8Array> {
    const key = `${segment}:${chunk}`
    const known = this.#chunks.get(key)
    if (known) {
      this.#chunks.delete(key)
      this.#chunks.set(key, known)
      return Promise.resolve(known)
    }
    const arriving = this.#arriving.get(key)
    if (arriving) return arriving
    const asked = new Promise<Uint8Array>((resolve, reject) => {
      // What a query needs is asked for at one moment, and read in one transaction.
      if (this.#asked.length === 0) queueMicrotask(() => void this.#readAsked(db))
      this.#asked.push({ segment, chunk, resolve, reject })
    })
    this.#arriving.set(key, asked)
    return asked
  }

  async #readAsked(db: GlossDatabase): Promise<void> {
    const asked = this.#asked
    this.#asked = []
    try {
      const rows = await db.postings.bulkGet(asked.map(({ segment, chunk }) => [segment, chunk]))
      for (const [i, { segment, chunk, resolve, reject }] of asked.entries())
        try {
          const bytes = checkedChunk(segment, rows[i])
          this.#keep(`${segment}:${chunk}`, bytes)
          resolve(bytes)
        } catch (error) {
          reject(error)
        }
    } catch (error) {
      for (const { reject } of asked) reject(error)
    }
    for (const { segment, chunk } of asked) this.#arriving.delete(`${segment}:${chunk}`)
  }

  #keep(key: string, bytes: Uint8Array): void {
    this.#chunks.set(key, bytes)
    this.#bytes += bytes.length
    for (const [oldest, { length }] of this.#chunks) {
      if (this.#bytes <= MAX_CACHED_BYTES) return
      this.#chunks.delete(oldest)
      this.#bytes -= length
    }
  }

  #forgetAllBut(segments: ReadonlySet<number>): void {
    for (const segment of this.#resident.keys()) if (!segments.has(segment)) this.#resident.delete(segment)
    for (const [key, { length }] of this.#chunks)
      if (!segments.has(Number(key.split(':')[0]))) {
        this.#chunks.delete(key)
        this.#bytes -= length
      }
  }
}

/** Bytes `start` to `end` of a segment's postings, straight from the database. */
export async function readStretch(
  db: GlossDatabase,
  segment: number,
  start: number,
  end: number,
): Promise<Uint8Array> {
  const chunks = chunksOver(start, end)
  const rows = await db.postings.bulkGet(chunks.map(chunk => [segment, chunk]))
  return stretch(
    start,
    end,
    rows.map(row => checkedChunk(segment, row)),
  )
}

/** A first opening reads all there is, and asks for all of it at once. */
async function readAll(db: GlossDatabase): Promise<Rows> {
  const [state, facts, dictionaries, documents] = await Promise.all([
    indexState(db),
    db.facts.toArray(),
    db.dictionaries.toArray(),
    db.documents.toArray(),
  ])
  return { state, facts, dictionaries, documents, written: dictionaries.map(({ segment }) => segment) }
}

/** Numbers of the chunks that hold bytes `start` to `end`. */
function chunksOver(start: number, end: number): number[] {
  if (end <= start) return []
  const first = Math.floor(start / CHUNK_BYTES)
  return Array.from({ length: Math.ceil(end / CHUNK_BYTES) - first }, (_, i) => first + i)
}

/** Bytes `start` to `end` out of the chunks that hold them; a view where one chunk does. */
function stretch(start: number, end: number, chunks: readonly Uint8Array[]): Uint8Array {
  const offset = start % CHUNK_BYTES
  const [only] = chunks
  if (!only) return new Uint8Array()
  if (chunks.length === 1) return only.subarray(offset, offset + end - start)
  const joined = new Uint8Array(chunks.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const chunk of chunks) {
    joined.set(chunk, at)
    at += chunk.length
  }
  return joined.subarray(offset, offset + end - start)
}
