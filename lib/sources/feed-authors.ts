import { oneLine } from '../papers/one-line'
import { textOfHtml } from './html-lines'

/** Longer names are sentences. */
const MAX_NAME_LENGTH = 200
const INITIALS = /^(?:\p{Lu}\p{Ll}?\.?[\s-]?){1,4}$/u

/**
 * The names in a feed's field for authors: "Ada Example, Bo Sample", "Example, A.; Sample, B.", "Example, A., Sample, B."
 * and links of names. What cannot be told apart stays one name.
 */
export function authorsIn(field: string): string[] {
  return namesOf(field).filter(name => name !== '' && name.length <= MAX_NAME_LENGTH)
}

function namesOf(field: string): string[] {
  const text = textOfHtml(field)
  if (text.includes(';'))
    return text
      .split(';')
      .map(name => turned(oneLine(name)))
      .filter(Boolean)
  const parts = text.split(/,?\s+and\s+|\s*,\s*/).filter(Boolean)
  if (parts.length < 2) return parts
  const isInitials = parts.map(part => INITIALS.test(part))
  if (parts.length % 2 === 0 && isInitials.every((initials, index) => initials === (index % 2 === 1)))
    return parts.flatMap((surname, index) => (index % 2 === 0 ? `${parts[index + 1]} ${surname}` : []))
  const whole = parts.filter(part => part.includes(' ')).length
  if (whole * 2 >= parts.length) return parts
  return parts.length === 2 ? [turned(text)] : [text]
}

/** The name in RSS's "ada@lab.example (Ada Example)", or '' where there is an address alone. */
export function emailedName(text: string): string {
  const name = /^\S+@\S+\s+\((.+)\)$/.exec(text.trim())?.[1] ?? text
  return /^\S+@\S+$/.test(name.trim()) ? '' : name
}

/** "Example, Ada" as "Ada Example". */
function turned(name: string): string {
  const [, surname, given] = /^([^,]+),\s*([^,]+)$/.exec(name) ?? []
  return surname && given ? `${given} ${surname}` : name
}
