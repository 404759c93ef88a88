import { afterEach, describe, expect, it, vi } from 'vitest'
import type { Citable } from '@/lib/cite/format'
import { type SendOptions, type Sent, sendToZotero, zoteroOrigin } from '@/lib/library/zotero'
import { SECOND } from '@/lib/time'
import { asBrowser, problemsOf, startZotero, type ZoteroServer, type ZoteroState } from './zotero-server'

const servers: ZoteroServer[] = []

afterEach(async () => {
  vi.useRealTimers()
  await Promise.all(servers.splice(0).map(server => server.close()))
})

async function start(state: ZoteroState = {}): Promise<ZoteroServer> {
  const server = await startZotero(state)
  servers.push(server)
  return server
}

const papers = (count: number): Citable[] =>
  Array.from({ length: count }, (_, i) => ({
    ids: [`arxiv:2401.${String(i + 1).padStart(5, '0')}`],
    title: `Paper ${i + 1}`,
    authors: ['Ada Lovelace', 'Kurt Gödel'],
    year: 2024,
  }))

/** Sends so many papers to a Zotero in this state. */
async function sent(count: number, state: ZoteroState, options: Partial<SendOptions> = {}) {
  const zotero = await start(state)
  const outcome = await sendToZotero(papers(count), { fetch: zotero.fetch, session: 'abc', ...options })
  return { outcome, zotero }
}

function failureOf(outcome: Sent): Extract<Sent, { ok: false }> {
  if (outcome.ok) throw new Error('It was sent')
  return outcome
}

const titlesOf = (zotero: ZoteroServer) => zotero.saved.map(item => item.title)

describe('sending papers to Zotero', () => {
  it('asks whether it is there, saves them, and says where', async () => {
    const { outcome, zotero } = await sent(2, {})
    expect(outcome).toEqual({ ok: true, sent: 2, collection: 'Reading' })
    expect(zotero.requests).toEqual([
      { path: '/connector/ping', body: {} },
      {
        path: '/connector/saveItems',
        body: { sessionID: 'abc-0', uri: 'https://arxiv.org/abs/2401.00001', items: zotero.saved },
      },
      { path: '/connector/getSelectedCollection', body: {} },
    ])
    expect(titlesOf(zotero)).toEqual(['Paper 1', 'Paper 2'])
    expect(zotero.saved.flatMap(problemsOf)).toEqual([])
  })

  it('speaks to the port of this machine and to nothing else', async () => {
    const asked: string[] = []
    const zotero = await start()
    const listening: typeof fetch = (url, init) => {
      asked.push(String(url))
      return zotero.fetch(url, init)
    }
    await sendToZotero(papers(1), { fetch: listening, session: 'abc' })
    expect(zoteroOrigin).toBe('http://127.0.0.1:23119')
    expect(asked.filter(url => !url.startsWith('http://127.0.0.1:23119/connector/'))).toEqual([])
    expect(asked).toHaveLength(3)
  })

  it('says the library where no collection is chosen', async () => {
    expect((await sent(1, { collection: null })).outcome).toEqual({
      ok: true,
      sent: 1,
      collection: 'My Library',
    })
  })

  it('needs no name of it', async () => {
    const { outcome } = await sent(1, { trouble: path => (path.endsWith('Collection') ? 404 : undefined) })
    expect(outcome).toEqual({ ok: true, sent: 1 })
  })

  it('sends none without asking anybody', async () => {
    const { outcome, zotero } = await sent(0, {})
    expect(outcome).toEqual({ ok: true, sent: 0 })
    expect(zotero.requests).toEqual([])
  })

  it('sends many in requests of fifty, each in a session of its own, and tells how far it is', async () => {
    const progress: number[] = []
    const { outcome, zotero } = await sent(120, {}, { progress: count => progress.push(count) })
    expect(outcome).toEqual({ ok: true, sent: 120, collection: 'Reading' })
    expect(progress).toEqual([50, 100, 120])
    expect(titlesOf(zotero)).toEqual(papers(120).map(paper => paper.title))
    expect(new Set(zotero.saved.map(item => item.id)).size).toBe(120)
  })

  it('leaves out the address where no paper has one', async () => {
    const zotero = await start()
    await sendToZotero([{ ids: ['title:papersbytitle'], title: 'Papers by Title', authors: [] }], {
      fetch: zotero.fetch,
      session: 'abc',
    })
    expect(Object.keys(zotero.requests[1]?.body ?? {})).toEqual(['sessionID', 'items'])
  })
})

