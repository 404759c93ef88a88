import { papersInText } from '../papers/mentions'
import { proceedings } from './reading/proceedings'
import { isOn, segmentsOf } from './reading/url'
import type { Address, TestUrls } from './site'

/** The proceedings of Robotics: Science and Systems. */
export const rss = proceedings({
  id: 'rss',
  name: 'Robotics: Science and Systems',
  matches: ['https://www.roboticsproceedings.org/rss*', 'https://roboticsproceedings.org/rss*'],
  identify,
  paper: {
    title: [['.content > h3', '2026-09']],
    // The first paragraph says "Abstract:".
    abstract: [['.content > p + p', '2026-09']],
    // Where the metas have no DOI, the BibTeX record has.
    ids: document =>
      papersInText(document.querySelector('.content > pre')?.textContent ?? '').filter(id =>
        id.startsWith('doi:10.15607/'),
      ),
  },
  listing: {
    rows: [['.content tr', '2026-09']],
    title: [['td > a[href$=".html"]', '2026-09']],
  },
})

export const testUrls: TestUrls = [
  ['https://www.roboticsproceedings.org/rss19/p022.html', { kind: 'paper', native: 'rss19/p022', ids: [] }],
  ['http://roboticsproceedings.org/rss01/p01.html?x#y', { kind: 'paper', native: 'rss01/p01' }],
  ['https://www.roboticsproceedings.org/rss19/p022.pdf', { kind: 'pdf', native: 'rss19/p022' }],
  ['https://www.roboticsproceedings.org/rss19/index.html', { kind: 'listing' }],
  ['https://www.roboticsproceedings.org/rss19/', { kind: 'listing' }],
  ['https://www.roboticsproceedings.org/rss19/authors.html', null],
  ['https://www.roboticsproceedings.org/index.html', null],
  ['https://roboticsproceedings.org.evil.example/rss19/p022.html', null],
]

function identify(url: URL): Address | null {
  if (!isOn(url, /^(?:www\.)?roboticsproceedings\.org$/)) return null
  const path = segmentsOf(url).join('/')
  if (/^rss\d+(?:\/index\.html)?$/.test(path)) return { kind: 'listing', ids: [] }
  const [, native, type] = /^(rss\d+\/p\d+)\.(html|pdf)$/.exec(path) ?? []
  return native ? { kind: type === 'pdf' ? 'pdf' : 'paper', native, ids: [] } : null
}
