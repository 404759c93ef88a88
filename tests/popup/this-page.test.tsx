// @vitest-environment jsdom
import axe from 'axe-core'
import { render } from 'preact'
import { act } from 'preact/test-utils'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { ThisPage } from '@/entrypoints/popup/this-page'
import type { BadgeNote, Note, PageSaid, Request } from '@/lib/messaging/protocol'

const state = vi.hoisted(() => ({
  settings: {} as Record<string, unknown>,
  url: '' as string | undefined,
  said: null as unknown,
  annotated: null as unknown,
  requests: [] as { type: string }[],
  did: [] as unknown[],
  answers: {} as Record<string, (request: never) => unknown>,
  given: true,
  listeners: new Set<(message: unknown, sender: object) => void>(),
  states: new Map<string, string>(),
  undone: 0,
  last: undefined as string | undefined,
}))
vi.mock('@/lib/pages/context', () => ({ corpus: { db: {} }, ready: Promise.resolve() }))
vi.mock('@/lib/library/undo', () => ({
  undoState: async () => (state.last === undefined ? {} : { undo: { act: state.last } }),
}))
vi.mock('@/lib/pages/library-actions', () => ({ undoList: async () => state.undone++ }))
vi.mock('@/lib/pages/live', () => ({ useLive: () => ({ value: state.states }) }))
vi.mock('wxt/browser', () => {
  const event = { addListener: () => undefined, removeListener: () => undefined }
  return {
    browser: {
      storage: {
        local: {
          get: async () => ({ settings: state.settings }),
          set: async (stored: { settings: Record<string, unknown> }) => {
            state.settings = stored.settings
          },
        },
        onChanged: event,
      },
      runtime: {
        getManifest: () => ({ version: '0.1.0' }),
        onMessage: {
          addListener: (listener: (message: unknown, sender: object) => void) =>
            state.listeners.add(listener),
          removeListener: (listener: (message: unknown, sender: object) => void) =>
            state.listeners.delete(listener),
        },
        sendMessage: async (request: { type: string }) => {
          state.requests.push(request)
          try {
            return { ok: true, answer: state.answers[request.type]?.(request as never) ?? {} }
          } catch (error) {
            return { ok: false, message: (error as Error).message }
          }
        },
      },
      windows: { onFocusChanged: event },
      tabs: {
        onActivated: event,
        onUpdated: event,
        query: async () => [{ id: 7, windowId: 3, url: state.url, status: 'complete' }],
        get: async () => ({ id: 7, windowId: 3, url: state.url, status: 'complete' }),
        sendMessage: async () => {
          if (state.said === null) throw new Error('Could not establish connection')
          return state.said
        },
        reload: async (tab: number) => state.did.push(['reload', tab]),
      },
      scripting: {
        executeScript: async (what: unknown) => {
          state.did.push(['run', what])
          state.said = state.annotated
        },
      },
      permissions: {
        request: async (what: unknown) => {
          state.did.push(['request', what])
          return state.given
        },
      },
      sidePanel: { open: async (what: unknown) => state.did.push(['side panel', what]) },
    },
  }
})

const SAID: PageSaid = {
  site: 'arxiv-abs',
  siteName: 'arXiv',
  host: 'arxiv.org',
  kind: 'paper',
  paper: { ids: ['arxiv:2401.00001'], title: 'Lanterns at Sea', page: 'arxiv-abs:2401.00001' },
  rows: [],
  missing: [],
}
const NOTE: Note = {
  ids: ['arxiv:2401.00001'],
  summary: { text: '', from: 'abstract' },
  topics: [],
  topicsPredicted: false,
  links: [],
  related: null,
  saved: false,
  corpusSize: 9,
}
const ANY: PageSaid = { ...SAID, site: 'any', siteName: 'This page', host: 'a.example', paper: null }
const badge = (more: Partial<BadgeNote> = {}): BadgeNote => ({
  ids: ['arxiv:2401.00001'],
  by: 'id',
  saved: false,
  seen: false,
  skipped: false,
  ...more,
})

