import { SECOND } from './time'

/** An answer that came, or what kept it from coming. Expected outcomes are values; only a bug throws. */
export type Fetched =
  | { readonly ok: true; readonly body: unknown; readonly nextPage: boolean }
  | { readonly ok: false; readonly failure: Failure }

export type FailureKind =
  | 'unreachable'
  | 'timeout'
  | 'throttled'
  | 'refused'
  | 'server'
  | 'malformed'
  | 'too-large'

export interface Failure {
  readonly kind: FailureKind
  /** For the reader: what happened, in one sentence without a full stop. */
  readonly message: string
  /** Milliseconds the server asked to wait, where it did. */
  readonly retryAfter?: number
}

export interface Limits {
  readonly timeout: number
  readonly maxBytes: number
}

const DEFAULT_LIMITS: Limits = { timeout: 30 * SECOND, maxBytes: 20 * 1024 * 1024 }
/** A server that asks for more is asked again after this long all the same. */
const MAX_RETRY_AFTER = 60 * 60 * SECOND

/**
 * Gets JSON from `url` without cookies. A dead host, a time-out, a 4xx or 5xx, a body that is too large, cut short
 * or no JSON comes back as a `Failure` in words; rejects only with the reason of `signal`.
 */
export async function getJson(
  url: string,
  options: {
    readonly signal?: AbortSignal
    readonly limits?: Partial<Limits>
    readonly fetch?: typeof fetch
  } = {},
): Promise<Fetched> {
  const limits = { ...DEFAULT_LIMITS, ...options.limits }
  const host = new URL(url).host
  const timer = AbortSignal.timeout(limits.timeout)
  const signal = options.signal ? AbortSignal.any([options.signal, timer]) : timer
  let answered = false
  try {
    const answer = await (options.fetch ?? fetch)(url, {
      signal,
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      // `no-cache` revalidates by ETag where the server sent one, and reads the browser's own copy on a 304.
      cache: 'no-cache',
      headers: { accept: 'application/json' },
    })
    answered = true
    if (answer.status !== 200) {
      discard(answer)
      return failed(statusFailure(answer, host))
    }
    const text = await readText(answer, limits.maxBytes)
    if (text === null)
      return failed({ kind: 'too-large', message: `${host} sent more than Gloss reads in one answer` })
    return parseJson(text, answer, host)
  } catch {
    options.signal?.throwIfAborted()
    if (timer.aborted)
      return failed({
        kind: 'timeout',
        message: `${host} did not answer in ${limits.timeout / SECOND} seconds`,
      })
    return failed(
      answered
        ? { kind: 'malformed', message: `The answer of ${host} broke off` }
        : { kind: 'unreachable', message: `${host} could not be reached` },
    )
  }
}

function parseJson(text: string, answer: Response, host: string): Fetched {
  try {
    const body: unknown = JSON.parse(text)
    return { ok: true, body, nextPage: hasNextPage(answer.headers) }
  } catch {
    const html = /^\s*<(?:!doctype|html)/i.test(text)
    const what = html ? 'a web page instead of data' : 'data that breaks off or is not JSON'
    return failed({ kind: 'malformed', message: `${host} sent ${what}` })
  }
}

function statusFailure(answer: Response, host: string): Failure {
  const wait = retryAfter(answer)
  const waiting = wait === undefined ? {} : { retryAfter: Math.min(wait, MAX_RETRY_AFTER) }
  if (answer.status === 429)
    return { kind: 'throttled', message: `${host} asks Gloss to slow down`, ...waiting }
  if (answer.status >= 500)
    return { kind: 'server', message: `${host} is having trouble (error ${answer.status})`, ...waiting }
  return { kind: 'refused', message: `${host} refused the request (error ${answer.status})`, ...waiting }
}

/** Milliseconds to wait by `Retry-After` (seconds or a date) or Hugging Face's `RateLimit: "api";r=0;t=120`. */
function retryAfter(answer: Response): number | undefined {
  const { headers } = answer
  const header = headers.get('retry-after')
  if (header && /^\d+$/.test(header.trim())) return Number(header) * SECOND
  const date = header ? Date.parse(header) : Number.NaN
  const serverNow = Date.parse(headers.get('date') ?? '')
  if (!Number.isNaN(date) && !Number.isNaN(serverNow)) return Math.max(0, date - serverNow)
  // Sent with every answer: only where requests were refused for their number does it say how long to wait.
  const reset = answer.status === 429 && /(?:^|;)\s*t=(\d+)/.exec(headers.get('ratelimit') ?? '')?.[1]
  return reset ? Number(reset) * SECOND : undefined
}

/** Whether a `Link` header names a next page. Its address is not followed: pages are asked for by number. */
function hasNextPage(headers: Headers): boolean {
  return /;\s*rel=(?:"next"|next(?![\w-]))/i.test(headers.get('link') ?? '')
}

/** The body as text, or null as soon as it passes `maxBytes`. */
async function readText(answer: Response, maxBytes: number): Promise<string | null> {
  if (Number(answer.headers.get('content-length') ?? 0) > maxBytes) {
    discard(answer)
    return null
  }
  if (!answer.body) return ''
  const reader = answer.body.getReader()
  const decoder = new TextDecoder()
  let text = ''
  let bytes = 0
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return text + decoder.decode()
    bytes += value.byteLength
    if (bytes > maxBytes) {
      await reader.cancel()
      return null
    }
    text += decoder.decode(value, { stream: true })
  }
}

/** Tells the server that the body is not wanted: it would be sent in full otherwise. */
function discard(answer: Response): void {
  void answer.body?.cancel().catch(() => undefined)
}

function failed(failure: Failure): Fetched {
  return { ok: false, failure }
}
