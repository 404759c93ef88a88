import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { followActiveTab } from '@/lib/pages/follow-tab'
import type { ThisTab } from '@/lib/pages/this-tab'

type Listener = (...heard: unknown[]) => unknown
const state = vi.hoisted(() => ({
  active: 1,
  heard: {} as Record<string, Set<(...heard: unknown[]) => unknown>>,
  answers: new Map<number, Promise<unknown>>(),
  queries: 0,
}))
vi.mock('wxt/browser', () => {
  const event = (name: string) => {
    state.heard[name] = new Set()
    return {
      addListener: (listener: Listener) => state.heard[name]?.add(listener),
      removeListener: (listener: Listener) => state.heard[name]?.delete(listener),
    }
  }
  return {
    browser: {
      storage: { local: { get: async () => ({}) }, onChanged: event('settings') },
      runtime: { onMessage: event('message') },
      windows: { onFocusChanged: event('focus') },
      tabs: {
        onActivated: event('activated'),
        onUpdated: event('updated'),
        query: async () => {
          state.queries++
          return [{ id: state.active, windowId: 1 }]
        },
        sendMessage: (id: number) => state.answers.get(id) ?? Promise.resolve(said(id)),
      },
    },
  }
})

function said(id: number, title = `Paper ${id}`) {
  const paper = { ids: [], title }
  return { site: 'acl', siteName: 'ACL', host: 'a.example', kind: 'paper', paper, rows: [], missing: [] }
}
const fire = (name: string, ...heard: unknown[]) => {
  for (const listener of state.heard[name] ?? []) listener(...heard)
}
const titles = () => told.map(tab => (tab.state === 'page' ? tab.paper?.title : tab.state))
const pass = (milliseconds = 0) => vi.advanceTimersByTimeAsync(milliseconds)

let told: ThisTab[]
let controller: AbortController

beforeEach(async () => {
  vi.useFakeTimers()
  state.active = 1
  state.answers.clear()
  told = []
  controller = new AbortController()
  followActiveTab(tab => told.push(tab), controller.signal)
  await pass()
  state.queries = 0
})
afterEach(() => {
  controller.abort()
  vi.useRealTimers()
})

describe('Following the active tab', () => {
  test('tells at once, then from tab to tab', async () => {
    expect(titles()).toEqual(['Paper 1'])
    state.active = 2
    fire('activated')
    await pass(100)
    expect(titles()).toEqual(['Paper 1', 'Paper 2'])
  })

  test('tells nothing of a tab that was left while it was read', async () => {
    let answer: (said: unknown) => void = () => undefined
    state.answers.set(1, new Promise(resolve => (answer = resolve)))
    fire('updated', 1, { status: 'complete' })
    await pass(100)
    state.active = 2
    fire('activated')
    answer(said(1, 'Late'))
    await pass(500)
    expect(titles()).toEqual(['Paper 1', 'Paper 2'])
  })

  test('tells nothing older than what it told', async () => {
    let answer: (said: unknown) => void = () => undefined
    state.answers.set(1, new Promise(resolve => (answer = resolve)))
    fire('updated', 1, { status: 'loading' })
    await pass(100)
    state.answers.set(1, Promise.resolve(said(1, 'New')))
    fire('updated', 1, { status: 'complete' })
    await pass(100)
    answer(said(1, 'Old'))
    await pass(500)
    expect(titles()).toEqual(['Paper 1', 'New'])
  })

  test.each<[event: string, heard: unknown[], times: number, why: string]>([
    ['message', [{ type: 'page-changed' }, { tab: { id: 1 } }], 1, 'the page says so'],
    ['message', [{ type: 'page-changed' }, { tab: { id: 9 } }], 0, 'another page says so'],
    ['message', [{ type: 'library-changed' }, { tab: { id: 1 } }], 0, 'something else is said'],
    ['message', [null, {}], 0, 'nothing is said'],
    ['updated', [1, { status: 'complete' }], 1, 'it was loaded'],
    ['updated', [1, { url: 'https://a.example/2' }], 1, 'its address changed'],
    ['updated', [1, { title: 'x' }], 0, 'its title changed'],
    ['updated', [2, { status: 'complete' }], 0, 'another was loaded'],
    ['focus', [1], 1, 'another window comes up'],
    ['settings', [{ settings: { newValue: {} } }, 'local'], 1, 'the settings changed'],
  ])('%s %j: looked at again %i times, for %s', async (name, heard, times) => {
    fire(name, ...heard)
    await pass(200)
    expect(state.queries).toBe(times)
  })

  test('looks once for a flock of changes, and goes on looking in a flood of them', async () => {
    for (let i = 0; i < 9; i++) fire('updated', 1, { status: 'loading' })
    await pass(100)
    expect(state.queries).toBe(1)
    for (let i = 0; i < 50; i++) {
      if (i === 10) state.answers.set(1, Promise.resolve(said(1, 'Changed')))
      fire('updated', 1, { status: 'loading' })
      await pass(20)
    }
    expect(titles()).toEqual(['Paper 1', 'Changed'])
    expect(state.queries).toBeLessThanOrEqual(12)
  })

  test('ends with its signal', async () => {
    fire('updated', 1, { status: 'complete' })
    controller.abort()
    await pass(200)
    expect(state.queries).toBe(0)
    for (const listeners of Object.values(state.heard)) expect(listeners.size).toBe(0)
  })
})
