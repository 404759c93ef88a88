import type { GlossDatabase, LibraryRow } from '../corpus/database'
import { indexTables } from '../corpus/segment-store'
import { recordSignal, removeSignal } from '../corpus/signals'
import { storePapers } from '../corpus/store'
import type { PaperId } from '../papers/identifier'
import type { Paper } from '../papers/paper'

/**
 * Puts a paper on the reading list, and into the corpus where it is new, in one transaction. Saving twice keeps the
 * first time. With `learn` the order for the reader learns from it. Returns the identifier it is listed under.
 */
export async function savePaper(
  db: GlossDatabase,
  paper: Paper,
  now: number,
  learn = true,
): Promise<PaperId> {
  const vectors = await db.termVectors()
  return db.transaction('rw', [db.library, db.papers, db.signals, ...indexTables(db)], async () => {
    await storePapers(db, [paper], vectors)
    const stored =
      (await db.papers.get(paper.id)) ??
      (await db.papers
        .where('ids')
        .anyOf([...paper.ids])
        .distinct()
        .first()) ??
      paper
    const { titleKey: _, ...kept } = stored as Paper & { titleKey?: string }
    // More than one where it was saved under several names before they proved to be one paper.
    const known = await entriesOf(db, stored.ids)
    await db.library.bulkDelete(known.map(entry => entry.id))
    await db.library.put({
      id: stored.id,
      ids: stored.ids,
      state: 'to-read',
      saved: known.length > 0 ? Math.min(...known.map(entry => entry.saved)) : now,
      paper: kept,
    })
    if (learn) await recordSignal(db, stored, 'saved', now)
    return stored.id
  })
}

/** Takes a paper off the reading list, by any of its identifiers; that it was saved is not learned from any more. */
export async function unsavePaper(db: GlossDatabase, ids: readonly PaperId[]): Promise<void> {
  await db.transaction('rw', db.library, db.signals, async () => {
    const entries = await entriesOf(db, ids)
    await db.library.bulkDelete(entries.map(entry => entry.id))
    await removeSignal(db, [...ids, ...entries.flatMap(entry => entry.ids)], 'saved')
  })
}

/** Whether a paper is on the reading list, by any of its identifiers. */
export async function isSaved(db: GlossDatabase, ids: readonly PaperId[]): Promise<boolean> {
  return (await entriesOf(db, ids)).length > 0
}

/** Every identifier of every paper on the list, for marking rows as saved. */
export async function savedIds(db: GlossDatabase): Promise<Set<PaperId>> {
  return new Set((await db.library.toArray()).flatMap(entry => entry.ids))
}

/** The reading list, last saved first. */
export async function readingList(db: GlossDatabase): Promise<LibraryRow[]> {
  return db.library.orderBy('saved').reverse().toArray()
}

async function entriesOf(db: GlossDatabase, ids: readonly PaperId[]): Promise<LibraryRow[]> {
  return db.library
    .where('ids')
    .anyOf([...ids])
    .distinct()
    .toArray()
}
