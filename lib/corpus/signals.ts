import type { PaperId } from '../papers/identifier'
import type { GlossDatabase } from './database'
import type { SignalRow } from './learned-rows'

/** Past so many the oldest is forgotten: learning stays quick, and tastes change. */
const MOST_SIGNALS = 200

/** A paper as far as it takes to tell it from others. */
export interface Named {
  readonly id: PaperId
  readonly ids: readonly PaperId[]
}

/**
 * Notes what the reader did with a paper, in place of what was noted of it before; that it was opened changes nothing of
 * a paper that was saved or skipped. Also inside a transaction over the signals.
 */
export async function recordSignal(
  db: GlossDatabase,
  { id, ids }: Named,
  kind: SignalRow['kind'],
  now: number,
): Promise<void> {
  await db.transaction('rw', db.signals, async () => {
    const known = await signalsOf(db, [id, ...ids])
    if (kind === 'read' && known.some(row => row.kind !== 'read')) return
    const names = new Set([id, ...ids, ...known.flatMap(row => row.ids)])
    await db.signals.bulkDelete(known.map(row => row.id))
    await db.signals.put({ id, ids: [...names], kind, at: now })
    const over = (await db.signals.count()) - MOST_SIGNALS
    if (over > 0) await db.signals.bulkDelete(await db.signals.orderBy('at').limit(over).primaryKeys())
  })
}

/** Forgets what the reader did with a paper, by any of its identifiers; with `kind` only where it was that. */
export async function removeSignal(
  db: GlossDatabase,
  ids: readonly PaperId[],
  kind?: SignalRow['kind'],
): Promise<void> {
  await db.transaction('rw', db.signals, async () => {
    const known = await signalsOf(db, ids)
    await db.signals.bulkDelete(known.filter(row => !kind || row.kind === kind).map(row => row.id))
  })
}

/** Everything the order for the reader is learned from, the latest first. */
export async function signals(db: GlossDatabase): Promise<SignalRow[]> {
  return db.signals.orderBy('at').reverse().toArray()
}

/** Forgets all of it. The reading list stays, and counts for nothing that was saved before. */
export async function forgetSignals(db: GlossDatabase): Promise<void> {
  await db.signals.clear()
}

function signalsOf(db: GlossDatabase, ids: readonly PaperId[]): Promise<SignalRow[]> {
  return db.signals
    .where('ids')
    .anyOf([...ids])
    .distinct()
    .toArray()
}
