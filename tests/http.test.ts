import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import { type Failure, getJson, type Limits } from '@/lib/http'

type Answer = (response: ServerResponse, request: IncomingMessage) => void

const servers: Server[] = []

afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections()
    await new Promise(closed => server.close(closed))
  }
})

/** Serves `answer` on this machine and returns its address. */
async function serve(answer: Answer): Promise<string> {
  const server = createServer((request, response) => answer(response, request))
  servers.push(server)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/api`
}

async function get(answer: Answer, limits: Partial<Limits> = {}) {
  return getJson(await serve(answer), { limits: { timeout: 5000, ...limits } })
}

async function failureOf(answer: Answer, limits: Partial<Limits> = {}): Promise<Failure> {
  const fetched = await get(answer, limits)
  if (fetched.ok) throw new Error(`An answer came: ${JSON.stringify(fetched.body)}`)
  return fetched.failure
}

function status(code: number, headers: Record<string, string> = {}): Answer {
  return response => response.writeHead(code, headers).end('{"error":"no"}')
}

describe('an answer', () => {
  test('is its JSON', async () => {
    const body = [{ title: 'Lanterns <x $\\alpha$ 灯籠 🏮' }]
    expect(await get(response => response.end(JSON.stringify(body)))).toEqual({
      ok: true,
      body,
      nextPage: false,
    })
  })

  test('is read whole when it comes in pieces that cut a letter in two', async () => {
    const bytes = Buffer.from(JSON.stringify(['灯籠']))
    const fetched = await get(response => {
      response.write(bytes.subarray(0, 4))
      setTimeout(() => response.end(bytes.subarray(4)), 20)
    })
    expect(fetched).toMatchObject({ ok: true, body: ['灯籠'] })
  })

  test('is asked for without cookies, referrer or a stale copy, and as JSON', async () => {
    const sent: { headers?: IncomingMessage['headers']; options?: RequestInit } = {}
    const url = await serve((response, request) => {
      sent.headers = request.headers
      response.end('[]')
    })
    await getJson(url, {
      fetch: (address, options) => {
        sent.options = options ?? {}
        return fetch(address, options)
      },
    })
    expect(sent.headers).toMatchObject({ accept: 'application/json' })
    expect(sent.headers).not.toHaveProperty('cookie')
    expect(sent.headers).not.toHaveProperty('referer')
    expect(sent.options).toMatchObject({
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      cache: 'no-cache',
    })
  })

  test.each([
    ['</api?p=1>; rel="next"', true, 'as Hugging Face writes it'],
    ['</api?p=0>; rel="prev", </api?p=2>; rel="next"', true, 'after another'],
    ['</api?p=1>;rel=next', true, 'without quotes'],
    ['</api?p=1>; REL="Next"', true, 'in other letters'],
    ['</api?p=1>; rel="prev"', false, 'another page'],
    ['</api?p=1>; rel="next-archive"', false, 'a relation that only begins so'],
    ['</api?p=1>; rel=next-archive', false, 'the same without quotes'],
    ['</next>; rel="last"', false, 'a path of that name'],
  ])('with Link %s has a next page: %s (%s)', async (link, nextPage) => {
    expect(await get(response => response.writeHead(200, { link }).end('[]'))).toEqual({
      ok: true,
      body: [],
      nextPage,
    })
  })
})

describe('no usable answer', () => {
  test.each<[string, string, string]>([
    ['a web page', '<!DOCTYPE html><html><body>Sign in</body></html>', 'a web page instead of data'],
    ['a web page after blank lines', '\n\n <html lang="en">', 'a web page instead of data'],
    ['JSON that ends too early', '[{"paper": {"id": "26', 'breaks off or is not JSON'],
    ['nothing', '', 'breaks off or is not JSON'],
    ['text', 'Too many requests', 'breaks off or is not JSON'],
  ])('%s is malformed', async (_, body, words) => {
    const failure = await failureOf(response => response.end(body))
    expect(failure.kind).toBe('malformed')
    expect(failure.message).toContain(words)
    expect(failure.message).toContain('127.0.0.1')
    expect(failure).not.toHaveProperty('retryAfter')
  })

  test('a body that is shorter than announced is malformed', async () => {
    const failure = await failureOf(response => {
      response.writeHead(200, { 'content-length': '1000' })
      response.write('[{"paper":')
      setTimeout(() => response.destroy(), 20)
    })
    expect(failure).toMatchObject({ kind: 'malformed', message: expect.stringMatching(/broke off$/) })
  })

  test('a body that would be JSON but breaks off is not taken for whole', async () => {
    const failure = await failureOf(response => {
      response.write('[1]')
      setTimeout(() => response.destroy(), 20)
    })
    expect(failure.kind).toBe('malformed')
  })

  test('a connection that is cut before an answer cannot be reached', async () => {
    expect(await failureOf(response => response.destroy())).toMatchObject({ kind: 'unreachable' })
  })

  test('a dead port cannot be reached', async () => {
    const url = await serve(() => undefined)
    const [server] = servers.splice(0)
    await new Promise(closed => server?.close(closed))
    expect(await getJson(url)).toEqual({
      ok: false,
      failure: {
        kind: 'unreachable',
        message: expect.stringMatching(/^127\.0\.0\.1:\d+ could not be reached$/),
      },
    })
  })

  test('a server that never answers times out', async () => {
    expect(await failureOf(() => undefined, { timeout: 100 })).toEqual({
      kind: 'timeout',
      message: expect.stringMatching(/did not answer in 0\.1 seconds$/),
    })
  })

  test('a server that stops in the middle times out', async () => {
    const failure = await failureOf(
      response => {
        response.write('[')
      },
      { timeout: 150 },
    )
    expect(failure.kind).toBe('timeout')
  })
})

describe('a status', () => {
  test.each<[number, Record<string, string>, Failure['kind'], number | undefined, string]>([
    [429, { ratelimit: '"api";r=0;t=120' }, 'throttled', 120_000, 'as Hugging Face writes it'],
    [429, { ratelimit: '"api"; r=0; t=7' }, 'throttled', 7000, 'with spaces'],
    [429, { 'retry-after': '30' }, 'throttled', 30_000, 'seconds'],
    [429, { 'retry-after': '30', ratelimit: '"api";r=0;t=120' }, 'throttled', 30_000, 'both'],
    [
      429,
      { date: 'Thu, 20 Aug 2026 07:00:00 GMT', 'retry-after': 'Thu, 20 Aug 2026 07:02:00 GMT' },
      'throttled',
      120_000,
      'a date, counted from the clock of the server',
    ],
    [
      429,
      { date: 'Thu, 20 Aug 2026 07:00:00 GMT', 'retry-after': 'Thu, 20 Aug 2026 06:00:00 GMT' },
      'throttled',
      0,
      'a date that is past',
    ],
    [429, { 'retry-after': '99999999' }, 'throttled', 3_600_000, 'an hour at most'],
    [429, { 'retry-after': 'soon' }, 'throttled', undefined, 'no time at all'],
    [429, {}, 'throttled', undefined, 'nothing said'],
    [400, {}, 'refused', undefined, 'a malformed or future date'],
    [404, {}, 'refused', undefined, 'a page that is gone'],
    [204, {}, 'refused', undefined, 'no content'],
    [500, {}, 'server', undefined, 'a fault of the server'],
    [503, { 'retry-after': '5' }, 'server', 5000, 'maintenance'],
    [500, { ratelimit: '"api";r=480;t=3' }, 'server', undefined, 'the limit was not the reason'],
    [400, { ratelimit: '"api";r=480;t=3' }, 'refused', undefined, 'nor here'],
  ])('%i with %j is "%s", to be asked again in %s: %s', async (code, headers, kind, retryAfter) => {
    const failure = await failureOf(status(code, headers))
    expect(failure.kind).toBe(kind)
    expect(failure.retryAfter).toBe(retryAfter)
    expect(failure.message).toMatch(/^127\.0\.0\.1:\d+ /)
    if (kind !== 'throttled') expect(failure.message).toContain(String(code))
  })
})

describe('a body that is not read', () => {
  test('need not be sent', async () => {
    let closed: Promise<unknown> | undefined
    const failure = await failureOf(response => {
      closed = once(response, 'close')
      response.writeHead(500).write('<html>')
    })
    expect(failure.kind).toBe('server')
    expect(await Promise.race([closed?.then(() => 'closed'), stillOpenAfter(2000)])).toBe('closed')
  })
})

describe('too much', () => {
  const limits = { maxBytes: 1000 }

  test('is refused where it is announced, and the server need not send it', async () => {
    let closed: Promise<unknown> | undefined
    const failure = await failureOf(response => {
      closed = once(response, 'close')
      response.writeHead(200, { 'content-length': '5000000' })
      response.write('[')
    }, limits)
    expect(failure).toMatchObject({
      kind: 'too-large',
      message: expect.stringContaining('more than Gloss reads'),
    })
    // Within the time of the test, not only when the server is shut down.
    expect(await Promise.race([closed?.then(() => 'closed'), stillOpenAfter(2000)])).toBe('closed')
  })

  test('is refused where it only turns out, and the server need not go on', async () => {
    let sent = 0
    let closed: Promise<unknown> | undefined
    const failure = await failureOf(response => {
      closed = once(response, 'close')
      const timer = setInterval(() => {
        sent += 400
        response.write(' '.repeat(400))
      }, 5)
      response.on('close', () => clearInterval(timer))
    }, limits)
    expect(failure.kind).toBe('too-large')
    expect(await Promise.race([closed?.then(() => 'closed'), stillOpenAfter(2000)])).toBe('closed')
    expect(sent).toBeLessThan(1_000_000)
  })

  test('is counted in bytes, and exactly the limit is allowed', async () => {
    const text = JSON.stringify('é'.repeat(499))
    expect(Buffer.byteLength(text)).toBe(1000)
    expect(await get(response => response.end(text), limits)).toMatchObject({ ok: true })
    const longer = JSON.stringify('é'.repeat(500))
    expect(await failureOf(response => response.end(longer), limits)).toMatchObject({ kind: 'too-large' })
  })
})

describe('an abort', () => {
  test('rejects with its reason while waiting for an answer', async () => {
    const controller = new AbortController()
    const reason = new Error('The reader turned sync off')
    const url = await serve(() => controller.abort(reason))
    await expect(getJson(url, { signal: controller.signal })).rejects.toBe(reason)
  })

  test('rejects with its reason in the middle of a body', async () => {
    const controller = new AbortController()
    const reason = new Error('The reader turned sync off')
    const url = await serve(response => {
      response.write('[')
      setTimeout(() => controller.abort(reason), 50)
    })
    await expect(getJson(url, { signal: controller.signal })).rejects.toBe(reason)
  })

  test('before the start asks nothing', async () => {
    let asked = 0
    const url = await serve(response => {
      asked++
      response.end('[]')
    })
    const reason = new Error('Too late')
    await expect(getJson(url, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason)
    expect(asked).toBe(0)
  })

  test('with no abort a signal changes nothing', async () => {
    const url = await serve(response => response.end('[7]'))
    expect(await getJson(url, { signal: new AbortController().signal })).toMatchObject({
      ok: true,
      body: [7],
    })
  })
})

function stillOpenAfter(milliseconds: number): Promise<string> {
  return new Promise(resolve => setTimeout(() => resolve('still open'), milliseconds))
}
