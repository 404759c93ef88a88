import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { describeShared } from '../shared'
import { openPage, openSetting, type Setting, syncBackTo, waitForCounts } from './gloss'
import { recordShifts } from './listing'
import { type SitePage, sitePages } from './site-pages'
import { type Seen, untilExpected, viewAll, withoutGloss } from './site-views'

/** What the browser itself asks its maker for, when it likes. */
const OF_THE_BROWSER = /^https:\/\/(?:update|content-autofill)\.googleapis\.com\//
/** Which of a page's icons the browser gets, and whether before the page is left, is its own affair too. */
const ICON = /icon.*\.(?:png|ico|svg)(?:\?|$)/

/** Pages on which nothing may move. */
const STILL = [
  'arxiv.org/abs-0704.0380.spinout.html',
  'arxiv.org/list-cs.CL-2026-06.spinout.html',
  'arxiv.org/search-diffusion-size200.spinout.html',
  'huggingface.co/paper-2405.15574.html',
  'huggingface.co/papers-list-2025-06-10.html',
  'openreview.net/forum-0oiG1KigYN.dom.html',
  'openreview.net/list-COLM2024.dom.html',
  'aclanthology.org/paper-2021.naacl-main.208.html',
  'scirate.com/list-cs.CL.html',
]

/** How often a page is loaded until nothing moves on it. */
const LOADS = 5

describeShared('Saved pages of every kind', () => {
  const { pages, route } = sitePages()
  const bare = new Map<SitePage, Seen>()
  const seen = new Map<SitePage, Seen>()
  /** What was asked for without Gloss, and with it. */
  const asked = { bare: new Set<string>(), glossed: new Set<string>() }
  const errors: string[] = []
  let setting: Setting

  beforeAll(async () => {
    setting = await openSetting(route(0))
    const { gloss, standIn } = setting
    const app = await openPage(setting, 'app.html#/settings')
    await syncBackTo(app, 1)
    await waitForCounts(app, now => now.phase === 'idle' && now.papers > 500)
    await app.close()
    await listen()
    const viewInto = async (
      context: BrowserContext,
      into: Map<SitePage, Seen>,
      settled: (tab: Page, page: SitePage) => Promise<void>,
    ) => {
      const before = standIn.requests.length
      for (const round of new Set(pages.map(page => page.round))) {
        standIn.route = route(round)
        const some = pages.filter(page => page.round === round)
        for (const [n, one] of (await viewAll(context, some, settled)).entries()) {
          const page = some[n]
          if (page) into.set(page, one)
        }
      }
      return new Set(standIn.requests.slice(before))
    }
    asked.bare = await withoutGloss(setting, context =>
      viewInto(context, bare, async tab => {
        await tab.waitForLoadState('load')
        await tab.waitForTimeout(100)
      }),
    )
    asked.glossed = await viewInto(gloss.context, seen, untilExpected)
  }, 240_000)
  afterAll(() => setting?.close())

  /** Errors of Gloss, on pages and in its worker. */
  async function listen(): Promise<void> {
    const { gloss } = setting
    const ours = /Gloss|chrome-extension:/
    gloss.context.on('weberror', error => {
      const { stack, message } = error.error()
      if (ours.test(stack ?? message)) errors.push(`${error.page()?.url()}: ${stack}`)
    })
    gloss.context.on('console', message => {
      const text = `${message.location().url} ${message.text()}`
      if (message.type() === 'error' && ours.test(text)) errors.push(text)
    })
    const worker = await gloss.worker()
    worker.on('console', message => {
      if (message.type() === 'error') errors.push(`worker: ${message.text()}`)
    })
  }

  it('are many', () => {
    expect(pages.length).toBeGreaterThanOrEqual(100)
    const standing = pages.map(({ expected }) => expected)
    expect(standing.filter(({ panels }) => panels === 1).length).toBeGreaterThan(40)
    expect(standing.filter(({ badges }) => badges > 0).length).toBeGreaterThan(20)
  })

  it.each(pages)('$file has a panel or badges where Gloss knows something, and nowhere else', page => {
    expect(seen.get(page)?.standing).toEqual(page.expected)
  })

  it.each(pages)('$file says what it says without Gloss', page => {
    expect(seen.get(page)?.words).toEqual(bare.get(page)?.words)
  })

  it('make Gloss report no error', () => {
    expect(errors).toEqual([])
  })

  it('ask for nothing that they do not ask for without Gloss', () => {
    for (const page of pages) expect(asked.glossed).toContain(new URL(page.url).href)
    const more = [...asked.glossed].filter(url => !asked.bare.has(url))
    expect(more.filter(url => !OF_THE_BROWSER.test(url) && !ICON.test(url))).toEqual([])
  })

  it('are not moved by Gloss', async () => {
    const still = pages.filter(page => STILL.includes(page.file))
    expect(still.map(page => page.file).sort()).toEqual(STILL.toSorted())
    const tab = await setting.gloss.context.newPage()
    const shifts = await recordShifts(tab)
    const least: (readonly [string, number])[] = []
    for (const page of still) {
      setting.standIn.route = route(page.round)
      let moved = Number.POSITIVE_INFINITY
      // Some move by themselves where they are slow to load, not every time.
      for (let load = 0; load < LOADS && moved > 0; load++) {
        await tab.goto(page.url)
        await untilExpected(tab, page)
        await tab.waitForTimeout(200)
        moved = Math.min(moved, await shifts())
      }
      least.push([page.file, moved])
    }
    expect(least).toEqual(still.map(page => [page.file, 0]))
    // What moves would have been noticed.
    await tab.evaluate(() => {
      document.body.style.marginTop = '200px'
    })
    await expect.poll(shifts).toBeGreaterThan(0)
    await tab.close()
  })
})
