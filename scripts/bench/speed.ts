// Measures the built extension in Chromium: paper page to painted panel, and popup to results. Medians and worst of ten.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { gunzipSync } from 'node:zlib'
import type { Page } from 'playwright-core'
import { type GlossBrowser, launchWithGloss } from '../browser.ts'
import { arxivPage } from '../demo-site/arxiv-page.ts'
import { demoPapers } from '../demo-site/papers.ts'
import { isNoted, isWhole, type PanelReading, waitForPanel } from '../panel.ts'
import { startStandIn } from '../stand-in.ts'

const root = resolve(import.meta.dirname, '../..')
const BODIES = resolve(root, '../shared/data/hf-daily')
const DAYS = 40
const RUNS = 10
const [executable = ''] = process.argv.slice(2)

const bodies = existsSync(BODIES) ? readdirSync(BODIES).sort().reverse().slice(0, DAYS) : []
if (bodies.length === 0)
  console.warn('No real digest bodies are beside the project: measured over the starter digest.')
let newest: string | undefined
const standIn = await startStandIn(url => {
  if (url.hostname === 'arxiv.org') {
    const paper = demoPapers.find(({ id }) => url.pathname === `/abs/${id}`)
    return paper ? { headers: { 'content-type': 'text/html; charset=utf-8' }, body: arxivPage(paper) } : null
  }
  const day = url.searchParams.get('date')
  if (!day) return null
  newest ??= day
  const file = bodies[Math.round((Date.parse(newest) - Date.parse(day)) / 86_400_000)]
  const body = file ? gunzipSync(readFileSync(join(BODIES, file))) : '[]'
  return { headers: { 'content-type': 'application/json' }, body }
})
const gloss = await launchWithGloss({
  executable,
  extension: join(root, '.output/chrome-mv3'),
  headless: true,
  standIn: { hosts: ['*'], port: standIn.port },
})
try {
  const app = await gloss.context.newPage()
  await app.goto(gloss.page('app.html#/settings'))
  await waitForDays(app)
  console.log(`Corpus: ${await papersIn(app)} papers`)
  for (const [what, until] of [
    ['panel filled', isNoted],
    ['related papers too', isWhole],
  ] as const) {
    report(
      `paper page parsed → ${what}, worker alive`,
      await repeat(() => panelTime(gloss, false, app, until)),
    )
    report(`paper page parsed → ${what}, worker dead`, await repeat(() => panelTime(gloss, true, app, until)))
  }
  report('popup opened → its list on screen', await repeat(() => popupTime(gloss)))
  report('letter typed → results on screen', await repeat(() => typingTime(gloss)))
} finally {
  await gloss.close()
  await standIn.close()
}

/** Milliseconds from the page's DOMContentLoaded to the panel holding its note, by the page's own clock. */
async function panelTime(
  { context }: GlossBrowser,
  kill: boolean,
  app: Page,
  until: (panel: PanelReading) => boolean,
): Promise<number> {
  if (kill) await killWorker(app)
  const tab = await context.newPage()
  await tab.goto(`https://arxiv.org/abs/${demoPapers[0]?.id}`, { waitUntil: 'commit' })
  await waitForPanel(tab, until)
  const elapsed = await tab.evaluate(() => {
    const [entry] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[]
    return performance.now() - (entry?.domContentLoadedEventStart ?? 0)
  })
  await tab.close()
  return elapsed
}

async function popupTime({ context, page }: GlossBrowser): Promise<number> {
  const popup = await context.newPage()
  const start = performance.now()
  await popup.goto(page('popup.html'), { waitUntil: 'commit' })
  await popup.locator('ul.papers a').first().waitFor()
  const elapsed = performance.now() - start
  await popup.close()
  return elapsed
}

async function typingTime({ context, page }: GlossBrowser): Promise<number> {
  const popup = await context.newPage()
  await popup.goto(page('popup.html'))
  await popup.locator('ul.papers a').first().waitFor()
  const elapsed = await popup.evaluate(async () => {
    const input = document.querySelector<HTMLInputElement>('input[type=search]')
    if (!input) throw new Error('The popup has no search field')
    const start = performance.now()
    const shown = new Promise<void>(done => {
      const observer = new MutationObserver(() => {
        if (!document.querySelector('ul[aria-label="Results"]')) return
        observer.disconnect()
        done()
      })
      observer.observe(document, { childList: true, subtree: true, attributes: true })
    })
    input.value = 'reward mod'
    input.dispatchEvent(new Event('input', { bubbles: true }))
    await shown
    return performance.now() - start
  })
  await popup.close()
  return elapsed
}

async function repeat(measure: () => Promise<number>): Promise<number[]> {
  const times: number[] = []
  for (let run = 0; run < RUNS; run++) times.push(await measure())
  return times.sort((a, b) => a - b)
}

function report(what: string, times: readonly number[]): void {
  const middle = times[Math.floor(times.length / 2)] ?? 0
  console.log(`${what}: median ${middle.toFixed(0)} ms, worst ${(times.at(-1) ?? 0).toFixed(0)} ms`)
}

async function waitForDays(app: Page): Promise<void> {
  if (bodies.length > 0) await app.getByText(/\b(?:4\d|[5-9]\d) of 1,\d+ days/).waitFor({ timeout: 60_000 })
}

async function papersIn(app: Page): Promise<string> {
  return (await app.locator('.state').first().innerText()).split(' of about')[0] ?? ''
}

async function killWorker(app: Page): Promise<void> {
  const session = await app.context().newCDPSession(app)
  await session.send('ServiceWorker.enable')
  await session.send('ServiceWorker.stopAllWorkers')
  await session.detach()
}
