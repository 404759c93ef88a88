import { proceedings } from './reading/proceedings'
import { isOn, segmentsOf } from './reading/url'
import type { Address, TestUrls } from './site'

/** Proceedings of Machine Learning Research: ICML, AISTATS, COLT, CoRL and more. */
export const pmlr = proceedings({
  id: 'pmlr',
  name: 'PMLR',
  matches: ['https://proceedings.mlr.press/v*', 'https://proceedings.mlr.press/r*'],
  identify,
  paper: {
    title: [['.post-content > h1', '2025-01']],
    abstract: [['#abstract', '2025-01']],
    // To OpenReview, where the conference was held there.
    own: '#extras a',
  },
  listing: {
    rows: [['div.paper', '2025-01']],
    title: [['.title', '2025-01']],
    // The line "[abs][Download PDF]".
    anchor: [['.links', '2025-01']],
  },
})

export const testUrls: TestUrls = [
  ['https://proceedings.mlr.press/v130/husain21a.html', { kind: 'paper', native: 'v130/husain21a', ids: [] }],
  ['http://proceedings.mlr.press/r5/abc-de05a.html#x', { kind: 'paper', native: 'r5/abc-de05a' }],
  ['https://proceedings.mlr.press/v130/husain21a/husain21a.pdf', { kind: 'pdf', native: 'v130/husain21a' }],
  ['https://proceedings.mlr.press/v37/blundell15.pdf', { kind: 'pdf', native: 'v37/blundell15' }],
  ['https://proceedings.mlr.press/v37', { kind: 'listing' }],
  ['https://proceedings.mlr.press/v37/index.html', { kind: 'listing' }],
  ['https://proceedings.mlr.press/', null],
  ['https://proceedings.mlr.press/faq.html', null],
  ['https://proceedings.mlr.press/v37/assets/rss/feed.xml', null],
  ['https://proceedings.mlr.press.evil.example/v130/husain21a.html', null],
]

function identify(url: URL): Address | null {
  if (!isOn(url, /^proceedings\.mlr\.press$/)) return null
  const path = segmentsOf(url).join('/')
  if (/^[vr]\d+(?:\/index\.html)?$/.test(path)) return { kind: 'listing', ids: [] }
  const [, native, page] = /^([vr]\d+\/[\w-]+)(?:(\.html)|(?:\/[^/]+)?\.pdf)$/.exec(path) ?? []
  return native ? { kind: page ? 'paper' : 'pdf', native, ids: [] } : null
}
