import { removeSignal } from '../corpus/signals'
import type { ListRow } from '../entries/list-row'
import { type Edit, editEntries } from '../library/edit'
import { redoLast, undoLast } from '../library/undo'
import { announce } from '../messaging/announce'
import { announceChanged } from '../messaging/announce-changed'
import { ask } from '../messaging/client'
import type { PaperId } from '../papers/identifier'
import { corpus } from './context'
import { messageOf } from './failure'
import { number, paperCount } from './status-words'

/** Edits of one step: each is a transaction that is over before anybody waits for it. */
const ONE_STEP = 200

/** Is told how many papers of a long act are done. */
export type OnStep = (done: number, all: number) => void

type Listener = (label: string) => void

const listeners = new Set<Listener>()

/** Calls `listener` with what was done to the list on this page, for offering to undo it, until `signal` aborts. */
export function watchActs(listener: Listener, signal: AbortSignal): void {
  listeners.add(listener)
  signal.addEventListener('abort', () => listeners.delete(listener))
}

/** Offers to undo what was done to the list by other means than `editList`; false where nobody is there to offer it. */
export function offerUndo(label: string): boolean {
  for (const listener of listeners) listener(label)
  return listeners.size > 0
}

/**
 * Edits papers of the list as one act, which can be undone as one; `label` says what was done: "Tagged 12 papers". Rejects
 * with a message for the reader, where what was done before the failure stays done.
 */
export async function editList(edits: readonly Edit[], label: string, onStep?: OnStep): Promise<void> {
  const act = crypto.randomUUID()
  let done = 0
  let changed = 0
  try {
    for (; done < edits.length; done += ONE_STEP) {
      const step = edits.slice(done, done + ONE_STEP)
      const { ids, papers } = await editEntries(corpus.db, step, { now: Date.now(), label, act })
      changed += papers
      if (step.some(isSeenElsewhere)) await announceEdits(step, ids)
      onStep?.(Math.min(done + ONE_STEP, edits.length), edits.length)
    }
  } catch (error) {
    const kept =
      changed === 0
        ? 'Your list is as it was.'
        : `${number(changed)} of ${paperCount(edits.length)} were changed, which can be undone; do the rest again.`
    throw new Error(`Not everything could be changed: ${messageOf(error)}. ${kept}`)
  } finally {
    if (changed > 0) {
      for (const listener of listeners) listener(label)
      tellDevices()
    }
  }
}

/** Takes papers off the list; that they were saved is not learned from any more. */
export async function removeFromList(rows: readonly ListRow[], onStep?: OnStep): Promise<void> {
  const edits = rows.map(({ ids }): Edit => ({ ids, remove: true }))
  await editList(edits, rows.length === 1 ? 'Removed a paper' : `Removed ${paperCount(rows.length)}`, onStep)
  for (let from = 0; from < rows.length; from += ONE_STEP)
    await removeSignal(
      corpus.db,
      rows.slice(from, from + ONE_STEP).flatMap(({ ids }) => ids),
      'saved',
    )
}

/** Undoes what was done last; returns a sentence that says so. */
export async function undoList(): Promise<string> {
  const undone = await undoLast(corpus.db, Date.now())
  if (!undone) return 'There is nothing to undo'
  await announceStates(undone.ids)
  tellDevices()
  return `Undone: ${undone.label}`
}

/** Does again what was undone last; returns a sentence that says so. */
export async function redoList(): Promise<string> {
  const done = await redoLast(corpus.db, Date.now())
  if (!done) return 'There is nothing to do again'
  await announceStates(done.ids)
  tellDevices()
  return `Done again: ${done.label}`
}

/** Badges and panels show whether a paper is on the list and in what state, and nothing else of it. */
function isSeenElsewhere({ set, remove, paper }: Edit): boolean {
  return remove === true || paper !== undefined || set?.state !== undefined || set?.into !== undefined
}

/** Tells every page what edits changed; where all say the same, nothing has to be looked up for it. */
async function announceEdits(edits: readonly Edit[], ids: readonly PaperId[]): Promise<void> {
  const named = edits.flatMap(edit => edit.ids)
  const state = edits[0]?.set?.state
  if (edits.every(edit => edit.remove)) await announce({ type: 'library-changed', ids: named, saved: false })
  else if (state && edits.every(({ set, paper }) => set?.state === state && !set.into && !paper))
    await announce({ type: 'library-changed', ids: named, saved: true, state })
  else await announceStates(ids)
}

/** Tells every page how papers are on the list now. */
function announceStates(ids: readonly PaperId[]): Promise<void> {
  return announceChanged(corpus.db, ids)
}

/** Sees to it that other devices hear soon of what was edited here. Where none are connected nothing comes of it. */
export function tellDevices(): void {
  void ask('device-sync', { soon: true }).catch(() => undefined)
}
