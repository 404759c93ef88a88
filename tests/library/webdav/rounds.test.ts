import 'fake-indexeddb/auto'
import { describe, expect, test } from 'vitest'
import { MAX_NOTE, parseEntry } from '@/lib/entries/schema'
import { thisDevice } from '@/lib/library/device'
import { setRule } from '@/lib/library/rules'
import { readFile } from '@/lib/library/webdav/sync-file'
import { DAY, MINUTE } from '@/lib/time'
import { type Device, edit, idOf, knownBy, listedOn, newDevice, saving, sync } from './devices'
import { writeText } from './files'
import { type MemoryFolder, memoryFolder } from './memory-folder'

const ACCOUNT = { url: 'https://dav.example.org/papers', user: 'ada', password: 'secret', device: 'Laptop' }
const WHOLE_PAPER = 40_000

const writesTo = (folder: MemoryFolder) =>
  folder.asked.filter(({ method }) => method === 'PUT').map(({ name }) => name)

async function saysOf(folder: MemoryFolder, name: string): Promise<readonly string[]> {
  const file = folder.files.get(name)
  const read = file && (await readFile(file.bytes, name, undefined))
  return read?.kind === 'whole' ? read.content.entries.map(({ key }) => key) : []
}

/** A round that has to go well; what was asked before it is forgotten. */
async function round(device: Device, folder: MemoryFolder, account = ACCOUNT) {
  folder.asked.length = 0
  const outcome = await sync(device, account, folder.fetch, async () => undefined)
  if (!outcome.ok) throw new Error(outcome.message)
  return outcome
}

const fileOf = async ({ db }: Device) => `device-${await thisDevice(db)}.json`

describe('what is written', () => {
  test('first to the own file, then to the snapshot, and then the own file is emptied', async () => {
    const folder = memoryFolder()
    const a = newDevice()
    await edit(a, saving(1))
    await round(a, folder)
    const own = await fileOf(a)
    expect(writesTo(folder)).toEqual([own, 'library.json', own])
    expect(await saysOf(folder, own)).toEqual([])
    expect(await saysOf(folder, 'library.json')).toEqual([idOf(1)])
    // Once it sees that its last write is there.
    await round(a, folder)
    expect(folder.asked.map(({ method }) => method)).toEqual(['PROPFIND', 'GET'])
    await round(a, folder)
    expect(folder.asked.map(({ method }) => method)).toEqual(['PROPFIND'])
  })

  test('nothing but the folder by a device with nothing to say', async () => {
    const folder = memoryFolder()
    await round(newDevice(), folder)
    expect(folder.asked.map(({ method }) => method)).toEqual(['PROPFIND', 'MKCOL'])
    expect(folder.files.size).toBe(0)
  })

  test('small edits to the own file alone, and to the snapshot after a day', async () => {
    const folder = memoryFolder()
    const [a, b] = [newDevice(), newDevice()]
    await edit(a, saving(1), saving(2))
    await round(a, folder)
    await round(b, folder)
    const own = await fileOf(a)
    for (const n of [1, 2]) {
      await edit(a, { ids: [idOf(n)], set: { priority: n } })
      await round(a, folder)
      expect(writesTo(folder)).toEqual([own])
    }
    expect(await saysOf(folder, own)).toEqual([idOf(1), idOf(2)])
    await round(b, folder)
    expect(writesTo(folder)).toEqual([])
    expect(await knownBy(b)).toBe(await knownBy(a))
    a.now += DAY
    await round(a, folder)
    expect(writesTo(folder)).toEqual(['library.json', own])
    expect(await saysOf(folder, own)).toEqual([])
    a.now += DAY
    await round(a, folder)
    expect(writesTo(folder)).toEqual([])
  })

  test('a day by a clock that was put back by years is over too', async () => {
    const folder = memoryFolder()
    const a = newDevice(400 * DAY)
    await edit(a, saving(1))
    await round(a, folder)
    await edit(a, saving(2))
    await round(a, folder)
    a.now -= 400 * DAY
    await round(a, folder)
    expect(await saysOf(folder, 'library.json')).toEqual([idOf(1), idOf(2)])
  })

  test('the snapshot where the files say much', async () => {
    const folder = memoryFolder()
    const a = newDevice()
    await edit(a, saving(1))
    await round(a, folder)
    for (let n = 2; n < 12; n++) {
      await edit(a, saving(n, `${n} `.repeat(WHOLE_PAPER)))
      await round(a, folder)
    }
    expect((await saysOf(folder, 'library.json')).length).toBeGreaterThan(3)
  })

  test('what a lost snapshot said', async () => {
    const folder = memoryFolder()
    const [a, b] = [newDevice(), newDevice()]
    await edit(a, saving(1))
    await round(a, folder)
    await round(b, folder)
    folder.files.clear()
    await round(b, folder)
    expect(await saysOf(folder, 'library.json')).toEqual([idOf(1)])
  })

  test('what somebody wrote over, even where nothing changed here', async () => {
    const folder = memoryFolder()
    const a = newDevice()
    await edit(a, saving(1), saving(2))
    await round(a, folder)
    folder.leave('library.json', await writeText('library.json'))
    await round(a, folder)
    expect(await saysOf(folder, await fileOf(a))).toEqual([idOf(1), idOf(2)])
    expect(await listedOn(a)).toEqual([idOf(1), idOf(2), 'arxiv:2602.00001'])
  })

  test('what the file of a device that was deleted said', async () => {
    const folder = memoryFolder()
    const [a, b] = [newDevice(), newDevice()]
    await edit(a, saving(1))
    await round(a, folder)
    await edit(a, saving(2))
    await round(a, folder)
    await round(b, folder)
    folder.files.delete(await fileOf(a))
    await round(b, folder)
    expect(await saysOf(folder, await fileOf(b))).toEqual([idOf(2)])
  })

  test('removals stay for good, for devices that come back late', async () => {
    const folder = memoryFolder()
    const [a, b] = [newDevice(), newDevice()]
    await edit(a, saving(1), saving(2))
    await round(a, folder)
    await round(b, folder)
    await edit(a, { ids: [idOf(1)], remove: true })
    await round(a, folder)
    a.now += 500 * DAY
    await round(a, folder)
    folder.files.delete(await fileOf(a))
    await round(b, folder)
    expect(await listedOn(b)).toEqual([idOf(2)])
  })
})

