import { stem } from '../search/analysis'
import type { IndexReader } from '../search/index-reader'
import { COUNT_WEIGHT, VECTOR_SCALE } from '../search/term-vectors'
import type { TextTerms } from './telling-words'

/** A word of the title counts as often as this. */
const TITLE_COUNT = 3
/** What a pair of neighbouring words weighs next to a word that is as rare. */
const PAIR_WEIGHT = 0.5
/** What a cosine of term vectors weighs next to one of words. */
const VECTOR_WEIGHT = 0.2
/** How rare a word is that only one of the texts has, in the unit of the rarest there can be. */
const ONCE_RARITY = 0.9
/** Pairs are numbered by both their words; there are fewer words than this in all texts that are compared. */
const MAX_WORDS = 2 ** 26

/** A text as a point: the weights of its words and pairs of words, and its meaning. */
export interface TextPoint {
  readonly words: Sparse
  readonly pairs: Sparse
  readonly vector: Int8Array | null
}

/** Numbers of features and the weight of each. */
interface Sparse {
  readonly features: readonly number[]
  readonly weights: Float32Array
}

/** A text to be placed. */
export interface PlacedText extends TextTerms {
  readonly vector: Int8Array | null
}

/** A weighted sum of points, which points are compared with. */
export interface Direction {
  readonly words: Float32Array
  readonly pairs: ReadonlyMap<number, number>
  readonly vector: Float32Array
}

/**
 * Texts by tf-idf over stems and pairs of neighbouring stems, and by their term vectors. How rare a word of the queries
 * is the index says; for other words, which only lengthen a text or bring two candidates together, it is enough to go by
 * the texts at hand.
 */
export class TextSpace {
  /** Numbers of stems, and of terms the number of their stem. */
  readonly #numbers = new Map<string, number>()
  readonly #terms = new Map<string, number>()
  readonly queries: readonly TextPoint[]
  readonly others: readonly TextPoint[]
  readonly #dimensions: number
  /** Zero between comparisons. */
  readonly #column: Float32Array

