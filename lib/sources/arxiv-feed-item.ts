import { type ArxivId, parseArxivId } from '../papers/arxiv'
import { oneLine } from '../papers/one-line'
import type { Announced, Listing, PaperRecord, Seen } from '../papers/paper'
import { type Day, dayOfIso, isDay } from '../time'
import { doisOf, statedFields, titleProblem } from './arxiv-atom'
import { childrenNamed, firstNamed, textOf, type XmlElement } from './xml'

const ANNOUNCED = new Map<string, Announced>([
  ['new', 'new'],
  ['cross', 'cross'],
  ['replace', 'replace'],
  ['replace-cross', 'replace-cross'],
  ['replacement', 'replace'],
  ['absonly', 'replace'],
])

/** `arXiv:2403.17467v1 Announce Type: new Abstract: …`, on one line; what follows the number may be missing. */
const DESCRIPTION = /^arXiv:\s*(\S+)(?:\s+Announce Type:\s*([\w-]+))?\s*/i
/** Tags that say how words look. A bare "<" is often maths, so nothing else is taken for a tag. */
const TAG = /<\/?(a|b|br|em|i|p|span|strong|sub|sup|tt|u)(?:\s+[a-z-]+="[^"]*")*\s?\/?>/gi
/** What older feeds put behind a title: `(arXiv:2403.17467v1 [cs.LG] UPDATED)`. */
const OLD_SUFFIX = /\.? ?\(arXiv:[^()]*\)$/i
const PARENTHESES = /\s?\([^()]*\)/g
const MONTHS = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ')

/**
 * An `item` of RSS or an `entry` of Atom as a record with its listing, or a sentence that says why it is none; `day` is
 * the day of the feed, for items that do not state theirs.
 */
export function readItem(
  item: XmlElement,
  digest: string,
  day: Day | undefined,
  seen: Seen,
): PaperRecord | string {
  const described = plain(textOf(firstNamed(item, 'description') ?? firstNamed(item, 'summary')))
  const [header = '', stated = '', type = ''] = DESCRIPTION.exec(described) ?? []
  const arxiv = arxivOf(item, stated)
  if (typeof arxiv === 'string') return arxiv
  const title = plain(textOf(firstNamed(item, 'title'))).replace(OLD_SUFFIX, '')
  const problem = titleProblem(title, arxiv.id)
  if (problem) return problem
  const announced = ANNOUNCED.get((textOf(firstNamed(item, 'arxiv:announce_type')) || type).toLowerCase())
  const listedOn = dayOfFeed(item) ?? day
  const listing: Listing = {
    digest,
    ...(listedOn && { day: listedOn }),
    ...(announced && { announced }),
    seen,
  }
  return {
    ids: [`arxiv:${arxiv.id}`, ...doisOf(textOf(firstNamed(item, 'arxiv:doi')))],
    seen,
    title,
    ...(arxiv.version !== undefined && { version: arxiv.version }),
    ...statedFields({
      abstract: described.slice(header.length).replace(/^Abstract:\s*/i, ''),
      authors: authorsOf(item),
      categories: childrenNamed(item, 'category').map(one => one.attributes.term ?? textOf(one)),
      comment: textOf(firstNamed(item, 'arxiv:comment')),
      journal: textOf(firstNamed(item, 'arxiv:journal_reference') ?? firstNamed(item, 'arxiv:journal_ref')),
    }),
    listings: [listing],
  }
}

/** The day of a channel, a feed or an item as it is written, in whatever time zone: arXiv writes midnight in New York. */
export function dayOfFeed(element: XmlElement): Day | undefined {
  for (const name of ['pubdate', 'published', 'dc:date', 'lastbuilddate', 'updated']) {
    const day = dayWritten(textOf(firstNamed(element, name)))
    if (day) return day
  }
  return undefined
}

/** The number of a paper, from the first place that holds one; else a sentence about what stands there. */
function arxivOf(item: XmlElement, stated: string): ArxivId | string {
  const links = childrenNamed(item, 'link').map(link => link.attributes.href ?? textOf(link))
  const places = [stated, textOf(firstNamed(item, 'guid')), textOf(firstNamed(item, 'id')), ...links]
  for (const place of places) {
    const id = parseArxivId(place.replace(/^oai:arxiv\.org:|^.*\/abs\//i, ''))
    if (id) return id
  }
  return `"${(places.find(Boolean) ?? '').slice(0, 80)}" is not an arXiv identifier`
}

/** Names from `dc:creator`, where they stand in a row with places of work in brackets, or from Atom's authors. */
function authorsOf(item: XmlElement): string[] {
  const creators = childrenNamed(item, 'dc:creator').flatMap(creator => namesIn(textOf(creator)))
  if (creators.length > 0) return creators
  const authors = childrenNamed(item, 'author').map(author => textOf(firstNamed(author, 'name') ?? author))
  return authors.length === 1 ? authors.flatMap(namesIn) : authors.map(plain)
}

function namesIn(text: string): string[] {
  // Twice, for a bracket within a bracket: "(MIT (Cambridge, MA))".
  const bare = plain(text).replace(PARENTHESES, '').replace(PARENTHESES, '')
  const names: string[] = []
  for (const part of bare.split(',').map(name => name.trim())) {
    const last = names.at(-1)
    if (last && /^(?:[js]r\.?|i{1,3}|iv)$/i.test(part)) names[names.length - 1] = `${last}, ${part}`
    else if (part) names.push(part)
  }
  return names
}

function dayWritten(text: string): Day | undefined {
  const iso = dayOfIso(text)
  if (iso) return iso
  const [, day = '', name = '', year = ''] = /\b(\d{1,2})\s+([a-z]{3})[a-z]*\s+(\d{4})\b/i.exec(text) ?? []
  const month = MONTHS.indexOf(name.toLowerCase()) + 1
  const written = `${year}-${String(month).padStart(2, '0')}-${day.padStart(2, '0')}`
  return isDay(written) ? written : undefined
}

function plain(text: string): string {
  return oneLine(text.replace(TAG, (_, name: string) => (/^(?:br|p)$/i.test(name) ? ' ' : '')))
}
