import { papersInText } from '../papers/mentions'
import { paperOfUrl } from '../papers/paper-url'
import { alwaysLight, listingPage, paperPage } from './reading/page'
import { first } from './reading/select'
import { type Listing, spotsOf } from './reading/spots'
import { textOf } from './reading/text'
import { isOn, segmentsOf } from './reading/url'
import type { Address, PaperReading, Selectors, Site, TestUrls } from './site'

const BIBTEX: Selectors = [['#bibtex-section', '2026-09']]
const LISTING: Listing = {
  // Not the volumes, which have editors.
  rows: [['li.entry:not(.editor)', '2026-09']],
  title: [['cite .title', '2026-09']],
  anchor: [['cite', '2026-09']],
  // Each title ends with a period, if not with another mark.
  mend: title => title.replace(/\.$/, ''),
}

/** dblp: records, each shown as a list of one, and the lists of a person, a venue, a search. */
export const dblp: Site = {
  id: 'dblp',
  name: 'dblp',
  matches: ['dblp.org', 'dblp.uni-trier.de', 'dblp.dagstuhl.de'].flatMap(host =>
    ['rec', 'pid', 'db', 'search'].map(path => `https://${host}/${path}*`),
  ),
  identify,
  read: (document, url) =>
    identify(url)?.kind === 'listing'
      ? listingPage(() => spotsOf(document, LISTING))
      : paperPage(() => record(document, url)),
  panelPlace: () => null,
  theme: alwaysLight,
  anchors: { paper: { record: [...LISTING.rows, ...BIBTEX] }, listing: { rows: LISTING.rows } },
}

export const testUrls: TestUrls = [
  [
    'https://dblp.org/rec/conf/iclr/DasMYTM19.html',
    { kind: 'paper', native: 'conf/iclr/DasMYTM19', ids: [] },
  ],
  [
    'https://dblp.uni-trier.de/rec/conf/approx/SchederT13.html?view=bibtex',
    { kind: 'paper', native: 'conf/approx/SchederT13' },
  ],
  [
    'https://dblp.org/rec/journals/corr/abs-2107-03356',
    { kind: 'paper', native: 'journals/corr/abs-2107-03356', ids: ['arxiv:2107.03356'] },
  ],
  ['http://dblp.org/rec/html/journals/corr/abs-0704-0001#x', { kind: 'paper', ids: ['arxiv:0704.0001'] }],
  [
    'https://dblp.dagstuhl.de/rec/journals/corr/cs-DS-0105023.html',
    { kind: 'paper', ids: ['arxiv:cs/0105023'] },
  ],
  ['https://dblp.org/pid/12/3456.html', { kind: 'listing' }],
  ['https://dblp.org/db/conf/iclr/iclr2019.html', { kind: 'listing' }],
  ['https://dblp.org/search?q=margins', { kind: 'listing' }],
  ['https://dblp.org/search/publ?q=margins', { kind: 'listing' }],
  ['https://dblp.org/rec/', null],
  ['https://dblp.org/rec/conf/iclr/DasMYTM19.bib', null],
  ['https://dblp.org/faq/', null],
  ['https://dblp.org.evil.example/rec/conf/iclr/DasMYTM19', null],
]

function identify(url: URL): Address | null {
  if (!isOn(url, /^(?:www\.)?dblp\d?\.(?:org|uni-trier\.de|dagstuhl\.de)$/)) return null
  const path = segmentsOf(url).join('/')
  if (/^(?:(?:pid|db|pers)\/|search(?:\/publ)?$)/.test(path)) return { kind: 'listing', ids: [] }
  const [, native] = /^rec\/(?:html\/|bibtex\/)?(\w+\/[\w/-]+)(?:\.html)?$/.exec(path) ?? []
  const id = paperOfUrl(url.href)
  return native ? { kind: 'paper', native, ids: id ? [id] : [] } : null
}

function record(document: Document, url: URL): PaperReading | null {
  const certain = identify(url)?.ids ?? []
  const [entry] = spotsOf(document, LISTING)
  const ids = papersInText(textOf(first(document, BIBTEX)))
  const read = entry?.read() ?? (ids.length > 0 ? { ids } : null)
  return read && { ...read, ids: [...new Set([...certain, ...read.ids])] }
}
