import { oneLine } from '../papers/one-line'
import { type Filter, hasLetters, operatorNamed } from './query-filter'
import { describeFilter } from './query-words'

/** A stretch of a query and how it was read. */
export interface QueryPart {
  /** Where it stands in what was typed, in UTF-16 units. */
  readonly start: number
  readonly end: number
  /** A filter's kind; `words` to rank by; `odd` for an operator that could not be read, its words searched. */
  readonly kind: 'words' | Filter['kind'] | 'odd'
  readonly excluded: boolean
  /** In words for people: "by “hinton”", "not “survey”", "no such date: 2024-13 (searched as words)". */
  readonly text: string
}

/** A part with what the query takes from it. */
export interface Piece extends QueryPart {
  /** What it adds to the words to rank by. */
  readonly words: string
  readonly filter?: Filter
}

/** What opens a quote, and what closes it: typographic quotes of several languages, or mixed with straight ones. */
const QUOTES = new Map([
  ['"', '"”'],
  ['“', '”"'],
  ['„', '“”"'],
  ['”', '”"'],
  ['«', '»'],
  ['»', '«»'],
])
/** All of them, as they stand in a character class. */
export const ANY_QUOTE = [...QUOTES.keys()].join('')
/** A minus before a letter or a quote excludes. Before a digit it is a number's: "-5 degrees". */
const EXCLUDING = new RegExp(`(?<!\\S)-(?=[\\p{L}${ANY_QUOTE}])`, 'uy')
const OPERATOR = /([a-z]{2,8}):/iy
const VALUE = /\S*/y
const SPACES = /\s*/y
/**
 * Up to white space, or to a quote that a bracket opens. What follows a closed quote without a space begins anew, and
 * its hyphens are no minus: `"chain-of-thought"-style`.
 */
const WORD = new RegExp(`(?<=\\S)-+|(?:[^\\s([{]|[([{](?![${ANY_QUOTE}]))*[([{]?`, 'y')
const MAX_LENGTH = 2000
const MAX_FILTERS = 50
const PROSE_WORDS = 10

/** The parts of a query in order, consecutive words as one. Linear in the length of what is read. */
export function readPieces(typed: string): Piece[] {
  const begin = typed.length - typed.trimStart().length
  const text = typed.slice(0, cutAt(typed, begin))
  const prose = isProse(text)
  const pieces: Piece[] = []
  let filters = 0
  for (let at = begin; at < text.length; ) {
    const piece = prose && !operatorAt(text, at, at, false) ? plainAt(text, at) : pieceAt(text, at)
    const last = pieces.at(-1)
    if (piece.filter && ++filters > MAX_FILTERS)
      pieces.push(odd(text, at, piece.end, `more than ${MAX_FILTERS} filters`))
    else if (piece.kind === 'words' && last?.kind === 'words')
      pieces.splice(-1, 1, { ...last, end: piece.end })
    else pieces.push(piece)
    at = piece.end + matchAt(SPACES, text, piece.end).length
  }
  const whole = pieces.map(piece => (piece.kind === 'words' ? withWords(piece, text) : piece))
  return text.length < typed.trimEnd().length ? [...whole, leftAside(typed, text.length)] : whole
}

/** Where reading ends: with the text, or at the last space of the first 2,000 characters. */
function cutAt(typed: string, begin: number): number {
  const end = typed.trimEnd().length
  const limit = begin + MAX_LENGTH
  if (end <= limit) return Math.max(begin, end)
  const space = typed.slice(begin, limit + 1).search(/\s\S*$/)
  if (space > 0) return typed.slice(0, begin + space).trimEnd().length
  return /[\ud800-\udbff]/.test(typed.charAt(limit - 1)) ? limit - 1 : limit
}

/** Whether so much stands outside of quotes that it is a text that was pasted: its quotes and dashes ask for nothing. */
function isProse(text: string): boolean {
  const outside = text.replace(new RegExp(`[${ANY_QUOTE}][^${ANY_QUOTE}]*[${ANY_QUOTE}]`, 'g'), ' ')
  const words = outside.split(/\s+/).filter(word => hasLetters(word) && !/^-?[a-z]{2,8}:/i.test(word))
  return words.length > PROSE_WORDS
}

