import { COUNT_WEIGHT } from '../search/term-vectors'
import { type Background, rarity } from './background'
import type { Content } from './content'

/** A paper as numbers that can be compared with another's by their products. */
export interface Row {
  /** Words and pairs by their hashes, each with its TF-IDF; the squares of all come to one. */
  readonly features: Int32Array
  readonly weights: Float32Array
  /** Its vector less what all papers have in common, of length one; null where it has none. */
  readonly meaning: Float32Array | null
  readonly categories: readonly string[]
}

/** A paper weighed against what is common in the corpus. */
export function rowOf({ counts, vector, categories }: Content, background: Background): Row {
  const features = new Int32Array(counts.size)
  const weights = new Float32Array(counts.size)
  let [n, squares] = [0, 0]
  for (const [feature, count] of counts) {
    const weight = (COUNT_WEIGHT[count] ?? 0) * Math.max(0, rarity(background, feature))
    features[n] = feature
    weights[n++] = weight
    squares += weight * weight
  }
  const length = Math.sqrt(squares) || 1
  for (let i = 0; i < n; i++) weights[i] = (weights[i] ?? 0) / length
  return { features, weights, meaning: vector && centred(vector, background.centre), categories }
}

/** How like two papers are in meaning: the cosine of their vectors less what all have in common; 0 where one has none. */
export function likeness(a: Float32Array | null, b: Float32Array | null): number {
  if (!a || !b || a.length !== b.length) return 0
  let sum = 0
  for (let k = 0; k < a.length; k++) sum += (a[k] ?? 0) * (b[k] ?? 0)
  return sum
}

/** `vector` scaled to length one; null where it has no length. */
export function ofLengthOne(vector: Float32Array): Float32Array | null {
  let squares = 0
  for (const value of vector) squares += value * value
  return squares > 0 ? vector.map(value => value / Math.sqrt(squares)) : null
}

function centred(vector: Int8Array, centre: Float32Array): Float32Array | null {
  return ofLengthOne(Float32Array.from(vector, (value, k) => value - (centre[k] ?? 0)))
}
