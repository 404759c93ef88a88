import { latexToText } from '../papers/latex'
import { foldText } from '../papers/title-key'
import type { Citable } from './format'
import { familyOf, OTHERS, readNames } from './names'

const TITLE_STOP_WORDS = new Set(
  'a an the on in of for to and with from towards toward via is are do does how what when why'.split(' '),
)
/** Enough of a name to know it by; a title without spaces must not become a key of a hundred letters. */
const MAX_LENGTH = 30

/**
 * The keys of these papers, in their order: family name, year and first telling word of the title, in ASCII, as
 * `vaswani2017attention`. Those that are equal get a letter each, by the papers' identifiers: the same papers have the
 * same keys in whatever order they stand.
 */
export function citationKeys(papers: readonly Citable[]): string[] {
  const bases = papers.map(baseKey)
  const taken = new Set(bases)
  const keys = [...bases]
  for (const [base, places] of [...grouped(bases)].sort(byText(([key]) => key))) {
    if (places.length === 1) continue
    const inOrder = places
      .map(place => ({ place, as: JSON.stringify(papers[place]) }))
      .sort(byText(({ place, as }) => `${papers[place]?.ids.join(' ')}\n${as}`))
    let number = 0
    for (const { place } of inOrder) {
      let key = base + letters(number++)
      while (taken.has(key)) key = base + letters(number++)
      taken.add(key)
      keys[place] = key
    }
  }
  return keys
}

function baseKey(paper: Citable): string {
  const [first = OTHERS] = readNames(paper.authors.slice(0, 1))
  const family = first === OTHERS ? '' : ascii(familyOf(first)).replaceAll(' ', '').slice(0, MAX_LENGTH)
  const words = ascii(latexToText(paper.title)).split(' ')
  const word = words.find(candidate => candidate.length > 1 && !TITLE_STOP_WORDS.has(candidate)) ?? 'paper'
  return `${family}${paper.year ?? ''}${word.slice(0, MAX_LENGTH)}`
}

/** Lower-case words of ASCII; keys of other characters break older BibTeX styles. */
function ascii(text: string): string {
  return foldText(text)
    .replace(/[^a-z0-9]+/g, ' ')
    .trim()
}

function grouped(keys: readonly string[]): Map<string, number[]> {
  const places = new Map<string, number[]>()
  for (const [place, key] of keys.entries()) {
    const same = places.get(key)
    if (same) same.push(place)
    else places.set(key, [place])
  }
  return places
}

function byText<T>(of: (value: T) => string): (a: T, b: T) => number {
  return (a, b) => {
    const [x, y] = [of(a), of(b)]
    return x < y ? -1 : x > y ? 1 : 0
  }
}

/** a to z, then aa, ab, and so on. */
function letters(number: number): string {
  const letter = String.fromCharCode(97 + (number % 26))
  return number < 26 ? letter : letters(Math.floor(number / 26) - 1) + letter
}
