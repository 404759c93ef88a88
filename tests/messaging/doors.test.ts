import 'fake-indexeddb/auto'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { Corpus } from '@/lib/corpus/corpus'
import { GlossDatabase } from '@/lib/corpus/database'
import { storeBatch } from '@/lib/corpus/store'
import { undoLast } from '@/lib/library/undo'
import type { PageSaid } from '@/lib/messaging/protocol'
import { paperOf } from '@/lib/papers/merge'

/** The browser, as far as menus, commands and the address bar use it. */
const state = vi.hoisted(() => {
  type Listener = (...heard: unknown[]) => void
  return {
    heard: new Map<string, Listener>(),
    entries: [] as { id: string; contexts: string[]; documentUrlPatterns?: string[] }[],
    button: [] as string[],
    opened: [] as unknown[],
    said: null as unknown,
    tab: { id: 7, url: undefined as string | undefined },
    announced: [] as unknown[],
    settings: {} as object,
  }
})
vi.mock('wxt/browser', () => {
  const on = (name: string) => ({
    addListener: (listener: () => void) => state.heard.set(name, listener),
  })
  const quiet = async () => undefined
  return {
    browser: {
      runtime: {
        onInstalled: on('installed'),
        getURL: (path: string) => `chrome-extension://gloss${path}`,
        sendMessage: async (message: unknown) => state.announced.push(message),
      },
      contextMenus: {
        onClicked: on('menu'),
        removeAll: (done: () => void) => {
          state.entries = []
          done()
        },
        create: (entry: never) => state.entries.push(entry),
      },
      commands: { onCommand: on('command') },
      omnibox: {
        onInputStarted: on('omnibox started'),
        onInputChanged: on('omnibox changed'),
        onInputEntered: on('omnibox entered'),
        setDefaultSuggestion: () => undefined,
      },
      tabs: {
        query: async () => [state.tab],
        create: async (what: unknown) => state.opened.push(what),
        update: async (what: unknown) => state.opened.push(what),
        sendMessage: async (_: number, message: { type: string }) => {
          if (message.type !== 'which-paper') return undefined
          if (state.said === null) throw new Error('Could not establish connection')
          return state.said
        },
      },
      storage: { local: { get: async () => ({ settings: state.settings }), set: quiet } },
      action: {
        getBadgeText: async () => '',
        getTitle: async () => 'Gloss',
        setBadgeText: async ({ text }: { text: string }) => state.button.push(text),
        setTitle: async ({ title }: { title: string }) => state.button.push(title),
        setBadgeBackgroundColor: quiet,
        setBadgeTextColor: quiet,
      },
    },
  }
})

const KNOWN = 'arxiv:2602.00001'
const TITLE = 'Lanterns that glow at night'
const ABS = 'https://arxiv.org/abs/2602.00001'
const SAVED = ['✓', `Gloss: saved “${TITLE}”`]
const ALREADY = ['✓', 'Gloss: already on your reading list']
const SAID: PageSaid = {
  site: 'acl',
  siteName: 'ACL Anthology',
  host: 'aclanthology.org',
  kind: 'paper',
  paper: { ids: ['acl:P18-1001'], title: 'Harbours that wait for their ships', page: 'acl:P18-1001' },
  rows: [],
  missing: [],
}

let count = 0
let corpus: Corpus
let open: () => Promise<Corpus>
beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['setTimeout'] })
  Object.assign(state, {
    entries: [],
    button: [],
    opened: [],
    said: null,
    tab: { id: 7, url: undefined },
    announced: [],
    settings: {},
  })
  corpus = new Corpus(new GlossDatabase(`doors-${++count}`))
  open = async () => corpus
  await storeBatch(corpus.db, { papers: [paperOf({ ids: [KNOWN], title: TITLE, seen: 1 })] })
  const [{ registerMenus }, { registerCommands }, { registerOmnibox }] = await Promise.all([
    import('@/lib/messaging/menus'),
    import('@/lib/messaging/commands'),
    import('@/lib/messaging/omnibox'),
  ])
  for (const register of [registerMenus, registerCommands, registerOmnibox]) register(() => open())
})
afterEach(async () => {
  vi.useRealTimers()
  vi.restoreAllMocks()
  await corpus.db.delete()
})

/** Does what the browser tells of, and waits until the button says what came of it. */
async function hear(name: string, ...what: unknown[]): Promise<string[]> {
  state.button = []
  state.heard.get(name)?.(...what)
  await vi.waitFor(() => expect(state.button).toHaveLength(2))
  return state.button
}
const list = async () =>
  (await corpus.db.library.orderBy('saved').toArray()).map(({ id, title, from }) => ({ id, title, from }))

