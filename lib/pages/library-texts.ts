import { useEffect, useMemo, useState } from 'preact/hooks'
import type { GlossDatabase } from '../corpus/database'
import { searchText } from '../entries/filter'
import type { ListRow } from '../entries/list-row'
import { listedPapers } from '../library/library'
import type { PaperId } from '../papers/identifier'
import { inSlices, whenIdle } from './idle'

/** Papers whose abstracts are read at once. */
const ONE_BATCH = 100

/** A row that says nothing, for the words of an abstract alone. */
const NOTHING: ListRow = {
  id: 'title:',
  ids: [],
  keys: [],
  state: 'to-read',
  priority: 0,
  rating: 0,
  saved: 0,
  tags: [],
  notes: [],
  title: '',
  authors: [],
  topics: [],
  has: {},
  digests: [],
}

interface Text {
  readonly row: ListRow
  readonly text: string
  /** Where its abstract begins, once that is known. */
  readonly abstractAt?: number
}

/** What rows are searched by: their words, folded, made ahead of the first letter that is typed. */
export class LibraryTexts {
  readonly #db: GlossDatabase
  #texts = new Map<PaperId, Text>()

  constructor(db: GlossDatabase) {
    this.#db = db
  }

  /** The words of a row; undefined while they have not been made. */
  of(row: ListRow): string | undefined {
    // Of a row that has changed, what it was before is better than nothing until the new words are there.
    return this.#texts.get(row.id)?.text
  }

  /**
   * Makes the words of the rows that are new or have changed, and then adds those of abstracts, while the page is idle.
   * `onMade` is called whenever more can be found.
   */
  async make(rows: readonly ListRow[], signal: AbortSignal, onMade: () => void): Promise<void> {
    const changed = rows.filter(row => this.#texts.get(row.id)?.row !== row)
    if (changed.length > 0) {
      const whole = await inSlices(changed, row => this.#make(row), signal)
      if (whole || this.#texts.size > 0) onMade()
      if (!whole) return
    }
    if (this.#texts.size > rows.length) this.#keep(rows)
    const bare = rows.filter(row => this.#texts.get(row.id)?.abstractAt === undefined)
    for (let from = 0; from < bare.length; from += ONE_BATCH) {
      await whenIdle()
      if (signal.aborted) return
      const batch = bare.slice(from, from + ONE_BATCH)
      const papers = await listedPapers(this.#db, batch)
      const add = (row: ListRow) => this.#addAbstract(row, papers.get(row.id)?.abstract)
      if (!(await inSlices(batch, add, signal))) return
    }
    if (bare.length > 0) onMade()
  }

  #make(row: ListRow): void {
    const before = this.#texts.get(row.id)
    const words = searchText(row)
    if (before?.abstractAt === undefined) return void this.#texts.set(row.id, { row, text: words })
    const text = words + before.text.slice(before.abstractAt)
    this.#texts.set(row.id, { row, text, abstractAt: words.length })
  }

  #addAbstract(row: ListRow, abstract: string | undefined): void {
    const known = this.#texts.get(row.id)
    if (!known) return
    const text = abstract ? known.text + searchText(NOTHING, abstract) : known.text
    this.#texts.set(row.id, { row: known.row, text, abstractAt: known.text.length })
  }

  #keep(rows: readonly ListRow[]): void {
    const ids = new Set(rows.map(({ id }) => id))
    for (const id of this.#texts.keys()) if (!ids.has(id)) this.#texts.delete(id)
  }
}

/** The words of the rows; `made` grows whenever more of them can be found. */
export function useTexts(
  db: GlossDatabase,
  rows: readonly ListRow[] | undefined,
): { readonly texts: LibraryTexts; readonly made: number } {
  const texts = useMemo(() => new LibraryTexts(db), [db])
  const [made, setMade] = useState(0)
  useEffect(() => {
    if (!rows) return
    const controller = new AbortController()
    texts
      .make(rows, controller.signal, () => setMade(count => count + 1))
      // Titles, authors and tags are found all the same.
      .catch((error: unknown) => console.error('Gloss: abstracts could not be read for the filter', error))
    return () => controller.abort()
  }, [rows, texts])
  return { texts, made }
}
