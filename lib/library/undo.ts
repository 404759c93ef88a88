import type { GlossDatabase } from '../corpus/database'
import type { Edit, UndoRow } from '../corpus/library-rows'
import { isListed } from '../entries/entry'
import { type Edited, editEntries } from './edit'
import { entriesAround, libraryTables } from './entries-store'
import { noteOf } from './inverse'
import { lastSteps } from './undo-steps'

/** What would be undone next, and what done again; undefined where there is nothing. */
export async function undoState(
  db: GlossDatabase,
): Promise<{ readonly undo?: UndoRow; readonly redo?: UndoRow }> {
  const { undo, redo } = await lastSteps(db)
  return { ...(undo && { undo }), ...(redo[0] && { redo: redo[0] }) }
}

/** Undoes the last act that was not undone yet; null where there is none. */
export async function undoLast(db: GlossDatabase, now: number): Promise<(Edited & { label: string }) | null> {
  const { undo } = await lastSteps(db)
  if (!undo) return null
  const steps = await db.undo.where('[act+n]').between([undo.act, 0], [undo.act, Infinity]).toArray()
  return runSteps(db, steps.filter(row => !row.undone).reverse(), true, now)
}

/** Does again what was undone last; null where there is nothing. */
export async function redoLast(db: GlossDatabase, now: number): Promise<(Edited & { label: string }) | null> {
  const { redo } = await lastSteps(db)
  const [next] = redo
  if (!next) return null
  return runSteps(
    db,
    redo.filter(row => row.act === next.act),
    false,
    now,
  )
}

/** Each step is one transaction: broken off, the steps that are done stay done, and the rest can be done later. */
async function runSteps(
  db: GlossDatabase,
  steps: readonly UndoRow[],
  back: boolean,
  now: number,
): Promise<Edited & { label: string }> {
  const ids = new Set<Edited['ids'][number]>()
  let papers = 0
  for (const step of steps) {
    await db.transaction('rw', libraryTables(db), async () => {
      const edits = back ? await keepingNewNotes(db, step) : step.again
      const edited = await editEntries(db, edits, { now })
      await db.undo.update(step.n, { undone: back })
      for (const id of edited.ids) ids.add(id)
      papers += edited.papers
    })
  }
  return { ids: [...ids], papers, label: steps[0]?.label ?? '' }
}

/** What undoes a step, but for notes into which something was written since: no text is lost by undoing. */
async function keepingNewNotes(db: GlossDatabase, { back, again }: UndoRow): Promise<Edit[]> {
  return Promise.all(
    back.map(async edit => {
      const done = again.find(({ ids }) => ids.some(id => edit.ids.includes(id)))
      if (edit.note === undefined || done?.note === undefined) return edit
      const now = noteOf((await entriesAround(db, edit.ids)).filter(isListed))
      const { note: _, ...rest } = edit
      return now === done.note ? edit : rest
    }),
  )
}
