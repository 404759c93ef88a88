import { createHash } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'
import type { Socket } from 'node:net'
import { pipeline, Readable } from 'node:stream'
import { brotliCompressSync, createGzip, gzipSync } from 'node:zlib'
import { afterEach, describe, expect, test } from 'vitest'
import { type FailureKind, getText, type Limits, type TextOptions } from '@/lib/http'
import {
  type Answer,
  answerWith,
  closeServers,
  deadAddress,
  failureOf,
  get,
  getFrom,
  hangsUp,
  hungUp,
  serve,
  serveRaw,
} from './server'

afterEach(closeServers)

describe('an answer', () => {
  test('is its text, with what the server says of it', async () => {
    const headers = {
      date: 'Thu, 20 Aug 2026 07:00:00 GMT',
      etag: 'W/"7"',
      'last-modified': 'Wed, 19 Aug 2026 00:00:00 GMT',
      link: '</feed?p=1>; rel="next"',
      ratelimit: '"api";r=480;t=3',
    }
    expect(await get(answerWith(200, headers, '{"title":"灯籠 🏮"}'), { sha256: true })).toEqual({
      ok: true,
      unchanged: false,
      serverTime: Date.UTC(2026, 7, 20, 7),
      quota: { left: 480, resets: 3000 },
      body: {
        text: '{"title":"灯籠 🏮"}',
        url: 'http://HOST/feed',
        nextPage: true,
        etag: 'W/"7"',
        modified: 'Wed, 19 Aug 2026 00:00:00 GMT',
        bytes: 23,
        sha256: createHash('sha256').update('{"title":"灯籠 🏮"}').digest('hex'),
      },
    })
  })

  test.each<[string, Answer, string]>([
    ['empty', answerWith(200), ''],
    ['changed on its way', answerWith(203, {}, 'ok'), 'ok'],
    ['with a NUL inside', answerWith(200, {}, 'a\0b'), 'a\0b'],
    ['packed by gzip', answerWith(200, { 'content-encoding': 'gzip' }, gzipSync('packed')), 'packed'],
    [
      'packed by brotli',
      answerWith(200, { 'content-encoding': 'br' }, brotliCompressSync('packed')),
      'packed',
    ],
    ['a web page, where that was not ruled out', answerWith(200, {}, '<!doctype html>'), '<!doctype html>'],
    ['longer than one buffer', answerWith(200, {}, 'lantern '.repeat(50_000)), 'lantern '.repeat(50_000)],
  ])('is read when it is %s', async (_, answer, text) => {
    const sha256 = createHash('sha256').update(text).digest('hex')
    expect(await get(answer, { sha256: true })).toEqual({
      ok: true,
      unchanged: false,
      body: { text, url: 'http://HOST/feed', nextPage: false, bytes: text.length, sha256 },
    })
  })

  test('is read whole when it comes in pieces that cut a letter in two', async () => {
    const bytes = Buffer.from('灯籠')
    const fetched = await get((_, response) => {
      response.write(bytes.subarray(0, 4))
      setTimeout(() => response.end(bytes.subarray(4)), 20)
    })
    expect(fetched).toMatchObject({ body: { text: '灯籠', bytes: 6 } })
  })

  test('is asked for without cookies, referrer or a copy of the browser', async () => {
    let headers: IncomingHttpHeaders = {}
    let sent: RequestInit | undefined
    const url = await serve((request, response) => {
      headers = request.headers
      response.end('[]')
    })
    await getText(url, {
      accept: 'application/json',
      etag: '"7"',
      modified: 'Wed, 19 Aug 2026 00:00:00 GMT',
      fetch: (address, options) => {
        sent = options
        return fetch(address, options)
      },
    })
    expect(headers).toMatchObject({
      accept: 'application/json',
      'if-none-match': '"7"',
      'if-modified-since': 'Wed, 19 Aug 2026 00:00:00 GMT',
    })
    expect(headers).not.toHaveProperty('cookie')
    expect(headers).not.toHaveProperty('referer')
    expect(sent).toMatchObject({
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      cache: 'no-store',
      redirect: 'manual',
    })
  })

  test.each<[TextOptions, string]>([
    [{ etag: '"7"' }, 'with a tag'],
    [{ modified: 'Wed, 19 Aug 2026 00:00:00 GMT' }, 'with a date'],
  ])('is not sent again where nothing changed, %j (%s)', async options => {
    const date = 'Thu, 20 Aug 2026 07:00:00 GMT'
    expect(await get(answerWith(304, { date, ratelimit: '"api";r=9;t=1' }), options)).toEqual({
      ok: true,
      unchanged: true,
      serverTime: Date.UTC(2026, 7, 20, 7),
      quota: { left: 9, resets: 1000 },
    })
  })
})

