import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BrowserContext, chromium, type Page } from 'playwright-core'
import { QUIET } from '../../scripts/browser'
import { EXECUTABLE, type Setting } from './gloss'
import type { SitePage, Standing } from './site-pages'

/** What can be seen of a page from outside of Gloss. */
export interface Seen {
  readonly standing: Standing
  /** The page's own words. */
  readonly words: { readonly title: string; readonly heading: string; readonly all: string }
}

/** How many pages are looked at at once. */
const TABS = 3

/** Opens pages, some at a time, and tells what is seen of each once it is `settled`, in the order of the pages. */
export async function viewAll(
  context: BrowserContext,
  pages: readonly SitePage[],
  settled: (tab: Page, page: SitePage) => Promise<void>,
): Promise<Seen[]> {
  const seen = new Array<Seen>(pages.length)
  const left = [...pages.entries()]
  const view = async () => {
    const tab = await context.newPage()
    for (let next = left.shift(); next; next = left.shift()) {
      const [at, page] = next
      await tab.goto(page.url, { waitUntil: 'domcontentloaded' })
      await settled(tab, page)
      seen[at] = await look(tab)
    }
    await tab.close()
  }
  await Promise.all(Array.from({ length: TABS }, view))
  return seen
}

function look(tab: Page): Promise<Seen> {
  return tab.evaluate(() => {
    const words = (text = '') => text.replace(/\s+/g, ' ').trim()
    const count = (name: string) => document.getElementsByTagName(name).length
    return {
      standing: { panels: count('gloss-panel'), badges: count('gloss-badge') },
      words: {
        title: document.title,
        heading: words(document.querySelector('h1')?.innerText),
        all: words(document.body?.innerText),
      },
    }
  })
}

/** Waits until as much of Gloss stands on a page as is expected, and a little longer: nothing more may come. */
export async function untilExpected(tab: Page, { expected }: SitePage): Promise<void> {
  const isThere = ({ panels, badges }: Standing) =>
    document.getElementsByTagName('gloss-panel').length === panels &&
    document.getElementsByTagName('gloss-badge').length === badges
  // What is there otherwise is what is looked at.
  await tab.waitForFunction(isThere, expected, { polling: 50, timeout: 20_000 }).catch(() => undefined)
  await tab.waitForTimeout(expected.panels + expected.badges > 0 ? 100 : 300)
}

/** The same browser without Gloss, to compare with. */
export async function withoutGloss<T>(
  { standIn }: Setting,
  use: (context: BrowserContext) => Promise<T>,
): Promise<T> {
  const profile = await mkdtemp(join(tmpdir(), 'gloss-without-'))
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: EXECUTABLE,
    viewport: { width: 1280, height: 900 },
    chromiumSandbox: process.getuid?.() !== 0,
    args: [...QUIET, `--host-resolver-rules=MAP * 127.0.0.1:${standIn.port}`, '--ignore-certificate-errors'],
  })
  try {
    return await use(context)
  } finally {
    await context.close()
    await rm(profile, { recursive: true, force: true })
  }
}
