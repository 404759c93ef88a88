import type { Failure, Told } from './http'
import { DAY, HOUR, SECOND } from './time'

/** A server that asks for more is asked again after this long all the same. */
const MAX_RETRY_AFTER = HOUR
/** No longer wait for a quota is told, so that it can be handed to a timer. */
const MAX_RESET = DAY
/** Larger numbers are points in time: as seconds from now they would be 30 years. */
const FIRST_EPOCH_SECONDS = 1e9
const FIRST_EPOCH_MILLISECONDS = 1e11

/** What is said to the reader of the statuses that have a meaning of their own. */
const WORDS: Readonly<Record<number, string>> = {
  401: 'asks for a sign-in, which Gloss does not have',
  403: 'does not let Gloss read this',
  404: 'has nothing at this address',
  410: 'has taken this down for good',
  451: 'may not show this for legal reasons',
}

/** What the headers of an answer tell besides its body: the server's clock, and its quota where both parts came. */
export function readTold(status: number, headers: Headers): Told {
  const serverTime = parseHttpDate(headers.get('date'))
  const { left = status === 429 ? 0 : undefined, resets } = readQuota(headers, serverTime)
  return {
    ...(serverTime !== undefined && { serverTime }),
    ...(left !== undefined && resets !== undefined && { quota: { left, resets } }),
  }
}

/** What is wrong with an answer by its status, or undefined where its body can be read. 304 is not judged here. */
export function statusFailure(
  status: number,
  headers: Headers,
  host: string,
  told: Told,
): Failure | undefined {
  if (status === 200 || status === 203) return undefined
  const wait = retryAfter(status, headers, told)
  const waiting = wait === undefined ? {} : { retryAfter: Math.min(wait, MAX_RETRY_AFTER) }
  const failure = (kind: Failure['kind'], words: string): Failure => ({
    kind,
    message: `${host} ${WORDS[status] ?? words} (error ${status})`,
    ...waiting,
  })
  if (status === 429) return { kind: 'throttled', message: `${host} asks Gloss to slow down`, ...waiting }
  if (status >= 500) return failure('server', 'is having trouble')
  if (status === 404 || status === 410) return failure('missing', '')
  if (status >= 400) return failure('refused', 'refused the request')
  if (status >= 300)
    return { kind: 'moved', message: `${host} sends Gloss on without saying where (status ${status})` }
  // A part of what was asked for, a promise of it, or a page that checks for robots (202).
  return { kind: 'malformed', message: `${host} did not send what was asked for (status ${status})` }
}

/** Whether a `Link` header names a next page. Its address is not followed: pages are asked for by number. */
export function hasNextPage(headers: Headers): boolean {
  return /;\s*rel=(?:"next"|next(?![\w-]))/i.test(headers.get('link') ?? '')
}

/** Milliseconds to wait by `Retry-After` (seconds or a date), else by the quota where that was the reason. */
function retryAfter(status: number, headers: Headers, told: Told): number | undefined {
  const header = headers.get('retry-after')?.trim() ?? ''
  if (/^\d+(?:\.\d+)?$/.test(header)) return Math.ceil(Number(header) * SECOND)
  const date = parseHttpDate(header)
  // Against the server's own clock: that of the reader may be hours off.
  if (date !== undefined && told.serverTime !== undefined) return Math.max(0, date - told.serverTime)
  // The quota comes with every answer: only where requests were refused for their number is it the wait.
  return status === 429 ? told.quota?.resets : undefined
}

/** What is left of a quota, and the milliseconds until it is whole again, as far as they were told. */
interface Quota {
  readonly left: number | undefined
  readonly resets: number | undefined
}

function readQuota(headers: Headers, serverTime: number | undefined): Quota {
  const combined = parseRateLimit(headers.get('ratelimit') ?? '')
  if (combined) return combined
  for (const prefix of ['ratelimit', 'x-ratelimit', 'x-rate-limit']) {
    const left = parseCount(headers.get(`${prefix}-remaining`))
    const resets = resetIn(parseNumber(headers.get(`${prefix}-reset`)), serverTime)
    if (left !== undefined || resets !== undefined) return { left, resets }
  }
  return { left: undefined, resets: undefined }
}

/**
 * The `RateLimit` header as in draft-ietf-httpapi-ratelimit-headers-06 (`limit=100, remaining=0, reset=50`), or as since
 * draft 08 (`"api";r=0;t=120`). Of several quotas the one with the least left counts.
 */
function parseRateLimit(header: string): Quota | undefined {
  // A quota's name may hold anything.
  const plain = header.replace(/"(?:[^"\\]|\\.)*"/g, '""')
  if (/\bremaining=/i.test(plain)) return readPair(plain, 'remaining', 'reset')
  return plain
    .split(',')
    .map(item => readPair(item, 'r', 't'))
    .filter(quota => quota.left !== undefined)
    .sort((a, b) => (a.left ?? 0) - (b.left ?? 0) || (b.resets ?? 0) - (a.resets ?? 0))[0]
}

function readPair(text: string, left: string, resets: string): Quota {
  const valueFor = (key: string) => new RegExp(`(?:^|[,;])\\s*${key}=([^\\s,;]+)`, 'i').exec(text)?.[1]
  return { left: parseCount(valueFor(left)), resets: inMilliseconds(parseNumber(valueFor(resets))) }
}

/** Milliseconds until a quota is whole again, from seconds to go or, as many servers count, seconds since 1970. */
function resetIn(reset: number | undefined, serverTime: number | undefined): number | undefined {
  if (reset === undefined || reset < FIRST_EPOCH_SECONDS) return inMilliseconds(reset)
  if (serverTime === undefined) return undefined
  const at = reset < FIRST_EPOCH_MILLISECONDS ? reset * SECOND : reset
  return Math.min(MAX_RESET, Math.max(0, Math.ceil(at - serverTime)))
}

function inMilliseconds(seconds: number | undefined): number | undefined {
  return seconds === undefined ? undefined : Math.min(MAX_RESET, Math.ceil(seconds * SECOND))
}

function parseCount(text: string | null | undefined): number | undefined {
  const number = parseNumber(text)
  return number === undefined ? undefined : Math.floor(number)
}

/** A number in a header, at least zero: some servers count on below it. */
function parseNumber(text: string | null | undefined): number | undefined {
  if (!text || !/^-?\d+(?:\.\d+)?$/.test(text.trim())) return undefined
  return Math.min(Number.MAX_SAFE_INTEGER, Math.max(0, Number(text)))
}

/** The time of an HTTP date in one of its three forms, in milliseconds. `Date.parse` alone reads "-5" as one. */
function parseHttpDate(text: string | null): number | undefined {
  const form = /^[A-Z][a-z]+,? [\w -]+ \d\d:\d\d:\d\d( GMT| \d{4})$/.exec(text?.trim() ?? '')
  // The oldest form names no zone, and is in GMT like the others.
  const time = form ? Date.parse(form[1] === ' GMT' ? form[0] : `${form[0]} GMT`) : Number.NaN
  return Number.isNaN(time) ? undefined : time
}
