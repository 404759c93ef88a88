import { stemmer } from 'stemmer'
import { latexToText } from '../papers/latex'
import { foldToLetters } from '../papers/title-key'
import { endOfStretch, isAscii, visitAsciiWords } from './ascii-words'

/** Changes whenever the same text would give other terms; an index of another version is built anew. */
export const ANALYSIS_VERSION = 4

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

const RUN = String.raw`[\p{L}\p{N}][\p{L}\p{N}\p{M}]*(?:(?<=[0-9])\.(?=[0-9])[\p{L}\p{N}\p{M}]+)*`
/** A word with what belongs to it: the decimals of a number or version, an English "'s", the sign of "Q*" or "C++". */
const WORD = new RegExp(
  String.raw`(${RUN})(?:['’]\p{L}{1,2}(?![\p{L}\p{N}])|(?<=(?<![\p{L}\p{N}\p{M}])[a-zA-Z]{1,4})(\*|\+\+?|#)(?![\p{L}\p{N}*+#]))?`,
  'gu',
)
/** Begins only where a word does; begun anywhere it would read a long word once for each of its letters. */
const HYPHENATED = new RegExp(String.raw`(?<![\p{L}\p{N}\p{M}]['’]?)${RUN}(?:[-‐‑]${RUN})+`, 'gu')
/**
 * A letter of Chinese, Japanese or Korean with its marks, or a Korean syllable written by its parts. By script
 * extension, so that the Japanese long vowel is one.
 */
const CJK_LETTER =
  /[\u1100-\u115f][\u1160-\u11ff]*|(?!\p{M})[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Hangul}][\p{M}\uff9e\uff9f]*/u
const CJK_LETTERS = new RegExp(CJK_LETTER, 'gu')
const CJK_RUN_OR_OTHER = new RegExp(`(?:${CJK_LETTER.source})+|(?:(?!${CJK_LETTER.source}).)+`, 'gu')
const MAX_TERM_LENGTH = 40

/**
 * The words of `text` in order, folded (case, accents), with their places; stop words are left out. Names stay whole:
 * "Q*" is "q*", "Qwen2.5" is "qwen2.5", "3D" is "3d". Chinese, Japanese and Korean come as pairs of letters.
 */
export function tokenize(text: string): Token[] {
  const tokens: Token[] = []
  for (const { 0: whole, 1: word = '', 2: sign = '', index } of text.matchAll(WORD)) {
    if (!CJK_LETTER.test(word)) tokens.push(...wordAt(word, sign, index, whole.length))
    else
      for (const { 0: run, index: offset } of word.matchAll(CJK_RUN_OR_OTHER))
        tokens.push(
          ...(CJK_LETTER.test(run)
            ? bigrams(run, index + offset)
            : wordAt(run, '', index + offset, run.length)),
        )
  }
  return tokens
}

/**
 * Index terms of a text: its words in order, and after them what else they may be looked for by: of hyphenated words the
 * whole ("text-to-3D" gives "textto3d"), of "Q*" the letter, of "Qwen2.5" also "qwen2".
 */
export function termsOf(text: string): string[] {
  const plain = latexToText(text)
  const lower = plain.toLowerCase()
  const terms: string[] = []
  const more: string[] = []
  const visitor = {
    word: (word: string, sign: string) => addTerm(cut(word), sign, terms, more),
    compound: (joined: string) => addCompound(joined, more),
  }
  for (let start = 0; start < plain.length; ) {
    const end = endOfStretch(plain, start)
    // Lower case that is longer than the text is not in step with it.
    if (isAscii(plain, start, end) && lower.length === plain.length)
      visitAsciiWords(plain, lower, start, end, visitor)
    else addStretch(plain.slice(start, end), terms, more)
    start = end + 1
  }
  for (const term of more) terms.push(term)
  return terms
}

/** Words that a hyphenated word of a query or text joins, as the index has them: "GPT-4o" gives "gpt4o". */
export function compoundsOf(text: string): string[] {
  const joined: string[] = []
  for (const [compound] of text.matchAll(HYPHENATED)) addCompound(foldWord(compound), joined)
  return joined
}

/** `text` with a space around every letter of Chinese, Japanese or Korean: they are words as far as rows of words go. */
export function spaceCjk(text: string): string {
  return text.replace(CJK_LETTERS, ' $& ')
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

/** The terms of a stretch of text in any script. */
function addStretch(text: string, terms: string[], more: string[]): void {
  for (const { term } of tokenize(text)) {
    const [, letters, sign = ''] = /^([a-z]{1,4})([*+#]+)$/.exec(term) ?? []
    addTerm(letters ?? term, sign, terms, more)
  }
  for (const joined of compoundsOf(text)) more.push(joined)
}

function addTerm(word: string, sign: string, terms: string[], more: string[]): void {
  if (sign) {
    terms.push(word + sign)
    if (!STOP_WORDS.has(word)) more.push(word)
    return
  }
  if (STOP_WORDS.has(word)) return
  terms.push(word)
  const dot = word.indexOf('.')
  if (dot > 0 && /[^0-9]/.test(word.slice(0, dot))) more.push(word.slice(0, dot))
}

function cut(word: string): string {
  return word.length > MAX_TERM_LENGTH ? word.slice(0, MAX_TERM_LENGTH) : word
}

function addCompound(joined: string, more: string[]): void {
  if (joined !== '' && joined.length <= MAX_TERM_LENGTH) more.push(joined)
}

/** Folded letters and digits; the points of decimals stay. */
function foldWord(word: string): string {
  if (!word.includes('.')) return foldToLetters(word)
  return word.split('.').map(foldToLetters).join('.')
}

function wordAt(word: string, sign: string, start: number, length: number): Token[] {
  const term = foldWord(word)
    .slice(0, MAX_TERM_LENGTH)
    .replace(/[\ud800-\udbff]$/, '')
  if (!term || (!sign && STOP_WORDS.has(term))) return []
  return [{ term: term + sign, start, end: start + length }]
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
