import { useState } from 'preact/hooks'
import { BusyLine } from '@/components/busy-line'
import { Dialog } from '@/components/dialog'
import { DuplicatePair } from '@/components/duplicate-pair'
import type { Duplicates } from '@/lib/entries/duplicates'
import type { ListRow } from '@/lib/entries/list-row'
import { mergeDuplicates, partDuplicates, useDuplicates, useMerged } from '@/lib/pages/duplicates'
import { messageOf } from '@/lib/pages/failure'
import { undoList } from '@/lib/pages/library-actions'
import { number, paperCount } from '@/lib/pages/status-words'

interface Props {
  readonly rows: readonly ListRow[]
  readonly say: (text: string) => void
  readonly onClose: () => void
}

/** Groups that are shown at once. */
const SHOWN = 10

/** What was done last, and how to take it back. */
interface Done {
  readonly text: string
  readonly undo: () => Promise<unknown>
}

/** Papers that are on the list twice: each looked at before it is merged or kept apart. */
export function DuplicatesDialog({ rows, say, onClose }: Props) {
  const { found, look } = useDuplicates(rows)
  const [busy, setBusy] = useState<string | null>(null)
  const [done, setDone] = useState<Done | null>(null)
  const run = async (text: string, work: () => Promise<Done | null>) => {
    setBusy(text)
    try {
      setDone(await work())
    } catch (error) {
      say(messageOf(error))
    } finally {
      setBusy(null)
      look()
    }
  }
  const merge = (groups: readonly Duplicates[]) =>
    run('Merging', async () => {
      await mergeDuplicates(groups, (step, all) => setBusy(`Merging ${number(step)} of ${number(all)}`))
      const papers = groups.reduce((sum, group) => sum + group.rows.length, 0)
      return { text: `Merged ${paperCount(papers)}`, undo: undoList }
    })
  const part = (group: Duplicates) =>
    run('Keeping apart', async () => {
      await partDuplicates(group, true)
      return { text: 'Kept apart', undo: () => partDuplicates(group, false) }
    })
  const undo = ({ undo }: Done) =>
    run('Undoing', async () => {
      await undo()
      return null
    })
  const certain = found?.filter(({ maybe }) => !maybe) ?? []
  return (
    <Dialog title="Duplicates" class="wide" onClose={onClose}>
      {!found && <BusyLine text="Looking through your list" />}
      {found?.length === 0 && <p>No paper is on your list twice.</p>}
      {found && found.length > 0 && (
        <div class="row">
          <p class="muted">
            Found {found.length === 1 ? '1 group' : `${number(found.length)} groups`}. Merged papers keep both
            notes, all tags and all identifiers.
          </p>
          <span class="sp" />
          {certain.length > 1 && (
            <button type="button" class="btn" disabled={busy !== null} onClick={() => void merge(certain)}>
              Merge all {number(certain.length)} likely ones
            </button>
          )}
        </div>
      )}
      {busy && <BusyLine text={busy} />}
      {done && !busy && (
        <p class="muted" role="status">
          {done.text}.{' '}
          <button type="button" class="linklike" onClick={() => void undo(done)}>
            <b>Undo</b>
          </button>
        </p>
      )}
      {found && found.length > 0 && (
        <ul class="duplicates" aria-label="Duplicates">
          {found.slice(0, SHOWN).map(group => (
            <Group
              key={group.rows.map(({ id }) => id).join(' ')}
              group={group}
              busy={busy !== null}
              onMerge={() => void merge([group])}
              onApart={() => void part(group)}
            />
          ))}
        </ul>
      )}
      {found && found.length > SHOWN && (
        <p class="faint">and {number(found.length - SHOWN)} more, shown when these are done</p>
      )}
      <p class="actions">
        <button type="button" class="btn" onClick={onClose}>
          Close
        </button>
      </p>
    </Dialog>
  )
}

function Group(props: {
  readonly group: Duplicates
  readonly busy: boolean
  readonly onMerge: () => void
  readonly onApart: () => void
}) {
  const { group, ...acts } = props
  const merged = useMerged(group.rows)
  return <DuplicatePair {...group} merged={merged} {...acts} />
}
