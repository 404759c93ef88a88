import { proceedings } from './reading/proceedings'
import { isOn, segmentsOf } from './reading/url'
import type { Address, TestUrls } from './site'

/** The Journal of Machine Learning Research. */
export const jmlr = proceedings({
  id: 'jmlr',
  name: 'JMLR',
  matches: [
    'https://jmlr.org/papers/v*',
    'https://www.jmlr.org/papers/v*',
    'https://jmlr.csail.mit.edu/papers/v*',
  ],
  identify,
  paper: {
    title: [['#content > h2', '2026-09']],
    abstract: [['#content .abstract', '2026-09']],
  },
  listing: {
    rows: [['#content dl', '2026-09']],
    title: [['dt', '2026-09']],
  },
})

export const testUrls: TestUrls = [
  ['https://www.jmlr.org/papers/v13/bergstra12a.html', { kind: 'paper', native: 'v13/bergstra12a', ids: [] }],
  ['http://jmlr.csail.mit.edu/papers/v22/20-1380.html?x#y', { kind: 'paper', native: 'v22/20-1380' }],
  [
    'https://jmlr.org/papers/volume13/bergstra12a/bergstra12a.pdf',
    { kind: 'pdf', native: 'v13/bergstra12a' },
  ],
  ['https://jmlr.org/papers/v25/', { kind: 'listing' }],
  ['https://jmlr.org/papers/v3/index.html', { kind: 'listing' }],
  ['https://jmlr.org/papers/', null],
  ['https://jmlr.org/papers/v13/bergstra12a.bib', null],
  ['https://jmlr.org/editorial-board.html', null],
  ['https://jmlr.org.evil.example/papers/v22/20-1380.html', null],
]

function identify(url: URL): Address | null {
  if (!isOn(url, /^(?:(?:www\.)?jmlr\.org|jmlr\.csail\.mit\.edu)$/)) return null
  const path = segmentsOf(url).join('/')
  if (/^papers\/v\d+(?:\/index\.html)?$/.test(path)) return { kind: 'listing', ids: [] }
  const [, volume, name, page] =
    /^papers\/v(?:olume)?(\d+)\/([\w-]+)(?:(\.html)|(?:\/[^/]+)?\.pdf)$/.exec(path) ?? []
  return name ? { kind: page ? 'paper' : 'pdf', native: `v${volume}/${name}`, ids: [] } : null
}
