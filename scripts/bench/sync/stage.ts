import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import type { Answer, MessageType, Protocol, Reply } from '../../../lib/messaging/protocol.ts'
import { type GlossBrowser, launchWithGloss } from '../../browser.ts'
import { type Route, type StandInAnswer, startStandIn } from '../../stand-in.ts'
import { BLANK_PAGE } from './extension.ts'
import { watchMainThread } from './main-thread.ts'
import { Stored } from './stored.ts'
import { installReader } from './stored-reader.ts'
import { pause, until } from './wait.ts'

/** The size of the toolbar's popup. */
const POPUP = { width: 380, height: 560 }
/** Milliseconds in which pages come to rest after they have been opened. */
const PAGES_SETTLE = 2000

declare const chrome: {
  readonly runtime: { sendMessage(message: object): Promise<unknown> }
  readonly storage: {
    readonly local: { set(items: object): Promise<void>; get(key: string): Promise<Record<string, object>> }
  }
}

/** What it takes to start a browser with the copy of the extension. */
export interface Setup {
  readonly executable: string
  readonly extension: string
}

/** A browser in a fresh profile in which nothing has been synced yet, and the pages to watch it from. */
export interface Stage {
  readonly gloss: GlossBrowser
  readonly stored: Stored
  /** The app on today's list, open all the time. */
  readonly today: Page
  readonly popup: Page
  /** A page of the extension that runs nothing of its own. */
  readonly page: Page
  /** Sends a message as a page of the extension does; throws where it is refused. */
  send<T extends MessageType>(type: T, request: Protocol[T]['request']): Promise<Answer<T>>
  changeSettings(change: object): Promise<void>
  /** Stops the extension's worker, as the browser does. */
  killWorker(): Promise<void>
  /** Closes the browser; returns the bytes that the profile's databases take on the disk. */
  closeAndWeigh(): Promise<number>
  close(): Promise<void>
}

/**
 * Starts the browser with syncing switched off: Gloss begins by itself at install, before anything can be measured, so
 * what it asks of `route` then is held back, and cut off when the stage is set.
 */
export async function openStage(setup: Setup, route: Route): Promise<Stage> {
  const held: ((answer: StandInAnswer) => void)[] = []
  const standIn = await startStandIn(() => new Promise(answer => held.push(answer)))
  const profile = mkdtempSync(join(tmpdir(), 'gloss-bench-sync-'))
  let gloss: GlossBrowser | undefined
  const close = async () => {
    await gloss?.close()
    gloss = undefined
    await standIn.close()
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 })
  }
  try {
    gloss = await launchWithGloss({
      ...setup,
      profile,
      headless: true,
      standIn: { hosts: ['*'], port: standIn.port },
    })
    const blank = await gloss.context.newPage()
    await blank.addInitScript(installReader)
    await blank.goto(gloss.page(BLANK_PAGE))
    const stored = new Stored(blank)
    await changeSettings(blank, { syncOn: false, welcomed: true })
    await until('The starter digest', async () => (await stored.papers().catch(() => 0)) > 0)
    standIn.route = route
    for (const answer of held) answer({ truncate: true })
    const today = await openPage(gloss, 'app.html#/today')
    const popup = await openPage(gloss, 'popup.html')
    await popup.setViewportSize(POPUP)
    await pause(PAGES_SETTLE)
    return {
      gloss,
      stored,
      today,
      popup,
      page: blank,
      send: (type, request) => send(blank, type, request),
      changeSettings: change => changeSettings(blank, change),
      killWorker: () => killWorker(blank),
      async closeAndWeigh() {
        await gloss?.close()
        gloss = undefined
        return bytesIn(join(profile, 'Default/IndexedDB'))
      },
      close,
    }
  } catch (error) {
    await close()
    throw error
  }
}

async function openPage(gloss: GlossBrowser, path: string): Promise<Page> {
  const page = await gloss.context.newPage()
  await page.addInitScript(watchMainThread)
  await page.goto(gloss.page(path))
  return page
}

async function send<T extends MessageType>(
  page: Page,
  type: T,
  request: Protocol[T]['request'],
): Promise<Answer<T>> {
  const message: object = { ...request, type }
  const reply = (await page.evaluate(message => chrome.runtime.sendMessage(message), message)) as
    | Reply<T>
    | undefined
  if (reply?.ok) return reply.answer
  throw new Error(`Gloss does not "${type}": ${reply?.message ?? 'nobody answered'}`)
}

function changeSettings(page: Page, change: object): Promise<void> {
  return page.evaluate(async change => {
    const { settings } = await chrome.storage.local.get('settings')
    await chrome.storage.local.set({ settings: { ...settings, ...change } })
  }, change)
}

async function killWorker(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page)
  await session.send('ServiceWorker.enable')
  await session.send('ServiceWorker.stopAllWorkers')
  await session.detach()
}

/** Bytes that the files of a folder take on the disk. */
function bytesIn(folder: string): number {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter(file => file.isFile())
  if (files.length === 0) throw new Error(`There are no databases in ${folder}`)
  // A block is 512 bytes by POSIX, whatever the file system's are.
  return files.reduce((sum, file) => sum + statSync(join(file.parentPath, file.name)).blocks * 512, 0)
}
