import { papersInText } from '../papers/mentions'
import { proceedings } from './reading/proceedings'
import { textOf } from './reading/text'
import { isOn, segmentsOf } from './reading/url'
import type { Address, TestUrls } from './site'

/** PubMed Central: articles, and the lists of a search. */
export const pmc = proceedings({
  id: 'pmc',
  name: 'PubMed Central',
  matches: ['https://pmc.ncbi.nlm.nih.gov/articles/*', 'https://www.ncbi.nlm.nih.gov/pmc/*'],
  identify,
  letters: true,
  paper: {
    title: [
      ['hgroup h1', '2026-09'],
      ['h1.content-title', '2024-09'],
    ],
    abstract: [
      ['section.abstract', '2026-09'],
      ['#abstract-1', '2024-09'],
    ],
    without: 'h2',
  },
  listing: {
    rows: [
      ['.rprt', '2024-09'],
      ['.toc-entry', '2009-07'],
    ],
    title: [
      ['.title', '2024-09'],
      ['.toc-title', '2009-07'],
    ],
    // The row ends with "doi: 10.5555/am.2026.4. PMCID: PMC12345".
    ids: row => papersInText(textOf(row, '.title, .toc-title')),
  },
})

export const testUrls: TestUrls = [
  ['https://pmc.ncbi.nlm.nih.gov/articles/PMC7249434/', { kind: 'paper', native: 'PMC7249434', ids: [] }],
  [
    'https://www.ncbi.nlm.nih.gov/pmc/articles/PMC2377243/?tool=pmcentrez#S1',
    { kind: 'paper', native: 'PMC2377243' },
  ],
  ['https://pmc.ncbi.nlm.nih.gov/articles/PMC7249434/pdf/main.pdf', { kind: 'pdf', native: 'PMC7249434' }],
  ['https://www.ncbi.nlm.nih.gov/pmc/?term=margins', { kind: 'listing' }],
  ['http://www.ncbi.nlm.nih.gov/sites/entrez?db=pmc', { kind: 'listing' }],
  ['https://pmc.ncbi.nlm.nih.gov/', null],
  ['https://www.ncbi.nlm.nih.gov/sites/entrez?db=gene', null],
  ['https://pmc.ncbi.nlm.nih.gov.evil.example/articles/PMC7249434/', null],
]

function identify(url: URL): Address | null {
  const isOld = isOn(url, /^(?:www\.)?ncbi\.nlm\.nih\.gov$/)
  if (!isOld && !isOn(url, /^pmc\.ncbi\.nlm\.nih\.gov$/)) return null
  const path = segmentsOf(url).join('/')
  if (isOld && (path === 'pmc' || (path === 'sites/entrez' && url.searchParams.get('db') === 'pmc')))
    return { kind: 'listing', ids: [] }
  const [, native, view] =
    (isOld ? /^pmc\/articles\/(PMC\d+)(\/pdf)?/ : /^articles\/(PMC\d+)(\/pdf)?/).exec(path) ?? []
  return native ? { kind: view ? 'pdf' : 'paper', native, ids: [] } : null
}
