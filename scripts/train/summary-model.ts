import type { Forest } from '@/lib/learned/forest'
import { chancesOf, wordingOf } from '@/lib/summary/judge'
import { encodeSummaryModel, type SlotTable, type SummaryModel, slotValue } from '@/lib/summary/model'
import { pairUnits, UNIT_FEATURES, type Units, wordUnits } from '@/lib/summary/unit-features'
import { VARIANT_FEATURES, variantRows } from '@/lib/summary/variant-features'
import { boost } from './boosting'
import { Random } from './random'
import { type Example, readExamples } from './summary-examples'
import { learnOdds, learnRarity, learnWording } from './summary-tables'

type Log = (line: string) => void

/** Parts of the examples: what one stage learned of the others is what the next stage learns from. */
const FOLDS = 5
const UNITS = {
  trees: 80,
  depth: 4,
  rate: 0.14,
  minLeaf: 60,
  l2: 10,
  loss: 'logistic',
  rowShare: 0.7,
  featureShare: 0.7,
} as const
const VARIANTS = {
  trees: 500,
  depth: 5,
  rate: 0.02,
  minLeaf: 30,
  l2: 20,
  loss: 'squared',
  rowShare: 0.6,
  featureShare: 0.3,
} as const

/** What the last stage learns from: a row for each variant of each sentence of a paper. */
export type Rows = readonly Float32Array[]

/** The model learned from a file of examples, as the product reads it. */
export function train(file: string, seed: number, log: Log): Uint8Array<ArrayBuffer> {
  const examples = readExamples(file)
  log(`${examples.length} papers`)
  const { rows, finish } = learnStages(examples, seed, log)
  return encodeSummaryModel(finish(learnVariants(examples, rows, seed)))
}

/**
 * Learns all but the last stage, each from examples that the one before has not seen. `finish` makes a model of them,
 * learned anew from all examples, and of a last stage.
 */
export function learnStages(examples: readonly Example[], seed: number, log: Log) {
  const fold = foldsOf(examples.length, seed)
  const others = <T>(list: readonly T[], k: number) => list.filter((_, i) => fold[i] !== k)
  const byFold = <T>(learn: (k: number) => T) => Array.from({ length: FOLDS }, (_, k) => learn(k))
  const of = <T>(list: readonly T[], i: number): T => {
    const found = list[fold[i] ?? 0]
    if (found === undefined) throw new Error(`Paper ${i} is in no part`)
    return found
  }
  const wordsOf = (table: SlotTable) => (hash: number) => slotValue(table, hash)

  const wordOdds = byFold(k => learnOdds(others(examples, k), words => words.hashes))
  const pairOdds = byFold(k => learnOdds(others(examples, k), words => words.pairs))
  const wording = byFold(k => learnWording(others(examples, k)))
  const rarity = learnRarity(examples)
  const words = examples.map(({ paper }, i) => wordUnits(paper, wordsOf(of(wordOdds, i))))
  const wordForests = byFold(k => learnUnits(others(examples, k), others(words, k), false, seed))
  log('words')
  const wordChances = words.map((units, i) => chancesOf(units, of(wordForests, i)))
  const pairs = examples.map(({ paper }, i) =>
    pairUnits(paper, wordsOf(of(pairOdds, i)), wordChances[i] ?? new Map()),
  )
  const pairForests = byFold(k => learnUnits(others(examples, k), others(pairs, k), true, seed))
  log('pairs of words')
  const rows = examples.map(({ paper }, i) =>
    variantRows(paper, {
      words: wordChances[i] ?? new Map(),
      pairs: chancesOf(pairs[i] ?? { hashes: [], rows: new Float32Array() }, of(pairForests, i)),
      wording: text => wordingOf(text, of(wording, i)),
      rarity: hash => slotValue(rarity, hash),
    }),
  )
  const finish = (variants: Forest): SummaryModel => ({
    wordOdds: learnOdds(examples, words => words.hashes),
    pairOdds: learnOdds(examples, words => words.pairs),
    rarity,
    wording: learnWording(examples),
    words: learnUnits(examples, words, false, seed),
    pairs: learnUnits(examples, pairs, true, seed),
    variants,
  })
  return { rows, finish }
}

/** Learns what a variant is worth against the mean of its abstract. */
export function learnVariants(
  examples: readonly Pick<Example, 'worths'>[],
  rows: Rows,
  seed: number,
): Forest {
  const labels = examples.flatMap(({ worths }) => {
    const mean = worths.reduce((sum, worth) => sum + worth, 0) / worths.length
    return worths.map(worth => worth - mean)
  })
  return boost(
    { rows: joined(rows), labels: Float32Array.from(labels), features: VARIANT_FEATURES },
    { ...VARIANTS, seed },
  )
}

function learnUnits(
  examples: readonly Example[],
  units: readonly Units[],
  pairs: boolean,
  seed: number,
): Forest {
  const labels = units.flatMap(({ hashes }, i) => {
    const wanted = new Set(examples[i]?.references.flatMap(words => (pairs ? words.pairs : words.hashes)))
    return hashes.map(hash => (wanted.has(hash) ? 1 : 0))
  })
  const rows = joined(units.map(unit => unit.rows))
  return boost({ rows, labels: Float32Array.from(labels), features: UNIT_FEATURES }, { ...UNITS, seed })
}

function foldsOf(count: number, seed: number): Int32Array {
  const order = Int32Array.from({ length: count }, (_, i) => i)
  new Random(seed).shuffle(order)
  const fold = new Int32Array(count)
  for (const [i, example] of order.entries()) fold[example] = i % FOLDS
  return fold
}

function joined(lists: readonly Float32Array[]): Float32Array {
  const all = new Float32Array(lists.reduce((sum, list) => sum + list.length, 0))
  let at = 0
  for (const list of lists) {
    all.set(list, at)
    at += list.length
  }
  return all
}
