import { wordingSlots } from '@/lib/summary/judge'
import { SLOTS, type SlotTable, slotOf } from '@/lib/summary/model'
import type { Words } from '@/lib/summary/reading'
import type { Example } from './summary-examples'

/** Examples that stand for one half of all, where little is known of a word. */
const PRIOR_WEIGHT = 8
/** Sentences that a wording must be in to be worth anything. */
const MIN_SENTENCES = 3
const RIDGE = 1.5
const ROUNDS = 6

/** How much more often than others the words (or pairs of words) of abstracts come in their summaries, as logits. */
export function learnOdds(examples: readonly Example[], of: (words: Words) => readonly number[]): SlotTable {
  const [there, taken] = [new Float64Array(SLOTS), new Float64Array(SLOTS)]
  let [allThere, allTaken] = [0, 0]
  for (const { paper, references } of examples) {
    const wanted = new Set(references.flatMap(of))
    for (const hash of new Set(paper.sentences.flatMap(({ words }) => of(words)))) {
      const slot = slotOf(hash)
      const hit = wanted.has(hash) ? 1 : 0
      there[slot] = (there[slot] ?? 0) + 1
      taken[slot] = (taken[slot] ?? 0) + hit
      allThere++
      allTaken += hit
    }
  }
  const share = allTaken / allThere
  return table(
    there.map((count, slot) => {
      const p = ((taken[slot] ?? 0) + PRIOR_WEIGHT * share) / (count + PRIOR_WEIGHT)
      return Math.log(p / (1 - p))
    }),
  )
}

/** How rare each word is among abstracts: the logarithm of one over its share of them. */
export function learnRarity(examples: readonly Example[]): SlotTable {
  const count = new Float64Array(SLOTS)
  for (const { paper } of examples) {
    const slots = new Set(paper.sentences.flatMap(({ words }) => words.hashes.map(slotOf)))
    for (const slot of slots) count[slot] = (count[slot] ?? 0) + 1
  }
  return table(count.map(seen => Math.log((examples.length + 1) / (seen + 1))))
}

/**
 * What the words of a sentence say of its worth against the other sentences of its abstract: ridge regression by
 * coordinate descent, a slot at a time in order.
 */
export function learnWording(examples: readonly Example[]): SlotTable {
  const rest: number[] = []
  const weight: number[] = []
  const holders: number[][] = Array.from({ length: SLOTS }, () => [])
  for (const { paper, worths } of examples) {
    let at = 0
    const firsts = paper.sentences.map(({ variants }) => {
      at += variants.length
      return worths[at - variants.length] ?? 0
    })
    const mean = firsts.reduce((sum, worth) => sum + worth, 0) / firsts.length
    for (const [i, { words }] of paper.sentences.entries()) {
      const slots = wordingSlots(words)
      for (const slot of slots) holders[slot]?.push(rest.length)
      rest.push((firsts[i] ?? 0) - mean)
      weight.push(1 / Math.sqrt(Math.max(1, slots.length)))
    }
  }
  const worth = new Float64Array(SLOTS)
  for (let round = 0; round < ROUNDS; round++)
    for (const [slot, rows] of holders.entries()) {
      if (rows.length < MIN_SENTENCES) continue
      const now = worth[slot] ?? 0
      let [above, below] = [0, RIDGE]
      for (const row of rows) {
        const x = weight[row] ?? 0
        above += x * ((rest[row] ?? 0) + now * x)
        below += x * x
      }
      const change = above / below - now
      for (const row of rows) rest[row] = (rest[row] ?? 0) - change * (weight[row] ?? 0)
      worth[slot] = now + change
    }
  return table(worth)
}

/** A table of these numbers, as near as a byte each comes to them. */
function table(numbers: Float64Array): SlotTable {
  const most = numbers.reduce((max, number) => Math.max(max, Math.abs(number)), 0)
  const step = Math.fround(most / 127) || 1
  return { step, values: Int8Array.from(numbers, number => Math.round(number / step)) }
}
