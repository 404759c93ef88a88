import { arxivPaperOn } from './arxiv-url'
import { alwaysLight, listingPage, paperPage } from './reading/page'
import { readPaper, type Shown } from './reading/paper'
import { blockAfter, first } from './reading/select'
import { idsWithin, type Listing, spotsOf } from './reading/spots'
import { isOn, segmentsOf } from './reading/url'
import type { Address, Site, TestUrls } from './site'

const HOST = /^(?:www\.)?scirate\.com$/
const PAPER: Shown = {
  title: [['h1.title', '2026-09']],
  abstract: [['.title-row ~ .row .abstract', '2026-09']],
  authors: [['ul.authors a', '2026-09']],
}
const ENTRIES: Listing = {
  rows: [['li.paper', '2026-09']],
  title: [['.title', '2026-09']],
  anchor: [['.uid', '2026-09']],
  ids: idsWithin('.title'),
}

/** SciRate: arXiv's papers as its readers rank them. */
export const scirate: Site = {
  id: 'scirate',
  name: 'SciRate',
  matches: ['https://scirate.com/arxiv/*', 'https://scirate.com/search*'],
  identify,
  read: (document, url) =>
    identify(url)?.kind === 'listing'
      ? listingPage(() => spotsOf(document, ENTRIES))
      : paperPage(() => readPaper(document, PAPER, identify(url)?.ids)),
  panelPlace: document => blockAfter(first(document, PAPER.abstract)),
  theme: alwaysLight,
  anchors: {
    paper: { title: PAPER.title, abstract: PAPER.abstract },
    listing: { list: [['.papers', '2026-09']] },
  },
}

export const testUrls: TestUrls = [
  [
    'https://scirate.com/arxiv/2112.10677',
    { kind: 'paper', native: '2112.10677', ids: ['arxiv:2112.10677'] },
  ],
  ['https://scirate.com/arxiv/quant-ph/9901001v2', { kind: 'paper', ids: ['arxiv:quant-ph/9901001'] }],
  ['https://scirate.com/arxiv/quant-ph', { kind: 'listing', ids: [] }],
  ['https://scirate.com/arxiv/cs.CL?range=7', { kind: 'listing' }],
  ['https://scirate.com/search?q=au:Lindqvist_M', { kind: 'listing' }],
  ['https://scirate.com/arxiv', null],
  ['https://scirate.com/about', null],
  ['https://scirate.com.evil.example/arxiv/2112.10677', null],
]

function identify(url: URL): Address | null {
  const paper = arxivPaperOn(HOST, url)
  if (paper) return paper
  const [view = '', feed = ''] = isOn(url, HOST) ? segmentsOf(url) : []
  const listing = view === 'search' || (view === 'arxiv' && /^[a-z-]+(?:\.[a-z-]+)?$/i.test(feed))
  return listing ? { kind: 'listing', ids: [] } : null
}
