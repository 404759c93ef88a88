import type { GlossDatabase } from '../corpus/database'
import type { SnapshotRow } from '../corpus/library-rows'
import { readSettings, type Settings } from '../settings'
import { DAY, dayOfTime, HOUR } from '../time'
import { z } from '../zod'
import { type BackupFile, packed, writeBackup } from './backup'
import { readState, writeState } from './shared-state'
import { storageMessage } from './storage-message'

/** A snapshot as it is listed. */
export interface SnapshotFacts extends Pick<SnapshotRow, 'n' | 'at' | 'papers' | 'why'> {
  readonly size: number
}

/** Where the snapshots stand. */
export interface SnapshotState {
  /** What the last one held, to tell whether anything has changed since. */
  readonly content?: string
  /** When it was last looked whether one is due, in milliseconds. */
  readonly looked?: number
  /** Why the last one could not be stored. */
  readonly problem?: { readonly message: string; readonly at: number }
}

const STATE = 'snapshots'
const LOCK = 'gloss-snapshot'
/** So many days, weeks and months of those that have a snapshot keep their last one. */
const KEPT = { days: 7, weeks: 4, months: 6 }
/** Those taken before a restore, and all of the last day, stay whatever else there is. */
const KEPT_BEFORE_RESTORE = 30 * DAY
/** An alarm may come a little early. */
const SLACK = 2 * HOUR
const MONDAY = Date.UTC(2024, 0, 1)

const stateSchema = z.object({
  content: z.optional(z.string()),
  looked: z.optional(z.number()),
  problem: z.optional(z.object({ message: z.string(), at: z.number() })),
})

/** Where the snapshots stand; as if there never was one where that cannot be read. */
export async function snapshotState(db: GlossDatabase): Promise<SnapshotState> {
  const { data } = z.safeParse(stateSchema, await readState(db, STATE))
  if (!data) return {}
  const { content, looked, problem } = data
  return {
    ...(content !== undefined && { content }),
    ...(looked !== undefined && { looked }),
    ...(problem && { problem }),
  }
}

/** The snapshots there are, the latest first. */
export async function snapshots(db: GlossDatabase): Promise<SnapshotFacts[]> {
  const facts: SnapshotFacts[] = []
  await db.snapshots.each(({ bytes, ...row }) => facts.push({ ...row, size: bytes.length }))
  return facts.sort((a, b) => b.at - a.at)
}

/** A snapshot as the backup file it is; null where it is gone. */
export async function snapshotFile(db: GlossDatabase, n: number): Promise<Blob | null> {
  const row = await db.snapshots.get(n)
  return row ? new Blob([row.bytes], { type: 'application/gzip' }) : null
}

/** Deletes a snapshot. */
export async function deleteSnapshot(db: GlossDatabase, n: number): Promise<void> {
  await db.snapshots.delete(n)
}

/** Takes a snapshot, and lets go of those that the rotation has no place for; all of it or nothing. */
export async function takeSnapshot(
  db: GlossDatabase,
  now: number,
  why?: NonNullable<SnapshotRow['why']>,
): Promise<void> {
  await keepSnapshot(db, await writeBackup(db, now), now, why)
}

async function keepSnapshot(
  db: GlossDatabase,
  { text, papers, content }: BackupFile,
  now: number,
  why?: NonNullable<SnapshotRow['why']>,
): Promise<void> {
  const bytes = await packed(text)
  await db.transaction('rw', db.snapshots, db.libraryState, async () => {
    await db.snapshots.add({ at: now, papers, bytes, ...(why && { why }) })
    const kept = keptSnapshots(await snapshots(db), now)
    await db.snapshots
      .filter(({ n }) => !kept.has(n))
      .primaryKeys()
      .then(gone => db.snapshots.bulkDelete(gone))
    await writeState(db, STATE, { content, looked: now })
  })
}

/**
 * Takes a snapshot where one is due and something has changed since the last. Never rejects: what went wrong is kept for
 * the settings page. One at a time over all contexts.
 */
export async function snapshotIfDue(db: GlossDatabase, now: number): Promise<'taken' | 'not due' | 'failed'> {
  return navigator.locks.request(LOCK, { ifAvailable: true }, async lock => {
    if (!lock) return 'not due'
    try {
      const { snapshots: wanted } = await readSettings()
      const state = await snapshotState(db)
      if (!isDue(wanted, state.looked, now)) return 'not due'
      // Nothing was ever on the list, or nothing has changed: there is nothing that could be lost.
      if ((await db.entries.count()) === 0) return 'not due'
      const file = await writeBackup(db, now)
      if (file.content === state.content && (await db.snapshots.count()) > 0) {
        await writeState(db, STATE, { content: file.content, looked: now })
        return 'not due'
      }
      await keepSnapshot(db, file, now)
      return 'taken'
    } catch (error) {
      console.error('Gloss: the snapshot could not be stored', error)
      const problem = { message: storageMessage(error), at: now }
      await snapshotState(db)
        .then(state => writeState(db, STATE, { ...state, problem }))
        .catch(() => console.error('Gloss: nor could that be noted'))
      return 'failed'
    }
  })
}

/** Whether it is time to look again; `last` is when it was last looked. A clock that was set back counts as time. */
export function isDue(wanted: Settings['snapshots'], last: number | undefined, now: number): boolean {
  if (wanted === 'off') return false
  const interval = (wanted === 'daily' ? DAY : 7 * DAY) - SLACK
  return last === undefined || now - last >= interval || last > now
}

/** The numbers of those that stay: the last of each of seven days, four weeks and six months that have one. */
export function keptSnapshots(
  rows: readonly Pick<SnapshotRow, 'n' | 'at' | 'why'>[],
  now: number,
): Set<number> {
  const latestFirst = rows.toSorted((a, b) => b.at - a.at || b.n - a.n)
  const kept = new Set<number>()
  const keepLast = (most: number, spanOf: (at: number) => string) => {
    const spans = new Set<string>()
    for (const { n, at } of latestFirst) {
      if (spans.has(spanOf(at)) || spans.size === most) continue
      spans.add(spanOf(at))
      kept.add(n)
    }
  }
  keepLast(KEPT.days, dayOfTime)
  keepLast(KEPT.weeks, at => String(Math.floor((at - MONDAY) / (7 * DAY))))
  keepLast(KEPT.months, at => dayOfTime(at).slice(0, 7))
  for (const { n, at, why } of rows) {
    const age = now - at
    if (age < DAY || (why && age < KEPT_BEFORE_RESTORE)) kept.add(n)
  }
  return kept
}
