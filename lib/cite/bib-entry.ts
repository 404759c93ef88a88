import type { Citable } from './format'
import { escapeNote, escapeText } from './latex-escape'
import { type Name, OTHERS, readNames } from './names'
import { printableLine } from './printable'

/** A field of an entry with its value, escaped; what has no value is left out. */
export type Field = readonly [name: string, value: string | undefined]

/** An entry of a bibliography file of BibTeX's grammar. */
export function bibEntry(type: string, key: string, fields: readonly Field[]): string {
  const lines = fields.flatMap(([name, value]) => {
    if (!value) return []
    // The month is a name that each style writes out in its own way.
    return name === 'month' ? [`  month = ${value},\n`] : [`  ${name} = {${value}},\n`]
  })
  return `@${type}{${key},\n${lines.join('').replace(/,\n$/, '\n')}}\n`
}

/** Authors as BibTeX takes them apart again: "Family, Jr., Given", each after an "and". */
export function bibAuthors(authors: readonly string[]): string {
  const names = readNames(authors)
  // BibTeX knows "others" at the end only, and prints it as "et al.".
  return names
    .map((name, index) => (name === OTHERS && index === names.length - 1 ? 'others' : bibName(name)))
    .join(' and ')
}

/** The reader's tags, as both formats list them; a comma would make two of one. */
export function bibKeywords(paper: Citable): string {
  const tags = (paper.own?.tags ?? []).map(tag => printableLine(tag.replaceAll(',', ' ')))
  return tags.filter(Boolean).map(escapeText).join(', ')
}

/** The reader's note, in Markdown as it is. */
export function bibNote(paper: Citable): string {
  return escapeNote(paper.own?.note ?? '')
}

/** In braces stands what BibTeX would take apart: a group, an "and" within a name, small letters that are no particle. */
function bibName(name: Name): string {
  if ('literal' in name) return `{${escapeText(name.literal)}}`
  const { particle, given, suffix } = name
  const family = escapeText(name.family)
  const last = /(?:^|[\s-])\p{Ll}/u.test(family) ? `{${family}}` : whole(family)
  const before = [particle, last].filter(Boolean).join(' ')
  return [before, escapeText(suffix), whole(escapeText(given))].filter(Boolean).join(', ')
}

/** An equals sign makes a list of named parts of it for biber; readers lose a hyphen that joins nothing. */
function whole(part: string): string {
  return /(?:^|\s)and(?:\s|$)|(?<![\p{L}\p{N}.])-|-(?![\p{L}\p{N}])|=|\\[{}]$/iu.test(part)
    ? `{${part}}`
    : part
}
