import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Route } from '../../scripts/stand-in'
import { describeShared } from '../shared'
import { accessibilityFaults } from './axe'
import {
  hosts,
  html,
  openPage,
  openSetting,
  realDigest,
  type Setting,
  syncBackTo,
  waitForCounts,
} from './gloss'

const DAYS = 30

const results = (page: Page) => page.getByRole('list', { name: 'Results' }).getByRole('link')
/** The first titles; the rest of a list follows a moment later. */
const titles = async (page: Page) =>
  (await results(page).allTextContents()).slice(0, 10).map(title => title.trim())
const field = (page: Page) => page.getByRole('searchbox')
const filters = (page: Page) => page.getByRole('list', { name: 'Filters' }).getByRole('listitem')
const facets = (page: Page) => page.getByRole('region', { name: 'Narrow the results' })
const asked = (page: Page) => new URLSearchParams(new URL(page.url()).hash.split('?')[1])
/** How far a page can be scrolled sideways. */
const overhang = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)

/** A page for every paper. */
const arxiv: Route = url => (url.hostname === 'arxiv.org' ? html('<title>A paper</title>') : null)

describeShared('Searching a real digest', () => {
  let setting: Setting
  beforeAll(async () => {
    setting = await openSetting(hosts(realDigest(DAYS), arxiv))
    const app = await openPage(setting, 'app.html#/settings')
    await syncBackTo(app, DAYS - 1)
    await waitForCounts(app, now => now.phase === 'idle' && now.daysFetched >= DAYS)
    await app.close()
  })
  afterAll(() => setting?.close())

  it('lets papers near in meaning follow, below a line, where few hold the words', async () => {
    for (const path of ['app.html#/search', 'popup.html']) {
      const page = await openPage(setting, path)
      await field(page).fill('exploratory preference harnessing ')
      await page.getByText('Near in meaning', { exact: true }).waitFor()
      const [first = ''] = await titles(page)
      expect(first).toMatch(/^Exploratory Preference Optimization/)
      expect(await page.locator('.papers > li.divider ~ li.item').count()).toBeGreaterThan(0)
      expect(await page.locator('.papers > li.divider').count()).toBe(1)
      await page.close()
    }
  })

  it('says how a query was read, narrows by facets and keeps all of it in the address', async () => {
    const page = await openPage(setting, 'app.html#/search')
    await page.getByText('Type a few words').waitFor()
    await field(page).pressSequentially('diffusion')
    await expect.poll(() => results(page).count()).toBeGreaterThan(20)
    await expect.poll(() => asked(page).get('q')).toBe('diffusion')
    const whole = await titles(page)
    expect(await page.locator('.papers mark').first().textContent()).toMatch(/diffusion/i)

    const code = facets(page).getByRole('button', { name: /^Code/ })
    const count = Number(/\d+$/.exec((await code.textContent()) ?? '')?.[0])
    await code.click()
    await expect.poll(() => code.getAttribute('aria-pressed')).toBe('true')
    expect(await field(page).inputValue()).toBe('has:code diffusion')
    expect(await filters(page).allTextContents()).toEqual(['with code'])
    await page.getByText(`${count} results`, { exact: true }).waitFor()
    const narrowed = await titles(page)

    await page.getByRole('combobox', { name: 'Order of results' }).selectOption('upvotes')
    await expect.poll(() => asked(page).get('sort')).toBe('upvotes')
    await expect.poll(() => titles(page)).not.toEqual(narrowed)
    const votes = (await page.locator('.papers .up').allInnerTexts()).map(text =>
      Number(text.replace(/\D/g, '')),
    )
    expect(votes).toEqual(votes.toSorted((a, b) => b - a))
    const upvoted = await titles(page)

    await page.reload()
    await expect.poll(() => titles(page)).toEqual(upvoted)
    expect(await page.getByRole('combobox').inputValue()).toBe('upvotes')
    await page.goBack()
    await expect.poll(() => titles(page)).toEqual(narrowed)
    await page.goBack()
    await expect.poll(() => titles(page)).toEqual(whole)
    expect(await field(page).inputValue()).toBe('diffusion')
    await page.goForward()
    await expect.poll(() => titles(page)).toEqual(narrowed)
    await page.getByRole('button', { name: 'Remove: with code' }).click()
    await expect.poll(() => titles(page)).toEqual(whole)
    await page.close()
  })

  it('makes an entry of the history for what was submitted, not for what was typed', async () => {
    const page = await openPage(setting, 'app.html#/search')
    const opened = setting.gloss.context.waitForEvent('page')
    await field(page).pressSequentially('trinity of consistency')
    await page.keyboard.press('Enter')
    const paper = await opened
    await paper.waitForLoadState()
    expect(paper.url()).toBe('https://arxiv.org/abs/2602.23152')
    await paper.close()
    await field(page).fill('')
    await field(page).pressSequentially('video')
    await expect.poll(() => asked(page).get('q')).toBe('video')
    await page.locator('.papers .chip').first().click()
    await expect.poll(() => asked(page).get('q')).not.toBe('video')
    await page.goBack()
    await expect.poll(() => field(page).inputValue()).toBe('video')
    await page.goBack()
    await expect.poll(() => field(page).inputValue()).toBe('')
    await page.close()
  })

  it('shows the answer to what was typed last, with every letter, however fast it was typed', async () => {
    const page = await openPage(setting, 'app.html#/search')
    const query = 'reinforcement learning for reasoning'
    await page.evaluate(typed => {
      const input = document.querySelector<HTMLInputElement>('input[type=search]')
      for (let i = 1; input && i <= typed.length; i++) {
        input.value = typed.slice(0, i)
        input.dispatchEvent(new Event('input', { bubbles: true }))
      }
    }, query)
    await expect.poll(() => asked(page).get('q')).toBe(query)
    expect(await field(page).inputValue()).toBe(query)
    const fresh = await openPage(setting, `app.html#/search?q=${encodeURIComponent(query)}`)
    await expect.poll(() => results(fresh).count()).toBeGreaterThan(10)
    await fresh.waitForTimeout(500)
    expect(await titles(page)).toEqual(await titles(fresh))
    for (const each of [page, fresh]) await each.close()
  })

  it('goes straight to a paper by its number or address, and says where it has none', async () => {
    const page = await openPage(setting, 'app.html#/search?q=diffusion')
    await expect.poll(() => results(page).count()).toBeGreaterThan(20)
    for (const typed of ['2602.23152', 'arXiv:2602.23152v3', 'https://arxiv.org/pdf/2602.23152v1']) {
      await field(page).fill(typed)
      await page.getByRole('heading', { name: 'This paper' }).waitFor()
      expect(await titles(page), typed).toEqual([expect.stringContaining('The Trinity of Consistency')])
    }
    const before = setting.standIn.requests.length
    await field(page).fill('10.1145/3292500.3330701')
    await page.getByText('Not in your digests').waitFor()
    expect(await page.locator('.not-here a').getAttribute('href')).toBe(
      'https://doi.org/10.1145/3292500.3330701',
    )
    expect(setting.standIn.requests.length).toBe(before)
    const popup = await openPage(setting, 'popup.html#q=2602.23152v2', 380)
    await popup.getByText('This paper').waitFor()
    expect(await titles(popup)).toEqual([expect.stringContaining('The Trinity of Consistency')])
    for (const each of [page, popup]) await each.close()
  })

  it('says what it could not read, what it read as something else, and where there may be more', async () => {
    const page = await openPage(setting, 'app.html#/search?q=year%3A2024-13%20transfromer')
    await page.getByText('no such date: 2024-13 (searched as words)').waitFor()
    await page.getByText('no “transfromer” here, shown: transformer').waitFor()
    const more = page.getByRole('link', { name: 'Search Hugging Face for more' })
    for (const [query, words] of [
      ['author:liu diffusion', 'diffusion liu'],
      ['zzzzqqqq', 'zzzzqqqq'],
    ] as const) {
      await field(page).fill(query)
      await expect
        .poll(async () => new URL((await more.getAttribute('href')) ?? '').searchParams.get('q'))
        .toBe(words)
    }
    await page.getByText('Nothing in your digest matches.').waitFor()
    expect(await more.getAttribute('rel')).toBe('noopener noreferrer')
    await field(page).fill('author:liu video')
    await page.locator('.papers .byline mark', { hasText: 'Liu' }).first().waitFor()
    await page.close()
  })

  it('puts operators into the field, and is moved about in by keyboard', async () => {
    const page = await openPage(setting, 'app.html#/search')
    await page.getByRole('button', { name: 'author:hinton' }).click()
    await page.keyboard.type('liu')
    expect(await field(page).inputValue()).toBe('author:liu')
    await expect.poll(() => filters(page).allTextContents()).toEqual(['by “liu”'])
    await expect.poll(() => results(page).count()).toBeGreaterThan(5)
    // The list of the letters before may still be there; it takes the focus with it when it goes.
    const isSecond = () =>
      results(page)
        .nth(1)
        .evaluate(link => link === document.activeElement)
    await expect
      .poll(async () => {
        await field(page).focus()
        await page.keyboard.press('ArrowDown')
        await page.keyboard.press('ArrowDown')
        return isSecond()
      })
      .toBe(true)
    await page.keyboard.press('/')
    await page.keyboard.press('Escape')
    expect(await field(page).inputValue()).toBe('')
    await page.getByText('Type a few words').waitFor()
    await page.close()
  })

  it('narrows to the reading list', async () => {
    const page = await openPage(setting, 'app.html#/search?q=trinity%20of%20consistency')
    await page.getByRole('button', { name: /^Save: The Trinity/ }).click()
    await page.getByRole('button', { name: /^Saved: The Trinity/ }).waitFor()
    await field(page).fill('world models')
    await facets(page)
      .getByRole('button', { name: /^Saved/ })
      .click()
    await expect.poll(() => titles(page)).toEqual([expect.stringContaining('The Trinity of Consistency')])
    expect(await filters(page).allTextContents()).toEqual(['saved'])
    await page.close()
  })

  it('goes on in the app with what the popup asks, order included', async () => {
    const popup = await openPage(setting, 'popup.html#q=author%3Aliu%20diffusion', 380)
    await expect.poll(() => results(popup).count()).toBeGreaterThan(5)
    expect(await filters(popup).allTextContents()).toEqual(['by “liu”'])
    await popup.getByRole('combobox', { name: 'Order of results' }).selectOption('date')
    const opened = setting.gloss.context.waitForEvent('page')
    await popup.getByRole('button', { name: 'Open in app' }).click()
    const app = await opened
    await expect.poll(() => results(app).count()).toBeGreaterThan(5)
    expect(Object.fromEntries(asked(app))).toEqual({ q: 'author:liu diffusion', sort: 'date' })
    await app.close()
    await popup.close().catch(() => undefined)
  })

  it('suggests papers for its keyword in the address bar, and answers for the last letters alone', async () => {
    const worker = await setting.gloss.worker()
    const answers = await worker.evaluate(async () => {
      type Suggest = (suggestions: { content: string; description: string }[]) => void
      const { chrome } = globalThis as unknown as {
        chrome: { omnibox: { onInputChanged: { dispatch(typed: string, suggest: Suggest): void } } }
      }
      const answers: { typed: string; content: string; description: string }[] = []
      for (const typed of ['tr', 'trinity', 'trinity of consistency'])
        chrome.omnibox.onInputChanged.dispatch(typed, suggestions => {
          for (const suggestion of suggestions) answers.push({ typed, ...suggestion })
        })
      await new Promise(resolve => setTimeout(resolve, 1500))
      return answers
    })
    expect(new Set(answers.map(({ typed }) => typed))).toEqual(new Set(['trinity of consistency']))
    expect(answers.length).toBeLessThanOrEqual(6)
    expect(answers[0]).toMatchObject({
      content: 'https://arxiv.org/abs/2602.23152',
      description: expect.stringMatching(/^The <match>Trinity<\/match> of .*<dim> · 2026<\/dim>$/),
    })
  })

  it.each([320, 360, 400])('has room at %i pixels, with facets and tips unfolded', async width => {
    const query = encodeURIComponent('author:"wei liu" has:code diffusion upvotes:>0 year:2024-13')
    const page = await openPage(setting, `sidepanel.html#/search?q=${query}`, width)
    await page.getByRole('button', { name: 'Narrow' }).click()
    await page.getByRole('button', { name: 'Tips' }).click()
    expect(await overhang(page)).toBe(0)
    await field(page).fill('diffusion')
    await expect.poll(() => results(page).count()).toBeGreaterThan(20)
    await facets(page).getByRole('button', { name: /^Code/ }).waitFor()
    expect(await overhang(page)).toBe(0)
    await field(page).fill('')
    await page.getByText('Type a few words').waitFor()
    expect(await overhang(page)).toBe(0)
    await page.close()
  })

  it.each(['light', 'dark'] as const)('has no accessibility fault axe can find, %s', async theme => {
    for (const [path, width] of [
      ['app.html#/search?q=has%3Acode%20year%3A2024-13%20diffusion', 1100],
      ['app.html#/search', 1100],
      ['app.html#/search?q=10.1145%2F3292500', 1100],
      ['sidepanel.html#/search?q=author%3Aliu%20diffusion', 360],
      ['popup.html#q=author%3Aliu%20transfromer', 380],
    ] as const) {
      const page = await openPage(setting, path, width)
      await page.emulateMedia({ colorScheme: theme })
      await page.waitForTimeout(500)
      const unfolding = ['Narrow', 'Tips'].map(name => page.getByRole('button', { name, exact: true }))
      for (const button of unfolding) if (await button.isVisible()) await button.click()
      await page.waitForTimeout(300)
      expect(await accessibilityFaults(page), `${path} ${theme}`).toEqual([])
      await page.close()
    }
  })
})
