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

/** How many days ago the day is that a request asks for, or undefined for another request. */
function ageOf(url: URL): number | undefined {
  const day = dailyDay(url)
  return day ? Math.round((Date.parse(dayBefore(0)) - Date.parse(day)) / 86_400_000) : undefined
}

describeShared('Sync under faults, in the real worker', () => {
  let setting: Setting
  afterEach(() => setting?.close())

  /**
   * Syncs all days, one request after the other: weeks would be over before a kill comes. Each
   * answer takes a moment, and `mayHave` says how many days may be had so far: a quick machine is
   * not through before the kills are, and a slow one is not always killed at its first day.
   */
  async function syncWhole(
    mayHave: () => number,
    disturb?: (page: Awaited<ReturnType<typeof openPage>>) => Promise<void>,
  ): Promise<Digested> {
    const days = realDigest(DAYS)
    const held: Route = async (url, request) => {
      const age = ageOf(url)
      if (age === undefined) return null
      do await new Promise(resolve => setTimeout(resolve, 40))
      while (age >= mayHave())
      return days(url, request)
    }
    setting = await openSetting(hosts(held))
    const page = await openPage(setting, 'app.html#/settings')
    await syncBackTo(page, DAYS - 1)
    await disturb?.(page)
    await waitForCounts(page, now => now.phase === 'idle' && now.daysFetched >= DAYS)
    const digest = await digestOf(page)
    await setting.close()
    return digest
  }

  it(`ends the same when the worker is killed at ${KILLS} random moments`, async () => {
    const undisturbed = await syncWhole(() => DAYS + 1)
    expect(undisturbed.days.length).toBeGreaterThanOrEqual(DAYS)
    const next = random(20260227)
    const killedAt: number[] = []
    let open = 0
    const disturbed = await syncWhole(
      () => open,
      async page => {
        for (let kill = 0; kill < KILLS; kill++) {
          await waitForCounts(page, now => now.daysFetched >= open)
          open += 2
          await page.waitForTimeout(next() * 220)
          await killWorker(page)
          killedAt.push((await counts(page).catch(() => undefined))?.daysFetched ?? 0)
          await requestSync(page)
        }
        open = DAYS + 1
      },
    )
    // The kills fell into the middle, not before the first day or after the last.
    expect(new Set(killedAt).size).toBeGreaterThanOrEqual(KILLS / 2)
    expect(Math.max(...killedAt)).toBeLessThan(DAYS)
    expect(disturbed).toEqual(undisturbed)
  })

  it('says what went wrong, keeps what came, and goes on when the server is back', async () => {
    const good = realDigest(6)
    let broken = true
    const served: Route = url => {
      if (ageOf(url) === undefined) return null
      const answer = good(url, undefined as never)
      return broken && (ageOf(url) ?? 0) >= 3 ? { status: 500, body: 'Internal Server Error' } : answer
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
