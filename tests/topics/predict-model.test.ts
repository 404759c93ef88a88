import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { wordsOf } from '@/lib/topics/candidates'
import { encodeTopicModel, parseTopicModel } from '@/lib/topics/model'
import { classOf, codeOfCount } from '@/lib/topics/predict-lexicon'

const file = readFileSync(resolve(import.meta.dirname, '../../public/topic-model.bin'))
const changed = (change: (bytes: Uint8Array) => void) => {
  const bytes = Uint8Array.from(file)
  change(bytes)
  return bytes
}

describe('The file of the topic model', () => {
  it('takes no more room than it may', () => expect(file.length).toBeLessThanOrEqual(600_000))

  it('is written as it was read', () => {
    const { lexicon, wording, contest } = parseTopicModel(file)
    expect(Buffer.from(encodeTopicModel(lexicon.tables, wording, contest)).equals(file)).toBe(true)
  })

  it('is read from a buffer as from bytes that lie anywhere', () => {
    const moved = new Uint8Array(file.length + 1)
    moved.set(file, 1)
    const tables = [Uint8Array.from(file).buffer, moved.subarray(1)].map(
      each => parseTopicModel(each).lexicon.tables,
    )
    expect(tables[1]).toEqual(tables[0])
  })

  it.each<[what: string, bytes: Uint8Array, message: RegExp]>([
    ['nothing', new Uint8Array(0), /too short/],
    ['another file', changed(bytes => bytes.fill(7, 0, 4)), /does not begin as one/],
    ['another version', changed(bytes => bytes.fill(9, 4, 5)), /version/],
    ['cut off', Uint8Array.from(file.subarray(0, 5000)), /5000 bytes where/],
    ['longer', Uint8Array.from([...file, 0]), /bytes where/],
    ['other counts in its head', changed(bytes => bytes.fill(255, 16, 20)), /bytes where/],
    [
      'a bit that fell over',
      changed(bytes => bytes.fill((file[70_000] ?? 0) ^ 4, 70_000, 70_001)),
      /checksum/,
    ],
  ])('is refused with a reason: %s', (_, bytes, message) => {
    expect(() => parseTopicModel(bytes)).toThrow(message)
  })
})

describe('What is counted', () => {
  it('takes a byte, and more is never less', () => {
    const codes = [0, 1, 2, 3, 10, 100, 10_000, 1_000_000, 1e9].map(codeOfCount)
    expect(codes).toEqual(codes.toSorted((a, b) => a - b))
    expect(codes[0]).toBe(0)
    expect(codes.at(-1)).toBe(255)
  })

  it.each<[word: string, expected: string, why: string]>([
    ['2024', '~0', 'a number'],
    ['GPT-4', '~a1', 'a name with a number'],
    ['LLMs', '~AA', 'an acronym in the plural'],
    ['LoRA', '~aA', 'a name'],
    ['Markov', '~Aa', 'a capital within a sentence'],
    ['learning', '~ing', 'the end of a word'],
    ['diffusion-based', '~-sed', 'the end of the last word of a compound'],
  ])('of a rare word is what looks like it: %s', (word, expected) => {
    const last = wordsOf('', `so ${word}`).at(-1)
    expect(last && classOf(last)).toBe(expected)
  })
})
