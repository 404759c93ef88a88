import 'fake-indexeddb/auto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { setRule, tagRules } from '@/lib/library/rules'
import { HOUR } from '@/lib/time'
import { DAV_SERVERS, type DavServer, hasDavServer, startDavServer } from '../../../scripts/dav-server'
import { type Device, edit, idOf, knownBy, listedOn, newDevice, saving, sync as syncOnce } from './devices'

const missing = DAV_SERVERS.filter(name => !hasDavServer(name))
if (missing.length > 0) console.warn(`Skipped for want of ${missing.join(', ')}: WebDAV against that server`)

/** An Apache takes no tag of a file younger than a second: it is asked more often than in earnest, so that tests end sooner. */
const briefly = (milliseconds: number) =>
  new Promise<void>(resolve => setTimeout(resolve, Math.min(milliseconds, 250)))

const sync = (...[device, account, fetch]: Parameters<typeof syncOnce>) =>
  syncOnce(device, account, fetch, briefly)

/** The process dies at a request: before it reached the server, or before its answer came back. */
class Killed extends Error {}

for (const name of DAV_SERVERS)
  describe.skipIf(!hasDavServer(name))(`a folder on ${name}`, () => {
    let server: DavServer
    let folders = 0

    beforeAll(async () => {
      server = await startDavServer(name)
    })
    afterAll(() => server?.close())

    /** A folder of its own for each test, which the server makes. */
    async function newFolder() {
      const { url, user, password } = server
      const account = { url: `${url}/${++folders}`, user, password }
      const headers = { authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}` }
      expect((await fetch(`${account.url}/`, { method: 'MKCOL', headers })).status).toBe(201)
      const path = join(server.folder, String(folders), 'gloss')
      return { account, headers, path, files: () => readdirSync(path).sort() }
    }

    test('devices meet, and what nobody changed is not written again', async () => {
      const { account, files } = await newFolder()
      const [a, b] = [newDevice(), newDevice(-5 * HOUR)]
      const asked: string[] = []
      const listening: typeof fetch = (url, init) => {
        asked.push(init?.method ?? 'GET')
        return fetch(url, init)
      }
      await edit(a, saving(1), { ...saving(2), tags: { lamps: true }, note: 'Bright.' })
      await setRule(a.db, 'r1', { query: 'topic:lamps', tag: 'lamp' }, a.now)
      expect(await sync(a, account, listening)).toEqual({ ok: true, changed: [], said: [] })
      expect(files()).toEqual([expect.stringMatching(/^device-[0-9a-z]{8}\.json$/), 'library.json'])
      const came = await sync(b, account, listening)
      expect(came).toMatchObject({ ok: true, said: [] })
      expect(came.ok && [...came.changed].sort()).toEqual([idOf(1), idOf(2)])
      expect(await tagRules(b.db)).toEqual([{ id: 'r1', query: 'topic:lamps', tag: 'lamp' }])
      await edit(b, { ids: [idOf(1)], remove: true }, { ids: [idOf(2)], set: { state: 'done' } })
      await sync(b, account, listening)
      await sync(a, account, listening)
      expect(await knownBy(a)).toBe(await knownBy(b))
      expect(await listedOn(a)).toEqual([idOf(2)])
      asked.length = 0
      for (const device of [a, b, a, b]) await sync(device, account, listening)
      expect(asked.filter(method => method === 'PUT')).toEqual([])
    })

    test('devices that write at the same time lose nothing', async () => {
      const { account } = await newFolder()
      const devices = [newDevice(), newDevice(3 * HOUR), newDevice(-HOUR)]
      const all = devices.flatMap((_, n) => [10 * n, 10 * n + 1])
      await Promise.all(
        devices.map(async (device, n) => {
          for (const paper of [10 * n, 10 * n + 1]) {
            await edit(device, { ...saving(paper), tags: { [`of ${n}`]: true } })
            const outcome = await sync(device, account, fetch)
            expect(outcome.ok || outcome.message).toBe(true)
          }
        }),
      )
      await meet(devices, account)
      expect(await listedOn(devices[0] as Device)).toEqual(all.map(idOf).sort())
    })

    test('a snapshot that is written between reading and writing it is not lost', async () => {
      const { account } = await newFolder()
      const [a, b, c] = [newDevice(), newDevice(), newDevice()]
      await edit(a, saving(1))
      await edit(b, saving(2))
      let interposed = 0
      const slow: typeof fetch = async (url, init) => {
        // Without If-Match, the server lets this write replace what the other device has just written.
        if (init?.method === 'PUT' && String(url).endsWith('library.json') && interposed++ === 0)
          expect(await sync(b, account, fetch)).toMatchObject({ ok: true })
        return fetch(url, init)
      }
      expect(await sync(a, account, slow)).toMatchObject({ ok: true })
      expect(interposed).toBeGreaterThan(0)
      await sync(b, account, fetch)
      await sync(c, account, fetch)
      expect(await listedOn(c)).toEqual([idOf(1), idOf(2)])
    })

    test('files that are cut short are mended, and no room or a lock loses nothing', async () => {
      const { account, files, path, headers } = await newFolder()
      const [a, b] = [newDevice(), newDevice()]
      await edit(a, saving(1))
      await sync(a, account, fetch)
      await sync(b, account, fetch)
      await edit(b, saving(2))
      for (const status of [423, 507]) {
        const refusing: typeof fetch = async (url, init) =>
          init?.method === 'PUT' ? new Response(null, { status }) : fetch(url, init)
        expect(await sync(b, account, refusing)).toMatchObject({ ok: false })
      }
      for (const file of files()) {
        const body = readFileSync(join(path, file)).subarray(0, 100)
        expect((await fetch(`${account.url}/gloss/${file}`, { method: 'PUT', headers, body })).ok).toBe(true)
      }
      expect(await sync(a, account, fetch)).toMatchObject({
        ok: true,
        said: [expect.stringContaining('library.json, was damaged. It was kept as library-damaged-')],
      })
      await meet([a, b], account)
      expect(files().filter(file => file.startsWith('library-damaged-'))).toHaveLength(1)
      expect(await listedOn(a)).toEqual([idOf(1), idOf(2)])
    })

    test('a device that dies at any request goes on, and nothing is lost or doubled', async () => {
      const { account } = await newFolder()
      const [a, b] = [newDevice(), newDevice()]
      await edit(b, saving(900))
      await sync(b, account, fetch)
      const deaths: [number, 'before' | 'after'][] = []
      for (let n = 1; n <= 7; n++) deaths.push([n, 'before'], [n, 'after'])
      for (const [paper, [request, when]] of deaths.entries()) {
        await edit(a, saving(paper))
        let count = 0
        const dying: typeof fetch = async (url, init) => {
          if (++count < request) return fetch(url, init)
          if (when === 'after' && count === request) await fetch(url, init)
          throw new Killed()
        }
        await sync(a, account, dying)
      }
      await meet([a, b], account)
      expect(await listedOn(b)).toEqual([...deaths.keys(), 900].map(idOf).sort())
    })

    test('with a passphrase nothing can be read on the server', async () => {
      const { account, files, path } = await newFolder()
      const sealed = { ...account, passphrase: 'seven lamps' }
      const [a, b] = [newDevice(), newDevice()]
      await edit(a, { ...saving(1), note: 'A secret of lamps.' })
      await sync(a, sealed, fetch)
      for (const file of files()) {
        const text = readFileSync(join(path, file), 'latin1')
        expect(text).toMatch(/^\{"format":"gloss-sync\/1"/)
        expect(text).not.toMatch(/lamps|2601/i)
      }
      await sync(b, sealed, fetch)
      expect(await knownBy(b)).toBe(await knownBy(a))
      expect(await sync(newDevice(), account, fetch)).toMatchObject({ ok: false, again: 'when told' })
      expect(await sync(newDevice(), { ...account, passphrase: 'eight lamps' }, fetch)).toMatchObject({
        ok: false,
        message:
          'The passphrase does not open the list in the folder. Your list on this device is whole; nothing was written. Enter the one of your other devices and sync again.',
      })
    })

    test('says what is wrong with the account', async () => {
      const { account } = await newFolder()
      const device = newDevice()
      await edit(device, saving(1))
      const host = `127.0.0.1:${server.port}`
      expect(await sync(device, { ...account, password: 'wrong' }, fetch)).toEqual({
        ok: false,
        again: 'when told',
        message: `${host} does not accept this name and password (error 401). Your list on this device is whole. Correct them and sync again.`,
      })
      expect(await sync(device, { ...account, url: `${server.url}/no/such` }, fetch)).toEqual({
        ok: false,
        again: 'when told',
        message: `${host} has no such folder (error 409). Your list on this device is whole. Correct the address or make the folder there, and sync again.`,
      })
      expect(await listedOn(device)).toEqual([idOf(1)])
    })

    async function meet(devices: readonly Device[], account: Parameters<typeof sync>[1]) {
      for (const device of [...devices, ...devices]) {
        const outcome = await sync(device, account, fetch)
        expect(outcome.ok || outcome.message).toBe(true)
      }
      const known = await Promise.all(devices.map(knownBy))
      for (const k of known) expect(k).toBe(known[0])
    }
  })
