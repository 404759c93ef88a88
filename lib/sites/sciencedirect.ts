import { proceedings } from './reading/proceedings'
import { isOn, segmentsOf } from './reading/url'
import type { Address, TestUrls } from './site'

/** ScienceDirect: articles, and lists of a search and an issue. */
export const sciencedirect = proceedings({
  id: 'sciencedirect',
  name: 'ScienceDirect',
  matches: ['science/article/', 'org/science/article/', 'search', 'journal/'].map(
    path => `https://www.sciencedirect.com/${path}*`,
  ),
  identify,
  letters: true,
  paper: {
    title: [['#screen-reader-main-title .title-text', '2024-02']],
    abstract: [['#abstracts .abstract.author', '2024-02']],
    authors: [['#author-group .react-xocs-alternative-link', '2024-02']],
    without: 'h2',
  },
  listing: {
    rows: [
      ['li.ResultItem, li.js-article-list-item', '2026-09'],
      ['#bodyMainResults > table', '2009-07'],
    ],
    title: [
      ['h2 a[href*="/pii/"], h3 a[href*="/pii/"]', '2026-09'],
      ['td > a > span', '2009-07'],
    ],
    anchor: [['h2, h3', '2026-09']],
  },
  // React draws the page anew.
  panelPlace: () => null,
})

export const testUrls: TestUrls = [
  [
    'https://www.sciencedirect.com/science/article/pii/S2589721721000349',
    { kind: 'paper', native: 'S2589721721000349', ids: [] },
  ],
  [
    'https://www.sciencedirect.com/science/article/abs/pii/S014067361362228X?via%3Dihub#sec1',
    { kind: 'paper', native: 'S014067361362228X' },
  ],
  [
    'https://www.sciencedirect.com/org/science/article/pii/S219042861500074X/',
    { kind: 'paper', native: 'S219042861500074X' },
  ],
  [
    'https://www.sciencedirect.com/science/article/pii/S2589721721000349/pdfft?md5=0&pid=1-main.pdf',
    { kind: 'pdf', native: 'S2589721721000349' },
  ],
  ['https://www.sciencedirect.com/search?qs=margins', { kind: 'listing' }],
  ['https://www.sciencedirect.com/journal/ai-open/vol/2/suppl/C', { kind: 'listing' }],
  ['http://www.sciencedirect.com/science?_ob=ArticleListURL', { kind: 'listing' }],
  ['http://www.sciencedirect.com/science/article/pii/', null],
  ['https://www.sciencedirect.com/topics/computer-science/margin', null],
  ['https://www.sciencedirect.com.evil.example/science/article/pii/S2589721721000349', null],
]

function identify(url: URL): Address | null {
  if (!isOn(url, /^www\.sciencedirect\.com$/)) return null
  const path = segmentsOf(url).join('/')
  const isOldList = path === 'science' && url.searchParams.get('_ob') === 'ArticleListURL'
  if (isOldList || /^(?:search$|journal\/.)/.test(path)) return { kind: 'listing', ids: [] }
  const [, native, pdf] = /^(?:org\/)?science\/article\/(?:abs\/)?pii\/([\dA-Z()-]+)(\/pdf)?/.exec(path) ?? []
  return native ? { kind: pdf ? 'pdf' : 'paper', native, ids: [] } : null
}