describe('the context menu', () => {
  test('has an entry for each thing that can be saved, and none that stands on every page', () => {
    state.heard.get('installed')?.()
    expect(state.entries.map(({ id, contexts }) => [id, ...contexts])).toEqual([
      ['search-selection', 'selection'],
      ['save-selection', 'selection'],
      ['save-link', 'link'],
      ['save-page', 'page'],
    ])
    const [page] = state.entries.filter(({ contexts }) => contexts.includes('page'))
    expect(page?.documentUrlPatterns).toContain('https://arxiv.org/abs/*')
    for (const pattern of page?.documentUrlPatterns ?? []) expect(pattern).toMatch(/^https:\/\/[^*]/)
  })

  test.each<[link: string, text: string | undefined, said: string[], row: object[], why: string]>([
    [ABS, undefined, SAVED, [{ id: KNOWN, title: TITLE, from: 'menu' }], 'a paper of the corpus'],
    [
      'https://arxiv.org/pdf/2602.00001v2.pdf',
      'PDF',
      SAVED,
      [{ id: KNOWN, title: TITLE, from: 'menu' }],
      'its PDF',
    ],
    [
      'https://doi.org/10.1000/Lamps',
      undefined,
      ['✓', 'Gloss: saved “10.1000/lamps”'],
      [{ id: 'doi:10.1000/lamps', title: 'doi:10.1000/lamps', from: 'menu' }],
      'one of which nothing is known',
    ],
    [
      'https://doi.org/10.1000/lamps',
      ' Harbours that wait\n for ships ',
      ['✓', 'Gloss: saved “Harbours that wait for ships”'],
      [{ id: 'doi:10.1000/lamps', title: 'Harbours that wait for ships', from: 'menu' }],
      'by the text of the link, where the browser tells it and it is a title',
    ],
    ...[
      'Full text',
      'doi:10.1000/lamps and some more words',
      'Harbours that wait for …',
      'x '.repeat(400),
    ].map((text): [string, string, string[], object[], string] => [
      'https://doi.org/10.1000/lamps',
      text,
      ['✓', 'Gloss: saved “10.1000/lamps”'],
      [{ id: 'doi:10.1000/lamps', title: 'doi:10.1000/lamps', from: 'menu' }],
      'a text that is no title',
    ]),
    [
      'https://example.org/about',
      'Harbours that wait for ships',
      ['?', 'Gloss: nothing was saved; the link leads to no paper that Gloss can tell by its address.'],
      [],
      'an address that names no paper',
    ],
    [
      'javascript:alert(1)',
      undefined,
      ['?', 'Gloss: nothing was saved; the link leads to no paper that Gloss can tell by its address.'],
      [],
      'no address',
    ],
  ])('saves what a link leads to: %s (%s)', async (linkUrl, linkText, said, rows) => {
    expect(await hear('menu', { menuItemId: 'save-link', linkUrl, linkText }, state.tab)).toEqual(said)
    expect(await list()).toEqual(rows)
  })

  test('keeps what is known only by its number out of the corpus', async () => {
    await hear('menu', { menuItemId: 'save-link', linkUrl: 'https://arxiv.org/abs/2602.00009' }, state.tab)
    expect((await corpus.db.library.toArray()).map(({ untitled }) => untitled)).toEqual([true])
    expect(await corpus.db.papers.count()).toBe(1)
  })

  test('says that a paper is on the list already, and leaves it there', async () => {
    const click = { menuItemId: 'save-link', linkUrl: ABS }
    expect(await hear('menu', click, state.tab)).toEqual(SAVED)
    expect(await hear('menu', click, state.tab)).toEqual(ALREADY)
    expect(await corpus.db.library.count()).toBe(1)
  })

  test.each<[text: string, said: string, papers: number]>([
    ['Lanterns [2602.00001] and doi:10.1000/a, 10.1000/b.', '3 papers saved', 3],
    ['See arXiv:2602.00001.', `saved “${TITLE}”`, 1],
    [
      'Nothing here, in 2024.',
      'nothing was saved; what is selected names no paper by its number, DOI or address.',
      0,
    ],
  ])('saves the papers that a selection names: %s', async (selectionText, said, papers) => {
    const heard = await hear('menu', { menuItemId: 'save-selection', selectionText }, state.tab)
    expect(heard[1]).toBe(`Gloss: ${said}`)
    expect(await corpus.db.library.count()).toBe(papers)
  })

  test('saves those of a selection as one act, and says which were there', async () => {
    await hear('menu', { menuItemId: 'save-link', linkUrl: ABS }, state.tab)
    const selectionText = 'arXiv:2602.00001, doi:10.1000/a and doi:10.1000/b'
    const heard = await hear('menu', { menuItemId: 'save-selection', selectionText }, state.tab)
    expect(heard[1]).toBe('Gloss: 2 papers saved, 1 was on your reading list already')
    expect((await undoLast(corpus.db, 9))?.papers).toBe(2)
    expect((await list()).map(({ id }) => id)).toEqual([KNOWN])
  })

  test('searches a selection', async () => {
    state.heard.get('menu')?.({ menuItemId: 'search-selection', selectionText: 'glowing lamps' }, state.tab)
    expect(state.opened).toEqual([{ url: 'chrome-extension://gloss/app.html#/search?q=glowing%20lamps' }])
  })
})

