import type { Page } from 'playwright-core'
import type { PaperText } from '../../../tests/bench/search/engine.ts'
import type { GlossBrowser } from '../../browser.ts'
import { drawQueries } from '../search/records.ts'
import { type Spread, spread } from '../search/spread.ts'
import { SEED_PAGE } from './extension.ts'
import { type Scrolled, scrollTraced } from './scrolling.ts'
import { watchLibrary } from './watch.ts'

const OPENINGS = 15
const QUERIES = 12
const SCROLLS = 5
/** Pixels, and pixels a second: as fast as a finger flings. */
const [DISTANCE, SPEED] = [12_000, 4000]
/** Papers handed to the page at once. */
const BATCH = 1000
/** Milliseconds between letters of someone who types fast. */
const LETTER = 90
/** Milliseconds in which a page that was opened comes to rest: abstracts are read, papers like the list are looked for. */
const REST = 4000

/** All in milliseconds, but for counts. */
export interface Figures {
  readonly papers: number
  readonly firstRow: Spread
  readonly whole: Spread
  readonly letter: Spread
  /** Tasks of the main thread over 50 ms. */
  readonly longTasks: { readonly opening: Spread; readonly typing: Spread }
  readonly scrolls: readonly Scrolled[]
  /** A bulk edit of all papers, and undoing it. */
  readonly editAll: number
  readonly undoAll: number
}

declare const chrome: { readonly storage: { readonly local: { set(items: object): Promise<void> } } }

/** Puts the papers on the list, and then opens, filters, scrolls and edits it. */
export async function measureLibrary(gloss: GlossBrowser, papers: readonly PaperText[]): Promise<Figures> {
  await seed(gloss, papers)
  const opened: { firstRow: number; whole: number }[] = []
  const openingTasks: number[] = []
  for (let run = 0; run < OPENINGS; run++) {
    const page = await openLibrary(gloss, papers.length)
    opened.push(await timesOf(page))
    await page.waitForTimeout(REST)
    openingTasks.push(...(await page.evaluate(() => window.watch.longTasks())))
    await page.close()
  }
  const page = await openLibrary(gloss, papers.length)
  await timesOf(page)
  await page.waitForTimeout(REST)
  await page.evaluate(() => window.watch.longTasks())
  const letters = await typeQueries(page, drawQueries(papers, QUERIES, 7))
  const typingTasks = await page.evaluate(() => window.watch.longTasks())
  const scrolls: Scrolled[] = []
  for (let run = 0; run < SCROLLS; run++) scrolls.push(await scrollTraced(page, DISTANCE, SPEED))
  return {
    papers: papers.length,
    firstRow: spread(opened.map(({ firstRow }) => firstRow)),
    whole: spread(opened.map(({ whole }) => whole)),
    letter: spread(letters),
    longTasks: { opening: spread(openingTasks), typing: spread(typingTasks) },
    scrolls,
    ...(await editAll(page)),
  }
}

async function seed(gloss: GlossBrowser, papers: readonly PaperText[]): Promise<void> {
  const page = await gloss.context.newPage()
  await page.goto(gloss.page(SEED_PAGE))
  await page.evaluate(() => chrome.storage.local.set({ settings: { syncOn: false, welcomed: true } }))
  for (let from = 0; from < papers.length; from += BATCH)
    await page.evaluate(([some, from]) => window.seed(some, from), [
      papers.slice(from, from + BATCH),
      from,
    ] as Parameters<Window['seed']>)
  await page.close()
}

async function openLibrary(gloss: GlossBrowser, papers: number): Promise<Page> {
  const page = await gloss.context.newPage()
  await page.setViewportSize({ width: 1280, height: 900 })
  await page.addInitScript(watchLibrary, papers)
  await page.goto(gloss.page('app.html#/library'))
  return page
}

async function timesOf(page: Page) {
  const handle = await page.waitForFunction(() => window.watch.times())
  const times = await handle.jsonValue()
  if (!times) throw new Error('The page has not noted when it was painted')
  return times
}

async function typeQueries(page: Page, queries: readonly string[]): Promise<number[]> {
  const field = page.locator('input[type=search]')
  const letters: number[] = []
  for (const query of queries) {
    await field.focus()
    await page.keyboard.type(query, { delay: LETTER })
    letters.push(...(await page.evaluate(() => window.watch.inputs())))
    await field.fill('')
    await page.waitForTimeout(LETTER)
    await page.evaluate(() => window.watch.inputs())
  }
  return letters
}

async function editAll(page: Page): Promise<{ editAll: number; undoAll: number }> {
  await page.evaluate(() => {
    scrollTo(0, 0)
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
  })
  await page.keyboard.press('Control+a')
  await page.getByText('selected').first().waitFor()
  const start = performance.now()
  await page.keyboard.press('1')
  const toast = page.getByRole('button', { name: 'Undo' })
  await toast.waitFor({ timeout: 120_000 })
  const edited = performance.now()
  await toast.click()
  await page.getByText('Undone: ').waitFor({ timeout: 120_000 })
  return { editAll: Math.round(edited - start), undoAll: Math.round(performance.now() - edited) }
}
