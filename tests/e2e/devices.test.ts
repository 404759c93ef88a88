import { readdirSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, request, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type DavServer, hasDavServer, startDavServer } from '../../scripts/dav-server'
import { extensionFor, openSetting, type Setting } from './gloss'

const HERE = hasDavServer('apache2')
if (!HERE) console.warn('Skipped: there is no apache2 here, so no two browsers meet through a server.')

/** What the pages of the extension have. */
declare const chrome: { runtime: { sendMessage(message: object): Promise<unknown> } }

/** What stands between the browsers and the server, to spoil what they say to each other. */
interface Between {
  readonly url: string
  /** Answers instead of the server; null lets a request through. */
  fault: ((method: string, path: string) => number | 'hang' | null) | null
  /** Requests that wait to be let go of. */
  readonly held: string[]
  close(): void
}

async function startBetween(server: DavServer): Promise<Between> {
  const held: string[] = []
  const proxy: Server = createServer((asked, answer) => {
    const { method = '', url = '', headers } = asked
    const fault = between.fault?.(method, url) ?? null
    if (typeof fault === 'number') return void answer.writeHead(fault).end()
    if (fault === 'hang') {
      // Half of what is sent reaches the server, and then nothing more, as when the sender dies.
      held.push(url)
      const half = request({ port: server.port, method, path: url, headers })
      half.on('error', () => undefined)
      asked.once('data', (part: Buffer) => half.write(part.subarray(0, part.length / 2)))
      asked.on('close', () => half.destroy())
      asked.on('error', () => undefined)
      return
    }
    const on = request({ port: server.port, method, path: url, headers }, came => {
      answer.writeHead(came.statusCode ?? 502, came.headers)
      came.pipe(answer)
    })
    on.on('error', () => answer.destroy())
    asked.pipe(on)
  })
  await new Promise<void>(resolve => proxy.listen(0, '127.0.0.1', resolve))
  const { port } = proxy.address() as AddressInfo
  const between: Between = {
    url: `http://127.0.0.1:${port}/papers`,
    fault: null,
    held,
    close: () => {
      proxy.closeAllConnections()
      proxy.close()
    },
  }
  return between
}

/** A browser with Gloss and a page of its settings. */
class Device {
  readonly profile: string
  readonly #extension: string
  #setting: Setting | undefined
  #page: Page | undefined

  constructor(profile: string, extension: string) {
    this.profile = profile
    this.#extension = extension
  }

