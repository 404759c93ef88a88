import type { Page } from 'playwright-core'

/** How a page's main thread fared, in milliseconds. */
export interface MainThread {
  /** Tasks over 50 ms, and the longest of them; 0 where there was none. */
  readonly longTasks: number
  readonly longestTask: number
  /** By how much a timer was late at most. */
  readonly timerLag: number
}

interface Watch {
  reset(): void
  read(): MainThread
}

declare global {
  interface Window {
    /** Installed in pages that are watched. */
    mainThread: Watch
  }
}

/** Forgets what was before: a page's own start is none of the sync's doing. */
export function resetMainThread(page: Page): Promise<void> {
  return page.evaluate(() => window.mainThread.reset())
}

export function readMainThread(page: Page): Promise<MainThread> {
  return page.evaluate(() => window.mainThread.read())
}

/** The worst of several pages. */
export function worstOf(threads: readonly MainThread[]): MainThread {
  const most = (key: keyof MainThread) => Math.max(0, ...threads.map(thread => thread[key]))
  return {
    longTasks: most('longTasks'),
    longestTask: most('longestTask'),
    timerLag: most('timerLag'),
  }
}

/** In the page, before its own scripts run. */
export function watchMainThread(): void {
  /** Milliseconds between two looks at the clock; less than a frame. */
  const TICK = 10
  let since = 0
  let tasks: PerformanceEntry[] = []
  let timerLag = 0
  new PerformanceObserver(list => tasks.push(...list.getEntries())).observe({ type: 'longtask' })

  let lastTick = performance.now()
  const tick = () => {
    const now = performance.now()
    timerLag = Math.max(timerLag, now - lastTick - TICK)
    lastTick = now
    setTimeout(tick, TICK)
  }
  setTimeout(tick, TICK)

  window.mainThread = {
    reset() {
      since = performance.now()
      tasks = []
      timerLag = 0
    },
    read() {
      const durations = tasks.filter(({ startTime }) => startTime >= since).map(({ duration }) => duration)
      return {
        longTasks: durations.length,
        longestTask: Math.round(Math.max(0, ...durations)),
        timerLag: Math.round(timerLag),
      }
    },
  }
}
