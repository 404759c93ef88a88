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
  const counts = places.map(
    start => places.filter(place => place >= start && place < start + length * 0.8).length,
  )
  const densest = counts.indexOf(Math.max(...counts))
  const wanted = densest < 0 ? 0 : Math.max(0, (places[densest] ?? 0) - Math.round(length * 0.2))
  const start = wanted === 0 ? 0 : text.indexOf(' ', wanted) + 1
  const cut = text.indexOf(' ', start + length)
  const end = cut < 0 ? text.length : cut
  const shown = `${start > 0 ? '…' : ''}${text.slice(start, end)}${end < text.length ? '…' : ''}`
  return highlight(shown, matches)
}
