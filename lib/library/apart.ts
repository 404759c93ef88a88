import type { GlossDatabase } from '../corpus/database'
import { recordSignal } from '../corpus/signals'
import type { Paper } from '../papers/paper'

/**
 * Puts a paper on the reading list and not into the corpus, where it would become one with the paper of the same title
 * that the reader said it is not. Saving twice keeps the first time.
 */
export async function savePaperApart(
  db: GlossDatabase,
  paper: Paper,
  now: number,
  learn = true,
): Promise<void> {
  await db.transaction('rw', db.library, db.signals, async () => {
    const known = await db.library.get(paper.id)
    await db.library.put({
      id: paper.id,
      ids: paper.ids,
      state: 'to-read',
      saved: known?.saved ?? now,
      paper,
    })
    if (learn) await recordSignal(db, paper, 'saved', now)
  })
}
