import type { Candidate, TextWord } from './candidates'
import { MAX_TOPIC_WORDS } from './candidates'
import type { LexiconReading, PhraseCounts, WordRates } from './predict-lexicon'

/** What the corpus knows of topics and words. */
export interface Vocabulary {
  /** Papers in all. */
  readonly papers: number
  /** How many papers carry a topic, by its key. */
  topicCount(key: string): number
  /** How many papers hold a word in any form, at the most. */
  wordCount(word: string): number
  /** The spelling that the corpus prefers for a topic, by its key; undefined where it does not know it. */
  labelOf?(key: string): string | undefined
}

/** A text as its candidates are judged. */
export interface JudgedText {
  readonly words: readonly TextWord[]
  readonly candidates: readonly Candidate[]
  /** How each word is used in keyphrases. */
  readonly rates: readonly WordRates[]
  readonly lookUp: LexiconReading
  /** How rare each word is in the corpus: 0 in every paper to 1 in none, -1 where the corpus is too small to tell. */
  readonly rarity: Float32Array
  readonly register: number
}

/** Length of a row of `wordingFeatures`. */
export const WORDING_FEATURES = 60
const BETWEEN_PARTS = /[^\p{L}\p{N}]+/u
/** A corpus of fewer papers says nothing of how rare a word is. */
const MIN_CORPUS = 20
/** Of a candidate that stands everywhere so many places are looked at. */
const MAX_PLACES = 8

/** How rare the words are in the papers of `vocabulary`. */
export function rarities(words: readonly TextWord[], vocabulary: Vocabulary): Float32Array {
  if (vocabulary.papers < MIN_CORPUS) return new Float32Array(words.length).fill(-1)
  const [known, parts] = [new Map<string, number>(), new Map<string, number>()]
  const scale = Math.log(vocabulary.papers + 1)
  return Float32Array.from(words, ({ lower }) => {
    const rarity =
      known.get(lower) ?? Math.max(0, mean(lower.split(BETWEEN_PARTS).filter(Boolean).map(rarityOf)))
    known.set(lower, rarity)
    return rarity
  })

  function rarityOf(part: string): number {
    const rarity = parts.get(part) ?? 1 - Math.log(vocabulary.wordCount(part) + 1) / scale
    parts.set(part, rarity)
    return rarity
  }
}

/** What the wording of the text says of each candidate: a row of features each, one after another. */
export function wordingFeatures(text: JudgedText): Float32Array {
  const { words, candidates, rates, lookUp, rarity, register } = text
  const rows = new Float32Array(candidates.length * WORDING_FEATURES)
  const byKey = new Map(candidates.map((candidate, i) => [candidate.key, i]))
  const uses = new Map<string, number>()
  for (const { stem } of words) uses.set(stem, (uses.get(stem) ?? 0) + 1)
  const titleStems = new Set(words.filter(word => word.inTitle).map(word => word.stem))
  const titleEnd = words.findIndex(word => !word.inTitle)
  const firstOfBody = titleEnd < 0 ? words.length : titleEnd
  const bodyLength = Math.max(1, words.length - firstOfBody)
  const clauseLengths = new Map<number, number>()
  for (const { clause } of words) clauseLengths.set(clause, (clauseLengths.get(clause) ?? 0) + 1)
  const sentences = Math.max(1, (words.at(-1)?.sentence ?? 0) + 1)
  const parents = parentsOf(candidates, byKey)

  for (const [i, { key, length, starts }] of candidates.entries()) {
    const parts = key.split(' ')
    const first = starts[0] ?? 0
    const last = starts.at(-1) ?? 0
    const inBody = starts.filter(start => start >= firstOfBody)
    const firstWord = words[first]
    const span = words.slice(first, first + length)
    const spanRates = rates.slice(first, first + length)
    const prior = lookUp.phrase(key)
    const head = lookUp.phrase(parts.slice(1).join(' '))
    const tail = lookUp.phrase(parts.slice(0, -1).join(' '))
    const lastWord = lookUp.phrase(parts.at(-1) ?? '')
    const pairs = pairsOf(parts).map(pair => lookUp.phrase(pair))
    const counts = parts.map(part => uses.get(part) ?? 1)
    const around = surroundings(text, clauseLengths, starts, length)
    const rare = rarity.subarray(first, first + length)
    const within = spanRates.map(rate => rate.within)
    const parent = parents[i]
    let at = i * WORDING_FEATURES
    const add = (value: number) => {
      rows[at++] = value
    }
    add(length)
    add(sum(span, word => word.text.length + 1) - 1)
    add(starts.length)
    add(inBody.length)
    add(starts.length - inBody.length)
    add(((inBody[0] ?? words.length) - firstOfBody) / bodyLength)
    add(Math.max(0, (inBody[0] ?? words.length) - firstOfBody))
    add((last - first) / words.length)
    add(firstWord?.sentence ?? 0)
    add((firstWord?.sentence ?? 0) / sentences)
    add(parts.filter(part => titleStems.has(part)).length / length)
    add(Math.min(...counts))
    add(Math.max(...counts))
    add(starts.length / Math.min(...counts))
    add(mean(rare))
    add(Math.max(...rare))
    add(Math.min(...rare))
    add(mean(rare) * starts.length)
    add(spanRates[0]?.begins ?? 0)
    add(spanRates.at(-1)?.ends ?? 0)
    add(Math.min(...within))
    add(mean(within))
    add(within[0] ?? 0)
    add(within.at(-1) ?? 0)
    add(length === 1 ? (spanRates[0]?.alone ?? 0) : -1)
    add(spanRates.at(-1)?.alone ?? 0)
    add(Math.log1p(Math.min(...spanRates.map(rate => rate.seen))))
    add(Math.log1p(spanRates[0]?.seen ?? 0))
    add(Math.log1p(spanRates.at(-1)?.seen ?? 0))
    add(share(prior))
    add(Math.log1p(prior.texts))
    add(Math.log1p(prior.keys))
    add(length > 1 ? share(head) : -1)
    add(length > 1 ? Math.log1p(head.texts) : -1)
    add(length > 1 ? share(tail) : -1)
    add(length > 1 ? Math.log1p(tail.texts) : -1)
    add(length > 1 ? share(lastWord) : -1)
    add(pairs.length ? Math.max(...pairs.map(share)) : -1)
    add(pairs.length ? Math.min(...pairs.map(pair => Math.log1p(pair.texts))) : -1)
    for (const value of around) add(value)
    add(span.some(word => word.hasDigit) ? 1 : 0)
    add(sum(span, word => (word.isName ? 1 : 0)) / length)
    add(sum(span, word => (word.isCapitalised && !word.opens ? 1 : 0)) / length)
    add(sum(span, word => word.hyphens))
    add(parent?.count ?? 0)
    add((parent?.most ?? 0) / starts.length)
    add(register)
    add(words.length)
    add(candidates.length)
    if (at !== (i + 1) * WORDING_FEATURES) throw new RangeError('features do not fill a row')
  }
  return rows
}

