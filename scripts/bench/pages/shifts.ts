import type { BrowserContext } from 'playwright-core'
import { pause } from '../sync/wait.ts'
import type { SavedPage } from './saved.ts'

/** Milliseconds in which everything has come that comes. */
const SETTLE = 1500

/** Some pages move a little by themselves, now and then: what Gloss does to them shows in the middle of several loads. */
const LOADS = 5

/** How far things moved on a page, as Chromium counts it: the middle of several loads, and the most of any. */
interface Moved {
  readonly median: number
  readonly most: number
}

/** How far things moved on a page with Gloss and without, and what Gloss put there. */
export interface PageShift {
  readonly page: string
  readonly without: Moved
  readonly with: Moved
  readonly panels: number
  readonly badges: number
}

/** Loads each page with Gloss and without by turns. */
export async function measureShifts(
  withGloss: BrowserContext,
  without: BrowserContext,
  pages: readonly SavedPage[],
): Promise<PageShift[]> {
  const shifts: PageShift[] = []
  for (const { file, url } of pages) {
    const sums: { readonly with: number[]; readonly without: number[] } = { with: [], without: [] }
    let put = { panels: 0, badges: 0 }
    for (let n = 0; n < LOADS; n++) {
      const { sum, ...placed } = await shiftsOf(withGloss, url)
      if (placed.panels + placed.badges === 0)
        throw new Error(`Gloss put nothing on ${url}: there is nothing to measure`)
      put = placed
      sums.with.push(sum)
      sums.without.push((await shiftsOf(without, url)).sum)
    }
    shifts.push({ page: file, without: movedIn(sums.without), with: movedIn(sums.with), ...put })
  }
  return shifts
}

function movedIn(sums: readonly number[]): Moved {
  const sorted = sums.toSorted((a, b) => a - b)
  return { median: sorted[Math.floor(sorted.length / 2)] ?? 0, most: sorted.at(-1) ?? 0 }
}

async function shiftsOf(context: BrowserContext, url: string) {
  const tab = await context.newPage()
  await tab.goto(url)
  await pause(SETTLE)
  const found = await tab.evaluate(
    () =>
      new Promise<{ sum: number; panels: number; badges: number }>(done => {
        let sum = 0
        const observer = new PerformanceObserver(list => {
          for (const entry of list.getEntries()) sum += (entry as PerformanceEntry & { value: number }).value
        })
        observer.observe({ type: 'layout-shift', buffered: true })
        const count = (tag: string) => document.querySelectorAll(tag).length
        // What was buffered is handed over in a task of its own.
        setTimeout(() => done({ sum, panels: count('gloss-panel'), badges: count('gloss-badge') }), 100)
      }),
  )
  await tab.close()
  return { ...found, sum: Math.round(found.sum * 1e4) / 1e4 }
}
