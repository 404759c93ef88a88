import { latexToText } from '../papers/latex'
import { stem } from '../search/analysis'
import { hashOfPair, hashOfWord } from '../search/feature-hash'
import { type Variant, variantsOf } from './compress'
import { CUES, type CueName, ELSEWHERE } from './cues'

/** A text as the stems of all its words, with the hashes of the words and of the pairs that they stand in. */
export interface Words {
  readonly stems: readonly string[]
  readonly hashes: readonly number[]
  readonly pairs: readonly number[]
}

/** A sentence of an abstract with what may be shown of it. */
export interface SentenceRead {
  readonly text: string
  readonly words: Words
  /** The cues that it holds, in the order of `CUES`. */
  readonly cues: readonly boolean[]
  /** Whether it speaks of code, data or pages elsewhere. */
  readonly elsewhere: boolean
  readonly variants: readonly { readonly variant: Variant; readonly words: Words }[]
}

/** A paper as the choice of its key sentence sees it. */
export interface PaperRead {
  readonly title: Words
  readonly sentences: readonly SentenceRead[]
}

/** Reads a paper: its title, which may hold LaTeX, and the sentences of its abstract, each with its variants. */
export function readPaper(title: string, sentences: readonly string[]): PaperRead {
  return {
    title: wordsOf(latexToText(title)),
    sentences: sentences.map(text => ({
      text,
      words: wordsOf(text),
      cues: CUES.map(([, pattern]) => pattern.test(text)),
      elsewhere: ELSEWHERE.test(text),
      variants: variantsOf(text).map(variant => ({ variant, words: wordsOf(variant.text) })),
    })),
  }
}

/** Whether a sentence holds one of these cues. */
export function hasCue(sentence: SentenceRead, ...names: readonly CueName[]): boolean {
  return CUES.some(([name], i) => names.includes(name) && sentence.cues[i] === true)
}

/** The words of `text`, stop words too: what a summary shares with another is counted in them. */
export function wordsOf(text: string): Words {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []
  const stems = words.map(word => (word.length > 3 ? stem(word) : word))
  const hashes = stems.map(hashOfWord)
  return { stems, hashes, pairs: hashes.slice(1).map((hash, i) => hashOfPair(hashes[i] ?? 0, hash)) }
}
