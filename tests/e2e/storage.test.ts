import type { Page } from 'playwright-core'
import { afterEach, expect, it } from 'vitest'
import { dailyEntry } from '../sources/daily-entry'
import {
  dailyDay,
  dayBefore,
  hosts,
  json,
  openPage,
  openSetting,
  readStores,
  requestSync,
  type Setting,
  syncBackTo,
  waitForCounts,
} from './gloss'

let setting: Setting
afterEach(() => setting?.close())

/** Ten days of forty papers with long abstracts. */
const DAYS = 10
const entries = new Map(
  Array.from({ length: DAYS }, (_, n) => [
    dayBefore(n),
    Array.from({ length: 40 }, (_, k) =>
      dailyEntry(`2602.${String(1000 + n * 40 + k).padStart(5, '0')}`, {
        summary: `Lanterns ${n} ${k}. ${'They glow at night and by day. '.repeat(400)}`,
      }),
    ),
  ]),
)

it('stops on a full disk with a message, keeps everything, and goes on when there is room', async () => {
  let slow = false
  setting = await openSetting(
    hosts(async url => {
      const day = dailyDay(url)
      if (!day) return null
      if (slow) await new Promise(resolve => setTimeout(resolve, 100))
      return json(entries.get(day) ?? [])
    }),
  )
  const page = await openPage(setting, 'app.html#/settings')
  await syncBackTo(page, 1)
  const before = await waitForCounts(page, now => now.phase === 'idle' && now.papers > 61)
  slow = true
  await fillDisk(true)
  await syncBackTo(page, DAYS - 1)
  const stopped = await waitForCounts(page, now => now.problem !== undefined, 20_000)
  expect(stopped.problem).toBe('The disk is full, so nothing new could be stored')
  expect(stopped.papers).toBeGreaterThanOrEqual(before.papers)
  await page
    .getByText(/The disk is full.* already here are kept/)
    .first()
    .waitFor()
  await expectWhole(page)
  await fillDisk(false)
  await requestSync(page)
  const whole = await waitForCounts(page, now => now.phase === 'idle' && now.daysFetched >= DAYS)
  expect(whole.papers).toBe(61 + DAYS * 40)
  expect(whole.problem).toBeUndefined()
  await expectWhole(page)
})

it('says that a newer Gloss has written the database, and touches nothing of it', async () => {
  setting = await openSetting(hosts(() => ({ status: 503 })))
  const page = await openPage(setting, 'app.html#/today')
  await waitForCounts(page, now => now.papers === 61)
  const rows = JSON.stringify(await readStores(page, { papers: 'rows', digests: 'rows' }))
  // What a newer version does when it is installed: it opens the database under its own number.
  await page.evaluate(async () => {
    await new Promise<void>((resolve, reject) => {
      const request = indexedDB.open('gloss', 900)
      request.onupgradeneeded = () => request.result.createObjectStore('fromTheFuture')
      request.onsuccess = () => {
        request.result.close()
        resolve()
      }
      request.onerror = () => reject(request.error)
      request.onblocked = () => reject(new Error('Blocked by a page that is open'))
    })
  })
  await page.evaluate(() => {
    location.hash = '#/library'
  })
  await page.getByText('Gloss was updated meanwhile. Reload this page to go on.').waitFor()
  await page.reload()
  await page.getByText(/written by a newer Gloss. Nothing was touched/).waitFor()
  const popup = await openPage(setting, 'popup.html', 380)
  await popup.getByText(/written by a newer Gloss/).waitFor()
  await requestSync(popup)
  await popup.waitForTimeout(500)
  expect(JSON.stringify(await readStores(page, { papers: 'rows', digests: 'rows' }))).toBe(rows)
  const version = await page.evaluate(
    async () => (await indexedDB.databases()).find(db => db.name === 'gloss')?.version,
  )
  expect(version).toBe(900)
})

/** Makes each write of the worker's fail as one on a full disk does, or lets them through again. */
async function fillDisk(full: boolean): Promise<void> {
  const worker = await setting.gloss.worker()
  await worker.evaluate(isFull => {
    const prototype = IDBObjectStore.prototype as IDBObjectStore & { roomy?: IDBObjectStore['put'] }
    prototype.roomy ??= prototype.put
    const { roomy } = prototype
    prototype.put = isFull
      ? function (this: IDBObjectStore, ...row) {
          // What is small still fits, as on a real disk: a message of a few words.
          if (this.name === 'sources') return roomy.apply(this, row)
          throw new DOMException('The disk is full', 'QuotaExceededError')
        }
      : roomy
  }, full)
}

/** Every paper is listed on its day, and each is there once. */
async function expectWhole(page: Page): Promise<void> {
  const { papers, days } = await readStores(page, { papers: 'rows', days: 'rows' })
  const ids = papers.rows.map(row => String(row.id))
  expect(new Set(ids).size).toBe(ids.length)
  const listed = days.rows.flatMap(row => row.papers as string[])
  expect(listed.filter(id => !ids.includes(id))).toEqual([])
}
