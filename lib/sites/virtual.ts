import { proceedings } from './reading/proceedings'
import { isOn, segmentsOf } from './reading/url'
import type { Address, TestUrls } from './site'

/** The virtual conferences of ICML, ICLR and NeurIPS, which have one software. */
export const virtual = proceedings({
  id: 'virtual',
  name: 'ICML, ICLR, NeurIPS virtual',
  matches: ['icml', 'iclr', 'neurips', 'nips'].flatMap(name => [
    `https://${name}.cc/virtual/*`,
    `https://www.${name}.cc/virtual/*`,
  ]),
  identify,
  paper: {
    title: [['.main-title', '2026-09']],
    abstract: [['#abstractExample', '2026-09']],
    // The label "Abstract:".
    without: '.font-weight-bold',
    own: 'a.paper-pdf-link, a[title="OpenReview"]',
  },
  listing: {
    // Cards of lists made by script, entries of the same list without scripts, cards of lists that the server makes.
    rows: [
      ['noscript li', '2026-09'],
      ['.pp-card', '2026-09'],
      ['.displaycards', '2025-01'],
    ],
    title: [
      ['.card-title', '2026-09'],
      ['a[href*="/virtual/"]', '2026-09'],
    ],
    // A card may show the abstract, with links to other papers.
    ids: () => [],
    // The authors, centred: the title is a link as a whole.
    anchor: [['.card-subtitle', '2026-09']],
  },
})

export const testUrls: TestUrls = [
  ['https://icml.cc/virtual/2017/poster/692', { kind: 'paper', native: 'icml.cc/2017/poster/692', ids: [] }],
  ['http://www.iclr.cc/virtual/2024/oral/19712/?x#y', { kind: 'paper', native: 'iclr.cc/2024/oral/19712' }],
  [
    'https://neurips.cc/virtual/2025/loc/san-diego/poster/117925',
    { kind: 'paper', native: 'neurips.cc/2025/poster/117925' },
  ],
  ['https://nips.cc/virtual/2023/spotlight/74111', { kind: 'paper' }],
  ['https://icml.cc/virtual/2017/papers.html?filter=titles', { kind: 'listing' }],
  ['https://icml.cc/virtual/2023/events/oral', { kind: 'listing' }],
  ['https://neurips.cc/virtual/2025/loc/mexico-city/papers.html', { kind: 'listing' }],
  ['https://icml.cc/virtual/2024/workshop/29944', null],
  ['https://icml.cc/virtual/2024/poster/', null],
  ['https://icml.cc/Conferences/2024', null],
  ['https://icml.cc.evil.example/virtual/2017/poster/692', null],
]

function identify(url: URL): Address | null {
  if (!isOn(url, /^(?:www\.)?(?:icml|iclr|neurips|nips)\.cc$/)) return null
  const [, year, rest = ''] =
    /^virtual\/(\d{4})\/(?:loc\/[^/]+\/)?(.+)$/.exec(segmentsOf(url).join('/')) ?? []
  if (/^(?:papers\.html|events\/.+)$/.test(rest)) return { kind: 'listing', ids: [] }
  return /^(?:poster|oral|spotlight)\/\d+$/.test(rest)
    ? { kind: 'paper', native: `${url.hostname.replace('www.', '')}/${year}/${rest}`, ids: [] }
    : null
}
