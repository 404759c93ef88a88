import { afterEach, describe, expect, test } from 'vitest'
import type { FailureKind } from '@/lib/http'
import { answerWith, closeServers, failureOf, get, hangsUp, hungUp } from './server'

afterEach(closeServers)

const NOON = 'Thu, 20 Aug 2026 12:00:00 GMT'
const EPOCH = Date.UTC(2026, 7, 20, 12) / 1000
const HOUR = 3_600_000
const DAY = 24 * HOUR

describe('a status', () => {
  test.each<[number, FailureKind, string]>([
    [201, 'malformed', 'HOST did not send what was asked for (status 201)'],
    [202, 'malformed', 'HOST did not send what was asked for (status 202)'],
    [204, 'malformed', 'HOST did not send what was asked for (status 204)'],
    [206, 'malformed', 'HOST did not send what was asked for (status 206)'],
    [300, 'moved', 'HOST sends Gloss on without saying where (status 300)'],
    [400, 'refused', 'HOST refused the request (error 400)'],
    [401, 'refused', 'HOST asks for a sign-in, which Gloss does not have (error 401)'],
    [402, 'refused', 'HOST refused the request (error 402)'],
    [403, 'refused', 'HOST does not let Gloss read this (error 403)'],
    [404, 'missing', 'HOST has nothing at this address (error 404)'],
    [405, 'refused', 'HOST refused the request (error 405)'],
    [406, 'refused', 'HOST refused the request (error 406)'],
    [408, 'refused', 'HOST refused the request (error 408)'],
    [409, 'refused', 'HOST refused the request (error 409)'],
    [410, 'missing', 'HOST has taken this down for good (error 410)'],
    [412, 'refused', 'HOST refused the request (error 412)'],
    [418, 'refused', 'HOST refused the request (error 418)'],
    [422, 'refused', 'HOST refused the request (error 422)'],
    [429, 'throttled', 'HOST asks Gloss to slow down'],
    [451, 'refused', 'HOST may not show this for legal reasons (error 451)'],
    [499, 'refused', 'HOST refused the request (error 499)'],
    [500, 'server', 'HOST is having trouble (error 500)'],
    [501, 'server', 'HOST is having trouble (error 501)'],
    [502, 'server', 'HOST is having trouble (error 502)'],
    [503, 'server', 'HOST is having trouble (error 503)'],
    [504, 'server', 'HOST is having trouble (error 504)'],
    [520, 'server', 'HOST is having trouble (error 520)'],
    [599, 'server', 'HOST is having trouble (error 599)'],
  ])('%i is "%s"', async (status, kind, message) => {
    expect(await get(answerWith(status, {}, status === 204 ? '' : 'no'))).toEqual({
      ok: false,
      failure: { kind, message },
    })
  })

  test('has a body that need not be sent', async () => {
    let closed: Promise<unknown> | undefined
    const failure = await failureOf((request, response) => {
      closed = hungUp(request)
      response.writeHead(500).write('<html>')
    })
    expect(failure.kind).toBe('server')
    expect(await hangsUp(closed)).toBe(true)
  })
})

