import 'fake-indexeddb/auto'
import { describe, expect, test, vi } from 'vitest'
import { type Device, edit, idOf, knownBy, listedOn, newDevice, saving, sync } from './devices'
import { sealed, writeText } from './files'
import { type MemoryFolder, memoryFolder, type Trouble } from './memory-folder'

const ACCOUNT = { url: 'https://dav.example.org/papers/', user: 'ada', password: 'secret' }
const WHOLE = 'Your list on this device is whole'
const LATER = `${WHOLE}, and Gloss tries again later.`
const noWait = async () => undefined

const on =
  (method: string, status: number, headers: Record<string, string> = {}, file = /./): Trouble =>
  asked =>
    asked.method === method && (method !== 'PUT' || file.test(asked.name))
      ? new Response(null, { status, headers })
      : undefined

interface Said {
  readonly message: string
  readonly again: 'later' | 'when told'
  readonly retryAfter?: number
}

describe('what a server refuses is said, and nothing is lost', () => {
  const portal = '<!DOCTYPE html><title>Welcome to the train</title>'
  const TABLE: readonly (readonly [why: string, trouble: Trouble, said: Said])[] = [
    [
      'a server that is down, or a name that nobody knows',
      () => Promise.reject(new TypeError('Failed to fetch')),
      {
        message: `dav.example.org could not be reached. ${LATER} If this stays so, see whether you are online and the address of the folder is right.`,
        again: 'later',
      },
    ],
    [
      'a wrong password',
      on('PROPFIND', 401),
      {
        message: `dav.example.org does not accept this name and password (error 401). ${WHOLE}. Correct them and sync again.`,
        again: 'when told',
      },
    ],
    [
      'a folder of somebody else',
      on('PROPFIND', 403),
      {
        message: `dav.example.org does not let you into this folder (error 403). ${WHOLE}. Choose a folder of your own, or have its owner let you write there, and sync again.`,
        again: 'when told',
      },
    ],
    [
      'a folder that can only be read',
      on('PUT', 403),
      {
        message: `dav.example.org does not let you write in this folder (error 403). ${WHOLE}. Choose a folder of your own, or have its owner let you write there, and sync again.`,
        again: 'when told',
      },
    ],
    [
      'no folder to make one in',
      on('MKCOL', 409),
      {
        message: `dav.example.org has no such folder (error 409). ${WHOLE}. Correct the address or make the folder there, and sync again.`,
        again: 'when told',
      },
    ],
    [
      'a web server without WebDAV',
      on('PROPFIND', 405),
      {
        message: `dav.example.org does not serve this address as a WebDAV folder (error 405). ${WHOLE}. Enter the WebDAV address of the folder, which the settings of the server show, and sync again.`,
        again: 'when told',
      },
    ],
    [
      'a file that always changed meanwhile',
      on('PUT', 412),
      {
        message: `dav.example.org says again and again that a file has changed since Gloss read it (error 412). ${LATER}`,
        again: 'later',
      },
    ],
    [
      'a file that is too large for it',
      on('PUT', 413),
      {
        message: `dav.example.org does not take files as large as your list (error 413). ${WHOLE}. Have the limit raised there, or choose another server, and sync again.`,
        again: 'when told',
      },
    ],
    [
      'a locked file',
      on('PUT', 423, {}, /library/),
      {
        message: `dav.example.org has locked library.json (error 423). ${LATER} If this stays so, close the program that has it open.`,
        again: 'later',
      },
    ],
    [
      'a full disk',
      on('PUT', 507),
      {
        message: `dav.example.org has no room left for you (error 507). ${WHOLE}. Free some there and sync again.`,
        again: 'when told',
      },
    ],
    [
      'too many requests',
      on('GET', 429, { 'retry-after': '30' }),
      {
        message: `dav.example.org asks Gloss to slow down (error 429). ${LATER}`,
        again: 'later',
        retryAfter: 30_000,
      },
    ],
    [
      'maintenance',
      on('PROPFIND', 503, { 'retry-after': '120' }),
      {
        message: `dav.example.org is having trouble (error 503). ${LATER}`,
        again: 'later',
        retryAfter: 120_000,
      },
    ],
    [
      'another address',
      on('PROPFIND', 302, { location: 'https://elsewhere.example.org/' }),
      {
        message: `dav.example.org sends Gloss to another address, which it does not follow, since your password would go along. ${WHOLE}; nothing was sent. Enter the address that it leads to, as your browser shows it when you open the folder.`,
        again: 'when told',
      },
    ],
    [
      'a network that wants a sign-in, from the start',
      () => new Response(portal, { headers: { 'content-type': 'text/html' } }),
      {
        message: `dav.example.org answered with a web page instead of the folder. ${LATER} If your network has a sign-in page, sign in there; else see whether the address is that of a WebDAV folder.`,
        again: 'later',
      },
    ],
    [
      'a network that wants a sign-in, from the second request',
      ({ method }) => (method === 'GET' ? new Response(portal) : undefined),
      {
        message: `dav.example.org answered with a web page instead of the folder. ${LATER} If your network has a sign-in page, sign in there; else see whether the address is that of a WebDAV folder.`,
        again: 'later',
      },
    ],
    [
      'an answer that makes no sense',
      ({ method }) => (method === 'PROPFIND' ? new Response('{"ok":true}', { status: 207 }) : undefined),
      {
        message: `dav.example.org did not say what is in the folder. ${WHOLE}. See whether the address is that of a WebDAV folder, and sync again.`,
        again: 'when told',
      },
    ],
    [
      'an answer that breaks off',
      ({ method }) => (method === 'GET' ? new Response(broken()) : undefined),
      { message: `The answer of dav.example.org broke off. ${LATER}`, again: 'later' },
    ],
    [
      'a file beyond all limits',
      ({ method }) =>
        method === 'GET' ? new Response('x', { headers: { 'content-length': '200000000' } }) : undefined,
      {
        message: `A file in the folder on dav.example.org is larger than Gloss reads. ${WHOLE}; nothing was written. Move the file out of the folder “gloss” and sync again.`,
        again: 'when told',
      },
    ],
  ]

  test.each(TABLE)('%s', async (_, trouble, said) => {
    const folder = memoryFolder()
    const [a, b] = [newDevice(), newDevice()]
    // Only the first device makes a folder, and a snapshot at once.
    if (!/no such folder|library\.json/.test(said.message)) {
      await edit(b, saving(1))
      await sync(b, ACCOUNT, folder.fetch, noWait)
    }
    await edit(a, saving(2))
    const files = new Map(folder.files)
    folder.trouble = trouble
    const outcome = await sync(a, ACCOUNT, folder.fetch, noWait)
    expect(outcome).toMatchObject({ ok: false, ...said })
    expect(outcome.ok || 'retryAfter' in outcome).toBe(said.retryAfter !== undefined)
    expect(folder.files.get('library.json')).toEqual(files.get('library.json'))
    expect(await listedOn(a)).toContain(idOf(2))
    folder.trouble = undefined
    await agree(folder, [a, b])
    expect(await listedOn(b)).toContain(idOf(2))
  })

  test('a server that does not answer', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    try {
      const device = newDevice()
      const silent: typeof fetch = (_, init) =>
        new Promise((_, reject) => {
          init?.signal?.addEventListener('abort', () => reject(new Error('aborted')))
          queueMicrotask(() => vi.advanceTimersByTime(60_000))
        })
      expect(await sync(device, ACCOUNT, silent)).toMatchObject({
        ok: false,
        message: `dav.example.org did not answer in 60 seconds. ${LATER}`,
        again: 'later',
      })
    } finally {
      vi.useRealTimers()
    }
  })

  test('an address that is none', async () => {
    const said = await sync(newDevice(), { ...ACCOUNT, url: 'papers' }, memoryFolder().fetch)
    expect(said).toMatchObject({
      ok: false,
      message: `"papers/gloss/" is not the address of a web server. ${WHOLE}. Correct the address and sync again.`,
    })
  })

  test('what came before it failed is told', async () => {
    const folder = memoryFolder()
    const [a, b] = [newDevice(), newDevice()]
    await edit(a, saving(1))
    await sync(a, ACCOUNT, folder.fetch)
    await edit(b, saving(2))
    folder.trouble = on('PUT', 507)
    expect(await sync(b, ACCOUNT, folder.fetch)).toMatchObject({ ok: false, changed: [idOf(1)] })
  })
})

