import { COUNT_WEIGHT, TITLE_COUNT } from '@/lib/search/term-vectors'
import type { Corpus } from './corpus'
import { times, timesTransposed, transposed } from './matrix'
import type { Random } from './random'

/** Papers compared with each other at once: each is the wrong answer for the others. A multiple of four. */
const BATCH = 512
/** Cosines are divided by this before the softmax. */
const TEMPERATURE = 0.05
const LEARNING_RATE = 0.4
/** Where the sum of squared gradients begins (AdaGrad). */
const FIRST_SQUARES = 0.1
/** The share of features left out at random, on both sides. */
const DROPOUT = 0.2
/** How often the title is the question and the abstract the answer; else it is a sentence, and the rest answers. */
const TITLE_SHARE = 0.4
/** How often the question is two sentences, of abstracts with more than four. */
const TWO_SENTENCES_SHARE = 0.3
/** Pairs start smaller than words, which already say most of what they do. */
const PAIR_START = 0.5

/** A text as features: which, and how much each counts. */
interface Bag {
  readonly features: Int32Array
  readonly weights: Float64Array
  size: number
}

/**
 * The vectors of features, trained so that a question (a title or a sentence) is nearer to the rest of its own paper
 * than to other papers: InfoNCE with the other papers of a batch as wrong answers, both ways (van den Oord et al.,
 * 2018; Radford et al., 2021), by AdaGrad (Duchi et al., 2011). The length of a feature's vector is how much it counts.
 */
export class Model {
  readonly rows: Float32Array
  readonly #corpus: Corpus
  readonly #random: Random
  readonly #d: number
  readonly #squares: Float32Array
  readonly #counts: Float64Array
  readonly #gradient: Float32Array
  readonly #touched: Int32Array
  readonly #seen: Uint8Array
  readonly #questions: Bag[]
  readonly #answers: Bag[]

  constructor(corpus: Corpus, dimensions: number, random: Random) {
    const size = corpus.hashes.length
    const bag = () => ({ features: new Int32Array(4096), weights: new Float64Array(4096), size: 0 })
    this.#corpus = corpus
    this.#random = random
    this.#d = dimensions
    this.rows = new Float32Array(size * dimensions)
    this.#squares = new Float32Array(size * dimensions).fill(FIRST_SQUARES)
    this.#counts = new Float64Array(size)
    this.#gradient = new Float32Array(size * dimensions)
    this.#touched = new Int32Array(size)
    this.#seen = new Uint8Array(size)
    this.#questions = Array.from({ length: BATCH }, bag)
    this.#answers = Array.from({ length: BATCH }, bag)
    for (let f = 0; f < size; f++) {
      const start = (corpus.rarity[f] ?? 0) * (f < corpus.words ? 1 : PAIR_START)
      for (let k = 0; k < dimensions; k++)
        this.rows[f * dimensions + k] = (start * random.normal()) / Math.sqrt(dimensions)
    }
  }

  /**
   * One pass over the papers numbered `order`, in that order. `from` and `to` are the shares of the training done
   * before and after it: the learning rate falls to zero along the way. Gives the mean loss of a question, in nats.
   */
  pass(order: Int32Array, from: number, to: number): number {
    const batches = Math.floor(order.length / BATCH)
    let loss = 0
    for (let b = 0; b < batches; b++) {
      const done = from + ((to - from) * b) / batches
      loss += this.#step(order.subarray(b * BATCH, (b + 1) * BATCH), LEARNING_RATE * Math.max(0.02, 1 - done))
    }
    return loss / batches
  }

