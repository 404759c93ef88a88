import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { clickInPanel, readPanel, waitForPanel } from '../../scripts/panel'
import type { Route } from '../../scripts/stand-in'
import { html, type Setting } from './gloss'
import { listPage, openWith, type TestPaper } from './listing'

const paper = (number: number): TestPaper => ({
  id: `2601.0000${number}`,
  title: `A single page about margins, number ${number}`,
  upvotes: number * 11,
})
const [first, second, third] = [paper(1), paper(2), paper(3)] as const

/**
 * An app of one page: its address changes at once, what it shows 300 ms later, and a meta of the first paper stays for
 * good. `home` shows no paper, `redraw` puts a new body in the place of the old one.
 */
const app = (start: TestPaper) =>
  html(`<!DOCTYPE html><html><head><meta charset="utf-8"><title>App</title>
    <meta name="citation_title" content="${start.title}"></head><body><main></main><script>
    const papers = ${JSON.stringify([first, second])}
    const at = () => papers.find(({ id }) => location.pathname.endsWith(id))
    function draw() {
      const shown = at()
      setTimeout(() => {
        if (at() !== shown) return
        const title = document.createElement('h1')
        title.textContent = shown ? shown.title : 'Home'
        document.querySelector('main').replaceChildren(title)
      }, 300)
    }
    function go(path) { history.pushState(null, '', path); draw() }
    function redraw() {
      const body = document.createElement('body')
      body.append(...document.body.cloneNode(true).childNodes)
      document.body.replaceWith(body)
    }
    addEventListener('popstate', draw)
    draw()
  </script></body></html>`)

/** An abstract page of arXiv whose own script draws its column anew, as pages of some frameworks do. */
const redrawn = html(`<!DOCTYPE html><html><head><meta charset="utf-8"><title>Redrawn</title>
  <meta name="citation_title" content="${third.title}"><meta name="citation_arxiv_id" content="${third.id}"></head>
  <body><div id="outer"><h1 class="title">${third.title}</h1><blockquote class="abstract">Abstract: One.</blockquote>
  <div class="extra-services"><div class="full-text"><a href="/pdf/${third.id}">View PDF</a></div></div></div>
  <script>function redraw() { const outer = document.querySelector('#outer'); const copy = outer.cloneNode(true)
    for (const ours of copy.querySelectorAll('gloss-panel')) ours.remove(); outer.replaceWith(copy) }</script></body></html>`)

const framed = html(`<!DOCTYPE html><title>Frames</title><p>Two frames</p>
  <iframe src="https://arxiv.org/abs/${third.id}" width="600" height="400"></iframe>
  <iframe srcdoc="<a href='https://arxiv.org/abs/${first.id}'>a paper</a>"></iframe>`)

const pages: Route = url => {
  if (url.hostname === 'www.alphaxiv.org') return app(url.pathname.endsWith(second.id) ? second : first)
  if (url.hostname === 'arxiv.org' && url.pathname === `/abs/${third.id}`) return redrawn
  if (url.hostname === 'arxiv.org' && url.pathname === '/list/cs.CL/new') return listPage([first, third])
  if (url.hostname === 'openreview.net') return framed
  return { status: 204 }
}

