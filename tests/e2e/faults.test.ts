import { afterEach, expect, it } from 'vitest'
import type { Route } from '../../scripts/stand-in'
import { describeShared } from '../shared'
import {
  counts,
  type Digested,
  dailyDay,
  dayBefore,
  digestOf,
  hosts,
  killWorker,
  openPage,
  openSetting,
  realDigest,
  requestSync,
  type Setting,
  syncBackTo,
  waitForCounts,
} from './gloss'

const DAYS = 24
const KILLS = 10

/** A generator of numbers from 0 to 1, the same for the same seed (mulberry32). */
function random(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

/** Answers after a moment, so that there is a middle to be killed in. */
function slowly(route: Route, milliseconds: number): Route {
  return async (url, request) => {
    const answer = await route(url, request)
    if (answer) await new Promise(resolve => setTimeout(resolve, milliseconds))
    return answer
  }
}

describeShared('Sync under faults, in the real worker', () => {
  let setting: Setting
  afterEach(() => setting?.close())

  /** Syncs all days, one request after the other: weeks would be over before a kill comes. */
  async function syncWhole(
    disturb?: (page: Awaited<ReturnType<typeof openPage>>) => Promise<void>,
  ): Promise<Digested> {
    const byDay = slowly(realDigest(DAYS), 40)
    setting = await openSetting(hosts((url, request) => (dailyDay(url) ? byDay(url, request) : null)))
    const page = await openPage(setting, 'app.html#/settings')
    await syncBackTo(page, DAYS - 1)
    await disturb?.(page)
    await waitForCounts(page, now => now.phase === 'idle' && now.daysFetched >= DAYS)
    const digest = await digestOf(page)
    await setting.close()
    return digest
  }

  it(`ends the same when the worker is killed at ${KILLS} random moments`, async () => {
    const undisturbed = await syncWhole()
    expect(undisturbed.days.length).toBeGreaterThanOrEqual(DAYS)
    const next = random(20260227)
    const killedAt: number[] = []
    const disturbed = await syncWhole(async page => {
      for (let kill = 0; kill < KILLS; kill++) {
        await page.waitForTimeout(30 + next() * 220)
        await killWorker(page)
        killedAt.push((await counts(page).catch(() => undefined))?.daysFetched ?? 0)
        await requestSync(page)
      }
    })
    // The kills fell into the middle, not before the first day or after the last.
    expect(new Set(killedAt).size).toBeGreaterThan(3)
    expect(disturbed).toEqual(undisturbed)
  })

  it('says what went wrong, keeps what came, and goes on when the server is back', async () => {
    const good = realDigest(6)
    let broken = true
    const served: Route = url => {
      if (!dailyDay(url)) return null
      const answer = good(url, undefined as never)
      const age = Math.round((Date.parse(dayBefore(0)) - Date.parse(dailyDay(url) ?? '')) / 86_400_000)
      return broken && age >= 3 ? { status: 500, body: 'Internal Server Error' } : answer
    }
    setting = await openSetting(hosts(served))
    const page = await openPage(setting, 'app.html#/settings')
    await syncBackTo(page, 5)
    const stopped = await waitForCounts(page, now => now.phase === 'waiting')
    expect(stopped.problem).toBe('huggingface.co is having trouble (error 500)')
    expect(stopped.daysFetched).toBeGreaterThanOrEqual(3)
    expect(stopped.papers).toBeGreaterThan(61)
    const popup = await openPage(setting, 'popup.html', 380)
    await popup.getByText('huggingface.co is having trouble (error 500).').waitFor()
    await popup.getByText(/The \d+ papers already here are kept\./).waitFor()
    broken = false
    // "Sync now" does not wait for the next attempt.
    await page.getByRole('button', { name: 'Sync now' }).click()
    await waitForCounts(page, now => now.phase === 'idle' && now.daysFetched >= 6)
    await popup.getByText(/^Synced/).waitFor()
    expect(await popup.getByText('having trouble').count()).toBe(0)
  })
})
