import { useEffect, useState } from 'preact/hooks'
import { WipeDialog } from '@/components/wipe-dialog'
import { type StorageUse, storageUse } from '@/lib/corpus/usage'
import { ask } from '@/lib/messaging/client'
import { saveBackup } from '@/lib/pages/backup'
import { corpus } from '@/lib/pages/context'
import { engineName, readDevices } from '@/lib/pages/devices'
import { messageOf } from '@/lib/pages/failure'
import { useLive } from '@/lib/pages/live'
import type { Status } from '@/lib/pages/status'
import { paperCount } from '@/lib/pages/status-words'
import { importFiles, READABLE } from '../import-drop'

const KINDS: readonly (readonly [kind: keyof StorageUse['bytes'], name: string])[] = [
  ['papers', 'Papers'],
  ['index', 'Search index'],
  ['lists', 'Lists of the digests'],
  ['library', 'Reading list'],
]

const REFUSED = 'The browser did not agree. Nothing was changed.'

interface Props {
  readonly status: Status | undefined
  readonly say: (text: string) => void
}

/** What Gloss takes on the disk, whether the browser keeps it, and the ways in and out of it. */
export function StorageSection({ status, say }: Props) {
  const [wiping, setWiping] = useState(false)
  const { use, persisted, keep } = useStorage(status?.syncing ?? false, say)
  return (
    <section class="setting" aria-labelledby="storage">
      <h2 id="storage">Storage</h2>
      {use?.total !== undefined && <p>Gloss takes {megabytes(use.total)} on this machine.</p>}
      {use && <UseTable bytes={use.bytes} />}
      {persisted !== null && (
        <div class="row keep">
          <p class="muted">
            {persisted
              ? 'The browser keeps it for good.'
              : 'The browser may delete it when the disk runs full; what was fetched would be fetched again, your reading list would be gone.'}
          </p>
          {!persisted && (
            <button type="button" class="btn" onClick={keep}>
              Ask the browser to keep it
            </button>
          )}
        </div>
      )}
      <div class="wrap">
        <label class="btn file">
          Import a saved page
          <input
            type="file"
            class="visually-hidden"
            accept={READABLE}
            multiple
            onChange={event => {
              importFiles(event.currentTarget.files ?? [])
              event.currentTarget.value = ''
            }}
          />
        </label>
        <button type="button" class="btn danger" onClick={() => setWiping(true)}>
          Delete everything…
        </button>
      </div>
      <p class="faint">
        A digest page saved as HTML, a text or Markdown file, or an export of Gloss; dropping it anywhere on
        these pages does the same.
      </p>
      {wiping && <Wipe status={status} say={say} onClose={() => setWiping(false)} />}
    </section>
  )
}

function Wipe(props: Props & { readonly onClose: () => void }) {
  const { status, say } = props
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const { value: devices } = useLive(readDevices, [])
  const saved = status?.saved ?? 0
  const tell = (error: unknown) => setProblem(messageOf(error))
  return (
    <WipeDialog
      gone={[
        paperCount(status?.papers ?? 0),
        ...(saved > 0 ? [`your reading list of ${paperCount(saved)}`] : []),
        'the snapshots, and what can be undone',
        'the digests you follow, your settings and the hosts Gloss may ask',
      ]}
      saved={saved}
      elsewhere={
        devices && devices.engine !== 'off'
          ? `What lies at ${engineName(devices)} stays there, and your other devices keep their lists: this one is no longer in step with them.`
          : null
      }
      busy={busy}
      problem={problem}
      onExport={() => void saveBackup(Date.now()).then(say, tell)}
      onWipe={() => {
        setBusy(true)
        setProblem(null)
        ask('wipe', {}).then(
          () => {
            location.hash = '#/welcome'
            location.reload()
          },
          (error: unknown) => {
            setBusy(false)
            tell(error)
          },
        )
      }}
      onClose={() => {
        if (!busy) props.onClose()
      }}
    />
  )
}

/** About what takes how much. */
function UseTable({ bytes }: { readonly bytes: StorageUse['bytes'] }) {
  const shown = KINDS.filter(([kind]) => bytes[kind] > 0)
  if (shown.length === 0) return null
  return (
    <div>
      <p class="muted">Before the browser packs it, about:</p>
      <dl class="use" aria-label="What takes how much">
        {shown.map(([kind, name]) => (
          <div key={kind}>
            <dt>{name}</dt>
            <dd class="num">{megabytes(bytes[kind])}</dd>
          </div>
        ))}
      </dl>
    </div>
  )
}

/** How much there is of what, looked at again when a sync begins or ends, and whether the browser keeps it. */
function useStorage(syncing: boolean, say: (text: string) => void) {
  const [use, setUse] = useState<StorageUse | null>(null)
  const [persisted, setPersisted] = useState<boolean | null>(null)
  useEffect(() => {
    const { storage } = navigator
    const total = storage.estimate().catch(() => ({}))
    // Where it cannot be told nothing is said of it.
    void total.then(estimate => storageUse(corpus.db, estimate)).then(setUse, () => undefined)
    void storage.persisted().then(setPersisted, () => undefined)
  }, [syncing])
  const keep = () =>
    navigator.storage.persist().then(
      given => {
        setPersisted(given)
        say(given ? 'The browser keeps it for good' : REFUSED)
      },
      () => say(REFUSED),
    )
  return { use, persisted, keep }
}

function megabytes(bytes: number): string {
  const value = bytes / 1e6
  if (value < 0.1) return 'under 0.1 MB'
  return `${value.toLocaleString('en', { maximumFractionDigits: value < 10 ? 1 : 0 })} MB`
}
