import { identifiersIn } from '../corpus/named'
import { oneLine } from '../papers/one-line'
import { operatorNamed } from '../search/query-filter'

/** A longer selection is a passage; its beginning says what it is about. */
const MAX_LENGTH = 300
const QUOTES = /["“”„«»]/g
const MINUS = /(?<![^\s([{])-+(?=[^\s])/g
const OPERATOR = /([a-z]{2,8}):/gi

/**
 * The query for a text that was selected on a page. An identifier or an address stays as it is; anything else is
 * searched as text: its quotes, dashes and colons were not meant for a search.
 */
export function selectionQuery(selected: string): string {
  const text = oneLine(selected.toWellFormed())
  if (identifiersIn(text).length > 0) return text
  const plain = text
    .replace(QUOTES, ' ')
    .replace(OPERATOR, (whole, name: string) => (operatorNamed(name) ? `${name} ` : whole))
    .replace(MINUS, ' ')
  return cut(oneLine(plain))
}

/** Cut after the last word that is whole. */
function cut(text: string): string {
  if (text.length <= MAX_LENGTH) return text
  const start = text.slice(0, MAX_LENGTH).toWellFormed()
  return start.replace(/\s+\S*$/, '')
}
