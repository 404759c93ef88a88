import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { badgeAt, clickInCard, readBadges, readCard } from '../../scripts/badges'
import type { Route } from '../../scripts/stand-in'
import { openPage, type Setting } from './gloss'
import { changeSettings, listEntry, listPage, openWith, recordShifts, type TestPaper } from './listing'

const paper = (number: number, known = true): TestPaper => ({
  id: `2601.${String(number).padStart(5, '0')}`,
  title: `${known ? 'Known' : 'Unknown'} paper about margins, number ${number}`,
  upvotes: number * 10,
})
const KNOWN = [1, 2, 3, 4, 5, 6, 7, 8].map(number => paper(number))
const unknown = (number: number) => paper(number, false)
const [first, second, third, fourth, fifth, sixth] = KNOWN as [
  TestPaper,
  TestPaper,
  TestPaper,
  TestPaper,
  TestPaper,
  TestPaper,
]

/** Rows that the page's own script adds, swaps and takes away. */
const SCRIPT = `<script>
  const list = document.querySelector('#articles')
  const rows = ${JSON.stringify([fourth, fifth, unknown(91)].map((one, at) => listEntry(one, at + 50)))}
  function add() { list.append(...new DOMParser().parseFromString(rows.shift(), 'text/html').body.children) }
  function swap() {
    const link = list.querySelector('dt a[title]')
    link.href = '/abs/${sixth.id}'; link.id = '${sixth.id}'; link.textContent = 'arXiv:${sixth.id}'
    list.querySelector('.list-title').textContent = '${sixth.title}'
  }
  function redraw() {
    for (const dt of list.querySelectorAll('dt')) dt.replaceChildren(...[...dt.children].filter(child => child.localName === 'a'))
  }
  function drop() { list.querySelector('dt').remove(); list.querySelector('dd').remove() }
</script>`

const pages: Route = url => {
  if (url.hostname !== 'arxiv.org') return null
  if (url.pathname === '/list/cs.CL/new') return listPage([first, unknown(90), second, third])
  if (url.pathname === '/list/cs.CL/recent') return listPage([first, second], SCRIPT)
  if (url.pathname === '/list/cs.AI/new') return listPage([])
  return { status: 204 }
}

