import { stemmer } from 'stemmer'
import { latexToText } from '../papers/latex'
import { foldText } from '../papers/title-key'

/** Changes whenever the same text would give other terms; an index of another version is built anew. */
export const ANALYSIS_VERSION = 1

/** A word of a text: its index term and where it stands, in UTF-16 units. */
export interface Token {
  readonly term: string
  readonly start: number
  readonly end: number
}

/** Words that say nothing of a paper. A few dozen: the fewer, the more titles stay findable word for word. */
const STOP_WORDS = new Set(
  (
    'a an and are as at be been by can for from has have in into is it its more not of on or our such than that the ' +
    'their then there these they this to via was we were when where which while will with'
  ).split(' '),
)

const WORD = /[\p{L}\p{N}][\p{L}\p{N}\p{M}]*(?:['’][\p{L}]{1,2}(?![\p{L}\p{N}]))?/gu
const HYPHENATED = /[\p{L}\p{N}][\p{L}\p{N}\p{M}]*(?:[-‐‑][\p{L}\p{N}][\p{L}\p{N}\p{M}]*)+/gu
const CJK = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u
const MAX_TERM_LENGTH = 40

/** The words of `text` in order, folded (case, accents), with their places; stop words are left out. */
export function tokenize(text: string): Token[] {
  const tokens: Token[] = []
  for (const match of text.matchAll(WORD)) {
    const [word] = match
    if (CJK.test(word)) tokens.push(...bigrams(word, match.index))
    else {
      const term = foldText(word.replace(/['’].*$/u, '')).slice(0, MAX_TERM_LENGTH)
      if (term && !STOP_WORDS.has(term))
        tokens.push({ term, start: match.index, end: match.index + word.length })
    }
  }
  return tokens
}

/** Index terms of a text: its words and, of hyphenated words, also the whole ("text-to-3D" gives "textto3d"). */
export function termsOf(text: string): string[] {
  const plain = latexToText(text)
  const terms = tokenize(plain).map(token => token.term)
  for (const [compound] of plain.matchAll(HYPHENATED)) {
    const joined = foldText(compound.replace(/[-‐‑]/gu, ''))
    if (joined.length <= MAX_TERM_LENGTH) terms.push(joined)
  }
  return terms
}

export function isStopWord(term: string): boolean {
  return STOP_WORDS.has(term)
}

const stems = new Map<string, string>()
const MAX_CACHED_STEMS = 50_000

/** The Porter stem of an English word (Porter, "An algorithm for suffix stripping", 1980); other words stay. */
export function stem(term: string): string {
  const known = stems.get(term)
  if (known !== undefined) return known
  const result = /^[a-z]{3,}$/.test(term) ? stemmer(term) : term
  if (stems.size >= MAX_CACHED_STEMS) stems.clear()
  stems.set(term, result)
  return result
}

/** Chinese, Japanese and Korean are written without spaces: every pair of neighbouring letters is a term. */
function bigrams(run: string, offset: number): Token[] {
  const letters = [...foldText(run)]
  if (letters.length === 1) return [{ term: letters.join(''), start: offset, end: offset + run.length }]
  return letters.slice(1).map((letter, index) => ({
    term: `${letters[index]}${letter}`,
    start: offset + index,
    end: offset + index + 2,
  }))
}
