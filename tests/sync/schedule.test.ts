import 'fake-indexeddb/auto'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { fakeBrowser } from 'wxt/testing/fake-browser'
import type { GlossDatabase } from '@/lib/corpus/database'
import { paperOf } from '@/lib/papers/merge'
import { IDLE_INTERVAL } from '@/lib/sync/sync'
import { MINUTE } from '@/lib/time'

/** The file of the term vectors is fetched from the extension, which there is none of here. */
vi.mock('@/lib/extension', async original => ({
  ...(await original<typeof import('@/lib/extension')>()),
  readTermVectors: async () => null,
}))

/** The modules as a worker that was just started has them. */
async function freshWorker() {
  vi.resetModules()
  const { database } = await import('@/lib/corpus/database')
  const { ensureStarter } = await import('@/lib/corpus/starter')
  const { storeBatch } = await import('@/lib/corpus/store')
  const schedule = await import('@/lib/sync/schedule')
  const db: GlossDatabase = database()
  const noPapers = {
    format: 'gloss-digest/1',
    id: 'starter',
    title: 'S',
    updated: '2026-01-01T00:00:00Z',
    papers: [],
  }
  await ensureStarter(db, async () => noPapers)
  return { db, storeBatch, ...schedule }
}

async function alarmIn(): Promise<number> {
  const alarm = await fakeBrowser.alarms.get('sync')
  if (!alarm) throw new Error('There is no alarm')
  return alarm.scheduledTime - Date.now()
}

/** Modules are loaded anew for each test: on a busy machine that takes a while. */
const PATIENCE = { timeout: 15_000 }

let errors: unknown[]
let open: GlossDatabase | undefined

beforeEach(() => {
  fakeBrowser.reset()
  vi.stubGlobal('chrome', fakeBrowser)
  // Whatever `navigator.onLine` is here: no test reaches a live site.
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('offline')))
  errors = []
  vi.spyOn(console, 'error').mockImplementation((...words: unknown[]) => {
    errors.push(...words)
  })
})

afterEach(async () => {
  await open?.delete()
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})

describe('a run without a network', () => {
  test('keeps the index up to date all the same, and looks for the network again soon', async () => {
    const { db, storeBatch, startSync } = await freshWorker()
    open = db
    await storeBatch(db, { papers: [paperOf({ ids: ['arxiv:2602.00001'], title: 'Lanterns', seen: 1 })] })
    const [{ version } = { version: '' }] = await db.documents.toArray()
    await db.documents.toCollection().modify({ version: 'old' })

    expect(startSync()).toBe(true)
    expect(startSync()).toBe(false)
    await vi.waitFor(async () => {
      expect((await db.documents.toArray()).map(row => row.version)).toEqual([version])
      expect(await alarmIn()).toBeGreaterThan(4 * MINUTE)
      expect(await alarmIn()).toBeLessThanOrEqual(5 * MINUTE)
    }, PATIENCE)
    expect(errors).toEqual([])
    await vi.waitFor(() => expect(startSync()).toBe(true), PATIENCE)
  })
})

describe('a metered connection', () => {
  test('is spared, also when settings change, until the reader asks', async () => {
    const asked: string[] = []
    vi.stubGlobal('fetch', async (url: string) => {
      asked.push(url)
      throw new TypeError('offline')
    })
    vi.stubGlobal('navigator', { onLine: true, connection: { saveData: true }, locks: navigator.locks })
    const { db, startSync, followSettings } = await freshWorker()
    open = db
    followSettings()
    const idle = () =>
      vi.waitFor(async () => expect((await navigator.locks.query()).held).toEqual([]), PATIENCE)

    expect(startSync()).toBe(true)
    await idle()
    await fakeBrowser.storage.local.set({ settings: { syncFrom: '2026-01-01' } })
    await idle()
    expect(asked).toEqual([])
    await vi.waitFor(() => expect(startSync({})).toBe(true), PATIENCE)
    await vi.waitFor(() => expect(asked.length).toBeGreaterThan(0), PATIENCE)
    expect(asked[0]).toContain('huggingface.co')
    await idle()
    asked.length = 0
    // What it is spared for can be switched off for good, and that is heard of at once.
    await db.sources.clear()
    await fakeBrowser.storage.local.set({ settings: { syncFrom: '2026-01-01', syncMetered: true } })
    await vi.waitFor(() => expect(asked.length).toBeGreaterThan(0), PATIENCE)
    await idle()
  })
})

describe('a run whose database fails', () => {
  test('says so and comes again when idle, not every minute', async () => {
    const { db, startSync } = await freshWorker()
    open = db
    vi.spyOn(db.parts, 'get').mockRejectedValue(new Error('QuotaExceededError'))
    startSync()
    await vi.waitFor(() => expect(errors).toHaveLength(2), PATIENCE)
    expect(String(errors[1])).toContain('QuotaExceededError')
    await vi.waitFor(async () => expect(await alarmIn()).toBeGreaterThan(IDLE_INTERVAL - MINUTE), PATIENCE)
  })
})

describe('the alarm', () => {
  test('is made where there is none and left alone where there is one', async () => {
    const { db, ensureAlarm } = await freshWorker()
    open = db
    await ensureAlarm()
    expect(await alarmIn()).toBeLessThanOrEqual(MINUTE)
    await fakeBrowser.alarms.create('sync', { when: Date.now() + 20 * MINUTE })
    await ensureAlarm()
    expect(await alarmIn()).toBeGreaterThan(19 * MINUTE)
  })
})
