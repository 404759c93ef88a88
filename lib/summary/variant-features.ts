import { isStopWord } from '../search/analysis'
import type { Variant } from './compress'
import { CUES } from './cues'
import { hasCue, type PaperRead, type SentenceRead, type Words } from './reading'
import type { Chances } from './unit-features'

/** What is known before a sentence is looked at. */
export interface Known {
  readonly words: Chances
  readonly pairs: Chances
  /** What the words of a text say of its worth. */
  readonly wording: (words: Words) => number
  /** How rare a word is, by its hash. */
  readonly rarity: (hash: number) => number
}

/** Numbers of a sentence before its cues, and of a variant. */
const SENTENCE = (
  'wording central place placeShare fromEnd total afterProposal afterCue proposalsBefore ' +
  'cuesBefore cues length elsewhere numbers'
).split(' ')
const VARIANT = (
  'words share left lead frame aside tail titleShare titled titlePairs titlePairShare heavy stops ' +
  'rare precision recall f1 chance pairPrecision pairF1 pairChance likely expected commas brackets ' +
  'we ownWording'
).split(' ')
/** Those that are also told against the others of the abstract. */
const RELATIVE =
  'wording central words titleShare titlePairs precision f1 chance pairF1 pairChance ownWording'.split(' ')

/** Length of a row of `variantRows`. */
export const VARIANT_FEATURES = SENTENCE.length + CUES.length + VARIANT.length + 2 * RELATIVE.length

/** Places in a row of what is also told against the others of the abstract. */
const RELATIVE_AT = RELATIVE.map(name => {
  const at = SENTENCE.indexOf(name)
  return at >= 0 ? at : SENTENCE.length + CUES.length + VARIANT.indexOf(name)
})

/** A row of features for each variant of each sentence of a paper, in order. */
export function variantRows(paper: PaperRead, known: Known): Float32Array {
  const inPaper = contextOf(paper, known)
  const count = paper.sentences.reduce((sum, { variants }) => sum + variants.length, 0)
  const rows = new Float32Array(count * VARIANT_FEATURES)
  let row = 0
  for (const [place, sentence] of paper.sentences.entries()) {
    const about = [...sentenceNumbers(paper, place, inPaper, known), ...sentence.cues.map(Number)]
    for (const { variant, words } of sentence.variants) {
      rows.set(about, row)
      rows.set(variantNumbers(variant, words, sentence.words, inPaper, known), row + about.length)
      row += VARIANT_FEATURES
    }
  }
  addRelative(rows)
  return rows
}

/** Adds to each row how far some of its numbers lie below the largest, and above the mean, of the abstract. */
function addRelative(rows: Float32Array): void {
  const count = rows.length / VARIANT_FEATURES
  for (const [i, at] of RELATIVE_AT.entries()) {
    let [most, sum] = [Number.NEGATIVE_INFINITY, 0]
    for (let from = at; from < rows.length; from += VARIANT_FEATURES) {
      most = Math.max(most, rows[from] ?? 0)
      sum += rows[from] ?? 0
    }
    for (let row = 0; row < rows.length; row += VARIANT_FEATURES) {
      const value = rows[row + at] ?? 0
      const to = row + VARIANT_FEATURES - 2 * RELATIVE.length + 2 * i
      rows[to] = most - value
      rows[to + 1] = value - sum / count
    }
  }
}

interface Context {
  readonly proposing: readonly number[]
  readonly withCue: readonly number[]
  readonly titleWords: ReadonlySet<number>
  readonly titlePairs: ReadonlySet<number>
  /** In how many sentences each word stands. */
  readonly frequency: ReadonlyMap<number, number>
  readonly vectors: readonly ReadonlyMap<number, number>[]
  /** How many words, pairs of the abstract a summary is expected to have. */
  readonly expectedWords: number
  readonly expectedPairs: number
}

function contextOf(paper: PaperRead, known: Known): Context {
  const { title, sentences } = paper
  const frequency = new Map<number, number>()
  for (const { words } of sentences)
    for (const hash of new Set(words.hashes)) frequency.set(hash, (frequency.get(hash) ?? 0) + 1)
  const placesWith = (holds: (sentence: SentenceRead) => boolean) =>
    sentences.flatMap((sentence, place) => (holds(sentence) ? [place] : []))
  return {
    proposing: placesWith(sentence => hasCue(sentence, 'proposes', 'thisPaper', 'paperDoes')),
    withCue: placesWith(sentence =>
      hasCue(sentence, 'proposes', 'finds', 'studies', 'thisPaper', 'paperDoes'),
    ),
    titleWords: new Set(title.hashes.filter((_, i) => !isStopWord(title.stems[i] ?? ''))),
    titlePairs: new Set(title.pairs),
    frequency,
    vectors: sentences.map(({ words }) => vectorOf(words, known)),
    expectedWords: Math.max(1, sumOf(known.words.values())),
    expectedPairs: Math.max(1, sumOf(known.pairs.values())),
  }
}

