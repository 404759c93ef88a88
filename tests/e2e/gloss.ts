import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { chromium, type Page } from 'playwright-core'
import { unpackIds } from '@/lib/search/document-ids'
import { huggingFace } from '@/lib/sources/hugging-face'
import { addDays } from '@/lib/time'
import { type GlossBrowser, launchWithGloss, QUIET } from '../../scripts/browser'
import { arxivPage } from '../../scripts/demo-site/arxiv-page'
import { demoPapers } from '../../scripts/demo-site/papers'
import { type Route, type StandIn, type StandInAnswer, startStandIn } from '../../scripts/stand-in'
import { readShared, sharedPath } from '../shared'

export const EXTENSION = resolve(import.meta.dirname, '../../.output/chrome-mv3')
const DAY = 86_400_000

/** The browser that the tests run in; `npm test` sees to it that there is one. */
export const EXECUTABLE =
  process.env.GLOSS_CHROMIUM ??
  [
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
  ].find(path => existsSync(path)) ??
  'chromium'

/** A built Gloss in a browser whose every host is answered by a stand-in on this machine. */
export interface Setting {
  readonly gloss: GlossBrowser
  readonly standIn: StandIn
  close(): Promise<void>
  /** Ends every process of the browser on the spot, as a power cut does. Only with a profile of its own. */
  kill(): Promise<void>
}

/** Starts a browser with the built extension; `route` answers for every host there is. */
export async function openSetting(
  route: Route,
  options: {
    profile?: string
    colorScheme?: 'light' | 'dark'
    /** Hosts that the reader has allowed: the browser's own question cannot be answered in a test. */
    allowed?: readonly string[]
    /** The extension's folder, by which its storage goes: one that is started again needs the same. */
    extension?: string
  } = {},
): Promise<Setting> {
  const { allowed, extension = EXTENSION, ...rest } = options
  const standIn = await startStandIn(route)
  const copy = allowed && (await extensionFor(allowed))
  const gloss = await launchWithGloss({
    executable: EXECUTABLE,
    extension: copy ?? extension,
    headless: true,
    standIn: { hosts: ['*'], port: standIn.port },
    ...rest,
  })
  return {
    gloss,
    standIn,
    async close() {
      await gloss.close()
      await standIn.close()
      if (copy) await rm(copy, { recursive: true, force: true })
    },
    async kill() {
      if (!options.profile)
        throw new Error('A browser without a profile of its own cannot be told from others')
      const closed = new Promise(resolve => gloss.context.once('close', resolve))
      spawnSync('pkill', ['-KILL', '-f', options.profile])
      await closed
      await standIn.close()
    },
  }
}

/** A copy of the built extension that may ask some more hosts; nothing else of it differs. */
export async function extensionFor(hosts: readonly string[]): Promise<string> {
  const copy = await mkdtemp(join(tmpdir(), 'gloss-extension-'))
  await cp(EXTENSION, copy, { recursive: true })
  const file = join(copy, 'manifest.json')
  const manifest = JSON.parse(readFileSync(file, 'utf8')) as { host_permissions: string[] }
  manifest.host_permissions.push(
    ...hosts.map(host => `${host === '127.0.0.1' ? 'http' : 'https'}://${host}/*`),
  )
  await writeFile(file, JSON.stringify(manifest))
  return copy
}

/** Answers for several hosts, the first that has something. */
export function hosts(...routes: readonly Route[]): Route {
  return async (url, request) => {
    for (const route of routes) {
      const answer = await route(url, request)
      if (answer) return answer
    }
    return { status: 204 }
  }
}

/** arXiv with the demonstration's pages. */
export const demoArxiv: Route = url => {
  const paper =
    url.hostname === 'arxiv.org' && demoPapers.find(({ id }) => url.pathname.startsWith(`/abs/${id}`))
  return paper ? html(arxivPage(paper)) : null
}

interface SavedPage {
  readonly file: string
  readonly url: string
  readonly kind: string
  readonly class: string
  readonly papers: readonly { readonly title?: string; readonly arxiv?: string }[]
}

