import type { Content } from './content'

/** What papers are like that nobody chose: how common words, meanings and categories are in a sample of the corpus. */
export interface Background {
  /** Papers in the sample. */
  readonly papers: number
  /** In how many of them a word or pair occurs; left out where it is one or none. */
  readonly frequencies: ReadonlyMap<number, number>
  /** The mean of their vectors; empty where there are none. */
  readonly centre: Float32Array
  /** How many carry each category, and how many carry any. */
  readonly categories: ReadonlyMap<string, number>
  readonly categorised: number
}

/** A background as it is stored. */
export interface PackedBackground {
  readonly papers: number
  readonly features: Int32Array
  readonly counts: Uint16Array
  readonly centre: Float32Array
  readonly categories: readonly (readonly [string, number])[]
  readonly categorised: number
}

/** As many papers as tell what is common: twice or four times as many rank no better. */
export const BACKGROUND_PAPERS = 1000
/** What occurs in none of the sample is taken to occur in as much of a paper. */
const UNSEEN = 0.5

const MAX_SHARE = 0.05
/** In a sample of fewer papers, often of one subject, shares tell little. */
const ENOUGH_PAPERS = 200

/** Counts a background, one paper at a time, so that it can be done between other things. */
export class BackgroundCount {
  readonly #frequencies = new Map<number, number>()
  readonly #categories = new Map<string, number>()
  #papers = 0
  #categorised = 0
  #vectors = 0
  #sum = new Float64Array()

  add({ counts, vector, categories }: Content): void {
    this.#papers++
    for (const feature of counts.keys()) count(this.#frequencies, feature)
    for (const category of categories) count(this.#categories, category)
    if (categories.length > 0) this.#categorised++
    if (!vector) return
    if (this.#sum.length !== vector.length) this.#sum = new Float64Array(vector.length)
    this.#vectors++
    for (let k = 0; k < vector.length; k++) this.#sum[k] = (this.#sum[k] ?? 0) + (vector[k] ?? 0)
  }

  /** What was counted. */
  background(): Background {
    const frequencies = new Map<number, number>()
    for (const [feature, papers] of this.#frequencies) if (papers > 1) frequencies.set(feature, papers)
    return {
      papers: this.#papers,
      frequencies,
      centre: Float32Array.from(this.#sum, value => value / this.#vectors),
      categories: this.#categories,
      categorised: this.#categorised,
    }
  }
}

/** How rare a word or pair is: the logarithm of the sample's papers by those that have it. */
export function rarity({ papers, frequencies }: Background, feature: number): number {
  return Math.log((papers + 1) / ((frequencies.get(feature) ?? 0) + UNSEEN))
}

/** Whether a word or pair is in so many papers that naming it tells nothing, as "yet" and "remain" are. */
export function isCommon({ papers, frequencies }: Background, feature: number): boolean {
  return papers >= ENOUGH_PAPERS && (frequencies.get(feature) ?? 0) > MAX_SHARE * papers
}

/** A background in flat arrays, which are stored and read faster. */
export function packBackground(background: Background): PackedBackground {
  const { frequencies, categories, ...rest } = background
  return {
    ...rest,
    features: Int32Array.from(frequencies.keys()),
    counts: Uint16Array.from(frequencies.values()),
    categories: [...categories],
  }
}

/** The background that was packed. */
export function unpackBackground(packed: PackedBackground): Background {
  const { features, counts, categories, ...rest } = packed
  const frequencies = new Map<number, number>()
  for (let i = 0; i < features.length; i++) frequencies.set(features[i] ?? 0, counts[i] ?? 0)
  return { ...rest, frequencies, categories: new Map(categories) }
}

function count<K>(counts: Map<K, number>, key: K): void {
  counts.set(key, (counts.get(key) ?? 0) + 1)
}
