import { paperOfUrl } from '../papers/paper-url'
import { proceedings } from './reading/proceedings'
import { idsWithin } from './reading/spots'
import { isOn, segmentsOf } from './reading/url'
import type { Address, TestUrls } from './site'

/** The journals of Nature: articles, and lists of a search, a subject, an issue. Its news is no paper. */
export const nature = proceedings({
  id: 'nature',
  name: 'Nature',
  matches: ['articles/', 'search', 'subjects/', '*/articles', '*/research-articles', '*/volumes/'].map(
    path => `https://www.nature.com/${path}*`,
  ),
  identify,
  letters: true,
  paper: {
    title: [
      ['h1.c-article-title', '2026-09'],
      ['h1.article-heading', '2014-07'],
    ],
    abstract: [
      ['#Abs1-content', '2026-09'],
      ['#first-paragraph', '2014-07'],
    ],
    // References.
    without: 'sup:has(a)',
  },
  listing: {
    rows: [['article', '2026-09']],
    title: [['h3 a[href*="/articles/"]:not([href*="/d4"])', '2026-09']],
    anchor: [['h3', '2026-09']],
    ids: idsWithin('h3'),
  },
})

export const testUrls: TestUrls = [
  [
    'https://www.nature.com/articles/s41467-018-07210-0',
    { kind: 'paper', native: 's41467-018-07210-0', ids: ['doi:10.1038/s41467-018-07210-0'] },
  ],
  [
    'https://www.nature.com/articles/s41467-018-07210-0.pdf',
    { kind: 'pdf', native: 's41467-018-07210-0', ids: ['doi:10.1038/s41467-018-07210-0'] },
  ],
  [
    'https://www.nature.com/articles/s41467-018-07210-0_reference.pdf',
    { kind: 'pdf', native: 's41467-018-07210-0' },
  ],
  [
    'http://nature.com/articles/nature14539/figures/1?x#y',
    { kind: 'paper', ids: ['doi:10.1038/nature14539'] },
  ],
  // Not of every name is it certain that it is a DOI.
  ['https://www.nature.com/articles/nsmb.1371', { kind: 'paper', native: 'nsmb.1371', ids: [] }],
  [
    'http://www.nature.com/nature/journal/v521/n7553/abs/nature14539.html',
    { kind: 'paper', native: 'nature14539', ids: ['doi:10.1038/nature14539'] },
  ],
  ['https://www.nature.com/search?q=margins', { kind: 'listing' }],
  ['https://www.nature.com/subjects/computer-science', { kind: 'listing' }],
  ['https://www.nature.com/nature/volumes/583/issues/7818', { kind: 'listing' }],
  ['https://www.nature.com/ncomms/research-articles', { kind: 'listing' }],
  ['https://www.nature.com/articles/d41586-020-02610-z', null],
  ['https://www.nature.com/nature', null],
  ['https://www.nature.com/articles/', null],
  ['https://www.nature.com.evil.example/articles/s41467-018-07210-0', null],
]

const PAPER =
  /^(?:articles|[a-z]+\/journal\/\w+\/\w+\/[a-z]+)\/(?!d4\d{4}-)([\w.-]+?)((?:_reference)?\.pdf)?(?:\.html)?(?:\/|$)/

function identify(url: URL): Address | null {
  if (!isOn(url, /^(?:www\.)?nature\.com$/)) return null
  const path = segmentsOf(url).join('/')
  if (/^(?:search$|subjects\/|\w+\/(?:(?:research-)?articles$|volumes\/))/.test(path))
    return { kind: 'listing', ids: [] }
  const [, native, pdf] = PAPER.exec(path) ?? []
  const id = paperOfUrl(url.href)
  return native ? { kind: pdf ? 'pdf' : 'paper', native, ids: id ? [id] : [] } : null
}
