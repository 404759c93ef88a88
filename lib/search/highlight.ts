import { tokenize } from './analysis'

/** A run of text, marked where it matches the query. */
export interface Run {
  readonly text: string
  readonly mark: boolean
}

/** `text` cut into runs, those whose words `matches` accepts marked. The runs joined give the text back. */
export function highlight(text: string, matches: (term: string) => boolean): Run[] {
  const runs: Run[] = []
  let at = 0
  for (const token of tokenize(text)) {
    if (token.start < at || !matches(token.term)) continue
    if (token.start > at) runs.push({ text: text.slice(at, token.start), mark: false })
    runs.push({ text: text.slice(token.start, token.end), mark: true })
    at = token.end
  }
  if (at < text.length) runs.push({ text: text.slice(at), mark: false })
  return runs
}

/**
 * The stretch of `text` of about `length` characters that holds the most matches, begun at a word and marked with
 * an ellipsis where it was cut.
 */
export function snippet(text: string, matches: (term: string) => boolean, length: number): Run[] {
  if (text.length <= length) return highlight(text, matches)
  const places = tokenize(text)
    .filter(token => matches(token.term))
    .map(token => token.start)
  const densest = startOfDensest(places, length * 0.8)
  // Of a text that ends there, more of what comes before is shown.
  const begin = Math.min(densest - Math.round(length * 0.2), text.length - length)
  const start = Math.min(wordStart(text, begin), densest)
  const end = wordEnd(text, start + length)
  const shown = `${start > 0 ? '…' : ''}${text.slice(start, end)}${end < text.length ? '…' : ''}`
  return highlight(shown, matches)
}

/** The place from which on the most places lie within `width`, the first of several; 0 where there are none. */
function startOfDensest(places: readonly number[], width: number): number {
  let densest = 0
  let most = 0
  let ahead = 0
  for (const [i, place] of places.entries()) {
    while (ahead < places.length && (places[ahead] ?? 0) < place + width) ahead++
    if (ahead - i <= most) continue
    most = ahead - i
    densest = place
  }
  return densest
}

/** Further than this no end of a word is looked for: the text is written without spaces. */
const LONGEST_WORD = 40

function wordStart(text: string, at: number): number {
  if (at <= 0) return 0
  const space = text.slice(at, at + LONGEST_WORD).search(/\s/)
  return space < 0 ? wholeCharacter(text, at) : at + space + 1
}

function wordEnd(text: string, at: number): number {
  if (at >= text.length) return text.length
  const space = text.slice(at, at + LONGEST_WORD).search(/\s|$/)
  const end = at + space
  return end < text.length && space === LONGEST_WORD ? wholeCharacter(text, at) : end
}

/** `at`, or the next place where it is the middle of a surrogate pair. */
function wholeCharacter(text: string, at: number): number {
  return /[\udc00-\udfff]/.test(text.charAt(at)) ? at + 1 : at
}