  constructor(index: IndexReader, queries: readonly PlacedText[], others: readonly PlacedText[]) {
    const counted = [...queries, ...others].map(text => this.#count(text))
    const used = new Uint32Array(this.#numbers.size)
    const pairUses = new Map<number, number>()
    for (const { words, pairs } of counted) {
      for (const word of words.keys()) used[word] = (used[word] ?? 0) + 1
      for (const pair of pairs.keys()) pairUses.set(pair, (pairUses.get(pair) ?? 0) + 1)
    }
    const rarity = this.#rarities(index, used)
    const points = counted.map(({ words, pairs }, i) => {
      const text = queries[i] ?? others[i - queries.length]
      return pointOf(words, pairs, rarity, pairUses, text?.vector ?? null)
    })
    this.#column = new Float32Array(this.#numbers.size)
    this.queries = points.slice(0, queries.length)
    this.others = points.slice(queries.length)
    this.#dimensions = Math.max(0, ...points.map(({ vector }) => vector?.length ?? 0))
  }

  /** The number of a pair of stems that follow each other, as in the points; undefined where no text has both. */
  pairOf(first: string, second: string): number | undefined {
    const [a, b] = [this.#numbers.get(first), this.#numbers.get(second)]
    return a === undefined || b === undefined ? undefined : a * MAX_WORDS + b
  }

  /** The number of a stem, as in the points; undefined where no text has it. */
  wordOf(root: string): number | undefined {
    return this.#numbers.get(root)
  }

  /** How alike two points are by their words alone: the cosine. */
  wordCosine(a: TextPoint, b: TextPoint): number {
    return this.wordCosines(a, [b])[0] ?? 0
  }

  /** How alike a point is to each of others by their words alone. */
  wordCosines(point: TextPoint, others: readonly TextPoint[]): number[] {
    const words = this.#column
    const { features, weights } = point.words
    for (let i = 0; i < features.length; i++) words[features[i] ?? 0] = weights[i] ?? 0
    const cosines = others.map(other => wordLikeness({ words }, other))
    for (let i = 0; i < features.length; i++) words[features[i] ?? 0] = 0
    return cosines
  }

  /** The weighted sum of some points. */
  direction(points: readonly (readonly [point: TextPoint, weight: number])[]): Direction {
    const words = new Float32Array(this.#numbers.size)
    const pairs = new Map<number, number>()
    const sum = new Float32Array(this.#dimensions)
    for (const [{ words: own, pairs: two, vector }, weight] of points) {
      for (let i = 0; i < own.features.length; i++) {
        const word = own.features[i] ?? 0
        words[word] = (words[word] ?? 0) + weight * (own.weights[i] ?? 0)
      }
      for (let i = 0; i < two.features.length; i++) {
        const pair = two.features[i] ?? 0
        pairs.set(pair, (pairs.get(pair) ?? 0) + weight * (two.weights[i] ?? 0))
      }
      if (!vector) continue
      const scale = weight / VECTOR_SCALE
      for (let k = 0; k < vector.length; k++) sum[k] = (sum[k] ?? 0) + scale * (vector[k] ?? 0)
    }
    return { words, pairs, vector: sum }
  }

  #count({ title, body }: TextTerms) {
    const words = new Map<number, number>()
    const pairs = new Map<number, number>()
    const add = (terms: readonly string[], times: number) => {
      let previous = -1
      for (const term of terms) {
        const word = this.#terms.get(term) ?? this.#number(term)
        words.set(word, (words.get(word) ?? 0) + times)
        const pair = previous * MAX_WORDS + word
        if (previous >= 0) pairs.set(pair, (pairs.get(pair) ?? 0) + times)
        previous = word
      }
    }
    add(title, TITLE_COUNT)
    add(body, 1)
    return { words, pairs }
  }

  /** The number of the stem of a term that was not met before. */
  #number(term: string): number {
    const root = stem(term)
    const number = this.#numbers.get(root) ?? this.#numbers.size
    this.#numbers.set(root, number)
    this.#terms.set(term, number)
    return number
  }

  /** How rare each word is: what only one text holds is not looked up. */
  #rarities(index: IndexReader, used: Uint32Array): Float32Array {
    const uses = new Float64Array(used.length)
    for (const [term, word] of this.#terms)
      if ((used[word] ?? 0) > 1) uses[word] = (uses[word] ?? 0) + index.documentFrequency(term)
    const most = Math.log(index.live + 1)
    return Float32Array.from(uses, documents =>
      documents === 0 ? ONCE_RARITY * most : Math.max(0, most - Math.log(documents + 0.5)),
    )
  }
}

/** How alike a text and a sum of texts are: the weighted sum of their cosines. */
export function likeness(direction: Direction, point: TextPoint): number {
  const { pairs, vector } = point
  let sum = wordLikeness(direction, point)
  for (let i = 0; i < pairs.features.length; i++)
    sum += (pairs.weights[i] ?? 0) * (direction.pairs.get(pairs.features[i] ?? 0) ?? 0)
  if (!vector) return sum
  let meaning = 0
  for (let k = 0; k < vector.length; k++) meaning += (vector[k] ?? 0) * (direction.vector[k] ?? 0)
  return sum + (VECTOR_WEIGHT * meaning) / VECTOR_SCALE
}

function wordLikeness(
  direction: Pick<Direction, 'words'>,
  { words: { features, weights } }: TextPoint,
): number {
  let sum = 0
  for (let i = 0; i < features.length; i++)
    sum += (weights[i] ?? 0) * (direction.words[features[i] ?? 0] ?? 0)
  return sum
}

/** Weighs counts, so that the words of a text have length one together. */
function pointOf(
  words: ReadonlyMap<number, number>,
  pairs: ReadonlyMap<number, number>,
  rarity: Float32Array,
  pairUses: ReadonlyMap<number, number>,
  vector: Int8Array | null,
): TextPoint {
  const weigh = (count: number) => COUNT_WEIGHT[Math.min(count, COUNT_WEIGHT.length - 1)] ?? 0
  const ofWords = new Float32Array(words.size)
  let at = 0
  for (const [word, count] of words) ofWords[at++] = weigh(count) * (rarity[word] ?? 0)
  const ofPairs = new Float32Array(pairs.size)
  at = 0
  for (const [pair, count] of pairs) {
    const [a, b] = [rarity[Math.floor(pair / MAX_WORDS)] ?? 0, rarity[pair % MAX_WORDS] ?? 0]
    ofPairs[at++] = PAIR_WEIGHT * weigh(count) * pairRarity(a, b, pairUses.get(pair) ?? 1)
  }
  const length = Math.sqrt(ofWords.reduce((sum, weight) => sum + weight * weight, 0)) || 1
  return {
    words: { features: [...words.keys()], weights: ofWords.map(weight => weight / length) },
    pairs: { features: [...pairs.keys()], weights: ofPairs.map(weight => weight / length) },
    vector,
  }
}

/** How rare a pair is, from how rare its words are and how many of the texts have it. */
function pairRarity(a: number, b: number, texts: number): number {
  return Math.max(0, a + b - Math.log(texts))
}
