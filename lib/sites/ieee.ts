import { papersInText } from '../papers/mentions'
import { alwaysLight, listingPage, paperPage } from './reading/page'
import { readPaper, type Shown } from './reading/paper'
import { first } from './reading/select'
import { type Listing, spotsOf } from './reading/spots'
import { textOf } from './reading/text'
import { isOn, segmentsOf } from './reading/url'
import type { Address, Selectors, Site, TestUrls } from './site'

const DOI: Selectors = [
  ['.stats-document-abstract-doi', '2026-09'],
  // "Digital Object Identifier: 10.5555/12.345678" is one of its lines.
  ['p.bodyCopyBlackLargeSpaced', '2009-07'],
]
const PAPER: Shown = {
  title: [
    ['h1.document-title', '2026-09'],
    ['.headNavBlueXLarge2', '2009-07'],
  ],
  abstract: [['.abstract-text', '2026-09']],
  authors: [['.authors-info a', '2026-09']],
  without: 'strong',
}
const LISTING: Listing = {
  rows: [['.List-results-items', '2026-09']],
  title: [['h3 a[href*="/document/"], h2 a[href*="/document/"]', '2026-09']],
  anchor: [['h3, h2', '2026-09']],
}

/** IEEE Xplore. One page changes into the other without loading, and has no metas. */
export const ieee: Site = {
  id: 'ieee',
  name: 'IEEE Xplore',
  matches: ['https://ieeexplore.ieee.org/*'],
  identify,
  read: (document, url) => {
    const { kind, native = '' } = identify(url) ?? {}
    if (kind === 'listing') return listingPage(() => spotsOf(document, LISTING))
    return paperPage(() =>
      kind === 'paper' ? readPaper(document, { ...PAPER, ids: () => doiOf(document, native) }) : null,
    )
  },
  panelPlace: () => null,
  theme: alwaysLight,
  anchors: { paper: { title: PAPER.title }, listing: { rows: LISTING.rows } },
}

export const testUrls: TestUrls = [
  ['https://ieeexplore.ieee.org/document/9090146', { kind: 'paper', native: '9090146', ids: [] }],
  ['https://ieeexplore.ieee.org/abstract/document/9090146/?x#y', { kind: 'paper', native: '9090146' }],
  ['https://ieeexplore.ieee.org/document/9090146/authors#authors', { kind: 'paper', native: '9090146' }],
  ['http://ieeexplore.ieee.org/xpls/abs_all.jsp?arnumber=793383', { kind: 'paper', native: '793383' }],
  ['https://ieeexplore.ieee.org/stamp/stamp.jsp?tp=&arnumber=9090146', { kind: 'pdf', native: '9090146' }],
  ['https://ieeexplore.ieee.org/search/searchresult.jsp?queryText=margins', { kind: 'listing' }],
  ['https://ieeexplore.ieee.org/xpl/conhome/9142308/proceeding', { kind: 'listing' }],
  ['https://ieeexplore.ieee.org/author/37000000000', { kind: 'listing' }],
  ['https://ieeexplore.ieee.org/document/', null],
  ['https://ieeexplore.ieee.org/stamp/stamp.jsp', null],
  ['https://ieeexplore.ieee.org/Xplore/home.jsp', null],
  ['https://ieeexplore.ieee.org.evil.example/document/9090146', null],
]

function identify(url: URL): Address | null {
  if (!isOn(url, /^(?:www\.)?ieeexplore\.ieee\.org$/)) return null
  const path = segmentsOf(url).join('/')
  if (/^(?:search|xpl|author)\//.test(path)) return { kind: 'listing', ids: [] }
  const [, inPath] = /^(?:abstract\/)?document\/(\d+)(?:\/|$)/.exec(path) ?? []
  if (inPath) return { kind: 'paper', native: inPath, ids: [] }
  const [, view] = /^(stamp|stampPDF|xpls)\/\w+\.jsp$/.exec(path) ?? []
  const [native] = /^\d+$/.exec(url.searchParams.get('arnumber') ?? '') ?? []
  return view && native ? { kind: view === 'xpls' ? 'paper' : 'pdf', native, ids: [] } : null
}

/** As shown, or as a script says it: that one is of the paper that was loaded first, which need not be the one shown. */
function doiOf(document: Document, native: string) {
  const shown = papersInText(textOf(first(document, DOI)))
  if (shown.length > 0) return shown.slice(0, 1)
  const metadata = [...document.querySelectorAll('script:not([src])')]
    .map(script => (script.textContent ?? '').slice(0, 500_000))
    .find(code => code.includes('document.metadata=') && code.includes(`"articleNumber":"${native}"`))
  return papersInText(/"doi":"(10\.[^"\\\s]{1,200})"/.exec(metadata ?? '')?.[1] ?? '')
}