const JSON_ONLY = { accept: 'application/json' }
const HEAD = 'HTTP/1.1 200 OK\r\n'
const write = (text: string, then?: (socket: Socket) => void) => (socket: Socket) => {
  socket.write(text)
  if (then) setTimeout(() => then(socket), 20)
}

describe('a fault of the connection', () => {
  test.each<[string, (socket: Socket) => void, FailureKind, string, Partial<Limits>?]>([
    ['cut before the answer', socket => socket.destroy(), 'unreachable', 'HOST could not be reached'],
    [
      'reset before the answer',
      socket => socket.resetAndDestroy(),
      'unreachable',
      'HOST could not be reached',
    ],
    ['not HTTP', write('SSH-2.0-lantern\r\n', s => s.end()), 'unreachable', 'HOST could not be reached'],
    ['cut in its headers', write(HEAD, s => s.destroy()), 'unreachable', 'HOST could not be reached'],
    [
      'reset in its body',
      write(`${HEAD}Transfer-Encoding: chunked\r\n\r\n3\r\n[1]\r\n`, s => s.resetAndDestroy()),
      'malformed',
      'The answer of HOST broke off',
    ],
    [
      'ended without its last piece',
      write(`${HEAD}Transfer-Encoding: chunked\r\n\r\n3\r\n[1]\r\n`, s => s.end()),
      'malformed',
      'The answer of HOST broke off',
    ],
    [
      'shorter than announced',
      write(`${HEAD}Content-Length: 1000\r\n\r\n[1]`, s => s.end()),
      'malformed',
      'The answer of HOST broke off',
    ],
    [
      'in pieces of no size',
      write(`${HEAD}Transfer-Encoding: chunked\r\n\r\nlantern\r\n`),
      'malformed',
      'The answer of HOST broke off',
    ],
    [
      'packed in a way that does not unpack',
      write(`${HEAD}Content-Encoding: gzip\r\nContent-Length: 7\r\n\r\nlantern`),
      'malformed',
      'The answer of HOST broke off',
    ],
    ['silent', () => undefined, 'timeout', 'HOST did not answer in 0.2 seconds', { timeout: 200 }],
    [
      'silent after its headers',
      write(`${HEAD}Content-Length: 9\r\n\r\n`),
      'timeout',
      'HOST stopped in the middle of its answer for 0.1 seconds',
      { stall: 100 },
    ],
    [
      'silent in its body',
      write(`${HEAD}Content-Length: 9\r\n\r\n[1`),
      'timeout',
      'HOST stopped in the middle of its answer for 0.1 seconds',
      { stall: 100 },
    ],
    [
      'never at an end',
      socket => {
        socket.write(`${HEAD}Content-Length: 99999\r\n\r\n`)
        const timer = setInterval(() => socket.write(' '), 20)
        socket.on('close', () => clearInterval(timer))
      },
      'timeout',
      'HOST did not finish its answer in 0.2 seconds',
      { timeout: 200, stall: 150 },
    ],
  ])('%s', async (_, fault, kind, message, limits = {}) => {
    const url = await serveRaw(fault)
    expect(await getFrom(url, { limits })).toEqual({ ok: false, failure: { kind, message } })
  })

  test('a host that is dead', async () => {
    expect(await getFrom(await deadAddress())).toEqual({
      ok: false,
      failure: { kind: 'unreachable', message: 'HOST could not be reached' },
    })
  })

  test.each([
    ['', '"" is not the address of a web server'],
    ['lantern', '"lantern" is not the address of a web server'],
    ['ftp://lab.example/feed', '"ftp://lab.example/feed" is not the address of a web server'],
    ['data:,[]', '"data:,[]" is not the address of a web server'],
    [
      'https://me:secret@lab.example/',
      'The address of lab.example holds a password, which Gloss does not send',
    ],
    ['https://me@lab.example/', 'The address of lab.example holds a password, which Gloss does not send'],
  ])('an address that cannot be asked: "%s"', async (url, message) => {
    expect(await getText(url)).toEqual({ ok: false, failure: { kind: 'refused', message } })
  })
})

describe('a body that is not what was asked for', () => {
  test.each([
    ['<!DOCTYPE html><title>Sign in</title>', 'a sign-in page'],
    ['\n\n <html lang="en">', 'after blank lines'],
    ['\u{feff}<!doctype html>', 'after a byte order mark'],
    ['<!-- cached --><html>', 'after a comment'],
    ['<html>\xe9', 'also where its letters do not fit'],
  ])('a web page is malformed where JSON was wanted: %j (%s)', async body => {
    const bytes = body.includes('\xe9') ? Buffer.from(body, 'latin1') : body
    expect(await failureOf(answerWith(200, {}, bytes), JSON_ONLY)).toEqual({
      kind: 'malformed',
      message: 'HOST sent a web page instead of data',
    })
  })

  test('a 304 that was not asked for is malformed', async () => {
    expect(await failureOf(answerWith(304))).toEqual({
      kind: 'malformed',
      message: 'HOST says that nothing has changed since it was last asked',
    })
  })
})

