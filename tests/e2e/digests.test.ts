import { createHash } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Route, StandInAnswer } from '../../scripts/stand-in'
import { describeShared, sharedPath } from '../shared'
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

const FEED = 'https://digest.example/lab/digest.json'
const TODAY = dayBefore(0)

/** Files of a host that the test can change between requests. */
const files = new Map<string, string>()
const staticHost: Route = (url, request): StandInAnswer | null => {
  if (!['digest.example', 'rss.arxiv.org', 'blog.example'].includes(url.hostname)) return null
  const body = files.get(url.href)
  if (body === undefined) return { status: 404, body: 'Not found' }
  const etag = `"${sha256(body).slice(0, 16)}"`
  if (request.headers['if-none-match'] === etag) return { status: 304, headers: { etag } }
  return { headers: { 'content-type': 'application/octet-stream', etag }, body }
}

/** Hugging Face with three papers today, of which the lab's digest has two. */
const smallDigest: Route = url => {
  const day = dailyDay(url)
  if (!day) return null
  return json(day === TODAY ? [1, 2, 3].map(n => dailyEntry(`2602.0000${n}`, { upvotes: 10 * n })) : [])
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

function publishLab(shards: Readonly<Record<string, readonly number[]>>): void {
  const header = {
    format: 'gloss-digest/1',
    id: 'lab',
    title: 'Lab digest',
    updated: `${TODAY}T00:00:00Z`,
  }
  const named = Object.entries(shards).map(([url, numbers]) => {
    const papers = numbers.map(n => ({
      id: `arxiv:2602.0000${n}`,
      title: `Paper 2602.0000${n} on lanterns`,
      abstract: 'We study lighthouses.',
      summary: `The lab says ${n}.`,
      listed: { day: TODAY, upvotes: n },
    }))
    const text = JSON.stringify({ ...header, papers })
    files.set(new URL(url, FEED).href, text)
    return { url, sha256: sha256(text), papers: papers.length }
  })
  files.set(FEED, JSON.stringify({ ...header, shards: named }))
}

const rssItem = (id: string, title: string, announced: string) => `<item>
  <title>${title}</title><link>https://arxiv.org/abs/${id}</link>
  <description>arXiv:${id}v1 Announce Type: ${announced} &#xD;
Abstract: Of ${title}, at length and with care.</description>
  <category>cs.LG</category><dc:creator>Ada Example, Bo Sample</dc:creator>
  <pubDate>${new Date().toUTCString().replace('GMT', '+0000')}</pubDate></item>`

files.set(
  'https://rss.arxiv.org/rss/cs.LG',
  `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>cs.LG updates on arXiv.org</title>
<link>http://rss.arxiv.org/rss/cs.LG</link><pubDate>${new Date().toUTCString()}</pubDate>
${rssItem('2602.00101', 'Gradient beacons', 'new')}${rssItem('2602.00102', 'Harbour networks', 'cross')}
${rssItem('2602.00103', 'An older tide', 'replace')}</channel></rss>`,
)
files.set(
  'https://blog.example/',
  '<!doctype html><html><head><link rel="alternate" type="application/rss+xml" href="/feed.xml"></head></html>',
)
files.set(
  'https://blog.example/feed.xml',
  `<rss version="2.0"><channel><title>A reader’s blog</title><item><title>Two I liked</title>
<link>https://blog.example/two</link><description>&lt;a href="https://arxiv.org/abs/2602.00201"&gt;Foghorns for
diffusion models&lt;/a&gt;</description></item></channel></rss>`,
)

async function papersOf(page: Page) {
  return (await readStores(page, { papers: 'rows' })).papers.rows
}

async function digestRows(page: Page) {
  return (await readStores(page, { digests: 'rows' })).digests.rows
}

async function add(page: Page, typed: string): Promise<void> {
  await toSettings(page)
  await page.getByLabel(/Address of a feed/).fill(typed)
  await page.getByRole('button', { name: 'Look' }).click()
  await page.getByRole('form', { name: 'What was found' }).waitFor()
}

async function toSettings(page: Page): Promise<void> {
  await page.evaluate(() => {
    location.hash = '#/settings'
  })
  await page.getByLabel(/Address of a feed/).waitFor()
}

async function waitForPapers(page: Page, accept: (ids: string[]) => boolean): Promise<void> {
  await expect
    .poll(async () => accept((await papersOf(page)).map(row => String(row.id))), { timeout: 20_000 })
    .toBe(true)
}

describe('Digests of the reader’s choice', () => {
  let setting: Setting
  let page: Page
  beforeAll(async () => {
    publishLab({ 'a.json': [2, 3, 4], 'b.json': [5, 6] })
    setting = await openSetting(hosts(smallDigest, staticHost), {
      allowed: ['digest.example', 'rss.arxiv.org', 'export.arxiv.org', 'blog.example'],
    })
    page = await openPage(setting, 'app.html#/settings')
    await syncBackTo(page, 2)
    await waitForCounts(page, now => now.phase === 'idle' && now.papers >= 64)
  })
  afterAll(() => setting?.close())

  it('are looked at before anything is stored', async () => {
    const before = await papersOf(page)
    await add(page, FEED)
    const form = page.getByRole('form', { name: 'What was found' })
    expect(await form.getByRole('textbox').inputValue()).toBe('Lab digest')
    expect(await form.innerText()).toMatch(/Gloss digest · 3 papers of 5/)
    expect(await form.getByRole('list', { name: 'First titles' }).innerText()).toContain('on lanterns')
    await form.getByRole('button', { name: 'Cancel' }).click()
    expect(await papersOf(page)).toEqual(before)
    expect((await digestRows(page)).map(row => row.kind).sort()).toEqual(['hugging-face', 'starter'])
  })

  it('are followed, and a paper of two digests is there once with both listings', async () => {
    await add(page, FEED)
    await page.getByRole('button', { name: 'Follow' }).click()
    await waitForPapers(page, ids => ids.includes('arxiv:2602.00006'))
    const [both] = (await papersOf(page)).filter(row => row.id === 'arxiv:2602.00002')
    expect(both?.listings).toMatchObject([{ day: TODAY }, { day: TODAY, digest: 'hf' }])
    await page
      .getByText(/^Synced.*5 papers/)
      .first()
      .waitFor()
    await page.goto(setting.gloss.page('app.html#/today'))
    await page.getByRole('link', { name: 'Lab digest' }).first().click()
    await expect
      .poll(() => page.getByRole('list', { name: 'Papers', exact: true }).locator(':scope > li').count())
      .toBe(5)
    await page.goto(setting.gloss.page('app.html#/search?q=lighthouses'))
    await page.getByRole('list', { name: 'Results' }).waitFor()
    expect(await page.getByRole('list', { name: 'Results' }).getByRole('link').allTextContents()).toContain(
      'Paper 2602.00006 on lanterns',
    )
    await page.goto(setting.gloss.page('app.html#/settings'))
  })

  it('of which one shard changed cost two requests', async () => {
    publishLab({ 'a.json': [2, 3, 4], 'b.json': [5, 6, 7] })
    // A question asked within a minute of the last is not asked again.
    await page.evaluate(async () => {
      const db = await new Promise<IDBDatabase>((resolve, reject) => {
        const request = indexedDB.open('gloss')
        request.onsuccess = () => resolve(request.result)
        request.onerror = () => reject(request.error)
      })
      const store = db.transaction('parts', 'readwrite').objectStore('parts')
      await new Promise<void>(resolve => {
        store.openCursor().onsuccess = event => {
          const cursor = (event.target as IDBRequest<IDBCursorWithValue | null>).result
          if (!cursor) return resolve()
          if (cursor.value.part === '' && cursor.value.fetched)
            cursor.update({ ...cursor.value, fetched: cursor.value.fetched - 600_000 })
          cursor.continue()
        }
      })
      db.close()
    })
    const before = setting.standIn.requests.length
    await requestSync(page)
    await waitForPapers(page, ids => ids.includes('arxiv:2602.00007'))
    const asked = setting.standIn.requests.slice(before).filter(url => url.includes('digest.example'))
    expect(asked).toEqual([FEED, new URL('b.json', FEED).href])
  })

  it('may be arXiv categories, new and cross listings before new versions', async () => {
    await add(page, 'cs.LG')
    expect(await page.getByRole('form', { name: 'What was found' }).innerText()).toContain('3 papers')
    await page.getByRole('button', { name: 'Follow' }).click()
    await waitForPapers(page, ids => ids.includes('arxiv:2602.00103'))
    const row = (await digestRows(page)).find(({ kind }) => kind === 'arxiv-feed')
    await page.goto(setting.gloss.page(`app.html#/today?digest=${row?.digest}`))
    const rows = page.getByRole('list', { name: 'Papers', exact: true }).locator(':scope > li')
    await expect
      .poll(async () =>
        (await rows.allTextContents()).map(text => /New versions|beacons|networks|tide/.exec(text)?.[0]),
      )
      .toEqual(['beacons', 'networks', 'New versions', 'tide'])
    await page.goto(setting.gloss.page('app.html#/settings'))
  })

  it('may be the feed that a web page names', async () => {
    await add(page, 'blog.example')
    await page.getByRole('button', { name: 'Follow' }).click()
    await waitForPapers(page, ids => ids.includes('arxiv:2602.00201'))
  })

  it('say plainly why they cannot be followed', async () => {
    await toSettings(page)
    for (const [typed, said] of [
      ['https://digest.example/nothing.json', /digest\.example.*404/],
      ['http://digest.example/digest.json', /https/],
      ['not an address', /neither an address/],
    ] as const) {
      await page.getByLabel(/Address of a feed/).fill(typed)
      await page.getByRole('button', { name: 'Look' }).click()
      await page.getByRole('alert').filter({ hasText: said }).waitFor()
    }
  })

  it('are removed with what only they had, and leave the other digest and the reading list whole', async () => {
    // One of the lab's own papers is on the list.
    await page.goto(setting.gloss.page('app.html#/search?q=lighthouses'))
    const fifth = page.locator('li').filter({ hasText: 'Paper 2602.00005 on lanterns' }).last()
    await fifth.getByRole('button', { name: /^Save/ }).click()
    await fifth.getByRole('button', { name: /^Saved/ }).waitFor()
    await page.goto(setting.gloss.page('app.html#/settings'))
    await page.getByRole('button', { name: 'Change: Lab digest' }).click()
    await page
      .getByRole('button', { name: /^Remove/ })
      .last()
      .click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('button', { name: /Remove its papers/ }).click()
    await waitForPapers(page, ids => !ids.includes('arxiv:2602.00006'))
    await expect.poll(async () => (await digestRows(page)).map(row => row.title)).not.toContain('Lab digest')
    const rows = await papersOf(page)
    const ids = rows.map(row => row.id)
    for (const n of [1, 2, 3, 5]) expect(ids).toContain(`arxiv:2602.0000${n}`)
    for (const n of [4, 6, 7]) expect(ids).not.toContain(`arxiv:2602.0000${n}`)
    const both = rows.find(row => row.id === 'arxiv:2602.00002')
    expect(both?.listings).toMatchObject([{ digest: 'hf' }])
    const library = (await readStores(page, { library: 'rows' })).library.rows
    expect(library.map(row => row.id)).toEqual(['arxiv:2602.00005'])
    await page.goto(setting.gloss.page('app.html#/search?q=lighthouses'))
    await expect
      .poll(() => page.getByRole('list', { name: 'Results' }).getByRole('link').allTextContents())
      .not.toContain('Paper 2602.00006 on lanterns')
    await page.goto(setting.gloss.page('app.html#/settings'))
  })

  it('go with everything else when the reader deletes everything', async () => {
    await toSettings(page)
    await page.getByRole('button', { name: /Delete everything/ }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('textbox').fill('delete')
    await dialog.getByRole('button', { name: /Delete/ }).click()
    // The page loads itself anew in between.
    const fresh = await openPage(setting, 'app.html#/settings')
    await expect
      .poll(async () => (await digestRows(fresh)).map(row => row.kind).sort(), { timeout: 20_000 })
      .toEqual(['hugging-face', 'starter'])
    expect((await readStores(fresh, { library: 'rows' })).library.rows).toEqual([])
    // It begins anew by itself.
    await waitForCounts(fresh, now => now.papers >= 61)
  })
})

describeShared('A saved digest page, dropped on the app', () => {
  let setting: Setting
  beforeAll(async () => {
    setting = await openSetting(hosts(() => ({ status: 503 })))
  })
  afterAll(() => setting?.close())

  it('brings its 61 papers, which are those that come with Gloss', async () => {
    const page = await openPage(setting, 'app.html#/settings')
    await waitForCounts(page, now => now.papers === 61)
    await page.getByLabel('Import a saved page').setInputFiles(sharedPath('seed/digest-page.txt'))
    const dialog = page.getByRole('dialog')
    await dialog
      .getByText(/61 papers/)
      .first()
      .waitFor()
    await dialog.getByRole('button', { name: /^Add/ }).click()
    await expect.poll(async () => (await digestRows(page)).map(row => row.digest)).toContain('pages')
    await page.getByRole('list', { name: 'Papers', exact: true }).waitFor()
    const rows = await papersOf(page)
    expect(rows).toHaveLength(61)
    const listed = rows.filter(row =>
      (row.listings as { digest: string }[]).some(({ digest }) => digest === 'pages'),
    )
    expect(listed).toHaveLength(61)
    await page.close()
  })
})

describe('A browser that is killed in the middle of a sync', () => {
  it('goes on where it was, and loses nothing', async () => {
    const profile = await mkdtemp(join(tmpdir(), 'gloss-killed-'))
    const days = 26
    const entries = new Map(
      Array.from({ length: days }, (_, n) => [
        dayBefore(n),
        Array.from({ length: 6 }, (_, k) => dailyEntry(`2602.${String(1000 + n * 6 + k).padStart(5, '0')}`)),
      ]),
    )
    const route: Route = async url => {
      const day = dailyDay(url)
      if (!day) return null
      await new Promise(resolve => setTimeout(resolve, 60))
      return json(entries.get(day) ?? [])
    }
    let setting = await openSetting(hosts(route), { profile })
    let page = await openPage(setting, 'app.html#/settings')
    await syncBackTo(page, days - 1)
    await waitForCounts(page, now => now.daysFetched > 8)
    await setting.kill()
    setting = await openSetting(hosts(route), { profile })
    page = await openPage(setting, 'app.html#/settings')
    const kept = await waitForCounts(page, now => now.daysFetched > 0)
    expect(kept.daysFetched).toBeGreaterThan(0)
    await requestSync(page)
    const whole = await waitForCounts(page, now => now.daysFetched >= days && now.phase === 'idle')
    expect(whole.papers).toBe(61 + days * 6)
    await setting.close()
    await rm(profile, { recursive: true, force: true })
  })
})
