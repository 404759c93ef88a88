import { type Forest, forestOf, MAX_CUTS, MAX_FEATURES } from '@/lib/learned/forest'
import { Random } from './random'
import { TreeGrower } from './tree'

/** Rows of features, one after another, with what is to be learned of each. */
export interface Examples {
  readonly rows: Float32Array
  readonly labels: Float32Array
  /** Length of a row. */
  readonly features: number
  /** How much each row counts; 1 where left out. */
  readonly weights?: Float32Array
}

export interface BoostingOptions {
  readonly trees: number
  /** Questions from the root to a leaf, at the most. */
  readonly depth: number
  /** How much of each tree is taken: the smaller, the more trees it takes. */
  readonly rate: number
  /** Rows that a leaf holds at the least. */
  readonly minLeaf: number
  /** Weight of the square of what a leaf is worth. */
  readonly l2: number
  /** `logistic` for labels of 0 and 1, of which the forest gives the logit; `squared` for any number. */
  readonly loss: 'logistic' | 'squared'
  /** Shares of rows and of features that each tree sees. */
  readonly rowShare: number
  readonly featureShare: number
  readonly seed: number
}

/** Rows that the cuts of a feature are chosen by. */
const SAMPLE = 50_000

/**
 * Learns a forest by gradient boosting over histograms (Friedman, 2001; second-order leaves as in Chen and Guestrin,
 * "XGBoost", 2016). The same examples and options give the same forest.
 */
export function boost(examples: Examples, options: BoostingOptions): Forest {
  const { rows, labels, features } = examples
  const count = labels.length
  if (features > MAX_FEATURES || rows.length !== count * features)
    throw new Error(`${rows.length} numbers are not ${count} rows of ${features} features`)
  const weights = examples.weights ?? new Float32Array(count).fill(1)
  const random = new Random(options.seed)
  const cuts = Array.from({ length: features }, (_, f) => cutsOf(rows, features, f))
  const bins = binned(rows, features, cuts)
  const base = Math.fround(startOf(labels, weights, options.loss))
  const scores = new Float64Array(count).fill(base)
  const [gradients, curvatures] = [new Float64Array(count), new Float64Array(count)]
  const grower = new TreeGrower(bins, cuts, count, options)
  const order = Int32Array.from({ length: count }, (_, i) => i)
  const columns = Int32Array.from({ length: features }, (_, f) => f)
  for (let tree = 0; tree < options.trees; tree++) {
    for (let i = 0; i < count; i++) {
      const weight = weights[i] ?? 1
      const score = scores[i] ?? 0
      if (options.loss === 'squared') {
        gradients[i] = weight * (score - (labels[i] ?? 0))
        curvatures[i] = weight
      } else {
        const p = 1 / (1 + Math.exp(-score))
        gradients[i] = weight * (p - (labels[i] ?? 0))
        curvatures[i] = weight * Math.max(1e-9, p * (1 - p))
      }
    }
    const seen = sample(order, options.rowShare, random)
    const asked = sample(columns, options.featureShare, random).toSorted()
    grower.grow(seen, asked, gradients, curvatures)
    grower.addLast(scores)
  }
  return forestOf({ ...grower.nodes(), base, cuts })
}

/** Numbers that cut the values of a feature into parts of about as many rows each. */
function cutsOf(rows: Float32Array, features: number, feature: number): Float32Array<ArrayBuffer> {
  const count = rows.length / features
  const stride = Math.max(1, Math.floor(count / SAMPLE))
  const values: number[] = []
  for (let i = 0; i < count; i += stride) values.push(rows[i * features + feature] ?? 0)
  const sorted = Float32Array.from(values).sort()
  const distinct = sorted.filter((value, i) => i > 0 && value !== sorted[i - 1])
  if (distinct.length <= MAX_CUTS) return distinct
  const chosen = Array.from(
    { length: MAX_CUTS },
    (_, k) => sorted[Math.floor(((k + 1) * sorted.length) / (MAX_CUTS + 1))] ?? 0,
  )
  return Float32Array.from(new Set(chosen)).sort()
}

/** For each feature of each row how many of its cuts lie at or below it; one feature after another. */
function binned(rows: Float32Array, features: number, cuts: readonly Float32Array[]): Uint8Array {
  const count = rows.length / features
  const bins = new Uint8Array(rows.length)
  for (const [f, at] of cuts.entries())
    for (let i = 0; i < count; i++) {
      const value = rows[i * features + f] ?? 0
      let [low, high] = [0, at.length]
      while (low < high) {
        const middle = (low + high) >> 1
        if ((at[middle] ?? 0) <= value) low = middle + 1
        else high = middle
      }
      bins[f * count + i] = low
    }
  return bins
}

function startOf(labels: Float32Array, weights: Float32Array, loss: BoostingOptions['loss']): number {
  let [sum, all] = [0, 0]
  for (const [i, label] of labels.entries()) {
    sum += label * (weights[i] ?? 1)
    all += weights[i] ?? 1
  }
  const mean = all > 0 ? sum / all : 0
  if (loss === 'squared') return mean
  const p = Math.min(1 - 1e-6, Math.max(1e-6, mean))
  return Math.log(p / (1 - p))
}

/** A share of `list`, without repetition; `list` is shuffled as far as it takes. */
function sample(list: Int32Array, share: number, random: Random): Int32Array {
  const wanted = Math.max(1, Math.round(share * list.length))
  if (wanted >= list.length) return list.slice()
  for (let i = 0; i < wanted; i++) {
    const j = i + random.below(list.length - i)
    const swapped = list[i] ?? 0
    list[i] = list[j] ?? 0
    list[j] = swapped
  }
  return list.slice(0, wanted)
}
