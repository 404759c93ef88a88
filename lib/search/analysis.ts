import { stemmer } from 'stemmer'
import { latexToText } from '../papers/latex'
import { foldToLetters } from '../papers/title-key'

/** Changes whenever the same text would give other terms; an index of another version is built anew. */
export const ANALYSIS_VERSION = 2

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
/** Begins only where a word does; begun anywhere it would read a long word once for each of its letters. */
const HYPHENATED =
  /(?<![\p{L}\p{N}\p{M}])[\p{L}\p{N}][\p{L}\p{N}\p{M}]*(?:[-‐‑][\p{L}\p{N}][\p{L}\p{N}\p{M}]*)+/gu
/**
 * A letter of Chinese, Japanese or Korean with its marks, or a Korean syllable written by its parts. By script
 * extension, so that the Japanese long vowel is one.
 */
const CJK_LETTER =
  /[\u1100-\u115f][\u1160-\u11ff]*|(?!\p{M})[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Hangul}][\p{M}\uff9e\uff9f]*/u
const CJK_LETTERS = new RegExp(CJK_LETTER, 'gu')
const CJK_RUN_OR_OTHER = new RegExp(`(?:${CJK_LETTER.source})+|(?:(?!${CJK_LETTER.source}).)+`, 'gu')
const MAX_TERM_LENGTH = 40

/** The words of `text` in order, folded (case, accents), with their places; stop words are left out. */
export function tokenize(text: string): Token[] {
  const tokens: Token[] = []
  for (const { 0: word, index } of text.matchAll(WORD)) {
    if (!CJK_LETTER.test(word)) tokens.push(...wordAt(word, index))
    else
      for (const { 0: run, index: offset } of word.matchAll(CJK_RUN_OR_OTHER))
        tokens.push(...(CJK_LETTER.test(run) ? bigrams(run, index + offset) : wordAt(run, index + offset)))
  }
  return tokens
}

/** Index terms of a text: its words and, of hyphenated words, also the whole ("text-to-3D" gives "textto3d"). */
export function termsOf(text: string): string[] {
  const plain = latexToText(text)
  const terms = tokenize(plain).map(token => token.term)
  for (const [compound] of plain.matchAll(HYPHENATED)) {
    const joined = foldToLetters(compound)
    if (joined && joined.length <= MAX_TERM_LENGTH) terms.push(joined)
  }
  return terms
}

/** Whether a folded word is left out of the index. */
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

function wordAt(word: string, start: number): Token[] {
  const term = foldToLetters(word.replace(/['’].*$/u, ''))
    .slice(0, MAX_TERM_LENGTH)
    .replace(/[\ud800-\udbff]$/, '')
  return term && !STOP_WORDS.has(term) ? [{ term, start, end: start + word.length }] : []
}

/** Chinese, Japanese and Korean are written without spaces: every pair of neighbouring letters is a term. */
function bigrams(run: string, offset: number): Token[] {
  const found = [...run.matchAll(CJK_LETTERS)]
    .map(({ 0: letter, index }) => ({
      term: foldToLetters(letter),
      start: offset + index,
      end: offset + index + letter.length,
    }))
    .filter(({ term }) => term)
  if (found.length < 2) return found
  return found.slice(1).map((last, i) => {
    const first = found[i] ?? last
    return { term: first.term + last.term, start: first.start, end: last.end }
  })
}
