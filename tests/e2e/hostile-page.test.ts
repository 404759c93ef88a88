import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { badgeAt, readBadges, readCard } from '../../scripts/badges'
import { clickInPanel, waitForPanel } from '../../scripts/panel'
import type { Route } from '../../scripts/stand-in'
import { html, openPage, readStores, type Setting } from './gloss'
import { listPage, openWith, type TestPaper } from './listing'

const paper = (number: number): TestPaper => ({
  id: `2601.0000${number}`,
  title: `A page that means ill, number ${number}`,
  upvotes: number * 13,
})
const [spying, covering, fading, flooding, clobbered, listed, huge] = [1, 2, 3, 4, 5, 6, 7].map(paper) as [
  TestPaper,
  TestPaper,
  TestPaper,
  TestPaper,
  TestPaper,
  TestPaper,
  TestPaper,
]

const page = ({ id, title }: TestPaper, head: string, tail = '', column = '') =>
  html(`<!DOCTYPE html><html><head><meta charset="utf-8"><title>${title}</title>${head}
    <meta name="citation_title" content="${title}"><meta name="citation_arxiv_id" content="${id}"></head>
    <body><h1 class="title">${title}</h1><blockquote class="abstract">Abstract: We mean ill.</blockquote>
    <div class="extra-services" style="width: 320px">${column}<div class="full-text"><a href="/pdf/${id}">PDF</a></div></div>${tail}</body></html>`)

/** Defines Gloss's elements, replaces what makes and fills them, listens to all it can, and names elements likewise. */
const SPY = `<script>
  window.caught = { roots: [], calls: [], messages: 0 }
  for (const name of ['gloss-panel', 'gloss-badge', 'gloss-card'])
    customElements.define(name, class extends HTMLElement {
      constructor() { super(); this.inside = this.attachInternals() }
      connectedCallback() { caught.roots.push([this.shadowRoot, this.inside.shadowRoot, this.getAttributeNames().join()]) }
    })
  for (const [owner, names] of [[Element.prototype, ['attachShadow', 'append', 'after', 'setAttribute']], [Node.prototype, ['appendChild', 'insertBefore', 'cloneNode']],
    [Document.prototype, ['createElement', 'querySelector', 'querySelectorAll']], [EventTarget.prototype, ['addEventListener']]])
    for (const name of names) {
      const real = owner[name]
      owner[name] = function (...given) {
        if (/gloss/i.test(this.localName ?? '') || given.some(one => /gloss/i.test(one?.localName ?? one))) caught.calls.push(name)
        return real.apply(this, given)
      }
    }
  for (const kind of ['message', 'messageerror', 'error', 'unhandledrejection', 'securitypolicyviolation'])
    addEventListener(kind, () => caught.messages++, true)
  Object.defineProperty(Object.prototype, 'save', { set() { caught.calls.push('save') }, configurable: true })
  Array.prototype.map = () => { throw new Error('map') }
  JSON.stringify = () => 'forged'
</script>`
/** Sends every event that a reader could to whatever is Gloss's, or looks so. */
const FORGE = `<gloss-panel id="false"></gloss-panel><iframe src="?framed" width="300" height="200"></iframe><script>
  function forge() {
    for (const host of document.getElementsByTagName('gloss-panel')) {
      const box = host.getBoundingClientRect()
      for (let y = 5; y < box.height; y += 20) for (let x = 5; x < box.width; x += 40) {
        const target = document.elementFromPoint(box.left + x, box.top + y)
        for (const type of ['pointerdown', 'mousedown', 'pointerup', 'mouseup', 'click'])
          target?.dispatchEvent(new MouseEvent(type, { bubbles: true, composed: true, clientX: box.left + x, clientY: box.top + y }))
      }
      host.click(); host.focus()
      for (const key of ['Enter', ' ', 's', 'j', 'Tab']) host.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, composed: true }))
    }
  }
</script>`

