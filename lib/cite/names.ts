import { printable, readLine } from './printable'

/** An author: a person in parts, or a group, whose name is taken apart by no format. */
export type Name =
  | {
      readonly family: string
      /** What stands before the family name and belongs to it: "van der"; '' where there is none, as in all parts. */
      readonly particle: string
      readonly given: string
      readonly suffix: string
    }
  | { readonly literal: string }

/** The name that stands for those an author list leaves out. */
export const OTHERS: Name = { literal: 'et al.' }

/** Particles that belong to the family name that follows them. A capital says nothing: "Van" is a given name too. */
const PARTICLES = new Set(
  'da das de dei del della den der di do dos du la las le los ten ter und van von zu zum zur al el bin ibn'.split(
    ' ',
  ),
)
/** Written together with the name: "d’Avila". The family name begins with it. */
const ELIDED = /^(?:d|l|dell|dall|all)['’]\p{Lu}/u
/** Stands between two family names: "Ortega y Gasset", "Reis e Silva". */
const BETWEEN = /^[yei]$/
const SUFFIX = /^(?:jr\.?|sr\.?|ii|iii|iv)$/i
const GROUP = /\b(?:collaboration|consortium|team|group|project|community|initiative|others)$/i
const AND_OTHERS = /^(?:et\.? al\.?|others|and others)$/i
/** Names that are written family name first. */
const EAST_ASIAN = /^[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}ー々]+$/u
/** An affiliation, as arXiv writes it behind a name. It may have lost its end where a list was cut at commas. */
const AFFILIATION = /\s*\((?:[^()]|\([^()]*\))*\)?\s*$/
/** Into how many pieces a list that was cut at commas may have cut one affiliation. */
const MAX_AFFILIATION_PIECES = 6

/**
 * The authors of a list in their order. LaTeX accents are read; affiliations, numbers in brackets and commas that
 * lists on arXiv leave behind are dropped, and so are names of nothing.
 */
export function readNames(authors: readonly string[]): Name[] {
  // Two names that a list has left in one piece have a line break after their comma.
  const pieces = authors.flatMap(author => printable(author).split(/,\s*\n/)).map(line)
  return withoutAffiliations(pieces).flatMap(piece => {
    // Some lists on arXiv keep the "and" before the last name.
    const name = piece.replace(/^and\s+(?!others$)/i, '')
    return /[\p{L}\p{N}]/u.test(name) ? [splitName(name)] : []
  })
}

/** The family name with its particle, or the name of the group. */
export function familyOf(name: Name): string {
  return 'literal' in name ? name.literal : spaced(name.particle, name.family)
}

/** A name as it is read: "Ludwig van Beethoven". */
export function fullName(name: Name): string {
  if ('literal' in name) return name.literal
  const { family, given } = name
  const whole = EAST_ASIAN.test(family) && EAST_ASIAN.test(given) ? [family, given] : [given, familyOf(name)]
  return spaced(...whole, name.suffix)
}

function line(text: string): string {
  return (
    readLine(text)
      // Hyphens as TeX and some publishers set them: "Plateau--Holleville", "S. -M. Niemi".
      .replace(/-{2,}/g, '-')
      .replace(/(?<=\p{Lu}\.) -(?=\p{Lu}\.)/gu, '-')
      .replace(/[\s,;]+$/, '')
  )
}

/** An affiliation that was cut takes the pieces after it along, as far as the one that closes its bracket. */
function withoutAffiliations(pieces: readonly string[]): string[] {
  const names: string[] = []
  for (let at = 0; at < pieces.length; at++) {
    const piece = pieces[at] ?? ''
    names.push(withoutAffiliation(piece))
    if (openBrackets(piece) <= 0) continue
    const ahead = pieces.slice(at + 1, at + 1 + MAX_AFFILIATION_PIECES)
    at += ahead.findIndex(next => openBrackets(next) < 0) + 1
  }
  return names
}

function withoutAffiliation(piece: string): string {
  const bare = piece.replace(AFFILIATION, '')
  return bare === piece || bare === '' ? piece : withoutAffiliation(bare)
}

function openBrackets(text: string): number {
  return text.split('(').length - text.split(')').length
}

/** "Ludwig van Beethoven", "Beethoven, Ludwig van" or "King, Jr., Martin Luther" in its parts. */
function splitName(name: string): Name {
  if (AND_OTHERS.test(name)) return OTHERS
  const [before = '', ...after] = name.split(',').map(part => part.trim())
  const [second = '', third = ''] = after
  if (GROUP.test(name) || after.length > 2 || before === '') return { literal: name }
  if (after.length === 0) return inOrder(before)
  if (after.length === 1 && SUFFIX.test(second)) return withSuffix(inOrder(before), second)
  if (after.length === 1) return person(before, second, '')
  if (SUFFIX.test(second)) return person(before, third, second)
  return SUFFIX.test(third) ? person(before, second, third) : { literal: name }
}

function inOrder(name: string): Name {
  const words = name.split(' ')
  const [first = ''] = words
  const last = words.at(-1) ?? ''
  if (words.length > 2 && SUFFIX.test(last)) return withSuffix(inOrder(words.slice(0, -1).join(' ')), last)
  if (words.length === 2 && words.every(word => EAST_ASIAN.test(word))) return person(first, last, '')
  const elided = words.findIndex((word, index) => index > 0 && ELIDED.test(word))
  let start = elided > 0 ? elided : words.length - 1
  if (start > 1 && BETWEEN.test(words[start - 1] ?? '')) start -= start > 2 ? 2 : 1
  while (start > 0 && PARTICLES.has(words[start - 1] ?? '')) start--
  return person(words.slice(start).join(' '), words.slice(0, start).join(' '), '')
}

function withSuffix(name: Name, suffix: string): Name {
  return 'literal' in name ? { literal: spaced(name.literal, suffix) } : { ...name, suffix }
}

function person(last: string, given: string, suffix: string): Name {
  const words = last.split(' ')
  let start = 0
  while (start < words.length - 1 && PARTICLES.has(words[start] ?? '')) start++
  const particle = words.slice(0, start).join(' ')
  const family = words.slice(start).join(' ')
  // Of several words and no given name: nothing says how it is to be taken apart.
  if (!given && !particle && family.includes(' ')) return { literal: spaced(family, suffix) }
  return { family, particle, given, suffix }
}

function spaced(...parts: readonly string[]): string {
  return parts.filter(Boolean).join(' ')
}
