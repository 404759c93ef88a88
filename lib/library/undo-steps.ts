import type { GlossDatabase } from '../corpus/database'
import type { UndoRow } from '../corpus/library-rows'

/** Acts that can be undone; older ones are forgotten. */
export const MOST_ACTS = 200

/** Notes a step of an act, so that it can be undone. What was undone before cannot be done again after it. */
export async function recordStep(
  db: GlossDatabase,
  step: Omit<UndoRow, 'n' | 'act' | 'undone'> & { readonly act: string | undefined },
): Promise<void> {
  const { redo } = await lastSteps(db)
  await db.undo.bulkDelete(redo.map(({ n }) => n))
  const { act = crypto.randomUUID(), ...rest } = step
  await db.undo.add({ ...rest, act, undone: false })
  await forgetOldActs(db)
}

/**
 * The steps that were undone, in the order in which they were done, and the last one that was not. Steps are large: no more
 * of them are read than that.
 */
export async function lastSteps(
  db: GlossDatabase,
): Promise<{ readonly undo?: UndoRow; readonly redo: readonly UndoRow[] }> {
  const rows = await db.undo
    .orderBy(':id')
    .reverse()
    .until(row => !row.undone, true)
    .toArray()
  const undo = rows.find(row => !row.undone)
  return { ...(undo && { undo }), redo: rows.filter(row => row.undone).reverse() }
}

/** Whole acts go: one of which a part is forgotten could be undone in part only. */
async function forgetOldActs(db: GlossDatabase): Promise<void> {
  if ((await db.undo.count()) <= MOST_ACTS) return
  const keys = (await db.undo.orderBy('[act+n]').keys()) as unknown as [act: string, n: number][]
  const acts = [...Map.groupBy(keys, ([act]) => act).values()].map(steps => steps.map(([, n]) => n))
  const oldestFirst = acts.sort((a, b) => Math.max(...a) - Math.max(...b))
  await db.undo.bulkDelete(oldestFirst.slice(0, -MOST_ACTS).flat())
}
