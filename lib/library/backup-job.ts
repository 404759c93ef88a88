import { Dexie } from 'dexie'
import type { GlossDatabase } from '../corpus/database'
import type { PaperId } from '../papers/identifier'
import { changeSettings, readSettings } from '../settings'
import { z } from '../zod'
import type { Backup } from './backup-format'
import { restoreDigests, restoreTraces, settingsOf } from './backup-others'
import { type RestoreWish, restoreList } from './backup-restore'
import { storeArrived } from './replica'
import { readState, writeState } from './shared-state'
import { takeSnapshot } from './snapshots'

/** A restore that is under way, or broke off. */
export interface RestoreJob {
  readonly act: string
  readonly label: string
  readonly mode: RestoreWish['mode']
  readonly bringBack: boolean
  /** Whether settings and digests are taken over too. */
  readonly settings: boolean
  /** When it was begun, in milliseconds. */
  readonly at: number
  /** Steps of all that are done; 0 of 0 before the first. */
  readonly done: number
  readonly all: number
}

/** What the reader chose of a restore. */
export type RestoreChoice = Pick<RestoreJob, 'mode' | 'bringBack' | 'settings' | 'label'>

const JOB = 'restoring'
const FILE = 'restoring-file'

const jobSchema = z.object({
  act: z.string(),
  label: z.string(),
  mode: z.enum(['merge', 'replace']),
  bringBack: z.boolean(),
  settings: z.boolean(),
  at: z.number(),
  done: z.number(),
  all: z.number(),
})

/** The restore that is under way or broke off, or null. */
export async function restoreJob(db: GlossDatabase): Promise<RestoreJob | null> {
  const parsed = z.safeParse(jobSchema, await readState(db, JOB))
  return parsed.success ? parsed.data : null
}

/** The file of the restore that broke off; null where there is none. */
export async function restoreFile(db: GlossDatabase): Promise<Blob | null> {
  const bytes = await readState(db, FILE)
  return bytes instanceof Uint8Array ? new Blob([bytes as Uint8Array<ArrayBuffer>]) : null
}

/**
 * Notes that a restore begins, with its file, so that one that breaks off can go on; before a list is replaced, a snapshot
 * of it is taken. Rejects where that cannot be stored, and nothing is changed then.
 */
export async function beginRestore(
  db: GlossDatabase,
  file: Uint8Array<ArrayBuffer>,
  choice: RestoreChoice,
  now: number,
): Promise<RestoreJob> {
  if (choice.mode === 'replace') await takeSnapshot(db, now, 'before a restore')
  const job: RestoreJob = { ...choice, act: crypto.randomUUID(), at: now, done: 0, all: 0 }
  await db.transaction('rw', db.libraryState, async () => {
    await writeState(db, FILE, file)
    await writeState(db, JOB, job)
  })
  return job
}

/** Does a restore, or what is left of it; returns the identifiers of what changed. Rejects where a write fails: what is done stays. */
export async function runRestore(
  db: GlossDatabase,
  job: RestoreJob,
  backup: Backup,
  onProgress: (done: number, all: number) => void,
): Promise<PaperId[]> {
  const { act, label, at: now, mode, bringBack, settings } = job
  const changed = await restoreList(
    db,
    backup,
    { mode, bringBack },
    {
      act,
      label,
      now,
      onStep: async (done, all) => {
        await writeState(db, JOB, { ...job, done, all })
        Dexie.currentTransaction.on('complete', () => onProgress(done, all))
      },
    },
  )
  await restoreTraces(db, backup, mode)
  if (settings) await restoreDigests(db, backup)
  const here = await readSettings()
  await changeSettings(() => settingsOf(backup, here, settings))
  await storeArrived(db)
  await forgetRestore(db)
  return changed
}

/** Leaves a restore that broke off as it is. */
export async function forgetRestore(db: GlossDatabase): Promise<void> {
  await db.libraryState.bulkDelete([JOB, FILE])
}
