import { BusyLine } from './busy-line'
import { Dialog } from './dialog'

/** A format or a style that can be chosen. */
export interface CiteOption {
  readonly id: string
  readonly label: string
  readonly kind: 'format' | 'style'
}

interface Props {
  /** "Cite 12 papers". */
  readonly title: string
  readonly options: readonly CiteOption[]
  readonly chosen: string
  /** What the text will begin with; undefined while it is being made. */
  readonly preview: string | undefined
  /** Whether the reader's tags and notes go in; undefined where there is no place for them. */
  readonly own: boolean | undefined
  readonly onOwn: (own: boolean) => void
  /** What the preview leaves out, or how the file is made, in a sentence. */
  readonly hint?: string | undefined
  /** What is under way; nothing can be copied meanwhile. */
  readonly busy: string | null
  /** How far it is, from 0 to 1, where that is known. */
  readonly share?: number | undefined
  readonly problem: string | null
  readonly onChoose: (id: string) => void
  readonly onCopy: () => void
  readonly onDownload: () => void
  readonly onClose: () => void
}

const GROUPS = [
  { kind: 'format', label: 'Formats' },
  { kind: 'style', label: 'Styles of references' },
] as const

/** Citations of one or many papers: in what format, how they look, and where to. */
export function CiteView(props: Props) {
  const { options, chosen, preview, hint, busy, share, problem } = props
  const waits = busy !== null || preview === undefined
  return (
    <Dialog title={props.title} class="cite-dialog" onClose={props.onClose}>
      <label class="stacked">
        <span class="muted">Format</span>
        <select
          class="textbox"
          value={chosen}
          disabled={busy !== null}
          onChange={event => props.onChoose(event.currentTarget.value)}
        >
          {GROUPS.map(({ kind, label }) => (
            <optgroup key={kind} label={label}>
              {options
                .filter(option => option.kind === kind)
                .map(option => (
                  <option key={option.id} value={option.id}>
                    {option.label}
                  </option>
                ))}
            </optgroup>
          ))}
        </select>
      </label>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by the keyboard too */}
      <section class="cite-preview" aria-label="Preview" aria-busy={preview === undefined} tabIndex={0}>
        {preview}
      </section>
      {props.own !== undefined && (
        <label class="row">
          <input
            type="checkbox"
            checked={props.own}
            disabled={busy !== null}
            onChange={event => props.onOwn(event.currentTarget.checked)}
          />
          With my tags and notes
        </label>
      )}
      {hint && <p class="faint">{hint}</p>}
      {options.some(({ id, kind }) => id === chosen && kind === 'style') && (
        <p class="faint">
          Citations by CSL (
          <a href="http://citationstyles.org/" target="_blank" rel="noopener noreferrer">
            citeproc-js
          </a>
          )
        </p>
      )}
      {problem && (
        <p class="notice bad" role="alert">
          {problem}
        </p>
      )}
      {busy !== null &&
        (share === undefined ? <BusyLine text={busy} /> : <ShareLine text={busy} share={share} />)}
      <p class="actions">
        <button type="button" class="btn" onClick={props.onClose}>
          Close
        </button>
        <button type="button" class="btn" disabled={waits} onClick={props.onDownload}>
          Download
        </button>
        <button type="button" class="btn primary" disabled={waits} onClick={props.onCopy}>
          Copy
        </button>
      </p>
    </Dialog>
  )
}

/** How far something is that takes a while. */
export function ShareLine({ text, share }: { readonly text: string; readonly share: number }) {
  return (
    <div class="busy-line">
      <div class="bar" aria-hidden="true">
        <i style={{ inlineSize: `${Math.round(share * 100)}%` }} />
      </div>
      <p class="faint" role="status">
        {text}
      </p>
    </div>
  )
}
