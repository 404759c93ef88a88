import type { PaperId } from '../../papers/identifier'
import { paperOfUrl } from '../../papers/paper-url'
import type { Spot } from '../site'

/** What an address must have in it to be worth a look: a host that shows papers, or a DOI. */
const MAY_NAME_PAPER =
  /xiv\.|ar5iv\.|hf\.co|huggingface\.|openreview\.|scirate\.|papers\.cool|acl(?:web|anthology)\.|nature\.com|dblp|10\.\d{4,9}(?:\/|%2f)/i
const WITHOUT_HOST = /^(?!\/\/|[a-z][a-z\d+.-]*:)[^#]/i
const MAX_ADDRESS = 2000

/**
 * The links below `root` that lead to papers, in page order, each paper where it is linked first. `except` are the
 * identifiers of the page's own paper.
 */
export function* paperLinks(root: ParentNode, { except = [] as readonly PaperId[] } = {}): Iterable<Spot> {
  const base = root.baseURI
  const baseMayName = MAY_NAME_PAPER.test(base)
  const known = new Set<PaperId>(except)
  for (const link of root.querySelectorAll('a[href]')) {
    const href = link.getAttribute('href') ?? ''
    // Reading an address takes a hundred times longer than this look at it, and most lead elsewhere.
    const mayName = MAY_NAME_PAPER.test(href) || (baseMayName && WITHOUT_HOST.test(href))
    const id = mayName && href.length <= MAX_ADDRESS && paperOfUrl(URL.parse(href, base)?.href ?? '')
    if (!id || known.has(id)) continue
    known.add(id)
    yield { element: link, anchor: link, key: href, read: () => ({ ids: [id] }) }
  }
}
