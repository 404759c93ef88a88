import { useMemo } from 'preact/hooks'
import { LibraryBar } from '@/components/library-bar'
import type { ListRow } from '@/lib/entries/list-row'
import type { useActs } from './acts'
import type { OpenDialog } from './dialogs'

interface Props {
  /** What is selected. */
  readonly rows: readonly ListRow[]
  readonly shown: readonly ListRow[]
  readonly acts: ReturnType<typeof useActs>
  readonly open: (dialog: OpenDialog) => void
  readonly onClear: () => void
}

/** What can be done to all that is selected, how far that has come, and the offer to undo it. */
export function Selected({ rows, shown, acts, open, onClear }: Props) {
  const { progress, done } = acts
  const hidden = useMemo(() => {
    if (rows.length === 0) return 0
    const ids = new Set(shown.map(({ id }) => id))
    return rows.filter(({ id }) => !ids.has(id)).length
  }, [rows, shown])
  return (
    <>
      {(rows.length > 0 || progress) && (
        <LibraryBar
          count={rows.length}
          hidden={hidden}
          progress={progress}
          acts={{
            onState: state => void acts.setState(rows, state),
            onPriority: priority => void acts.setPriority(rows, priority),
            onTag: how => open({ kind: 'tag', how, rows }),
            onCite: () => open({ kind: 'cite', rows }),
            onZotero: () => open({ kind: 'zotero', rows }),
            onRemove: () => void acts.remove(rows),
            onClear,
          }}
        />
      )}
      {done !== null && !progress && (
        <p class="toast act-toast" role="status">
          {done}{' '}
          <button type="button" class="linklike" onClick={() => void acts.undo()}>
            Undo
          </button>
        </p>
      )}
    </>
  )
}
