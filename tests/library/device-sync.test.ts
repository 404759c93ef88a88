import 'fake-indexeddb/auto'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { GlossDatabase } from '@/lib/corpus/database'
import { chooseEngine, devicesState, type WebdavAccount } from '@/lib/library/device-accounts'
import { type DeviceTools, syncDevices, withoutDevices } from '@/lib/library/device-sync'
import type { SyncOutcome } from '@/lib/library/outcome'
import { HOUR, MINUTE } from '@/lib/time'

const ACCOUNT: WebdavAccount = { url: 'https://cloud.example/dav/', user: 'me', password: 'sesame' }
const FINE: SyncOutcome = { ok: true, changed: [], said: [] }
const LATER: SyncOutcome = { ok: false, message: 'The server is down.', again: 'later' }
const TOLD: SyncOutcome = { ok: false, message: 'Wrong password.', again: 'when told' }

let count = 0
let db: GlossDatabase
let now: number
let outcome: SyncOutcome
let asked: string[]

beforeEach(() => {
  db = new GlossDatabase(`devices-${++count}`)
  now = Date.UTC(2026, 10, 23)
  outcome = FINE
  asked = []
})

afterEach(() => db.delete())

function tools(more: Partial<DeviceTools> = {}): DeviceTools {
  return {
    now: () => now,
    random: () => 0.5,
    online: () => true,
    browser: async () => {
      asked.push('browser')
      return outcome
    },
    webdav: async (_, { user }) => {
      asked.push(`webdav of ${user}`)
      return outcome
    },
    mayAsk: async () => true,
    changed: async ids => {
      asked.push(`told of ${ids.join(' ')}`)
    },
    ...more,
  }
}

describe('a round with other devices', () => {
  test.each([
    ['off', undefined, 'off', []],
    ['browser', undefined, 'done', ['browser']],
    ['webdav', ACCOUNT, 'done', ['webdav of me']],
    // Damaged: a server without an address is none.
    ['webdav', undefined, 'off', []],
  ] as const)('goes through what was chosen: %s', async (engine, account, round, did) => {
    await chooseEngine(db, engine, account)
    expect(await syncDevices(db, tools(), false)).toBe(round)
    expect(asked).toEqual(did)
  })

  test('tells of what changed, and keeps what is to be said', async () => {
    await chooseEngine(db, 'browser')
    outcome = { ok: true, changed: ['arxiv:2602.00001'], said: ['312 papers do not fit.'] }
    await syncDevices(db, tools(), false)
    expect(asked).toEqual(['browser', 'told of arxiv:2602.00001'])
    expect(await devicesState(db)).toEqual({
      engine: 'browser',
      failures: 0,
      last: { at: now, ok: true, said: ['312 papers do not fit.'] },
      lastSuccess: now,
    })
  })

  test('that fails waits longer each time, up to six hours, unless the reader asks', async () => {
    await chooseEngine(db, 'webdav', ACCOUNT)
    outcome = LATER
    const waits: number[] = []
    for (let n = 0; n < 10; n++) {
      expect(await syncDevices(db, tools(), false)).toBe('failed')
      const { retryAt = 0 } = await devicesState(db)
      waits.push((retryAt - now) / MINUTE)
      now = retryAt - 1
      expect(await syncDevices(db, tools(), false)).toBe('resting')
      now = retryAt
    }
    expect(waits).toEqual([2, 4, 8, 16, 32, 64, 128, 256, 360, 360])
    await syncDevices(db, tools(), false)
    expect(await devicesState(db)).toMatchObject({ last: { ok: false, said: ['The server is down.'] } })
    outcome = FINE
    expect(await syncDevices(db, tools(), true)).toBe('done')
    expect(await devicesState(db)).toEqual({
      engine: 'webdav',
      account: ACCOUNT,
      failures: 0,
      last: { at: now, ok: true, said: [] },
      lastSuccess: now,
    })
  })

  test('waits as long as the server says', async () => {
    await chooseEngine(db, 'webdav', ACCOUNT)
    outcome = { ...LATER, retryAfter: 3 * HOUR }
    await syncDevices(db, tools(), false)
    expect((await devicesState(db)).retryAt).toBe(now + 3 * HOUR)
  })

  test('that needs the reader does not go on by itself', async () => {
    await chooseEngine(db, 'webdav', ACCOUNT)
    outcome = TOLD
    expect(await syncDevices(db, tools(), false)).toBe('failed')
    now += 100 * HOUR
    expect(await syncDevices(db, tools(), false)).toBe('resting')
    expect(await syncDevices(db, tools(), true)).toBe('failed')
    outcome = FINE
    // Another password is typed: it begins anew.
    await chooseEngine(db, 'webdav', { ...ACCOUNT, password: 'open' })
    expect(await syncDevices(db, tools(), false)).toBe('done')
  })

  test('asks nobody without a network, and no host that the browser bars', async () => {
    await chooseEngine(db, 'webdav', ACCOUNT)
    expect(await syncDevices(db, tools({ online: () => false }), true)).toBe('offline')
    expect((await devicesState(db)).last).toBeUndefined()
    expect(await syncDevices(db, tools({ mayAsk: async () => false }), true)).toBe('failed')
    expect(asked).toEqual([])
    expect(await devicesState(db)).toMatchObject({
      stopped: true,
      last: { said: [expect.stringMatching(/does not let Gloss ask cloud\.example\..*kept.*Connect again/)] },
    })
  })

  test('that breaks in the database says what to do, and goes on later', async () => {
    await chooseEngine(db, 'browser')
    vi.spyOn(console, 'error').mockImplementation(() => undefined)
    const full = { browser: () => Promise.reject(new DOMException('full', 'QuotaExceededError')) }
    expect(await syncDevices(db, tools(full), false)).toBe('failed')
    const state = await devicesState(db)
    expect(state.last?.said).toEqual([expect.stringMatching(/disk is full.*kept.*Free some space/)])
    expect(state.retryAt).toBeGreaterThan(now)
    expect(state.stopped).toBeUndefined()
    vi.restoreAllMocks()
  })
})

