import { LibraryMenu } from '@/components/library-menu'
import type { ListRow } from '@/lib/entries/list-row'
import { number, paperCount } from '@/lib/pages/status-words'
import type { OpenDialog } from './dialogs'

interface Props {
  /** Papers on the list; undefined while they are counted. */
  readonly count: number | undefined
  readonly shown: readonly ListRow[]
  /** Whether less than all is shown. */
  readonly filtered: boolean
  readonly open: (dialog: OpenDialog) => void
}

/** The heading of the list, and what brings papers in and out of it. */
export function Head({ count, shown, filtered, open }: Props) {
  return (
    <header class="page-head">
      <div class="page-title">
        <h1>Reading list</h1>
        <p class="muted">{count === undefined ? 'Being read' : paperCount(count)}</p>
      </div>
      <span class="sp" />
      <div class="row head-actions">
        <button type="button" class="btn" onClick={() => open({ kind: 'add' })}>
          Add…
        </button>
        {shown.length > 0 && (
          <button type="button" class="btn" onClick={() => open({ kind: 'cite', rows: shown })}>
            {filtered ? `Export ${number(shown.length)}…` : 'Export…'}
          </button>
        )}
        <LibraryMenu
          name="More"
          items={[
            ['Import a file…', () => open({ kind: 'import' })],
            ['Find duplicates…', () => open({ kind: 'duplicates' })],
            ['Tag rules…', () => open({ kind: 'rules' })],
            [
              'Visited papers…',
              () => {
                location.hash = '#/library?view=visits'
              },
            ],
          ]}
        />
      </div>
    </header>
  )
}