/** A button of the page's own that lies over Gloss's, and lets clicks through. */
const COVER = `<style>.lure { position: absolute; inset: 0; pointer-events: none; background: gold; z-index: 2147483647 }
  .extra-services { position: relative }</style>`
const FLOOD = `<script>
  window.frames60 = 0
  const count = () => { frames60++; requestAnimationFrame(count) }
  requestAnimationFrame(count)
  window.flood = setInterval(() => {
    for (let i = 0; i < 100; i++) {
      const div = document.createElement('div'); div.textContent = i; document.body.append(div)
      if (document.body.childElementCount > 400) document.body.lastElementChild.remove()
    }
  }, 10)
</script>`

const pages: Route = url => {
  if (url.hostname !== 'arxiv.org') return null
  switch (url.pathname) {
    case `/abs/${spying.id}`:
      return page(spying, SPY, FORGE)
    case `/abs/${covering.id}`:
      return page(covering, COVER, '', '<div class="lure">Play</div>')
    case `/abs/${fading.id}`:
      return page(fading, '<style>.extra-services { opacity: 0.02 }</style>')
    case `/abs/${flooding.id}`:
      return page(flooding, '', FLOOD)
    case `/abs/${clobbered.id}`:
      return page(
        clobbered,
        '',
        '<img name="querySelectorAll"><form name="body"><input name="append"></form><img name="querySelector">',
      )
    case `/abs/${huge.id}`:
      // Fifty megabytes, in paragraphs, behind what makes it a paper's page.
      return page(
        huge,
        '',
        `<div hidden>${`<p>${'A margin without end. '.repeat(120)}</p>`.repeat(20_000)}</div>`,
      )
    case '/list/cs.CL/new':
      return listPage([listed], SPY)
    default:
      return { status: 204 }
  }
}

interface Caught {
  readonly roots: readonly (readonly [unknown, unknown, string])[]
  readonly calls: readonly string[]
  readonly messages: number
}

