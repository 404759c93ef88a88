import { spawnSync } from 'node:child_process'
import type { CDPSession, Page } from 'playwright-core'
import { type GlossBrowser, launchWithGloss } from '../../browser.ts'

/** Nothing listens there, so that nothing is fetched while time is measured. */
const CLOSED_PORT = 1
/** Milliseconds; a stopped worker that stays so this long has nothing left to do. */
const WORKER_QUIET = 150
const WORKER_STOPS_WITHIN = 10_000

/** What it takes to start the browser again where it left off. */
export interface Setup {
  readonly executable: string
  readonly extension: string
  readonly profile: string
}

/** Starts the browser on a profile and stops the extension's worker once it has started. */
export async function startBrowser({ executable, extension, profile }: Setup): Promise<GlossBrowser> {
  const gloss = await launchWithGloss({
    executable,
    extension,
    profile,
    headless: true,
    standIn: { hosts: ['*'], port: CLOSED_PORT },
  })
  try {
    await stopWorker(gloss)
  } catch (error) {
    await gloss.close()
    throw error
  }
  return gloss
}

/** Opens a page of the extension in a process that knows nothing yet: no page and no worker of it is left. */
export async function freshPage(
  gloss: GlossBrowser,
  path: string,
  beforeLoad: (page: Page) => Promise<unknown> = async () => undefined,
): Promise<Page> {
  for (const page of gloss.context.pages()) if (page.url().startsWith('chrome-extension:')) await page.close()
  await stopWorker(gloss)
  const page = await gloss.context.newPage()
  await beforeLoad(page)
  await page.goto(gloss.page(path))
  return page
}

/** Stops the extension's worker and waits until it stays so. One that is starting is let start: it would try again. */
async function stopWorker({ context }: GlossBrowser): Promise<void> {
  const session = await context.newCDPSession(context.pages()[0] ?? (await context.newPage()))
  const alive = new Map<string, 'running' | 'changing'>()
  let changed = performance.now()
  session.on('ServiceWorker.workerVersionUpdated', ({ versions }) => {
    changed = performance.now()
    for (const { versionId, runningStatus, status } of versions)
      if (status !== 'activated') alive.set(versionId, 'changing')
      else if (runningStatus === 'stopped') alive.delete(versionId)
      else alive.set(versionId, runningStatus === 'running' ? 'running' : 'changing')
  })
  await session.send('ServiceWorker.enable')
  const end = performance.now() + WORKER_STOPS_WITHIN
  while (alive.size > 0 || performance.now() - changed < WORKER_QUIET) {
    if (performance.now() > end) throw new Error("The extension's worker would not stop")
    if ([...alive.values()].includes('running')) await session.send('ServiceWorker.stopAllWorkers')
    await new Promise(done => setTimeout(done, 20))
  }
  await session.detach()
}

/** Whether a page and its workers hold more than so many megabytes, garbage not counted. */
export async function heapOver(page: Page, megabytes: number): Promise<boolean> {
  return (await heapMB(page, 'as it is')) > megabytes && (await heapMB(page)) > megabytes
}

/** Megabytes that a page and its workers hold: objects, the DOM's, and array buffers. */
export async function heapMB(page: Page, state: 'collected' | 'as it is' = 'collected'): Promise<number> {
  const session = await page.context().newCDPSession(page)
  const workers = await attachWorkers(session)
  const heaps = [session.send.bind(session) as Send, ...workers]
  let bytes = 0
  for (const send of heaps) {
    if (state === 'collected') await send('HeapProfiler.collectGarbage')
    const usage = (await send('Runtime.getHeapUsage')) as Record<string, number>
    bytes += (usage.usedSize ?? 0) + (usage.embedderHeapUsedSize ?? 0) + (usage.backingStorageSize ?? 0)
  }
  await session.detach()
  return bytes / 2 ** 20
}

type Send = (method: string) => Promise<unknown>

/** A way to speak to each worker of the page. Playwright has none, so messages are passed on by the page's session. */
async function attachWorkers(session: CDPSession): Promise<Send[]> {
  const waiting = new Map<number, (result: unknown) => void>()
  const sessions: string[] = []
  session.on('Target.attachedToTarget', ({ sessionId }) => sessions.push(sessionId))
  session.on('Target.receivedMessageFromTarget', ({ message }) => {
    const { id, result } = JSON.parse(message)
    waiting.get(id)?.(result)
  })
  await session.send('Target.setAutoAttach', {
    autoAttach: true,
    waitForDebuggerOnStart: false,
    flatten: false,
  })
  let calls = 0
  return sessions.map(sessionId => method => {
    const id = ++calls
    return new Promise((done, failed) => {
      waiting.set(id, done)
      session
        .send('Target.sendMessageToTarget', { sessionId, message: JSON.stringify({ id, method }) })
        .catch(failed)
    })
  })
}

/**
 * Drops the files of a folder from the system's page cache, so that they are read from the disk. Returns whether it
 * could: it takes GNU's dd.
 */
export function dropPageCache(folder: string): boolean {
  const drop = ['iflag=nocache', 'count=0', 'status=none']
  if (spawnSync('dd', ['if=/dev/null', ...drop]).status !== 0) return false
  // Only what has been written out can be dropped.
  spawnSync('sync')
  return spawnSync('find', [folder, '-type', 'f', '-exec', 'dd', 'if={}', ...drop, ';']).status === 0
}

/** The browser's name and version, as it says them. */
export function browserVersion(executable: string): string {
  return spawnSync(executable, ['--version'], { encoding: 'utf8' }).stdout.trim().split(' built')[0] ?? ''
}
