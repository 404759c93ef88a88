import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { GlossBrowser } from '../../browser.ts'
import type { EngineFacts } from './engines.ts'
import { BENCH_PAGE } from './extension.ts'
import type { Plan } from './plan.ts'
import { popupHeap, popupTime } from './popup.ts'
import { dropPageCache, freshPage, heapMB, heapOver, type Setup, startBrowser } from './session.ts'
import { round, type Spread, spread } from './spread.ts'

/** Queries of one run, the same for every engine. */
export interface Queries {
  /** Two words each, for opening. */
  readonly pairs: readonly string[]
  /** One to four words, for typing. */
  readonly typed: readonly string[]
}

/** What was measured of one engine. Times in milliseconds. */
export interface Figures {
  readonly indexedPerSecond: number
  readonly storedPerSecond: number
  readonly bytesPerPaper: number
  readonly codeMs: Spread
  /** Open → hits in a browser just started, its files not in memory if `pageCacheDropped`. */
  readonly coldBrowser: Spread
  readonly pageCacheDropped: boolean
  /** Open → hits in a new page of a running browser. */
  readonly coldPage: Spread
  readonly keystroke: Spread
  readonly queriesTyped: number
  readonly longTasks: { readonly count: number; readonly max: number }
  readonly heapMB: number
  readonly popup?: Spread
  readonly popupHeapMB?: number
}

export type Outcome = Figures | { readonly notRun: string }

interface Job {
  readonly engine: EngineFacts
  readonly papers: number
  readonly plan: Plan
  readonly queries: Queries
  readonly setup: Setup
}

/** Measures one engine over one corpus, in a profile of its own. */
export async function measure(
  engine: EngineFacts,
  papers: number,
  plan: Plan,
  queries: Queries,
  browser: Omit<Setup, 'profile'>,
): Promise<Outcome> {
  if (papers > (engine.mostPapers ?? papers))
    return { notRun: `not tried beyond ${engine.mostPapers?.toLocaleString('en')} papers` }
  const profile = mkdtempSync(join(tmpdir(), 'gloss-bench-profile-'))
  const job = { engine, papers, plan, queries, setup: { ...browser, profile } }
  try {
    const built = await build(job)
    if ('notRun' in built) return built
    const restarts = await afterRestarts(job)
    return { ...built, ...restarts, ...(await inOneBrowser(job)) }
  } catch (error) {
    // A library that takes the page down is over every limit; the product must not.
    if (!engine.own && /crashed/i.test(String(error))) return { notRun: 'the page crashed, out of memory' }
    throw error
  } finally {
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 })
  }
}

async function build({ engine, papers, plan, setup }: Job) {
  const gloss = await startBrowser(setup)
  try {
    const page = await freshPage(gloss, BENCH_PAGE, page =>
      page.exposeFunction('heapOver', (megabytes: number) => heapOver(page, megabytes)),
    )
    const limits = engine.own ? null : plan.limits
    const built = await page.evaluate(([name, papers, limits]) => window.bench.build(name, papers, limits), [
      engine.name,
      papers,
      limits,
    ] as const)
    if ('notRun' in built) return built
    return {
      indexedPerSecond: Math.round((papers / built.indexMs) * 1000),
      storedPerSecond: Math.round((papers / built.storeMs) * 1000),
      bytesPerPaper: Math.round(built.bytes / papers),
    }
  } finally {
    await gloss.close()
  }
}

async function afterRestarts(job: Job) {
  let pageCacheDropped = true
  const opened = await opens(job, job.plan.restarts, async query => {
    pageCacheDropped &&= dropPageCache(job.setup.profile)
    const gloss = await startBrowser(job.setup)
    try {
      return await openOnce(gloss, job, query)
    } finally {
      await gloss.close()
    }
  })
  return { coldBrowser: spread(opened.map(({ openMs }) => openMs)), pageCacheDropped }
}

async function inOneBrowser(job: Job) {
  const { engine, plan, queries, setup } = job
  const gloss = await startBrowser(setup)
  try {
    await openOnce(gloss, job, queries.pairs[0] ?? '')
    const opened = await opens(job, plan.newPages, query => openOnce(gloss, job, query))
    const typing = await typeAll(gloss, job)
    return {
      coldPage: spread(opened.map(({ openMs }) => openMs)),
      codeMs: spread(opened.map(({ codeMs }) => codeMs)),
      ...typing,
      ...(engine.popup && (await inPopup(gloss, job))),
    }
  } finally {
    await gloss.close()
  }
}

async function typeAll(gloss: GlossBrowser, { engine, plan, queries }: Job) {
  const page = await freshPage(gloss, BENCH_PAGE)
  await page.evaluate(([name, query]) => window.bench.open(name, query), [
    engine.name,
    queries.pairs[0] ?? '',
  ] as const)
  const typed = await page.evaluate(([queries, seconds]) => window.bench.type(queries, seconds), [
    queries.typed,
    plan.typingSeconds,
  ] as const)
  // The words of a query stand in one title, so that a whole query always has a hit.
  if (typed.answered < typed.queries * 0.9)
    throw new Error(`${engine.label} found nothing for ${typed.queries - typed.answered} whole queries`)
  return {
    keystroke: spread(typed.times),
    queriesTyped: typed.queries,
    longTasks: typed.longTasks,
    heapMB: round((await heapMB(page)) + (await page.evaluate(() => window.bench.wasmBytes())) / 2 ** 20),
  }
}

async function inPopup(gloss: GlossBrowser, { plan, queries }: Job) {
  const times: number[] = []
  for (const query of queries.pairs.slice(0, plan.popups)) times.push(await popupTime(gloss, query))
  return {
    popup: spread(times),
    popupHeapMB: round(await popupHeap(gloss, queries.pairs.slice(0, plan.popupQueries))),
  }
}

/** Opens with one query after another: all of them for the product, what fits into the time for a library. */
async function opens<T>(
  { engine, plan, queries }: Job,
  times: number,
  open: (query: string) => Promise<T>,
): Promise<T[]> {
  const start = performance.now()
  const results: T[] = []
  for (const query of queries.pairs.slice(0, times)) {
    const over = performance.now() - start > plan.openSeconds * 1000
    if (!engine.own && over && results.length >= plan.leastOpens) break
    results.push(await open(query))
  }
  return results
}

async function openOnce(gloss: GlossBrowser, { engine }: Job, query: string) {
  const page = await freshPage(gloss, BENCH_PAGE)
  const opened = await page.evaluate(([name, query]) => window.bench.open(name, query), [
    engine.name,
    query,
  ] as const)
  await page.close()
  if (opened.hits === 0) throw new Error(`${engine.label} found nothing for “${query}”`)
  return opened
}
