import { stem } from '@/lib/search/analysis'
import { hashOfWord } from '@/lib/search/feature-hash'
import { encodeTermVectors } from '@/lib/search/term-vectors'

const DIMENSIONS = 8

/** A table of term vectors that knows these words, each near none of the others but those whose number is 8 away. */
export function tableOf(words: readonly string[]): ArrayBuffer {
  const hashes = Int32Array.from(words, word => hashOfWord(stem(word)))
  const rows = new Float32Array(words.length * DIMENSIONS)
  for (const i of words.keys()) rows[i * DIMENSIONS + (i % DIMENSIONS)] = 1
  return encodeTermVectors(hashes, rows).buffer
}
