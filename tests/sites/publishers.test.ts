import { describe, expect, test } from 'vitest'
import { readPage } from './saved'

/** Addresses of papers of each publisher and index, with the identifier that is certain from them. */
const PAPERS = [
  ['https://dl.acm.org/doi/10.5555/3700001.3700012', 'doi:10.5555/3700001.3700012'],
  ['https://www.biorxiv.org/content/10.64898/2026.06.02.700001v99', 'doi:10.64898/2026.06.02.700001'],
  ['https://link.springer.com/article/10.1007/s55555-026-00012-3', 'doi:10.1007/s55555-026-00012-3'],
  ['https://www.nature.com/articles/s41586-026-00012-3', 'doi:10.1038/s41586-026-00012-3'],
  ['https://dblp.org/rec/journals/corr/abs-2608-09999', 'arxiv:2608.09999'],
  ['https://ieeexplore.ieee.org/document/99999901', null],
  ['https://pubmed.ncbi.nlm.nih.gov/99999901/', null],
  ['https://pmc.ncbi.nlm.nih.gov/articles/PMC9999901/', null],
  ['https://www.sciencedirect.com/science/article/pii/S0000000026000012', null],
  ['https://www.semanticscholar.org/paper/57761e25017c8c35d1769f7d734f25f9a6723ad1', null],
  ['https://www.connectedpapers.com/main/57761e25017c8c35d1769f7d734f25f9a6723ad1', null],
  ['https://scholar.google.com/citations?citation_for_view=abc:1', null],
] as const

/** What stands in a paper's place, and what it comes with: a link to a paper that it is not about. */
const IN_PLACE = [
  ['Just a moment...', '<h1>www.example.org</h1><h2>Verifying you are human.</h2>'],
  [
    'Are you a robot?',
    '<h1>Are you a robot?</h1><p>See <a href="https://arxiv.org/abs/2601.00001">this</a>.</p>',
  ],
  ['Page not found', '<h1>404</h1><ul><li><a href="https://doi.org/10.5555/1">Popular</a></li></ul>'],
  ['', '<div id="root"></div><script>window.state={"doi":"10.5555/1"}</script>'],
] as const

describe.each(PAPERS)('At %s', address => {
  test.each(IN_PLACE)('"%s" is no paper', (title, body) => {
    const { paper, rows } = readPage(address, `<title>${title}</title>${body}`)
    expect({ paper, rows }).toEqual({ paper: null, rows: [] })
  })
})

const described = PAPERS.filter(([address]) => !/semanticscholar|connectedpapers|dblp/.test(address))

test.each(described)('At %s several papers are none', address => {
  const metas = '<meta name="citation_title" content="Inks"><meta name="citation_title" content="Pencils">'
  expect(readPage(address, metas).paper).toBeNull()
})

test.each(described.filter(([, certain]) => certain))(
  'At %s the metas do not outweigh it: %s',
  (address, certain) => {
    const metas =
      '<meta name="citation_title" content="Inks"><meta name="citation_doi" content="10.5555/other">'
    expect(readPage(address, metas).paper).toEqual({ ids: [certain], title: 'Inks' })
  },
)
