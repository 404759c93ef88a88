import { afterEach, describe, expect, test } from 'vitest'
import { getText } from '@/lib/http'
import {
  type Answer,
  answerWith,
  closeServers,
  deadAddress,
  get,
  getFrom,
  hangsUp,
  hungUp,
  serve,
} from './server'

afterEach(closeServers)

const SAME_HOST = { redirects: 'same host' } as const
const NOT_FOLLOWED = {
  ok: false,
  failure: { kind: 'moved', message: 'HOST sends Gloss to another address, which it does not follow' },
}
const NOT_REACHED = {
  ok: false,
  failure: { kind: 'moved', message: 'HOST sends Gloss on to an address that cannot be reached' },
}

/** Sends /feed on to `location`, and answers everything else with `text`. */
function sendOn(status: number, location: string, text = 'arrived'): Answer {
  return (request, response) =>
    request.url === '/feed' ? response.writeHead(status, { location }).end('moved') : response.end(text)
}

describe('a redirect', () => {
  test.each([301, 302, 303, 307, 308])('%i is refused, or followed on the same host', async status => {
    let asked = 0
    const answer: Answer = (request, response) => {
      asked++
      sendOn(status, '/else')(request, response)
    }
    expect(await get(answer)).toEqual(NOT_FOLLOWED)
    expect(asked).toBe(1)
    expect(await get(answer, SAME_HOST)).toEqual({
      ok: true,
      unchanged: false,
      body: { text: 'arrived', url: 'http://HOST/else', nextPage: false, bytes: 7 },
    })
  })

  test('its body is not read', async () => {
    let closed: Promise<unknown> | undefined
    const answer: Answer = (request, response) => {
      closed = hungUp(request)
      response.writeHead(302, { location: '/else' }).write('moved')
    }
    expect(await get(answer)).toEqual(NOT_FOLLOWED)
    expect(await hangsUp(closed)).toBe(true)
  })

  test('takes the tag of the copy along', async () => {
    const answer: Answer = (request, response) => {
      if (request.url === '/feed') response.writeHead(302, { location: '/else' }).end()
      else response.writeHead(request.headers['if-none-match'] === '"7"' ? 304 : 500).end()
    }
    expect(await get(answer, { ...SAME_HOST, etag: '"7"' })).toEqual({ ok: true, unchanged: true })
  })

  test('is judged by where it ends', async () => {
    const answer: Answer = (request, response) =>
      request.url === '/feed'
        ? response.writeHead(301, { location: '/else' }).end()
        : answerWith(410)(request, response)
    expect(await get(answer, SAME_HOST)).toMatchObject({ failure: { kind: 'missing' } })
  })

  test('to another host gives an answer that is not used', async () => {
    const other = new URL(await serve(answerWith(200, { ratelimit: '"api";r=1;t=1' }, 'stolen')))
    expect(await get(sendOn(301, other.href), SAME_HOST)).toEqual({
      ok: false,
      failure: {
        kind: 'moved',
        message: `HOST sends Gloss on to ${other.host}. Remove the digest and add it with its new address`,
      },
    })
  })

  test('to another name of the same machine is one to another host', async () => {
    const url = new URL(
      await serve((request, response) => sendOn(302, `http://localhost:${url.port}/`)(request, response)),
    )
    expect(await getFrom(url.href, SAME_HOST)).toMatchObject({
      failure: { kind: 'moved', message: expect.stringContaining(`on to localhost:${url.port}. Remove`) },
    })
  })

  test('over another host and back is followed', async () => {
    const back = new URL(await serve((_, response) => response.writeHead(302, { location: home.href }).end()))
    const home: URL = new URL('/home', await serve(sendOn(302, back.href)))
    expect(await getText(new URL('/feed', home).href, SAME_HOST)).toMatchObject({
      body: { text: 'arrived', url: home.href },
    })
  })

  test.each<[string, () => Promise<Answer>]>([
    ['to itself', async () => sendOn(302, '/feed')],
    [
      'without end',
      async () => (request, response) => response.writeHead(302, { location: `${request.url}x` }).end(),
    ],
    ['to a dead host', async () => sendOn(302, await deadAddress())],
    ['to what is no host', async () => sendOn(302, 'lantern:oil')],
  ])('%s cannot be reached', async (_, answer) => {
    expect(await get(await answer(), SAME_HOST)).toEqual(NOT_REACHED)
  })

  test('without an address leads nowhere', async () => {
    expect(await get(answerWith(302))).toEqual(NOT_FOLLOWED)
    expect(await get(answerWith(302), SAME_HOST)).toEqual({
      ok: false,
      failure: { kind: 'moved', message: 'HOST sends Gloss on without saying where (status 302)' },
    })
  })

  test('to a host that is silent times out', async () => {
    const silent = await serve(() => undefined)
    const limits = { timeout: 200 }
    expect(await get(sendOn(302, silent), { ...SAME_HOST, limits })).toMatchObject({
      failure: { kind: 'timeout' },
    })
  })
})

describe('a redirect in a browser, which does not show it', () => {
  const hidden = () => opaque(new Response(null), { type: 'opaqueredirect', status: 0 })
  const asking = (final: () => Response) => {
    const asked: (RequestRedirect | undefined)[] = []
    const answers = async (_: unknown, options?: RequestInit) => {
      asked.push(options?.redirect)
      return options?.redirect === 'manual' ? hidden() : final()
    }
    return { asked, fetch: answers as typeof fetch }
  }

  test('is refused', async () => {
    const { asked, fetch } = asking(() => new Response('arrived'))
    expect(await getFrom('https://lab.example/feed', { fetch })).toEqual(NOT_FOLLOWED)
    expect(asked).toEqual(['manual'])
  })

  test.each<[string, string, string, object]>([
    ['https://lab.example/feed', 'https://lab.example/new', 'the same host', { body: { text: 'arrived' } }],
    ['http://lab.example/feed', 'https://lab.example/feed', 'with encryption', { body: { text: 'arrived' } }],
    [
      'https://lab.example/feed',
      'http://lab.example/feed',
      'without encryption',
      {
        failure: {
          kind: 'moved',
          message: 'HOST sends Gloss on to an address without encryption, which it does not follow',
        },
      },
    ],
    [
      'https://lab.example/feed',
      'https://lab.example.evil.example/feed',
      'a host that begins like it',
      {
        failure: {
          kind: 'moved',
          message:
            'HOST sends Gloss on to HOST.evil.example. Remove the digest and add it with its new address',
        },
      },
    ],
  ])('from %s to %s: %s', async (from, to, _, expected) => {
    const { asked, fetch } = asking(() => opaque(new Response('arrived'), { url: to }))
    expect(await getFrom(from, { ...SAME_HOST, fetch })).toMatchObject(expected)
    expect(asked).toEqual(['manual', 'follow'])
  })

  test('to a host that Gloss may not ask', async () => {
    const { fetch } = asking(() => {
      throw new TypeError('Failed to fetch')
    })
    expect(await getFrom('https://lab.example/feed', { ...SAME_HOST, fetch })).toEqual(NOT_REACHED)
  })
})

/** An answer as only a browser makes it. */
function opaque(answer: Response, as: { type?: ResponseType; status?: number; url?: string }): Response {
  for (const [key, value] of Object.entries(as)) Object.defineProperty(answer, key, { value })
  return answer
}
