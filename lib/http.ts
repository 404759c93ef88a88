import { hasNextPage, readTold, statusFailure } from './http-answer'
import { discard, readBytes } from './http-body'
import { asksForJson, decodeText, isJson, startsLikeHtml } from './http-text'
import { startWatch, type Watch } from './http-wait'
import { SECOND } from './time'

/** A body that came whole and could be read. */
export interface FetchedBody {
  readonly text: string
  /** The final address, on the host that was asked. */
  readonly url: string
  /** Whether the server says that there is a page after this one. */
  readonly nextPage: boolean
  /** What the server calls this version of the body, to be handed in the next time. */
  readonly etag?: string
  /** When the body was last changed, as the server wrote it, to be handed in the next time. */
  readonly modified?: string
  /** The size of the body, unpacked. */
  readonly bytes: number
  /** SHA-256 of the unpacked bytes, in hex, where it was asked for. */
  readonly sha256?: string
}

/** What the headers of an answer say of the server. */
export interface Told {
  /** The server's clock, in milliseconds, from its Date header. */
  readonly serverTime?: number
  /** What is left of the server's quota (RateLimit headers), and milliseconds until it is whole again. */
  readonly quota?: { readonly left: number; readonly resets: number }
}

/** An answer that came, or what kept it from coming. Expected outcomes are values; only a bug throws. */
export type Fetched = Told &
  (
    | { readonly ok: true; readonly unchanged: false; readonly body: FetchedBody }
    | { readonly ok: true; readonly unchanged: true }
    | { readonly ok: false; readonly failure: Failure }
  )

/** What went wrong, as far as a caller would act on it in its own way. */
export type FailureKind =
  | 'unreachable'
  | 'timeout'
  | 'throttled'
  | 'refused'
  | 'moved'
  | 'missing'
  | 'server'
  | 'malformed'
  | 'too-large'

/** Why no usable answer came. */
export interface Failure {
  readonly kind: FailureKind
  /** For the reader: what happened, in one sentence without a full stop, naming the host. */
  readonly message: string
  /** Milliseconds the server asked to wait, where it did. */
  readonly retryAfter?: number
}

/** How long an answer may take, in milliseconds, and how large it may be. */
export interface Limits {
  /** From the request to the last byte, redirects included. */
  readonly timeout: number
  /** Without a single byte, once the body has begun. */
  readonly stall: number
  /** Of the unpacked body. */
  readonly maxBytes: number
}

/** How to ask for a text. */
export interface TextOptions {
  readonly signal?: AbortSignal
  readonly limits?: Partial<Limits>
  readonly fetch?: typeof fetch
  /** The media types wanted. Where that is JSON alone, a web page is a failure. */
  readonly accept?: string
  /** `etag` and `modified` of the copy that is there already: it need not be sent again. */
  readonly etag?: string
  readonly modified?: string
  readonly sha256?: boolean
  /** 'refuse': a redirect is a failure; 'same host': followed, and an answer from another host is not used. */
  readonly redirects?: 'refuse' | 'same host'
}

const DEFAULT_LIMITS: Limits = { timeout: 30 * SECOND, stall: 15 * SECOND, maxBytes: 20 * 1024 * 1024 }
const REDIRECTS = [301, 302, 303, 307, 308]

/**
 * Gets the text at `url`, without cookies. A dead host, a time-out, a status other than success, a redirect that is not
 * to be followed, and a body that is too large, cut short or not valid in its encoding come back as a `Failure` in
 * words; rejects only with the reason of `signal`.
 */
export async function getText(url: string, options: TextOptions = {}): Promise<Fetched> {
  options.signal?.throwIfAborted()
  const unusable = unusableAddress(url)
  if (unusable) return failed('refused', unusable)
  const { host } = new URL(url)
  const limits = { ...DEFAULT_LIMITS, ...options.limits }
  const watch = startWatch(limits, host, options.signal)
  const request = { ...options, url, host, limits, watch }
  try {
    const answer = await ask(request)
    if ('kind' in answer) return { ok: false, failure: answer }
    const told = readTold(answer.status, answer.headers)
    if (answer.status === 304) {
      discard(answer)
      if (options.etag || options.modified) return { ...told, ok: true, unchanged: true }
      return {
        ...told,
        ...failed('malformed', `${host} says that nothing has changed since it was last asked`),
      }
    }
    const failure = statusFailure(answer.status, answer.headers, host, told)
    if (failure) discard(answer)
    const read = failure ?? (await readBody(answer, request))
    return 'kind' in read
      ? { ...told, ok: false, failure: read }
      : { ...told, ok: true, unchanged: false, body: read }
  } finally {
    watch.end()
  }
}

