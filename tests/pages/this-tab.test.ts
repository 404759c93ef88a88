import { beforeEach, describe, expect, test, vi } from 'vitest'
import type { PageSaid } from '@/lib/messaging/protocol'
import { annotateTab, readTab, type Tab } from '@/lib/pages/this-tab'

const state = vi.hoisted(() => ({
  settings: {} as unknown,
  answer: (_tab: number, _message: { type: string }): Promise<unknown> => Promise.resolve(undefined),
  injected: [] as unknown[],
}))
vi.mock('wxt/browser', () => ({
  browser: {
    storage: { local: { get: async () => ({ settings: state.settings }) } },
    tabs: {
      sendMessage: (tab: number, message: { type: string }) => state.answer(tab, message),
      get: async (id: number) => ({ id, windowId: 1, url: 'https://journal.example/a' }),
    },
    scripting: { executeScript: async (what: unknown) => state.injected.push(what) },
  },
}))

const ABS = 'https://arxiv.org/abs/2401.00001'
const SAID: PageSaid = {
  site: 'arxiv-abs',
  siteName: 'arXiv',
  host: 'arxiv.org',
  kind: 'paper',
  paper: { ids: ['arxiv:2401.00001'], title: 'Lanterns', page: 'arxiv-abs:2401.00001' },
  rows: [],
  missing: [],
}
const silent = () => Promise.reject(new Error('Could not establish connection'))
const says = (said: unknown) => () => Promise.resolve(said)
const tab = (url?: string, more: Partial<Tab> = {}): Tab => ({ id: 7, windowId: 1, url, ...more })

beforeEach(() => {
  state.settings = {}
  state.answer = silent
  state.injected = []
})

describe('What a tab shows', () => {
  test.each<[url: string | undefined, expected: string, why: string]>([
    ['chrome://newtab/', 'none', 'a page of the browser'],
    ['chrome-extension://abc/popup.html', 'none', 'a page of an extension'],
    ['view-source:https://arxiv.org/abs/2401.00001', 'none', 'a page’s source'],
    ['file:///papers/paper.pdf', 'none', 'a file'],
    [undefined, 'none', 'a page whose address nobody may see'],
    ['https://chromewebstore.google.com/detail/x', 'barred', 'a store'],
    ['https://addons.mozilla.org/firefox/', 'barred', 'the other store'],
    ['https://addons.mozilla.org.evil.example/', 'other', 'a host that merely begins so'],
    ['https://journal.example/a', 'other', 'any page'],
    ['http://journal.example/a', 'other', 'any page, without encryption'],
    [ABS, 'page', 'a paper whose page does not answer'],
  ])('%s is "%s": %s', async (url, expected) => {
    expect((await readTab(tab(url))).state).toBe(expected)
  })

  test('is what the page says, with the host of its address', async () => {
    state.answer = says(SAID)
    expect(await readTab(tab(`${ABS}v2`))).toMatchObject({
      state: 'page',
      tab: 7,
      window: 1,
      host: 'arxiv.org',
      paper: SAID.paper,
      heard: true,
      changed: null,
      off: false,
    })
    state.answer = says({ ...SAID, host: 'evil.example' })
    expect(await readTab(tab(ABS))).toMatchObject({ host: 'arxiv.org' })
  })

  test('is what the page says where its address may not be seen', async () => {
    state.answer = says(SAID)
    expect(await readTab(tab())).toMatchObject({ state: 'page', host: 'arxiv.org', canAllow: false })
  })

  test('is what its address tells where no page answers', async () => {
    expect(await readTab(tab(ABS))).toMatchObject({
      site: 'arxiv-abs',
      kind: 'paper',
      paper: { ids: ['arxiv:2401.00001'] },
      heard: false,
      changed: null,
    })
  })

  test.each<[said: unknown, why: string]>([
    [{ ...SAID, kind: 'window' }, 'a kind that there is none of'],
    [{ ...SAID, paper: { ids: ['arxiv:2401.00001v2'] } }, 'an identifier that Gloss does not write so'],
    [{ ...SAID, rows: [{ ids: [], title: 7 }] }, 'a title that is none'],
    [{ ...SAID, paper: { ids: [] } }, 'a paper that nothing names'],
    [{ ...SAID, missing: ['x'.repeat(101)] }, 'a name of any length'],
    [{ ids: ['arxiv:2401.00002'], title: 'Another' }, 'another shape'],
    ['<b>', 'text'],
  ])('is not what a page says that was broken into: %#', async said => {
    state.answer = says(said)
    expect(await readTab(tab(ABS))).toMatchObject({ heard: false, paper: { ids: ['arxiv:2401.00001'] } })
    expect(await readTab(tab('https://journal.example/a'))).toMatchObject({ state: 'other' })
  })

  test('does not wait for a page that never answers', async () => {
    vi.useFakeTimers()
    state.answer = () => new Promise(() => undefined)
    const reading = readTab(tab(ABS))
    await vi.advanceTimersByTimeAsync(1000)
    vi.useRealTimers()
    expect(await reading).toMatchObject({ state: 'page', heard: false })
  })

  test.each<[said: Partial<PageSaid>, more: Partial<Tab>, changed: string | null, why: string]>([
    [{ missing: ['abstract'] }, {}, 'part', 'something is missing'],
    [{ missing: ['column'] }, {}, 'address', 'the panel’s place is missing'],
    [{ paper: null }, {}, 'nothing', 'no paper at a paper’s address'],
    [{ paper: null }, { status: 'loading' }, null, 'the page is still being loaded'],
    [{ paper: null, site: 'any' }, {}, null, 'nothing was expected'],
  ])('with %j, %j has changed: %s (%s)', async (said, more, changed) => {
    state.answer = says({ ...SAID, ...said })
    expect(await readTab(tab(ABS, more))).toMatchObject({ changed })
  })

  test('has the paper of the address where the page gives none', async () => {
    state.answer = says({ ...SAID, paper: null, missing: ['title'] })
    expect(await readTab(tab(ABS))).toMatchObject({ paper: { ids: ['arxiv:2401.00001'] }, heard: true })
  })

  test('where Gloss is off is told by the address, and has not changed', async () => {
    state.settings = { offHosts: ['arxiv.org'] }
    state.answer = says({ ...SAID, paper: null, missing: ['title'] })
    expect(await readTab(tab(ABS))).toMatchObject({ off: true, heard: false, changed: null })
  })

  test.each([
    ['https://journal.example/a', {}, true],
    ['https://journal.example:8443/a', { allowedHosts: ['journal.example'] }, false],
    ['http://journal.example/a', {}, false],
  ])('%s with %j can be annotated always: %s', async (url, settings, canAllow) => {
    state.settings = settings
    expect(await readTab(tab(url))).toMatchObject({ canAllow })
  })
})

describe('Annotating a page', () => {
  test('runs the script in that tab, then asks', async () => {
    const asked: unknown[] = []
    state.answer = async (id, message) => {
      asked.push([id, message, state.injected.length])
      return { ...SAID, site: 'any', host: 'journal.example', paper: null }
    }
    expect(await annotateTab(7)).toMatchObject({ state: 'page', site: 'any', canAllow: true, changed: null })
    expect(state.injected).toEqual([{ target: { tabId: 7 }, files: ['/content-scripts/annotate.js'] }])
    expect(asked).toEqual([[7, { type: 'which-paper' }, 1]])
  })

  test('says so where the page cannot be read', async () => {
    await expect(annotateTab(7)).rejects.toThrow('The page could not be read')
  })
})