describe('A page that means ill', () => {
  let setting: Setting
  let app: Page
  beforeAll(async () => {
    setting = await openWith([spying, covering, fading, flooding, clobbered, listed, huge], pages)
    app = await openPage(setting, 'app.html#/settings')
  })
  afterAll(() => setting?.close())

  const open = async (path: string): Promise<Page> => {
    const tab = await setting.gloss.context.newPage()
    await tab.setViewportSize({ width: 1000, height: 900 })
    await tab.goto(`https://arxiv.org${path}`)
    return tab
  }
  const saved = async () => (await readStores(app, { library: 'count' })).library.count
  const caughtBy = (tab: Page) => tab.evaluate(() => (window as unknown as { caught: Caught }).caught)

  it('reads nothing of the panel, whatever it defines and replaces, and its clicks do nothing', async () => {
    const tab = await open(`/abs/${spying.id}`)
    const panel = await waitForPanel(tab)
    expect(panel.text).toContain(`What the digest says of ${spying.title}.`)
    for (let i = 0; i < 3; i++) {
      await tab.evaluate(() => (window as unknown as { forge(): void }).forge())
      await tab.waitForTimeout(150)
    }
    const caught = await caughtBy(tab)
    // Its own false panel, and the one there is: of neither anything but that it is there.
    expect(caught.roots.length).toBeGreaterThanOrEqual(2)
    for (const [root, inside, attributes] of caught.roots) {
      expect([root, inside]).toEqual([null, null])
      expect(['style', 'id']).toContain(attributes)
    }
    expect(caught.calls).toEqual([])
    expect(caught.messages).toBe(0)
    expect(await saved()).toBe(0)
    expect((await waitForPanel(tab)).buttons).toContain('Save to reading list')
    // Framed, it has no panel of Gloss's; the false one stays as the page made it.
    expect(await tab.locator('gloss-panel').count()).toBe(2)
    expect(await tab.frameLocator('iframe').locator('.extra-services > gloss-panel').count()).toBe(0)
    // The reader's own click still counts.
    await clickInPanel(tab, 'Save to reading list')
    await waitForPanel(tab, now => now.buttons.includes('Saved'))
    await clickInPanel(tab, 'Saved')
    await waitForPanel(tab, now => now.buttons.includes('Save to reading list'))
    await tab.close()
  })

  it('reads nothing of badges and cards either', async () => {
    const tab = await open('/list/cs.CL/new')
    await expect.poll(() => readBadges(tab)).toHaveLength(1)
    const { x, y } = await badgeAt(tab, listed.title)
    await tab.mouse.move(x, y)
    await expect.poll(() => readCard(tab)).not.toBeNull()
    await tab.evaluate(
      ([left, top]) => {
        for (const at of [
          [left, top],
          [left + 20, top + 200],
          [left + 60, top + 230],
        ] as const) {
          const target = document.elementFromPoint(at[0], at[1])
          target?.dispatchEvent(new MouseEvent('click', { bubbles: true, composed: true }))
          target?.dispatchEvent(new KeyboardEvent('keydown', { key: 's', bubbles: true, composed: true }))
        }
      },
      [x, y] as const,
    )
    await tab.waitForTimeout(200)
    const caught = await caughtBy(tab)
    expect(caught.roots.length).toBe(2)
    for (const found of caught.roots) expect(found).toEqual([null, null, 'style'])
    expect([caught.calls, caught.messages, await saved()]).toEqual([[], 0, 0])
    await tab.close()
  })

  it.each([
    ['under its own button', covering],
    ['made transparent', fading],
  ])('cannot have the reader click on Save %s', async (_, { id }) => {
    const tab = await open(`/abs/${id}`)
    await waitForPanel(tab)
    await tab.waitForTimeout(400)
    await clickInPanel(tab, 'Save to reading list')
    const panel = await waitForPanel(tab, now => now.text.includes('lies over Gloss'))
    expect(panel.buttons).toContain('Save to reading list')
    expect(await saved()).toBe(0)
    await tab.close()
  })

  it('stays as quick as it is while it changes ten thousand times a second, and keeps its panel', async () => {
    const tab = await open(`/abs/${flooding.id}`)
    await waitForPanel(tab)
    const frames = () => tab.evaluate(() => (window as unknown as { frames60: number }).frames60)
    const before = await frames()
    await tab.waitForTimeout(2000)
    // Twenty a second at the least: a page that is held up has none.
    expect((await frames()) - before).toBeGreaterThan(40)
    await clickInPanel(tab, 'Cite')
    await waitForPanel(tab, now => now.text.includes('BibTeX'))
    expect(await tab.locator('gloss-panel').count()).toBe(1)
    await tab.close()
  })

  it('may have fifty megabytes: its panel is there all the same', async () => {
    const tab = await setting.gloss.context.newPage()
    await tab.goto(`https://arxiv.org/abs/${huge.id}`, { waitUntil: 'domcontentloaded' })
    // Its tree is too large to be asked what the panel says; that it stands where it belongs tells that it was read.
    await expect.poll(() => tab.locator('.extra-services > gloss-panel').count(), { timeout: 30_000 }).toBe(1)
    expect(await tab.evaluate(() => document.querySelectorAll('p').length)).toBe(20_000)
    await tab.close()
  })

  it('may name its elements like what a document has: it is read, or stays as it is', async () => {
    const errors: string[] = []
    const tab = await setting.gloss.context.newPage()
    tab.on('pageerror', error => errors.push(String(error)))
    await tab.goto(`https://arxiv.org/abs/${clobbered.id}`)
    await tab.waitForTimeout(700)
    expect(await tab.locator('gloss-panel').count()).toBeLessThanOrEqual(1)
    expect(errors).toEqual([])
    await tab.close()
  })
})
