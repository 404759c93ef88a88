import { dayOfDate, escaped, type FeedDocument, type FeedItem } from './feed-document'
import { textOfHtml } from './html-lines'
import { childrenNamed, firstNamed, textOf, type XmlElement } from './xml'

/** Reads the root of an Atom 1.0 feed. */
export function atomDocument(feed: XmlElement): FeedDocument {
  const homepage = linksOf(feed, 'alternate')[0]
  return {
    title: textOfHtml(htmlOf(named(feed, 'title'))),
    ...(homepage && { homepage }),
    authors: namesOf(feed),
    items: all(feed, 'entry').map(itemOf),
    rejected: [],
  }
}

function itemOf(entry: XmlElement): FeedItem {
  const day = ['published', 'issued', 'dc:date', 'updated', 'modified']
    .map(name => dayOfDate(textOf(named(entry, name))))
    .find(Boolean)
  const dois = ['arxiv:doi', 'prism:doi', 'dc:identifier'].map(name => textOf(firstNamed(entry, name)))
  return {
    title: textOfHtml(htmlOf(named(entry, 'title'))),
    about: [
      ...linksOf(entry, 'alternate'),
      textOf(named(entry, 'id')),
      ...dois,
      ...linksOf(entry, 'enclosure'),
    ].filter(Boolean),
    summaryHtml: htmlOf(named(entry, 'summary')),
    contentHtml: htmlOf(named(entry, 'content')) || textOf(firstNamed(entry, 'media:description')),
    related: [...linksOf(entry, 'related'), ...linksOf(entry, 'via')],
    authors: namesOf(entry),
    ...(day && { day }),
    topics: all(entry, 'category').map(({ attributes }) => attributes.label ?? attributes.term ?? ''),
  }
}

/** A text construct as HTML: plain, escaped HTML, or elements of XHTML. */
function htmlOf(element: XmlElement | undefined): string {
  if (!element) return ''
  const { type = 'text' } = element.attributes
  if (type === 'xhtml' || /xml$/.test(type)) return element.children.map(markup).join('')
  return /html/.test(type) ? textOf(element) : escaped(textOf(element))
}

/** XHTML written out again. The reader of XML bounds its depth. */
function markup(child: XmlElement | string): string {
  if (typeof child === 'string') return escaped(child)
  const name = child.name.replace(/^\w+:/, '')
  const href = child.attributes.href
    ? ` href="${escaped(child.attributes.href).replace(/"/g, '&quot;')}"`
    : ''
  return `<${name}${href}>${child.children.map(markup).join('')}</${name}>`
}

function namesOf(element: XmlElement): string[] {
  return all(element, 'author')
    .map(author => textOf(named(author, 'name')).replace(/\s+/g, ' '))
    .filter(Boolean)
}

/** Links of a kind; one that does not say which kind is the entry's own. */
function linksOf(element: XmlElement, rel: string): string[] {
  return all(element, 'link')
    .filter(({ attributes }) => (attributes.rel ?? 'alternate') === rel)
    .flatMap(({ attributes }) => attributes.href ?? [])
}

function all(element: XmlElement, name: string): XmlElement[] {
  return [...childrenNamed(element, name), ...childrenNamed(element, `atom:${name}`)]
}

function named(element: XmlElement, name: string): XmlElement | undefined {
  return all(element, name)[0]
}