describe('who writes', () => {
  test('two devices that say the same do not leave it to each other', async () => {
    const folder = memoryFolder()
    const [a, b, c] = [newDevice(), newDevice(), newDevice()]
    await edit(a, saving(1))
    await round(a, folder)
    await round(b, folder)
    await edit(a, { ids: [idOf(1)], tags: { lamps: true } })
    await edit(b, { ids: [idOf(1)], note: 'Bright.' })
    await setRule(a.db, 'r1', { query: 'lamps', tag: 'lamp' }, a.now)
    await setRule(b.db, 'r2', { query: 'lights', tag: 'light' }, b.now)
    for (let n = 0; n < 4; n++) {
      await Promise.all([a, b].map(device => sync(device, ACCOUNT, folder.fetch)))
      await edit(n % 2 ? a : b, saving(n + 2))
    }
    for (const device of [a, b, c]) await round(device, folder)
    expect(await knownBy(c)).toBe(await knownBy(b))
    folder.asked.length = 0
    for (const device of [c, a, b, c, a, b]) await sync(device, ACCOUNT, folder.fetch)
    expect(writesTo(folder)).toEqual([])
    expect(await knownBy(a)).toBe(await knownBy(b))
  })

  test('a copied profile takes a name of its own, and both go on', async () => {
    const folder = memoryFolder()
    const [a, copy] = [newDevice(), newDevice()]
    await edit(a, saving(1))
    await round(a, folder)
    await copyOf(a, copy)
    expect(await thisDevice(copy.db)).toBe(await thisDevice(a.db))
    await edit(a, saving(2))
    await round(a, folder)
    copy.now += MINUTE
    await edit(copy, saving(3))
    await round(copy, folder)
    expect(await thisDevice(copy.db)).not.toBe(await thisDevice(a.db))
    const before = await thisDevice(a.db)
    await round(a, folder)
    await round(copy, folder)
    expect(await thisDevice(a.db)).toBe(before)
    expect(await listedOn(a)).toEqual([idOf(1), idOf(2), idOf(3)])
    expect(await knownBy(copy)).toBe(await knownBy(a))
  })

  test('a device knows its own write again whose answer was lost', async () => {
    const folder = memoryFolder()
    const a = newDevice()
    await edit(a, saving(1))
    folder.after = ({ method }) => {
      if (method === 'PUT') throw new TypeError('Failed to fetch')
    }
    expect(await sync(a, ACCOUNT, folder.fetch)).toMatchObject({ ok: false, again: 'later' })
    folder.after = undefined
    const before = await thisDevice(a.db)
    await round(a, folder)
    expect(await thisDevice(a.db)).toBe(before)
    expect([...folder.files.keys()].sort()).toEqual([`device-${before}.json`, 'library.json'])
  })

  test('another password or passphrase makes no other device', async () => {
    const folder = memoryFolder()
    const a = newDevice()
    await edit(a, saving(1))
    await round(a, folder)
    const before = await thisDevice(a.db)
    await round(a, folder, { ...ACCOUNT, user: 'Ada' })
    expect(await thisDevice(a.db)).toBe(before)
    folder.files.clear()
    const passphrase = 'seven lamps'
    const outcome = await sync(a, { ...ACCOUNT, passphrase }, folder.fetch)
    expect(outcome).toMatchObject({ ok: true })
    const file = folder.files.get('library.json')
    expect(file && (await readFile(file.bytes, 'library.json', passphrase)).kind).toBe('whole')
  })
})

