/** A page that changes without end is looked at no more often than this, in milliseconds. */
const LEAST_WAIT = 150
/** Looking takes at most one part in so many of the page's time. */
const SHARE = 8

/**
 * Calls `look` soon after the page has changed, and no more often than it can afford: a page that changes thousands of
 * times a second, or takes long to look at, is looked at less often. `at` is called at once with every change, before
 * the page is painted, and must cost nothing.
 */
export function watchDocument(look: () => Promise<void>, at: () => void, signal: AbortSignal): void {
  let waiting = false
  let wait = LEAST_WAIT
  const run = async () => {
    if (signal.aborted) return
    const start = performance.now()
    await look()
    wait = Math.max(LEAST_WAIT, (performance.now() - start) * SHARE)
    waiting = false
  }
  const observer = new MutationObserver(records => {
    at()
    if (waiting || records.every(isOurs)) return
    waiting = true
    setTimeout(run, wait)
  })
  observer.observe(document, { childList: true, subtree: true, attributes: true, attributeFilter: ['href'] })
  signal.addEventListener('abort', () => observer.disconnect(), { once: true })
}

/** Whether Gloss's own elements alone have come or gone. */
function isOurs({ type, addedNodes, removedNodes }: MutationRecord): boolean {
  return (
    type === 'childList' && [...addedNodes, ...removedNodes].every(node => node.nodeName.startsWith('GLOSS-'))
  )
}