describe('the wait that a server asks for', () => {
  test.each<[number, Record<string, string>, number | undefined, string]>([
    [429, { 'retry-after': '30' }, 30_000, 'seconds'],
    [503, { 'retry-after': '5' }, 5000, 'in maintenance'],
    [403, { 'retry-after': '5' }, 5000, 'with a refusal'],
    [429, { 'retry-after': '0' }, 0, 'none'],
    [429, { 'retry-after': '1.5' }, 1500, 'a fraction'],
    [429, { 'retry-after': '0.0001' }, 1, 'never rounded to none'],
    [429, { 'retry-after': '3601' }, HOUR, 'an hour at most'],
    [429, { 'retry-after': '9'.repeat(400) }, HOUR, 'however long'],
    [429, { 'retry-after': '-5' }, undefined, 'negative'],
    [429, { 'retry-after': 'soon' }, undefined, 'no time at all'],
    [429, { 'retry-after': '1e3' }, undefined, 'a number as no server writes it'],
    [429, { 'retry-after': '' }, undefined, 'empty'],
    [429, {}, undefined, 'not said'],
    [
      429,
      { date: NOON, 'retry-after': 'Thu, 20 Aug 2026 12:02:00 GMT' },
      120_000,
      'a date, by the clock of the server',
    ],
    [429, { date: NOON, 'retry-after': 'Thursday, 20-Aug-26 12:02:00 GMT' }, 120_000, 'a date of RFC 850'],
    [429, { date: NOON, 'retry-after': 'Thu Aug 20 12:02:00 2026' }, 120_000, 'a date of asctime'],
    [429, { date: NOON, 'retry-after': 'Thu, 20 Aug 2026 11:00:00 GMT' }, 0, 'a date that is past'],
    [429, { date: NOON, 'retry-after': 'Thu, 20 Aug 2099 11:00:00 GMT' }, HOUR, 'a date that is far'],
    [429, { date: NOON, 'retry-after': 'Thu, 99 Aug 2026 12:02:00 GMT' }, undefined, 'a date that is none'],
    [429, { 'retry-after': 'Thu, 20 Aug 2026 12:02:00 GMT' }, undefined, 'a date against no clock'],
    [429, { ratelimit: '"api";r=0;t=120' }, 120_000, 'the quota of Hugging Face'],
    [429, { 'retry-after': '30', ratelimit: '"api";r=0;t=120' }, 30_000, 'both'],
    [429, { 'retry-after': '-5', ratelimit: '"api";r=0;t=120' }, 120_000, 'both, and one is nonsense'],
    [429, { 'x-ratelimit-reset': '50' }, 50_000, 'a quota that only says when'],
    [429, { ratelimit: '"day";r=0;t=80000' }, HOUR, 'a quota that is far from whole'],
    [503, { ratelimit: '"api";r=480;t=3' }, undefined, 'the quota was not the reason'],
    [400, { ratelimit: '"api";r=480;t=3' }, undefined, 'nor here'],
  ])('%i with %j: %s ms (%s)', async (status, headers, retryAfter) => {
    expect((await failureOf(answerWith(status, headers))).retryAfter).toBe(retryAfter)
  })
})

