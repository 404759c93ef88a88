import type { Paper } from '@/lib/papers/paper'
import { termsOf } from '@/lib/search/analysis'
import type { TermVectors } from '@/lib/search/term-vectors'
import { Random } from '../train/random'

/** Papers that the centres are sought among. */
const SAMPLE = 3000
const ROUNDS = 6

/**
 * `count` papers spread over the fields of a digest: those nearest to the middles of as many clusters of vectors (Lloyd's
 * algorithm, begun from papers that lie far from each other). The same papers and seed give the same choice.
 */
export function spreadPapers(
  papers: readonly Paper[],
  vectors: TermVectors,
  count: number,
  seed: number,
): Paper[] {
  const random = new Random(seed)
  const order = Int32Array.from(papers, (_, i) => i)
  random.shuffle(order)
  const sample = [...order].slice(0, SAMPLE).flatMap(i => {
    const paper = papers[i]
    const vector = paper && vectors.embedDocument(termsOf(paper.title), termsOf(paper.abstract ?? ''))
    return paper?.abstract && vector ? [{ paper, vector }] : []
  })
  let centres = farApart(
    sample.map(({ vector }) => vector),
    count,
  )
  for (let round = 0; round < ROUNDS; round++) {
    const sums = centres.map(centre => new Float64Array(centre.length))
    for (const { vector } of sample) {
      const sum = sums[nearest(vector, centres)]
      if (sum) for (const [k, part] of vector.entries()) sum[k] = (sum[k] ?? 0) + part
    }
    centres = sums.map(normalized)
  }
  const chosen = centres.map(centre => best(sample, ({ vector }) => dot(vector, centre))?.paper)
  return [...new Set(chosen)].flatMap(paper => paper ?? [])
}

/** Vectors of which each lies as far as can be from those before it. */
function farApart(vectors: readonly Int8Array[], count: number): Float64Array[] {
  const [first] = vectors
  const centres = first ? [normalized(Float64Array.from(first))] : []
  const likeness = new Float64Array(vectors.length).fill(-Infinity)
  while (centres.length > 0 && centres.length < count) {
    const last = centres.at(-1) ?? new Float64Array()
    for (const [i, vector] of vectors.entries()) likeness[i] = Math.max(likeness[i] ?? 0, dot(vector, last))
    const next = best([...vectors.keys()], i => -(likeness[i] ?? 0))
    centres.push(normalized(Float64Array.from(vectors[next ?? 0] ?? [])))
  }
  return centres
}

function nearest(vector: Int8Array, centres: readonly Float64Array[]): number {
  return best([...centres.keys()], i => dot(vector, centres[i] ?? [])) ?? 0
}

function best<T>(items: readonly T[], worth: (item: T) => number): T | undefined {
  let [found, most]: [T | undefined, number] = [undefined, -Infinity]
  for (const item of items) {
    const value = worth(item)
    if (value > most) [found, most] = [item, value]
  }
  return found
}

function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0
  for (let k = 0; k < a.length; k++) sum += (a[k] ?? 0) * (b[k] ?? 0)
  return sum
}

function normalized(vector: Float64Array): Float64Array {
  const length = Math.sqrt(dot(vector, vector)) || 1
  return vector.map(part => part / length)
}
