import { COUNT_WEIGHT, TITLE_COUNT } from '@/lib/search/term-vectors'
import type { Authors } from './authors'
import type { Corpus } from './corpus'
import type { Random } from './random'

/** Papers that the one by the author is told from. */
const OTHERS = 200
/** Papers that say what all have in common. */
const SAMPLE = 1000

/**
 * A line that says how well the last paper of each author held back is told from papers drawn from all, by its likeness to
 * the mean of the author's others: the share of those drawn that it is above (AUC). `rows` are the vectors of features.
 */
export function heldAuthorScore(
  corpus: Corpus,
  rows: Float32Array,
  held: Authors['held'],
  random: Random,
): string {
  const vectorOf = embedder(corpus, rows)
  const drawn = () => random.below(corpus.size)
  const common = sum(Array.from({ length: SAMPLE }, () => vectorOf(drawn()))).map(value => value / SAMPLE)
  const centred = (paper: number) => unit(vectorOf(paper).map((value, k) => value - (common[k] ?? 0)))
  const shares = held.map(papers => {
    const own = new Set(papers)
    const mean = sum(papers.slice(0, -1).map(centred))
    const likeness = (paper: number) => dot(mean, centred(paper))
    const last = likeness(papers.at(-1) ?? 0)
    const others = Array.from({ length: OTHERS }, drawn).filter(paper => !own.has(paper))
    return others.filter(paper => likeness(paper) < last).length / others.length
  })
  const mean = shares.reduce((total, share) => total + share, 0) / shares.length
  return `last papers of ${held.length} held-out authors by vectors: AUC ${mean.toFixed(4)}`
}

/** Makes the vector of a paper, of length one. */
function embedder(
  { papers, segments, features, hashes }: Corpus,
  rows: Float32Array,
): (paper: number) => Float32Array {
  const d = rows.length / hashes.length
  return paper => {
    const counts = new Map<number, number>()
    const title = papers[paper] ?? 0
    for (let s = title; s < (papers[paper + 1] ?? 0); s++)
      for (const f of features.subarray(segments[s], segments[s + 1]))
        counts.set(f, (counts.get(f) ?? 0) + (s === title ? TITLE_COUNT : 1))
    const vector = new Float32Array(d)
    for (const [f, count] of counts) {
      const weight = COUNT_WEIGHT[Math.min(count, COUNT_WEIGHT.length - 1)] ?? 0
      for (let k = 0; k < d; k++) vector[k] = (vector[k] ?? 0) + weight * (rows[f * d + k] ?? 0)
    }
    return unit(vector)
  }
}

function unit(vector: Float32Array): Float32Array {
  const length = Math.sqrt(dot(vector, vector)) || 1
  return vector.map(value => value / length)
}

function sum(vectors: readonly Float32Array[]): Float32Array {
  const total = new Float32Array(vectors[0]?.length ?? 0)
  for (const vector of vectors) for (const [k, value] of vector.entries()) total[k] = (total[k] ?? 0) + value
  return total
}

function dot(a: Float32Array, b: Float32Array): number {
  return a.reduce((total, value, k) => total + value * (b[k] ?? 0), 0)
}
