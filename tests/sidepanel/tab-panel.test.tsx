// @vitest-environment jsdom
import axe from 'axe-core'
import { render } from 'preact'
import { act } from 'preact/test-utils'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { TabPanel } from '@/entrypoints/sidepanel/tab-panel'
import type { Note, PageSaid } from '@/lib/messaging/protocol'

type Listener = (...heard: unknown[]) => unknown
const state = vi.hoisted(() => ({
  settings: {} as Record<string, unknown>,
  active: 1,
  said: {} as Record<number, unknown>,
  requests: [] as { type: string }[],
  answers: {} as Record<string, (request: never) => unknown>,
  activated: new Set<Listener>(),
  states: new Map<string, string>(),
}))
vi.mock('@/lib/pages/context', () => ({ corpus: { db: {} }, ready: Promise.resolve() }))
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
        onMessage: event,
        sendMessage: async (request: { type: string }) => {
          state.requests.push(request)
          return { ok: true, answer: await state.answers[request.type]?.(request as never) }
        },
      },
      windows: { onFocusChanged: event },
      tabs: {
        onActivated: {
          addListener: (listener: Listener) => state.activated.add(listener),
          removeListener: (listener: Listener) => state.activated.delete(listener),
        },
        onUpdated: event,
        query: async () => [{ id: state.active, windowId: 3, status: 'complete' }],
        sendMessage: async (tab: number) => state.said[tab],
      },
    },
  }
})

const paper = (number: number, title: string): PageSaid => ({
  site: 'arxiv-abs',
  siteName: 'arXiv',
  host: 'arxiv.org',
  kind: 'paper',
  paper: { ids: [`arxiv:2401.0000${number}`], title },
  rows: [],
  missing: [],
})
const NOTE: Note = {
  ids: ['arxiv:2401.00001'],
  summary: { text: 'Lights, told apart.', from: 'digest' },
  topics: ['optics'],
  topicsPredicted: false,
  links: [],
  related: null,
  saved: false,
  corpusSize: 9,
}

let container: HTMLElement
beforeEach(() => {
  document.documentElement.lang = 'en'
  document.title = 'Gloss'
  document.documentElement.dataset.theme = 'dark'
  container = document.body.appendChild(document.createElement('div'))
  Object.assign(state, {
    settings: {},
    active: 1,
    said: { 1: paper(1, 'Lanterns at Sea'), 2: paper(2, 'Gulls') },
    requests: [],
    states: new Map([['arxiv:2401.00003', 'done']]),
    answers: { annotate: () => NOTE, related: () => ({ related: [] }), badges: () => ({ badges: [] }) },
  })
})
afterEach(() => {
  act(() => render(null, container))
  container.remove()
  location.hash = ''
})

/** What is asked after what was answered is answered too. */
async function settled(milliseconds = 0): Promise<void> {
  await act(() => new Promise<void>(resolve => setTimeout(resolve, milliseconds)))
  for (let i = 0; i < 4; i++) await act(() => new Promise<void>(resolve => setTimeout(resolve)))
}
async function open(): Promise<void> {
  act(() => render(<TabPanel />, container))
  await settled()
}
async function goTo(tab: number): Promise<void> {
  state.active = tab
  for (const listener of state.activated) listener()
  await settled(120)
}
const text = () => container.textContent?.replace(/\s+/g, ' ').trim() ?? ''
async function click(name: string): Promise<void> {
  const found = [...container.querySelectorAll('button')].find(
    one => (one.getAttribute('aria-label') ?? one.textContent) === name,
  )
  if (!found) throw new Error(`There is no "${name}"`)
  act(() => found.click())
  await settled()
}
const sent = (type: string) => state.requests.filter(request => request.type === type)

