/** What the page notes of itself. Milliseconds since it began to load. */
export interface PageTimes {
  /** The first row was painted; the whole list was there and painted. */
  readonly firstRow: number
  readonly whole: number
}

interface Watch {
  times(): PageTimes | null
  /** Tasks over 50 ms since the last time it was asked. */
  longTasks(): number[]
  /** Milliseconds from an input event to the paint after it, since the last time it was asked. */
  inputs(): number[]
}

declare global {
  interface Window {
    watch: Watch
  }
}

/** In the page, before its own scripts run. `papers` is how many the whole list has. */
export function watchLibrary(papers: number): void {
  let firstRow = 0
  let whole = 0
  const tasks: number[] = []
  const inputs: number[] = []
  const all = papers.toLocaleString('en')
  new PerformanceObserver(list => tasks.push(...list.getEntries().map(({ duration }) => duration))).observe({
    type: 'longtask',
    buffered: true,
  })
  /** After the next frame has been handed on. */
  const painted = (then: () => void) =>
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel()
      port1.onmessage = then
      port2.postMessage(null)
    })
  const observer = new MutationObserver(() => {
    if (firstRow === 0 && document.querySelector('.entries .entry')) {
      firstRow = -1
      painted(() => {
        firstRow = performance.now()
      })
    }
    const [count] = document.querySelectorAll('.state-tabs .num')
    if (whole === 0 && count?.textContent === all) {
      whole = -1
      painted(() => {
        whole = performance.now()
      })
    }
    if (firstRow > 0 && whole > 0) observer.disconnect()
  })
  observer.observe(document, { childList: true, subtree: true, characterData: true })
  addEventListener('input', ({ timeStamp }) => painted(() => inputs.push(performance.now() - timeStamp)), {
    capture: true,
  })
  const take = (values: number[]) => values.splice(0)
  window.watch = {
    times: () => (firstRow > 0 && whole > 0 ? { firstRow, whole } : null),
    longTasks: () => take(tasks),
    inputs: () => take(inputs),
  }
}
