import { parseArxivId } from '../../papers/arxiv'
import { compareIds, type PaperId, parseIdentifier, schemeOf } from '../../papers/identifier'
import { papersInText } from '../../papers/mentions'
import { paperOfUrl } from '../../papers/paper-url'

/** The fields of an entry that may name its paper, those that are most to be trusted first. */
export interface NamingFields {
  /** Identifiers that are said to be such: "10.1000/x", "arXiv:2401.00001". */
  readonly ids?: readonly (string | undefined)[]
  /** An arXiv number that is said to be one. */
  readonly arxiv?: string | undefined
  readonly urls?: readonly (string | undefined)[]
  /** Where it was published: "arXiv preprint arXiv:2401.00001", "abs/2401.00001". */
  readonly places?: readonly (string | undefined)[]
  /** Notes: what a line of them begins with names the paper, what is within may name another one. */
  readonly notes?: readonly (string | undefined)[]
}

const MAX_FIELD = 4000

/**
 * The identifiers that an entry gives its paper, best first, at most one a scheme: of two that differ the field that is
 * more to be trusted has the right one.
 */
export function idsOf({ ids = [], arxiv, urls = [], places = [], notes = [] }: NamingFields): PaperId[] {
  const found = new Map<string, PaperId>()
  const take = (id: PaperId | null | undefined) => {
    if (id && !found.has(schemeOf(id))) found.set(schemeOf(id), id)
  }
  for (const text of texts(ids)) for (const id of idsOfField(text)) take(id)
  for (const text of texts([arxiv]))
    take(parseIdentifier(`arxiv:${text.trim().replace(/^arxiv:\s*|\s.*$/gis, '')}`))
  for (const text of texts(urls)) for (const url of text.trim().split(/[\s;]+/, 20)) take(paperOfUrl(url))
  for (const text of texts(places)) {
    const corr = /^\s*abs\/(\S{4,20})/.exec(text)?.[1]
    take(corr && parseArxivId(corr) ? parseIdentifier(`arxiv:${corr}`) : papersInText(text)[0])
  }
  for (const text of texts(notes)) for (const line of text.split('\n', 200)) take(idOfLine(line))
  return [...found.values()].sort(compareIds)
}

/** The notes of an entry without the lines that are fields of it: "arXiv:2401.00001 [cs]", "Citation Key: x", addresses. */
export function noteWithoutFields(note: string): string {
  return note
    .split('\n')
    .filter(
      line => !/^\s*[A-Za-z][\w .-]{0,30}:\s*\S|^\s*https?:\/\/\S+\s*$|^\s*\\url\{[^{}]*\}\.?\s*$/.test(line),
    )
    .join('\n')
    .trim()
}

function idsOfField(text: string): PaperId[] {
  const whole = parseIdentifier(text)
  return whole ? [whole] : papersInText(text)
}

/** The paper that a line of notes begins with, behind what says that it does. */
function idOfLine(line: string): PaperId | undefined {
  const start = line
    .trim()
    .replace(/^(?:(?:available (?:at|from)|url|doi|link|arxiv ?id|eprint)\s*:?\s*)?(?:\\url\{)?/i, '')
    .replace(/\}.*$/s, '')
    .slice(0, 500)
  if (!/^(?:arxiv|https?:|10\.|\d{4}\.\d{4})/i.test(start)) return undefined
  const [first] = papersInText(start)
  return first ?? parseIdentifier(start.split(/[\s,;]/, 1)[0] ?? '') ?? undefined
}

function texts(fields: readonly (string | undefined)[]): string[] {
  return fields.flatMap(field => (field?.trim() ? [field.slice(0, MAX_FIELD)] : []))
}
