import type { Failure, Limits } from './http'
import type { Watch } from './http-wait'

const FIRST_BUFFER = 64 * 1024

/**
 * The unpacked body of an answer. One that passes `maxBytes` is cut off there, so that no small answer can unpack until
 * the memory is full. Rejects only with the reason of `signal`.
 */
export async function readBytes(
  answer: Response,
  request: {
    readonly host: string
    readonly limits: Limits
    readonly watch: Watch
    readonly signal?: AbortSignal
  },
): Promise<Uint8Array<ArrayBuffer> | Failure> {
  const { host, limits, watch } = request
  const tooLarge: Failure = {
    kind: 'too-large',
    message: `${host} sent more than Gloss reads in one answer`,
  }
  if (Number(answer.headers.get('content-length') ?? 0) > limits.maxBytes) {
    discard(answer)
    return tooLarge
  }
  if (!answer.body) return new Uint8Array()
  const reader = answer.body.getReader()
  const giveUp = () => void reader.cancel().catch(() => undefined)
  watch.signal.addEventListener('abort', giveUp)
  // One buffer that grows: pieces of a byte each would take many times their size.
  let bytes = new Uint8Array(FIRST_BUFFER)
  let length = 0
  try {
    for (;;) {
      watch.heard()
      const { done, value } = await reader.read()
      watch.signal.throwIfAborted()
      if (done) return bytes.subarray(0, length)
      const end = length + value.byteLength
      if (end > limits.maxBytes) {
        giveUp()
        return tooLarge
      }
      if (end > bytes.length) bytes = grown(bytes, end)
      bytes.set(value, length)
      length = end
    }
  } catch {
    request.signal?.throwIfAborted()
    return watch.late() ?? { kind: 'malformed', message: `The answer of ${host} broke off` }
  }
}

/** Tells the server that the body is not wanted: it would be sent in full otherwise. */
export function discard(answer: Response): void {
  void answer.body?.cancel().catch(() => undefined)
}

function grown(bytes: Uint8Array, atLeast: number): Uint8Array<ArrayBuffer> {
  const larger = new Uint8Array(Math.max(atLeast, 2 * bytes.length))
  larger.set(bytes)
  return larger
}
