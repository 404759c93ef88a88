import { describe, expect, test } from 'vitest'
import { readPage } from './saved'

const ADDRESS = 'https://www.semanticscholar.org/paper/x/57761e25017c8c35d1769f7d734f25f9a6723ad1'
const schema = (json: string) => `<script class="schema-data" type="application/ld+json">${json}</script>`
const about = (title: string, sameAs: unknown) =>
  schema(JSON.stringify({ '@graph': [[], [{ '@type': 'ScholarlyArticle', headline: title, sameAs }]] }))
const HEADER =
  '<div class="fresh-paper-detail-page__header"><h1 data-test-id="paper-detail-title">Counting Marginalia</h1></div>'
const read = (html: string) => readPage(ADDRESS, html).paper

describe('A paper on Semantic Scholar', () => {
  test.each([
    [about('Counting Marginalia', 'https://doi.org/10.5555/1'), ['doi:10.5555/1'], 'described'],
    [about('Inks & Pencils', 'https://doi.org/10.5555/1'), [], 'not described: that one was shown before'],
    [about('Counting Marginalia', { toString: 1 }), [], 'described by nonsense'],
    [schema('{"@graph":[[],[{"__proto__":{"polluted":1},"headline":'), [], 'described by half'],
    [schema('null'), [], 'described by nothing'],
    [
      '<meta name="citation_title" content="Inks"><meta name="citation_doi" content="10.5555/2">',
      [],
      'with old metas',
    ],
    [
      '<meta name="citation_title" content="Counting Marginalia"><meta name="citation_pdf_url" content="https://arxiv.org/pdf/2608.09999">',
      ['arxiv:2608.09999'],
      'with the address of its PDF',
    ],
    [
      '<div class="cl-paper-row"><a href="https://arxiv.org/abs/2609.00001">Cites it</a></div>',
      [],
      'that is cited',
    ],
  ])('%s: %j', (html, ids) => {
    expect(read(html + HEADER)).toMatchObject({ ids, title: 'Counting Marginalia' })
    expect({}).not.toHaveProperty('polluted')
  })

  test('is none before it is drawn', () => {
    expect(read('<meta name="citation_title" content="Counting Marginalia"><div id="app"></div>')).toBeNull()
  })
})
