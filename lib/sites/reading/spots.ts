import type { PaperId } from '../../papers/identifier'
import { paperOfUrl } from '../../papers/paper-url'
import type { PaperReading, Selectors, Spot } from '../site'
import { all, first } from './select'
import { textOf } from './text'

/** How a listing shows its papers. */
export interface Listing {
  /** One element an entry. */
  readonly rows: Selectors
  /** In the row, or the row itself with ":scope": what holds the title. Its link, or the link in it, leads to the paper. */
  readonly title: Selectors
  /** In the row: what the badge goes into, where that is not the title. */
  readonly anchor?: Selectors
  /** What in the title is no part of it. */
  readonly without?: string
  /** Identifiers of the row's paper, where they do not follow from its links. `links` are the row's, resolved. */
  ids?(row: Element, links: readonly URL[]): readonly PaperId[]
  /** Mends a title as read. */
  mend?(title: string): string
}

/** The entries of a listing, in page order; each is read when it is asked for. */
export function* spotsOf(root: ParentNode, listing: Listing): Iterable<Spot> {
  for (const row of all(root, listing.rows)) {
    const title = inRow(row, listing.title)
    if (!title) continue
    yield {
      element: row,
      // A button within a link would be a button within a button.
      anchor: (listing.anchor && first(row, listing.anchor)) ?? title.closest('a')?.parentElement ?? title,
      key: linkOf(title)?.getAttribute('href') ?? title.textContent ?? '',
      read: () => readRow(row, title, listing),
    }
  }
}

function inRow(row: Element, selectors: Selectors): Element | null {
  return first(row, selectors) ?? (selectors.some(([selector]) => selector === ':scope') ? row : null)
}

function readRow(row: Element, titled: Element, listing: Listing): PaperReading | null {
  const read = textOf(titled, listing.without)
  const title = listing.mend ? listing.mend(read) : read
  const links = linksIn(row)
  const ids = listing.ids ? listing.ids(row, links) : idsOfLinks(links)
  return title || ids.length > 0 ? { ids, ...(title && { title }) } : null
}

/** The links of an element, resolved, those with an address of the web only. */
export function linksIn(element: Element): URL[] {
  return [...element.querySelectorAll<HTMLAnchorElement>('a[href]')].flatMap(link => {
    const url = URL.parse(link.getAttribute('href') ?? '', link.baseURI)
    return url && /^https?:$/.test(url.protocol) ? [url] : []
  })
}

/** For listings whose rows link to more than their own paper: what `selectors` find in the row links to it. */
export function idsWithin(...selectors: readonly string[]): (row: Element) => PaperId[] {
  return row =>
    idsOfLinks(selectors.flatMap(selector => [...row.querySelectorAll(selector)].flatMap(linksIn)))
}

/** The papers that addresses stand for, each once. */
export function idsOfLinks(links: readonly URL[]): PaperId[] {
  return [...new Set(links.flatMap(({ href }) => paperOfUrl(href) ?? []))]
}

function linkOf(title: Element): Element | null {
  return title.closest('a[href]') ?? title.querySelector('a[href]')
}
