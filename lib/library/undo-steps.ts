import type { GlossDatabase } from '../corpus/database'
import type { UndoRow } from '../corpus/library-rows'

/** Acts that can be undone; older ones are forgotten. */
const MOST_STEPS = 200

/** Notes an act, so that it can be undone. What was undone before cannot be done again after it. */
export async function recordStep(
  db: GlossDatabase,
  step: Omit<UndoRow, 'n' | 'act' | 'undone'> & { readonly act: string | undefined },
): Promise<void> {
  const undone = await db.undo.filter(row => row.undone).primaryKeys()
  await db.undo.bulkDelete(undone)
  const { act = crypto.randomUUID(), ...rest } = step
  await db.undo.add({ ...rest, act, undone: false })
  const over = (await db.undo.count()) - MOST_STEPS
  if (over > 0) await db.undo.bulkDelete(await db.undo.limit(over).primaryKeys())
}
