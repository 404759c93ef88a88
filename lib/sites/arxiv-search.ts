import { ARXIV_HOST, arxivPatterns } from './arxiv-url'
import { alwaysLight, listingPage } from './reading/page'
import { idsWithin, type Listing, spotsOf } from './reading/spots'
import { isOn, segmentsOf } from './reading/url'
import type { Site, TestUrls } from './site'

const RESULTS: Listing = {
  rows: [['li.arxiv-result', '2026-07']],
  title: [['p.title', '2026-07']],
  // The line of the links and the categories, which seldom reaches the right edge.
  anchor: [['.is-marginless', '2026-07']],
  // Comments and abstracts may link to other papers.
  ids: idsWithin('.list-title'),
}

/** arXiv's search results; the forms alone hold none. */
export const arxivSearch: Site = {
  id: 'arxiv-search',
  name: 'arXiv',
  matches: arxivPatterns('search*'),
  identify: url =>
    isOn(url, ARXIV_HOST) && segmentsOf(url)[0] === 'search' ? { kind: 'listing', ids: [] } : null,
  read: document => listingPage(() => spotsOf(document, RESULTS)),
  panelPlace: () => null,
  theme: alwaysLight,
  anchors: { listing: { form: [['#main-container form', '2026-07']] } },
}

export const testUrls: TestUrls = [
  ['https://arxiv.org/search/?query=rnn&searchtype=all&source=header', { kind: 'listing', ids: [] }],
  ['https://arxiv.org/search/cs?searchtype=author&query=Wang%2C+Y', { kind: 'listing' }],
  ['https://arxiv.org/search/advanced', { kind: 'listing' }],
  ['https://arxiv.org/search?query=2401.00001', { kind: 'listing', ids: [] }],
  ['https://arxiv.org/searching', null],
  ['https://arxiv.org.evil.example/search/?query=rnn', null],
]
