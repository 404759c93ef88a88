import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { arxivPage } from '../../scripts/demo-site/arxiv-page'
import { clickInPanel, readPanel, waitForPanel } from '../../scripts/panel'
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

const ATTACK = '<img src=x onerror=alert(1)> Learning from <b>Markup</b>'
const RELATED = 'Injection by <script>alert(5)</script> Markup'
const ATTACKED = '2601.00001'

/** A digest whose one paper is made to hurt. */
const hostileDigest: Route = url =>
  dailyDay(url) === null
    ? null
    : json([
        {
          paper: {
            id: ATTACKED,
            title: ATTACK,
            summary: `${ATTACK}. <script>alert(2)</script> We propose an abstract that is markup.`,
            authors: [
              { name: '<u>Mallory</u>', hidden: false },
              { name: 'Never Shown', hidden: true },
            ],
            publishedAt: '2026-01-01T00:00:00.000Z',
            upvotes: 7,
            ai_summary: `Says <script>alert(3)</script> & "quotes".`,
            ai_keywords: ['<i>markup</i>', 'injection'],
            githubRepo: 'javascript:alert(4)',
            projectPage: 'https://example.org/project',
          },
          publishedAt: '2026-01-01T00:00:00.000Z',
          title: ATTACK,
          numComments: 0,
        },
        { paper: { id: '2601.00009', title: RELATED, ai_keywords: ['<i>markup</i>'], upvotes: 3 } },
      ])

const page = (title: string, id = ATTACKED) =>
  arxivPage({
    id,
    title,
    abstract: 'We propose an abstract about learning from markup. It shows nothing.',
    authors: [['Mallory', 'Example']],
    submitted: '2026-01-01',
    subject: 'Machine Learning',
    category: 'cs.LG',
  })

const COLUMN = /<div class="extra-services">[\s\S]*?<div id="labstabs">/

const hostilePages: Route = url => {
  if (url.hostname !== 'arxiv.org') return null
  switch (url.pathname) {
    case `/abs/${ATTACKED}`:
      return html(page(ATTACK))
    case '/abs/2601.00002':
      // A redesign took the right column away.
      return html(
        page('A Page Without a Right Column At All', '2601.00002').replace(COLUMN, '<div id="labstabs">'),
      )
    case '/abs/2601.00003':
      return html(
        page('A Page That Looks for the Panel', '2601.00003').replace(
          '</body>',
          `<style>gloss-panel { display: none !important; opacity: 0 !important; height: 0 !important }</style>
           <script>
             window.seen = []
             const look = () => {
               for (const host of document.querySelectorAll('gloss-panel')) {
                 seen.push({ root: host.shadowRoot, attributes: host.getAttributeNames(), text: host.textContent })
                 host.click(); host.dispatchEvent(new MouseEvent('click', { bubbles: true, composed: true }))
               }
             }
             new MutationObserver(look).observe(document, { childList: true, subtree: true })
             addEventListener('load', look)
           </script></body>`,
        ),
      )
    case '/abs/2601.00004':
      return html('<!DOCTYPE html><title>Not found</title><h1>Paper not found</h1>')
    default:
      return { status: 204 }
  }
}

