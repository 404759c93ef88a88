import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decodeForest, encodeForest, type Forest, predict } from '@/lib/learned/forest'
import { type BoostingOptions, boost, type Examples } from '../../scripts/train/boosting'
import { Random } from '../../scripts/train/random'

const OPTIONS: BoostingOptions = {
  trees: 60,
  depth: 3,
  rate: 0.2,
  minLeaf: 5,
  l2: 1,
  loss: 'squared',
  rowShare: 0.8,
  featureShare: 1,
  seed: 1,
}

/** Rows of three numbers from 0 to 1 and what `law` makes of them. */
function examples(count: number, law: (a: number, b: number, c: number) => number, seed = 3): Examples {
  const random = new Random(seed)
  const rows = Float32Array.from({ length: 3 * count }, () => random.next())
  const at = (i: number) => rows[i] ?? 0
  const labels = Float32Array.from({ length: count }, (_, i) => law(at(3 * i), at(3 * i + 1), at(3 * i + 2)))
  return { rows, labels, features: 3 }
}

function meanSquare(forest: Forest, { rows, labels }: Examples): number {
  return (
    labels.reduce((sum, label, i) => sum + (label - predict(forest, rows, 3 * i)) ** 2, 0) / labels.length
  )
}

describe('a forest', () => {
  test.each<[string, (a: number, b: number, c: number) => number]>([
    ['a step', a => (a < 0.3 ? 1 : -1)],
    ['a slope', (_, b) => 2 * b],
    ['what two features say only together', (a, _, c) => (a < 0.5 === c < 0.5 ? 1 : 0)],
  ])('learns %s, and tells it of rows it has not seen', (_, law) => {
    const seen = examples(2000, law)
    const unseen = examples(500, law, 4)
    const mean = seen.labels.reduce((sum, label) => sum + label, 0) / seen.labels.length
    const variance = unseen.labels.reduce((sum, label) => sum + (label - mean) ** 2, 0) / unseen.labels.length
    expect(meanSquare(boost(seen, OPTIONS), unseen)).toBeLessThan(0.05 * variance)
  })

  test('of a logistic loss gives logits of how often the answer is yes', () => {
    const random = new Random(8)
    const { rows, labels } = examples(6000, a => (random.next() < (a < 0.5 ? 0.2 : 0.9) ? 1 : 0))
    const forest = boost({ rows, labels, features: 3 }, { ...OPTIONS, loss: 'logistic', depth: 1 })
    const share = (a: number) => 1 / (1 + Math.exp(-predict(forest, Float32Array.of(a, 0.5, 0.5))))
    expect(share(0.25)).toBeGreaterThan(0.15)
    expect(share(0.25)).toBeLessThan(0.25)
    expect(share(0.75)).toBeGreaterThan(0.85)
    expect(share(0.75)).toBeLessThan(0.95)
  })

  test('minds what rows weigh', () => {
    const { rows, labels } = examples(400, (_a, _b, c) => (c < 0.5 ? 1 : 0))
    const weights = labels.map(label => (label === 1 ? 1 : 0))
    const forest = boost({ rows, labels, features: 3, weights }, OPTIONS)
    expect(predict(forest, Float32Array.of(0.5, 0.5, 0.9))).toBeCloseTo(1)
  })

  test('is the same for the same examples and seed, and another for another seed', () => {
    const all = examples(500, (a, b) => a * b)
    const bytes = (seed: number) => [...encodeForest(boost(all, { ...OPTIONS, seed }))]
    expect(bytes(1)).toEqual(bytes(1))
    expect(bytes(1)).not.toEqual(bytes(2))
  })

  test('has no leaf of fewer rows than asked for', () => {
    const all = examples(300, a => (a < 0.01 ? 100 : 0))
    const forest = boost(all, { ...OPTIONS, trees: 1, rowShare: 1, minLeaf: 40 })
    const leaves = new Map<number, number>()
    for (let i = 0; i < 300; i++) {
      const worth = predict(forest, all.rows, 3 * i)
      leaves.set(worth, (leaves.get(worth) ?? 0) + 1)
    }
    expect(leaves.size).toBeGreaterThan(1)
    expect(Math.min(...leaves.values())).toBeGreaterThanOrEqual(40)
  })

  test('refuses rows that are not as long as said', () => {
    const { rows, labels } = examples(10, a => a)
    expect(() => boost({ rows, labels, features: 4 }, OPTIONS)).toThrow('30 numbers are not 10 rows of 4')
  })
})

describe('a forest in a file', () => {
  const all = examples(400, (a, b, c) => a - b * c)
  const forest = boost(all, { ...OPTIONS, trees: 8 })
  const bytes = encodeForest(forest)

  test('says the same of every row as before', () => {
    const again = decodeForest(bytes)
    expect(again).toEqual(forest)
    for (let i = 0; i < 400; i++)
      expect(predict(again, all.rows, 3 * i)).toBe(predict(forest, all.rows, 3 * i))
  })

  test('is read where it stands in a larger file', () => {
    const larger = new Uint8Array(bytes.length + 3)
    larger.set(bytes, 3)
    expect(decodeForest(larger.subarray(3))).toEqual(forest)
  })

  test('that is cut off anywhere is refused', () => {
    for (let end = 0; end < bytes.length; end++)
      expect(() => decodeForest(bytes.slice(0, end)), `${end} bytes`).toThrow('cannot be read')
  })

  test('that is damaged anywhere is refused, or ends in numbers all the same', () => {
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
        const damaged = bytes.slice()
        damaged[at] = (damaged[at] ?? 0) ^ change
        try {
          predict(decodeForest(damaged), all.rows)
        } catch (error) {
          expect(String(error)).toContain('cannot be read')
        }
      }),
    )
  })
})
