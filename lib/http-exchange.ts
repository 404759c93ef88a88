import { type Failure, type Limits, unusableAddress } from './http'
import { readBytes } from './http-body'
import { startWatch } from './http-wait'
import { SECOND } from './time'

/** What is sent to a server that the reader named: a WebDAV folder, or a program on this machine. */
export interface ExchangeOptions {
  readonly method: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | Uint8Array<ArrayBuffer>
  readonly signal?: AbortSignal
  readonly limits?: Partial<Limits>
  readonly fetch?: typeof fetch
}

/** A whole answer, whatever its status. */
export interface ExchangeAnswer {
  readonly status: number
  readonly headers: Headers
  readonly bytes: Uint8Array<ArrayBuffer>
  /** The body as UTF-8. */
  text(): string
}

const LIMITS: Limits = { timeout: 60 * SECOND, stall: 20 * SECOND, maxBytes: 100 * 1024 * 1024 }

/**
 * One request and its answer, without cookies. Every status is an answer, but redirects, which are not followed: what is
 * sent may hold a password. A dead host, a time-out and an answer that breaks off are failures in words; rejects only with
 * the reason of `signal`.
 */
export async function exchange(
  url: string,
  options: ExchangeOptions,
): Promise<
  { readonly ok: true; readonly answer: ExchangeAnswer } | { readonly ok: false; readonly failure: Failure }
> {
  options.signal?.throwIfAborted()
  const unusable = unusableAddress(url)
  if (unusable) return failed({ kind: 'refused', message: unusable })
  const { host } = new URL(url)
  const limits = { ...LIMITS, ...options.limits }
  const watch = startWatch(limits, host, options.signal)
  try {
    const answer = await (options.fetch ?? fetch)(url, {
      method: options.method,
      ...(options.headers && { headers: { ...options.headers } }),
      ...(options.body !== undefined && { body: options.body }),
      signal: watch.signal,
      redirect: 'manual',
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      cache: 'no-store',
    })
    if (answer.type === 'opaqueredirect' || [301, 302, 303, 307, 308].includes(answer.status))
      return failed({
        kind: 'moved',
        message: `${host} sends Gloss to another address, which it does not follow`,
      })
    const { signal } = options
    const bytes = await readBytes(answer, { host, limits, watch, ...(signal && { signal }) })
    if ('kind' in bytes) return failed(bytes)
    const { status, headers } = answer
    return { ok: true, answer: { status, headers, bytes, text: () => new TextDecoder().decode(bytes) } }
  } catch {
    options.signal?.throwIfAborted()
    return failed(watch.late() ?? { kind: 'unreachable', message: `${host} could not be reached` })
  } finally {
    watch.end()
  }
}

function failed(failure: Failure): { readonly ok: false; readonly failure: Failure } {
  return { ok: false, failure }
}