function plainAt(text: string, start: number): Piece {
  const end = start + Math.max(1, matchAt(VALUE, text, start).length)
  return wordsPiece(start, end)
}

function pieceAt(text: string, start: number): Piece {
  const excluded = matchAt(EXCLUDING, text, start) !== ''
  const from = excluded ? start + 1 : start
  const special = phraseAt(text, from, start, excluded) ?? operatorAt(text, from, start, excluded)
  if (special) return special
  const word = matchAt(WORD, text, from)
  const end = from + word.length
  return excluded
    ? filterPiece({ start, end, excluded }, { kind: 'word', text: listed(word) }, word)
    : wordsPiece(start, end)
}

/** A phrase is required once it is closed; until then its words are searched, those of an excluded one are not. */
function phraseAt(text: string, from: number, start: number, excluded: boolean): Piece | undefined {
  const quote = quoteAt(text, from)
  if (!quote) return undefined
  const { inner, end, closed } = quote
  if (!closed) {
    const reading = `${excluded ? 'excluded ' : ''}phrase, not closed yet`
    return { start, end, kind: 'phrase', excluded, text: reading, words: excluded ? '' : inner }
  }
  if (!hasLetters(inner)) return wordsPiece(start, end)
  return filterPiece({ start, end, excluded }, { kind: 'phrase', text: inner }, inner)
}

function operatorAt(text: string, from: number, start: number, excluded: boolean): Piece | undefined {
  const name = matchAt(OPERATOR, text, from)
  const operator = operatorNamed(name.slice(0, -1))
  if (!operator) return undefined
  const valueStart = from + name.length
  const quote = quoteAt(text, valueStart)
  const bare = matchAt(VALUE, text, valueStart)
  const value = quote?.inner ?? listed(bare)
  const end = quote?.end ?? valueStart + bare.length
  const filter = operator.read(value)
  if (!filter) return odd(text, start, end, value ? `${operator.wrong}: ${value}` : `nothing after “${name}”`)
  const piece = filterPiece({ start, end, excluded }, filter, value)
  return quote?.closed === false ? { ...piece, text: `${piece.text} (quote not closed yet)` } : piece
}

/** The quote that opens at `at`; one that is not closed reaches to the end. */
function quoteAt(text: string, at: number): { inner: string; end: number; closed: boolean } | undefined {
  const closing = QUOTES.get(text.charAt(at))
  if (!closing) return undefined
  let end = at + 1
  while (end < text.length && !closing.includes(text.charAt(end))) end++
  const closed = end < text.length
  return { inner: oneLine(text.slice(at + 1, end)), end: closed ? end + 1 : end, closed }
}

/** A value without the comma that parted it from the next: "author:hinton, year:2024". */
function listed(value: string): string {
  return value.replace(/[,;]$/, '')
}

function filterPiece(
  place: { start: number; end: number; excluded: boolean },
  filter: Filter,
  value: string,
): Piece {
  const words = filter.kind === 'phrase' && !place.excluded ? filter.text : ''
  return { ...place, kind: filter.kind, text: describeFilter(filter, value, place.excluded), words, filter }
}

function wordsPiece(start: number, end: number): Piece {
  return { start, end, kind: 'words', excluded: false, text: '', words: '' }
}

function withWords(piece: Piece, text: string): Piece {
  const words = oneLine(text.slice(piece.start, piece.end))
  return { ...piece, text: words, words }
}

function odd(text: string, start: number, end: number, reason: string): Piece {
  const words = text.slice(start, end)
  return { start, end, kind: 'odd', excluded: false, text: `${reason} (searched as words)`, words }
}

function leftAside(typed: string, from: number): Piece {
  const start = from + matchAt(SPACES, typed, from).length
  const reading = `not read: all after the first ${MAX_LENGTH.toLocaleString('en')} characters`
  return { start, end: typed.trimEnd().length, kind: 'odd', excluded: false, text: reading, words: '' }
}

/** What a sticky pattern matches at a place, or nothing. */
function matchAt(sticky: RegExp, text: string, at: number): string {
  sticky.lastIndex = at
  return sticky.exec(text)?.[0] ?? ''
}
