import type { GlossDatabase } from '../corpus/database'
import type { PaperId } from '../papers/identifier'
import type { Mark } from '../sources/source'
import { DAY } from '../time'

/** As many as one request of arXiv's asks for. */
const WANTED = 100
/** Papers that are looked at in one go. */
const LOOKED_AT = 1000
const LAST = 'arxiv:\uffff'

/**
 * Papers of digests of which arXiv's details are not known, newest first, from where the part's note says that the last
 * question ended; once a day from the start. Papers that are only on the reading list are not among them: nobody is told
 * what a reader saved.
 */
export async function lackingDetails(
  db: GlossDatabase,
  mark: Mark | undefined,
  now: number,
): Promise<readonly PaperId[]> {
  const after = typeof mark?.note?.after === 'string' ? mark.note.after : LAST
  const found = await lackingBelow(db, after)
  const again = after !== LAST && now - (mark?.fetched ?? 0) >= DAY
  return found.length === 0 && again ? lackingBelow(db, LAST) : found
}

async function lackingBelow(db: GlossDatabase, end: string): Promise<PaperId[]> {
  const found: PaperId[] = []
  let below = end
  while (found.length < WANTED) {
    const ids = await db.papers
      .where('id')
      .between('arxiv:', below, false, false)
      .reverse()
      .limit(LOOKED_AT)
      .primaryKeys()
    const last = ids.at(-1)
    if (!last) break
    below = last
    for (const row of await db.papers.bulkGet(ids)) {
      if (!row || row.categories || row.listings.length + row.summaries.length === 0) continue
      found.push(row.id)
      if (found.length === WANTED) break
    }
  }
  return found
}
