import { nativeId } from '../papers/catalogued'
import { paperOfUrl } from '../papers/paper-url'
import { proceedings } from './reading/proceedings'
import { idsWithin } from './reading/spots'
import { isOn, segmentsOf } from './reading/url'
import type { Address, TestUrls } from './site'

/** bioRxiv and medRxiv: preprints, and lists of a search, a collection, the latest. */
export const biorxiv = proceedings({
  id: 'biorxiv',
  name: 'bioRxiv and medRxiv',
  matches: ['bio', 'med'].flatMap(field =>
    ['content', 'search', 'collection'].map(path => `https://www.${field}rxiv.org/${path}/*`),
  ),
  identify,
  letters: true,
  paper: {
    title: [['#page-title', '2022-12']],
    abstract: [['.section.abstract', '2022-12']],
    without: 'h2',
  },
  listing: {
    rows: [['.highwire-article-citation', '2026-09']],
    title: [['.highwire-cite-title', '2026-09']],
    ids: idsWithin('.highwire-cite-title'),
  },
})

export const testUrls: TestUrls = [
  [
    'https://www.biorxiv.org/content/10.1101/2021.11.08.467690v2',
    { kind: 'paper', native: '10.1101/2021.11.08.467690', ids: ['doi:10.1101/2021.11.08.467690'] },
  ],
  [
    'https://www.biorxiv.org/content/10.1101/2021.11.08.467690v2.full.pdf',
    { kind: 'pdf', ids: ['doi:10.1101/2021.11.08.467690'] },
  ],
  [
    'https://www.biorxiv.org/content/10.64898/2026.06.02.729628v1.full.pdf+html',
    { kind: 'paper', native: '10.64898/2026.06.02.729628', ids: ['doi:10.64898/2026.06.02.729628'] },
  ],
  ['http://medrxiv.org/content/10.1101/612345v99.full?x#y', { kind: 'paper', ids: ['doi:10.1101/612345'] }],
  [
    'https://www.biorxiv.org/content/biorxiv/early/2019/07/11/612345.full.pdf',
    { kind: 'pdf', ids: ['doi:10.1101/612345'] },
  ],
  ['https://www.biorxiv.org/search/margins', { kind: 'listing' }],
  ['https://www.medrxiv.org/collection/epidemiology?page=2', { kind: 'listing' }],
  ['https://www.biorxiv.org/content/early/recent', { kind: 'listing' }],
  ['https://www.biorxiv.org/content/10.1101/', null],
  ['https://www.biorxiv.org/about-biorxiv', null],
  ['https://www.biorxiv.org.evil.example/content/10.1101/612345v1', null],
]

function identify(url: URL): Address | null {
  if (!isOn(url, /^(?:www\.)?(?:bio|med)rxiv\.org$/)) return null
  const path = segmentsOf(url).join('/')
  if (/^(?:search|collection)\/|^content\/early\/recent$/.test(path)) return { kind: 'listing', ids: [] }
  const id = paperOfUrl(url.href)
  return id && { kind: path.endsWith('.pdf') ? 'pdf' : 'paper', native: nativeId(id), ids: [id] }
}
