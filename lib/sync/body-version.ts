import type { BodyVersion } from '../corpus/database'
import type { FetchedBody } from '../http'

/** Goes up when sources read more out of a body than before, so that an unchanged one is read again. */
const READING = 1

/**
 * What tells the answers to a question, which begins at `url`, from those of another time; validators only where one
 * request is the whole of it.
 */
export function versionOf(url: string, bodies: readonly FetchedBody[]): BodyVersion {
  const sum = `${question(url)}${bodies.map(body => `${body.text.length}.${hash(body.text)}`).join(' ')}`
  const [only] = bodies
  if (bodies.length !== 1 || !only || only.nextPage) return { sum }
  return { sum, ...(only.etag && { etag: only.etag }), ...(only.modified && { modified: only.modified }) }
}

/** The validators to ask `url` with: none where something else was asked, or the body was read by an older Gloss. */
export function validators(
  url: string,
  version: BodyVersion | undefined,
): { readonly etag?: string; readonly modified?: string } {
  if (!version?.sum.startsWith(question(url))) return {}
  const { etag, modified } = version
  return { ...(etag && { etag }), ...(modified && { modified }) }
}

function question(url: string): string {
  return `${READING}:${hash(url)}:`
}

/** A hash of 53 bits over a text's code units (cyrb53): enough to see a change, none to trust a stranger by. */
function hash(text: string): string {
  let [a, b] = [0xdeadbeef, 0x41c6ce57]
  for (let n = 0; n < text.length; n++) {
    const unit = text.charCodeAt(n)
    a = Math.imul(a ^ unit, 2654435761)
    b = Math.imul(b ^ unit, 1597334677)
  }
  a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909)
  b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909)
  return (4294967296 * (2097151 & b) + (a >>> 0)).toString(36)
}
