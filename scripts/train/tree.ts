import type { BoostingOptions } from './boosting'

/** Of each bin of a feature the rows, and the sums of their gradients and curvatures. */
const STATISTICS = 3
const BINS = 256
const LEAF_STEPS = 32_767

interface Split {
  readonly feature: number
  readonly cut: number
  readonly gain: number
}

/** Grows trees over binned rows, one after another, into flat arrays of nodes. */
export class TreeGrower {
  readonly #bins: Uint8Array
  readonly #cuts: readonly Float32Array[]
  readonly #count: number
  readonly #options: BoostingOptions
  readonly #roots: number[] = []
  readonly #feature: number[] = []
  readonly #cut: number[] = []
  readonly #right: number[] = []
  readonly #leaf: number[] = []
  #gradients: Float64Array = new Float64Array()
  #curvatures: Float64Array = new Float64Array()
  #asked: Int32Array = new Int32Array()

  constructor(bins: Uint8Array, cuts: readonly Float32Array[], count: number, options: BoostingOptions) {
    this.#bins = bins
    this.#cuts = cuts
    this.#count = count
    this.#options = options
  }

  /** Grows one tree from the rows `seen`, by the features `asked`. */
  grow(seen: Int32Array, asked: Int32Array, gradients: Float64Array, curvatures: Float64Array): void {
    this.#gradients = gradients
    this.#curvatures = curvatures
    this.#asked = asked
    this.#roots.push(this.#feature.length)
    this.#branch(seen, this.#histogram(seen), 0)
  }

  /** Adds what the last tree says of every row. */
  addLast(scores: Float64Array): void {
    const root = this.#roots.at(-1) ?? 0
    for (let i = 0; i < this.#count; i++) {
      let node = root
      for (let f = this.#feature[node] ?? -1; f >= 0; f = this.#feature[node] ?? -1)
        node =
          (this.#bins[f * this.#count + i] ?? 0) <= (this.#cut[node] ?? 0)
            ? node + 1
            : (this.#right[node] ?? 0)
      scores[i] = (scores[i] ?? 0) + (this.#leaf[node] ?? 0)
    }
  }

  /** All trees, with what leaves are worth in whole steps. */
  nodes() {
    const largest = this.#leaf.reduce((most, value) => Math.max(most, Math.abs(value)), 0)
    const step = Math.fround(largest / LEAF_STEPS) || 1
    const cut = this.#feature.map((feature, node) =>
      feature < 0 ? Math.round((this.#leaf[node] ?? 0) / step) : (this.#cut[node] ?? 0),
    )
    return {
      step,
      roots: Uint32Array.from(this.#roots),
      feature: Int16Array.from(this.#feature),
      cut: Int16Array.from(cut),
      right: Uint32Array.from(this.#right),
    }
  }

  #branch(rows: Int32Array, histogram: Float64Array, depth: number): void {
    const split = depth < this.#options.depth ? this.#bestSplit(histogram) : undefined
    const node = this.#feature.length
    this.#feature.push(split?.feature ?? -1)
    this.#cut.push(split?.cut ?? 0)
    this.#right.push(0)
    this.#leaf.push(split ? 0 : this.#worth(rows))
    if (!split) return
    const bins = this.#bins.subarray(split.feature * this.#count)
    const left = rows.filter(row => (bins[row] ?? 0) <= split.cut)
    const right = rows.filter(row => (bins[row] ?? 0) > split.cut)
    // The larger side's sums are what is left of the whole without the smaller side's.
    const smaller = this.#histogram(left.length < right.length ? left : right)
    for (let k = 0; k < histogram.length; k++) histogram[k] = (histogram[k] ?? 0) - (smaller[k] ?? 0)
    this.#branch(left, left.length < right.length ? smaller : histogram, depth + 1)
    this.#right[node] = this.#feature.length
    this.#branch(right, left.length < right.length ? histogram : smaller, depth + 1)
  }

  #worth(rows: Int32Array): number {
    let [g, h] = [0, 0]
    for (const row of rows) {
      g += this.#gradients[row] ?? 0
      h += this.#curvatures[row] ?? 0
    }
    return (-this.#options.rate * g) / (h + this.#options.l2)
  }

  #histogram(rows: Int32Array): Float64Array {
    const sums = new Float64Array(this.#asked.length * BINS * STATISTICS)
    const [gradients, curvatures] = [this.#gradients, this.#curvatures]
    for (const [place, feature] of this.#asked.entries()) {
      const bins = this.#bins.subarray(feature * this.#count, (feature + 1) * this.#count)
      const start = place * BINS
      for (let r = 0; r < rows.length; r++) {
        const row = rows[r] ?? 0
        const at = (start + (bins[row] ?? 0)) * STATISTICS
        sums[at] = (sums[at] ?? 0) + 1
        sums[at + 1] = (sums[at + 1] ?? 0) + (gradients[row] ?? 0)
        sums[at + 2] = (sums[at + 2] ?? 0) + (curvatures[row] ?? 0)
      }
    }
    return sums
  }

  /** The cut that makes the loss smallest; undefined where none makes it smaller. */
  #bestSplit(sums: Float64Array): Split | undefined {
    const { minLeaf, l2 } = this.#options
    let best: Split | undefined
    for (const [place, feature] of this.#asked.entries()) {
      const start = place * BINS * STATISTICS
      const bins = (this.#cuts[feature]?.length ?? 0) + 1
      let [count, g, h] = [0, 0, 0]
      for (let bin = 0; bin < bins; bin++) {
        count += sums[start + bin * STATISTICS] ?? 0
        g += sums[start + bin * STATISTICS + 1] ?? 0
        h += sums[start + bin * STATISTICS + 2] ?? 0
      }
      let [leftCount, leftG, leftH] = [0, 0, 0]
      const whole = (g * g) / (h + l2)
      for (let bin = 0; bin < bins - 1; bin++) {
        leftCount += sums[start + bin * STATISTICS] ?? 0
        leftG += sums[start + bin * STATISTICS + 1] ?? 0
        leftH += sums[start + bin * STATISTICS + 2] ?? 0
        if (leftCount < minLeaf) continue
        if (count - leftCount < minLeaf) break
        const [rightG, rightH] = [g - leftG, h - leftH]
        const gain = (leftG * leftG) / (leftH + l2) + (rightG * rightG) / (rightH + l2) - whole
        if (gain > (best?.gain ?? 1e-9)) best = { feature, cut: bin, gain }
      }
    }
    return best
  }
}
