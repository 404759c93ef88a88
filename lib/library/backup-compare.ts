import type { GlossDatabase, LibraryRow } from '../corpus/database'
import { followedDigests } from '../corpus/digests'
import { type Entry, isListed, joinEntries } from '../entries/entry'
import { groupEntries, joinCopies } from '../entries/join'
import { type ListRow, listRow } from '../entries/list-row'
import type { PaperId } from '../papers/identifier'
import type { Backup } from './backup-format'

/** A paper that the backup and the list both have, and that they do not say the same of. */
export interface Difference {
  readonly title: string
  /** What differs: "state", "tags". */
  readonly what: readonly string[]
  /** Whether merging changes it here; else what is here is newer. */
  readonly changes: boolean
}

/** What a backup would do to the list as it is now. */
export interface BackupLook {
  /** Papers in the backup. */
  readonly papers: number
  /** Titles of papers that are not here. */
  readonly fresh: readonly string[]
  /** Papers that are here and say the same. */
  readonly same: number
  readonly differs: readonly Difference[]
  /** Titles of papers that were removed since: a merge leaves them out unless the reader wants them back. */
  readonly removedSince: readonly string[]
  /** Titles of papers that were removed before the backup was made, on another device, and are still on this list. */
  readonly goes: readonly string[]
  /** Titles of papers that only this list has: replacing removes them. */
  readonly onlyHere: readonly string[]
  /** Names of digests that are not followed here. */
  readonly digests: readonly string[]
  /** Addresses of those, for which the browser may have to be asked. */
  readonly digestUrls: readonly string[]
}

/** Papers after which other work gets its turn: about 10 ms. */
const A_TURN = 100
const ROWS_AT_ONCE = 500

/** What a row says that the reader said, in words of the page. */
const SAID: readonly (readonly [name: string, of: (row: ListRow) => unknown])[] = [
  ['state', row => row.state],
  ['priority', row => row.priority],
  ['rating', row => row.rating],
  ['tags', row => row.tags],
  ['note', row => row.notes],
  ['dates', row => [row.saved, row.read ?? null]],
  ['where it was saved', row => row.from ?? null],
  ['its place', row => row.place ?? null],
]

/** What two rows do not say the same of. */
export function differenceOf(a: ListRow, b: ListRow): string[] {
  return SAID.filter(([, of]) => JSON.stringify(of(a)) !== JSON.stringify(of(b))).map(([name]) => name)
}

/** Looks at what a backup would do, without doing it; other work gets its turn in between. */
export async function compareBackup(db: GlossDatabase, backup: Backup): Promise<BackupLook> {
  const copies = await copiesOf(backup)
  const here = new Map<PaperId, LibraryRow>()
  const rows = await listedRows(db)
  const keys = new Set(await db.entries.toCollection().primaryKeys())
  for (const row of rows) for (const id of row.ids) here.set(id, row)
  const met = new Set<PaperId>()
  const fresh: string[] = []
  const removedSince: string[] = []
  const differs: Difference[] = []
  let [same, papers] = [0, 0]
  for (const [n, group] of groupEntries([...copies.values()]).entries()) {
    if (n % A_TURN === 0) await new Promise(resolve => setTimeout(resolve))
    const row = listRow(group)
    if (!row) continue
    papers++
    const known = row.ids.flatMap(id => here.get(id) ?? [])
    for (const { id } of known) met.add(id)
    const [now] = known
    if (!now) {
      // Most were never here, and are not asked for one by one.
      const kept = row.keys.some(key => keys.has(key)) ? await entriesOf(db, row.keys) : []
      if (joined(kept, group).some(isListed)) fresh.push(row.title)
      else removedSince.push(row.title)
      continue
    }
    const what = differenceOf(row, now)
    if (what.length === 0) {
      same++
      continue
    }
    const after = listRow(joined(await entriesOf(db, [...now.keys, ...row.keys]), group))
    differs.push({ title: now.title, what, changes: !after || differenceOf(after, now).length > 0 })
  }
  const goes = await goneBy(db, rows, copies)
  const followed = new Set((await followedDigests(db)).map(({ digest }) => digest))
  const digests = backup.digests.filter(({ digest }) => !followed.has(digest))
  return {
    papers,
    fresh,
    same,
    differs,
    removedSince,
    goes: goes.map(({ title }) => title),
    onlyHere: rows.filter(({ id }) => !met.has(id)).map(({ title }) => title),
    digests: digests.map(({ title }) => title),
    digestUrls: digests.flatMap(({ url }) => url || []),
  }
}

/** The entries of a backup by key, those of one key as one; other work gets its turn in between. */
export async function copiesOf({ entries }: Pick<Backup, 'entries'>): Promise<Map<PaperId, Entry>> {
  const copies = new Map<PaperId, Entry>()
  for (let from = 0; from < entries.length; from += A_TURN) {
    await new Promise(resolve => setTimeout(resolve))
    for (const [key, copy] of joinCopies(entries.slice(from, from + A_TURN))) {
      const known = copies.get(key)
      copies.set(key, known ? joinEntries(known, copy) : copy)
    }
  }
  return copies
}

/** The list as it is at one moment, read some rows at a time. */
function listedRows(db: GlossDatabase): Promise<LibraryRow[]> {
  return db.transaction('r', db.library, async () => {
    const rows: LibraryRow[] = []
    for (;;) {
      const last = rows.at(-1)?.id ?? ''
      const more = await db.library.where('id').above(last).limit(ROWS_AT_ONCE).toArray()
      rows.push(...more)
      if (more.length < ROWS_AT_ONCE) return rows
    }
  })
}

/** Rows of which nothing is left once the removals in a backup are known. */
async function goneBy(
  db: GlossDatabase,
  rows: readonly LibraryRow[],
  copies: ReadonlyMap<PaperId, Entry>,
): Promise<LibraryRow[]> {
  const gone: LibraryRow[] = []
  for (const row of rows) {
    const removals = row.keys.flatMap(key => copies.get(key) ?? [])
    if (!removals.some(copy => !isListed(copy))) continue
    if (!joined(await entriesOf(db, row.keys), removals).some(isListed)) gone.push(row)
  }
  return gone
}

async function entriesOf(db: GlossDatabase, keys: readonly PaperId[]): Promise<Entry[]> {
  const found = await db.entries.bulkGet([...new Set(keys)])
  return found.flatMap(row => {
    if (!row) return []
    const { rev: _, into: __, ...entry } = row
    return [entry]
  })
}

/** Entries with what the copies of a backup add to them. */
function joined(entries: readonly Entry[], copies: readonly Entry[]): Entry[] {
  const all = new Map(entries.map(entry => [entry.key, entry]))
  for (const copy of copies) {
    const known = all.get(copy.key)
    all.set(copy.key, known ? joinEntries(known, copy) : copy)
  }
  return [...all.values()]
}