  async start(): Promise<void> {
    this.#setting = await openSetting(() => ({ status: 204 }), {
      profile: this.profile,
      extension: this.#extension,
    })
    this.#page = await this.#setting.gloss.context.newPage()
    await this.#page.goto(this.#setting.gloss.page('app.html#/settings'))
  }

  get page(): Page {
    if (!this.#page) throw new Error('It was not started')
    return this.#page
  }

  close = () => this.#setting?.close()
  kill = () => this.#setting?.kill()

  /** Chooses WebDAV and connects, as a reader does. */
  async connect(url: string, password: string, passphrase = ''): Promise<void> {
    const { page } = this
    await page.getByRole('radio', { name: /WebDAV/ }).check()
    const closed = page.locator('details:not([open]) > summary', { hasText: /^Server/ })
    if (await closed.count()) await closed.click()
    await page.getByLabel('Address of a folder').fill(url)
    await page.getByLabel('Name', { exact: true }).fill('ada')
    await page.getByLabel(/^Password/).fill(password)
    await page.getByLabel(/^Passphrase/).fill(passphrase)
    await page.getByRole('button', { name: /^Connect/ }).click()
    await this.settled()
  }

  /** The part of the settings that is about devices. */
  get devices(): Locator {
    return this.page.getByRole('region', { name: 'Devices' })
  }

  /** One round, and what is said of it. */
  async sync(): Promise<string> {
    await this.devices.getByRole('button', { name: 'Sync now' }).click()
    return this.settled()
  }

  async settled(): Promise<string> {
    await this.page.waitForTimeout(200)
    await this.devices.locator('button:enabled', { hasText: 'Sync now' }).waitFor()
    return this.devices.innerText()
  }

  /** Asks the background, as a page of Gloss does. */
  ask(message: object): Promise<unknown> {
    return this.page.evaluate(message => chrome.runtime.sendMessage(message), message)
  }

  save(id: string, title: string, state = 'to-read'): Promise<unknown> {
    return this.ask({ type: 'save', paper: { ids: [id], title }, saved: true, state })
  }

  unsave(id: string): Promise<unknown> {
    return this.ask({ type: 'save', paper: { ids: [id] }, saved: false })
  }

  /** The list: identifier, state and notes of each. */
  async list(): Promise<string[]> {
    return this.page.evaluate(async () => {
      const open = indexedDB.open('gloss')
      const db = await new Promise<IDBDatabase>(resolve => {
        open.onsuccess = () => resolve(open.result)
      })
      const all = db.transaction('library').objectStore('library').getAll()
      const rows = await new Promise<{ id: string; state: string; notes: string[] }[]>(resolve => {
        all.onsuccess = () => resolve(all.result)
      })
      db.close()
      return rows.map(({ id, state, notes }) => [id, state, ...notes].join(' | ')).sort()
    })
  }

  /** Opens the entry in the library and writes its note there. */
  async note(title: string, text: string): Promise<void> {
    const { page } = this
    await page.goto(page.url().replace(/#.*/, `#/library?q=${encodeURIComponent(title)}`))
    const row = page.getByRole('list', { name: 'Reading list' }).getByRole('listitem').first()
    await row.getByText('To read').or(row.getByText('Done')).click()
    const field = page.getByRole('textbox', { name: 'Note' })
    await field.fill(text)
    await field.blur()
    await page.waitForTimeout(300)
    await page.goto(page.url().replace(/#.*/, '#/settings'))
    await this.devices.getByRole('button', { name: 'Sync now' }).waitFor()
  }
}

describe.skipIf(!HERE)('two browsers and a WebDAV server', () => {
  let server: DavServer
  let between: Between
  let a: Device
  let b: Device
  const folders: string[] = []

  beforeAll(async () => {
    server = await startDavServer('apache2')
    between = await startBetween(server)
    for (let n = 0; n < 2; n++) folders.push(await mkdtemp(join(tmpdir(), 'gloss-device-')))
    folders.push(await extensionFor(['127.0.0.1']))
    const [one = '', two = '', extension = ''] = folders
    a = new Device(one, extension)
    b = new Device(two, extension)
    await a.start()
    await b.start()
  })

  afterAll(async () => {
    await a?.close()
    await b?.close()
    between?.close()
    await server?.close()
    for (const folder of folders) await rm(folder, { recursive: true, force: true })
  })

  const both = async () => {
    for (const device of [a, b, a, b]) await device.sync()
    const [here, there] = [await a.list(), await b.list()]
    expect(there).toEqual(here)
    return here
  }
  const files = () => readdirSync(join(server.folder, 'gloss'))

  test('a wrong password is told, nothing is stored, and the right one connects', async () => {
    await a.save('arxiv:2602.00001', 'Lanterns that glow at night')
    await a.connect(between.url, 'wrong')
    expect(await a.settled()).toMatch(/name or password|password/i)
    expect(readdirSync(server.folder)).toEqual([])
    await a.connect(between.url, server.password)
    expect(await a.settled()).toMatch(/Synced /)
    expect(files()).not.toEqual([])
  })

  test('each has what the other saved, changed and removed', async () => {
    await b.save('arxiv:2602.00002', 'Beacons at sea', 'reading')
    await b.connect(between.url, server.password)
    expect(await both()).toEqual(['arxiv:2602.00001 | to-read', 'arxiv:2602.00002 | reading'])
    await a.save('arxiv:2602.00002', 'Beacons at sea', 'done')
    await b.unsave('arxiv:2602.00001')
    await b.save('doi:10.1000/tide', 'Tide tables for rivers')
    expect(await both()).toEqual(['arxiv:2602.00002 | done', 'doi:10.1000/tide | to-read'])
  })

  test('notes that both wrote while there was no server are both kept', async () => {
    between.fault = () => 503
    await a.note('Beacons at sea', 'Written on the one')
    await b.note('Beacons at sea', 'Written on the other')
    const said = await a.sync()
    expect(said).toMatch(/whole/)
    expect(await a.list()).toContain('arxiv:2602.00002 | done | Written on the one')
    between.fault = null
    const list = await both()
    expect(list[0]).toMatch(/Written on the one/)
    expect(list[0]).toMatch(/Written on the other/)
  })

  test.each([
    [423, /lock/i],
    [507, /full|space|room/i],
    [500, /again|later/i],
  ])('%i at every write is told, and loses nothing', async (status, words) => {
    await a.save(`arxiv:2603.00${status}`, `A paper saved at status ${status}, on harbours`)
    between.fault = method => (method === 'PUT' || method === 'DELETE' ? status : null)
    expect(await a.sync()).toMatch(words)
    expect(await a.devices.getByRole('alert').innerText()).not.toBe('')
    expect(await a.list()).toContain(`arxiv:2603.00${status} | to-read`)
    between.fault = null
    expect(await both()).toContain(`arxiv:2603.00${status} | to-read`)
  })

  test('another version than the one that was read is read first, and nothing is lost', async () => {
    await a.save('arxiv:2603.00412', 'A paper saved while others write, on piers')
    let refused = 0
    between.fault = method => (method === 'PUT' && refused++ < 2 ? 412 : null)
    expect(await a.sync()).toMatch(/Synced /)
    expect(refused).toBeGreaterThan(2)
    between.fault = null
    expect(await both()).toContain('arxiv:2603.00412 | to-read')
  })

  test('a browser killed in the middle of a write goes on where it was', async () => {
    await a.save('arxiv:2604.00001', 'Windmills in winter, a survey of sails')
    between.fault = method => (method === 'PUT' ? 'hang' : null)
    await a.devices.getByRole('button', { name: 'Sync now' }).click()
    while (between.held.length === 0) await new Promise(resolve => setTimeout(resolve, 50))
    await a.kill()
    between.fault = null
    await b.save('arxiv:2604.00002', 'Ferries that run on time, mostly')
    await b.sync()
    await a.start()
    await a.devices.getByRole('button', { name: 'Sync now' }).waitFor()
    const list = await both()
    expect(list).toContain('arxiv:2604.00001 | to-read')
    expect(list).toContain('arxiv:2604.00002 | to-read')
  })

  test('a file that was cut short is noticed, and written anew from what the devices have', async () => {
    const before = await both()
    for (const file of files()) {
      const path = join(server.folder, 'gloss', file)
      truncateSync(path, Math.floor(statSync(path).size / 2))
    }
    await a.save('arxiv:2605.00001', 'Bridges of rope and their makers')
    await a.sync()
    await b.sync()
    const after = await both()
    expect(after).toEqual([...before, 'arxiv:2605.00001 | to-read'].sort())
  })

  test('a file of a newer Gloss is left alone, and said', async () => {
    const path = join(server.folder, 'gloss', 'library.json')
    const before = readFileSync(path)
    writeFileSync(path, JSON.stringify({ format: 'gloss-sync/9', dreams: true }))
    await a.save('arxiv:2605.00002', 'Kites over the old town and the new')
    expect(await a.sync()).toMatch(/newer/i)
    expect(readFileSync(path, 'utf8')).toContain('dreams')
    writeFileSync(path, before)
    expect(await both()).toContain('arxiv:2605.00002 | to-read')
  })
})