/** The page of a tab, saved by its menu entry and by the browser's keys. */
describe.each([
  ['menu', (url: string | undefined) => hear('menu', { menuItemId: 'save-page', pageUrl: url }, { id: 7 })],
  ['shortcut', (url: string | undefined) => hear('command', 'save-paper', { id: 7, url })],
])('the page of the tab, by %s', (from, press) => {
  test('is saved as it says itself', async () => {
    state.said = SAID
    expect(await press('https://aclanthology.org/P18-1001/')).toEqual([
      '✓',
      'Gloss: saved “Harbours that wait for their ships”',
    ])
    expect(await list()).toEqual([{ id: 'acl:P18-1001', title: 'Harbours that wait for their ships', from }])
    expect(await press('https://aclanthology.org/P18-1001/')).toEqual(ALREADY)
    expect(await corpus.db.library.count()).toBe(1)
  })

  test.each<
    [url: string | undefined, said: PageSaid | null | object, button: string, papers: number, why: string]
  >([
    ['https://arxiv.org/pdf/2602.00001', null, `saved “${TITLE}”`, 1, 'a PDF is told by its address'],
    [
      'https://arxiv.org/pdf/2602.00009v2',
      null,
      'saved “2602.00009”',
      1,
      'also one that Gloss does not know',
    ],
    [
      'https://www.science.org/doi/10.1126/science.abc1234',
      null,
      'saved “10.1126/science.abc1234”',
      1,
      'a publisher',
    ],
    [ABS, { ...SAID, paper: null, host: 'arxiv.org' }, `saved “${TITLE}”`, 1, 'a site that is turned off'],
    [
      ABS,
      { site: 'a', paper: 'all of them' },
      `saved “${TITLE}”`,
      1,
      'nonsense that a page says is not believed',
    ],
    [
      'https://arxiv.org/list/cs.LG/new',
      null,
      'nothing was saved; this page lists papers. Click here to choose which of them to save.',
      0,
      'a list by its address',
    ],
    [
      'https://aclanthology.org/events/acl-2018/',
      { ...SAID, kind: 'listing', paper: null, rows: [SAID.paper] },
      'nothing was saved; this page lists papers. Click here to choose which of them to save.',
      0,
      'a list by what it says',
    ],
    [
      'https://example.org/',
      null,
      'nothing was saved; no paper is recognised on this page. Click here to see what can be done.',
      0,
      'any other page',
    ],
    [
      undefined,
      null,
      'nothing was saved; no paper is recognised on this page. Click here to see what can be done.',
      0,
      'a page that Gloss may not see',
    ],
  ])('%s: %s', async (url, said, button, papers) => {
    state.said = said
    expect((await press(url))[1]).toBe(`Gloss: ${button}`)
    expect(await corpus.db.library.count()).toBe(papers)
  })

  test('says what went wrong', async () => {
    vi.spyOn(console, 'error').mockImplementation(() => undefined)
    open = () => Promise.reject(new DOMException('The quota has been exceeded.', 'QuotaExceededError'))
    expect(await press(ABS)).toEqual([
      '!',
      expect.stringMatching(/^Gloss: The disk is full.*What was saved before is kept/),
    ])
  })
})

describe('the browser’s keys', () => {
  test('save what the active tab shows where the browser does not say which it is', async () => {
    state.tab.url = ABS
    expect(await hear('command', 'save-paper')).toEqual(SAVED)
  })

  test('open the reading list', () => {
    state.heard.get('command')?.('open-library')
    expect(state.opened).toEqual([{ url: 'chrome-extension://gloss/app.html#/library' }])
  })
})

describe('the address bar', () => {
  test('saves the paper of the suggestion that was chosen, and opens nothing', async () => {
    expect(await hear('omnibox entered', `gloss-save:${KNOWN}`, 'currentTab')).toEqual(SAVED)
    expect(await list()).toEqual([{ id: KNOWN, title: TITLE, from: 'omnibox' }])
    expect(state.opened).toEqual([])
    expect(state.announced).toEqual([
      { type: 'library-changed', ids: [KNOWN], saved: true, state: 'to-read' },
    ])
  })

  test('opens what was entered else', () => {
    state.heard.get('omnibox entered')?.(ABS, 'currentTab')
    state.heard.get('omnibox entered')?.('lamps', 'newForegroundTab')
    expect(state.opened).toEqual([
      { url: ABS },
      { url: 'chrome-extension://gloss/app.html#/search?q=lamps', active: true },
    ])
  })
})
