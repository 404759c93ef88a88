import type { GlossDatabase, LibraryRow } from '../corpus/database'
import { keysOf } from '../corpus/known-rows'
import type { ClockRow, EntryRow } from '../corpus/library-rows'
import { newDevice } from '../corpus/library-upgrade'
import { later, nextStamp, type Stamp } from '../entries/clock'
import { type Entry, fieldOf, isListed, lastStamp } from '../entries/entry'
import { groupEntries } from '../entries/join'
import { listRow } from '../entries/list-row'
import type { PaperId } from '../papers/identifier'

/** The tables that the reading list lies in, for transactions over it. */
export function libraryTables(db: GlossDatabase) {
  return [db.entries, db.library, db.libraryState, db.undo]
}

/** This device's clock; it is given a name on first use. Inside a transaction over the list. */
export async function clockOf(db: GlossDatabase): Promise<ClockRow> {
  const row = (await db.libraryState.get('clock')) as ClockRow | undefined
  return row ?? { key: 'clock', device: newDevice(), rev: 0 }
}

/** The clock while a transaction lasts: gives stamps and revisions, and is written back in the end. */
export class Ticking {
  #row: ClockRow

  constructor(row: ClockRow) {
    this.#row = row
  }

  get row(): ClockRow {
    return this.#row
  }

  /** A stamp later than every one that this device knows. */
  stamp(now: number): Stamp {
    const last = nextStamp(this.#row.last, now, this.#row.device)
    this.#row = { ...this.#row, last }
    return last
  }

  /** Edits of other devices are known from now on: what is done here is later. */
  hear(stamps: readonly Stamp[]): void {
    const last = stamps.reduce<Stamp | undefined>(later, this.#row.last)
    this.#row = { ...this.#row, ...(last && { last }) }
  }

  /** The entry with the next revision; its stamps are known from now on. */
  revise(entry: Entry): EntryRow {
    const last = later(this.#row.last, lastStamp(entry))
    this.#row = { ...this.#row, ...(last && { last }), rev: this.#row.rev + 1 }
    const into = fieldOf([entry], 'into')
    const { into: _, ...plain } = entry as Entry & { into?: PaperId }
    return { ...plain, rev: this.#row.rev, ...(into && { into }) }
  }
}

/**
 * Every entry that is shown together with one that carries an identifier of these, on the list or not: those that share
 * identifiers, and those the reader merged. Inside a transaction over the list.
 */
export async function entriesAround(db: GlossDatabase, names: readonly PaperId[]): Promise<EntryRow[]> {
  const found = new Map<PaperId, EntryRow>()
  const asked = new Set<PaperId>()
  let open = [...names]
  while (open.length > 0) {
    for (const name of open) asked.add(name)
    const byName = await keysOf(db.entries, 'ids', open)
    const merged = await keysOf(db.entries, 'into', open)
    const keys = new Set([...byName.values(), ...merged.values()].flat())
    const rows = await db.entries.bulkGet([...keys].filter(key => !found.has(key)))
    const news = rows.flatMap(row => row ?? [])
    for (const row of news) found.set(row.key, row)
    open = [...new Set(news.filter(isListed).flatMap(linksOf))].filter(name => !asked.has(name))
  }
  return [...found.values()]
}

/** Entries in memory while some of them are edited. */
export class Neighbourhood {
  readonly #entries = new Map<PaperId, EntryRow>()
  readonly #byName = new Map<PaperId, Set<PaperId>>()

  constructor(entries: readonly EntryRow[]) {
    for (const entry of entries) this.put(entry)
  }

  get all(): EntryRow[] {
    return [...this.#entries.values()]
  }

  put(entry: EntryRow): void {
    this.#entries.set(entry.key, entry)
    for (const name of linksOf(entry))
      this.#byName.set(name, (this.#byName.get(name) ?? new Set()).add(entry.key))
  }

  /** Those shown together with one that carries an identifier of these, as `entriesAround`. */
  around(names: readonly PaperId[]): EntryRow[] {
    const found = new Map<PaperId, EntryRow>()
    const asked = new Set<PaperId>()
    let open = [...names]
    while (open.length > 0) {
      for (const name of open) asked.add(name)
      const keys = open.flatMap(name => [...(this.#byName.get(name) ?? [])])
      const rows = keys.flatMap(key => this.#entries.get(key) ?? [])
      for (const row of rows) found.set(row.key, row)
      open = rows
        .filter(isListed)
        .flatMap(linksOf)
        .filter(name => !asked.has(name))
    }
    return [...found.values()]
  }
}

/** What leads from an entry to those that are shown with it. */
function linksOf(entry: EntryRow): PaperId[] {
  return entry.into ? [...entry.ids, entry.into] : [...entry.ids]
}

/**
 * Puts changed entries, and shows anew what they are shown as. `around` are those that were or are shown with them.
 * Inside a transaction over the list. Returns the rows that changed.
 */
export async function putEntries(
  db: GlossDatabase,
  changed: readonly EntryRow[],
  around: readonly Entry[],
): Promise<LibraryRow[]> {
  const all = new Map<PaperId, Entry>([...around, ...changed].map(entry => [entry.key, entry]))
  const stale = await keysOf(db.library, 'keys', [...all.keys()])
  await db.library.bulkDelete([...new Set([...stale.values()].flat())])
  const rows = groupEntries([...all.values()]).flatMap(group => listRow(group) ?? [])
  await db.library.bulkPut(rows)
  await db.entries.bulkPut([...changed])
  return rows
}