describe('Hostile and broken pages', () => {
  let setting: Setting
  beforeAll(async () => {
    setting = await openSetting(hosts(hostileDigest, hostilePages))
    const app = await openPage(setting, 'app.html#/settings')
    await syncBackTo(app, 1)
    await waitForCounts(app, now => now.phase === 'idle')
    await app.close()
  })
  afterAll(() => setting?.close())

  it('shows markup in a title as text, on the panel and in the popup', async () => {
    const alerts: string[] = []
    const tab = await setting.gloss.context.newPage()
    const popup = await openPage(setting, 'popup.html', 380)
    for (const each of [tab, popup])
      each.on('dialog', dialog => {
        alerts.push(dialog.message())
        void dialog.dismiss()
      })
    await tab.goto(`https://arxiv.org/abs/${ATTACKED}`)
    const panel = await waitForPanel(tab)
    expect(panel.text).toContain('Says <script>alert(3)</script> & "quotes".')
    expect(panel.topics).toContain('<i>markup</i>')
    expect(panel.related).toContain(RELATED)
    expect(panel.text).toContain('Project')
    expect(panel.text).not.toContain('Code')
    await popup.bringToFront()
    await popup.getByRole('searchbox').fill('markup learning')
    const result = popup.getByRole('list', { name: 'Results' }).getByRole('link').first()
    await expect.poll(() => result.textContent()).toBe(ATTACK)
    expect(await popup.locator('img, script:not([src]), u').count()).toBe(0)
    expect(await popup.getByText('Never Shown').count()).toBe(0)
    const app = await openPage(setting, 'app.html#/today')
    await expect
      .poll(() =>
        app.getByRole('list', { name: 'Papers', exact: true }).getByRole('link').first().textContent(),
      )
      .toBe(ATTACK)
    expect(await app.getByText('<u>Mallory</u> · 2026').count()).toBe(1)
    expect(alerts).toEqual([])
    for (const each of [tab, popup, app]) await each.close()
  })

  it('takes the edge of the window where the page has no place for it', async () => {
    const tab = await setting.gloss.context.newPage()
    await tab.goto('https://arxiv.org/abs/2601.00002')
    await expect.poll(() => tab.locator('gloss-panel').count()).toBe(1)
    // Slim until it is opened, and over the page, of which nothing has moved.
    expect(await readPanel(tab)).toBeNull()
    const { width, height } = tab.viewportSize() ?? { width: 0, height: 0 }
    await tab.mouse.click(width - 12, height * 0.14 + 12)
    const panel = await waitForPanel(tab)
    expect(panel.text).toContain('Not in your digest')
    await tab.close()
  })

  it('gives the page nothing to read and nothing to click', async () => {
    const tab = await setting.gloss.context.newPage()
    await tab.goto('https://arxiv.org/abs/2601.00003')
    await waitForPanel(tab)
    await tab.waitForTimeout(300)
    const seen = await tab.evaluate(
      () => (window as unknown as { seen: { root: unknown; attributes: string[]; text: string }[] }).seen,
    )
    expect(seen.length).toBeGreaterThan(0)
    for (const look of seen) expect(look).toEqual({ root: null, attributes: ['style'], text: '' })
    // The page's own rules cannot hide it, and its clicks saved nothing.
    const host = tab.locator('gloss-panel')
    expect((await host.boundingBox())?.height).toBeGreaterThan(300)
    expect(await host.evaluate(element => getComputedStyle(element).opacity)).toBe('1')
    expect((await waitForPanel(tab)).buttons).toContain('Save to reading list')
    await tab.close()
  })

  it('stays quiet at a paper’s address that shows no paper', async () => {
    const tab = await setting.gloss.context.newPage()
    await tab.goto('https://arxiv.org/abs/2601.00004')
    await tab.waitForTimeout(500)
    expect(await tab.locator('gloss-panel').count()).toBe(0)
    await tab.close()
  })

  it('is gone from a site where it was turned off, until it is turned on again', async () => {
    const tab = await setting.gloss.context.newPage()
    await tab.goto(`https://arxiv.org/abs/${ATTACKED}`)
    await waitForPanel(tab)
    await clickInPanel(tab, 'Options')
    await waitForPanel(tab, panel => panel.buttons.includes('Turn off on arxiv.org'))
    await clickInPanel(tab, 'Turn off on arxiv.org')
    await expect.poll(() => tab.locator('gloss-panel').count()).toBe(0)
    await tab.reload()
    await tab.waitForTimeout(500)
    expect(await tab.locator('gloss-panel').count()).toBe(0)
    const settings = await openPage(setting, 'app.html#/settings')
    await settings.getByText('Off on arxiv.org').waitFor()
    await settings.getByRole('button', { name: 'Turn on' }).click()
    await tab.reload()
    await waitForPanel(tab)
    await clickInPanel(tab, 'Options')
    await waitForPanel(tab, panel => panel.buttons.includes('Fold up here'))
    await clickInPanel(tab, 'Fold up here')
    await waitForPanel(tab, panel => panel.buttons.includes('Show'))
    await tab.reload()
    await waitForPanel(tab, panel => panel.buttons.includes('Show'))
    expect((await tab.locator('gloss-panel').boundingBox())?.height).toBeLessThan(50)
    for (const each of [tab, settings]) await each.close()
  })
})
