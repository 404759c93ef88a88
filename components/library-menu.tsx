import { useEffect, useRef, useState } from 'preact/hooks'

interface Props {
  readonly name: string
  readonly items: readonly (readonly [name: string, act: () => void])[]
}

/** A button that unfolds more buttons; Esc, or a click anywhere else, folds them up. */
export function LibraryMenu({ name, items }: Props) {
  const [open, setOpen] = useState(false)
  const menu = useRef<HTMLDivElement>(null)
  const button = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    if (!open) return
    const controller = new AbortController()
    const { signal } = controller
    const onPointerDown = (event: Event) => {
      if (!menu.current?.contains(event.target as Node)) setOpen(false)
    }
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return
      event.preventDefault()
      setOpen(false)
      button.current?.focus()
    }
    document.addEventListener('pointerdown', onPointerDown, { signal })
    document.addEventListener('keydown', onKeyDown, { signal, capture: true })
    return () => controller.abort()
  }, [open])
  return (
    <div ref={menu} class="menu">
      <button ref={button} type="button" class="btn" aria-expanded={open} onClick={() => setOpen(!open)}>
        {name}
      </button>
      {open && (
        <ul class="menu-items">
          {items.map(([item, act]) => (
            <li key={item}>
              <button
                type="button"
                onClick={() => {
                  setOpen(false)
                  act()
                }}
              >
                {item}
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
