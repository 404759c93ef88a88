import { latexToText } from './latex'

/** The least weight (see `weight`) of a key that may name a paper: "Deep learning" must not, "编程语言" may. */
const MIN_WEIGHT = 16

const LATIN_FOLDS: Record<string, string> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ł: 'l',
  ħ: 'h',
  ŧ: 't',
  ı: 'i',
  ŋ: 'n',
  ſ: 's',
  ς: 'σ',
}

/** Greek letters by name, so that `$\alpha$`, `α` and a digest's "alpha" are the same title. */
const GREEK: Record<string, string> = {
  α: 'alpha',
  β: 'beta',
  γ: 'gamma',
  δ: 'delta',
  ε: 'epsilon',
  ζ: 'zeta',
  η: 'eta',
  θ: 'theta',
  ι: 'iota',
  κ: 'kappa',
  λ: 'lambda',
  μ: 'mu',
  ν: 'nu',
  ξ: 'xi',
  ο: 'omicron',
  π: 'pi',
  ρ: 'rho',
  σ: 'sigma',
  τ: 'tau',
  υ: 'upsilon',
  φ: 'phi',
  χ: 'chi',
  ψ: 'psi',
  ω: 'omega',
}

const GREEK_RUN = /[\p{Script=Greek}&&\p{L}]+/gv
/** One or two Greek letters are a symbol; a longer run is a word of Greek and stays as it is. */
const MAX_SYMBOL_LENGTH = 2

/**
 * The key under which two writings of one title meet: letters and digits of every script, with case, Latin and
 * Greek accents, LaTeX, punctuation and white space folded away. Null where the rest is too short to be unique.
 * Idempotent.
 */
export function titleKey(title: string): string | null {
  const key = foldToLetters(latexToText(title))
  return weight(key) >= MIN_WEIGHT ? key : null
}

/**
 * `text` in lower case with compatibility forms, Latin and Greek accents and single Greek symbols folded; marks of
 * other scripts are part of their letters and stay.
 */
export function foldText(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/([\p{Script=Latin}\p{Script=Greek}])\p{Mn}+/gu, '$1')
    .normalize('NFKC')
    .replace(/[^\p{ASCII}]/gu, letter => LATIN_FOLDS[letter] ?? letter)
    .replace(GREEK_RUN, run =>
      run.length <= MAX_SYMBOL_LENGTH ? [...run].map(letter => GREEK[letter] ?? letter).join('') : run,
    )
}

/**
 * The letters and digits of `text` with their marks, folded, and nothing between them. Marks that stand alone go too,
 * and what the dropped characters kept apart is composed again, so that the result folds to itself.
 */
export function foldToLetters(text: string): string {
  if (/^[a-zA-Z0-9]*$/.test(text)) return text.toLowerCase()
  return foldText(text)
    .replace(/(?<![\p{L}\p{N}\p{M}])\p{M}+|[^\p{L}\p{N}\p{M}]/gu, '')
    .normalize('NFKC')
}

/** Letters count one; an ideograph, syllable or kana says about as much as three letters. */
function weight(key: string): number {
  let sum = 0
  for (const letter of key)
    sum += /[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}]/u.test(letter) ? 3 : 1
  return sum
}
