/** Bits of the filter before the table of features: 64 kB, so that it stays near. */
const FILTER_BITS = 1 << 19

/** The hash of a word, by its stem: FNV-1a over UTF-16 units, mixed as in MurmurHash3. A signed 32-bit number. */
export function hashOfWord(stemmed: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < stemmed.length; i++) hash = Math.imul(hash ^ stemmed.charCodeAt(i), 0x01000193)
  return mixed(hash)
}

/** The hash of two words that follow each other, from the hashes of both. */
export function hashOfPair(first: number, second: number): number {
  return mixed(Math.imul(first, 0x9e3779b1) ^ second)
}

/**
 * Looks a hash up among `hashes`: its place, or -1. Open addressing, at most half full; behind a filter of one bit for
 * each value of some bits of a hash, which most pairs of words do not pass.
 */
export function finder(hashes: Int32Array): (hash: number) => number {
  const size = 2 ** Math.ceil(Math.log2(2 * hashes.length + 2))
  const mask = size - 1
  const table = new Int32Array(2 * size).fill(-1)
  const filter = new Uint8Array(FILTER_BITS / 8)
  for (let i = 0; i < hashes.length; i++) {
    const hash = hashes[i] ?? 0
    const bit = hash & (FILTER_BITS - 1)
    filter[bit >>> 3] = (filter[bit >>> 3] ?? 0) | (1 << (bit & 7))
    let slot = hash & mask
    while ((table[2 * slot + 1] ?? -1) >= 0) slot = (slot + 1) & mask
    table[2 * slot] = hash
    table[2 * slot + 1] = i
  }
  return hash => {
    const bit = hash & (FILTER_BITS - 1)
    if ((((filter[bit >>> 3] ?? 0) >>> (bit & 7)) & 1) === 0) return -1
    let slot = hash & mask
    for (;;) {
      const at = table[2 * slot + 1] ?? -1
      if (at < 0 || table[2 * slot] === hash) return at
      slot = (slot + 1) & mask
    }
  }
}

function mixed(hash: number): number {
  let h = hash ^ (hash >>> 16)
  h = Math.imul(h, 0x85ebca6b)
  h ^= h >>> 13
  h = Math.imul(h, 0xc2b2ae35)
  return h ^ (h >>> 16)
}