let container: HTMLElement
const say = vi.fn()
beforeEach(() => {
  document.documentElement.lang = 'en'
  document.title = 'Gloss'
  container = document.body.appendChild(document.createElement('main'))
  Object.assign(state, {
    settings: {},
    url: 'https://arxiv.org/abs/2401.00001',
    said: SAID,
    annotated: null,
    requests: [],
    did: [],
    given: true,
    states: new Map(),
    undone: 0,
    last: undefined,
    answers: { annotate: () => NOTE, badges: () => ({ badges: [] }) },
  })
})
afterEach(() => {
  act(() => render(null, container))
  container.remove()
  vi.clearAllMocks()
  vi.useRealTimers()
})

/** What is asked after what was answered is answered too. */
async function settled(): Promise<void> {
  for (let i = 0; i < 4; i++) await act(() => new Promise<void>(resolve => setTimeout(resolve)))
}
async function open(): Promise<void> {
  act(() => render(<ThisPage say={say} />, container))
  await settled()
}
const here = () => container.querySelector('[aria-label="This page"]')
const text = () => here()?.textContent?.replace(/\s+/g, ' ').trim()
const buttons = () => [...(here()?.querySelectorAll('button') ?? [])]
const names = () => buttons().map(one => one.ariaLabel ?? one.getAttribute('aria-label') ?? one.textContent)
async function click(name: string): Promise<void> {
  const found = buttons().find(one => (one.getAttribute('aria-label') ?? one.textContent) === name)
  if (!found) throw new Error(`There is no "${name}" among ${names()}`)
  act(() => found.click())
  await settled()
}
const select = () => here()?.querySelector('select') ?? null
function choose(value: string): void {
  const found = select()
  if (!found) throw new Error('There is nothing to choose from')
  found.value = value
  act(() => void found.dispatchEvent(new Event('change', { bubbles: true })))
}
/** What the background tells when the list changed. */
function hear(standing: { readonly saved: boolean; readonly state?: string }): void {
  act(() => {
    for (const listener of state.listeners)
      listener({ type: 'library-changed', ids: ['arxiv:2401.00001'], ...standing }, {})
  })
}
const sent = (type: string) => state.requests.filter(request => request.type === type)