describe('Badges on a list', () => {
  let setting: Setting
  beforeAll(async () => {
    setting = await openWith(KNOWN, pages)
  })
  afterAll(() => setting?.close())

  const open = async (path: string): Promise<Page> => {
    const tab = await setting.gloss.context.newPage()
    await tab.setViewportSize({ width: 1100, height: 800 })
    await tab.goto(`https://arxiv.org${path}`)
    return tab
  }
  const badges = (tab: Page) => expect.poll(() => readBadges(tab))

  it('stand in the rows that Gloss knows and in no others, and move nothing', async () => {
    const tab = await setting.gloss.context.newPage()
    const shifts = await recordShifts(tab)
    await tab.goto('https://arxiv.org/list/cs.CL/new')
    await badges(tab).toEqual([
      `${first.title}, 10 upvotes`,
      `${second.title}, 20 upvotes`,
      `${third.title}, 30 upvotes`,
    ])
    expect(await tab.locator('dt gloss-badge').count()).toBe(3)
    expect(await tab.locator('gloss-panel').count()).toBe(0)
    await tab.waitForTimeout(300)
    expect(await shifts()).toBe(0)
    // They say nothing to the page but that they are there: all are of one size.
    for (const badge of await tab.locator('gloss-badge').all()) {
      expect(
        await badge.evaluate(host => [host.getAttributeNames(), host.clientWidth, host.textContent]),
      ).toEqual([['style'], 112, ''])
    }
    await tab.close()
  })

  it('open a card under the pointer, which stays while the pointer is on it and saves', async () => {
    const [tab, other] = [await open('/list/cs.CL/new'), await open('/list/cs.CL/new')]
    await tab.bringToFront()
    await badges(tab).toHaveLength(3)
    const { x, y } = await badgeAt(tab, second.title)
    await tab.mouse.move(x, y)
    await expect
      .poll(async () => (await readCard(tab))?.text)
      .toContain(`What the digest says of ${second.title}.`)
    await tab.waitForTimeout(200)
    await clickInCard(tab, 'Save to reading list')
    await expect.poll(async () => (await readCard(tab))?.buttons).toContain('Saved')
    await badges(tab).toContain(`${second.title}, 20 upvotes, saved`)
    // On every open page at once.
    await badges(other).toContain(`${second.title}, 20 upvotes, saved`)
    await tab.mouse.move(900, 700)
    await expect.poll(() => readCard(tab)).toBeNull()
    await tab.close()
    await other.close()
  })

  it('are gone through with j and k, saved with s, opened with Enter and left with Escape', async () => {
    const tab = await open('/list/cs.CL/new')
    await badges(tab).toHaveLength(3)
    const focused = () =>
      tab.evaluate(() =>
        [...document.querySelectorAll('gloss-badge')].indexOf(document.activeElement as Element),
      )
    await tab.keyboard.press('j')
    expect(await focused()).toBe(0)
    await tab.keyboard.press('j')
    await tab.keyboard.press('j')
    await tab.keyboard.press('j')
    expect(await focused()).toBe(2)
    await tab.keyboard.press('k')
    await tab.keyboard.press('k')
    expect(await focused()).toBe(0)
    await tab.keyboard.press('s')
    await badges(tab).toContain(`${first.title}, 10 upvotes, saved`)
    await tab.keyboard.press('Enter')
    await expect.poll(async () => (await readCard(tab))?.buttons).toContain('Saved')
    await tab.keyboard.press('Tab')
    await tab.keyboard.press('Escape')
    expect(await readCard(tab)).toBeNull()
    expect(await focused()).toBe(0)
    await tab.close()
  })

  it('come to rows that come later, once each, and go with their rows', async () => {
    const tab = await open('/list/cs.CL/recent')
    await badges(tab).toHaveLength(2)
    const run = (name: string) =>
      tab.evaluate(called => (window as unknown as Record<string, () => void>)[called]?.(), name)
    for (let i = 0; i < 3; i++) await run('add')
    await badges(tab).toHaveLength(4)
    await run('redraw')
    await tab.waitForTimeout(400)
    expect(await readBadges(tab)).toHaveLength(4)
    expect(await tab.locator('gloss-badge').count()).toBe(4)
    // The first row comes to show another paper, as on a page that is paged by script.
    await run('swap')
    await badges(tab).toContain(`${sixth.title}, 60 upvotes`)
    expect((await readBadges(tab)).some(name => name.startsWith(first.title))).toBe(false)
    await run('drop')
    await badges(tab).toHaveLength(3)
    expect(await tab.locator('gloss-badge').count()).toBe(3)
    await tab.close()
  })

  it('dim what was seen, hide what was skipped and mark every row where the reader wants it', async () => {
    const settings = await openPage(setting, 'app.html#/settings')
    await settings.evaluate(
      async ([read, skipped]) => {
        const { chrome } = globalThis as unknown as {
          chrome: { runtime: { sendMessage(message: object): Promise<unknown> } }
        }
        for (const [id, kind] of [
          [read, 'read'],
          [skipped, 'skipped'],
        ])
          await chrome.runtime.sendMessage({ type: 'signal', paper: { ids: [`arxiv:${id}`] }, kind })
      },
      [third.id, second.id],
    )
    const plain = await open('/list/cs.CL/new')
    await badges(plain).toContain(`${third.title}, 30 upvotes, seen`)
    const look = (tab: Page) =>
      tab
        .locator('dt')
        .evaluateAll(rows => rows.map(row => [getComputedStyle(row).opacity, getComputedStyle(row).display]))
    expect(await look(plain)).toEqual(Array(4).fill(['1', 'block']))
    await plain.close()
    await changeSettings(settings, { dimSeen: true, hideSkipped: true, everyRow: true })
    const tab = await open('/list/cs.CL/new')
    await badges(tab).toContain(`${unknown(90).title}, not in your digest`)
    expect(await look(tab)).toEqual([
      ['1', 'block'],
      ['1', 'block'],
      ['1', 'none'],
      ['0.5', 'block'],
    ])
    await changeSettings(settings, { dimSeen: false, hideSkipped: false, everyRow: false })
    for (const each of [tab, settings]) await each.close()
  })

  it('are asked for in one message, whatever the length of the list', async () => {
    const worker = await setting.gloss.worker()
    await worker.evaluate(() => {
      const asked: string[] = []
      Object.assign(globalThis, { asked })
      const { chrome } = globalThis as unknown as {
        chrome: { runtime: { onMessage: { addListener(listen: (message: { type: string }) => void): void } } }
      }
      chrome.runtime.onMessage.addListener(({ type }) => void asked.push(type))
    })
    const tab = await open('/list/cs.CL/new')
    await badges(tab).toHaveLength(3)
    await tab.waitForTimeout(400)
    const asked = await worker.evaluate(() => (globalThis as unknown as { asked: string[] }).asked)
    expect(asked.filter(type => type === 'badges')).toHaveLength(1)
    expect(asked.filter(type => type === 'annotate')).toEqual([])
    await tab.close()
  })

  it.each([
    [1, 4],
    [2, 0],
  ])(
    'are asked for again after a failure, and say nothing of rows that nobody answered for: %i',
    async (failures, shown) => {
      const settings = await openPage(setting, 'app.html#/settings')
      await changeSettings(settings, { everyRow: true })
      const worker = await setting.gloss.worker()
      // Answers before Gloss does, and badly.
      await worker.evaluate(failing => {
        const { chrome } = globalThis as unknown as {
          chrome: {
            runtime: {
              onMessage: {
                addListener(
                  listen: (
                    message: { type: string },
                    sender: unknown,
                    respond: (reply: object) => void,
                  ) => void,
                ): void
              }
            }
          }
        }
        let left = failing
        chrome.runtime.onMessage.addListener(({ type }, _, respond) => {
          if (type === 'badges' && left-- > 0) respond({ ok: false, message: 'Failed for a test' })
        })
      }, failures)
      const tab = await open('/list/cs.CL/new')
      await tab.waitForTimeout(900)
      const names = await readBadges(tab)
      expect(names).toHaveLength(shown)
      expect(names.some(name => name.startsWith(`${third.title}, 30 upvotes`))).toBe(shown > 0)
      await changeSettings(settings, { everyRow: false })
      for (const each of [tab, settings]) await each.close()
    },
  )

  it('are not on a list without entries', async () => {
    const tab = await open('/list/cs.AI/new')
    await tab.waitForTimeout(400)
    expect(await tab.locator('gloss-badge, gloss-panel').count()).toBe(0)
    await tab.close()
  })
})
