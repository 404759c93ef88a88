import { type Forest, predict } from '../learned/forest'
import { hashOfPair } from '../search/feature-hash'
import { type SlotTable, type SummaryModel, slotOf, slotValue } from './model'
import type { PaperRead, Words } from './reading'
import { type Chances, pairUnits, UNIT_FEATURES, type Units, wordUnits } from './unit-features'
import { VARIANT_FEATURES, variantRows } from './variant-features'

/** First words, and pairs of words, whose place counts too. */
const [FIRST_WORDS, FIRST_PAIRS] = [4, 3]

/** What each variant of each sentence is worth as the summary of the paper, in order; only differences mean something. */
export function judged(paper: PaperRead, model: SummaryModel): number[] {
  const words = chancesOf(
    wordUnits(paper, hash => slotValue(model.wordOdds, hash)),
    model.words,
  )
  const pairs = chancesOf(
    pairUnits(paper, hash => slotValue(model.pairOdds, hash), words),
    model.pairs,
  )
  const rows = variantRows(paper, {
    words,
    pairs,
    wording: text => wordingOf(text, model.wording),
    rarity: hash => slotValue(model.rarity, hash),
  })
  return Array.from({ length: rows.length / VARIANT_FEATURES }, (_, i) =>
    predict(model.variants, rows, i * VARIANT_FEATURES),
  )
}

/** How likely a summary has each unit. */
export function chancesOf(units: Units, forest: Forest): Chances {
  return new Map(
    units.hashes.map((hash, i) => [
      hash,
      1 / (1 + Math.exp(-predict(forest, units.rows, i * UNIT_FEATURES))),
    ]),
  )
}

/** What the words of a text say of its worth: the mean of their slots, by the root of how many they are. */
export function wordingOf(words: Words, table: SlotTable): number {
  const slots = wordingSlots(words)
  let sum = 0
  for (const slot of slots) sum += table.values[slot] ?? 0
  return slots.length === 0 ? 0 : (sum * table.step) / Math.sqrt(slots.length)
}

/** The slots of a text's words and pairs of words, those at its beginning once more by their place. */
export function wordingSlots(words: Words): number[] {
  const slots = new Set(words.hashes.map(slotOf))
  const mark = (hash: number, kind: number) => slots.add(slotOf(hashOfPair(hash, kind)))
  for (const pair of words.pairs) mark(pair, 7)
  for (const [i, hash] of words.hashes.slice(0, FIRST_WORDS).entries()) mark(hash, 100 + i)
  for (const [i, pair] of words.pairs.slice(0, FIRST_PAIRS).entries()) mark(pair, 200 + i)
  return [...slots]
}