describe('what is damaged', () => {
  test('of another device is left alone and said, until that device mends it', async () => {
    const folder = memoryFolder()
    const [a, b] = [newDevice(), newDevice()]
    await edit(a, saving(1))
    await round(a, folder)
    await edit(a, saving(2))
    await round(a, folder)
    const name = await fileOf(a)
    folder.leave(name, folder.files.get(name)?.bytes.slice(0, 300) ?? '')
    await edit(b, saving(3))
    const said = `A file of another device, ${name}, is damaged and was left as it is. Nothing is lost here; sync on that device and it is written anew.`
    for (let n = 0; n < 2; n++) expect((await round(b, folder)).said).toEqual([said])
    expect(await listedOn(b)).toEqual([idOf(1), idOf(3)])
    await round(a, folder)
    expect((await round(b, folder)).said).toEqual([])
    expect(await knownBy(b)).toBe(await knownBy(a))
  })

  test('of the snapshot is kept under another name, and the snapshot written anew', async () => {
    const folder = memoryFolder()
    const [a, b] = [newDevice(), newDevice()]
    await edit(a, saving(1))
    await round(a, folder)
    await round(b, folder)
    const cut = folder.files.get('library.json')?.bytes.slice(0, 350) ?? new Uint8Array()
    folder.leave('library.json', cut)
    const { said } = await round(b, folder)
    const name = [...folder.files.keys()].find(file => file.startsWith('library-damaged-')) ?? ''
    expect(name).toMatch(/^library-damaged-2026-11-20-[0-9a-f]{8}\.json$/)
    expect(said).toEqual([
      `The shared list in the folder, library.json, was damaged. It was kept as ${name} and written anew from this device; what only others know comes back when they sync.`,
    ])
    expect(folder.files.get(name)?.bytes).toEqual(cut)
    expect(await saysOf(folder, 'library.json')).toEqual([idOf(1)])
    folder.leave('library.json', '')
    await round(a, folder)
    expect([...folder.files.keys()].filter(file => file.startsWith('library-damaged-'))).toHaveLength(2)
    expect((await round(b, folder)).said).toEqual([])
  })
})

describe('what is not understood', () => {
  test('stays in the snapshot when it is written anew', async () => {
    const folder = memoryFolder()
    const a = newDevice()
    const strange = { key: 'arxiv:2602.00009', fields: { mood: 'later' } }
    const bytes = await writeText('library.json')
    const [head = '', body = ''] = new TextDecoder().decode(bytes).split('\n')
    const text = body.replace('[', `[${JSON.stringify(strange)},`)
    folder.leave('library.json', await resum(head, text))
    await edit(a, saving(1, 'long '.repeat(WHOLE_PAPER / 2)), saving(2, 'more '.repeat(WHOLE_PAPER / 2)))
    for (let n = 3; n < 6; n++) await edit(a, saving(n, 'words '.repeat(15_000)))
    await round(a, folder)
    expect(writesTo(folder)).toContain('library.json')
    const file = folder.files.get('library.json')
    const read = file && (await readFile(file.bytes, 'library.json', undefined))
    expect(read).toMatchObject({ kind: 'whole', content: { strange: [strange] } })
  })

  test('by others is not sent, and said', async () => {
    const folder = memoryFolder()
    const [a, b] = [newDevice(), newDevice()]
    await edit(a, { ...saving(1), note: 'x'.repeat(MAX_NOTE + 1) }, saving(2))
    const said = [
      `One paper is kept on this device alone, for a note or a text is too long to be shared (${idOf(1)}). Shorten it, and it goes along.`,
    ]
    for (let n = 0; n < 2; n++) expect((await round(a, folder)).said).toEqual(said)
    expect(writesTo(folder)).toEqual([])
    await round(b, folder)
    expect(await listedOn(b)).toEqual([idOf(2)])
    await edit(a, { ids: [idOf(1)], note: 'x' })
    expect((await round(a, folder)).said).toEqual([])
    await round(b, folder)
    expect(await listedOn(b)).toEqual([idOf(1), idOf(2)])
    expect((await b.db.entries.toArray()).every(entry => parseEntry(entry))).toBe(true)
  })
})

/** The profile of a device, as somebody copies its folder. */
async function copyOf(device: Device, copy: Device): Promise<void> {
  for (const table of ['entries', 'library', 'libraryState'] as const)
    await copy.db.table(table).bulkPut(await device.db.table(table).toArray())
}

/** A file whose first line is right for another text. */
async function resum(head: string, text: string): Promise<Uint8Array<ArrayBuffer>> {
  const body = new TextEncoder().encode(text)
  const digest = Buffer.from(await crypto.subtle.digest('SHA-256', body)).toString('hex')
  const line = { ...JSON.parse(head), bytes: body.length, sum: digest }
  return new TextEncoder().encode(`${JSON.stringify(line)}\n${text}`)
}
