import type { ListRow } from '@/lib/entries/list-row'
import { PRIORITY_NAMES, STATE_NAMES } from '@/lib/entries/order'

interface Props {
  /** The papers that may be one. */
  readonly rows: readonly ListRow[]
  readonly reason: string
  readonly maybe: boolean
  /** What they would be together; undefined until it is known. */
  readonly merged: ListRow | undefined
  readonly busy: boolean
  readonly onMerge: () => void
  readonly onApart: () => void
}

/** Papers that may be one, side by side, with what would become of them. */
export function DuplicatePair({ rows, reason, maybe, merged, busy, onMerge, onApart }: Props) {
  const title = rows[0]?.title ?? ''
  return (
    <li class="duplicate">
      <p class="faint">
        {maybe ? 'Maybe' : 'Likely'} one paper: {reason}
      </p>
      <div class="duplicate-sides">
        {rows.map(row => (
          <Side key={row.id} row={row} />
        ))}
      </div>
      {merged && (
        <div class="duplicate-merged">
          <p class="faint">Merged, it is</p>
          <Side row={merged} />
        </div>
      )}
      <p class="actions">
        <button
          type="button"
          class="btn"
          disabled={busy}
          aria-label={`Keep apart: ${title}`}
          onClick={onApart}
        >
          Keep apart
        </button>
        <button
          type="button"
          class="btn primary"
          disabled={busy}
          aria-label={`Merge: ${title}`}
          onClick={onMerge}
        >
          Merge
        </button>
      </p>
    </li>
  )
}

function Side({ row }: { readonly row: ListRow }) {
  const { title, authors, journal, date, ids, state, priority, rating, tags, notes, url } = row
  const others = authors.length > 3 ? ` and ${authors.length - 3} more` : ''
  const where = [date?.slice(0, 4), journal].filter(Boolean).join(' · ')
  const said = [
    STATE_NAMES[state],
    ...(priority > 0 ? [`${PRIORITY_NAMES[priority]} priority`] : []),
    ...(rating > 0 ? [`${rating} of 5 stars`] : []),
    ...(tags.length > 0 ? [tags.join(', ')] : []),
    ...(notes.length > 0 ? [notes.length === 1 ? 'a note' : `${notes.length} notes`] : []),
  ]
  return (
    <div class="duplicate-side">
      <p class="title" dir="auto">
        {url ? (
          <a href={url} target="_blank" rel="noopener noreferrer">
            {title}
          </a>
        ) : (
          title
        )}
      </p>
      {authors.length > 0 && (
        <p class="muted" dir="auto">
          {authors.slice(0, 3).join(', ')}
          {others}
        </p>
      )}
      {where && (
        <p class="muted" dir="auto">
          {where}
        </p>
      )}
      <p class="faint names">{ids.join(', ')}</p>
      <p class="muted" dir="auto">
        {said.join(' · ')}
      </p>
    </div>
  )
}
