import { likeness, ofLengthOne, type Row } from './row'

/** Papers that a reader did the same with, and how much each counts. */
export interface Weighed {
  readonly row: Row
  readonly weight: number
}

/** What speaks for a paper's being like those of a set. */
export interface Evidence {
  /** The sum of all below, in logarithms of odds. */
  readonly score: number
  /** The paper of the set that it is most like, by its place, and how much that says by itself; -1 for an empty set. */
  readonly nearest: number
  readonly nearness: number
}

/**
 * How much each kind of likeness counts: of words and of meaning, to the mean of the set and to its three nearest.
 * Fitted (logistic regression over pairs) on authors standing for readers, by papers and authors that no test is of.
 */
const WEIGHTS = { words: 50, nearWords: 90, meaning: 2.8, nearMeaning: 4.1 }
const NEAREST = 3

/**
 * Papers of a set as a linear model and their neighbourhoods in one. The product of a paper with the set's weighted mean
 * (Rocchio, "Relevance feedback in information retrieval", 1971) is the mean of its products with each paper, and so all
 * come from one pass over the words that it shares with any; a paper more or less changes nothing else.
 */
export class EvidenceOf {
  readonly #papers: readonly Weighed[]
  readonly #total: number
  readonly #meaning: Float32Array | null
  /** Where the entries of each feature begin and end in the lists below. */
  readonly #places = new Map<number, number>()
  readonly #starts: Int32Array
  readonly #owners: Int32Array
  readonly #weights: Float32Array
  readonly #products: Float32Array

  constructor(papers: readonly Weighed[]) {
    this.#papers = papers
    this.#total = papers.reduce((sum, { weight }) => sum + weight, 0)
    this.#meaning = meanMeaning(papers)
    this.#products = new Float32Array(papers.length)
    const all = papers.reduce((sum, { row }) => sum + row.features.length, 0)
    // The place of each entry's feature, in the order of the papers: looked up once.
    const placeOf = new Int32Array(all)
    const sizes: number[] = []
    let entry = 0
    for (const { row } of papers)
      for (let i = 0; i < row.features.length; i++) {
        const feature = row.features[i] ?? 0
        let place = this.#places.get(feature)
        if (place === undefined) {
          place = sizes.push(0) - 1
          this.#places.set(feature, place)
        }
        placeOf[entry++] = place
        sizes[place] = (sizes[place] ?? 0) + 1
      }
    this.#starts = new Int32Array(sizes.length + 1)
    for (let place = 0; place < sizes.length; place++)
      this.#starts[place + 1] = (this.#starts[place] ?? 0) + (sizes[place] ?? 0)
    const next = this.#starts.slice()
    this.#owners = new Int32Array(all)
    this.#weights = new Float32Array(all)
    entry = 0
    for (const [owner, { row }] of papers.entries())
      for (let i = 0; i < row.features.length; i++) {
        const place = placeOf[entry++] ?? 0
        const at = next[place] ?? 0
        this.#owners[at] = owner
        this.#weights[at] = row.weights[i] ?? 0
        next[place] = at + 1
      }
  }

  /** What the set says of a paper. */
  of(row: Row): Evidence {
    if (this.#papers.length === 0) return { score: 0, nearest: -1, nearness: 0 }
    const words = this.#shared(row)
    const [bestWords, bestMeanings] = [new Nearest(), new Nearest()]
    let sum = 0
    let [nearest, nearness] = [-1, Number.NEGATIVE_INFINITY]
    for (const [i, { row: own, weight }] of this.#papers.entries()) {
      const [ofWords, ofMeaning] = [weight * (words[i] ?? 0), weight * likeness(row.meaning, own.meaning)]
      sum += ofWords
      bestWords.add(ofWords)
      bestMeanings.add(ofMeaning)
      const near = (WEIGHTS.words + WEIGHTS.nearWords) * ofWords + WEIGHTS.nearMeaning * ofMeaning
      if (near > nearness) [nearest, nearness] = [i, near]
    }
    const score =
      (WEIGHTS.words * sum) / this.#total +
      WEIGHTS.nearWords * bestWords.mean() +
      WEIGHTS.meaning * likeness(row.meaning, this.#meaning) +
      WEIGHTS.nearMeaning * bestMeanings.mean()
    return { score, nearest, nearness }
  }

  /** The products of a paper's words with those of each paper of the set. */
  #shared({ features, weights }: Row): Float32Array {
    const products = this.#products.fill(0)
    for (let i = 0; i < features.length; i++) {
      const place = this.#places.get(features[i] ?? 0)
      if (place === undefined) continue
      const weight = weights[i] ?? 0
      for (let at = this.#starts[place] ?? 0; at < (this.#starts[place + 1] ?? 0); at++) {
        const owner = this.#owners[at] ?? 0
        products[owner] = (products[owner] ?? 0) + weight * (this.#weights[at] ?? 0)
      }
    }
    return products
  }
}

/** The largest few of some numbers. */
class Nearest {
  readonly #best: number[] = []

  add(value: number): void {
    const place = this.#best.findIndex(other => value > other)
    if (place >= 0) this.#best.splice(place, 0, value)
    else this.#best.push(value)
    this.#best.length = Math.min(this.#best.length, NEAREST)
  }

  mean(): number {
    return this.#best.reduce((sum, value) => sum + value, 0) / Math.max(1, this.#best.length)
  }
}

function meanMeaning(papers: readonly Weighed[]): Float32Array | null {
  const known = papers.flatMap(({ row, weight }) => (row.meaning ? [{ meaning: row.meaning, weight }] : []))
  const [first] = known
  if (!first) return null
  const sum = new Float32Array(first.meaning.length)
  for (const { meaning, weight } of known)
    for (const [k, value] of meaning.entries()) sum[k] = (sum[k] ?? 0) + weight * value
  return ofLengthOne(sum)
}
