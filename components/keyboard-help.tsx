import { useEffect, useState } from 'preact/hooks'
import { Dialog } from './dialog'

const KEYS: readonly (readonly [keys: readonly string[], what: string])[] = [
  [['/'], 'go to the search field'],
  [['↑', '↓'], 'move in the list'],
  [['Enter'], 'open the paper'],
  [['s'], 'save it, or take it off the list'],
  [['c'], 'copy its citation'],
  [['?'], 'show these keys'],
  [['Esc'], 'close, or clear the search'],
]

/** Those of the reading list. */
const LIST_KEYS: typeof KEYS = [
  [['↑', '↓'], 'move, as j and k do; with Shift select'],
  [['Space'], 'select; Ctrl+A selects all'],
  [['Enter'], 'open the paper'],
  [['→'], 'go to the details, as e does'],
  [['1', '–', '4'], 'to read, reading, done, skipped'],
  [['r', '0', '–', '5'], 'rate'],
  [['t'], 'tag'],
  [['n'], 'write a note'],
  [['c'], 'cite'],
  [['Delete'], 'take off the list'],
  [['Alt', '↑', '↓'], 'move by hand'],
  [['Ctrl', 'Z'], 'undo; with Shift do again'],
]

/** The keys, in a dialog that `?` opens anywhere outside a text field. */
export function KeyboardHelp() {
  const [open, setOpen] = useState(false)
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const typing = event.target instanceof HTMLElement && event.target.matches('input, textarea, select')
      if (event.key === '?' && !typing && !document.querySelector('dialog[open]')) setOpen(true)
    }
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [])
  const close = () => setOpen(false)
  if (!open) return null
  return (
    <Dialog title="Keys" class="keys small" onClose={close}>
      <KeyList keys={KEYS} />
      <h3>In the reading list</h3>
      <KeyList keys={LIST_KEYS} />
      <p class="actions">
        <button type="button" class="btn" onClick={close}>
          Close
        </button>
      </p>
    </Dialog>
  )
}

function KeyList({ keys }: { readonly keys: typeof KEYS }) {
  return (
    <dl>
      {keys.map(([keys, what]) => (
        <div key={what} class="row">
          <dt>{keys.map(key => (key === '–' ? key : <kbd key={key}>{key}</kbd>))}</dt>
          <dd>{what}</dd>
        </div>
      ))}
    </dl>
  )
}
