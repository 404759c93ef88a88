import { DAY, HOUR, MINUTE } from '../time'
import { atomDocument } from './atom'
import { authorsIn, emailedName } from './feed-authors'
import { dayOfDate, type FeedDocument, type FeedItem } from './feed-document'
import { textOfHtml } from './html-lines'
import { MalformedBody } from './source'
import { childrenNamed, firstNamed, parseXml, textOf, type XmlElement } from './xml'

const PERIODS: Readonly<Record<string, number>> = {
  hourly: HOUR,
  daily: DAY,
  weekly: 7 * DAY,
  monthly: 30 * DAY,
  yearly: 365 * DAY,
}

/** Names of elements that hold what an item is about; the first ones say it best. */
const ABOUT = ['link', 'guid', 'dc:identifier', 'prism:doi', 'arxiv:doi', 'prism:url', 'feedburner:origlink']

/** Reads RSS 2.0, RSS 1.0 (RDF) or Atom. Throws a `MalformedBody` that begins with `what` for anything else. */
export function xmlFeed(text: string, what: string): FeedDocument {
  const root = parseXml(text, what)
  if (root.name === 'feed' || root.name === 'atom:feed') return atomDocument(root)
  if (root.name === 'rss' || root.name === 'rdf:rdf') return rssDocument(root)
  throw new MalformedBody(`${what} answered with something that is not a feed`)
}

function rssDocument(root: XmlElement): FeedDocument {
  const channel = firstNamed(root, 'channel')
  const homepage = channel && linksOf(channel)[0]
  const period = channel && periodOf(channel)
  const authors = channel
    ? [
        ...textsOf(channel, 'dc:creator'),
        ...textsOf(channel, 'managingeditor'),
        ...textsOf(channel, 'itunes:author'),
      ]
    : []
  // RSS 2.0 has its items in the channel, RSS 1.0 beside it.
  const items = [...(channel ? childrenNamed(channel, 'item') : []), ...childrenNamed(root, 'item')]
  return {
    title: textOfHtml(textOf(channel && firstNamed(channel, 'title'))),
    ...(homepage && { homepage }),
    ...(period && { period }),
    authors: authors.flatMap(text => authorsIn(emailedName(text))),
    items: items.map(itemOf),
    rejected: [],
  }
}

function itemOf(item: XmlElement): FeedItem {
  const named = (name: string) => textsOf(item, name)
  const enclosures = [...childrenNamed(item, 'enclosure'), ...childrenNamed(item, 'media:content')]
  const day = ['pubdate', 'dc:date', 'prism:publicationdate', 'dcterms:date', 'dc:issued']
    .flatMap(named)
    .map(dayOfDate)
  const authors = named('dc:creator')
  return {
    title: markedUp(named('title')[0] ?? named('media:title')[0] ?? ''),
    about: [
      ...linksOf(item),
      ...ABOUT.slice(1).flatMap(named),
      ...(item.attributes['rdf:about'] ? [item.attributes['rdf:about']] : []),
      ...enclosures.flatMap(({ attributes }) => attributes.url ?? []),
    ],
    summaryHtml: named('description')[0] ?? '',
    contentHtml: named('content:encoded')[0] ?? named('content')[0] ?? '',
    related: [],
    authors: (authors.length > 0 ? authors : named('author').map(emailedName)).flatMap(authorsIn),
    ...present(day.find(Boolean)),
    topics: [...named('category'), ...named('dc:subject')].map(textOfHtml),
  }
}

function present(day: string | undefined) {
  return day ? { day } : {}
}

function textsOf(element: XmlElement, name: string): string[] {
  return childrenNamed(element, name)
    .map(textOf)
    .filter(text => text !== '')
}

/** The links of a channel or an item; Atom's, which many RSS feeds use too, hold the address in an attribute. */
function linksOf(element: XmlElement): string[] {
  const atom = childrenNamed(element, 'atom:link').filter(({ attributes }) => attributes.rel === 'alternate')
  return [...textsOf(element, 'link'), ...atom.flatMap(({ attributes }) => attributes.href ?? [])]
}

/**
 * A title as plain text. RSS leaves open whether a title is HTML: it is taken for it where it has a tag or an entity
 * that HTML has; "a < b" and "<k>-theory" have none.
 */
function markedUp(title: string): string {
  const isHtml =
    /<\/?(?:a|b|br|code|div|em|font|i|img|p|script|small|span|strong|style|sub|sup|tt|u)\b|&(?:#\w+|[a-z]\w*);/i.test(
      title,
    )
  return isHtml ? textOfHtml(title) : title.replace(/\s+/g, ' ').trim()
}

function periodOf(channel: XmlElement): number | undefined {
  const minutes = Number(textOf(firstNamed(channel, 'ttl')) || Number.NaN)
  if (minutes > 0) return minutes * MINUTE
  const period = PERIODS[textOf(firstNamed(channel, 'sy:updateperiod')).toLowerCase()]
  const times = Number(textOf(firstNamed(channel, 'sy:updatefrequency')) || 1)
  return period && period / (times >= 1 ? times : 1)
}
