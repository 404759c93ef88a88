import { readFileSync, statSync } from 'node:fs'
import { resolve } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { stem, termsOf } from '@/lib/search/analysis'
import { hashOfPair, hashOfWord } from '@/lib/search/feature-hash'
import { fuse, MIN_LIKENESS, meaningWeight } from '@/lib/search/meaning'
import {
  encodeTermVectors,
  parseTermVectors,
  similarities,
  similarity,
  VECTOR_SCALE,
} from '@/lib/search/term-vectors'

const SHIPPED = resolve(import.meta.dirname, '../../public/term-vectors.bin')

/** Four words and a pair of words by the directions they point to; see `spread`. */
const WORDS: readonly (readonly [words: string, row: readonly number[]])[] = [
  ['graph', [1, 0, 0, 0]],
  ['network', [0, 2, 0, 0]],
  ['diffusion', [0, 0, 1.5, 0.5]],
  ['image', [-1, 0, 1, 0]],
  ['graph network', [0, 0, 0, 3]],
]

/** A direction in sixteen dimensions, each of its parts spread over four: in few dimensions bytes would be cut. */
function spread(direction: readonly number[]): number[] {
  return direction.flatMap(part => [part, part, part, part])
}

function smallFile(): Uint8Array<ArrayBuffer> {
  const hashes = WORDS.map(([words]) => {
    const [first = 0, second] = words.split(' ').map(word => hashOfWord(stem(word)))
    return second === undefined ? first : hashOfPair(first, second)
  })
  return encodeTermVectors(
    Int32Array.from(hashes),
    Float32Array.from(WORDS.flatMap(([, row]) => spread(row))),
  )
}

const small = parseTermVectors(smallFile())
const shipped = parseTermVectors(readFileSync(SHIPPED))

function cosine(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const dot = (x: ArrayLike<number>, y: ArrayLike<number>) =>
    Array.from(x).reduce((sum, value, k) => sum + value * (y[k] ?? 0), 0)
  return dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b))
}

function queryOf(text: string): Int8Array {
  const vector = shipped.embedQuery(termsOf(text))
  if (!vector) throw new Error(`no word of "${text}" is known`)
  return vector
}

describe('parseTermVectors', () => {
  const DAMAGE: readonly (readonly [why: string, damage: (file: Uint8Array) => Uint8Array, error: RegExp])[] =
    [
      ['nothing', () => new Uint8Array(), /too short/],
      ['another file', file => file.map((byte, i) => (i === 0 ? 0x50 : byte)), /does not begin/],
      ['a later version', file => file.map((byte, i) => (i === 4 ? 9 : byte)), /version is 9/],
      ['three dimensions', file => file.map((byte, i) => (i === 8 ? 3 : byte)), /multiple of four/],
      ['a file cut short', file => file.subarray(0, file.length - 4), /promises/],
      ['a file with more behind it', file => new Uint8Array([...file, 0, 0, 0, 0]), /promises/],
      [
        'one bit of a row',
        file => file.map((byte, i) => (i === file.length - 1 ? byte ^ 1 : byte)),
        /checksum/,
      ],
    ]
  test.each(DAMAGE)('refuses %s', (_, damage, error) => {
    expect(() => parseTermVectors(damage(smallFile()))).toThrow(error)
  })

  test('refuses a file with any one bit after its head changed', () => {
    const file = smallFile()
    const bit = fc.integer({ min: 8 * 32, max: 8 * file.length - 1 })
    fc.assert(
      fc.property(bit, bit => {
        const changed = file.slice()
        changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7))
        expect(() => parseTermVectors(changed)).toThrow(/cannot be read/)
      }),
    )
  })

  test('reads a file from the middle of a larger buffer', () => {
    const file = smallFile()
    for (const offset of [0, 1, 4]) {
      const buffer = new Uint8Array(file.length + 8)
      buffer.set(file, offset)
      const { features, dimensions } = parseTermVectors(buffer.subarray(offset, offset + file.length))
      expect({ features, dimensions }).toEqual({ features: 5, dimensions: 16 })
    }
  })

  test('another table has another version', () => {
    const other = encodeTermVectors(Int32Array.of(1), Float32Array.of(1, 2, 3, 4))
    expect(parseTermVectors(other).version).not.toBe(small.version)
    expect(parseTermVectors(smallFile()).version).toBe(small.version)
  })
})