/** The numbers of `SENTENCE`, in order. */
function sentenceNumbers(paper: PaperRead, place: number, inPaper: Context, known: Known): number[] {
  const total = paper.sentences.length
  const { text = '', words, elsewhere } = paper.sentences[place] ?? {}
  const { proposing, withCue, vectors } = inPaper
  const after = (places: readonly number[]) => (places[0] === undefined ? -9 : place - places[0])
  const before = (places: readonly number[]) => places.filter(each => each < place).length
  const others = vectors.map((vector, i) => (i === place ? 0 : cosine(vector, vectors[place] ?? vector)))
  return [
    words ? known.wording(words) : 0,
    sumOf(others) / Math.max(1, total - 1),
    place,
    place / Math.max(1, total - 1),
    total - 1 - place,
    total,
    after(proposing),
    after(withCue),
    before(proposing),
    before(withCue),
    withCue.length,
    words?.hashes.length ?? 0,
    elsewhere ? 1 : 0,
    text.match(/\d+(?:\.\d+)?/g)?.length ?? 0,
  ]
}

/** The numbers of `VARIANT`, in order. */
function variantNumbers(
  variant: Variant,
  words: Words,
  whole: Words,
  inPaper: Context,
  known: Known,
): number[] {
  const count = Math.max(1, words.hashes.length)
  const [distinct, pairs] = [new Set(words.hashes), new Set(words.pairs)]
  let [titled, heavy, rare, chance, likely, titlePairs, pairChance] = [0, 0, 0, 0, 0, 0, 0]
  for (const hash of distinct) {
    if (inPaper.titleWords.has(hash)) titled++
    heavy += (inPaper.frequency.get(hash) ?? 1) - 1
    rare += known.rarity(hash)
    const p = known.words.get(hash) ?? 0
    chance += p
    if (p > 0.5) likely++
  }
  for (const pair of pairs) {
    if (inPaper.titlePairs.has(pair)) titlePairs++
    pairChance += known.pairs.get(pair) ?? 0
  }
  const { expectedWords, expectedPairs } = inPaper
  return [
    count,
    count / Math.max(1, whole.hashes.length),
    whole.hashes.length - count,
    variant.lead ? 1 : 0,
    variant.frame ? 1 : 0,
    variant.aside ? 1 : 0,
    variant.tail,
    titled / Math.max(1, inPaper.titleWords.size),
    titled / count,
    titlePairs,
    titlePairs / Math.max(1, inPaper.titlePairs.size),
    heavy / count,
    words.stems.filter(isStopWord).length / count,
    rare / count,
    // What is expected of unigram and bigram overlap with a summary nobody has written.
    chance / count,
    chance / expectedWords,
    (2 * chance) / (count + expectedWords),
    chance,
    pairChance / count,
    (2 * pairChance) / (count - 1 + expectedPairs),
    pairChance,
    likely / count,
    expectedWords,
    variant.text.split(',').length - 1,
    variant.text.split('(').length - 1,
    /^We\s/.test(variant.text) ? 1 : 0,
    known.wording(words),
  ]
}

/** A text as its words weighted by how rare they are, of length one. */
function vectorOf(words: Words, known: Known): Map<number, number> {
  const vector = new Map<number, number>()
  for (const [i, hash] of words.hashes.entries())
    if (!isStopWord(words.stems[i] ?? '')) vector.set(hash, (vector.get(hash) ?? 0) + known.rarity(hash))
  const length = Math.sqrt(sumOf([...vector.values()].map(value => value * value))) || 1
  for (const [hash, value] of vector) vector.set(hash, value / length)
  return vector
}

function cosine(a: ReadonlyMap<number, number>, b: ReadonlyMap<number, number>): number {
  let sum = 0
  for (const [hash, value] of a) sum += value * (b.get(hash) ?? 0)
  return sum
}

function sumOf(values: Iterable<number>): number {
  let sum = 0
  for (const value of values) sum += value
  return sum
}
