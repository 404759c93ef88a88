import { useEffect, useRef } from 'preact/hooks'

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
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const typing = event.target instanceof HTMLElement && event.target.matches('input, textarea, select')
      if (event.key === '?' && !typing) dialog.current?.showModal()
    }
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [])
  return (
    <dialog ref={dialog} class="keys" aria-label="Keys">
      <h2>Keys</h2>
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
      <form method="dialog">
        <button type="submit" class="btn">
          Close
        </button>
      </form>
    </dialog>
  )
}
