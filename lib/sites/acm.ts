import { parseCatalogued } from '../papers/catalogued'
import { proceedings } from './reading/proceedings'
import { idsWithin } from './reading/spots'
import { isOn, segmentsOf } from './reading/url'
import type { Address, TestUrls } from './site'

/** The ACM Digital Library: papers, and lists of a volume, an issue, a search, an author. */
export const acm = proceedings({
  id: 'acm',
  name: 'ACM Digital Library',
  matches: ['doi', 'toc', 'profile', 'action/doSearch'].map(path => `https://dl.acm.org/${path}*`),
  identify,
  letters: true,
  paper: {
    title: [
      ['h1[property=name]', '2026-09'],
      ['h1.citation__title', '2026-03'],
    ],
    abstract: [['[property=abstract]', '2026-09']],
    authors: [['[property=author] a:has([property=familyName])', '2026-09']],
    without: 'h2',
  },
  listing: {
    rows: [['.issue-item', '2026-09']],
    title: [['.issue-item__title', '2026-09']],
    // A row links to its volume too, which has a DOI of its own.
    ids: idsWithin('.issue-item__title'),
  },
})

export const testUrls: TestUrls = [
  [
    'https://dl.acm.org/doi/10.5555/3491440.3491756',
    { kind: 'paper', native: '10.5555/3491440.3491756', ids: ['doi:10.5555/3491440.3491756'] },
  ],
  [
    'https://dl.acm.org/doi/pdf/10.1145/3695053.3731039',
    { kind: 'pdf', native: '10.1145/3695053.3731039', ids: ['doi:10.1145/3695053.3731039'] },
  ],
  [
    'http://dl.acm.org/doi/abs/10.1023/A:1008286901817?x#sec-1',
    { kind: 'paper', native: '10.1023/A:1008286901817', ids: ['doi:10.1023/a:1008286901817'] },
  ],
  [
    'https://dl.acm.org/doi/fullHtml/10.1145/3695053.3731039/',
    { kind: 'paper', ids: ['doi:10.1145/3695053.3731039'] },
  ],
  [
    'https://dl.acm.org/doi/epdf/10.1145/3695053.3731039',
    { kind: 'pdf', ids: ['doi:10.1145/3695053.3731039'] },
  ],
  ['https://dl.acm.org/doi/proceedings/10.1145/3695053', { kind: 'listing' }],
  ['https://dl.acm.org/toc/csur/2026/58/1', { kind: 'listing' }],
  ['https://dl.acm.org/action/doSearch?AllField=margins', { kind: 'listing' }],
  ['https://dl.acm.org/profile/81100000000/publications', { kind: 'listing' }],
  ['https://dl.acm.org/doi/', null],
  ['https://dl.acm.org/action/showLogin', null],
  ['https://dl.acm.org/journal/csur', null],
  ['https://dl.acm.org.evil.example/doi/10.1145/3695053.3731039', null],
]

function identify(url: URL): Address | null {
  if (!isOn(url, /^dl\.acm\.org$/)) return null
  const path = segmentsOf(url).join('/')
  if (/^(?:(?:toc|profile|doi\/proceedings)\/|action\/doSearch$)/.test(path))
    return { kind: 'listing', ids: [] }
  const [, view, native] = /^doi\/(?:([a-z]+)\/)?(10\..+)$/i.exec(path) ?? []
  const id = parseCatalogued(`doi:${native}`)
  return native && id ? { kind: view?.endsWith('pdf') ? 'pdf' : 'paper', native, ids: [id] } : null
}
