import sqlite3InitModule, { type SAHPoolUtil, type Sqlite3Static } from '@sqlite.org/sqlite-wasm'
import type { Hit, PaperText } from './engine'
import { type PrefixIndex, SqliteBuilder, searcher } from './sqlite-index'

const FILE = '/index.db'

/** What the page asks of the worker, and what comes back. */
export interface SqliteCalls {
  load(): void
  begin(prefixes: PrefixIndex): void
  add(papers: readonly PaperText[]): void
  finish(): number
  open(): void
  search(query: string, limit: number): readonly Hit[]
  wasmBytes(): number
}

let sqlite: Sqlite3Static
let builder: SqliteBuilder | undefined
let search: ((query: string, limit: number) => Hit[]) | undefined

const calls: { [K in keyof SqliteCalls]: (...args: Parameters<SqliteCalls[K]>) => unknown } = {
  async load() {
    sqlite = await sqlite3InitModule()
  },
  begin(prefixes) {
    builder = new SqliteBuilder(sqlite, prefixes)
  },
  add(papers) {
    builder?.add(papers)
  },
  async finish() {
    const file = builder?.finish() ?? new Uint8Array()
    await (await pool()).importDb(FILE, file)
    return file.length
  },
  async open() {
    const { OpfsSAHPoolDb } = await pool()
    search = searcher(new OpfsSAHPoolDb(FILE))
  },
  search: (query, limit) => search?.(query, limit),
  wasmBytes: () => sqlite.wasm.heap8u().byteLength,
}

// One call at a time: the page waits for each answer.
addEventListener('message', async ({ data }: MessageEvent<{ name: keyof SqliteCalls; args: never }>) => {
  try {
    const call = calls[data.name] as (...args: readonly unknown[]) => unknown
    postMessage({ result: await call(...(data.args as readonly unknown[])) })
  } catch (error) {
    postMessage({ error: String(error) })
  }
})

/** Files of the origin's private file system that SQLite reads page by page. */
function pool(): Promise<SAHPoolUtil> {
  return sqlite.installOpfsSAHPoolVfs({})
}