describe('rounds at once', () => {
  test('follow each other', async () => {
    await chooseEngine(db, 'browser')
    let [running, most] = [0, 0]
    const slow = async () => {
      most = Math.max(most, ++running)
      expect((await devicesState(db)).running).toBe(now)
      await new Promise(resolve => setTimeout(resolve, 5))
      running--
      return FINE
    }
    await Promise.all([1, 2, 3].map(() => syncDevices(db, tools({ browser: slow }), false)))
    expect(most).toBe(1)
    expect((await devicesState(db)).running).toBeUndefined()
  })

  test('do not write over what the reader chose meanwhile', async () => {
    await chooseEngine(db, 'webdav', ACCOUNT)
    const webdav = async () => {
      await chooseEngine(db, 'off')
      return TOLD
    }
    await syncDevices(db, tools({ webdav }), false)
    expect(await devicesState(db)).toEqual({ engine: 'off', failures: 0 })
  })

  test('give way to what must not be disturbed', async () => {
    await chooseEngine(db, 'browser')
    let begun = () => {}
    const hasBegun = new Promise<void>(resolve => {
      begun = resolve
    })
    const endless = (_: GlossDatabase, signal: AbortSignal) =>
      new Promise<SyncOutcome>((_, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason))
        begun()
      })
    const round = syncDevices(db, tools({ browser: endless }), false)
    await hasBegun
    const next = syncDevices(db, tools(), false)
    const wiped = withoutDevices(async () => {
      await db.libraryState.clear()
      return 'wiped'
    })
    expect(await round).toBe('interrupted')
    expect(await next).toBe('interrupted')
    expect(await wiped).toBe('wiped')
    expect(asked).toEqual([])
    expect(await syncDevices(db, tools(), false)).toBe('off')
  })
})