describe('too much', () => {
  const limits = { maxBytes: 1000 }
  const tooLarge = { kind: 'too-large', message: 'HOST sent more than Gloss reads in one answer' }

  test('is refused where it is announced, and the server need not send it', async () => {
    let closed: Promise<unknown> | undefined
    const failure = await failureOf(
      (request, response) => {
        closed = hungUp(request)
        response.writeHead(200, { 'content-length': '5000000' }).write('[')
      },
      { limits },
    )
    expect(failure).toEqual(tooLarge)
    expect(await hangsUp(closed)).toBe(true)
  })

  test('is refused where it only turns out, and the server need not go on', async () => {
    let sent = 0
    let closed: Promise<unknown> | undefined
    const failure = await failureOf(
      (request, response) => {
        closed = hungUp(request)
        const timer = setInterval(() => {
          sent += 400
          response.write(' '.repeat(400))
        }, 5)
        response.on('close', () => clearInterval(timer))
      },
      { limits },
    )
    expect(failure).toEqual(tooLarge)
    expect(await hangsUp(closed)).toBe(true)
    expect(sent).toBeLessThan(1_000_000)
  })

  test('is counted in bytes, and exactly the limit is allowed', async () => {
    expect(await get(answerWith(200, {}, 'é'.repeat(500)), { limits })).toMatchObject({ ok: true })
    expect(await failureOf(answerWith(200, {}, `${'é'.repeat(500)}.`), { limits })).toEqual(tooLarge)
  })

  test('is counted unpacked: a bomb is cut off as soon as it passes', async () => {
    let unpacked = 0
    let closed: Promise<unknown> | undefined
    const zeros = Buffer.alloc(64 * 1024)
    const failure = await failureOf(
      (request, response) => {
        closed = hungUp(request)
        response.writeHead(200, { 'content-encoding': 'gzip' })
        const bomb = Readable.from(
          (function* () {
            for (; unpacked < 4e9 && !response.destroyed; unpacked += zeros.length) yield zeros
          })(),
        )
        pipeline(bomb, createGzip({ level: 1 }), response, () => undefined)
      },
      { limits: { maxBytes: 1_000_000 } },
    )
    expect(failure).toEqual(tooLarge)
    expect(await hangsUp(closed)).toBe(true)
    expect(unpacked).toBeLessThan(5e8)
  })

  test('is not taken from the stream past the limit', async () => {
    let pulled = 0
    let cancelled = false
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        pulled += 1000
        controller.enqueue(new Uint8Array(1000))
      },
      cancel: () => {
        cancelled = true
      },
    })
    const options = { limits: { maxBytes: 50_000 }, fetch: async () => new Response(body) }
    expect(await getFrom('https://lab.example/', options)).toMatchObject({ failure: tooLarge })
    expect(cancelled).toBe(true)
    expect(pulled).toBeLessThanOrEqual(53_000)
  })
})

describe('an abort', () => {
  const reason = new Error('The reader turned sync off')

  test.each<[string, Answer]>([
    ['while waiting for an answer', () => undefined],
    ['in the middle of a body', (_, response) => void response.write('[')],
    [
      'while following a redirect',
      (request, response) => {
        if (request.url === '/feed') response.writeHead(302, { location: '/else' }).end()
      },
    ],
  ])('rejects with its reason %s', async (_, answer) => {
    const controller = new AbortController()
    const url = await serve((request, response) => {
      setTimeout(() => controller.abort(reason), 50)
      answer(request, response)
    })
    const fetched = getText(url, { signal: controller.signal, redirects: 'same host' })
    await expect(fetched).rejects.toBe(reason)
  })

  test('reaches a body that does not come from the network', async () => {
    const controller = new AbortController()
    const fetched = getText('https://lab.example/', {
      signal: controller.signal,
      fetch: async () => new Response(new ReadableStream()),
    })
    setTimeout(() => controller.abort(reason), 20)
    await expect(fetched).rejects.toBe(reason)
  })

  test('before the start asks nothing', async () => {
    let asked = 0
    const url = await serve((_, response) => {
      asked++
      response.end('[]')
    })
    await expect(getText(url, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason)
    expect(asked).toBe(0)
  })

  test('after the end changes nothing', async () => {
    const controller = new AbortController()
    const fetched = await get(answerWith(200, {}, '[7]'), { signal: controller.signal })
    controller.abort(reason)
    expect(fetched).toMatchObject({ ok: true, body: { text: '[7]' } })
  })
})