describe('what goes wrong', () => {
  const saving =
    (trouble: number | 'broken', request = 1) =>
    (path: string, count: number) =>
      path.endsWith('saveItems') && count === request ? trouble : undefined
  const html = '<!doctype html><title>Hello</title>'
  const TABLE: readonly (readonly [
    why: string,
    state: ZoteroState,
    expected: Pick<Extract<Sent, { ok: false }>, 'kind' | 'sent' | 'message'>,
  ])[] = [
    [
      'another program that answers everything',
      { stranger: { status: 200, type: 'text/html', body: html } },
      {
        kind: 'not running',
        sent: 0,
        message:
          'Another program answers on this computer where Zotero should (port 23119). Quit it, start Zotero and send again; nothing was sent.',
      },
    ],
    [
      'another program that speaks JSON',
      { stranger: { status: 404, type: 'application/json', body: '{"error":"not found"}' } },
      {
        kind: 'not running',
        sent: 0,
        message:
          'Another program answers on this computer where Zotero should (port 23119). Quit it, start Zotero and send again; nothing was sent.',
      },
    ],
    [
      'a library that cannot be changed',
      { readOnly: true },
      {
        kind: 'read-only',
        sent: 0,
        message:
          'The library that is chosen in Zotero cannot be changed. Nothing was sent. Choose another collection in Zotero and send again.',
      },
    ],
    [
      'a Zotero that asks for a later version of the API',
      { version: 4 },
      {
        kind: 'refused',
        sent: 0,
        message:
          'This version of Zotero and Gloss do not understand each other. Nothing was sent. Update both, or export the papers to a file and import it in Zotero.',
      },
    ],
    [
      'one that says so by its status',
      { trouble: path => (path.endsWith('ping') ? 412 : undefined) },
      {
        kind: 'refused',
        sent: 0,
        message:
          'This version of Zotero and Gloss do not understand each other. Nothing was sent. Update both, or export the papers to a file and import it in Zotero.',
      },
    ],
    [
      'one that forbids it',
      { trouble: path => (path.endsWith('ping') ? 403 : undefined) },
      {
        kind: 'refused',
        sent: 0,
        message:
          'Zotero does not take papers from Gloss (error 403). Nothing was sent. Update Zotero, or export the papers to a file and import it there.',
      },
    ],
    [
      'one that cannot save',
      { trouble: saving(500) },
      {
        kind: 'failed',
        sent: 0,
        message:
          'Zotero could not save the papers (error 500). Nothing was sent. Restart Zotero and send again.',
      },
    ],
    [
      'one that fails halfway',
      { trouble: saving(500, 2) },
      {
        kind: 'failed',
        sent: 50,
        message:
          'Zotero could not save the papers (error 500). 50 of 60 papers were sent before that. Restart Zotero and send the rest again.',
      },
    ],
    [
      'one that is closed while it saves',
      { trouble: saving('broken', 2) },
      {
        kind: 'not running',
        sent: 50,
        message:
          'Zotero was closed while papers were sent to it. 50 of 60 papers were sent before that. Look in Zotero whether it has the 10 papers that were sent last, and send the rest again.',
      },
    ],
  ]

  it.each(TABLE)('%s', async (_, state, expected) => {
    const { outcome, zotero } = await sent(60, state)
    expect(failureOf(outcome)).toEqual({ ok: false, ...expected })
    expect(zotero.saved).toHaveLength(expected.sent)
  })

  it('a Zotero that is not running', async () => {
    const zotero = await startZotero()
    await zotero.close()
    const outcome = await sendToZotero(papers(1), { fetch: asBrowser(zotero.origin), session: 'abc' })
    expect(outcome).toEqual({
      ok: false,
      sent: 0,
      kind: 'not running',
      message: 'Zotero is not running on this computer. Start Zotero and send it again; nothing was sent.',
    })
  })

  it('papers that Zotero was asked to save before', async () => {
    const zotero = await start()
    const again = { fetch: zotero.fetch, session: 'abc' }
    await sendToZotero(papers(1), again)
    expect(await sendToZotero(papers(1), again)).toEqual({
      ok: false,
      sent: 0,
      kind: 'refused',
      message:
        'Zotero was asked to save these papers before. Nothing was sent. Look in Zotero which ones it has, and send again.',
    })
    expect(zotero.saved).toHaveLength(1)
  })

  it.each([
    [
      'ping',
      10,
      'Zotero does not answer. It may be busy or wait for you in a dialog: look at its window and send again; nothing was sent.',
    ],
    [
      'saveItems',
      60,
      'Zotero does not say whether it saved what was sent to it last. Look in Zotero whether it has the 2 papers that were sent last, and send again.',
    ],
  ])('no answer to %s in %i seconds', async (method, seconds, message) => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const zotero = await start({ trouble: path => (path.endsWith(method) ? 'silence' : undefined) })
    const sending = sendToZotero(papers(2), { fetch: zotero.fetch, session: 'abc' })
    while (!zotero.requests.some(({ path }) => path.endsWith(method)))
      await new Promise(resolve => setImmediate(resolve))
    vi.advanceTimersByTime(seconds * SECOND)
    expect(failureOf(await sending)).toEqual({ ok: false, sent: 0, kind: 'failed', message })
  })

  it('its caller stops it: what was sent stays, and nothing more is', async () => {
    const zotero = await start()
    const stop = new AbortController()
    const sending = sendToZotero(papers(120), {
      fetch: zotero.fetch,
      session: 'abc',
      signal: stop.signal,
      progress: () => stop.abort(new Error('Enough')),
    })
    await expect(sending).rejects.toThrow('Enough')
    expect(zotero.saved).toHaveLength(50)
  })
})