/** The saved pages of `../shared/pages` at their own addresses. */
export function savedPages(): { readonly pages: readonly SavedPage[]; readonly route: Route } {
  const pages = readShared('pages/manifest.jsonl')
    .trim()
    .split('\n')
    .map(line => JSON.parse(line) as SavedPage)
  // Newer layouts come later in the manifest's order of names, and win.
  const byUrl = new Map(pages.map(page => [page.url, page]))
  const route: Route = url => {
    if (url.pathname.endsWith('.css'))
      return { headers: { 'content-type': 'text/css' }, body: readShared('pages/css/arxiv-like.css') }
    const page = byUrl.get(url.origin + url.pathname + url.search)
    return page ? html(readFileSync(sharedPath(`pages/${page.file}`))) : null
  }
  return { pages, route }
}

/**
 * Hugging Face with the real daily bodies. The newest body stands for the newest day that is asked for, the one
 * before for the day before, and so on; days past the last body are empty lists. Weeks and months are answered too, each
 * entry with the day that its body stands for.
 */
export function realDigest(days: number): Route {
  const bodies = readdirSync(sharedPath('data/hf-daily')).sort().reverse().slice(0, days)
  let newest: string | undefined
  const bodyOf = (day: string) => {
    newest ??= day
    const file = bodies[Math.round((Date.parse(newest) - Date.parse(day)) / DAY)]
    return file ? readShared(`data/hf-daily/${file}`) : '[]'
  }
  return url => {
    const day = dailyDay(url)
    if (day) return json(bodyOf(day))
    const range = daysOf(url)
    if (!range) return null
    const entries = range.flatMap(one => {
      const list = JSON.parse(bodyOf(one)) as { paper: { upvotes?: number; submittedOnDailyAt?: string } }[]
      for (const { paper } of list) paper.submittedOnDailyAt = `${one}T00:00:00.000Z`
      return list
    })
    entries.sort((a, b) => (b.paper.upvotes ?? 0) - (a.paper.upvotes ?? 0))
    const [limit, page] = [
      Number(url.searchParams.get('limit') ?? 50),
      Number(url.searchParams.get('p') ?? 0),
    ]
    const more = entries.length > (page + 1) * limit
    const answer = json(JSON.stringify(entries.slice(page * limit, (page + 1) * limit)))
    return more ? { ...answer, headers: { ...answer.headers, link: `<${url.href}>; rel="next"` } } : answer
  }
}

/** The days of the week or month that a request of the daily papers asks for, up to today; null for other requests. */
function daysOf(url: URL): string[] | null {
  if (url.hostname !== 'huggingface.co' || url.pathname !== '/api/daily_papers') return null
  const [week, month] = [url.searchParams.get('week'), url.searchParams.get('month')]
  if (!week && !month) return null
  const [year = 0, number = 0] = (week ?? month ?? '').replace('W', '').split('-').map(Number)
  const january4 = Date.UTC(year, 0, 4)
  const monday = january4 - ((new Date(january4).getUTCDay() + 6) % 7) * DAY + (number - 1) * 7 * DAY
  const [start, end] = week
    ? [monday, monday + 7 * DAY]
    : [Date.UTC(year, number - 1, 1), Date.UTC(year, number, 1)]
  const days: string[] = []
  for (let time = start; time < Math.min(end, Date.now()); time += DAY)
    days.push(new Date(time).toISOString().slice(0, 10))
  return days
}

/** The day a request of the daily papers asks for, or null for any other request. */
export function dailyDay(url: URL): string | null {
  return url.hostname === 'huggingface.co' && url.pathname === '/api/daily_papers'
    ? url.searchParams.get('date')
    : null
}

export function json(body: string | object): StandInAnswer {
  return {
    headers: { 'content-type': 'application/json; charset=utf-8' },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  }
}

export function html(body: string | Uint8Array): StandInAnswer {
  return { headers: { 'content-type': 'text/html; charset=utf-8' }, body }
}

/** Counts of the extension's database, read in one of its own pages. */
export interface Counts {
  readonly papers: number
  readonly daysFetched: number
  readonly phase: string | undefined
  readonly problem: string | undefined
}

