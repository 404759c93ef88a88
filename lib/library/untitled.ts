import type { GlossDatabase } from '../corpus/database'
import { indexTables } from '../corpus/segment-store'
import { storePapers } from '../corpus/store'
import { isUntitled } from '../entries/list-row'
import type { PaperId } from '../papers/identifier'
import type { Paper } from '../papers/paper'
import { editEntries } from './edit'
import { libraryTables } from './entries-store'

/** Papers that are told at once. */
const AT_ONCE = 100

/**
 * Gives papers of the list that were saved by nothing but an identifier what the corpus has come to know of them. To be
 * called when papers have come. Returns the identifiers of those that changed.
 */
export async function completeUntitled(db: GlossDatabase, now: number): Promise<PaperId[]> {
  const open = await db.library.filter(row => row.untitled === true).toArray()
  const changed: PaperId[] = []
  for (let from = 0; from < open.length; from += AT_ONCE) {
    const some = open.slice(from, from + AT_ONCE)
    const papers = await db.papers
      .where('ids')
      .anyOf(some.flatMap(({ ids }) => ids))
      .distinct()
      .toArray()
    const edits = papers.flatMap(({ titleKey: _, ...paper }) =>
      isUntitled(paper) ? [] : [{ ids: paper.ids, paper }],
    )
    changed.push(...(await editEntries(db, edits, { now })).ids)
  }
  return changed
}

/**
 * Tells what a page says of a paper that was saved by nothing but an identifier, and has it found like all others. Does
 * nothing for a paper that has its title, or is not on the list.
 */
export async function completeWith(db: GlossDatabase, paper: Paper, now: number): Promise<boolean> {
  const row = await db.library
    .where('ids')
    .anyOf([...paper.ids])
    .first()
  if (!row?.untitled || isUntitled(paper)) return false
  const vectors = await db.termVectors()
  await db.transaction('rw', [...libraryTables(db), db.papers, ...indexTables(db)], async () => {
    await storePapers(db, [paper], vectors)
    await editEntries(db, [{ ids: row.ids, paper }], { now })
  })
  return true
}
