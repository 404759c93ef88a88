import type { Database, Sqlite3Static } from '@sqlite.org/sqlite-wasm'
import { type Hit, type PaperText, wordsOf } from './engine'

/** Whether typed letters are looked up in an index of beginnings: faster by half, and twice the size. */
export type PrefixIndex = 'with prefixes' | 'without prefixes'

/**
 * The smallest table that FTS5 ranks over: no texts, and of the places of a word only its column. BM25 weighs the title
 * threefold.
 */
const schema = (prefixes: PrefixIndex) => `
  CREATE VIRTUAL TABLE f USING fts5(title, authors, abstract,
    content='', detail=column, tokenize='porter unicode61'${prefixes === 'with prefixes' ? ", prefix='2 3'" : ''});
  INSERT INTO f(f, rank) VALUES('rank', 'bm25(3.0, 1.0, 1.0)');
  CREATE TABLE ids(paper INTEGER PRIMARY KEY, id TEXT NOT NULL);`

const QUERY = `
  SELECT (SELECT id FROM ids WHERE paper = f.rowid), rank
  FROM f WHERE f MATCH ? ORDER BY rank LIMIT ?`

export class SqliteBuilder {
  readonly #sqlite: Sqlite3Static
  readonly #db: Database
  #papers = 0

  constructor(sqlite: Sqlite3Static, prefixes: PrefixIndex) {
    this.#sqlite = sqlite
    this.#db = new sqlite.oo1.DB(':memory:')
    this.#db.exec(schema(prefixes))
  }

  add(papers: readonly PaperText[]): void {
    this.#db.transaction(db => {
      const words = db.prepare('INSERT INTO f(rowid, title, authors, abstract) VALUES(?, ?, ?, ?)')
      const names = db.prepare('INSERT INTO ids VALUES(?, ?)')
      for (const { id, title, abstract, authors } of papers) {
        const number = ++this.#papers
        words.bind([number, title, authors.join('\n'), abstract]).stepReset()
        names.bind([number, id]).stepReset()
      }
      words.finalize()
      names.finalize()
    })
  }

  /** The database as a file, with one segment and no free pages. */
  finish(): Uint8Array<ArrayBuffer> {
    this.#db.exec("INSERT INTO f(f) VALUES('optimize'); VACUUM")
    const file = this.#sqlite.capi.sqlite3_js_db_export(this.#db)
    this.#db.close()
    return file
  }
}

/** A search over an open database. */
export function searcher(db: Database): (query: string, limit: number) => Hit[] {
  const statement = db.prepare(QUERY)
  return (query, limit) => {
    const { words, typing } = wordsOf(query)
    if (words.length === 0) return []
    const match = words.map((word, i) => `"${word}"${typing && i === words.length - 1 ? '*' : ''}`).join(' ')
    const hits: Hit[] = []
    statement.bind([match, limit])
    // Ranks of SQLite are negative, the best the lowest.
    while (statement.step()) hits.push({ id: String(statement.get(0)), score: -Number(statement.get(1)) })
    statement.reset()
    return hits
  }
}
