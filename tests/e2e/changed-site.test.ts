import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { arxivPage } from '../../scripts/demo-site/arxiv-page'
import { readPanel, waitForPanel } from '../../scripts/panel'
import type { Route } from '../../scripts/stand-in'
import { html, type Setting } from './gloss'
import { openWith, type TestPaper } from './listing'
import { popupOver } from './own-pages'

const PAPER: TestPaper = { id: '2601.00001', title: 'A Page Whose Column Was Redesigned Away', upvotes: 64 }
const COLUMN = /<div class="extra-services">[\s\S]*?<div id="labstabs">/

const page = (id: string) =>
  arxivPage({
    id,
    title: PAPER.title,
    abstract: 'We take a column away and look at what is left.',
    authors: [['Maja', 'Lindqvist']],
    submitted: '2026-01-01',
    subject: 'Machine Learning',
    category: 'cs.LG',
  })

const pages: Route = url => {
  if (url.href === `https://arxiv.org/abs/${PAPER.id}`)
    return html(page(PAPER.id).replace(COLUMN, '<div id="labstabs">'))
  if (url.href === `https://arxiv.org/abs/${PAPER.id}v1`) return html(page(PAPER.id))
  return { status: 204 }
}

describe('A site that has changed', () => {
  let setting: Setting
  beforeAll(async () => {
    setting = await openWith([PAPER], pages)
  })
  afterAll(() => setting?.close())

  const open = async (address: string) => {
    const tab = await setting.gloss.context.newPage()
    await tab.setViewportSize({ width: 1100, height: 800 })
    await tab.goto(address)
    return tab
  }

  it('has the panel as a tab at the window’s edge, which opens over the page', async () => {
    const tab = await open(`https://arxiv.org/abs/${PAPER.id}`)
    await expect.poll(() => tab.locator('html > gloss-panel').count()).toBe(1)
    expect(await readPanel(tab)).toBeNull()
    const edge = tab.locator('gloss-panel')
    expect(await edge.evaluate(host => getComputedStyle(host).position)).toBe('fixed')
    await tab.mouse.click(1100 - 12, 0.14 * 800 + 12)
    const panel = await waitForPanel(tab)
    expect(panel.text).toContain(`What the digest says of ${PAPER.title}.`)
    await tab.close()
  })

  it('is told of in the popup, with a report that says nothing of what was read', async () => {
    const tab = await open(`https://arxiv.org/abs/${PAPER.id}`)
    const popup = await popupOver(setting, tab)
    await expect
      .poll(() => popup.text('.changed'))
      .toContain('Recognised from the address; this site has changed.')
    // The paper is known all the same.
    await expect.poll(() => popup.text('.this .name')).toContain(PAPER.title)
    await popup.click('Copy report')
    await expect.poll(() => popup.text('.report')).toContain('Site: arxiv-abs')
    const report = await popup.text('.report')
    expect(report).toContain('Missing: column')
    for (const personal of [PAPER.id, PAPER.title, 'Lindqvist', 'https:', '/abs/'])
      expect(report).not.toContain(personal)
    await tab.close()
  })

  it('is not told of on a page that is as expected', async () => {
    const tab = await open(`https://arxiv.org/abs/${PAPER.id}v1`)
    await expect.poll(() => tab.locator('.extra-services > gloss-panel').count()).toBe(1)
    const popup = await popupOver(setting, tab)
    await expect.poll(() => popup.text('.this .name')).toContain(PAPER.title)
    expect(await popup.text('.changed')).toBe('')
    await tab.close()
  })
})