describe('the server of these tests refuses what Zotero refuses', () => {
  const json = { 'content-type': 'application/json', 'x-zotero-connector-api-version': '3' }
  const TABLE: readonly (readonly [
    why: string,
    path: string,
    init: RequestInit,
    expected: number | 'no answer',
    state: ZoteroState,
  ])[] = [
    ['a ping', 'ping', { method: 'POST', headers: json, body: '{}' }, 200, {}],
    ['a web page', 'ping', { method: 'POST', body: '{}' }, 'no answer', {}],
    ['a web page, by an older one', 'ping', { method: 'POST', body: '{}' }, 403, { old: true }],
    [
      'no JSON by its type',
      'saveItems',
      { method: 'POST', headers: { ...json, 'content-type': 'text/plain' }, body: '{}' },
      400,
      {},
    ],
    ['no JSON', 'saveItems', { method: 'POST', headers: json, body: '{' }, 400, {}],
    [
      'an older version of the API',
      'saveItems',
      { method: 'POST', headers: { ...json, 'x-zotero-connector-api-version': '2' }, body: '{"items":[]}' },
      400,
      {},
    ],
    ['a method it does not know', 'saveItems', { method: 'PUT', headers: json, body: '{}' }, 501, {}],
    ['a path it does not know', 'save', { method: 'POST', headers: json, body: '{}' }, 404, {}],
  ]

  it.each(TABLE)('%s', async (_, path, init, expected, state) => {
    const zotero = await start(state)
    const status = await zotero.fetch(`${zoteroOrigin}/connector/${path}`, init).then(
      answer => answer.status,
      () => 'no answer',
    )
    expect(status).toBe(expected)
    expect(zotero.saved).toEqual([])
  })
})
