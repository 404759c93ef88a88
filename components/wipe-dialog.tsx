import { useState } from 'preact/hooks'
import { BusyLine } from './busy-line'
import { Dialog } from './dialog'

const WORD = 'delete'

interface Props {
  /** What goes, a line each: "4,812 papers". */
  readonly gone: readonly string[]
  readonly saved: number
  /** What other devices and servers keep; null where there are none. */
  readonly elsewhere: string | null
  readonly busy: boolean
  readonly problem: string | null
  readonly onExport: () => void
  readonly onWipe: () => void
  readonly onClose: () => void
}

/** Asks twice before everything is deleted. */
export function WipeDialog({ gone, saved, elsewhere, busy, problem, onExport, onWipe, onClose }: Props) {
  const [typed, setTyped] = useState('')
  const sure = typed.trim().toLowerCase() === WORD
  return (
    <Dialog title="Delete everything?" onClose={onClose}>
      <div>
        <p>This deletes, for good and from this machine:</p>
        <ul class="bullets">
          {gone.map(line => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      </div>
      {elsewhere && <p>{elsewhere}</p>}
      {saved > 0 && (
        <p>
          <button type="button" class="btn" disabled={busy} onClick={onExport}>
            Save a backup file first
          </button>
        </p>
      )}
      <form
        class="wipe-form"
        onSubmit={event => {
          event.preventDefault()
          if (sure && !busy) onWipe()
        }}
      >
        <label class="stacked">
          <span class="muted">Type “{WORD}” to go on</span>
          <input
            class="textbox"
            value={typed}
            autocomplete="off"
            spellcheck={false}
            disabled={busy}
            onInput={event => setTyped(event.currentTarget.value)}
          />
        </label>
        {problem && (
          <p class="notice bad" role="alert">
            {problem}
          </p>
        )}
        {busy && <BusyLine text="Deleting everything" />}
        <p class="actions">
          <button type="button" class="btn" disabled={busy} onClick={onClose}>
            Cancel
          </button>
          <button type="submit" class="btn danger" disabled={!sure || busy}>
            Delete everything
          </button>
        </p>
      </form>
    </Dialog>
  )
}
