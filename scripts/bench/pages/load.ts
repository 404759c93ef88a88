import type { BrowserContext, CDPSession, Page } from 'playwright-core'
import { round, spread } from '../search/spread.ts'
import { pause } from '../sync/wait.ts'

const LOADS = 15
/** Milliseconds after a page's load in which what it does at its start is over. */
const SETTLE = 300

/** Milliseconds of the processor's time on the page's main thread. */
interface Cost {
  /** All tasks. */
  readonly tasks: number
  /** Of them, compiling and running scripts. */
  readonly scripts: number
}

/** What loading a page takes more with Gloss than without, as differences of medians. */
export interface LoadCost {
  readonly page: string
  /** In a new tab, whose process has run nothing yet; and in a tab in which the page was seen before. */
  readonly newTab: Cost
  readonly sameTab: Cost
  /** Half of what the middle half of the loads without Gloss is spread over: so unsure is the difference of tasks. */
  readonly spreadOfTasks: number
}

/** Loads each page many times, with Gloss and without by turns. */
export async function measureLoads(
  withGloss: BrowserContext,
  without: BrowserContext,
  urls: readonly string[],
): Promise<LoadCost[]> {
  const costs: LoadCost[] = []
  for (const url of urls) {
    const newTab = await byTurns(withGloss, without, context => inNewTab(context, url))
    const [tab, bareTab] = [await openTab(withGloss), await openTab(without)]
    for (const { page } of [tab, bareTab]) await page.goto(url)
    const sameTab = await byTurns(tab, bareTab, tab => costOf(tab, url))
    for (const { page } of [tab, bareTab]) await page.close()
    const tasks = newTab.without.map(({ tasks }) => tasks).toSorted((a, b) => a - b)
    const at = (share: number) => tasks[Math.floor(share * (tasks.length - 1))] ?? 0
    costs.push({
      page: url,
      newTab: difference(newTab),
      sameTab: difference(sameTab),
      spreadOfTasks: round((at(0.75) - at(0.25)) / 2),
    })
  }
  return costs
}

interface Pairs {
  readonly with: readonly Cost[]
  readonly without: readonly Cost[]
}

async function byTurns<T>(withGloss: T, without: T, measure: (where: T) => Promise<Cost>): Promise<Pairs> {
  const pairs = { with: [] as Cost[], without: [] as Cost[] }
  for (let n = 0; n < LOADS; n++) {
    pairs.with.push(await measure(withGloss))
    pairs.without.push(await measure(without))
  }
  return pairs
}

function difference(pairs: Pairs): Cost {
  const median = (costs: readonly Cost[], key: keyof Cost) => spread(costs.map(cost => cost[key])).p50
  const of = (key: keyof Cost) => round(median(pairs.with, key) - median(pairs.without, key))
  return { tasks: of('tasks'), scripts: of('scripts') }
}

interface Tab {
  readonly page: Page
  readonly session: CDPSession
}

async function openTab(context: BrowserContext): Promise<Tab> {
  const page = await context.newPage()
  return { page, session: await context.newCDPSession(page) }
}

async function inNewTab(context: BrowserContext, url: string): Promise<Cost> {
  const tab = await openTab(context)
  const cost = await costOf(tab, url)
  await tab.page.close()
  return cost
}

/** What one load takes. The counters begin anew with every page; time that others had the processor does not count. */
async function costOf({ page, session }: Tab, url: string): Promise<Cost> {
  await session.send('Performance.enable', { timeDomain: 'threadTicks' })
  await page.goto(url)
  await pause(SETTLE)
  const { metrics } = await session.send('Performance.getMetrics')
  await session.send('Performance.disable')
  const milliseconds = (name: string) => (metrics.find(metric => metric.name === name)?.value ?? 0) * 1000
  return {
    tasks: milliseconds('TaskDuration'),
    scripts: milliseconds('ScriptDuration') + milliseconds('V8CompileDuration'),
  }
}
