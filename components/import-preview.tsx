import { BusyLine } from './busy-line'
import { Dialog } from './dialog'
import { Refused } from './refused'

/** What a file holds. */
export interface ImportShown {
  readonly name: string
  readonly title: string | undefined
  readonly papers: number
  readonly sample: readonly string[]
  readonly notUnderstood: readonly string[]
}

interface Props {
  readonly file: ImportShown
  /** How many of its papers are here already; undefined while they are looked up. */
  readonly known: number | undefined
  /** Papers stored so far, while they are. */
  readonly stored: number | undefined
  readonly problem: string | null
  readonly onAdd: () => void
  readonly onClose: () => void
}

/** A file that was dropped on the app: what would be added, what is here already, and what was not understood. */
export function ImportPreview({ file, known, stored, problem, onAdd, onClose }: Props) {
  const { papers, notUnderstood, title } = file
  const lines = notUnderstood.length === 1 ? '1 line was' : `${notUnderstood.length} lines were`
  const what = papers === 1 ? '1 paper' : `${papers} papers`
  return (
    <Dialog title={title || file.name} onClose={onClose}>
      {title && (
        <p class="faint" dir="auto">
          {file.name}
        </p>
      )}
      <p>
        <b>{papers === 0 ? 'No paper was found in this file.' : what}</b>
        {papers > 0 && known !== undefined && <span class="muted"> · {knownText(known, papers)}</span>}
      </p>
      {papers > 0 && known === undefined && <BusyLine text="Looking which of them are here already" />}
      {file.sample.length > 0 && (
        <ul class="bullets muted" aria-label="First titles">
          {file.sample.map((line, i) => (
            <li key={i} dir="auto">
              {line}
            </li>
          ))}
        </ul>
      )}
      {papers > file.sample.length && <p class="faint">and {papers - file.sample.length} more</p>}
      <Refused title={`${lines} not understood`} lines={notUnderstood} />
      {problem && (
        <p class="notice bad" role="alert">
          {problem}
        </p>
      )}
      {stored !== undefined && <Stored stored={stored} papers={papers} />}
      <p class="actions">
        <button type="button" class="btn" disabled={stored !== undefined} onClick={onClose}>
          {papers === 0 ? 'Close' : 'Cancel'}
        </button>
        {papers > 0 && (
          <button type="button" class="btn primary" disabled={stored !== undefined} onClick={onAdd}>
            Add {what}
          </button>
        )}
      </p>
    </Dialog>
  )
}

function Stored({ stored, papers }: { readonly stored: number; readonly papers: number }) {
  const text = `${stored} of ${papers} papers stored`
  const percent = Math.round((100 * stored) / papers)
  return (
    <div class="status">
      <div class="bar" role="progressbar" aria-label={text} aria-valuenow={percent}>
        <i style={`inline-size: ${percent}%`} />
      </div>
      <p class="faint">{text}</p>
    </div>
  )
}

function knownText(known: number, papers: number): string {
  if (known === 0) return papers === 1 ? 'new to Gloss' : 'all new to Gloss'
  const merged = 'what the file says is added to what is known'
  if (known === papers) return `${papers === 1 ? 'here' : 'all here'} already; ${merged}`
  return `${known} of them here already; ${merged}`
}
