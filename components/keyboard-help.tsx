import { useEffect, useState } from 'preact/hooks'
import { Dialog } from './dialog'

const KEYS: readonly (readonly [keys: readonly string[], what: string])[] = [
  [['/'], 'go to the search field'],
  [['↑', '↓'], 'move in the list'],
  [['Enter'], 'open the paper'],
  [['s'], 'save it, or take it off the list'],
  [['c'], 'copy its BibTeX'],
  [['?'], 'show these keys'],
  [['Esc'], 'close, or clear the search'],
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
      <dl>
        {KEYS.map(([keys, what]) => (
          <div key={what} class="row">
            <dt>
              {keys.map(key => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
      <p class="actions">
        <button type="button" class="btn" onClick={close}>
          Close
        </button>
      </p>
    </Dialog>
  )
}
