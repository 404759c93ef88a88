import 'fake-indexeddb/auto'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { fakeBrowser } from 'wxt/testing/fake-browser'

let allowed: readonly string[]

beforeEach(() => {
  vi.resetModules()
  const permissions = {
    contains: async ({ origins = [] }: { origins?: string[] }) =>
      origins.every(origin => allowed.includes(origin)),
  }
  vi.stubGlobal('chrome', { ...fakeBrowser, permissions })
  // What a browser says of a host that is down, and of one that it lets nobody ask.
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('Failed to fetch')))
})

afterEach(() => vi.unstubAllGlobals())

test.each([
  [['https://lab.example/*'], /lab\.example could not be reached/],
  [['https://other.example/*'], /The browser does not let Gloss ask lab\.example/],
] as const)(
  'with leave for %s a host that does not answer stops its digest and is spoken of as %s',
  async (hosts, words) => {
    allowed = hosts
    const { workerTools } = await import('@/lib/sync/worker-tools')
    const tools = await workerTools(() => undefined)
    const ask = { signal: new AbortController().signal, accept: '*/*', redirects: 'refuse' } as const
    expect(await tools.get('https://lab.example/digest.json', ask)).toMatchObject({
      ok: false,
      // Of the host, not of the step: others of it are not tried one after the other.
      failure: { kind: 'unreachable', message: expect.stringMatching(words) },
    })
  },
)
