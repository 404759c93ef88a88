/** The format that is written, and the latest that is read. */
export const FORMAT = 1

/** More than any item of ours inflates to: beyond it lies what was made to fill the memory. */
const MOST_INFLATED = 2_000_000

const SHAPE = /^(\d{1,6}):([A-Za-z0-9+/]*={0,2})$/

/** What an item holds. */
export type Item =
  | { readonly kind: 'read'; readonly value: unknown }
  /** Written by a Gloss that knows more than this one. */
  | { readonly kind: 'newer' }
  | { readonly kind: 'damaged' }

/** A value as an item's text: the number of the format, and JSON that is compressed, in Base64. */
export async function packItem(value: unknown): Promise<string> {
  const deflated = await through(new Blob([JSON.stringify(value)]), new CompressionStream('deflate-raw'))
  return `${FORMAT}:${btoa(String.fromCharCode(...deflated))}`
}

/** Reads an item, whatever it is. */
export async function unpackItem(text: unknown): Promise<Item> {
  const [, format, base64] = (typeof text === 'string' && SHAPE.exec(text)) || []
  if (format === undefined || base64 === undefined) return { kind: 'damaged' }
  if (Number(format) > FORMAT) return { kind: 'newer' }
  try {
    const bytes = Uint8Array.from(atob(base64), letter => letter.charCodeAt(0))
    const inflated = await through(new Blob([bytes]), new DecompressionStream('deflate-raw'))
    return { kind: 'read', value: JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(inflated)) }
  } catch {
    // Cut off, or no longer what was written.
    return { kind: 'damaged' }
  }
}

async function through(
  blob: Blob,
  stream: CompressionStream | DecompressionStream,
): Promise<Uint8Array<ArrayBuffer>> {
  const parts: Uint8Array<ArrayBuffer>[] = []
  let length = 0
  const reader = blob.stream().pipeThrough(stream).getReader()
  for (;;) {
    const { done, value } = await reader.read()
    if (done) break
    parts.push(value)
    length += value.length
    if (length > MOST_INFLATED) {
      await reader.cancel()
      throw new Error('The item is larger than any can be')
    }
  }
  const whole = new Uint8Array(length)
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}
