import type { Badge } from './badge'

/**
 * `j` and `k` go from badge to badge, where the page has not taken the key for itself. Listens behind everything that
 * the page listens with.
 */
export function followKeys(badges: () => readonly Badge[], signal: AbortSignal): void {
  const onKey = (event: KeyboardEvent) => {
    if (!event.isTrusted || event.defaultPrevented || isTyping(event)) return
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return
    const step = event.key === 'j' ? 1 : event.key === 'k' ? -1 : 0
    if (step === 0) return
    const all = badges()
    const at = all.findIndex(({ host }) => host === document.activeElement)
    const next = at >= 0 ? all[at + step] : step > 0 ? all.find(inView) : all.findLast(inView)
    if (!next) return
    event.preventDefault()
    next.button.focus()
    next.host.scrollIntoView({ block: 'nearest' })
  }
  window.addEventListener('keydown', onKey, { signal })
}

function inView({ host }: Badge): boolean {
  const { top } = host.getBoundingClientRect()
  return top >= 0 && top <= innerHeight
}

function isTyping({ target }: KeyboardEvent): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || /^(?:input|textarea|select)$/.test(target.localName))
  )
}