/** How often a phrase is a keyphrase where it occurs, held towards seldom. */
function share({ texts, keys }: PhraseCounts): number {
  return (keys + 0.1) / (texts + 1)
}

function pairsOf(parts: readonly string[]): string[] {
  return parts.slice(1).map((part, i) => `${parts[i]} ${part}`)
}

/** What stands before and after a candidate, over its places. */
function surroundings(
  { words, rates }: JudgedText,
  clauseLengths: ReadonlyMap<number, number>,
  starts: readonly number[],
  length: number,
): number[] {
  const places = starts.slice(0, MAX_PLACES)
  const sums = new Float64Array(9)
  let [mostBefore, mostAfter, bracketed] = [0, 0, 0]
  for (const start of places) {
    const clause = words[start]?.clause
    const before = words[start - 1]?.clause === clause ? rates[start - 1] : undefined
    const after = words[start + length]?.clause === clause ? rates[start + length] : undefined
    if (before) {
      sums[0] = (sums[0] ?? 0) + before.before
      sums[1] = (sums[1] ?? 0) + before.within
      sums[2] = (sums[2] ?? 0) + before.begins
      mostBefore = Math.max(mostBefore, before.before)
    } else sums[3] = (sums[3] ?? 0) + 1
    if (after) {
      sums[4] = (sums[4] ?? 0) + after.after
      sums[5] = (sums[5] ?? 0) + after.within
      sums[6] = (sums[6] ?? 0) + after.ends
      mostAfter = Math.max(mostAfter, after.after)
    } else sums[7] = (sums[7] ?? 0) + 1
    if (clauseLengths.get(clause ?? -1) === length) sums[8] = (sums[8] ?? 0) + 1
    if (words[start]?.bracketed) bracketed = 1
  }
  return [...[...sums].map(sum => sum / places.length), mostBefore, mostAfter, bracketed]
}

/** For each candidate how many candidates are one word longer and hold it, and how often the commonest of these stands. */
function parentsOf(candidates: readonly Candidate[], byKey: ReadonlyMap<string, number>) {
  const parents = candidates.map(() => ({ count: 0, most: 0 }))
  for (const { key, length, starts } of candidates) {
    if (length < 2 || length > MAX_TOPIC_WORDS) continue
    for (const part of [key.slice(key.indexOf(' ') + 1), key.slice(0, key.lastIndexOf(' '))]) {
      const parent = parents[byKey.get(part) ?? -1]
      if (!parent) continue
      parent.count++
      parent.most = Math.max(parent.most, starts.length)
    }
  }
  return parents
}

function sum(words: readonly TextWord[], of: (word: TextWord) => number): number {
  return words.reduce((total, word) => total + of(word), 0)
}

function mean(values: ArrayLike<number>): number {
  let sum = 0
  for (let i = 0; i < values.length; i++) sum += values[i] ?? 0
  return sum / Math.max(1, values.length)
}