  #step(papers: Int32Array, rate: number): number {
    const d = this.#d
    for (let i = 0; i < BATCH; i++)
      this.#view(papers[i] ?? 0, this.#bag(this.#questions, i), this.#bag(this.#answers, i))
    const u = this.#embed(this.#questions)
    const v = this.#embed(this.#answers)
    const scores = new Float32Array(BATCH * BATCH)
    timesTransposed(u.units, v.units, d, scores)
    const loss = softmaxGradient(scores)
    const du = new Float32Array(BATCH * d)
    const dv = new Float32Array(BATCH * d)
    times(scores, v.units, d, du)
    times(transposed(scores, BATCH), u.units, d, dv)
    const touched = this.#collect(this.#answers, v, dv, this.#collect(this.#questions, u, du, 0))
    this.#update(touched, rate)
    return loss
  }

  #bag(bags: readonly Bag[], i: number): Bag {
    const bag = bags[i]
    if (!bag) throw new RangeError(`no text ${i} in a batch of ${BATCH}`)
    return bag
  }

  /** Splits a paper into a question and its answer. */
  #view(paper: number, question: Bag, answer: Bag): void {
    const { papers } = this.#corpus
    const title = papers[paper] ?? 0
    const end = papers[paper + 1] ?? 0
    const sentences = end - title - 1
    let from = title
    let to = title + 1
    if (sentences > 1 && this.#random.next() >= TITLE_SHARE) {
      from = title + 1 + this.#random.below(sentences)
      const two = sentences > 4 && this.#random.next() < TWO_SENTENCES_SHARE
      to = Math.min(end, from + (two ? 2 : 1))
    }
    let n = 0
    for (let s = from; s < to; s++) n = this.#count(s, 1, n)
    this.#fill(question, n)
    n = 0
    for (let s = title; s < end; s++)
      if (s < from || s >= to) n = this.#count(s, s === title ? TITLE_COUNT : 1, n)
    this.#fill(answer, n)
  }

  #count(segment: number, times: number, n: number): number {
    const { segments, features } = this.#corpus
    for (let i = segments[segment] ?? 0; i < (segments[segment + 1] ?? 0); i++) {
      const f = features[i] ?? 0
      if (this.#counts[f] === 0) this.#touched[n++] = f
      this.#counts[f] = (this.#counts[f] ?? 0) + times
    }
    return n
  }

  /** Makes a bag of the `n` features counted, without those dropped at random. */
  #fill(bag: Bag, n: number): void {
    bag.size = 0
    for (let i = 0; i < n; i++) {
      const f = this.#touched[i] ?? 0
      const weight = COUNT_WEIGHT[Math.min(this.#counts[f] ?? 0, COUNT_WEIGHT.length - 1)] ?? 0
      this.#counts[f] = 0
      if (bag.size === bag.features.length || this.#random.next() < DROPOUT) continue
      bag.features[bag.size] = f
      bag.weights[bag.size++] = weight
    }
  }

  /** The vectors of bags, of length one, and the lengths they had. */
  #embed(bags: readonly Bag[]): { units: Float32Array; lengths: Float64Array } {
    const d = this.#d
    const units = new Float32Array(bags.length * d)
    const lengths = new Float64Array(bags.length)
    const sum = new Float64Array(d)
    for (const [i, { features, weights, size }] of bags.entries()) {
      sum.fill(0)
      for (let j = 0; j < size; j++) {
        const start = (features[j] ?? 0) * d
        const weight = weights[j] ?? 0
        for (let k = 0; k < d; k++) sum[k] = (sum[k] ?? 0) + weight * (this.rows[start + k] ?? 0)
      }
      let squares = 0
      for (let k = 0; k < d; k++) squares += (sum[k] ?? 0) ** 2
      const length = Math.sqrt(squares) + 1e-6
      lengths[i] = length
      for (let k = 0; k < d; k++) units[i * d + k] = (sum[k] ?? 0) / length
    }
    return { units, lengths }
  }

  /** Adds the gradients of texts to those of their features, through the scaling to length one. */
  #collect(
    bags: readonly Bag[],
    { units, lengths }: { units: Float32Array; lengths: Float64Array },
    gradients: Float32Array,
    touched: number,
  ): number {
    const d = this.#d
    const own = new Float64Array(d)
    for (const [i, { features, weights, size }] of bags.entries()) {
      let along = 0
      for (let k = 0; k < d; k++) along += (gradients[i * d + k] ?? 0) * (units[i * d + k] ?? 0)
      const scale = 1 / (TEMPERATURE * (lengths[i] ?? 1))
      for (let k = 0; k < d; k++)
        own[k] = ((gradients[i * d + k] ?? 0) - along * (units[i * d + k] ?? 0)) * scale
      for (let j = 0; j < size; j++) {
        const f = features[j] ?? 0
        if (this.#seen[f] === 0) {
          this.#seen[f] = 1
          this.#touched[touched++] = f
        }
        const start = f * d
        const weight = weights[j] ?? 0
        for (let k = 0; k < d; k++)
          this.#gradient[start + k] = (this.#gradient[start + k] ?? 0) + weight * (own[k] ?? 0)
      }
    }
    return touched
  }

  #update(touched: number, rate: number): void {
    const { rows } = this
    const [squares, gradients, d] = [this.#squares, this.#gradient, this.#d]
    for (let t = 0; t < touched; t++) {
      const f = this.#touched[t] ?? 0
      this.#seen[f] = 0
      for (let at = f * d; at < (f + 1) * d; at++) {
        const gradient = gradients[at] ?? 0
        gradients[at] = 0
        const sum = (squares[at] ?? 0) + gradient * gradient
        squares[at] = sum
        rows[at] = (rows[at] ?? 0) - (rate * gradient) / Math.sqrt(sum)
      }
    }
  }
}

/**
 * Turns the cosines of questions (rows) and answers (columns) into the gradient of the loss by the cosines over the
 * temperature, in place; gives the mean loss of a question. Question `i` belongs to answer `i`.
 */
function softmaxGradient(scores: Float32Array): number {
  const n = BATCH
  const byRow = new Float64Array(n)
  const byColumn = new Float64Array(n)
  const powers = new Float32Array(n * n)
  let loss = 0
  // Cosines are at most one, so the powers need no further care to stay in range.
  for (let i = 0; i < n; i++)
    for (let j = 0; j < n; j++) {
      const power = Math.exp(((scores[i * n + j] ?? 0) - 1) / TEMPERATURE)
      powers[i * n + j] = power
      byRow[i] = (byRow[i] ?? 0) + power
      byColumn[j] = (byColumn[j] ?? 0) + power
    }
  for (let i = 0; i < n; i++) {
    loss += Math.log(byRow[i] ?? 1) - ((scores[i * n + i] ?? 0) - 1) / TEMPERATURE
    const row = 1 / (byRow[i] ?? 1)
    for (let j = 0; j < n; j++)
      scores[i * n + j] = (powers[i * n + j] ?? 0) * (row + 1 / (byColumn[j] ?? 1)) - (i === j ? 2 : 0)
  }
  return loss / n
}
