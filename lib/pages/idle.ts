/** Milliseconds of work between two looks at the clock: what has to be shown meanwhile fits into the rest of a frame. */
const ONE_SLICE = 8
/** Milliseconds after which work goes on though the page was never idle. */
const LATEST = 200

/** Resolves when the page has nothing better to do; after a while at any rate. */
export function whenIdle(): Promise<void> {
  return new Promise(resolve => {
    if (typeof requestIdleCallback === 'function') requestIdleCallback(() => resolve(), { timeout: LATEST })
    else setTimeout(resolve)
  })
}

/** Does something to each of `items`, some at a time while the page is idle. Whether it came to the end. */
export async function inSlices<T>(
  items: Iterable<T>,
  work: (item: T) => void,
  signal: AbortSignal,
): Promise<boolean> {
  let end = 0
  for (const item of items) {
    if (performance.now() >= end) {
      await whenIdle()
      end = performance.now() + ONE_SLICE
    }
    if (signal.aborted) return false
    work(item)
  }
  return true
}
