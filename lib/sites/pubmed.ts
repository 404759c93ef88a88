import { papersInText } from '../papers/mentions'
import { proceedings } from './reading/proceedings'
import { first } from './reading/select'
import { textOf } from './reading/text'
import { isOn, segmentsOf } from './reading/url'
import type { Address, Selectors, TestUrls } from './site'

/** "Acta Marg. 2026 Feb 6;12(3):4-9. doi: 10.5555/am.2026.4." */
const CITED: Selectors = [
  ['.full-journal-citation', '2026-09'],
  ['.cit, .details', '2015-04'],
]

/** PubMed: papers, and the lists of a search. */
export const pubmed = proceedings({
  id: 'pubmed',
  name: 'PubMed',
  // Papers stand at the top of the host, the search at its root.
  matches: ['https://pubmed.ncbi.nlm.nih.gov/*'],
  identify,
  letters: true,
  paper: {
    title: [['h1.heading-title', '2026-09']],
    abstract: [['.abstract-content', '2026-09']],
    authors: [['#full-view-heading a.full-name', '2026-09']],
  },
  listing: {
    rows: [
      ['.docsum-content', '2026-09'],
      // Before 2020, also a single paper where it was all that was found.
      ['.rprt', '2015-04'],
      ['.AbstractPlusReport', '2009-07'],
    ],
    title: [
      ['.docsum-title', '2026-09'],
      ['h1, .title', '2015-04'],
      ['h2', '2009-07'],
    ],
    anchor: [['.docsum-citation', '2026-09']],
    ids: row => papersInText(textOf(first(row, CITED))),
  },
})

export const testUrls: TestUrls = [
  ['https://pubmed.ncbi.nlm.nih.gov/38321082/', { kind: 'paper', native: '38321082', ids: [] }],
  ['https://www.ncbi.nlm.nih.gov/pubmed/20729678', { kind: 'paper', native: '20729678' }],
  ['http://pubmed.ncbi.nlm.nih.gov/38321082?x#affiliation-1', { kind: 'paper', native: '38321082' }],
  ['https://pubmed.ncbi.nlm.nih.gov/?term=margins&page=2', { kind: 'listing' }],
  ['https://www.ncbi.nlm.nih.gov/pubmed/?term=margins', { kind: 'listing' }],
  ['https://pubmed.ncbi.nlm.nih.gov/', null],
  ['https://pubmed.ncbi.nlm.nih.gov/advanced/', null],
  ['https://pubmed.ncbi.nlm.nih.gov.evil.example/38321082/', null],
]

function identify(url: URL): Address | null {
  const isOld = isOn(url, /^(?:www\.)?ncbi\.nlm\.nih\.gov$/)
  if (!isOld && !isOn(url, /^pubmed\.ncbi\.nlm\.nih\.gov$/)) return null
  const path = segmentsOf(url).join('/')
  if (path === (isOld ? 'pubmed' : '')) return isOld || url.search ? { kind: 'listing', ids: [] } : null
  const [, native] = (isOld ? /^pubmed\/(\d+)$/ : /^(\d+)$/).exec(path) ?? []
  return native ? { kind: 'paper', native, ids: [] } : null
}