describe('A paper of the tab', () => {
  test('is named, and saved as the page says it', async () => {
    await open()
    expect(text()).toBe('This pageLanterns at SeaSave')
    expect(names()).toEqual(['Save', 'Open in side panel'])
    await click('Save')
    expect(sent('save')).toEqual([{ type: 'save', paper: SAID.paper, saved: true }])
    expect(here()?.querySelector('select')).toBeNull()
    hear({ saved: true, state: 'to-read' })
    expect(names()).toEqual(['Saved', 'Open in side panel'])
  })

  test('has its state, to be chosen, as soon as it is on the list', async () => {
    state.answers.annotate = () => ({ ...NOTE, saved: true, state: 'reading' })
    await open()
    expect(select()?.value).toBe('reading')
    choose('done')
    await settled()
    expect(sent('save')).toEqual([{ type: 'save', paper: SAID.paper, saved: true, state: 'done' }])
    hear({ saved: true, state: 'done' })
    expect(select()?.value).toBe('done')
    hear({ saved: false })
    expect([select(), names()]).toEqual([null, ['Save', 'Open in side panel']])
  })

  test('says how it stood in the digest', async () => {
    const standing = { digest: 'hf', day: '2026-08-17', when: 'Mon 17 Aug 2026', upvotes: 128 }
    state.answers.annotate = () => ({ ...NOTE, inDigest: 'id', standing })
    await open()
    expect(text()).toBe('This pageLanterns at Seaupvotes 128Mon 17 Aug 2026Save')
  })

  test('says what went wrong with it', async () => {
    state.answers.save = () => {
      throw new Error('The disk is full.')
    }
    await open()
    await click('Save')
    expect(say).toHaveBeenCalledWith('The disk is full.')
  })

  test('that is matched by title can be said not to be it, and that be taken back', async () => {
    const known = { id: 'arxiv:2312.00009', title: 'Lanterns at Sea', by: 'title' }
    state.answers.annotate = () => ({ ...NOTE, known })
    await open()
    expect(text()).toContain('Matched by title')
    state.answers.annotate = () => NOTE
    await click('Not the same')
    const request = { type: 'not-same', paper: SAID.paper, other: 'arxiv:2312.00009' }
    expect(sent('not-same')).toEqual([{ ...request, same: false }])
    expect(text()).toContain('Kept')
    state.answers.annotate = () => ({ ...NOTE, known })
    await click('Undo')
    expect(sent('not-same')[1]).toEqual({ ...request, same: true })
    expect(text()).toContain('Matched by title')
  })

  test('opens in the side panel of its window', async () => {
    const close = vi.spyOn(window, 'close').mockImplementation(() => undefined)
    await open()
    await click('Open in side panel')
    expect(state.did).toEqual([['side panel', { windowId: 3 }]])
    expect(close).toHaveBeenCalledTimes(1)
  })

  test('in a PDF is what the digest knows of it, else its abstract is a click away', async () => {
    state.said = { ...SAID, kind: 'pdf', paper: { ids: ['arxiv:2401.00001'] } }
    await open()
    expect(text()).toBe('This pagearxiv:2401.00001SaveOpen abstract')
    expect(here()?.querySelector('a')?.href).toBe('https://arxiv.org/abs/2401.00001')
    act(() => render(null, container))
    state.answers.annotate = () => ({
      ...NOTE,
      known: { id: 'arxiv:2401.00001', title: 'Known Lanterns', by: 'id' },
    })
    await open()
    expect(text()).toBe('This pageKnown LanternsSave')
  })

  test('on a site that is off is told by its address, and the site can be turned on', async () => {
    state.settings = { offHosts: ['arxiv.org', 'b.example'] }
    state.said = null
    await open()
    expect(text()).toContain('This page · off on arxiv.org')
    await click('Turn on')
    expect(state.settings.offHosts).toEqual(['b.example'])
    expect(state.did).toEqual([['reload', 7]])
  })

  test.each<[said: Partial<PageSaid>, expected: string, missing: string, why: string]>([
    [
      { missing: ['column'] },
      'Recognised from the address; this site has changed.',
      'column',
      'read, and without its place for the panel',
    ],
    [
      { missing: ['abstract'] },
      'This site has changed; some of this page was not found.',
      'abstract',
      'read, but for its abstract',
    ],
    [
      { paper: null, missing: ['title', 'abstract', 'column'] },
      'Recognised from the address, but no paper could be read on this page.If you see one, this site has changed.',
      'title, abstract, column',
      'not read, as an error page is not',
    ],
  ])('on a page that is not as expected has a report: %j', async (said, expected, missing) => {
    state.said = { ...SAID, ...said }
    await open()
    expect(text()?.endsWith(`${expected}Copy report`)).toBe(true)
    await click('Copy report')
    const report = here()?.querySelector('[aria-label=Report]')?.textContent ?? ''
    expect(report).toContain(`Missing: ${missing}`)
    expect(report).not.toContain('2401')
  })
})