interface Asked extends TextOptions {
  readonly url: string
  readonly host: string
  readonly limits: Limits
  readonly watch: Watch
}

function failed(kind: FailureKind, message: string): { readonly ok: false; readonly failure: Failure } {
  return { ok: false, failure: { kind, message } }
}

/** Why `fetch` would throw on an address or ask no server at all, in words; undefined where it can be asked. */
export function unusableAddress(url: string): string | undefined {
  const { protocol, host, username, password } = URL.canParse(url) ? new URL(url) : new URL('about:blank')
  if (!/^https?:$/.test(protocol)) return `"${url}" is not the address of a web server`
  // The password is not repeated: what is said here is kept and shown.
  return username || password
    ? `The address of ${host} holds a password, which Gloss does not send`
    : undefined
}

/** The answer, after redirects where they are followed. */
async function ask(request: Asked): Promise<Response | Failure> {
  const { url, host } = request
  const first = await send(request, 'manual')
  // A browser hides a redirect behind an answer of this type, without its status and its target.
  if ('kind' in first || (first.type !== 'opaqueredirect' && !REDIRECTS.includes(first.status))) return first
  discard(first)
  const moved = (words: string): Failure => ({ kind: 'moved', message: `${host} sends Gloss ${words}` })
  if (request.redirects !== 'same host') return moved('to another address, which it does not follow')
  const answer = await send(request, 'follow')
  // Going in circles, or to a host that Gloss may not ask: the one it was asked to ask has just answered.
  if ('kind' in answer && answer.kind === 'unreachable')
    return moved('on to an address that cannot be reached')
  if ('kind' in answer) return answer
  const final = new URL(answer.url || url)
  const downgraded = final.protocol === 'http:' && url.toLowerCase().startsWith('https:')
  if (final.host === host && !downgraded) return answer
  discard(answer)
  return final.host === host
    ? moved('on to an address without encryption, which it does not follow')
    : moved(`on to ${final.host}. Remove the digest and add it with its new address`)
}

async function send(request: Asked, redirect: RequestRedirect): Promise<Response | Failure> {
  const { url, host, watch, accept, etag, modified } = request
  try {
    return await (request.fetch ?? fetch)(url, {
      signal: watch.signal,
      redirect,
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      // Gloss keeps the copies: out of the browser's own, the body would come again instead of a 304.
      cache: 'no-store',
      headers: {
        ...(accept && { accept }),
        ...(etag && { 'if-none-match': etag }),
        ...(modified && { 'if-modified-since': modified }),
      },
    })
  } catch {
    request.signal?.throwIfAborted()
    return watch.late() ?? { kind: 'unreachable', message: `${host} could not be reached` }
  }
}

async function readBody(answer: Response, request: Asked): Promise<FetchedBody | Failure> {
  const { host, accept } = request
  const malformed = (words: string): Failure => ({ kind: 'malformed', message: `${host} sent ${words}` })
  const bytes = await readBytes(answer, request)
  if ('kind' in bytes) return bytes
  if (asksForJson(accept) && startsLikeHtml(bytes)) return malformed('a web page instead of data')
  const { headers } = answer
  const contentType = headers.get('content-type') ?? ''
  const text = decodeText(bytes, contentType, isJson(contentType, accept))
  if (text === null) return malformed('text in an encoding that does not fit it')
  const etag = headers.get('etag')
  const modified = headers.get('last-modified')
  return {
    text,
    url: answer.url || request.url,
    nextPage: hasNextPage(headers),
    ...(etag && { etag }),
    ...(modified && { modified }),
    bytes: bytes.byteLength,
    ...(request.sha256 && { sha256: await hash(bytes) }),
  }
}

async function hash(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
  return Array.from(digest, byte => byte.toString(16).padStart(2, '0')).join('')
}
