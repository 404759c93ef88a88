import { absoluteUrl, readHtml } from './html'
import { MalformedBody } from './source'

/** What pages call their feeds. Plain JSON comes last: many sites offer their data as such. */
const TYPES = ['application/rss+xml', 'application/atom+xml', 'application/feed+json', 'application/json']
/** More than any page has of use. */
const MAX_LINKS = 20

/**
 * The addresses of the feeds that a page names as its own, absolute, as the page orders them; none where it is no page.
 * `base` is the page's address.
 */
export function feedLinksIn(html: string, base: string): string[] {
  const links: { readonly url: string; readonly type: string }[] = []
  let from = base
  let based = false
  try {
    readHtml(html, {
      open(name, { rel = '', type = '', href }) {
        if (!href) return
        if (name === 'base' && !based) {
          based = true
          from = absoluteUrl(href, base) ?? base
        }
        const kind = type.split(';')[0]?.trim().toLowerCase() ?? ''
        if (name !== 'link' || !TYPES.includes(kind) || !/(?:^|\s)alternate(?:\s|$)/i.test(rel)) return
        const url = absoluteUrl(href, from)
        if (url) links.push({ url, type: kind })
      },
    })
  } catch (error) {
    // The feeds stand in the head; what comes after may be as it likes.
    if (!(error instanceof MalformedBody)) throw error
  }
  const isPlain = (link: { readonly type: string }) => Number(link.type === 'application/json')
  const urls = links.toSorted((a, b) => isPlain(a) - isPlain(b)).map(({ url }) => url)
  return [...new Set(urls)].slice(0, MAX_LINKS)
}
