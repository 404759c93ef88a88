import { useState } from 'preact/hooks'
import { SnapshotTable } from '@/components/snapshot-table'
import { deleteSnapshot, type SnapshotFacts, snapshotState, snapshots } from '@/lib/library/snapshots'
import {
  brokenRestore,
  leaveRestore,
  looksLikeBackup,
  type OpenedBackup,
  openBackup,
  openSnapshot,
  resumeRestore,
  saveBackup,
  saveSnapshot,
} from '@/lib/pages/backup'
import { corpus } from '@/lib/pages/context'
import { messageOf } from '@/lib/pages/failure'
import { useLive } from '@/lib/pages/live'
import { type Settings, SNAPSHOT_RATES, type SnapshotRate } from '@/lib/settings'
import { importFiles } from '../import-drop'
import { RestoreDialog } from './restore-dialog'

interface Props {
  readonly settings: Settings
  readonly change: (part: Partial<Settings>) => void
  readonly say: (text: string) => void
}

const RATES: Readonly<Record<SnapshotRate, string>> = {
  off: 'Never',
  daily: 'Every day',
  weekly: 'Every week',
}

/** Everything to one file and back, and the copies that are kept on this machine. */
export function BackupSection({ settings, change, say }: Props) {
  const [opened, setOpened] = useState<OpenedBackup | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const [busy, setBusy] = useState<string | null>(null)
  const { value: kept } = useLive(() => snapshots(corpus.db), [])
  const { value: state } = useLive(() => snapshotState(corpus.db), [])
  const during = async (doing: string, work: () => Promise<string | null>) => {
    setProblem(null)
    setBusy(doing)
    try {
      const said = await work()
      if (said) say(said)
    } catch (error) {
      setProblem(messageOf(error))
    } finally {
      setBusy(null)
    }
  }
  const open = (file: File) =>
    during(`Reading ${file.name}`, async () => {
      // A list that was exported has nothing of when each thing was said: it is imported.
      if (await looksLikeBackup(file)) setOpened(await openBackup(file, file.name))
      else importFiles([file])
      return null
    })
  const openKept = (snapshot: SnapshotFacts) =>
    during('Reading the snapshot', async () => {
      setOpened(await openSnapshot(snapshot))
      return null
    })
  return (
    <section class="setting" aria-labelledby="backup">
      <h2 id="backup">Backup</h2>
      <p class="prose">
        One file with everything that is yours: the reading list with tags and notes, rules, settings, the
        digests you follow, and what was learned from you. It is an open format. Passwords are not in it.
      </p>
      <div class="wrap">
        <button
          type="button"
          class="btn"
          disabled={busy !== null}
          onClick={() => void during('Writing the backup', () => saveBackup(Date.now()))}
        >
          Save a backup file
        </button>
        <label class="btn file">
          Restore from a file…
          <input
            type="file"
            class="visually-hidden"
            accept=".json,.gz,application/json,application/gzip"
            disabled={busy !== null}
            onChange={event => {
              const [file] = event.currentTarget.files ?? []
              if (file) void open(file)
              event.currentTarget.value = ''
            }}
          />
        </label>
      </div>
      {busy && (
        <p class="faint" role="status">
          {busy}
        </p>
      )}
      {problem && (
        <p class="notice bad" role="alert">
          {problem}
        </p>
      )}
      <Broken say={say} />
      <h3>Snapshots on this machine</h3>
      <label class="row">
        Keep a copy of the list
        <select
          class="btn"
          value={settings.snapshots}
          onChange={event => change({ snapshots: event.currentTarget.value as SnapshotRate })}
        >
          {SNAPSHOT_RATES.map(rate => (
            <option key={rate} value={rate}>
              {RATES[rate]}
            </option>
          ))}
        </select>
      </label>
      <p class="prose muted">
        Taken when something has changed; the last of seven days, four weeks and six months stay. They help
        against slips, not against a lost machine: save a file elsewhere for that.
      </p>
      {state?.problem && (
        <p class="notice" role="status">
          The last snapshot could not be stored. {state.problem.message}
        </p>
      )}
      {kept && (
        <SnapshotTable
          snapshots={kept}
          onRestore={openKept}
          onSave={snapshot => void during('Writing the file', () => saveSnapshot(snapshot))}
          onDelete={({ n }) =>
            void during('Deleting the snapshot', async () => {
              await deleteSnapshot(corpus.db, n)
              return 'Deleted the snapshot'
            })
          }
        />
      )}
      {opened && <RestoreDialog opened={opened} say={say} onClose={() => setOpened(null)} />}
    </section>
  )
}

/** A restore that broke off, as when its page was closed: it can go on, or be left as it is. */
function Broken({ say }: { readonly say: (text: string) => void }) {
  const { value: job } = useLive(brokenRestore, [])
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  if (!job) return null
  const share =
    job.all > 0 ? `${Math.floor((100 * job.done) / job.all)} % of it was done` : 'before its first step'
  const goOn = () => {
    setBusy(true)
    setProblem(null)
    resumeRestore(job, () => undefined)
      .then(say, (error: unknown) => setProblem(messageOf(error)))
      .finally(() => setBusy(false))
  }
  return (
    <div class="notice failure" role="status">
      <p>
        A restore broke off ({share}). What was restored is kept. Go on to do the rest; or leave it as it is,
        and undo it in the Library if you like.
      </p>
      {problem && <p role="alert">{problem}</p>}
      <p class="row">
        <button type="button" class="btn" disabled={busy} onClick={goOn}>
          {busy ? 'Going on' : 'Go on'}
        </button>
        <button type="button" class="btn" disabled={busy} onClick={() => void leaveRestore()}>
          Leave it as it is
        </button>
      </p>
    </div>
  )
}