describe('A list in the tab', () => {
  const rows = [
    { ids: ['arxiv:2401.00001'], title: 'Lanterns' },
    { ids: [], title: 'Gulls' },
    { ids: ['arxiv:2401.00001'], title: 'Lanterns, once more' },
    { ids: ['arxiv:2401.00003'], title: 'Buoys' },
  ] as const
  beforeEach(() => {
    state.url = undefined
    state.said = { ...SAID, kind: 'listing', paper: null, rows }
    state.answers.badges = () => ({
      badges: [badge({ upvotes: 12 }), null, badge({ ids: ['arxiv:2401.00003'] })],
    })
    state.states = new Map([['arxiv:2401.00003', 'reading']])
  })
  const box = (name: string) =>
    [...(here()?.querySelectorAll('label') ?? [])]
      .find(label => label.textContent?.includes(name))
      ?.querySelector('input')

  const acts = () => sent('save').flatMap(request => (request as Partial<Request<'save'>>).act?.id ?? [])

  test('says how many papers there are, each once, and how many Gloss knows', async () => {
    await open()
    expect(text()).toContain('3 papers on this page, 2 known to Gloss')
    expect(sent('badges')).toEqual([{ type: 'badges', papers: [rows[0], rows[1], rows[3]] }])
    expect(here()?.querySelector('ul')).toBeNull()
  })

  test('has many saved at once, in a state and as one act', async () => {
    await open()
    await click('Choose')
    expect(box('Buoys')?.disabled).toBe(true)
    expect(box('Buoys')?.closest('label')?.textContent).toBe('BuoysReading')
    act(() => box('Select all')?.click())
    choose('reading')
    await click('Save 2 papers')
    const one = { id: expect.stringMatching(/^[0-9a-f-]{36}$/), papers: 2 }
    expect(sent('save')).toEqual([
      { type: 'save', paper: rows[0], saved: true, state: 'reading', act: one },
      { type: 'save', paper: rows[1], saved: true, state: 'reading', act: one },
    ])
    expect(new Set(acts()).size).toBe(1)
    expect(text()).toContain('2 papers saved.')
  })

  test.each([
    ['as that act, where nothing was done since', true, []],
    ['one by one, where something else was done since', false, [rows[0], rows[1]]],
  ])('has them taken off again: %s', async (_, isLast, expected) => {
    await open()
    await click('Choose')
    act(() => box('Select all')?.click())
    await click('Save 2 papers')
    state.last = isLast ? acts()[0] : 'another'
    await click('Undo')
    expect(state.undone).toBe(isLast ? 1 : 0)
    expect(sent('save').slice(2)).toEqual(expected.map(paper => ({ type: 'save', paper, saved: false })))
    expect(say).toHaveBeenCalledWith('2 papers off the list again')
  })

  test('says what could not be saved, and why', async () => {
    state.answers.save = ({ paper }: { paper: { title: string } }) => {
      if (paper.title === 'Gulls') throw new Error('The disk is full.')
    }
    await open()
    await click('Choose')
    act(() => box('Select all')?.click())
    await click('Save 2 papers')
    expect(text()).toContain('1 paper saved; 1 could not be: The disk is full.')
  })

  test('says why nothing is known of it', async () => {
    state.answers.badges = () => {
      throw new Error('Gloss could not read its database.')
    }
    await open()
    expect(text()).toContain('3 papers on this page')
    expect(here()?.querySelector('[role=alert]')?.textContent).toBe('Gloss could not read its database.')
  })

  test('is accessible', async () => {
    await open()
    await click('Choose')
    expect((await axe.run(container)).violations.map(({ id }) => id)).toEqual([])
  })
})

describe('Any other page', () => {
  beforeEach(() => {
    state.url = 'https://a.example/x'
    state.said = null
    state.annotated = ANY
  })

  test.each([
    [ANY, 'No paper is recognised on this page'],
    [{ ...ANY, rows: [{ ids: ['arxiv:2401.00001'] }] }, '1 link to a paper, 1 known to Gloss'],
    [
      {
        ...ANY,
        rows: [
          { ids: [], title: 'A' },
          { ids: [], title: 'B' },
        ],
      },
      '2 links to papers, 1 known to Gloss',
    ],
    [{ ...ANY, paper: SAID.paper }, 'Lanterns at Sea'],
  ])('is annotated when the reader wants it: %#', async (annotated, expected) => {
    state.annotated = annotated
    state.answers.badges = () => ({ badges: [badge({ upvotes: 12 }), null] })
    await open()
    expect(names()).toEqual(['Annotate this page', 'Always on a.example'])
    expect(state.did).toEqual([])
    await click('Annotate this page')
    expect(state.did).toEqual([['run', { target: { tabId: 7 }, files: ['/content-scripts/annotate.js'] }]])
    expect(text()).toContain(expected)
    expect(names()).toContain('Always on a.example')
  })

  test('says so where the browser does not let it', async () => {
    state.annotated = null
    await open()
    await click('Annotate this page')
    expect(say).toHaveBeenCalledWith(expect.stringMatching(/^Gloss could not run on this page: /))
    expect(names()).toContain('Annotate this page')
  })

  test.each([
    [true, ['a.example']],
    [false, []],
  ])('of the same host is annotated too, where the reader gives leave: %s', async (given, allowed) => {
    state.given = given
    await open()
    await click('Always on a.example')
    expect(state.did[0]).toEqual(['request', { origins: ['https://a.example/*'] }])
    expect(state.settings.allowedHosts).toEqual(allowed)
    expect(say).toHaveBeenCalledTimes(1)
    expect(text()?.includes('No paper is recognised')).toBe(given)
  })

  test.each([
    ['chrome://settings/', undefined],
    ['https://chromewebstore.google.com/', 'This browser lets no extension work on this page.'],
  ])('on which no extension works says only what is of use: %s', async (url, expected) => {
    state.url = url
    await open()
    expect(text()).toBe(expected)
  })

  test('without encryption is not annotated always', async () => {
    state.url = 'http://a.example/x'
    await open()
    expect(names()).toEqual(['Annotate this page'])
  })
})
