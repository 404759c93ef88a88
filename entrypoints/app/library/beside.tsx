import { useEffect, useState } from 'preact/hooks'
import { Dialog } from '@/components/dialog'
import type { ListRow } from '@/lib/entries/list-row'
import { EntryDetails } from './details'
import { Like } from './like'

/** Milliseconds for which a row has to be the one before its details are read: a held key passes many. */
const SETTLED = 90

interface Props {
  /** The paper that keys go to. */
  readonly row: ListRow | undefined
  readonly rows: readonly ListRow[] | undefined
  readonly tags: readonly string[]
  /** Whether there is room beside the list. */
  readonly wide: boolean
  /** Whether the details stand over the list where there is none. */
  readonly sheet: boolean
  readonly say: (text: string) => void
  readonly onClose: () => void
}

/** What stands beside the list: the details of a paper, or papers like those on the list. */
export function Beside({ row, rows, tags, wide, sheet, say, onClose }: Props) {
  const settled = useSettled(row)
  const like = rows && rows.length > 0 && <Like rows={rows} say={say} />
  const details = settled && <EntryDetails row={settled} allTags={tags} say={say} onClose={onClose} />
  if (wide)
    return (
      <section class="library-details" aria-label="Details">
        {details ?? like}
      </section>
    )
  return (
    <>
      {like}
      {sheet && details && (
        <Dialog title="Details" class="library-sheet" onClose={onClose}>
          {details}
        </Dialog>
      )}
    </>
  )
}

/** Puts the focus on the first control of the details. */
export function focusDetails(): void {
  inDetails('button, a[href], input, select, textarea')
}

/** Puts the focus into the note, which is opened for writing; while the details are on their way, once they are there. */
export function focusNote(): void {
  inDetails('.note-editor textarea, .note-editor .write')
}

function inDetails(selector: string): void {
  const until = performance.now() + 1000
  const look = () => {
    const control = document.querySelector<HTMLElement>(
      `:is(.library-details, .library-sheet) :is(${selector})`,
    )
    if (control?.matches('.write')) control.click()
    else if (control) control.focus()
    else if (performance.now() < until) requestAnimationFrame(look)
  }
  requestAnimationFrame(look)
}

/** A row once it has been the one for a moment; the same paper with something changed at once. */
function useSettled(row: ListRow | undefined): ListRow | undefined {
  const [settled, setSettled] = useState(row)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(row), SETTLED)
    return () => clearTimeout(timer)
  }, [row])
  return row && settled?.id === row.id ? row : row && settled
}
