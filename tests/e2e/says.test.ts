import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { clickInPanel, readPanel, waitForPanel } from '../../scripts/panel'
import { describeShared } from '../shared'
import { accessibilityFaults } from './axe'
import {
  hosts,
  openPage,
  openSetting,
  readStores,
  realDigest,
  type Setting,
  savedPages,
  syncBackTo,
  waitForCounts,
} from './gloss'

const DAYS = 45

describeShared('What Gloss says over a real digest', () => {
  let setting: Setting
  let app: Page

  beforeAll(async () => {
    setting = await openSetting(hosts(savedPages().route, realDigest(DAYS)))
    app = await openPage(setting, 'app.html#/settings')
    await syncBackTo(app, DAYS - 1)
    await waitForCounts(app, now => now.phase === 'idle' && now.daysFetched >= DAYS)
  })
  afterAll(() => setting?.close())

  const goTo = (hash: string) => app.goto(setting.gloss.page(`app.html${hash}`))
  const signals = async () => (await readStores(app, { signals: 'count' })).signals.count

  it('labels what it found in the text as found, and no digest as having said it', async () => {
    const tab = await setting.gloss.context.newPage()
    await tab.goto('https://arxiv.org/abs/2606.30754')
    const { text } = await waitForPanel(tab)
    expect(text).toContain('Not in your digest')
    expect(text).toContain('Topics found in the abstract')
    expect(text).not.toContain('Digest summary')
    await tab.close()
  })

  it('orders related papers as the reader likes', async () => {
    const tab = await setting.gloss.context.newPage()
    await tab.setViewportSize({ width: 1200, height: 1400 })
    await tab.goto('https://arxiv.org/abs/2606.30754')
    const best = (await waitForPanel(tab)).related
    expect(best.length).toBeGreaterThan(3)
    await clickInPanel(tab, 'newest')
    await expect.poll(async () => (await readPanel(tab))?.related).not.toEqual(best)
    await clickInPanel(tab, 'best')
    await expect.poll(async () => (await readPanel(tab))?.related).toEqual(best)
    await tab.close()
  })

  it('counts topics by their meaning, says which are rising, and follows them', async () => {
    await goTo('#/topics')
    const row = app.getByRole('link', { name: 'large language models', exact: true }).first()
    await row.waitFor({ timeout: 20_000 })
    await app
      .getByRole('button', { name: /^Follow large language models/ })
      .first()
      .click()
    await app.getByRole('heading', { name: 'Followed' }).waitFor()
    await row.click()
    await app.getByRole('heading', { name: 'large language models', level: 1 }).waitFor()
    await app.getByText(/also written .*LLM/).waitFor()
    // All spellings are one to the search, too.
    const count = async (query: string) => {
      await goTo(`#/search?q=${encodeURIComponent(query)}`)
      const line = app.getByText(/^[\d,]+ results$/)
      await line.waitFor()
      return line.innerText()
    }
    expect(await count('topic:LLMs')).toBe(await count('topic:"large language model"'))
  })

  it('learns an order from ten signals, says why, and forgets it when asked', async () => {
    await goTo('#/today')
    const order = app.getByRole('combobox', { name: 'Order' })
    await app.getByRole('list', { name: 'Papers', exact: true }).waitFor()
    expect(await order.locator('option', { hasText: /For you/ }).isDisabled()).toBe(true)
    for (let n = 0; n < 7; n++) {
      await app
        .getByRole('button', { name: /^Save: / })
        .first()
        .click()
      await app
        .getByRole('button', { name: /^Saved: / })
        .nth(n)
        .waitFor()
    }
    for (let n = 0; n < 3; n++) {
      await app
        .getByRole('button', { name: /^Not for me: / })
        .last()
        .click()
      await app
        .getByRole('button', { name: /^Undo not for me: / })
        .nth(n)
        .waitFor()
    }
    await expect.poll(signals, { timeout: 10_000 }).toBe(10)
    await expect.poll(() => order.locator('option', { hasText: /For you/ }).isDisabled()).toBe(false)
    await order.selectOption({ label: 'For you' })
    await app.getByText(/^Something else, to see more/).waitFor()
    const first = app.getByRole('list', { name: 'Papers', exact: true }).getByRole('listitem').first()
    await first.getByRole('button', { name: /^Saved: / }).waitFor()
    // Of some day's papers one is so like a saved one that it is said.
    const because = app.getByText(/^Because you saved “/)
    for (let day = 0; day < 10 && (await because.count()) === 0; day++) {
      const before = await app.getByRole('heading', { level: 1 }).innerText()
      await app.getByRole('link', { name: /^Earlier day/ }).click()
      await expect.poll(() => app.getByRole('heading', { level: 1 }).innerText()).not.toBe(before)
      await app.waitForTimeout(700)
    }
    expect(await because.count()).toBeGreaterThan(0)
    expect(await accessibilityFaults(app)).toEqual([])
    await goTo('#/settings')
    await app.getByText('Learned from 7 saved, 0 opened and 3 skipped papers.').waitFor()
    await app.getByRole('button', { name: 'Forget all of it…' }).click()
    await app
      .getByRole('dialog')
      .getByRole('button', { name: /^Forget/ })
      .click()
    await expect.poll(signals).toBe(0)
    await goTo('#/library')
    await app.getByRole('heading', { name: 'Like your reading list' }).waitFor({ timeout: 20_000 })
  })

  it('tells what it knows of itself', async () => {
    await goTo('#/settings?page=knows')
    await app.getByText(/^[\d,]+, in [\d,]+ spellings$/).waitFor()
    for (const file of ['term-vectors.bin', 'topic-model.bin', 'summary-model.bin'])
      await app.getByRole('cell', { name: file }).waitFor()
  })

  it.each([
    ['the topics', '#/topics'],
    ['one topic', '#/topics?topic=reinforcement%20learning'],
    ['what Gloss knows', '#/settings?page=knows'],
    ['the reading list and what is like it', '#/library'],
  ])('%s: no accessibility fault axe can find', async (_, hash) => {
    await goTo(hash)
    await app.waitForTimeout(1500)
    expect(await accessibilityFaults(app)).toEqual([])
  })
})
