import { parseCatalogued } from '../papers/catalogued'
import { paperOfUrl } from '../papers/paper-url'
import { ARXIV_HOST, arxivPatterns } from './arxiv-url'
import { alwaysLight, listingPage } from './reading/page'
import { all } from './reading/select'
import { textOf } from './reading/text'
import { isOn, segmentsOf } from './reading/url'
import type { PaperReading, Selectors, Site, Spot, TestUrls } from './site'

const ENTRIES: Selectors = [['#articles > dt', '2026-07']]
const TITLE = '.list-title'

/** arXiv's lists: new, recent, by month, catching up, and by author. */
export const arxivList: Site = {
  id: 'arxiv-list',
  name: 'arXiv',
  matches: arxivPatterns('list/*', 'catchup/*', 'a/*'),
  identify: url => (isOn(url, ARXIV_HOST) && isList(segmentsOf(url)) ? { kind: 'listing', ids: [] } : null),
  read: document => listingPage(() => rows(document)),
  panelPlace: () => null,
  theme: alwaysLight,
  anchors: { listing: { list: [['#dlpage', '2026-07']] } },
}

export const testUrls: TestUrls = [
  ['https://arxiv.org/list/astro-ph/new', { kind: 'listing', ids: [] }],
  ['https://arxiv.org/list/cs.CV/recent?skip=25&show=25', { kind: 'listing' }],
  ['https://arxiv.org/list/cs.CL/2026-06', { kind: 'listing' }],
  ['http://export.arxiv.org/list/cs.CL/pastweek/', { kind: 'listing' }],
  ['https://arxiv.org/catchup/cs.CV/2026-09-01?abs=True#item3', { kind: 'listing' }],
  ['https://arxiv.org/a/lindqvist_m_1', { kind: 'listing' }],
  ['https://arxiv.org/a/0000-0002-1825-0097', { kind: 'listing' }],
  ['https://arxiv.org/a/lindqvist_m_1.atom2', null],
  ['https://arxiv.org/a/2401.00001', null],
  ['https://arxiv.org/list/', null],
  ['https://arxiv.org/catchup', null],
  ['https://arxiv.org/tb/recent', null],
  ['https://arxiv.org/archive/cs', null],
  ['https://arxiv.org/year/astro-ph/2006', null],
  ['https://notarxiv.org/list/cs.CL/new', null],
]

function isList([view, what = '', ...rest]: readonly string[]): boolean {
  if (view === 'a') return /^\w+_\d+$|^[\dX-]{19}$/.test(what) && rest.length === 0
  return (view === 'list' || view === 'catchup') && rest.length > 0
}

/** An entry is a number with links, and below it what the paper is. Either may be missing. */
function* rows(document: Document): Iterable<Spot> {
  for (const line of all(document, ENTRIES)) {
    const link = line.querySelector('a[title="Abstract"]')
    if (!link) continue
    const next = line.nextElementSibling
    const about = next?.localName === 'dd' ? next : null
    // The title is wide; beside the links there is room.
    yield { element: about ?? line, anchor: line, key: link.id, read: () => readEntry(link, about) }
  }
}

function readEntry(link: Element, about: Element | null): PaperReading | null {
  const href = URL.parse(link.getAttribute('href') ?? '', 'https://arxiv.org')?.href
  const id = parseCatalogued(`arxiv:${link.id}`) ?? paperOfUrl(href ?? '')
  const title = textOf(about?.querySelector(TITLE), '.descriptor')
  return id && { ids: [id], ...(title && { title }) }
}
