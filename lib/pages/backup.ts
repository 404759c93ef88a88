import { isBackup, packed, readBackup, writeBackup } from '../library/backup'
import { type BackupLook, compareBackup } from '../library/backup-compare'
import type { Backup } from '../library/backup-format'
import {
  beginRestore,
  forgetRestore,
  type RestoreChoice,
  type RestoreJob,
  restoreFile,
  restoreJob,
  runRestore,
} from '../library/backup-job'
import { type SnapshotFacts, snapshotFile } from '../library/snapshots'
import { storageMessage } from '../library/storage-message'
import { announceChanged } from '../messaging/announce-changed'
import { ask } from '../messaging/client'
import { dayInWords, dayOfTime } from '../time'
import { corpus } from './context'
import { paperCount } from './status-words'

/** Past so many bytes a backup is offered packed. */
const PACKED_FROM = 1_000_000

/** A backup that was opened, and what it would do. */
export interface OpenedBackup {
  /** What the reader knows it by: the name of the file, or the day of the snapshot. */
  readonly name: string
  readonly backup: Backup
  readonly look: BackupLook
  /** The file as it came. */
  readonly bytes: Uint8Array<ArrayBuffer>
}

/** A restore whose steps could not all be done; the message is for the reader. */
export class RestoreStopped extends Error {
  override readonly name = 'RestoreStopped'
}

/** Hands the reader everything as one file; returns a sentence that says so. */
export async function saveBackup(now: number): Promise<string> {
  const { text, papers } = await writeBackup(corpus.db, now).catch(failPlainly)
  const name = `gloss-backup-${dayOfTime(now)}.json`
  if (text.size < PACKED_FROM) offerFile(new Blob([text], { type: 'application/json' }), name)
  else offerFile(new Blob([await packed(text)], { type: 'application/gzip' }), `${name}.gz`)
  return `Saved a backup of ${paperCount(papers)}`
}

/** Hands the reader a snapshot as the backup file that it is. */
export async function saveSnapshot({ n, at }: SnapshotFacts): Promise<string> {
  const file = await snapshotFile(corpus.db, n)
  if (!file) return 'This snapshot is gone'
  offerFile(file, `gloss-backup-${dayOfTime(at)}.json.gz`)
  return 'Saved the snapshot as a file'
}

/** Whether a file that was chosen is a backup, as far as its beginning tells; packed files are taken for one. */
export async function looksLikeBackup(file: Blob): Promise<boolean> {
  const start = new Uint8Array(await file.slice(0, 200).arrayBuffer())
  return (start[0] === 0x1f && start[1] === 0x8b) || isBackup(new TextDecoder().decode(start))
}

/** Opens a backup and looks at what it would do; rejects with a message for the reader. */
export async function openBackup(file: Blob, name: string): Promise<OpenedBackup> {
  const backup = await readBackup(file)
  const bytes = new Uint8Array(await file.arrayBuffer())
  return { name, backup, bytes, look: await compareBackup(corpus.db, backup) }
}

/** Opens a snapshot as one opens a backup file. */
export async function openSnapshot({ n, at }: SnapshotFacts): Promise<OpenedBackup> {
  const file = await snapshotFile(corpus.db, n)
  if (!file) throw new RestoreStopped('This snapshot is gone. Nothing was changed; choose another one.')
  return openBackup(file, `Snapshot of ${dayInWords(dayOfTime(at))}`)
}

/** Restores a backup; tells how far it is. Returns a sentence that says what was done; rejects with one that says what was not. */
export async function restore(
  { backup, bytes, name }: OpenedBackup,
  choice: Omit<RestoreChoice, 'label'>,
  now: number,
  onProgress: (done: number, all: number) => void,
): Promise<string> {
  const label = `Restored ${name}`
  const job = await beginRestore(corpus.db, bytes, { ...choice, label }, now).catch(failPlainly)
  return finish(job, backup, onProgress)
}

/** Goes on with a restore that broke off. */
export async function resumeRestore(
  job: RestoreJob,
  onProgress: (done: number, all: number) => void,
): Promise<string> {
  const file = await restoreFile(corpus.db)
  if (!file) {
    await forgetRestore(corpus.db)
    throw new RestoreStopped(
      'The file of this restore is gone. What was restored is kept; choose the backup again for the rest.',
    )
  }
  return finish(job, await readBackup(file), onProgress)
}

/** The restore that broke off, or null; one that runs in another page holds a lock, and has not broken off. */
export async function brokenRestore(): Promise<RestoreJob | null> {
  const { held = [] } = await navigator.locks.query()
  return held.some(({ name }) => name === LOCK) ? null : restoreJob(corpus.db)
}

/** Leaves a restore that broke off as it is. */
export function leaveRestore(): Promise<void> {
  return forgetRestore(corpus.db)
}

const LOCK = 'gloss-restore'

async function finish(
  job: RestoreJob,
  backup: Backup,
  onProgress: (done: number, all: number) => void,
): Promise<string> {
  let [done, all] = [0, 0]
  const follow = (now: number, of: number) => {
    ;[done, all] = [now, of]
    onProgress(now, of)
  }
  return navigator.locks.request(LOCK, { ifAvailable: true }, async lock => {
    if (!lock)
      throw new RestoreStopped(
        'Another page of Gloss is restoring a backup. Wait until it is done; nothing was changed here.',
      )
    try {
      const changed = await runRestore(corpus.db, job, backup, follow)
      await announceChanged(corpus.db, changed)
    } catch (error) {
      const kept =
        done === 0
          ? 'Nothing was restored yet.'
          : `${Math.floor((100 * done) / all)} % was restored and is kept.`
      throw new RestoreStopped(
        `${storageMessage(error)} ${kept} Go on with it in the settings, or undo it in the Library.`,
      )
    }
    // Papers are in pieces of the index, digests may be new, and other devices know nothing of it yet.
    for (const asked of [ask('mend', {}), ask('device-sync', { soon: true })])
      void asked.catch(() => undefined)
    return `${job.label}. It can be undone in the Library.`
  })
}

function failPlainly(error: unknown): never {
  throw new RestoreStopped(storageMessage(error))
}

function offerFile(file: Blob, name: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(file)
  link.download = name
  link.click()
  // The browser reads the file after the click.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
}
