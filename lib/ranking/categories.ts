import type { Background } from './background'

/** Counts with as much of the corpus in them as of so many papers: what was never chosen is not excluded. */
const PRIOR_PAPERS = 3
/** Counts like the other weights of `evidence.ts`, and was fitted with them. */
const WEIGHT = 0.6

/** The arXiv categories of papers that a reader chose, against those of the corpus. */
export class CategoryTaste {
  readonly #counts = new Map<string, number>()
  readonly #background: Background
  #papers = 0

  constructor(background: Background) {
    this.#background = background
  }

  add(categories: readonly string[], weight: number): void {
    if (categories.length > 0) this.#papers += weight
    for (const category of categories) this.#counts.set(category, (this.#counts.get(category) ?? 0) + weight)
  }

  /** How much likelier the reader chooses a paper of these categories, in logarithms of odds; 0 where it has none. */
  of(categories: readonly string[]): number {
    if (categories.length === 0) return 0
    const { categories: all, categorised } = this.#background
    const sum = categories.reduce((total, category) => {
      const share = ((all.get(category) ?? 0) + 0.5) / (categorised + 1)
      const own = (this.#counts.get(category) ?? 0) + PRIOR_PAPERS * share
      return total + Math.log(own / (this.#papers + PRIOR_PAPERS) / share)
    }, 0)
    return (WEIGHT * sum) / categories.length
  }
}
