import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { clickInPanel, waitForPanel } from '../../scripts/panel'
import type { Route } from '../../scripts/stand-in'
import { accessibilityFaults } from './axe'
import { demoArxiv, hosts, openPage, openRealPopup, openSetting, type Setting, waitForCounts } from './gloss'

/** A network that is there but leads nowhere. */
const deadDigest: Route = url => (url.hostname === 'huggingface.co' ? { status: 503, body: '' } : null)

describe('A first run with no digest to be had', () => {
  let setting: Setting
  let profile: string
  beforeAll(async () => {
    profile = await mkdtemp(join(tmpdir(), 'gloss-first-run-'))
    setting = await openSetting(hosts(deadDigest, demoArxiv), { profile })
  })
  afterAll(async () => {
    await setting?.close()
    await rm(profile, { recursive: true, force: true })
  })

  it('annotates, searches and saves from the starter digest, and says what is missing', async () => {
    const tab = await setting.gloss.context.newPage()
    await tab.goto('https://arxiv.org/abs/2405.21046')
    const panel = await waitForPanel(tab)
    expect(panel.text).toContain('Digest summary · starter digest')
    expect(panel.topics).toContain('preference optimization')
    expect(panel.related.length).toBeGreaterThanOrEqual(3)
    await clickInPanel(tab, 'Cite')
    const cited = await waitForPanel(tab, now => now.text.includes('BibTeX'))
    expect(cited.text).toContain('@misc{xie2024exploratory')
    await clickInPanel(tab, 'Save to reading list')
    await waitForPanel(tab, now => now.buttons.includes('Saved'))
    const popup = await openPage(setting, 'popup.html', 380)
    await popup.getByText('Starter digest').waitFor()
    await popup.getByText('huggingface.co is having trouble (error 503).').waitFor()
    await popup.getByRole('searchbox').fill('mirror descent')
    await expect
      .poll(() => popup.getByRole('list', { name: 'Results' }).getByRole('link').first().textContent())
      .toContain('Optimistic Online Mirror Descent')
    for (const each of [tab, popup]) await each.close()
  })

  it('keeps the reading list over a restart of the browser', async () => {
    await setting.close()
    setting = await openSetting(hosts(deadDigest, demoArxiv), { profile })
    const tab = await setting.gloss.context.newPage()
    await tab.goto('https://arxiv.org/abs/2405.21046')
    expect((await waitForPanel(tab)).buttons).toContain('Saved')
    const library = await openPage(setting, 'app.html#/library')
    await expect
      .poll(() => library.getByRole('list', { name: 'Reading list' }).getByRole('link').allTextContents())
      .toEqual([
        'Exploratory Preference Optimization: Harnessing Implicit Q*-Approximation for Sample-Efficient RLHF',
      ])
    for (const each of [tab, library]) await each.close()
  })

  it('has the paper of the tab in the popup', async () => {
    const tab = await setting.gloss.context.newPage()
    await tab.goto('https://arxiv.org/abs/1706.03762')
    await waitForPanel(tab)
    const popup = await openRealPopup(setting, tab)
    const here = `document.querySelector('[aria-label="This page"]')`
    await expect
      .poll(() => popup(`${here}?.innerText`))
      .toMatch(/This page\s+Attention Is All You Need\s+Save/i)
    await popup(`${here}.querySelector('button').click()`)
    await waitForPanel(tab, now => now.buttons.includes('Saved'))
    await expect.poll(() => popup(`${here}?.innerText`)).toMatch(/Saved$/)
    await tab.close()
  })

  it.each(['light', 'dark'] as const)('has no accessibility fault axe can find, %s', async theme => {
    for (const [path, width] of [
      ['popup.html', 380],
      ['app.html#/today', 1100],
      ['app.html#/search?q=online%20learning', 1100],
      ['app.html#/library', 1100],
      ['app.html#/topics', 1100],
      ['app.html#/settings', 1100],
      ['sidepanel.html', 400],
    ] as const) {
      const page = await openPage(setting, path, width)
      await page.emulateMedia({ colorScheme: theme })
      await waitForCounts(page, now => now.papers > 0)
      await page.getByRole('main').waitFor()
      await page.waitForTimeout(300)
      expect(await accessibilityFaults(page), `${path} ${theme}`).toEqual([])
      await page.close()
    }
  })
})
