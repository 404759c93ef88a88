// Shows Gloss on a paper page: in a window that stays open, or headless with what it saw printed and pictured.
import { mkdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import type { Page } from 'playwright-core'
import { type GlossBrowser, launchWithGloss } from './browser.ts'
import { arxivPage } from './demo-site/arxiv-page.ts'
import { demoPapers } from './demo-site/papers.ts'
import { clickInPanel, waitForPanel } from './panel.ts'
import { type StandIn, startStandIn } from './stand-in.ts'

const root = resolve(import.meta.dirname, '..')
const pictures = join(root, '.output/demo')
const [executable = '', mode = 'headless'] = process.argv.slice(2)
const [known, unknown] = demoPapers
const QUERY = 'exploration preference optimization'

const online = await reachable('https://arxiv.org/')
const standIn = online ? undefined : await startDemoSite()
if (standIn) console.log('\narXiv cannot be reached from here: demo pages are served at its addresses.')
const browser = await launchWithGloss({
  executable,
  extension: join(root, '.output/chrome-mv3'),
  headless: mode === 'headless',
  ...(mode === 'window' && { profile: join(root, '.output/profile') }),
  ...(standIn && { standIn: { hosts: ['arxiv.org'], port: standIn.port } }),
})
try {
  if (mode === 'window') await stayOpen(browser)
  else await showHeadless(browser)
} finally {
  await browser.close()
  await standIn?.close()
}

async function stayOpen({ context, page }: GlossBrowser): Promise<void> {
  const [tab = await context.newPage()] = context.pages()
  const app = await context.newPage()
  await app.goto(page('app.html'))
  await tab.bringToFront()
  await tab.goto(paperUrl(known))
  console.log(
    `\nGloss stands in the margin of ${paperUrl(known)}. Press Alt+G for the search. Close the window to end.`,
  )
  await new Promise(closed => context.on('close', closed))
}

async function showHeadless(gloss: GlossBrowser): Promise<void> {
  await mkdir(pictures, { recursive: true })
  const tab = await gloss.context.newPage()
  await tab.setViewportSize({ width: 1200, height: 740 })
  await annotate(tab, paperUrl(known), 'panel')
  await clickInPanel(tab, 'Save to reading list')
  await waitForPanel(tab, panel => panel.buttons.includes('Saved'))
  console.log('\nSaved it from the panel.')
  await clickInPanel(tab, 'Cite')
  await waitForPanel(tab, panel => panel.text.includes('@misc'))
  await picture(tab, 'panel-saved-and-cited')
  await annotate(tab, paperUrl(unknown), 'panel-of-a-paper-in-no-digest')
  await search(gloss)
  for (const theme of ['light', 'dark'] as const) await pages(gloss, theme)
  console.log(`\nPictures are in ${pictures}`)
}

async function annotate(tab: Page, url: string, name: string): Promise<void> {
  await tab.goto(url)
  const panel = await waitForPanel(tab)
  console.log(`\nAnnotated ${url}\n  ${panel.text.slice(0, 260)}…`)
  console.log(`  Topics: ${panel.topics.join(', ') || 'none'}`)
  console.log(`  Related: ${panel.related.join('; ') || 'none'}`)
  await picture(tab, name)
}

async function search(gloss: GlossBrowser): Promise<void> {
  const popup = await gloss.context.newPage()
  await popup.setViewportSize({ width: 380, height: 560 })
  await popup.goto(gloss.page('popup.html'))
  await popup.getByRole('list', { name: 'Newest digest' }).getByRole('link').first().waitFor()
  await picture(popup, 'popup')
  await popup.getByRole('searchbox').fill(QUERY)
  const results = popup.getByRole('list', { name: 'Results' }).getByRole('link')
  await results.first().waitFor()
  console.log(`\nSearched "${QUERY}"`)
  for (const title of (await results.allTextContents()).slice(0, 3)) console.log(`  ${title}`)
  await picture(popup, 'popup-search')
  await popup.close()
}

async function pages(gloss: GlossBrowser, theme: 'light' | 'dark'): Promise<void> {
  const tab = await gloss.context.newPage()
  await tab.emulateMedia({ colorScheme: theme })
  for (const route of ['today', 'library', 'topics', 'settings', `search?q=${encodeURIComponent(QUERY)}`]) {
    await tab.goto(gloss.page(`app.html#/${route}`))
    await tab.getByRole('main').getByRole('heading').first().waitFor({ state: 'attached' })
    // Lists fill from the database a moment after the heading.
    await tab.waitForTimeout(600)
    await picture(tab, `app-${route.split('?')[0]}-${theme}`)
    if (route === 'library' && theme === 'light')
      console.log(
        `\nReading list: ${(await tab.getByRole('list', { name: 'Reading list' }).getByRole('link').allTextContents()).join('; ')}`,
      )
  }
  await tab.close()
}

async function picture(tab: Page, name: string): Promise<void> {
  await tab.screenshot({ path: join(pictures, `${name}.png`) })
}

function paperUrl(paper: { readonly id: string } | undefined): string {
  return `https://arxiv.org/abs/${paper?.id}`
}

function startDemoSite(): Promise<StandIn> {
  return startStandIn(url => {
    const paper = demoPapers.find(({ id }) => url.pathname.startsWith(`/abs/${id}`))
    return paper
      ? { headers: { 'content-type': 'text/html; charset=utf-8' }, body: arxivPage(paper) }
      : { status: 404, body: 'The demonstration has only the pages of a few papers.' }
  })
}

async function reachable(url: string): Promise<boolean> {
  try {
    await fetch(url, { method: 'HEAD', signal: AbortSignal.timeout(5000) })
    return true
  } catch {
    return false
  }
}
