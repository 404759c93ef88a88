import 'fake-indexeddb/auto'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { fakeBrowser } from 'wxt/testing/fake-browser'
import type { GlossDatabase } from '@/lib/corpus/database'

vi.mock('@/lib/extension', async original => ({
  ...(await original<typeof import('@/lib/extension')>()),
  readTermVectors: async () => null,
  readStarterFile: async () => ({
    format: 'gloss-digest/1',
    id: 'starter',
    title: 'S',
    updated: '2026-01-01T00:00:00Z',
    papers: [],
  }),
}))

const PATIENCE = { timeout: 15_000 }
const given = new Set<string>()
let db: GlossDatabase

/** The handlers as a worker that was just started has them, with a browser that keeps note of what it allows. */
async function freshWorker() {
  vi.resetModules()
  const { database } = await import('@/lib/corpus/database')
  db = database()
  return import('@/lib/messaging/digest-handlers')
}

beforeEach(() => {
  fakeBrowser.reset()
  given.clear()
  const permissions = {
    contains: async ({ origins = [] }: { origins?: string[] }) => origins.every(origin => given.has(origin)),
    getAll: async () => ({ origins: [...given] }),
    remove: async ({ origins = [] }: { origins?: string[] }) => {
      // A browser refuses to take away what the manifest itself names.
      if (origins.includes('https://huggingface.co/*'))
        throw new Error('You cannot remove required permissions.')
      return origins.map(origin => given.delete(origin)).some(Boolean)
    },
  }
  vi.stubGlobal('chrome', { ...fakeBrowser, permissions })
  vi.stubGlobal('navigator', { onLine: false, locks: navigator.locks })
})

afterEach(async () => {
  await vi.waitFor(async () => expect((await navigator.locks.query()).held).toEqual([]), PATIENCE)
  await db.delete()
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})

const feed = (url: string) => ({ type: 'follow', kind: 'feed', url, title: 'A feed' }) as const

describe('a digest that is removed', () => {
  test('gives its host back, unless another digest needs it, and goes', async () => {
    const { follow, remove } = await freshWorker()
    given.add('https://lab.example/*').add('https://other.example/*').add('https://huggingface.co/*')
    const first = await follow(feed('https://lab.example/one.xml'))
    const second = await follow(feed('https://lab.example/two.xml'))
    await remove({ type: 'remove-digest', digest: first.digest, papers: 'remove' })
    expect(given).toContain('https://lab.example/*')
    await remove({ type: 'remove-digest', digest: second.digest, papers: 'keep' })
    expect([...given]).toEqual(['https://other.example/*', 'https://huggingface.co/*'])
    await vi.waitFor(
      async () =>
        expect((await db.digests.toArray()).map(row => row.digest).sort()).toEqual(['hf', 'starter']),
      PATIENCE,
    )
  })

  test('keeps a host of which the reader wants every page annotated', async () => {
    const { follow, remove } = await freshWorker()
    given.add('https://lab.example/*').add('https://other.example/*')
    await fakeBrowser.storage.local.set({ settings: { allowedHosts: ['lab.example', 'a.other.example'] } })
    for (const url of ['https://lab.example:8443/one.xml', 'https://other.example/one.xml']) {
      const { digest } = await follow(feed(url))
      await remove({ type: 'remove-digest', digest, papers: 'remove' })
    }
    expect([...given]).toEqual(['https://lab.example/*'])
  })

  test('of Hugging Face leaves the leave that the manifest gives', async () => {
    const { remove } = await freshWorker()
    given.add('https://huggingface.co/*')
    expect(await remove({ type: 'remove-digest', digest: 'hf', papers: 'keep' })).toEqual({ removed: true })
    expect(given).toContain('https://huggingface.co/*')
  })
})

describe('deleting everything', () => {
  test('takes hosts, settings and digests, and begins anew', async () => {
    const { follow, wipe } = await freshWorker()
    given.add('https://lab.example/*').add('https://huggingface.co/*')
    await follow(feed('https://lab.example/one.xml'))
    await fakeBrowser.storage.local.set({ settings: { theme: 'dark' } })
    expect(await wipe()).toEqual({ wiped: true })
    expect([...given]).toEqual(['https://huggingface.co/*'])
    expect(await fakeBrowser.storage.local.get('settings')).not.toHaveProperty('settings.theme')
    expect((await db.digests.toArray()).map(row => row.digest).sort()).toEqual(['hf', 'starter'])
  })
})

test.each([
  ['in a request', 1],
  ['before its first', 0],
])(
  'deleting everything interrupts a sync that is %s, and does not wait for its end',
  async (_, begun) => {
    vi.stubGlobal('navigator', { onLine: true, locks: navigator.locks })
    let asked = 0
    let wiped = false
    vi.stubGlobal('fetch', (_: string, { signal }: { signal: AbortSignal }) => {
      asked++
      // The host never answers; for the sync that follows there is no network.
      if (wiped) return Promise.reject(new TypeError('offline'))
      return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
    })
    const { wipe } = await freshWorker()
    const { startSync } = await import('@/lib/sync/schedule')
    startSync()
    await vi.waitFor(() => expect(asked).toBe(begun), PATIENCE)
    const remove = fakeBrowser.storage.local.clear.bind(fakeBrowser.storage.local)
    vi.spyOn(fakeBrowser.storage.local, 'clear').mockImplementation(async () => {
      wiped = true
      await remove()
    })
    expect(await wipe()).toEqual({ wiped: true })
    // It begins anew by itself.
    await vi.waitFor(() => expect(asked).toBe(begun + 1), PATIENCE)
  },
  // Less than a request may take: nobody waited for that one.
  20_000,
)

test('a kind that Gloss does not know is not followed', async () => {
  const { follow } = await freshWorker()
  await expect(follow({ ...feed('https://lab.example/one.xml'), kind: 'gopher' })).rejects.toThrow(
    /does not know/,
  )
  expect(await db.digests.count()).toBe(2)
})