describe('a quota', () => {
  test.each<[Record<string, string | string[]>, object | undefined, string]>([
    [{ ratelimit: '"api";r=480;t=3' }, { left: 480, resets: 3000 }, 'Hugging Face'],
    [{ ratelimit: '"api"; r=0; t=7' }, { left: 0, resets: 7000 }, 'with spaces'],
    [{ ratelimit: 'default;t=7;r=2' }, { left: 2, resets: 7000 }, 'a name without quotes'],
    [{ ratelimit: '"a, \\"r=0;t=1\\"; b";r=5;t=7' }, { left: 5, resets: 7000 }, 'a name like a quota'],
    [{ ratelimit: '"api";r=5;t=7;pk=:cj0wO3Q9MQ==:' }, { left: 5, resets: 7000 }, 'with its partition'],
    [
      { ratelimit: '"hour";r=90;t=3000, "burst";r=1;t=5' },
      { left: 1, resets: 5000 },
      'the least left counts',
    ],
    [{ ratelimit: '"a";r=0;t=5, "b";r=0;t=50' }, { left: 0, resets: 50_000 }, 'the longest of two used up'],
    [{ ratelimit: ['"a";r=9;t=5', '"b";r=3;t=50'] }, { left: 3, resets: 50_000 }, 'in two headers'],
    [{ ratelimit: '"api";r=480' }, undefined, 'without a time'],
    [{ ratelimit: '"api";q=480;w=3' }, undefined, 'a policy'],
    [{ ratelimit: 'limit=100, remaining=0, reset=50' }, { left: 0, resets: 50_000 }, 'draft 06'],
    [{ ratelimit: 'reset=50,remaining=7,limit=100;w=60' }, { left: 7, resets: 50_000 }, 'in another order'],
    [{ ratelimit: 'lantern' }, undefined, 'nonsense'],
    [{ 'ratelimit-remaining': '4', 'ratelimit-reset': '50' }, { left: 4, resets: 50_000 }, 'draft 03'],
    [{ 'x-ratelimit-remaining': '4', 'x-ratelimit-reset': '50' }, { left: 4, resets: 50_000 }, 'as of old'],
    [
      { 'x-rate-limit-remaining': '4', 'x-rate-limit-reset': '50' },
      { left: 4, resets: 50_000 },
      'hyphenated',
    ],
    [
      { 'x-ratelimit-remaining': '598.0', 'x-ratelimit-reset': '0.25' },
      { left: 598, resets: 250 },
      'fractions',
    ],
    [{ 'x-ratelimit-remaining': '-1', 'x-ratelimit-reset': '-3' }, { left: 0, resets: 0 }, 'below zero'],
    [
      { 'x-ratelimit-remaining': '4', 'x-ratelimit-reset': '9999999' },
      { left: 4, resets: DAY },
      'a day at most',
    ],
    [
      { date: NOON, 'x-ratelimit-remaining': '4', 'x-ratelimit-reset': `${EPOCH + 90}` },
      { left: 4, resets: 90_000 },
      'seconds since 1970',
    ],
    [
      { date: NOON, 'x-ratelimit-remaining': '4', 'x-ratelimit-reset': `${(EPOCH + 90) * 1000}` },
      { left: 4, resets: 90_000 },
      'milliseconds since 1970',
    ],
    [
      { date: NOON, 'x-ratelimit-remaining': '4', 'x-ratelimit-reset': `${EPOCH - 90}` },
      { left: 4, resets: 0 },
      'a time that is past',
    ],
    [{ 'x-ratelimit-remaining': '4', 'x-ratelimit-reset': `${EPOCH}` }, undefined, 'a time against no clock'],
    [{ 'x-ratelimit-remaining': '4' }, undefined, 'no time'],
    [{ 'x-ratelimit-remaining': 'many', 'x-ratelimit-reset': 'soon' }, undefined, 'words'],
    [{ 'x-ratelimit-limit': '100' }, undefined, 'only its size'],
  ])('%j is %j (%s)', async (headers, quota) => {
    const fetched = await get(answerWith(200, headers))
    expect(fetched.ok).toBe(true)
    expect(fetched.quota).toEqual(quota)
  })

  test('is told with a failure too, and is used up where a request was refused for it', async () => {
    expect(await get(answerWith(429, { 'x-ratelimit-reset': '50' }))).toEqual({
      ok: false,
      quota: { left: 0, resets: 50_000 },
      failure: { kind: 'throttled', message: 'HOST asks Gloss to slow down', retryAfter: 50_000 },
    })
  })
})

describe("the server's clock", () => {
  test.each([
    [NOON, EPOCH * 1000],
    ['2026-08-20', undefined],
    ['-5', undefined],
    ['now', undefined],
  ])('Date: %s is %s', async (date, serverTime) => {
    expect((await get(answerWith(200, { date }))).serverTime).toBe(serverTime)
    expect((await get(answerWith(500, { date }))).serverTime).toBe(serverTime)
  })
})

describe('a Link', () => {
  test.each([
    ['</api?p=1>; rel="next"', true, 'as Hugging Face writes it'],
    ['</api?p=0>; rel="prev", </api?p=2>; rel="next"', true, 'after another'],
    ['</api?p=1>;rel=next', true, 'without quotes'],
    ['</api?p=1>; REL="Next"', true, 'in other letters'],
    ['</api?p=1>; rel="prev"', false, 'another page'],
    ['</api?p=1>; rel="next-archive"', false, 'a relation that only begins so'],
    ['</api?p=1>; rel=next-archive', false, 'the same without quotes'],
    ['</next>; rel="last"', false, 'a path of that name'],
  ])('%s has a next page: %s (%s)', async (link, nextPage) => {
    expect(await get(answerWith(200, { link }))).toMatchObject({ body: { nextPage } })
  })
})
