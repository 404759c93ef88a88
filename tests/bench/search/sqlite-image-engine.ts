import sqlite3InitModule, { type Sqlite3Static } from '@sqlite.org/sqlite-wasm'
import { type Engine, Stopwatch } from './engine'
import { getPieces, putPieces } from './part-store'
import { SqliteBuilder, searcher } from './sqlite-index'

const NAME = 'sqlite-image'

let sqlite: Promise<Sqlite3Static> | undefined
const loaded = () => {
  sqlite ??= sqlite3InitModule()
  return sqlite
}

/** SQLite's FTS5 in the page, its file kept in IndexedDB and read whole. */
export const engine: Engine = {
  async build(batches) {
    const builder = new SqliteBuilder(await loaded(), 'without prefixes')
    const work = new Stopwatch()
    for await (const papers of batches()) await work.time(() => builder.add(papers))
    const indexMs = work.ms
    const bytes = await work.time(async () => {
      const file = builder.finish()
      await putPieces(NAME, [file])
      return file.length
    })
    return { indexMs, storeMs: work.ms, bytes }
  },
  async prepare() {
    await loaded()
  },
  async open() {
    const { wasm, capi, oo1 } = await loaded()
    const [file] = await getPieces(NAME)
    if (!file) throw new Error('No file of SQLite is stored')
    const db = new oo1.DB(':memory:')
    const image = wasm.allocFromTypedArray(file)
    if (!db.pointer) throw new Error('SQLite has no database')
    const flags = capi.SQLITE_DESERIALIZE_FREEONCLOSE | capi.SQLITE_DESERIALIZE_READONLY
    db.checkRc(capi.sqlite3_deserialize(db.pointer, 'main', image, file.length, file.length, flags))
    const search = searcher(db)
    return async (query, limit) => search(query, limit)
  },
  async wasmBytes() {
    return (await loaded()).wasm.heap8u().byteLength
  },
}