/** Opens a page of the extension. */
export async function openPage({ gloss }: Setting, path: string, width = 1100): Promise<Page> {
  const page = await gloss.context.newPage()
  await page.setViewportSize({ width, height: width < 500 ? 560 : 800 })
  await page.goto(gloss.page(path))
  return page
}

/** Reads the state of the sync from the database, without going through Gloss's code. */
export async function counts(page: Page): Promise<Counts> {
  const { papers, days, sources } = await readStores(page, { papers: 'count', days: 'rows', sources: 'rows' })
  const hf = sources.rows.find(source => source.digest === 'hf')
  return {
    papers: papers.count,
    daysFetched: days.rows.filter(day => day.fetched !== undefined).length,
    phase: hf?.phase as string | undefined,
    problem: (hf?.problem as { message: string } | undefined)?.message,
  }
}

type Stores<Names extends string> = Record<
  Names,
  { readonly count: number; readonly rows: readonly Record<string, unknown>[] }
>

/** How many rows stores of Gloss's database hold and, where wanted, the rows; binary data comes as lists of numbers. */
export async function readStores<Names extends string>(
  page: Page,
  wanted: Record<Names, 'count' | 'rows'>,
): Promise<Stores<Names>> {
  return page.evaluate(
    async (names: Record<string, string>) => {
      const known = await indexedDB.databases()
      if (!known.some(({ name }) => name === 'gloss')) throw new Error('Gloss has not made its database yet')
      const answer = <T>(request: IDBRequest<T>) =>
        new Promise<T>((resolve, reject) => {
          request.onsuccess = () => resolve(request.result)
          request.onerror = () => reject(request.error)
        })
      const db = await answer(indexedDB.open('gloss'))
      const plain = (_: string, value: unknown) =>
        ArrayBuffer.isView(value) ? [...(value as Uint8Array)] : value
      const stores: Stores<string> = {}
      for (const [name, what] of Object.entries(names)) {
        const store = db.transaction(name).objectStore(name)
        const rows = what === 'rows' ? JSON.stringify(await answer(store.getAll()), plain) : '[]'
        stores[name] = {
          count: await answer(db.transaction(name).objectStore(name).count()),
          rows: JSON.parse(rows),
        }
      }
      db.close()
      return stores
    },
    wanted as Record<string, string>,
  ) as Promise<Stores<Names>>
}

/** Sets how far back Gloss syncs, as the settings page would, so that a test's sync comes to an end. */
export async function syncBackTo(page: Page, daysBack: number): Promise<void> {
  await page.evaluate(async from => {
    const storage = (
      globalThis as unknown as { chrome: { storage: { local: { set(items: object): Promise<void> } } } }
    ).chrome.storage.local
    await storage.set({ settings: { syncFrom: from } })
  }, dayBefore(daysBack))
}

/** A day before the newest that the digest has: that one begins in the evening before, in New York. */
export function dayBefore(days: number): string {
  return addDays(huggingFace.daily?.newestDay(Date.now()) ?? '', -days)
}

/** Waits until `accept` takes the counts. */
export async function waitForCounts(
  page: Page,
  accept: (counts: Counts) => boolean,
  timeout = 60_000,
): Promise<Counts> {
  const end = Date.now() + timeout
  let last: Counts | undefined
  while (Date.now() < end) {
    last = await counts(page).catch(() => undefined)
    if (last && accept(last)) return last
    await page.waitForTimeout(100)
  }
  throw new Error(`The database never came to hold what was expected: ${JSON.stringify(last)}`)
}

/** What a corpus comes down to, without the times at which it was fetched. */
export interface Digested {
  readonly papers: readonly string[]
  readonly days: readonly string[]
  /** Identifiers of the live documents of the search index, sorted. */
  readonly indexed: readonly string[]
}

