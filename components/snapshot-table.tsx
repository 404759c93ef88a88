import type { SnapshotFacts } from '@/lib/library/snapshots'
import { dayInWords, dayOfTime } from '@/lib/time'

interface Props {
  /** The latest first. */
  readonly snapshots: readonly SnapshotFacts[]
  readonly onRestore: (snapshot: SnapshotFacts) => void
  readonly onSave: (snapshot: SnapshotFacts) => void
  readonly onDelete: (snapshot: SnapshotFacts) => void
}

/** The copies of the list that are kept on this machine, and what can be done with each. */
export function SnapshotTable({ snapshots, onRestore, onSave, onDelete }: Props) {
  if (snapshots.length === 0)
    return <p class="muted">There is no snapshot yet. The first one is taken soon after you save a paper.</p>
  return (
    <ul class="snapshots" aria-label="Snapshots">
      {snapshots.map(snapshot => {
        const { n, at, papers, size, why } = snapshot
        const day = dayInWords(dayOfTime(at))
        const time = new Date(at).toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' })
        const held = papers === 1 ? '1 paper' : `${papers.toLocaleString('en')} papers`
        return (
          <li key={n}>
            <span class="what">
              <span class="num">
                {day}, {time}
              </span>
              <span class="muted">
                {held} · {sizeText(size)}
                {why && ` · ${why}`}
              </span>
            </span>
            <span class="row">
              <button
                type="button"
                class="btn"
                aria-label={`Restore the snapshot of ${day}, ${time}`}
                onClick={() => onRestore(snapshot)}
              >
                Restore…
              </button>
              <button
                type="button"
                class="btn"
                aria-label={`Save the snapshot of ${day}, ${time} as a file`}
                onClick={() => onSave(snapshot)}
              >
                Save as file
              </button>
              <button
                type="button"
                class="btn quiet"
                aria-label={`Delete the snapshot of ${day}, ${time}`}
                onClick={() => onDelete(snapshot)}
              >
                Delete
              </button>
            </span>
          </li>
        )
      })}
    </ul>
  )
}

function sizeText(bytes: number): string {
  if (bytes < 1e5) return `${Math.max(1, Math.round(bytes / 1000))} kB`
  return `${(bytes / 1e6).toLocaleString('en', { maximumFractionDigits: 1 })} MB`
}
