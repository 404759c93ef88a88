import { fromTitle } from '../papers/identifier'
import { isFurniture } from './furniture'

/** Longer titles are paragraphs. */
export const MAX_TITLE_LENGTH = 300
/** A text this long is a paragraph, however it ends. */
const LONG = 200

const SPACELESS = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}]/u
/** What links to papers are called by those who do not call them by their title. */
const LINK_WORDS = new Set(
  (
    'a about abstract abstracts accepted access ahead an and any archive article arxiv arxiv.org as at available blog by ' +
    'can cas central check click code come conference could crossref describe described details discussed doi download ' +
    'entire epub explore find following for from full get google great has have here his html i in institution introduced ' +
    'is it its journal just latest learn link links look medline metrics more my new nice of on one online original our out ' +
    'paper papers pdf post preprint preprints previous print prior project publication published publicly pubmed read recent ' +
    'recently research scholar see seminal showed shows supplementary technical than that the their this through to version ' +
    'via view was we website week with work works you your'
  ).split(' '),
)
/** What stands for a paper without being its title: authors and a year, a place in a journal, an identifier. */
const CITATIONS = [
  /\bet al\b/i,
  /^\p{Lu}[\p{L}'’-]+(?:(?:, | and | & |, & )\p{Lu}[\p{L}'’-]+){0,5},?\s\(?\d{4}[a-z]?\)?$/u,
  /\b\d{4}(?: \p{L}{3,9})?(?: \d+)?; ?\d/u,
  /\d[,:] ?\p{L}?\d+(?:[–-]\d+)? \((?:\d{1,2} )?(?:\p{L}+ )?\d{4}\)/u,
  /\(\d{1,2} \p{L}{3,9} \d{4}\)/u,
  /^(?:arxiv\s?:|10\.\d{4,9}\/)/i,
  /^[a-z]+(?:-[a-z]+)?\.[A-Z]{2}\b/,
]

/** Where one sentence ends and the next begins. */
const SENTENCES = /\p{Ll}{3}[.!?] \p{Lu}\p{Ll}*,? \p{Ll}/u

/**
 * Whether a text can be the title of a paper: three words or more, or a script without spaces, long enough to name one,
 * and no menu, address, citation ("Smith et al., 2020") or wording such as "read the full paper".
 */
export function readsLikeTitle(text: string): boolean {
  if (text.length > MAX_TITLE_LENGTH || /https?:\/\/|www\.|\S@\S/.test(text)) return false
  const words = wordsOf(text)
  if (words.length < 3 && !SPACELESS.test(text)) return false
  if (isCitation(text) || isFurniture(text)) return false
  if (words.every(word => LINK_WORDS.has(word.toLowerCase()) || /^\d+$/.test(word))) return false
  return fromTitle(text) !== null
}

/**
 * Whether a line on its own reads like a title, as opposed to a line of prose: it begins as titles do and does not end
 * as sentences do.
 */
export function readsLikeTitleLine(text: string): boolean {
  const [first = ''] = text.split(/\s/)
  if (!/^[\p{Lu}\p{Lt}\p{Lo}\p{N}"“«‘'`$\\([¿]/u.test(text) && !/[\p{Lu}\p{N}$]/u.test(first)) return false
  if (/[.,;:…]$/.test(text) || SENTENCES.test(text) || /^["']?[\w$-]+["']?\s*[:=]\s*["'{[]/.test(text))
    return false
  return readsLikeTitle(text)
}

/** Whether a text can be a title of one or two words, which names no paper but where an identifier stands beside it. */
export function readsLikeShortTitle(text: string): boolean {
  const words = wordsOf(text)
  const named = words.every(word => /^[\p{Lu}\p{N}]/u.test(word) && !LINK_WORDS.has(word.toLowerCase()))
  return (
    words.length >= 1 &&
    words.length <= 2 &&
    text.length >= 4 &&
    text.length < 60 &&
    named &&
    !isFurniture(text) &&
    !isCitation(text)
  )
}

/** Whether a text reads like an abstract, whole or cut off, and not like a title. */
export function readsLikeParagraph(text: string): boolean {
  if (/^@\w+\s?\{/.test(text)) return false
  if (text.length >= LONG) return true
  if (text.length >= 60 && isCutOff(text)) return true
  if (text.length >= 100 && SENTENCES.test(text)) return true
  return text.length >= 100 && /[.!?]["”’)\]]*$/.test(text) && /[a-z)\]"”’][.!?]/.test(text)
}

/**
 * Whether a text ends where its author ended it: with the mark of a sentence, or with an address, as abstracts do that
 * name their code. What was cut off to fit a page does not.
 */
export function endsLikeSentence(text: string): boolean {
  return !isCutOff(text) && /(?:[.!?。！？｡][)\]"'”’»*]*|https?:\/\/\S+)$/.test(text.trim())
}

/**
 * The names in a line of authors, "Authors: …" or names alone; null where it reads like something else. Where the line
 * stands in the place of authors, some names may be written in any way.
 */
export function namesIn(line: string, inPlace = false): string[] | null {
  const labelled = /^(?:authors?\s*:|by\s)\s*(?=\S)/i.exec(line)
  if (line.length > 20_000 || (!labelled && !inPlace && line.length > 2000)) return null
  const names = line
    .slice(labelled?.[0].length ?? 0)
    // Institutes, and numbers of institutes, which may hold such numbers themselves.
    .replace(/\([^()]*\)/g, '')
    .replace(/\([^()]*\)/g, '')
    .split(/\s*(?:[,;|·•]|\s&\s|,?\s+and\s)\s*/)
    .map(name => name.replace(/[\s\d*†‡§¶,]+$/, '').trim())
    .filter(Boolean)
  // A title, or two clauses of one, look like one or two long names.
  const longest = names.length <= 2 ? 3 : 5
  const sure = names.filter(name => isName(name, longest)).length
  if (sure === names.length) return names.length > 0 ? names : null
  const likely = (labelled || inPlace) && names.length > 1 && names.every(name => wordsOf(name).length <= 6)
  return likely && sure >= names.length * (labelled ? 0.3 : 0.6) ? names : null
}

/** The words of a text; a hyphen parts two. */
export function wordsOf(text: string): string[] {
  return text.split(/[\s\-‐–—/]+/).filter(word => /[\p{L}\p{N}]/u.test(word))
}

function isCitation(text: string): boolean {
  return CITATIONS.some(pattern => pattern.test(text))
}

function isCutOff(text: string): boolean {
  return /(?:…|\.\.\.)[\s\])]*$/.test(text)
}

/** Two capitalised words or more, particles aside: "Ludwig van Beethoven", "J. Doe". */
function isName(text: string, longest: number): boolean {
  const words = text
    .split(/\s+/)
    .filter(word => !/^(?:da|de|del|den|der|di|dos|du|el|la|le|van|von|bin|al|ten|ter)$/.test(word))
  return (
    words.length >= 2 &&
    words.length <= longest &&
    words.every(word => /^\p{Lu}[\p{L}'’.-]*$|^\p{Lo}+$/u.test(word))
  )
}
