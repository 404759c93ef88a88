import type { GlossDatabase } from '../../corpus/database'
import type { EntryRow } from '../../corpus/library-rows'
import type { Entry } from '../../entries/entry'
import { adds, textOf } from '../../entries/join'
import { parseEntry } from '../../entries/schema'
import type { PaperId } from '../../papers/identifier'
import { clockOf, libraryTables } from '../entries-store'
import { joinRules, type SharedRules, sharedRules } from '../rules'
import type { Known } from './known'

/** What this device knows that it has to say. */
export interface Ahead {
  readonly entries: readonly Entry[]
  /** Entries that no other device would read, by their key: a note or a paper beyond all limits. */
  readonly unshared: ReadonlySet<PaperId>
  /** All rules, where there is news in them. */
  readonly rules?: SharedRules
  /** That of the last change that was looked at. */
  readonly rev: number
}

/**
 * Compares the list with what files say. Where the snapshot was read (`whole`) every entry is compared with it alone, so
 * that what somebody wrote over is found missing. Else what changed since is compared with the files that others wrote
 * meanwhile (`said`): a device keeps in its file what it is ahead of the snapshot until that says it, whoever else says it
 * too, so the others need not say it again. If it did not, two that repeat each other might both leave it to the other.
 */
export async function findAhead(
  db: GlossDatabase,
  known: Known,
  said: ReadonlyMap<PaperId, Entry>,
  whole: boolean,
): Promise<Ahead> {
  return db.transaction('r', libraryTables(db), async () => {
    const { rev } = await clockOf(db)
    const rules = await sharedRules(db)
    const rows = whole ? await db.entries.toArray() : await changedSince(db, known)
    const before = new Set(whole ? [] : known.ahead)
    const news = rows
      .map(plainEntry)
      .filter(entry => before.has(entry.key) || isNews(said.get(entry.key), entry))
    const entries = news.filter(entry => parseEntry(entry) !== null)
    const shared = new Set(entries.map(({ key }) => key))
    const unshared = new Set(news.map(({ key }) => key).filter(key => !shared.has(key)))
    return { entries, unshared, rev, ...(rulesAdd(known.rules, rules) && { rules }) }
  })
}

/** Whether rules say something that `known` ones do not. */
export function rulesAdd(known: SharedRules, rules: SharedRules): boolean {
  return JSON.stringify(joinRules(known, rules)) !== JSON.stringify(joinRules(known, known))
}

/** Whether a copy of an entry says something that `said` does not; quick where they are the same. */
export function isNews(said: Entry | undefined, copy: Entry): boolean {
  return !said || (textOf(said) !== textOf(copy) && adds(said, copy))
}

async function changedSince(db: GlossDatabase, { ahead, rev }: Known): Promise<EntryRow[]> {
  const [before, since] = await Promise.all([
    db.entries.bulkGet([...ahead]),
    db.entries.where('rev').above(rev).toArray(),
  ])
  const rows = [...before.flatMap(row => row ?? []), ...since]
  return [...new Map(rows.map(row => [row.key, row])).values()]
}

function plainEntry({ rev: _, into: __, ...entry }: EntryRow): Entry {
  return entry
}
