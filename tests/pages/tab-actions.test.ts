import { beforeEach, describe, expect, test, vi } from 'vitest'
import { allowHost, forgetHost, sidePanelOpener, turnOff, turnOn } from '@/lib/pages/tab-actions'

const state = vi.hoisted(() => ({
  settings: {} as Record<string, unknown>,
  answer: Promise.resolve(true) as Promise<boolean>,
  did: [] as unknown[],
  browser: {} as Record<string, unknown>,
}))
vi.mock('@/lib/pages/context', () => ({ corpus: { db: {} } }))
vi.mock('@/lib/library/device-accounts', () => ({ devicesState: async () => ({ engine: 'off' }) }))
vi.mock('@/lib/corpus/digests', () => ({
  followedDigests: async () => [{ url: 'https://lab.example/feed.xml' }],
}))
vi.mock('wxt/browser', () => ({
  get browser() {
    return state.browser
  },
}))

beforeEach(() => {
  state.settings = {}
  state.answer = Promise.resolve(true)
  state.did = []
  const note =
    <T>(name: string, answer: () => T) =>
    (what: unknown) => {
      state.did.push([name, what])
      return answer()
    }
  state.browser = {
    storage: {
      local: {
        get: async () => ({ settings: state.settings }),
        set: async (stored: { settings: Record<string, unknown> }) => {
          state.settings = stored.settings
        },
      },
    },
    permissions: {
      request: note('request', () => state.answer),
      remove: note('remove', async () => true),
    },
    tabs: { reload: note('reload', async () => undefined) },
  }
})

describe('A host of which every page is annotated', () => {
  test('is asked for before anything is waited for, as browsers demand', async () => {
    const asking = allowHost('journal.example')
    expect(state.did).toEqual([['request', { origins: ['https://journal.example/*'] }]])
    expect(await asking).toBe(true)
    expect(state.settings.allowedHosts).toEqual(['journal.example'])
  })

  test('is listed though the browser’s question closed the popup', async () => {
    state.answer = new Promise(() => undefined)
    void allowHost('journal.example')
    await vi.waitFor(() => expect(state.settings.allowedHosts).toEqual(['journal.example']))
  })

  test.each([
    ['refused', () => Promise.resolve(false)],
    ['failed', () => Promise.reject(new Error('no gesture'))],
  ])('is not listed where it %s', async (_what, answer) => {
    state.settings = { allowedHosts: ['other.example'] }
    state.answer = answer()
    expect(await allowHost('journal.example')).toBe(false)
    expect(state.settings.allowedHosts).toEqual(['other.example'])
  })

  test('that is written twice keeps its leave until the last is taken out', async () => {
    state.settings = { allowedHosts: ['journal.example', 'JOURNAL.example'] }
    await forgetHost('JOURNAL.example')
    expect(state.did).toEqual([])
    await forgetHost('journal.example')
    expect(state.did).toEqual([['remove', { origins: ['https://journal.example/*'] }]])
  })

  test.each([
    ['journal.example', 'given back', [['remove', { origins: ['https://journal.example/*'] }]]],
    ['lab.example', 'kept for the digest that comes from there', []],
    ['huggingface.co', 'the manifest’s own', []],
  ])('%s is taken out, and its leave is %s', async (host, _leave, did) => {
    state.settings = { allowedHosts: ['a.example', host] }
    await forgetHost(host)
    expect(state.settings.allowedHosts).toEqual(['a.example'])
    expect(state.did).toEqual(did)
  })
})

test('A host is turned off once, and on again with the page loaded anew', async () => {
  await turnOff('arxiv.org')
  await turnOff('arxiv.org')
  expect(state.settings.offHosts).toEqual(['arxiv.org'])
  await turnOn('arxiv.org', 7)
  expect(state.settings.offHosts).toEqual([])
  expect(state.did).toEqual([['reload', 7]])
})

describe('The side panel', () => {
  test.each([
    ['Chrome', { sidePanel: { open: async (what: unknown) => state.did.push(what) } }, [{ windowId: 3 }]],
    ['Firefox', { sidebarAction: { open: async () => state.did.push('sidebar') } }, ['sidebar']],
  ])('opens in %s within the click', (_name, more, expected) => {
    Object.assign(state.browser, more)
    void sidePanelOpener(3)?.()
    expect(state.did).toEqual(expected)
  })

  test.each([[{}], [{ sidePanel: {} }]])('is not offered by a browser with %j', more => {
    Object.assign(state.browser, more)
    expect(sidePanelOpener(3)).toBeNull()
  })
})
