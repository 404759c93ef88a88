import { parseArxivId } from '../papers/arxiv'
import { type PaperId, parseIdentifier, schemeOf } from '../papers/identifier'
import { oneLine } from '../papers/one-line'
import type { PaperRecord, Seen } from '../papers/paper'
import { dayOfIso } from '../time'
import { categoriesAmong } from './arxiv-categories'
import { MalformedBody } from './source'
import { childrenNamed, firstNamed, parseXml, textOf, type XmlElement } from './xml'

/** A page of results of arXiv's query API, read. */
export interface Results {
  /** How many results there are in all, where the answer says so. */
  readonly total?: number
  /** How many entries the page has, read or not. */
  readonly count: number
  /** Each paper once, in the order of the page, as arXiv states it and without a listing. */
  readonly records: readonly PaperRecord[]
  /** A sentence for each entry that could not be read. */
  readonly rejected: readonly string[]
}

// Past these it is not what it says it is.
const MAX_TITLE = 2000
const MAX_ABSTRACT = 50_000
const MAX_LINE = 5000
const MAX_NAME = 500
const MAX_AUTHORS = 10_000

/**
 * Reads an answer of the query API (Atom). Throws a `MalformedBody` for what is none, and with arXiv's own words for a
 * feed of one entry titled "Error", which is how it answers what it does not understand.
 */
export function readResults(text: string, seen: Seen): Results {
  const root = parseArxivXml(text)
  if (root.name !== 'feed') throw new MalformedBody('arXiv answered with something that is not a feed')
  const entries = childrenNamed(root, 'entry')
  throwStatedError(entries)
  const records = new Map<PaperId, PaperRecord>()
  const rejected: string[] = []
  for (const [index, entry] of entries.entries()) {
    const record = readEntry(entry, seen)
    if (typeof record === 'string') rejected.push(`Entry ${index + 1}: ${record}`)
    else {
      const [id] = record.ids
      if (id && !records.has(id)) records.set(id, record)
    }
  }
  if (entries.length > 0 && records.size === 0)
    throw new MalformedBody(`arXiv listed ${entries.length} entries and none could be read`)
  const total = textOf(firstNamed(root, 'opensearch:totalresults'))
  return {
    ...(/^\d{1,9}$/.test(total) && { total: Number(total) }),
    count: entries.length,
    records: [...records.values()],
    rejected,
  }
}

/** The XML of an answer of any of arXiv's hosts. Throws a `MalformedBody`, also for the plain text it throttles with. */
export function parseArxivXml(text: string): XmlElement {
  if (/^\W*(?:rate exceeded|retry after|too many requests)/i.test(text.slice(0, 200)))
    throw new MalformedBody('arXiv asks to slow down')
  return parseXml(text, 'arXiv')
}

/** The identifiers that arXiv's DOI field holds; never another number of arXiv's, which would be another paper. */
export function doisOf(text: string): PaperId[] {
  return text.split(/\s+/).flatMap(part => {
    const id = part.length <= MAX_NAME ? parseIdentifier(`doi:${part}`) : null
    return id && schemeOf(id) !== 'arxiv' ? [id] : []
  })
}

/** The fields of a record that may be missing, where they say something and are no longer than such a thing can be. */
export function statedFields(fields: {
  readonly abstract?: string
  readonly authors?: readonly string[]
  readonly categories?: readonly string[]
  readonly comment?: string
  readonly journal?: string
}): Partial<PaperRecord> {
  const abstract = oneLine(fields.abstract ?? '')
  const comment = oneLine(fields.comment ?? '')
  const journal = oneLine(fields.journal ?? '')
  const categories = categoriesAmong(fields.categories ?? [])
  const authors = (fields.authors ?? [])
    .map(oneLine)
    // The colon that follows a collaboration is listed as an author of its own.
    .filter(name => /\p{L}/u.test(name) && name.length <= MAX_NAME)
    .slice(0, MAX_AUTHORS)
  return {
    ...(abstract && abstract.length <= MAX_ABSTRACT && { abstract }),
    ...(authors.length > 0 && { authors }),
    ...(categories.length > 0 && { categories }),
    ...(comment && comment.length <= MAX_LINE && { comment }),
    ...(journal && journal.length <= MAX_LINE && { journal }),
  }
}

/** A title on one line, or a sentence that says why it is none. */
export function titleProblem(title: string, id: string): string | null {
  if (!title) return `${id} has no title`
  return title.length > MAX_TITLE ? `${id} has a title of ${title.length} characters` : null
}

/** A record, or a sentence that says why the entry is none. */
function readEntry(entry: XmlElement, seen: Seen): PaperRecord | string {
  const stated = textOf(firstNamed(entry, 'id'))
  const arxiv = parseArxivId(stated.replace(/^.*?\/abs\//, ''))
  if (!arxiv) return `"${stated.slice(0, 80)}" is not an arXiv identifier`
  const title = oneLine(textOf(firstNamed(entry, 'title')))
  const problem = titleProblem(title, arxiv.id)
  if (problem) return problem
  const published = dayOfIso(textOf(firstNamed(entry, 'published')))
  const terms = [...childrenNamed(entry, 'arxiv:primary_category'), ...childrenNamed(entry, 'category')]
  return {
    ids: [`arxiv:${arxiv.id}`, ...doisOf(textOf(firstNamed(entry, 'arxiv:doi')))],
    seen,
    title,
    ...(published && { published }),
    ...(arxiv.version !== undefined && { version: arxiv.version }),
    ...statedFields({
      abstract: textOf(firstNamed(entry, 'summary')),
      authors: childrenNamed(entry, 'author').map(author => textOf(firstNamed(author, 'name'))),
      categories: terms.map(category => category.attributes.term ?? ''),
      comment: textOf(firstNamed(entry, 'arxiv:comment')),
      journal: textOf(firstNamed(entry, 'arxiv:journal_ref')),
    }),
  }
}

function throwStatedError(entries: readonly XmlElement[]): void {
  const [entry] = entries
  if (!entry || entries.length > 1) return
  const isError =
    /\/api\/errors(?:#|$)/.test(textOf(firstNamed(entry, 'id'))) ||
    (textOf(firstNamed(entry, 'title')) === 'Error' && !/\/abs\//.test(textOf(firstNamed(entry, 'id'))))
  if (!isError) return
  const words = oneLine(textOf(firstNamed(entry, 'summary')).slice(0, 500)).replace(/\.$/, '')
  throw new MalformedBody(
    words ? `arXiv says: ${words}` : 'arXiv says that something was wrong with the question',
  )
}
