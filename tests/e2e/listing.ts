import type { Page } from 'playwright-core'
import type { Route } from '../../scripts/stand-in'
import {
  dailyDay,
  hosts,
  html,
  json,
  openPage,
  openSetting,
  type Setting,
  syncBackTo,
  waitForCounts,
} from './gloss'

/** A paper that a test's digest or page has. */
export interface TestPaper {
  readonly id: string
  readonly title: string
  readonly upvotes?: number
}

/** A digest of one day with these papers. */
export function digestOfPapers(papers: readonly TestPaper[]): Route {
  const entries = papers.map(({ id, title, upvotes = 1 }) => ({
    paper: {
      id,
      title,
      upvotes,
      summary: `${title} is looked at in depth. We show what follows from it.`,
      ai_summary: `What the digest says of ${title}.`,
      ai_keywords: ['marginalia', 'digests'],
      publishedAt: '2026-01-01T00:00:00.000Z',
    },
    title,
    publishedAt: '2026-01-01T00:00:00.000Z',
  }))
  return url => (dailyDay(url) ? json(entries) : null)
}

/** A browser with Gloss, whose digest holds these papers, and which finds pages by `pages`. */
export async function openWith(
  papers: readonly TestPaper[],
  pages: Route,
  options: Parameters<typeof openSetting>[1] = {},
): Promise<Setting> {
  const setting = await openSetting(hosts(digestOfPapers(papers), pages), options)
  const app = await openPage(setting, 'app.html#/settings')
  await syncBackTo(app, 1)
  await waitForCounts(app, now => now.phase === 'idle' && now.papers >= papers.length)
  await app.close()
  return setting
}

/** An entry of an arXiv list, in the structure of the real ones. */
export function listEntry({ id, title }: TestPaper, number: number): string {
  return `<dt><a name="item${number}">[${number}]</a> <a href="/abs/${id}" title="Abstract" id="${id}">arXiv:${id}</a>
    [<a href="/pdf/${id}" title="Download PDF">pdf</a>]</dt>
    <dd><div class="meta"><div class="list-title mathjax"><span class="descriptor">Title:</span> ${title}</div>
    <div class="list-authors"><a href="#">Ada Margin</a></div></div></dd>`
}

/** A page of arXiv's list with these entries; `tail` comes at its end, for scripts. */
export function listPage(papers: readonly TestPaper[], tail = ''): ReturnType<typeof html> {
  const rows = papers.map((paper, at) => listEntry(paper, at + 1)).join('\n')
  return html(`<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Computation and Language</title>
    <style>body { font: 14px sans-serif } dd { margin-bottom: 12px }</style></head><body><div id="content"><div id="dlpage">
    <h1>Computation and Language</h1><dl id="articles">${rows}</dl></div></div>${tail}</body></html>`)
}

/** Changes settings as the settings page would. */
export async function changeSettings(page: Page, change: object): Promise<void> {
  await page.evaluate(async changed => {
    const { storage } = (
      globalThis as unknown as {
        chrome: {
          storage: {
            local: { get(key: string): Promise<{ settings?: object }>; set(items: object): Promise<void> }
          }
        }
      }
    ).chrome
    const { settings } = { ...(await storage.local.get('settings')) }
    await storage.local.set({ settings: { ...settings, ...changed } })
  }, change)
}

/** How far Gloss, or anything else, has moved what the page shows, as Chromium counts it: 0 for not at all. */
export async function recordShifts(page: Page): Promise<() => Promise<number>> {
  await page.addInitScript(() => {
    const shifts = { sum: 0 }
    Object.assign(window, { shifts })
    new PerformanceObserver(list => {
      for (const entry of list.getEntries())
        shifts.sum += (entry as PerformanceEntry & { value: number }).value
    }).observe({ type: 'layout-shift', buffered: true })
  })
  return () => page.evaluate(() => (window as unknown as { shifts: { sum: number } }).shifts.sum)
}