/** The whole corpus in a form that two runs can be compared in. */
export async function digestOf(page: Page): Promise<Digested> {
  const stores = await readStores(page, { papers: 'rows', days: 'rows', documents: 'rows', facts: 'rows' })
  const timeless = (key: string, value: unknown) =>
    ['seen', 'fieldSeen', 'fetched'].includes(key) ? undefined : value
  const dead = new Map(stores.facts.rows.map(row => [row.segment, (row.facts as { dead: number[] }).dead]))
  return {
    papers: stores.papers.rows.map(row => JSON.stringify(row, timeless)).sort(),
    days: stores.days.rows.map(row => JSON.stringify(row, timeless)).sort(),
    indexed: stores.documents.rows
      .flatMap(({ segment, ids }) => {
        const { packed, others } = ids as { packed: number[]; others: string }
        const names = unpackIds({ packed: Uint32Array.from(packed), others })
        return names.filter((_, document) => !dead.get(segment)?.[document])
      })
      .sort(),
  }
}

/** Kills the extension's service worker on the spot, as the browser does when it wants its memory. */
export async function killWorker(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page)
  await session.send('ServiceWorker.enable')
  await session.send('ServiceWorker.stopAllWorkers')
  await session.detach()
}

/** Asks for a sync as the settings page does; wakes a worker that was killed. */
export async function requestSync(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const { chrome } = globalThis as unknown as {
      chrome: { runtime: { sendMessage(message: object): Promise<unknown> } }
    }
    await chrome.runtime.sendMessage({ type: 'sync' })
  })
}

/**
 * Opens the popup as the toolbar button does, over `tab`, and returns a function that evaluates an expression in it.
 * Playwright does not attach to popups, so this speaks to it through the tab's session.
 */
export async function openRealPopup(
  { gloss }: Setting,
  tab: Page,
): Promise<(expression: string) => Promise<unknown>> {
  await tab.bringToFront()
  const worker = await gloss.worker()
  await worker.evaluate(() =>
    (
      globalThis as unknown as { chrome: { action: { openPopup(): Promise<void> } } }
    ).chrome.action.openPopup(),
  )
  const session = await gloss.context.newCDPSession(tab)
  const { targetInfos } = await session.send('Target.getTargets')
  const popup = targetInfos.find(target => target.url === gloss.page('popup.html'))
  if (!popup) throw new Error('The popup did not open')
  const { sessionId } = await session.send('Target.attachToTarget', {
    targetId: popup.targetId,
    flatten: false,
  })
  let messages = 0
  return expression =>
    new Promise((resolve, reject) => {
      const id = ++messages
      const onMessage = ({ message }: { readonly message: string }) => {
        const reply = JSON.parse(message) as {
          id?: number
          result?: { result?: { value?: unknown } }
          error?: unknown
        }
        if (reply.id !== id) return
        session.off('Target.receivedMessageFromTarget', onMessage)
        if (reply.error) reject(new Error(JSON.stringify(reply.error)))
        else resolve(reply.result?.result?.value)
      }
      session.on('Target.receivedMessageFromTarget', onMessage)
      const params = { expression, awaitPromise: true, returnByValue: true }
      const message = JSON.stringify({ id, method: 'Runtime.evaluate', params })
      session.send('Target.sendMessageToTarget', { sessionId, message }).catch(reject)
    })
}

/** What a browser without Gloss asks for when it views these pages: what the pages load by themselves. */
export async function requestsWithoutGloss(
  { standIn }: Setting,
  addresses: readonly string[],
): Promise<Set<string>> {
  const profile = await mkdtemp(join(tmpdir(), 'gloss-without-'))
  // A profile of its own, as Gloss's browser has: private windows load less.
  const browser = await chromium.launchPersistentContext(profile, {
    executablePath: EXECUTABLE,
    chromiumSandbox: process.getuid?.() !== 0,
    args: [...QUIET, `--host-resolver-rules=MAP * 127.0.0.1:${standIn.port}`, '--ignore-certificate-errors'],
  })
  const before = standIn.requests.length
  const page = await browser.newPage()
  for (const address of addresses) await page.goto(address, { waitUntil: 'networkidle' })
  await browser.close()
  await rm(profile, { recursive: true, force: true })
  return new Set(standIn.requests.slice(before))
}
