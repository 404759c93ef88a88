import 'fake-indexeddb/auto'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { fakeBrowser } from 'wxt/testing/fake-browser'
import { database, type GlossDatabase } from '@/lib/corpus/database'
import { chooseEngine, devicesState } from '@/lib/library/device-accounts'
import { editEntries } from '@/lib/library/edit'
import { snapshots } from '@/lib/library/snapshots'
import { followDevices, syncNow, syncSoon, withoutMeeting } from '@/lib/messaging/device-handlers'
import { paperOf } from '@/lib/papers/merge'
import { SECOND } from '@/lib/time'

vi.mock('wxt/browser', async () => ({
  browser: (await import('wxt/testing/fake-browser')).fakeBrowser,
}))
vi.mock('@/lib/extension', async original => ({
  ...(await original<typeof import('@/lib/extension')>()),
  readTermVectors: async () => null,
}))

const rounds = vi.hoisted(() => ({ done: 0 }))
vi.mock('@/lib/library/browser-sync/browser-sync', () => ({
  syncThroughBrowser: async () => {
    rounds.done++
    return { ok: true, changed: [], said: [] }
  },
}))

let db: GlossDatabase
beforeEach(async () => {
  fakeBrowser.reset()
  rounds.done = 0
  db = database()
  // Opened ahead, so that what listeners begin is over soon.
  await db.open()
})
afterEach(async () => {
  await settled()
  await Promise.all(db.tables.map(table => table.clear()))
})

const names = async () => (await fakeBrowser.alarms.getAll()).map(({ name }) => name).sort()

/** What listeners began has come to its end. */
async function settled(): Promise<void> {
  await vi.waitFor(async () => {
    const { held = [], pending = [] } = await navigator.locks.query()
    expect([...held, ...pending]).toEqual([])
  })
  await new Promise(resolve => setTimeout(resolve, 20))
}

const alarm = async (name: string) => {
  await fakeBrowser.alarms.onAlarm.trigger({ name, scheduledTime: 0, persistAcrossSessions: true })
  await settled()
}

describe('the worker', () => {
  test('while devices are off, looks for snapshots alone', async () => {
    followDevices()
    await fakeBrowser.runtime.onStartup.trigger()
    await vi.waitFor(async () => expect(await names()).toEqual(['snapshot']))
    await syncSoon()
    expect(await names()).toEqual(['snapshot'])
    expect(await syncNow({ type: 'device-sync' })).toEqual({ round: 'off' })
    expect(rounds.done).toBe(0)
  })

  test('meets the others on a start, by the clock, and when it is asked', async () => {
    await chooseEngine(db, 'browser')
    followDevices()
    await fakeBrowser.runtime.onStartup.trigger()
    await settled()
    expect(rounds.done).toBe(1)
    expect(await names()).toEqual(['devices', 'snapshot'])
    expect(await fakeBrowser.alarms.get('devices')).toMatchObject({ periodInMinutes: 15 })
    await alarm('devices')
    await alarm('sync')
    expect(rounds.done).toBe(2)
    expect(await syncNow({ type: 'device-sync' })).toEqual({ round: 'done' })
    expect((await devicesState(db)).lastSuccess).toBeGreaterThan(0)
  })

  test('gathers edits for half a minute, which further ones do not put off', async () => {
    await chooseEngine(db, 'browser')
    followDevices()
    expect(await syncNow({ type: 'device-sync', soon: true })).toEqual({ round: 'soon' })
    const first = await fakeBrowser.alarms.get('devices-soon')
    expect(Math.round(((first?.scheduledTime ?? 0) - Date.now()) / SECOND)).toBe(30)
    await new Promise(resolve => setTimeout(resolve, 5))
    await syncSoon()
    expect(await fakeBrowser.alarms.get('devices-soon')).toEqual(first)
    await alarm('devices-soon')
    expect(rounds.done).toBe(1)
  })

  test('hears what the browser’s sync brings, where that was chosen', async () => {
    followDevices()
    const bring = async (area: string) => {
      await fakeBrowser.storage.onChanged.trigger({ gloss: { newValue: 1 } }, area)
      await settled()
    }
    await bring('sync')
    expect(await names()).toEqual([])
    await chooseEngine(db, 'browser')
    await bring('local')
    expect(await names()).toEqual([])
    await bring('sync')
    expect(await names()).toEqual(['devices-soon'])
  })

  test('takes a snapshot when it is time', async () => {
    const paper = paperOf({ ids: ['arxiv:2602.00001'], title: 'A lamp in the long night', seen: 1 })
    await editEntries(db, [{ ids: paper.ids, paper }], { now: Date.now() })
    followDevices()
    await alarm('snapshot')
    expect(await snapshots(db)).toMatchObject([{ papers: 1 }])
    await alarm('snapshot')
    expect((await snapshots(db)).length).toBe(1)
  })

  test('meets nobody any more once everything was deleted', async () => {
    await chooseEngine(db, 'browser')
    followDevices()
    await syncNow({ type: 'device-sync', soon: true })
    await syncNow({ type: 'device-sync' })
    await withoutMeeting(async () => void (await db.libraryState.clear()))
    expect(await names()).toEqual(['snapshot'])
    await alarm('devices')
    expect(rounds.done).toBe(1)
  })
})
