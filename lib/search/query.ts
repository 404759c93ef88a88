import { oneLine } from '../papers/one-line'
import { foldText } from '../papers/title-key'
import { type Filter, hasLetters } from './query-filter'
import { ANY_QUOTE, type Piece, type QueryPart, readPieces } from './query-pieces'

export type { Filter, State } from './query-filter'
export type { QueryPart } from './query-pieces'

/** A query as it was read. */
export interface Query {
  readonly typed: string
  /**
   * The words to rank by, operators taken out, those of phrases included. Empty where no letter or digit is left; it
   * may still hold no term of the index ("the").
   */
  readonly text: string
  /**
   * Whether the last word is still being typed: it ends the query, bare or inside a quote that is not closed. Never
   * in an operator, nor where the query was cut.
   */
  readonly typing: boolean
  /** All of these hold of a paper that is found. */
  readonly required: readonly Filter[]
  /** None of these holds of it. */
  readonly excluded: readonly Filter[]
  /** In order, not overlapping; only white space is between them. */
  readonly parts: readonly QueryPart[]
}

/**
 * Reads a query. It never fails: what cannot be read is searched as words, and its part says so. Filters are
 * `"a phrase"`, `-word` and the operators of `operatorNamed`, such as `author:hinton` or `-year:2020..2023`; of more
 * than 2,000 characters the rest is left aside, and past 50 filters they are words.
 */
export function parseQuery(typed: string): Query {
  const pieces = readPieces(typed)
  const filters = (excluded: boolean) =>
    pieces.flatMap(piece => (piece.filter && piece.excluded === excluded ? [piece.filter] : []))
  const text = oneLine(pieces.map(piece => piece.words).join(' '))
  return {
    typed,
    text: hasLetters(text) ? text : '',
    typing: isTyping(typed, pieces.at(-1)),
    required: filters(false),
    excluded: filters(true),
    parts: pieces.map(({ start, end, kind, excluded, text }) => ({ start, end, kind, excluded, text })),
  }
}

/**
 * `typed` with a filter put in or, where it is already there, taken out: what a facet's button does. It is put in
 * front, so that a word or a quote at the end is still being typed. An operator with a minus excludes. Values with
 * spaces are quoted, quotes within them dropped; a filter that cannot be read changes nothing.
 */
export function withFilter(typed: string, operator: string, value: string): string {
  const token = filterToken(operator, value)
  if (meaningOf(token) === undefined) return typed
  const rest = typed.trimStart()
  const same = partsMeaning(rest, token)
  if (same.length === 0) return rest ? `${token} ${rest}` : token
  return same.reduceRight(withoutPart, rest)
}

/** Whether a query holds the filter that `operator:value` is, however it is written there. */
export function hasFilter(typed: string, operator: string, value: string): boolean {
  return partsMeaning(typed, filterToken(operator, value)).length > 0
}

/** `typed` without one of its parts, and without the spaces that were around it. */
export function withoutPart(typed: string, part: QueryPart): string {
  const before = typed.slice(0, part.start).trim()
  // Hyphens that a closed quote kept from being a minus would become one.
  const after = typed.slice(part.end).replace(/^-+/, '').trimStart()
  return before && after ? `${before} ${after}` : before + after
}

function filterToken(operator: string, value: string): string {
  const clean = oneLine(value.replace(new RegExp(`[${ANY_QUOTE}]`, 'g'), ' '))
  return `${operator}:${/\s/.test(clean) ? `"${clean}"` : clean}`
}

function partsMeaning(typed: string, token: string): Piece[] {
  const wanted = meaningOf(token)
  return wanted === undefined ? [] : readPieces(typed).filter(piece => meaning(piece) === wanted)
}

/** The meaning of a text that is one filter and nothing else. */
function meaningOf(token: string): string | undefined {
  const [piece, ...more] = readPieces(token)
  return piece && more.length === 0 ? meaning(piece) : undefined
}

/** Equal for filters that are written differently and select the same. */
function meaning({ filter, excluded }: Piece): string | undefined {
  if (!filter) return undefined
  const folded = 'text' in filter ? { ...filter, text: foldText(filter.text) } : filter
  return JSON.stringify([excluded, folded])
}

function isTyping(typed: string, last: Piece | undefined): boolean {
  if (!last || last.end !== typed.length || last.filter || last.kind === 'odd') return false
  return /[\p{L}\p{N}\p{M}]$/u.test(last.words)
}