describe('Pages that change without being loaded', () => {
  let setting: Setting
  beforeAll(async () => {
    setting = await openWith([first, second, third], pages)
  })
  afterAll(() => setting?.close())

  const open = async (address: string): Promise<Page> => {
    const tab = await setting.gloss.context.newPage()
    await tab.setViewportSize({ width: 1100, height: 800 })
    await tab.goto(address)
    return tab
  }
  const panels = (tab: Page) => tab.locator('gloss-panel').count()
  const run = (tab: Page, script: string) => tab.evaluate(script)
  /** Opens the panel from its tab at the edge and waits until it speaks of `paper`. */
  const shows = (tab: Page, { upvotes }: TestPaper) =>
    waitForPanel(
      tab,
      panel => panel.text.includes(`Gloss upvotes ${upvotes}`) && panel.buttons.includes('Cite'),
    )
  const openEdge = async (tab: Page) => {
    await expect.poll(() => panels(tab)).toBe(1)
    const width = tab.viewportSize()?.width ?? 0
    await tab.mouse.click(width - 12, 0.14 * 800 + 12)
  }

  it('have one panel, always of the paper at whose address they stand', async () => {
    const tab = await open(`https://www.alphaxiv.org/abs/${first.id}`)
    await openEdge(tab)
    await shows(tab, first)
    await run(tab, `go('/abs/${second.id}')`)
    // Never the paper before under the new address, not even for a moment.
    const seen: string[] = []
    for (let i = 0; i < 12; i++) {
      seen.push((await readPanel(tab))?.text ?? '')
      await tab.waitForTimeout(30)
    }
    for (const text of seen) expect(text).not.toContain(`Gloss upvotes ${first.upvotes}`)
    await shows(tab, second)
    expect(await panels(tab)).toBe(1)
    await run(tab, `go('/')`)
    await expect.poll(() => panels(tab)).toBe(0)
    await tab.waitForTimeout(500)
    expect(await panels(tab)).toBe(0)
    await tab.goBack()
    await shows(tab, second)
    await tab.goBack()
    await shows(tab, first)
    await tab.goForward()
    await shows(tab, second)
    expect(await panels(tab)).toBe(1)
    await tab.close()
  })

  it('have the toolbar’s button say what they show, and nothing once they show no paper', async () => {
    const tab = await open(`https://www.alphaxiv.org/abs/${first.id}`)
    await tab.bringToFront()
    const worker = await setting.gloss.worker()
    const text = () =>
      worker.evaluate(async () => {
        const { chrome } = globalThis as unknown as {
          chrome: {
            tabs: { query(asked: object): Promise<{ id: number }[]> }
            action: { getBadgeText(of: { tabId: number }): Promise<string> }
          }
        }
        const [{ id: tabId } = { id: -1 }] = await chrome.tabs.query({ active: true, currentWindow: true })
        return chrome.action.getBadgeText({ tabId })
      })
    await expect.poll(text).toBe(String(first.upvotes))
    await run(tab, `go('/abs/${second.id}')`)
    await expect.poll(text).toBe(String(second.upvotes))
    await run(tab, `go('/')`)
    await expect.poll(text).toBe('')
    await tab.close()
  })

  it('keep their panel when the whole body is replaced', async () => {
    const tab = await open(`https://www.alphaxiv.org/abs/${first.id}`)
    await shows(tab, first).catch(() => openEdge(tab))
    await shows(tab, first)
    for (let i = 0; i < 3; i++) {
      await run(tab, 'redraw()')
      await tab.waitForTimeout(200)
      expect(await panels(tab)).toBe(1)
    }
    await shows(tab, first)
    await tab.close()
  })

  it('get it back, with what it shows, where the part of the page around it is drawn anew', async () => {
    const tab = await open(`https://arxiv.org/abs/${third.id}`)
    await shows(tab, third)
    for (let i = 0; i < 5; i++) {
      await run(tab, 'redraw()')
      expect(await tab.locator('.extra-services > gloss-panel').count()).toBe(1)
    }
    const panel = await readPanel(tab)
    expect(panel?.text).toContain(`upvotes ${third.upvotes}`)
    expect(await panels(tab)).toBe(1)
    await tab.close()
  })

  it('say what holds when they come back from the browser’s memory of them', async () => {
    const tab = await open(`https://arxiv.org/abs/${third.id}`)
    await shows(tab, third)
    const other = await open(`https://arxiv.org/abs/${third.id}`)
    await shows(other, third)
    await tab.bringToFront()
    await tab.goto('https://arxiv.org/list/cs.CL/new')
    await expect.poll(() => tab.locator('gloss-badge').count()).toBe(2)
    await other.bringToFront()
    await clickInPanel(other, 'Save to reading list')
    await waitForPanel(other, panel => panel.buttons.includes('Saved'))
    await tab.bringToFront()
    await tab.goBack()
    const panel = await waitForPanel(tab, now => now.buttons.includes('Saved'))
    expect(panel.text).toContain(`upvotes ${third.upvotes}`)
    expect(await panels(tab)).toBe(1)
    for (const each of [tab, other]) await each.close()
  })

  it('have nothing of Gloss in their frames', async () => {
    const tab = await open('https://openreview.net/about')
    await tab.frameLocator('iframe').first().locator('h1').waitFor()
    await tab.waitForTimeout(600)
    for (const frame of tab.frames())
      expect(await frame.locator('gloss-panel, gloss-badge, gloss-card').count()).toBe(0)
    await tab.close()
  })
})
