import type { ComponentChildren } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'

interface Props {
  /** The heading, which names the dialog. */
  readonly title: string
  readonly class?: string
  /** The reader closed it, by Esc for example. */
  readonly onClose: () => void
  readonly children: ComponentChildren
}

/** A dialog that is open for as long as it is there; the focus goes back to where it came from. */
export function Dialog({ title, class: extra = '', onClose, children }: Props) {
  const dialog = useRef<HTMLDialogElement>(null)
  const leaving = useRef(false)
  useLayoutEffect(() => {
    const shown = dialog.current
    shown?.showModal()
    return () => {
      leaving.current = true
      shown?.close()
    }
  }, [])
  return (
    <dialog
      ref={dialog}
      class={`dialog ${extra}`}
      aria-label={title}
      onClose={() => {
        if (!leaving.current) onClose()
      }}
    >
      <h2 dir="auto">{title}</h2>
      {children}
    </dialog>
  )
}
