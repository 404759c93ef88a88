/** How long the page is kept from its own work at a time, in milliseconds. */
const SLICE = 10

interface SchedulerLike {
  yield?(): Promise<void>
}

/** Does something with each item, some at a time, so that the page stays responsive; stops when `signal` aborts. */
export async function inSlices<T>(
  items: Iterable<T>,
  signal: AbortSignal,
  work: (item: T) => void,
): Promise<void> {
  let start = performance.now()
  for (const item of items) {
    if (signal.aborted) return
    work(item)
    if (performance.now() - start < SLICE) continue
    await breathe()
    start = performance.now()
  }
}

function breathe(): Promise<void> {
  const { scheduler } = globalThis as { scheduler?: SchedulerLike }
  return scheduler?.yield?.() ?? new Promise(resolve => setTimeout(resolve))
}
