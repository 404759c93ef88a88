import { finder, hashOfWord } from '../search/feature-hash'
import type { TextWord } from './candidates'

/**
 * What is counted of a word: how often it stands in a text, how often in a keyphrase, begins one, ends one, is one, and
 * how often the word after it begins one or the word before it ends one.
 */
export const ROLES = ['all', 'within', 'begins', 'ends', 'alone', 'before', 'after'] as const
/** Kinds of text that the counts come from: what a digest says of new papers, and what indexers say of journals. */
export const REGISTERS = 2
/** Counts of a phrase for each register: texts that hold it, and texts of which it is a keyphrase. */
export const PHRASE_COLUMNS = 2

const WORD_COLUMNS = ROLES.length * REGISTERS
/** A word seen so often counts as much as all words that look like it. */
const SMOOTHING = 3
/** A register never counts for less than this, for no text is wholly of one. */
const LEAST_SHARE = 0.15
/** How fast words of one register make a text one of it. */
const STEEPNESS = 4

/** Counts as a model file holds them: hashes of what is counted, and a row of coded counts for each. */
export interface LexiconTables {
  /** Hashes of words that are written with a capital wherever they stand, in lower case. */
  readonly names: Int32Array
  readonly words: Int32Array
  readonly wordCounts: Uint8Array
  readonly phrases: Int32Array
  readonly phraseCounts: Uint8Array
}

/** How often a word does what, as shares of its uses; `seen` is how often it was met. */
export interface WordRates {
  readonly seen: number
  readonly within: number
  readonly begins: number
  readonly ends: number
  readonly alone: number
  readonly before: number
  readonly after: number
}

/** In how many texts a phrase was met, and of how many it was a keyphrase. */
export interface PhraseCounts {
  readonly texts: number
  readonly keys: number
}

/** Counts of words and phrases as keyphrases of the texts that a model was trained on. */
export interface Lexicon {
  readonly tables: LexiconTables
  /** From 0 to 1 how much the words speak the language of digests rather than that of journals of old. */
  registerOf(words: readonly TextWord[]): number
  /** The share of words that the lexicon has met. */
  knownShare(words: readonly TextWord[]): number
  /** Whether a word in lower case is one that is always written with a capital. */
  isName(lower: string): boolean
  isMet(lower: string): boolean
  /** The lexicon as it reads a text of this register. */
  reading(register: number): LexiconReading
}

/** A lexicon for one text; what it has looked up it remembers. */
export interface LexiconReading {
  rates(word: TextWord): WordRates
  /** Counts of a phrase by its stems, as `Candidate.key` gives them. */
  phrase(key: string): PhraseCounts
}

/** A count in a byte, on a log scale: exact up to one, within three hundredths above, two millions at the most. */
export function codeOfCount(count: number): number {
  return Math.min(255, Math.round(12 * Math.log2(1 + count)))
}

const COUNT_OF_CODE = Float64Array.from({ length: 256 }, (_, code) => 2 ** (code / 12) - 1)

/** What words that look like `word` are counted under; it stands in for words too rare to be counted. */
export function classOf(word: TextWord): string {
  const { text, lower } = word
  if (/^\P{L}+$/u.test(text)) return '~0'
  if (/\d/.test(text)) return '~a1'
  if (/^\p{Lu}{2,}s?$/u.test(text)) return '~AA'
  if (/\p{Ll}\p{Lu}|\p{Lu}{2}/u.test(text)) return '~aA'
  if (!word.opens && !word.inTitle && /^\p{Lu}\p{Ll}/u.test(text)) return '~Aa'
  const tail = lower.slice(lower.lastIndexOf('-') + 1)
  return tail.length < lower.length ? `~-${tail.slice(-3)}` : `~${tail.slice(-3)}`
}

/** The lexicon over these tables. */
export function lexiconOf(tables: LexiconTables): Lexicon {
  const findWord = finder(tables.words)
  const findPhrase = finder(tables.phrases)
  const findName = finder(tables.names)
  const rowOf = (name: string) => findWord(hashOfWord(name))
  const everything = rowOf('~')
  const uses = (row: number, register: number) =>
    countAt(tables.wordCounts, row * WORD_COLUMNS + register * ROLES.length)
  const bias = Math.log((uses(everything, 1) + 1) / (uses(everything, 0) + 1))

  return {
    tables,
    registerOf(words) {
      const distinct = new Set(words.map(word => word.lower))
      let sum = 0
      for (const lower of distinct) {
        const row = rowOf(lower)
        if (row >= 0) sum += Math.log((uses(row, 0) + 1) / (uses(row, 1) + 1)) + bias
      }
      return 1 / (1 + Math.exp((-STEEPNESS * sum) / Math.max(1, distinct.size)))
    },
    knownShare: words => words.filter(word => rowOf(word.lower) >= 0).length / Math.max(1, words.length),
    isName: lower => findName(hashOfWord(lower)) >= 0,
    isMet: lower => rowOf(lower) >= 0,
    reading(register) {
      const [first, second] = [Math.max(LEAST_SHARE, register), Math.max(LEAST_SHARE, 1 - register)]
      const all = ratesOf(everything, undefined)
      const classes = remembered((name: string) => ratesOf(rowOf(name), all))
      const phrases = remembered(phraseOf)

      /** Rates of a row, held towards those of `wider` where it was seen but seldom. */
      function ratesOf(row: number, wider: WordRates | undefined): WordRates {
        const at = row * WORD_COLUMNS
        const sum = (role: number) =>
          row < 0
            ? 0
            : first * countAt(tables.wordCounts, at + role) +
              second * countAt(tables.wordCounts, at + ROLES.length + role)
        const seen = sum(0)
        const scale = 1 / (seen + (wider ? SMOOTHING : 1e-9))
        return {
          seen,
          within: (sum(1) + SMOOTHING * (wider?.within ?? 0)) * scale,
          begins: (sum(2) + SMOOTHING * (wider?.begins ?? 0)) * scale,
          ends: (sum(3) + SMOOTHING * (wider?.ends ?? 0)) * scale,
          alone: (sum(4) + SMOOTHING * (wider?.alone ?? 0)) * scale,
          before: (sum(5) + SMOOTHING * (wider?.before ?? 0)) * scale,
          after: (sum(6) + SMOOTHING * (wider?.after ?? 0)) * scale,
        }
      }

      function phraseOf(key: string): PhraseCounts {
        const row = findPhrase(hashOfWord(key))
        if (row < 0) return UNMET
        const at = row * PHRASE_COLUMNS * REGISTERS
        const sum = (column: number) =>
          first * countAt(tables.phraseCounts, at + column) +
          second * countAt(tables.phraseCounts, at + PHRASE_COLUMNS + column)
        return { texts: sum(0), keys: sum(1) }
      }

      return { rates: word => ratesOf(rowOf(word.lower), classes(classOf(word))), phrase: phrases }
    },
  }
}

const UNMET: PhraseCounts = { texts: 0, keys: 0 }

function countAt(counts: Uint8Array, at: number): number {
  return at < 0 ? 0 : (COUNT_OF_CODE[counts[at] ?? 0] ?? 0)
}

/** `work` that is done once for each name. */
function remembered<T>(work: (name: string) => T): (name: string) => T {
  const done = new Map<string, T>()
  return name => {
    let result = done.get(name)
    if (result === undefined) {
      result = work(name)
      done.set(name, result)
    }
    return result
  }
}
