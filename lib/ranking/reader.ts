import type { Background } from './background'
import { CategoryTaste } from './categories'
import { type Evidence, EvidenceOf } from './evidence'
import type { Row } from './row'

/** What a reader did with a paper. */
export type SignalKind = 'saved' | 'read' | 'skipped'

/** A paper that the reader did something with. */
export interface Signal {
  readonly kind: SignalKind
  readonly row: Row
}

/** How well a paper suits the reader. */
export interface Suits {
  /** In logarithms of odds, up to a constant. */
  readonly score: number
  /** The signal that speaks most for it, by its place among all; left out where none does. */
  readonly because?: number
  /** Whether it is much like a paper that was skipped. */
  readonly avoided: boolean
}

/** Signals that it takes before anything is ordered by them. */
export const SIGNALS_NEEDED = 10
/** A paper that was only opened says less than one that was kept. */
const KEPT = 1
const OPENED = 0.5
/** What was skipped counts less than what was chosen, the less the fewer papers were: taste is what one likes. */
const SKIPPED_WEIGHT = 0.5
const SKIPPED_PRIOR = 3
/** From so much of it on one paper is worth being named as the reason for another: of unlike papers one of twenty has it. */
const LEAST_NEARNESS = 5

/** What was learned of a reader. */
export class Reader {
  readonly #liked: EvidenceOf
  readonly #skipped: EvidenceOf
  readonly #skippedWeight: number
  readonly #taste: CategoryTaste
  /** Places of the liked among all signals. */
  readonly #places: readonly number[]

  constructor(signals: readonly Signal[], background: Background) {
    const liked = signals.flatMap(({ kind, row }, place) =>
      kind === 'skipped' ? [] : [{ row, weight: kind === 'saved' ? KEPT : OPENED, place }],
    )
    const skipped = signals.flatMap(({ kind, row }) => (kind === 'skipped' ? [{ row, weight: 1 }] : []))
    this.#liked = new EvidenceOf(liked)
    this.#skipped = new EvidenceOf(skipped)
    this.#skippedWeight = (SKIPPED_WEIGHT * skipped.length) / (skipped.length + SKIPPED_PRIOR)
    this.#places = liked.map(({ place }) => place)
    this.#taste = new CategoryTaste(background)
    for (const { row, weight } of liked) this.#taste.add(row.categories, weight)
  }

  /** How well a paper suits the reader, and because of which signal. */
  suits(row: Row): Suits {
    const liked = this.#liked.of(row)
    const skipped = this.#skipped.of(row)
    const because = this.#because(liked)
    return {
      score: liked.score - this.#skippedWeight * skipped.score + this.#taste.of(row.categories),
      avoided: skipped.nearest >= 0 && skipped.nearness >= LEAST_NEARNESS,
      ...(because !== undefined && { because }),
    }
  }

  #because({ nearest, nearness }: Evidence): number | undefined {
    return nearness >= LEAST_NEARNESS ? this.#places[nearest] : undefined
  }
}
