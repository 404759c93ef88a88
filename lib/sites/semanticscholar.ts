import { paperOfUrl } from '../papers/paper-url'
import { readMetas } from './reading/highwire'
import { articleOf } from './reading/json-ld'
import { metaFirst } from './reading/metas'
import { alwaysLight, listingPage, paperPage } from './reading/page'
import { all, first } from './reading/select'
import { idsOfLinks, type Listing, linksIn, spotsOf } from './reading/spots'
import { textOf } from './reading/text'
import { isOn, segmentsOf } from './reading/url'
import type { Address, PaperReading, Selectors, Site, TestUrls } from './site'

const TITLE: Selectors = [['h1[data-test-id=paper-detail-title]', '2026-09']]
const HEADER: Selectors = [['.fresh-paper-detail-page__header', '2026-09']]
const ABSTRACT: Selectors = [['[data-test-id=abstract-text]', '2026-09']]
const LISTING: Listing = {
  rows: [['.cl-paper-row', '2026-09']],
  title: [['.cl-paper-title', '2026-09']],
  anchor: [['.cl-paper-authors', '2026-09']],
}

/** Semantic Scholar: papers, and lists of a search, an author. One page changes into the other without loading. */
export const semanticscholar: Site = {
  id: 'semanticscholar',
  name: 'Semantic Scholar',
  matches: ['https://www.semanticscholar.org/*'],
  identify,
  read: (document, url) => {
    const address = identify(url)
    return address?.kind === 'listing'
      ? listingPage(() => spotsOf(document, LISTING))
      : paperPage(() => read(document, address?.ids ?? []))
  },
  panelPlace: () => null,
  theme: alwaysLight,
  anchors: { paper: { title: TITLE, header: HEADER }, listing: { rows: LISTING.rows } },
}

export const testUrls: TestUrls = [
  [
    'https://www.semanticscholar.org/paper/TRANS-BLSTM%3A-Transformer-with-Bidirectional-LSTM-Huang-Xu/c79a8fd667f59e6f1ca9d54afc34f792e9079c7e',
    { kind: 'paper', native: 'c79a8fd667f59e6f1ca9d54afc34f792e9079c7e', ids: [] },
  ],
  [
    'https://semanticscholar.org/paper/204e3073870fae3d05bcbc2f6a8e263d9b72e776/?sort=year#citing-papers',
    { kind: 'paper', native: '204e3073870fae3d05bcbc2f6a8e263d9b72e776' },
  ],
  [
    'https://www.semanticscholar.org/reader/204e3073870fae3d05bcbc2f6a8e263d9b72e776',
    { kind: 'paper', native: '204e3073870fae3d05bcbc2f6a8e263d9b72e776' },
  ],
  [
    'https://api.semanticscholar.org/arXiv:2107.03356',
    { kind: 'paper', native: '2107.03356', ids: ['arxiv:2107.03356'] },
  ],
  ['https://www.semanticscholar.org/search?q=margins', { kind: 'listing' }],
  ['https://www.semanticscholar.org/author/M.-Lindqvist/12345', { kind: 'listing' }],
  ['https://www.semanticscholar.org/paper/204e3073', null],
  ['https://www.semanticscholar.org/', null],
  ['https://api.semanticscholar.org/graph/v1/paper/arXiv:2107.03356', null],
  ['https://www.semanticscholar.org.evil.example/reader/204e3073870fae3d05bcbc2f6a8e263d9b72e776', null],
]

function identify(url: URL): Address | null {
  const path = segmentsOf(url).join('/')
  if (isOn(url, /^api\.semanticscholar\.org$/)) {
    const [, native] = /^arXiv:([^/]+)$/i.exec(path) ?? []
    const id = native && paperOfUrl(`https://arxiv.org/abs/${native}`)
    return id ? { kind: 'paper', native, ids: [id] } : null
  }
  if (!isOn(url, /^(?:www\.)?semanticscholar\.org$/)) return null
  if (/^(?:search$|author\/|venue)/.test(path)) return { kind: 'listing', ids: [] }
  const [, native] = /^(?:paper|reader)\/(?:[^/]+\/)?([\da-f]{40})(?:\/|$)/.exec(path) ?? []
  return native ? { kind: 'paper', native, ids: [] } : null
}

/** What the page shows comes first: what it says of itself may still be of the paper that was shown before. */
function read(document: Document, certain: PaperReading['ids']): PaperReading | null {
  const title = textOf(first(document, TITLE))
  if (!title) return null
  const header = all(document, HEADER).flatMap(linksIn)
  const metas = readMetas(document)
  const described: PaperReading = metas.title === title ? metas : { ids: [] }
  const pdf = described.title && paperOfUrl(metaFirst(document, 'citation_pdf_url'))
  const article = articleOf(document)
  const isOfIt = article?.title === title
  const ids = [
    ...certain,
    ...idsOfLinks(header),
    ...described.ids,
    ...(pdf ? [pdf] : []),
    ...(isOfIt ? article.ids : []),
  ]
  const abstract = textOf(first(document, ABSTRACT))
  return {
    ...(isOfIt && article),
    ...described,
    ids: [...new Set(ids)],
    title,
    ...(abstract && { abstract }),
  }
}
