import { afterAll, beforeAll, expect, it } from 'vitest'
import { arxivPage } from '../../scripts/demo-site/arxiv-page'
import { clickInPanel, readPanel, waitForPanel } from '../../scripts/panel'
import type { Route } from '../../scripts/stand-in'
import { describeShared, readShared } from '../shared'
import {
  dayBefore,
  hosts,
  html,
  killWorker,
  openPage,
  openSetting,
  realDigest,
  requestsWithoutGloss,
  type Setting,
  savedPages,
  syncBackTo,
  waitForCounts,
} from './gloss'

const DAYS = 30

interface RawEntry {
  readonly paper: {
    readonly id: string
    readonly title: string
    readonly summary: string
    readonly ai_summary?: string
  }
}

/** The day that the stand-in gives as the newest: the last of the real bodies. */
const NEWEST_BODY = '2026-02-27'

describeShared('Reading with real digest bodies and real pages', () => {
  const newest = JSON.parse(readShared(`data/hf-daily/${NEWEST_BODY}.json.gz`)) as RawEntry[]
  const { pages, route: saved } = savedPages()
  let setting: Setting

  /** arXiv's pages of papers that the newest day lists, in the structure of the demonstration's. */
  const listed: Route = url => {
    const entry = newest.find(
      ({ paper }) => url.hostname === 'arxiv.org' && url.pathname === `/abs/${paper.id}`,
    )
    if (!entry) return null
    const { id, title, summary } = entry.paper
    return html(
      arxivPage({
        id,
        title: title.replace(/\s+/g, ' '),
        abstract: summary,
        authors: [['Test', 'Author']],
        submitted: '2026-02-26',
        subject: 'Machine Learning',
        category: 'cs.LG',
      }),
    )
  }

  beforeAll(async () => {
    setting = await openSetting(hosts(realDigest(DAYS), listed, saved))
    const app = await openPage(setting, 'app.html#/settings')
    await syncBackTo(app, DAYS - 1)
    await waitForCounts(app, now => now.phase === 'idle' && now.daysFetched >= DAYS)
    await app.close()
  })
  afterAll(() => setting?.close())

  it('syncs the newest days first, one by one, and older ones by the week, each once', () => {
    const asked = setting.standIn.requests
      .filter(url => url.includes('/api/daily_papers'))
      .map(url => new URL(url).searchParams)
    const days = asked.flatMap(query => query.get('date') ?? [])
    const ranges = asked.flatMap(query => {
      const range = query.get('week') ?? query.get('month')
      return range ? [`${range} ${query.get('p') ?? 0}`] : []
    })
    const inOrder = [...new Set(days)]
    expect(inOrder.length).toBeGreaterThanOrEqual(14)
    expect(inOrder).toEqual(inOrder.toSorted().reverse())
    expect(ranges.length).toBeGreaterThan(0)
    expect(asked.length).toBeLessThan(DAYS)
    // Setting how far back to sync breaks off a request that is under way; that one is asked for again.
    expect(days.length - inOrder.length + ranges.length - new Set(ranges).size).toBeLessThanOrEqual(1)
    expect([dayBefore(-1), dayBefore(0), dayBefore(1)]).toContain(days[0])
  })

  it('says in the margin what the digest says, with standing, topics and related papers', async () => {
    const { page } = setting.gloss
    expect(page('popup.html')).toContain('chrome-extension://')
    const [first] = newest
    if (!first?.paper.ai_summary) throw new Error('The newest body has changed')
    const tab = await setting.gloss.context.newPage()
    await tab.goto(`https://arxiv.org/abs/${first.paper.id}`)
    const panel = await waitForPanel(tab)
    expect(panel.text).toContain(first.paper.ai_summary.replace(/\s+/g, ' ').trim())
    expect(panel.text).toContain('Digest summary · Hugging Face Daily Papers')
    expect(panel.text).toMatch(/\b66\b.*1st of 16/)
    expect(panel.topics.length).toBeGreaterThan(2)
    expect(panel.related.length).toBeGreaterThan(2)
    expect(panel.related).not.toContain(first.paper.title)
    await tab.close()
  })

  it('shows key sentences, topics and related papers on real pages of papers no digest has', async () => {
    const tab = await setting.gloss.context.newPage()
    for (const id of ['2606.30754', '2606.26434', '2606.31745', '1810.04805v1']) {
      await tab.goto(`https://arxiv.org/abs/${id}`)
      const panel = await waitForPanel(tab)
      expect(panel.text, id).toContain('Not in your digest')
      expect(panel.text, id).toContain('Key sentences from the abstract')
      expect(panel.related.length, id).toBeGreaterThan(0)
    }
    await tab.close()
  })

  it('stands on saved abstract pages of every age, and on none of arXiv’s error pages', async () => {
    const tab = await setting.gloss.context.newPage()
    // All of them are read in the unit tests; of those that show a paper one in four is looked at here.
    const shown = pages
      .filter(page => page.url.startsWith('https://arxiv.org/abs/') && page.class !== 'real')
      .filter(({ kind }, at) => kind === 'error' || at % 4 === 0)
    expect(shown.length).toBeGreaterThan(10)
    for (const { url, kind } of shown) {
      await tab.goto(url)
      if (kind === 'error') {
        await tab.waitForTimeout(300)
        expect(await readPanel(tab), url).toBeNull()
      } else {
        await waitForPanel(tab)
        expect(await tab.locator('gloss-panel').count(), url).toBe(1)
        expect(await tab.locator('gloss-panel').evaluate(host => host.getAttributeNames()), url).toEqual([
          'style',
        ])
      }
    }
    await tab.close()
  })

  it('moves nothing on the page', async () => {
    const tab = await setting.gloss.context.newPage()
    await tab.addInitScript(() => {
      const shifts: number[] = []
      Object.assign(window, { shifts })
      new PerformanceObserver(list => {
        for (const entry of list.getEntries()) shifts.push((entry as unknown as { value: number }).value)
      }).observe({ type: 'layout-shift', buffered: true })
    })
    for (const id of ['2606.30754', newest[0]?.paper.id]) {
      await tab.goto(`https://arxiv.org/abs/${id}`)
      await waitForPanel(tab)
      await tab.waitForTimeout(300)
      expect(
        await tab.evaluate(() => (window as unknown as { shifts: number[] }).shifts),
        String(id),
      ).toEqual([])
    }
    await tab.close()
  })

  it('saves from the panel, live in every open page, and keeps it when the worker dies', async () => {
    const id = newest[1]?.paper.id
    const first = await setting.gloss.context.newPage()
    const second = await setting.gloss.context.newPage()
    for (const tab of [first, second]) {
      await tab.goto(`https://arxiv.org/abs/${id}`)
      await waitForPanel(tab)
    }
    const library = await openPage(setting, 'app.html#/library')
    await first.bringToFront()
    await clickInPanel(first, 'Save to reading list')
    await waitForPanel(first, panel => panel.buttons.includes('Saved'))
    await waitForPanel(second, panel => panel.buttons.includes('Saved'))
    const entries = library.getByRole('list', { name: 'Reading list' }).getByRole('link')
    await expect.poll(() => entries.allTextContents()).toEqual([newest[1]?.paper.title.replace(/\s+/g, ' ')])
    await killWorker(library)
    await first.reload()
    await waitForPanel(first, panel => panel.buttons.includes('Saved'))
    await second.bringToFront()
    await clickInPanel(second, 'Saved')
    await waitForPanel(first, panel => panel.buttons.includes('Save to reading list'))
    await expect.poll(() => entries.count()).toBe(0)
    for (const tab of [first, second, library]) await tab.close()
  })

  it('searches as one types, marks the matches, and saves from the popup by keyboard', async () => {
    const popup = await openPage(setting, 'popup.html', 380)
    await expect
      .poll(() => popup.getByRole('list', { name: 'Newest digest' }).getByRole('link').count())
      .toBe(16)
    await popup.keyboard.type('trinity of consis')
    const results = popup.getByRole('list', { name: 'Results' })
    await expect
      .poll(() => results.getByRole('link').first().textContent())
      .toContain('The Trinity of Consistency')
    expect(await results.getByRole('link').first().locator('mark').allTextContents()).toEqual([
      'Trinity',
      'Consistency',
    ])
    expect(await results.getByRole('link').first().getAttribute('href')).toBe(
      'https://arxiv.org/abs/2602.23152',
    )
    await popup.keyboard.press('ArrowDown')
    await popup.keyboard.press('s')
    await popup.getByRole('button', { name: /^Saved: The Trinity/ }).waitFor()
    await popup.keyboard.press('?')
    await popup.getByRole('dialog', { name: 'Keys' }).waitFor()
    await popup.keyboard.press('Escape')
    await popup.keyboard.press('/')
    await popup.keyboard.type('zzzzqqqq')
    await popup.getByText('Nothing matches').waitFor()
    await popup.close()
  })

  it('makes no request while ten papers are viewed, searched and saved', async () => {
    const real = ['2606.30754', '2606.26434', '2606.31745', '1810.04805v1', '1605.09669']
    const ids = [...real, ...newest.slice(2, 7).map(entry => entry.paper.id)]
    const addresses = ids.map(id => `https://arxiv.org/abs/${id}`)
    const ofPages = await requestsWithoutGloss(setting, addresses)
    for (const address of addresses) expect(ofPages).toContain(address)
    const tab = await setting.gloss.context.newPage()
    const popup = await openPage(setting, 'popup.html', 380)
    const before = setting.standIn.requests.length
    for (const address of addresses) {
      await tab.bringToFront()
      await tab.goto(address)
      const { related } = await waitForPanel(tab)
      await clickInPanel(tab, 'Save to reading list')
      await waitForPanel(tab, panel => panel.buttons.includes('Saved'))
      await popup.bringToFront()
      await popup.getByRole('searchbox').fill(related[0] ?? 'diffusion')
      await popup.getByRole('list', { name: 'Results' }).getByRole('link').first().waitFor()
    }
    await tab.waitForTimeout(1000)
    // Nothing but what the pages load by themselves, and no page twice.
    const made = setting.standIn.requests.slice(before)
    expect(made.filter(url => !ofPages.has(url))).toEqual([])
    expect(made.filter(url => addresses.includes(url))).toEqual(addresses)
    await tab.close()
    await popup.close()
  })
})