describe('The side panel', () => {
  test('has the note of the tab’s paper, under its title, in its own theme', async () => {
    await open()
    expect(container.querySelector('.title')?.textContent).toBe('Lanterns at Sea')
    expect(text()).toContain('Lights, told apart.')
    expect(container.querySelector('aside[aria-label=Gloss]')?.getAttribute('data-theme')).toBe('dark')
    expect(sent('related')).toEqual([
      { type: 'related', paper: paper(1, 'Lanterns at Sea').paper, topics: ['optics'] },
    ])
    document.documentElement.dataset.theme = 'light'
    await settled()
    expect(container.querySelector('aside[aria-label=Gloss]')?.getAttribute('data-theme')).toBe('light')
  })

  test('follows from tab to tab, and shows nothing of the paper that was left', async () => {
    await open()
    let late: (note: Note) => void = () => undefined
    state.answers.annotate = () => new Promise(resolve => (late = resolve))
    await goTo(2)
    expect(container.querySelector('.title')?.textContent).toBe('Gulls')
    expect(text()).not.toContain('Lights, told apart.')
    const tellGulls = late
    state.answers.annotate = () => ({ ...NOTE, summary: { text: 'Lights, once more.', from: 'digest' } })
    await goTo(1)
    tellGulls({ ...NOTE, summary: { text: 'Gulls are birds.', from: 'digest' } })
    await settled()
    expect(text()).toContain('Lights, once more.')
    expect(text()).not.toContain('Gulls are birds.')
  })

  test('opens what it leads to in the app below', async () => {
    await open()
    await click('optics')
    expect(location.hash).toBe('#/search?q=optics')
  })

  test('folds up, and is turned off for its host', async () => {
    await open()
    await click('Options')
    await click('Fold up here')
    expect(text()).not.toContain('Lights, told apart.')
    await click('Show')
    await click('Options')
    await click('Turn off on arxiv.org')
    expect(state.settings.offHosts).toEqual(['arxiv.org'])
  })

  test('is calm where there is no paper', async () => {
    state.said = {}
    await open()
    expect(text()).toBe('No paper on this page. Open one, or click Gloss’s button on a PDF.')
    expect(sent('annotate')).toEqual([])
  })

  test('has what Gloss knows of a list, each with Save', async () => {
    const rows = [
      { ids: ['arxiv:2401.00001'], title: 'Lanterns' },
      { ids: [], title: 'Unknown Gulls' },
      { ids: ['arxiv:2401.00003'], title: 'Buoys' },
    ]
    state.said = { 1: { ...paper(1, ''), kind: 'listing', paper: null, rows } }
    const badge = { by: 'id', saved: false, seen: false, skipped: false }
    state.answers.badges = () => ({
      badges: [
        { ...badge, ids: ['arxiv:2401.00001'], upvotes: 12 },
        null,
        { ...badge, ids: ['arxiv:2401.00003'] },
      ],
    })
    await open()
    expect(text()).toBe(
      '3 papers on this page, 2 known to Gloss:ChooseLanternsupvotes 12SaveBuoysTo readReadingDoneSkippedSaved',
    )
    expect(container.querySelector('a')?.href).toBe('https://arxiv.org/abs/2401.00001')
    await click('Save: Lanterns')
    await click('Saved: Buoys')
    expect(sent('save')).toEqual([
      { type: 'save', paper: rows[0], saved: true },
      { type: 'save', paper: rows[2], saved: false },
    ])
    const select = container.querySelector('select')
    expect([select?.getAttribute('aria-label'), select?.value]).toEqual(['State: Buoys', 'done'])
    if (select) select.value = 'skipped'
    act(() => void select?.dispatchEvent(new Event('change', { bubbles: true })))
    expect(sent('save')[2]).toEqual({ type: 'save', paper: rows[2], saved: true, state: 'skipped' })
    expect((await axe.run(container)).violations.map(({ id }) => id)).toEqual([])
  })

  test('has the papers of a list saved many at once', async () => {
    const rows = [
      { ids: ['arxiv:2401.00001'], title: 'Lanterns' },
      { ids: [], title: 'Unknown Gulls' },
    ]
    state.said = { 1: { ...paper(1, ''), kind: 'listing', paper: null, rows } }
    await open()
    await click('Choose')
    for (const one of container.querySelectorAll('input')) if (!one.checked) act(() => one.click())
    await click('Save 2 papers')
    expect(sent('save').map(request => (request as { paper?: unknown }).paper)).toEqual(rows)
    expect((await axe.run(container)).violations.map(({ id }) => id)).toEqual([])
  })

  test('notes that a paper was opened by the name that Gloss knows it by', async () => {
    const rows = [
      { ids: [], title: 'Lanterns' },
      { ids: ['arxiv:2401.00003', 'doi:10.1000/buoys'], title: 'Buoys' },
    ]
    state.said = { 1: { ...paper(1, ''), kind: 'listing', paper: null, rows } }
    const badge = { ids: ['arxiv:2401.00001'], by: 'title', saved: false, seen: false, skipped: false }
    state.answers.badges = () => ({ badges: [badge, null] })
    await open()
    for (const link of container.querySelectorAll('a')) act(() => link.click())
    expect(sent('signal')).toEqual([
      { type: 'signal', paper: { ids: ['arxiv:2401.00001'] }, kind: 'read' },
      { type: 'signal', paper: { ids: rows[1]?.ids }, kind: 'read' },
    ])
  })

  test('is accessible', async () => {
    await open()
    expect((await axe.run(container)).violations.map(({ id }) => id)).toEqual([])
  })
})
