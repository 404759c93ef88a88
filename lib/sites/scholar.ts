import { papersInText } from '../papers/mentions'
import { alwaysLight, listingPage, paperPage } from './reading/page'
import { readPaper, type Shown } from './reading/paper'
import { idsOfLinks, idsWithin, type Listing, linksIn, spotsOf } from './reading/spots'
import { textOf } from './reading/text'
import { isOn, segmentsOf } from './reading/url'
import type { Address, Site, TestUrls } from './site'

/** Scholar is under nearly every country's domain; these are the ones that most read it under. */
const DOMAINS =
  'com ca de fr it es nl ch at be pl se dk co.uk co.in co.jp co.kr com.au com.br com.hk com.sg com.tw'.split(
    ' ',
  )

const idsOfLinked = idsWithin('.gs_rt', '.gs_ggs')
const LISTING: Listing = {
  rows: [
    ['.gs_r[data-cid], .gsc_a_tr', '2026-09'],
    ['.gs_r:has(.gs_rt)', '2016-05'],
    ['h3.r', '2009-08'],
  ],
  title: [
    ['.gs_rt, .gsc_a_at', '2026-09'],
    [':scope', '2009-08'],
  ],
  anchor: [['.gs_ri .gs_fl, .gs_gray:last-child', '2026-09']],
  // [PDF], [BOOK], [CITATION], and the arrow that once stood before titles.
  without: '.gs_ctc, .gs_ctu, .gs_ct1, .gs_ct2, font, span.a',
  // Never what cites it or is related. "arXiv preprint arXiv:2608.09999" may stand below the title.
  ids: (row, links) => [
    ...new Set([
      ...(row.matches('h3') ? idsOfLinks(links) : idsOfLinked(row)),
      ...[...row.querySelectorAll('.gs_a, .gs_gray')].flatMap(line => papersInText(textOf(line))),
    ]),
  ],
}
const PAPER: Shown = {
  title: [['#gsc_oci_title', '2026-09']],
  abstract: [['#gsc_oci_descr', '2026-09']],
  ids: document => {
    const wrapper = document.querySelector('#gsc_oci_title_wrapper')
    return wrapper ? idsOfLinks(linksIn(wrapper)) : []
  },
}

/** Google Scholar: results, profiles, and the page of a paper in a profile. */
export const scholar: Site = {
  id: 'scholar',
  name: 'Google Scholar',
  matches: DOMAINS.flatMap(domain =>
    ['scholar', 'citations'].map(path => `https://scholar.google.${domain}/${path}?*`),
  ),
  identify,
  read: (document, url) =>
    identify(url)?.kind === 'paper'
      ? paperPage(() => readPaper(document, PAPER))
      : listingPage(() => spotsOf(document, LISTING)),
  panelPlace: () => null,
  theme: alwaysLight,
  anchors: { paper: { title: PAPER.title }, listing: { rows: LISTING.rows } },
}

export const testUrls: TestUrls = [
  ['http://scholar.google.com/scholar?q=marbury&hl=en', { kind: 'listing', ids: [] }],
  ['https://scholar.google.co.uk/citations?user=abc', { kind: 'listing' }],
  ['https://scholar.google.com.br/scholar?cluster=5362332738201102290#x', { kind: 'listing' }],
  ['https://scholar.google.is/scholar?q=margins', { kind: 'listing' }],
  [
    'https://scholar.google.com/citations?view_op=view_citation&user=abc&citation_for_view=abc:d1gkVwhDpl0C',
    { kind: 'paper', native: 'abc:d1gkVwhDpl0C', ids: [] },
  ],
  ['https://scholar.google.com/', null],
  ['https://scholar.google.com/citations', null],
  ['https://scholar.google.com/scholar_settings?hl=en', null],
  ['https://scholar.google.com.evil.example/scholar?q=margins', null],
  ['https://www.google.com/scholar?q=margins', null],
]

function identify(url: URL): Address | null {
  if (!isOn(url, /^scholar\.google\.(?:com?\.)?[a-z]{2,3}$/) || !url.search) return null
  const path = segmentsOf(url).join('/')
  const native = url.searchParams.get('citation_for_view')
  if (path === 'citations' && native) return { kind: 'paper', native, ids: [] }
  return path === 'scholar' || path === 'citations' ? { kind: 'listing', ids: [] } : null
}
