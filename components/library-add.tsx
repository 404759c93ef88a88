import { useEffect, useRef } from 'preact/hooks'
import type { LibraryImportShown } from './library-import'
import { Refused } from './refused'

interface Props {
  readonly text: string
  /** What was recognised; null while nothing was, or it is being looked at. */
  readonly found: LibraryImportShown | null
  /** Why nothing was recognised. */
  readonly nothing: string | null
  readonly problem: string | null
  readonly busy: boolean
  readonly onText: (text: string) => void
  readonly onAdd: () => void
  readonly onFile: (file: File) => void
  readonly onClose: () => void
}

/** Titles that are shown of what was recognised. */
const SHOWN = 12

/** A field for whatever names papers, with what was recognised of it below. */
export function LibraryAdd(props: Props) {
  const { text, found, nothing, problem, busy } = props
  const field = useRef<HTMLTextAreaElement>(null)
  useEffect(() => field.current?.focus(), [])
  const adds = found ? found.fresh.length + found.merges.length : 0
  return (
    <form
      class="library-import"
      onSubmit={event => {
        event.preventDefault()
        if (adds > 0 && !busy) props.onAdd()
      }}
    >
      <label class="stacked">
        <span class="muted">arXiv numbers, DOIs, addresses, BibTeX, or any text that holds them</span>
        <textarea
          ref={field}
          class="textbox library-add"
          rows={5}
          value={text}
          spellcheck={false}
          dir="auto"
          disabled={busy}
          placeholder={'2401.00001\n10.1145/3292500.3330701\nhttps://openreview.net/forum?id=…'}
          onInput={event => props.onText(event.currentTarget.value)}
          onKeyDown={event => {
            if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || adds === 0 || busy) return
            event.preventDefault()
            props.onAdd()
          }}
        />
      </label>
      <div class="library-found" role="status">
        {found && <Found found={found} />}
        {nothing !== null && <p class="muted">No paper is recognised in this yet.</p>}
      </div>
      {problem && (
        <p class="notice bad" role="alert">
          {problem}
        </p>
      )}
      <div class="row actions-row">
        <label class="btn file">
          Choose a file…
          <input
            type="file"
            class="visually-hidden"
            disabled={busy}
            onChange={event => {
              const [file] = event.currentTarget.files ?? []
              if (file) props.onFile(file)
            }}
          />
        </label>
        <span class="sp" />
        <button type="button" class="btn" onClick={props.onClose}>
          Cancel
        </button>
        <button type="submit" class="btn primary" disabled={adds === 0 || busy}>
          {adds === 0 ? 'Add' : `Add ${count(adds)}`}
        </button>
      </div>
    </form>
  )
}

function Found({ found }: { readonly found: LibraryImportShown }) {
  const { fresh, merges, same, notUnderstood } = found
  const lines = [
    ...fresh.map(title => ({ title, note: '' })),
    ...merges.map(({ title, changes }) => ({ title, note: `on your list; adds ${changes.join(', ')}` })),
    ...same.map(title => ({ title, note: 'on your list already' })),
  ]
  return (
    <>
      <ul class="bullets" aria-label="Recognised">
        {lines.slice(0, SHOWN).map(({ title, note }, n) => (
          <li key={n} dir="auto">
            {title}
            {note && <span class="faint"> · {note}</span>}
          </li>
        ))}
      </ul>
      {lines.length > SHOWN && <p class="faint">and {(lines.length - SHOWN).toLocaleString('en')} more</p>}
      <Refused title="Not everything was understood" lines={notUnderstood} />
    </>
  )
}

function count(papers: number): string {
  return papers === 1 ? '1 paper' : `${papers.toLocaleString('en')} papers`
}
