import type { BrowserContext, Page } from 'playwright-core'
import { WORKER_GONE } from '../notes/measure.ts'
import { round, type Spread, spread } from '../search/spread.ts'
import type { Stage } from '../sync/stage.ts'
import { pause } from '../sync/wait.ts'
import { LISTING } from './saved.ts'

const LOADS = 7
/** Milliseconds without a new badge or task in which a page has come to rest. */
const SETTLE = 1000
const BADGED_WITHIN = 30_000

/** Tasks of a page's main thread over 50 ms that ended after it was parsed: how many, and milliseconds. */
export interface LongTasks {
  readonly count: Spread
  readonly longest: Spread
  /** All of them, less 50 ms each. */
  readonly blocking: Spread
}

/** A list of 2,000 rows, all of papers of the corpus. In milliseconds after it was parsed. */
export interface ListingTimes {
  readonly lastBadge: Spread
  readonly lastBadgePainted: Spread
  readonly tasks: LongTasks
  /** Those of them that ended after the first badge stood: the page alone has few of these. */
  readonly tasksSinceFirstBadge: LongTasks
}

/** When things happened, in milliseconds since the navigation began; 0 for never. */
interface Watched {
  first: number
  placed: number
  painted: number
  readonly tasks: { readonly end: number; readonly duration: number }[]
}

interface Load extends Watched {
  readonly ready: number
}

declare global {
  interface Window {
    /** Installed in lists that are watched. */
    listLoad: Watched
  }
}

/** Loads the list several times, in a tab of its own each. */
export async function measureListing(
  stage: Stage,
  rows: number,
  state: 'dead' | 'alive',
): Promise<ListingTimes> {
  const loads = await repeat(async () => {
    if (state === 'dead') {
      await stage.killWorker()
      await pause(WORKER_GONE)
    }
    return load(stage.gloss.context, rows)
  })
  return {
    lastBadge: spread(loads.map(({ placed, ready }) => placed - ready)),
    lastBadgePainted: spread(loads.map(({ painted, ready }) => painted - ready)),
    tasks: longTasks(loads),
    tasksSinceFirstBadge: longTasks(loads.map(load => ({ ...load, ready: load.first }))),
  }
}

/** What the page itself keeps the main thread busy with. */
export async function measureBareListing(context: BrowserContext): Promise<LongTasks> {
  return longTasks(await repeat(() => load(context, 0)))
}

async function repeat(work: () => Promise<Load>): Promise<Load[]> {
  const loads: Load[] = []
  for (let n = 0; n < LOADS; n++) loads.push(await work())
  return loads
}

async function load(context: BrowserContext, rows: number): Promise<Load> {
  const tab = await context.newPage()
  await tab.addInitScript(watchList, rows)
  await tab.goto(LISTING)
  if (rows > 0) await badged(tab, rows)
  await pause(SETTLE)
  const found = await tab.evaluate(() => {
    const [navigation] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[]
    return { ready: navigation?.domContentLoadedEventStart ?? 0, ...window.listLoad }
  })
  await tab.close()
  return found
}

async function badged(tab: Page, rows: number): Promise<void> {
  const done = tab.waitForFunction(() => window.listLoad.painted > 0, null, {
    timeout: BADGED_WITHIN,
    polling: 200,
  })
  await done.catch(async () => {
    const count = await tab.locator('gloss-badge').count()
    throw new Error(`Of ${rows} rows only ${count} got a badge`)
  })
}

/** In the page, before its own scripts: badges stand among the page's own elements, whatever is in them. */
function watchList(rows: number): void {
  const found: Watched = { first: 0, placed: 0, painted: 0, tasks: [] }
  window.listLoad = found
  new PerformanceObserver(list => {
    for (const { startTime, duration } of list.getEntries())
      found.tasks.push({ end: startTime + duration, duration })
  }).observe({ type: 'longtask', buffered: true })
  let count = 0
  const observer = new MutationObserver(records => {
    for (const { addedNodes } of records)
      for (const node of addedNodes) if (node.nodeName === 'GLOSS-BADGE') count++
    if (count > 0) found.first ||= performance.now()
    if (count < rows) return
    observer.disconnect()
    found.placed = performance.now()
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel()
      port1.onmessage = () => {
        found.painted = performance.now()
      }
      port2.postMessage(null)
    })
  })
  // Badges that come while the page is parsed are counted once it is: to watch every row being parsed would cost more.
  document.addEventListener('DOMContentLoaded', () => {
    if (rows === 0) return
    count = document.getElementsByTagName('gloss-badge').length
    observer.observe(document, { childList: true, subtree: true })
  })
}

function longTasks(loads: readonly Load[]): LongTasks {
  const after = loads.map(({ ready, tasks }) =>
    tasks.flatMap(({ end, duration }) => (end > ready ? duration : [])),
  )
  return {
    count: spread(after.map(({ length }) => length)),
    longest: spread(after.map(tasks => Math.max(0, ...tasks))),
    blocking: spread(after.map(tasks => round(tasks.reduce((sum, task) => sum + task - 50, 0)))),
  }
}