describe('what lies in the folder and is not to be written over', () => {
  const TABLE: readonly (readonly [
    why: string,
    file: string,
    content: string | (() => Promise<Uint8Array<ArrayBuffer>>),
    passphrase: string | undefined,
    message: string,
  ])[] = [
    [
      'a snapshot of a newer Gloss',
      'library.json',
      '{"format":"gloss-sync/2"}\n',
      undefined,
      `library.json in the folder was written by a newer Gloss. ${WHOLE}; nothing was written. Update Gloss here and sync again.`,
    ],
    [
      'the file of a device with a newer Gloss',
      'device-abcd1234.json',
      '{"format":"gloss-sync/2"}\n',
      undefined,
      `device-abcd1234.json in the folder was written by a newer Gloss. ${WHOLE}; nothing was written. Update Gloss here and sync again.`,
    ],
    [
      'a file of another program',
      'library.json',
      '{"books":[]}',
      undefined,
      `library.json in the folder “gloss” was not written by Gloss. ${WHOLE}; nothing was written. Move it elsewhere or choose another folder, and sync again.`,
    ],
    [
      'an encrypted list, without a passphrase here',
      'library.json',
      () => sealed('library.json', 'seven lamps'),
      undefined,
      `The list in the folder is encrypted, and no passphrase is set here. ${WHOLE}; nothing was written. Enter the passphrase of your other devices and sync again.`,
    ],
    [
      'an encrypted list, with another passphrase',
      'library.json',
      () => sealed('library.json', 'seven lamps'),
      'eight lamps',
      `The passphrase does not open the list in the folder. ${WHOLE}; nothing was written. Enter the one of your other devices and sync again.`,
    ],
    [
      'a plain list, where all is to be encrypted',
      'device-abcd1234.json',
      () => writeText('device-abcd1234.json'),
      'seven lamps',
      `The list in the folder is not encrypted, though a passphrase is set here. ${WHOLE}; nothing was written. Take the passphrase away; or, to have all encrypted, delete the folder “gloss” on the server, set the passphrase on every device and sync again.`,
    ],
  ]
  test.each(TABLE)('%s', async (_, file, content, passphrase, message) => {
    const folder = memoryFolder()
    folder.leave(file, typeof content === 'string' ? content : await content())
    const device = newDevice()
    await edit(device, saving(1))
    const account = passphrase === undefined ? ACCOUNT : { ...ACCOUNT, passphrase }
    const outcome = await sync(device, account, folder.fetch)
    expect(outcome).toEqual({ ok: false, again: 'when told', message })
    expect(folder.asked.filter(({ method }) => method === 'PUT')).toEqual([])
    expect(await listedOn(device)).toEqual([idOf(1)])
  })
})

function broken(): ReadableStream {
  return new ReadableStream({
    pull(controller) {
      controller.error(new TypeError('terminated'))
    },
  })
}

async function agree(folder: MemoryFolder, devices: readonly Device[]): Promise<void> {
  for (const device of [...devices, ...devices])
    expect(await sync(device, ACCOUNT, folder.fetch, noWait)).toMatchObject({ ok: true })
  expect(new Set(await Promise.all(devices.map(knownBy))).size).toBe(1)
}
