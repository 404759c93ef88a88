import { latexToText } from '../../papers/latex'
import { z } from '../../zod'
import type { BibtexSource } from './bibtex-entries'
import { nameInOrder, nameOf } from './names'

/** Reads entries one by one, so that one that is broken does not take the others along. */
export interface BibtexParser {
  /** Takes in an abbreviation, which holds for the entries behind it. */
  define(source: BibtexSource): void
  /** The fields of an entry as they are written, or null where it is broken. */
  fields(source: BibtexSource): Partial<Record<string, string>> | null
  /** The names of a field of authors, each in the order in which it is said. */
  names(field: string): string[]
}

const parsedEntries = z.tuple([
  z.object({ properties: z.record(z.string(), z.union([z.string(), z.number()])) }),
])
const part = z.optional(z.string())
const parsedNames = z.tuple([
  z.object({
    author: z.optional(
      z.array(
        z.object({
          given: part,
          family: part,
          suffix: part,
          'non-dropping-particle': part,
          'dropping-particle': part,
          literal: part,
        }),
      ),
    ),
  }),
])

/** Names of abbreviations in an entry: words that stand alone for a value. */
const ABBREVIATION = /[=#]\s{0,100}([A-Za-z_][\w:+-]{0,100})/g
/** More abbreviations than an entry has; one that needs more is broken. */
const MAX_NEEDED = 50
/** More, and longer ones, than any file has: each may hold others, and so grow without end. */
const MAX_DEFINITIONS = 5000
const MAX_VALUE = 2000

/** A parser made of citation-js, which is loaded when it is first needed. */
export async function bibtexParser(): Promise<BibtexParser> {
  const [{ plugins }] = await Promise.all([import('@citation-js/core'), import('@citation-js/plugin-bibtex')])
  const definitions = new Map<string, string>()
  let defined = 0

  const parse = (text: string) => {
    try {
      return z.safeParse(parsedEntries, plugins.input.data(text, '@biblatex/text')).data?.[0].properties
    } catch {
      return undefined
    }
  }

  const needed = (body: string): Map<string, string> => {
    const names = new Map<string, string>()
    for (const [, raw = ''] of body.matchAll(ABBREVIATION)) {
      const name = raw.toLowerCase()
      const definition = definitions.get(name)
      if (definition === undefined || names.has(name) || names.size >= MAX_NEEDED) continue
      names.set(name, definition)
    }
    return names
  }

  return {
    define({ body, whole }) {
      if (++defined > MAX_DEFINITIONS || body.length > MAX_VALUE) return
      const name = /^\s{0,100}([A-Za-z_][\w:+-]{0,100})\s{0,100}=/.exec(body)?.[1]?.toLowerCase()
      const value =
        name &&
        whole &&
        parse(`${prefix(needed(body))}@misc{k, value = ${body.slice(body.indexOf('=') + 1)}}`)
      // Kept as it came out: what it was made of may be defined anew later.
      if (
        name &&
        value &&
        value.value !== undefined &&
        isBalanced(String(value.value)) &&
        String(value.value).length <= MAX_VALUE
      )
        definitions.set(name, String(value.value))
    },
    fields({ body, whole }) {
      const properties = parse(`${prefix(needed(body))}@misc{k,${body}${whole ? '\n}' : ''}`)
      if (!properties) return null
      return Object.fromEntries(Object.entries(properties).map(([name, value]) => [name, String(value)]))
    },
    names(field) {
      if (!field.trim()) return []
      try {
        const entry = { type: 'misc', label: 'k', properties: { author: field }, annotations: {} }
        const [{ author = [] }] = z.parse(parsedNames, plugins.input.data(entry, '@biblatex/entry+object'))
        return author
          .map(name =>
            nameOf({
              given: name.given,
              particle: [name['dropping-particle'], name['non-dropping-particle']].filter(Boolean).join(' '),
              family: name.family,
              suffix: name.suffix,
              whole: name.literal,
            }),
          )
          .filter(isName)
      } catch {
        return field
          .split(/\s+and\s+/i)
          .map(name => nameInOrder(latexToText(name)))
          .filter(isName)
      }
    },
  }
}

/** "and others" is nobody. */
function isName(name: string): boolean {
  return name !== '' && name !== 'others'
}

function prefix(definitions: ReadonlyMap<string, string>): string {
  return [...definitions].map(([name, value]) => `@string{${name} = {${value}}}\n`).join('')
}

function isBalanced(text: string): boolean {
  let depth = 0
  for (const [brace] of text.matchAll(/[{}]/g)) {
    depth += brace === '{' ? 1 : -1
    if (depth < 0) return false
  }
  return depth === 0
}