describe('embedding', () => {
  const TEXTS: readonly (readonly [terms: readonly string[], direction: readonly number[], why: string])[] = [
    [['graph'], [1, 0, 0, 0], 'a word is its row'],
    [['graphs'], [1, 0, 0, 0], 'in every form'],
    [['network', 'graph'], [1, 2, 0, 0], 'words add up'],
    [['graph', 'network'], [1, 2, 0, 3], 'a known pair in order adds its own row'],
    [['graph', 'unknown', 'network'], [1, 2, 0, 0], 'a word between parts the pair'],
    [['graph', 'unknown', 'graph'], [1, 0, 0, 0], 'unknown words say nothing'],
    [['image', 'graph', 'graph'], [Math.log(2), 0, 1, 0], 'a word said twice counts 1 + ln 2'],
  ]
  test.each(TEXTS)('%j points to %j: %s', (terms, direction) => {
    const vector = small.embedQuery(terms) ?? []
    expect(cosine(vector, spread(direction))).toBeGreaterThan(0.995)
  })

  test.each([[[]], [['unknown']]])('%j has no vector', terms => {
    expect(small.embedQuery(terms)).toBeNull()
    expect(small.embedDocument(terms, terms)).toBeNull()
  })

  test('a word of the title counts as three', () => {
    const vector = small.embedDocument(['graph'], ['diffusion']) ?? []
    expect(cosine(vector, spread([1 + Math.log(3), 0, 1.5, 0.5]))).toBeGreaterThan(0.995)
  })

  test('title and body form no pair', () => {
    expect(small.embedDocument(['graph'], ['network'])?.[12]).toBe(0)
  })

  const word = fc.constantFrom('graph', 'network', 'diffusion', 'image', 'unknown', 'graphs')
  test('is the same each time, whatever was embedded before', () => {
    fc.assert(
      fc.property(fc.array(word), fc.array(word), (title, body) => {
        const first = small.embedDocument(title, body)
        small.embedQuery(body)
        expect(small.embedDocument(title, body)).toEqual(first)
        expect(parseTermVectors(smallFile()).embedDocument(title, body)).toEqual(first)
      }),
    )
  })

  test('does not depend on the order of words where no pair is known', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('network', 'diffusion', 'image')), terms => {
        expect(small.embedQuery(terms.toReversed())).toEqual(small.embedQuery(terms))
      }),
    )
  })

  test('is of length one but for the rounding of bytes', () => {
    fc.assert(
      fc.property(fc.array(word, { minLength: 1 }), terms => {
        const vector = shipped.embedQuery(terms)
        if (!vector) return
        expect(Math.hypot(...vector) / VECTOR_SCALE).toBeCloseTo(1, 1)
      }),
    )
  })
})

describe('similarities', () => {
  const bytes = fc.int8Array({ minLength: 16, maxLength: 160 })
  test('are the dot products, each over the square of the scale', () => {
    fc.assert(
      fc.property(bytes, fc.int8Array({ minLength: 8, maxLength: 8 }), (vectors, query) => {
        const out = new Float32Array(Math.floor(vectors.length / query.length))
        similarities(vectors, query, out)
        for (const [i, value] of out.entries()) {
          const naive =
            query.reduce((sum, q, k) => sum + q * (vectors[8 * i + k] ?? 0), 0) / VECTOR_SCALE ** 2
          expect(value).toBeCloseTo(naive, 5)
          expect(similarity(vectors, 8 * i, query)).toBeCloseTo(naive, 10)
        }
      }),
    )
  })
})

describe('fuse', () => {
  test('adds what likeness is worth, and leaves out what is neither like nor shares a word', () => {
    const lexical = Float32Array.of(4, 2, 0, 0)
    const likeness = Float32Array.of(0.1, 0.5, 0.5, MIN_LIKENESS - 0.1)
    const weight = meaningWeight(lexical)
    expect(weight).toBeCloseTo(0.9 * 0.6)
    expect([...fuse(lexical, likeness, 8)]).toEqual(
      [4 + 0.1 * weight, 2 + 0.5 * weight, 0.5 * weight, 0].map(score => expect.closeTo(score, 4)),
    )
  })

  test('ranks by likeness alone where no paper shares a word', () => {
    expect([...fuse(new Float32Array(2), Float32Array.of(0.5, 0.75), 8)]).toEqual([0.5, 0.75])
  })

  test('counts likeness half for a question of forty words', () => {
    const [short = 0] = fuse(Float32Array.of(4), Float32Array.of(0.5), 20)
    const [long = 0] = fuse(Float32Array.of(4), Float32Array.of(0.5), 40)
    expect(long - 4).toBeCloseTo((short - 4) / 2, 5)
  })

  test('is measured by the ten best scores', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 1000 }), { minLength: 10, maxLength: 60 }), scores => {
        const best = scores.toSorted((a, b) => b - a).slice(0, 10)
        const mean = best.reduce((sum, score) => sum + score, 0) / 10
        expect(meaningWeight(Float32Array.from(scores))).toBeCloseTo(0.9 * mean, 2)
      }),
    )
  })
})

describe('the shipped table', () => {
  test('is no larger than allowed', () => {
    expect(statSync(SHIPPED).size).toBeLessThanOrEqual(5_000_000)
  })

  const MEANT: readonly (readonly [query: string, right: string, wrong: readonly string[]])[] = [
    [
      'making large neural nets smaller and faster',
      'Model compression by pruning and quantization',
      ['Image generation with diffusion', 'Theorem proving', 'Speech synthesis'],
    ],
    [
      'teaching robots by showing them what to do',
      'Imitation learning from demonstrations for manipulation',
      ['Machine translation of rare languages', 'Graph clustering', 'Compression of video'],
    ],
    [
      'finding tumours in scans of patients',
      'Medical image segmentation of lesions in MRI',
      ['Code generation benchmarks', 'Traffic forecasting', 'Game theory of auctions'],
    ],
    [
      'chatbots that make up facts',
      'Hallucination in large language models',
      ['Point cloud registration', 'Finite element methods', 'Music generation'],
    ],
    [
      'drawing pictures from a written description',
      'Text-to-image synthesis with diffusion models',
      ['Federated optimization', 'Automatic speech recognition', 'Knowledge graph completion'],
    ],
  ]
  test.each(MEANT)('%j is nearer to %j than to others', (query, right, wrong) => {
    const near = (text: string) => cosine(queryOf(query), queryOf(text))
    for (const text of wrong) expect(near(right), text).toBeGreaterThan(near(text))
  })

  test('knows its sums in bytes to two hundredths of a cosine', () => {
    const texts = MEANT.flatMap(([query, right, wrong]) => [query, right, ...wrong]).map(queryOf)
    for (const a of texts)
      for (const b of texts)
        expect(Math.abs(similarity(a, 0, b) - cosine(a, b)), 'cut or rounded too much').toBeLessThan(0.02)
  })
})
