import type { ByteWriter } from './bytes'
import { ONCE_IN_ABSTRACT } from './fields'

/*
 * A posting list as bytes: for each document, in order, the gap to the one before it times two, plus one where its field
 * counts follow; without them the word stands once in the abstract. Both numbers in seven-bit groups (LEB128).
 */

/** Writes a posting that follows one of `previous`, −1 for the first of a list. */
export function writePosting(out: ByteWriter, previous: number, document: number, fields: number): void {
  const gap = (document - previous) * 2
  const plain = fields === ONCE_IN_ABSTRACT
  out.varint(plain ? gap : gap + 1)
  if (!plain) out.varint(fields)
}

/** Calls `visit` with every document of a posting list and its packed field counts. */
export function readPostings(bytes: Uint8Array, visit: (document: number, fields: number) => void): void {
  let at = 0
  let document = -1
  while (at < bytes.length) {
    let byte = bytes[at++] ?? 0
    let gap = byte & 0x7f
    for (let shift = 7; byte > 0x7f; shift += 7) {
      byte = bytes[at++] ?? 0
      gap |= (byte & 0x7f) << shift
    }
    document += gap >>> 1
    let fields = ONCE_IN_ABSTRACT
    if (gap & 1) {
      byte = bytes[at++] ?? 0
      fields = byte & 0x7f
      if (byte > 0x7f) fields |= (bytes[at++] ?? 0) << 7
    }
    visit(document, fields)
  }
}
