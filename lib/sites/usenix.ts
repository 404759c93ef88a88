import { proceedings } from './reading/proceedings'
import { isOn, segmentsOf } from './reading/url'
import type { Address, TestUrls } from './site'

/** Conferences and workshops of USENIX: Security, OSDI, NSDI, FAST, ATC and more. */
export const usenix = proceedings({
  id: 'usenix',
  name: 'USENIX',
  matches: ['presentation/', 'technical-sessions', 'workshop-program', '*accepted-papers'].map(
    path => `https://www.usenix.org/conference/*/${path}*`,
  ),
  identify,
  // Keynotes and panels may have no more than a title.
  letters: true,
  paper: {
    // What says that there is no such page has a heading too.
    title: [['#content:has(> .node-paper) #page-title', '2026-02']],
    abstract: [['.node-paper .field-name-field-paper-description', '2026-02']],
  },
  listing: {
    rows: [['.node-paper', '2026-02']],
    title: [['h2 > a', '2026-02']],
    // An entry may show the abstract, with links to other papers.
    ids: () => [],
  },
  // A programme may not be out yet.
  listed: [['#content', '2026-02']],
})

export const testUrls: TestUrls = [
  [
    'https://www.usenix.org/conference/nsdi22/presentation/goyal',
    { kind: 'paper', native: 'nsdi22/goyal', ids: [] },
  ],
  [
    'http://usenix.org/conference/usenixsecurity14/technical-sessions/presentation/ruef/?x#y',
    { kind: 'paper', native: 'usenixsecurity14/ruef' },
  ],
  ['https://www.usenix.org/conference/osdi26/technical-sessions', { kind: 'listing' }],
  ['https://www.usenix.org/conference/woot19/workshop-program#monday', { kind: 'listing' }],
  ['https://www.usenix.org/conference/usenixsecurity24/fall-accepted-papers', { kind: 'listing' }],
  ['https://www.usenix.org/conference/nsdi22/call-for-papers', null],
  ['https://www.usenix.org/conference/nsdi22/presentation', null],
  ['https://www.usenix.org/system/files/nsdi22-paper-goyal.pdf', null],
  ['https://www.usenix.org.evil.example/conference/nsdi22/presentation/goyal', null],
]

function identify(url: URL): Address | null {
  if (!isOn(url, /^(?:www\.)?usenix\.org$/)) return null
  const [, meeting, rest = ''] = /^conference\/([\w-]+)\/(.+)$/.exec(segmentsOf(url).join('/')) ?? []
  if (/^(?:technical-sessions|workshop-program|(?:[\w-]+-)?accepted-papers)$/.test(rest))
    return { kind: 'listing', ids: [] }
  const [, key] = /^(?:[\w-]+\/)?presentation\/([\w-]+)$/.exec(rest) ?? []
  return key ? { kind: 'paper', native: `${meeting}/${key}`, ids: [] } : null
}
