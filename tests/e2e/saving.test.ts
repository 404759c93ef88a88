import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { badgeAt, clickInCard, readBadges, readCard } from '../../scripts/badges'
import { arxivPage } from '../../scripts/demo-site/arxiv-page'
import { clickInPanel, nameOf, roleOf, waitForPanel, withTree } from '../../scripts/panel'
import type { Route } from '../../scripts/stand-in'
import { html, openPage, openRealPopup, readStores, type Setting } from './gloss'
import { listPage, openWith, type TestPaper } from './listing'

const paper = (number: number, upvotes: number): TestPaper => ({
  id: `2601.0000${number}`,
  title: `A paper about margins that is saved, number ${number}`,
  upvotes,
})
const PAPERS = [paper(1, 1249), paper(2, 20), paper(3, 30), paper(4, 40)] as const
const [first, second, third, fourth] = PAPERS
const UNKNOWN = '2601.00009'

const pages: Route = url => {
  if (url.hostname !== 'arxiv.org') return null
  if (url.pathname === '/list/cs.CL/new') return listPage([...PAPERS])
  const found = PAPERS.find(({ id }) => url.pathname === `/abs/${id}`)
  return found
    ? html(
        arxivPage({
          ...found,
          authors: [['Ada', 'Margin']],
          submitted: '2026-01-01',
          subject: 'Computation and Language',
          category: 'cs.CL',
          abstract: `${found.title} is looked at in depth. We show what follows from it.`,
        }),
      )
    : { status: 204 }
}

