/** Bytes written one after another into a buffer that grows as needed. */
export class ByteWriter {
  #bytes: Uint8Array<ArrayBuffer>
  #length = 0

  constructor(capacity = 1024) {
    this.#bytes = new Uint8Array(capacity)
  }

  get length(): number {
    return this.#length
  }

  /** Writes a whole number from 0 to 2³¹ − 1 in seven-bit groups, the lowest first (LEB128). */
  varint(value: number): void {
    if (this.#length + 5 > this.#bytes.length) this.reserve(5)
    const bytes = this.#bytes
    let at = this.#length
    let rest = value
    while (rest > 0x7f) {
      bytes[at++] = (rest & 0x7f) | 0x80
      rest >>>= 7
    }
    bytes[at++] = rest
    this.#length = at
  }

  append(bytes: ArrayLike<number>): void {
    this.reserve(bytes.length)
    this.#bytes.set(bytes, this.#length)
    this.#length += bytes.length
  }

  /** A copy of what was written from `start` on. */
  take(start = 0): Uint8Array<ArrayBuffer> {
    return this.#bytes.slice(start, this.#length)
  }

  /** Makes room for `more` bytes. */
  reserve(more: number): void {
    const needed = this.#length + more
    if (needed <= this.#bytes.length) return
    const larger = new Uint8Array(Math.max(needed, this.#bytes.length * 2))
    larger.set(this.#bytes.subarray(0, this.#length))
    this.#bytes = larger
  }
}

/** Reads bytes that a `ByteWriter` wrote. Past the end everything reads as 0. */
export class ByteReader {
  readonly #bytes: Uint8Array
  at: number

  constructor(bytes: Uint8Array, at = 0) {
    this.#bytes = bytes
    this.at = at
  }

  varint(): number {
    const first = this.#bytes[this.at++] ?? 0
    if (first < 0x80) return first
    let value = first & 0x7f
    for (let shift = 7; shift < 35; shift += 7) {
      const byte = this.#bytes[this.at++] ?? 0
      value |= (byte & 0x7f) << shift
      if (byte < 0x80) break
    }
    return value
  }
}

const FNV_OFFSET = 0x811c9dc5
const FNV_PRIME = 0x01000193

/**
 * A 32-bit checksum: FNV-1a (Fowler, Noll and Vo) over words of four bytes, which costs a quarter of the bytewise one.
 * Every step is a bijection of the state, so that a change within one word always changes the sum; any other change
 * goes unseen once in 2³² cases.
 */
export function checksum(bytes: Uint8Array): number {
  let sum = FNV_OFFSET ^ bytes.length
  const words = bytes.length >>> 2
  if (bytes.byteOffset % 4 === 0) {
    const view = new Uint32Array(bytes.buffer, bytes.byteOffset, words)
    for (let i = 0; i < words; i++) sum = Math.imul(sum ^ (view[i] ?? 0), FNV_PRIME)
  } else {
    const view = new DataView(bytes.buffer, bytes.byteOffset)
    for (let i = 0; i < words; i++) sum = Math.imul(sum ^ view.getUint32(4 * i, true), FNV_PRIME)
  }
  for (let i = words * 4; i < bytes.length; i++) sum = Math.imul(sum ^ (bytes[i] ?? 0), FNV_PRIME)
  return sum >>> 0
}
