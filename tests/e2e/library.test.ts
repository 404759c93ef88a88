import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { accessibilityFaults } from './axe'
import { hosts, openPage, openSetting, readStores, type Setting } from './gloss'
import { entriesOf, putOnList } from './listed'

const LONG = 1200

describe('The reading list', () => {
  let setting: Setting
  let app: Page
  beforeAll(async () => {
    setting = await openSetting(hosts())
    app = await openPage(setting, 'app.html#/library', 1280)
    await app.getByText('Nothing saved yet').waitFor()
    await putOnList(app, entriesOf(8))
    await app.reload()
    await rows().first().waitFor()
  })
  afterAll(() => setting?.close())

  const rows = () => app.getByRole('list', { name: 'Reading list' }).getByRole('listitem')
  const titles = () => app.getByRole('list', { name: 'Reading list' }).getByRole('link').allTextContents()
  const numbers = async () => (await titles()).map(title => title.replace(/\D/g, '')).join(' ')
  const focused = () => app.evaluate(() => document.activeElement?.textContent?.replace(/\D/g, ''))
  const press = async (...keys: readonly string[]) => {
    for (const key of keys) await app.keyboard.press(key)
  }
  const stored = async (n: number) => {
    const { library } = await readStores(app, { library: 'rows' })
    return library.rows.find(({ id }) => id === `arxiv:2601.0000${n}`)
  }

  it('has notes that Esc leaves for the list, where what was typed stays', async () => {
    await press('/', 'ArrowDown')
    await expect.poll(focused).toBe('7')
    await press('n')
    const field = app.getByRole('textbox', { name: 'Note' })
    await expect.poll(() => field.evaluate(node => node === document.activeElement)).toBe(true)
    await app.keyboard.type('A remark')
    await press('Escape')
    await expect.poll(focused).toBe('7')
    await expect.poll(() => stored(7)).toMatchObject({ notes: ['A remark'] })
    await press('Control+z')
    await expect.poll(() => stored(7)).toMatchObject({ notes: [] })
    await press('Escape')
  })

  it('cites the paper that an address names, and says so where there is none', async () => {
    const to = (hash: string) => app.goto(app.url().replace(/#.*/, hash))
    await to('#/library?cite=arxiv%3A2601.00003')
    const dialog = app.getByRole('dialog')
    await expect.poll(() => dialog.innerText()).toContain('2601.00003')
    await dialog.getByRole('button', { name: 'Close' }).click()
    await expect.poll(() => app.url()).toMatch(/#\/library$/)
    await to('#/library?cite=arxiv%3A2601.99999')
    await app.getByText('does not know the paper').waitFor()
    expect(await dialog.count()).toBe(0)
    await app.reload()
    await rows().first().waitFor()
  })

  it('is gone through, selected and edited by the keyboard alone, and each act undone', async () => {
    expect(await numbers()).toBe('7 6 5 4 3 2 1 0')
    await press('/', 'ArrowDown')
    await expect.poll(focused).toBe('7')
    await press('ArrowDown', 'j', 'k')
    await expect.poll(focused).toBe('6')
    await press('3')
    await expect.poll(() => stored(6)).toMatchObject({ state: 'done' })
    await app.getByText('Marked a paper “Done”').waitFor()
    await expect.poll(focused).toBe('6')
    await press('Control+z')
    await expect.poll(() => stored(6)).toMatchObject({ state: 'to-read' })
    await press('Shift+ArrowDown', 'Shift+ArrowDown')
    await app.getByText('3 selected').waitFor()
    await press('r')
    await app.getByText('Rate it: press').waitFor()
    await press('4')
    await expect.poll(() => stored(4)).toMatchObject({ rating: 4 })
    expect(await app.getByText('Rate it: press').count()).toBe(0)
    expect(await stored(6)).toMatchObject({ rating: 4 })
    await press('t')
    await app.getByRole('dialog').getByLabel('Tag').fill('to present')
    await press('Enter')
    await expect.poll(() => stored(5)).toMatchObject({ tags: ['to present'] })
    await press('Escape')
    await expect.poll(() => app.getByText('3 selected').count()).toBe(0)
    await press('Delete')
    await expect.poll(numbers).toBe('7 6 5 3 2 1 0')
    await expect.poll(focused).toBe('3')
    await app.getByRole('button', { name: 'Undo' }).click()
    await expect.poll(numbers).toBe('7 6 5 4 3 2 1 0')
  })

  it('is filtered by words of title, abstract and tags, with what is wanted in the address', async () => {
    await press('/')
    await app.keyboard.type('number')
    await expect.poll(numbers).toBe('7 6 5 4 3 2 1 0')
    await app.keyboard.type(' present')
    await expect.poll(numbers).toBe('6 5 4')
    await expect.poll(() => new URL(app.url()).hash).toContain('q=number+present')
    await app.reload()
    await expect.poll(numbers).toBe('6 5 4')
    await press('/', 'Escape')
    await expect.poll(numbers).toBe('7 6 5 4 3 2 1 0')
    await app.getByRole('combobox', { name: 'Tag' }).selectOption('to present')
    await expect.poll(numbers).toBe('6 5 4')
    await app.getByRole('combobox', { name: 'Tag' }).selectOption('')
    await app.getByRole('button', { name: /^Done/ }).click()
    await app.getByRole('button', { name: /^Show all/ }).click()
    await app.getByRole('combobox', { name: 'Groups' }).selectOption('tag')
    await app.getByRole('heading', { name: 'No tag' }).waitFor()
    await app.getByRole('combobox', { name: 'Groups' }).selectOption('none')
  })

  it('is put in order by hand, with keys and with the pointer', async () => {
    await app.getByRole('combobox', { name: 'Order' }).selectOption('hand')
    const link = (n: number) => app.getByRole('link', { name: `Paper ${n} on` })
    await link(7).focus()
    await press('Alt+ArrowDown')
    await expect.poll(numbers).toBe('6 7 5 4 3 2 1 0')
    await expect.poll(focused).toBe('7')
    const box = async (n: number) => {
      const found = await rows()
        .filter({ has: link(n) })
        .boundingBox()
      if (!found) throw new Error(`There is no row ${n}`)
      return found
    }
    const [from, to] = [await box(4), await box(6)]
    await app.mouse.move(from.x + 10, from.y + from.height / 2)
    await app.mouse.down()
    await app.mouse.move(to.x + 10, to.y + 20, { steps: 5 })
    await app.mouse.move(to.x + 10, to.y + 8)
    await app.locator('.drop-mark').waitFor()
    await app.mouse.up()
    await expect.poll(numbers).toBe('4 6 7 5 3 2 1 0')
    await press('Control+z')
    await expect.poll(numbers).toBe('6 7 5 4 3 2 1 0')
    await press('Control+Shift+z')
    await expect.poll(numbers).toBe('4 6 7 5 3 2 1 0')
    // It is remembered.
    await app.goto(setting.gloss.page('app.html#/today'))
    await app.goto(setting.gloss.page('app.html#/library'))
    await expect.poll(numbers).toBe('4 6 7 5 3 2 1 0')
    await app.getByRole('combobox', { name: 'Order' }).selectOption('saved')
  })

  it.each([
    ['light', 1280],
    ['dark', 1280],
    ['light', 360],
    ['dark', 640],
  ] as const)('has no accessibility fault axe can find, %s, %i pixels wide', async (theme, width) => {
    await app.emulateMedia({ colorScheme: theme })
    await app.setViewportSize({ width, height: 800 })
    await rows().first().getByRole('checkbox').check()
    await rows().nth(1).locator('.byline').click()
    await app.waitForTimeout(400)
    expect(await accessibilityFaults(app)).toEqual([])
    const wider = await app.evaluate(() => document.documentElement.scrollWidth - innerWidth)
    expect(wider).toBeLessThanOrEqual(0)
    if (width < 1100) {
      await app.getByRole('dialog', { name: 'Details' }).waitFor()
      await press('Escape')
    }
    await rows().first().getByRole('checkbox').uncheck()
    await app.emulateMedia({ colorScheme: 'light' })
    await app.setViewportSize({ width: 1280, height: 800 })
  })

  it('of thousands holds but what is on the screen, and is edited as one, with one undo', async () => {
    await putOnList(app, entriesOf(LONG))
    await app.reload()
    await app.getByText('1,200 papers').waitFor()
    await expect.poll(() => rows().first().getAttribute('aria-setsize')).toBe(String(LONG))
    expect(await rows().count()).toBeLessThan(60)
    await app.mouse.wheel(0, 60 * 1000)
    await expect.poll(async () => Number((await numbers()).split(' ')[0])).toBeLessThan(LONG - 900)
    await press('End')
    await expect.poll(focused).toBe('0')
    await press('Control+a')
    await app.getByText('1,200 selected').waitFor()
    await press('2')
    await app.getByText('Marked 1,200 papers “Reading”').waitFor({ timeout: 60_000 })
    const reading = async () => {
      const { library } = await readStores(app, { library: 'rows' })
      return library.rows.filter(({ state }) => state === 'reading').length
    }
    expect(await reading()).toBe(LONG)
    await app.getByRole('button', { name: 'Undo' }).click()
    await app.getByText('Undone: ').waitFor({ timeout: 60_000 })
    expect(await reading()).toBe(0)
  })
})
