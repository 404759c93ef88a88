import { paperOfUrl } from '../papers/paper-url'
import { proceedings } from './reading/proceedings'
import { idsWithin } from './reading/spots'
import { isOn, segmentsOf } from './reading/url'
import type { Address, TestUrls } from './site'

/** Springer Link: articles and chapters, and lists of a search, an issue, a volume. */
export const springer = proceedings({
  id: 'springer',
  name: 'Springer',
  matches: [
    'article',
    'chapter',
    'protocol',
    'referenceworkentry',
    'content/pdf',
    'search',
    'journal',
    'book',
  ].map(path => `https://link.springer.com/${path}*`),
  identify,
  letters: true,
  paper: {
    title: [['h1.c-article-title', '2026-02']],
    abstract: [['#Abs1-content', '2026-02']],
  },
  listing: {
    rows: [
      ['.app-card-open, li[data-test=chapter]', '2026-09'],
      ['.c-card', '2024-01'],
      ['#results-list > li', '2023-01'],
    ],
    title: [
      ['.app-card-open__heading, [data-test^=chapter-title], .c-card__title', '2026-09'],
      ['h2', '2023-01'],
    ],
    ids: idsWithin('h2, h3, h4'),
  },
})

export const testUrls: TestUrls = [
  [
    'https://link.springer.com/article/10.1007/s41095-022-0271-y',
    { kind: 'paper', native: '10.1007/s41095-022-0271-y', ids: ['doi:10.1007/s41095-022-0271-y'] },
  ],
  [
    'https://link.springer.com/content/pdf/10.1007/s41095-022-0271-y.pdf',
    { kind: 'pdf', native: '10.1007/s41095-022-0271-y', ids: ['doi:10.1007/s41095-022-0271-y'] },
  ],
  [
    'http://link.springer.com/chapter/10.1007%2F978-3-540-88682-2_1/?x#Sec1',
    { kind: 'paper', native: '10.1007/978-3-540-88682-2_1', ids: ['doi:10.1007/978-3-540-88682-2_1'] },
  ],
  [
    'https://link.springer.com/article/10.1007/BF02727953/fulltext.html',
    { kind: 'paper', native: '10.1007/BF02727953', ids: ['doi:10.1007/bf02727953'] },
  ],
  ['https://link.springer.com/search?query=margins', { kind: 'listing' }],
  ['https://link.springer.com/journal/41095/volumes-and-issues/8-1', { kind: 'listing' }],
  ['https://link.springer.com/book/10.1007/978-3-540-88682-2', { kind: 'listing' }],
  ['https://link.springer.com/article/', null],
  ['https://link.springer.com/signup-login', null],
  ['https://link.springer.com.evil.example/article/10.1007/s41095-022-0271-y', null],
]

function identify(url: URL): Address | null {
  if (!isOn(url, /^link\.springer\.com$/)) return null
  const path = segmentsOf(url).join('/')
  if (/^(?:search$|(?:journal|book)\/)/.test(path)) return { kind: 'listing', ids: [] }
  const id = paperOfUrl(url.href)
  const [native] = /10\.\d+\/[^/]+?(?=(?:\.pdf)?(?:\/|$))/.exec(path) ?? []
  return id && native ? { kind: path.startsWith('content/') ? 'pdf' : 'paper', native, ids: [id] } : null
}
