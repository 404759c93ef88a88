/** How long the page is kept from its own work at a time, in milliseconds. */
const SLICE = 25
/** How long a frame is waited for: a page in the background draws none. */
const LONGEST_FRAME = 100

interface SchedulerLike {
  yield?(): Promise<void>
}

/**
 * Does something with each item, some at a time, so that the page stays responsive; stops when `signal` aborts. Where
 * what is done has to be drawn, no more than `perFrame` are done before the page has been drawn again.
 */
export async function inSlices<T>(
  items: Iterable<T>,
  signal: AbortSignal,
  work: (item: T) => void,
  perFrame = Number.POSITIVE_INFINITY,
): Promise<void> {
  let start = performance.now()
  let left = perFrame
  for (const item of items) {
    if (signal.aborted) return
    work(item)
    left--
    if (left > 0 && performance.now() - start < SLICE) continue
    await (left > 0 ? breathe() : drawn())
    if (left <= 0) left = perFrame
    start = performance.now()
  }
}

function breathe(): Promise<void> {
  const { scheduler } = globalThis as { scheduler?: SchedulerLike }
  return scheduler?.yield?.() ?? new Promise(resolve => setTimeout(resolve))
}

function drawn(): Promise<void> {
  return new Promise(resolve => {
    requestAnimationFrame(() => setTimeout(resolve))
    setTimeout(resolve, LONGEST_FRAME)
  })
}
