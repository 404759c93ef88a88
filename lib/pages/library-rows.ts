import type { GlossDatabase } from '../corpus/database'
import type { ClockRow } from '../corpus/library-rows'
import type { ListRow } from '../entries/list-row'
import type { PaperId } from '../papers/identifier'

/** Rows that are read at once: more than that take longer than half a frame to come out of the database. */
const ONE_BATCH = 500
/** Past so many changed entries the whole list is read again, which is quicker. */
const MANY_CHANGED = 1500
/** More rows than the tallest screen shows. */
const FIRST_SCREEN = 40

/** The rows of the list in memory, and how to bring them up to date. */
export class LibraryRows {
  readonly #db: GlossDatabase
  #rows = new Map<PaperId, ListRow>()
  #byKey = new Map<PaperId, PaperId>()
  /** That of the entry that changed last of those that have been read; undefined before the first time. */
  #rev: number | undefined

  constructor(db: GlossDatabase) {
    this.#db = db
  }

  /** Every row, last saved first. */
  get rows(): ListRow[] {
    return [...this.#rows.values()].sort((a, b) => b.saved - a.saved || (a.id < b.id ? -1 : 1))
  }

  /** Those saved last, for the screen, while the others are read. */
  first(): Promise<ListRow[]> {
    return this.#db.library.orderBy('saved').reverse().limit(FIRST_SCREEN).toArray()
  }

  /** Reads what has changed since the last time, the first time everything; returns whether there was anything. */
  async update(): Promise<boolean> {
    const { entries, library, libraryState } = this.#db
    return this.#db.transaction('r', [entries, library, libraryState], async () => {
      const { rev = 0 } = ((await libraryState.get('clock')) as ClockRow | undefined) ?? {}
      if (rev === this.#rev) return false
      // One that counts from the beginning is another list: everything was deleted.
      const changed =
        this.#rev === undefined || rev < this.#rev
          ? null
          : await entries
              .where('rev')
              .above(this.#rev)
              .limit(MANY_CHANGED + 1)
              .primaryKeys()
      if (changed && changed.length <= MANY_CHANGED) await this.#readAround(changed)
      else await this.#readAll()
      this.#rev = rev
      return true
    })
  }

  /** What was shown with an entry may be shown apart from now on, and the other way round. */
  async #readAround(changed: readonly PaperId[]): Promise<void> {
    const stale = new Set(changed.flatMap(key => this.#byKey.get(key) ?? []))
    const keys = new Set(changed)
    for (const id of stale) for (const key of this.#rows.get(id)?.keys ?? []) keys.add(key)
    // Most rows go by the name they had before; only what is not under one of those is looked for by its keys.
    const same = (await this.#db.library.bulkGet([...stale])).filter(row => row !== undefined)
    for (const row of same) for (const key of row.keys) keys.delete(key)
    const others = await this.#db.library
      .where('keys')
      .anyOf([...keys])
      .distinct()
      .toArray()
    const rows = [...same, ...others]
    for (const key of rows.flatMap(row => row.keys)) {
      const before = this.#byKey.get(key)
      if (before) stale.add(before)
    }
    for (const id of stale) this.#drop(id)
    for (const row of rows) this.#put(row)
  }

  async #readAll(): Promise<void> {
    const all = new Map<PaperId, ListRow>()
    let last = ''
    let batch: ListRow[]
    do {
      batch = await this.#db.library.where('id').above(last).limit(ONE_BATCH).toArray()
      for (const row of batch) all.set(row.id, row)
      last = batch.at(-1)?.id ?? last
    } while (batch.length === ONE_BATCH)
    this.#rows = new Map()
    this.#byKey = new Map()
    for (const row of all.values()) this.#put(row)
  }

  #put(row: ListRow): void {
    this.#rows.set(row.id, row)
    for (const key of row.keys) this.#byKey.set(key, row.id)
  }

  #drop(id: PaperId): void {
    for (const key of this.#rows.get(id)?.keys ?? []) this.#byKey.delete(key)
    this.#rows.delete(id)
  }
}
