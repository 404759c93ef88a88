import type { GlossDatabase, LibraryRow } from '../corpus/database'
import { indexTables } from '../corpus/segment-store'
import { recordSignal, removeSignal } from '../corpus/signals'
import { storePapers } from '../corpus/store'
import { isListed, type ListState } from '../entries/entry'
import { paperOfEntries } from '../entries/list-row'
import type { PaperId } from '../papers/identifier'
import { uniqueIds } from '../papers/merge'
import type { Paper } from '../papers/paper'
import { type Edited, editEntries } from './edit'
import { entriesAround, libraryTables } from './entries-store'
import { taggedByRules } from './rules'

/** How a paper is saved. */
export interface SaveOptions {
  /** Milliseconds. */
  readonly now: number
  readonly state?: ListState
  /** Where it is saved from: a host, "popup". */
  readonly from?: string
  /** Whether the order for the reader learns from it. */
  readonly learn?: boolean
  /** Whether it stays out of the corpus, where it would become one with a paper that the reader said it is not. */
  readonly apart?: boolean
  /** Where it is one of many that are saved in one act: the act, and what it is called. */
  readonly act?: string
  readonly label?: string
}

/**
 * Puts a paper on the reading list, and into the corpus where it is new, in one transaction. One that is on it already is
 * given the state, where there is one, and keeps all else. Returns the identifiers it is listed under.
 */
export async function savePaper(
  db: GlossDatabase,
  paper: Paper,
  { now, state, from, learn = true, apart = false, act, label: called }: SaveOptions,
): Promise<Edited> {
  const vectors = apart ? null : await db.termVectors()
  const tables = [...libraryTables(db), db.papers, db.signals, ...indexTables(db)]
  return db.transaction('rw', tables, async () => {
    if (!apart) await storePapers(db, [paper], vectors)
    const stored = apart ? paper : await storedAs(db, paper)
    const { titleKey: _, ...kept } = stored as Paper & { titleKey?: string }
    const known = (await entriesAround(db, kept.ids)).some(isListed)
    if (learn) await recordSignal(db, kept, 'saved', now)
    const set = { ...(state && { state }), ...(!known && { saved: now, from: from ?? null }) }
    if (known && !state) {
      await editEntries(db, [{ ids: kept.ids, paper: kept }], { now })
      return { ids: kept.ids, papers: 0 }
    }
    const tags = known ? {} : await taggedByRules(db, kept)
    const label = called ?? (known ? 'Changed the state of a paper' : 'Saved a paper')
    return editEntries(db, [{ ids: kept.ids, paper: kept, set, tags }], { now, label, ...(act && { act }) })
  })
}

/** Takes a paper off the reading list, by any of its identifiers; that it was saved is not learned from any more. */
export async function unsavePaper(db: GlossDatabase, ids: readonly PaperId[], now: number): Promise<Edited> {
  return db.transaction('rw', [...libraryTables(db), db.signals], async () => {
    const entries = await entriesAround(db, ids)
    await removeSignal(db, uniqueIds([...ids, ...entries.flatMap(entry => entry.ids)]), 'saved')
    return editEntries(db, [{ ids, remove: true }], { now, label: 'Removed a paper' })
  })
}

/** The entry of a paper on the list, by any of its identifiers; undefined where it is not on it. */
export async function entryOf(db: GlossDatabase, ids: readonly PaperId[]): Promise<LibraryRow | undefined> {
  const [row] = await db.library
    .where('ids')
    .anyOf([...ids])
    .limit(1)
    .toArray()
  return row
}

/** Whether a paper is on the reading list, by any of its identifiers. */
export async function isSaved(db: GlossDatabase, ids: readonly PaperId[]): Promise<boolean> {
  return (await entryOf(db, ids)) !== undefined
}

/** Every identifier of every paper on the list, for marking rows as saved. */
export async function savedIds(db: GlossDatabase): Promise<Set<PaperId>> {
  return new Set((await db.library.orderBy('ids').keys()) as PaperId[])
}

/** The reading list as it is shown, last saved first. */
export async function readingList(db: GlossDatabase): Promise<LibraryRow[]> {
  return db.library.orderBy('saved').reverse().toArray()
}

/** What the list itself knows of its papers, by the identifier of their rows: enough to show and to cite each. */
export async function listedPapers(
  db: GlossDatabase,
  rows: readonly Pick<LibraryRow, 'id' | 'keys'>[],
): Promise<Map<PaperId, Paper>> {
  const entries = await db.entries.bulkGet(rows.flatMap(({ keys }) => keys))
  const byKey = new Map(entries.flatMap(entry => (entry ? [[entry.key, entry] as const] : [])))
  return new Map(
    rows.flatMap(({ id, keys }) => {
      const paper = paperOfEntries(keys.flatMap(key => byKey.get(key) ?? []))
      return paper ? [[id, paper] as const] : []
    }),
  )
}

async function storedAs(db: GlossDatabase, paper: Paper): Promise<Paper> {
  return (
    (await db.papers.get(paper.id)) ??
    (await db.papers
      .where('ids')
      .anyOf([...paper.ids])
      .distinct()
      .first()) ??
    paper
  )
}