describe('Saving', () => {
  let setting: Setting
  let app: Page
  beforeAll(async () => {
    setting = await openWith([...PAPERS], pages)
    app = await openPage(setting, 'app.html#/settings')
  })
  afterAll(() => setting?.close())

  const open = async (path: string): Promise<Page> => {
    const tab = await setting.gloss.context.newPage()
    await tab.goto(`https://arxiv.org${path}`)
    await tab.bringToFront()
    return tab
  }
  const listed = async () => {
    const { library } = await readStores(app, { library: 'rows' })
    return library.rows.map(({ id, state, from }) => [id, state, from].join(' '))
  }
  /** The buttons of the panel or of the card that are pressed. */
  const pressed = (tab: Page) =>
    withTree(tab, async tree =>
      tree
        .filter(node => roleOf(node) === 'button' && isPressed(node))
        .map(nameOf)
        .filter(name => name !== 'best'),
    )
  /** What the button in the toolbar says over the tab in front. */
  const toolbar = async () => {
    const worker = await setting.gloss.worker()
    return worker.evaluate(async () => {
      const { action, tabs } = (globalThis as unknown as { chrome: ChromeLike }).chrome
      const [{ id: tabId } = { id: 0 }] = await tabs.query({ active: true, lastFocusedWindow: true })
      return [await action.getBadgeText({ tabId }), await action.getTitle({ tabId })]
    })
  }
  /** Has the worker hear of something that no test can click or press: a menu's entry, a key, the address bar. */
  const hear = async (
    what: 'contextMenus.onClicked' | 'commands.onCommand' | 'omnibox.onInputEntered',
    said: unknown,
  ) => {
    const worker = await setting.gloss.worker()
    await worker.evaluate(
      async ([name, data]) => {
        const { chrome } = globalThis as unknown as {
          chrome: ChromeLike & Record<string, Record<string, EventLike>>
        }
        const [tab] = await chrome.tabs.query({ active: true, lastFocusedWindow: true })
        const [api = '', event = ''] = name.split('.')
        chrome[api]?.[event]?.dispatch(data, event === 'onInputEntered' ? 'currentTab' : tab)
      },
      [what, said] as const,
    )
  }

  it('has a state in the panel, which every open page follows at once', async () => {
    const tab = await open(`/abs/${first.id}`)
    const other = await open(`/abs/${first.id}`)
    const list = await open('/list/cs.CL/new')
    for (const each of [tab, other]) await waitForPanel(each)
    await expect.poll(() => readBadges(list)).toHaveLength(4)
    await tab.bringToFront()
    expect((await waitForPanel(tab)).buttons).not.toContain('Reading')
    await clickInPanel(tab, 'Save to reading list')
    for (const each of [tab, other]) await expect.poll(() => pressed(each)).toEqual(['Saved', 'To read'])
    await expect.poll(() => readBadges(list)).toContain(`${first.title}, 1249 upvotes, saved`)
    for (const [name, state] of [
      ['Reading', 'reading'],
      ['Done', 'done'],
      ['Skip', 'skipped'],
    ] as const) {
      // A click counts on what was seen for a moment.
      await tab.waitForTimeout(200)
      await clickInPanel(tab, name)
      for (const each of [tab, other]) await expect.poll(() => pressed(each)).toEqual(['Saved', name])
      await expect.poll(() => readBadges(list)).toContain(`${first.title}, 1249 upvotes, ${state}`)
    }
    expect(await listed()).toEqual([`arxiv:${first.id} skipped arxiv.org`])
    await clickInPanel(tab, 'Saved')
    await waitForPanel(other, ({ buttons }) => buttons.includes('Save to reading list'))
    expect((await waitForPanel(other)).buttons).not.toContain('Reading')
    await expect.poll(() => readBadges(list)).toContain(`${first.title}, 1249 upvotes`)
    for (const each of [tab, other, list]) await each.close()
  })

  it('has it in the card of a badge, and in the popup', async () => {
    const list = await open('/list/cs.CL/new')
    await expect.poll(() => readBadges(list)).toHaveLength(4)
    const { x, y } = await badgeAt(list, second.title)
    await list.mouse.click(x, y)
    await expect.poll(async () => (await readCard(list))?.buttons).toContain('Save to reading list')
    await list.waitForTimeout(200)
    await clickInCard(list, 'Save to reading list')
    await expect.poll(async () => (await readCard(list))?.buttons).toContain('Reading')
    await list.waitForTimeout(200)
    await clickInCard(list, 'Reading')
    await expect.poll(() => readBadges(list)).toContain(`${second.title}, 20 upvotes, reading`)
    await list.close()
    const tab = await open(`/abs/${second.id}`)
    await waitForPanel(tab)
    const popup = await openRealPopup(setting, tab)
    const select = `document.querySelector('.this select')`
    await expect.poll(() => popup(`${select}?.value`)).toBe('reading')
    await popup(
      `{ ${select}.value = 'done'; ${select}.dispatchEvent(new Event('change', { bubbles: true })) }`,
    )
    await expect.poll(() => pressed(tab)).toEqual(['Saved', 'Done'])
    await expect.poll(() => popup(`${select}?.value`)).toBe('done')
    await tab.close()
  })

  it('cites in the format that was used last, on any page', async () => {
    const tab = await open(`/abs/${third.id}`)
    await waitForPanel(tab)
    await clickInPanel(tab, 'Cite')
    const cited = await waitForPanel(tab, ({ buttons }) => buttons.includes('RIS'))
    expect(cited.text).toMatch(/BibTeX, (copied|select)/)
    await tab.waitForTimeout(200)
    await clickInPanel(tab, 'RIS')
    await waitForPanel(tab, ({ text }) => /RIS, (copied|select)/.test(text) && text.includes('TY - '))
    await tab.close()
    const list = await open('/list/cs.CL/new')
    await expect.poll(() => readBadges(list)).toHaveLength(4)
    const { x, y } = await badgeAt(list, fourth.title)
    await list.mouse.click(x, y)
    await expect.poll(async () => (await readCard(list))?.buttons).toContain('Cite')
    await list.waitForTimeout(200)
    await clickInCard(list, 'Cite')
    await expect.poll(async () => (await readCard(list))?.text).toMatch(/TY +- /)
    expect((await readCard(list))?.buttons).toEqual(
      expect.arrayContaining(['RIS', 'BibTeX', 'Markdown link', 'Plain text', 'More…']),
    )
    await list.close()
  })

  it('is done by the menu of a link, by the browser’s keys and from the address bar, and the button says so', async () => {
    const list = await open('/list/cs.CL/new')
    await expect.poll(() => readBadges(list)).toHaveLength(4)
    await hear('contextMenus.onClicked', {
      menuItemId: 'save-link',
      linkUrl: `https://arxiv.org/pdf/${third.id}`,
    })
    await expect.poll(toolbar).toEqual(['✓', `Gloss: saved “${third.title}”`])
    await expect.poll(() => readBadges(list)).toContain(`${third.title}, 30 upvotes, saved`)
    await hear('commands.onCommand', 'save-paper')
    await expect.poll(async () => (await toolbar())[1]).toMatch(/this page lists papers/)
    await hear('omnibox.onInputEntered', `gloss-save:arxiv:${UNKNOWN}`)
    await expect.poll(toolbar).toEqual(['✓', `Gloss: saved “${UNKNOWN}”`])
    await list.close()
    const tab = await open(`/abs/${fourth.id}`)
    await waitForPanel(tab)
    await hear('commands.onCommand', 'save-paper')
    await expect.poll(toolbar).toEqual(['✓', `Gloss: saved “${fourth.title}”`])
    await expect.poll(() => pressed(tab)).toEqual(['Saved', 'To read'])
    await hear('commands.onCommand', 'save-paper')
    await expect.poll(toolbar).toEqual(['✓', 'Gloss: already on your reading list'])
    await expect.poll(toolbar, { timeout: 8000 }).toEqual(['40', 'Gloss: in your digest, 40 upvotes'])
    expect((await listed()).toSorted()).toEqual(
      [
        `arxiv:${second.id} done arxiv.org`,
        `arxiv:${third.id} to-read menu`,
        `arxiv:${fourth.id} to-read shortcut`,
        `arxiv:${UNKNOWN} to-read omnibox`,
      ].toSorted(),
    )
    await tab.close()
  })
})

/** Whether a node of the accessibility tree is a button that is pressed. */
function isPressed(node: object): boolean {
  const { properties = [] } = node as { properties?: { name: string; value: { value?: unknown } }[] }
  return properties.some(({ name, value }) => name === 'pressed' && value.value === 'true')
}

interface EventLike {
  dispatch(...heard: unknown[]): void
}
interface ChromeLike {
  readonly tabs: { query(about: object): Promise<{ readonly id: number }[]> }
  readonly action: {
    getBadgeText(about: object): Promise<string>
    getTitle(about: object): Promise<string>
  }
}
