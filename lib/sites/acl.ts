import { paperOfUrl } from '../papers/paper-url'
import { proceedings } from './reading/proceedings'
import { isOn, segmentsOf } from './reading/url'
import type { Address, TestUrls } from './site'

/** How the paths of papers and lists begin: until 2020 with the letter of a venue. */
const STARTS = ['20', ...'ACDEFHIJKLMNOPQRSTUWXY', 'events/', 'volumes/', 'people/']

/** The ACL Anthology: papers, and the lists of an event, a volume, an author. */
export const acl = proceedings({
  id: 'acl',
  name: 'ACL Anthology',
  matches: ['', 'www.'].flatMap(www => STARTS.map(start => `https://${www}aclanthology.org/${start}*`)),
  identify,
  paper: {
    title: [['#title', '2026-02']],
    abstract: [['.acl-abstract > span', '2026-02']],
  },
  listing: {
    rows: [['#main p.d-sm-flex', '2026-02']],
    // The first entry of a volume is its front matter.
    title: [['strong > a:not([href$=".0/"])', '2026-02']],
  },
})

export const testUrls: TestUrls = [
  ['https://aclanthology.org/P18-1001', { kind: 'paper', native: 'P18-1001', ids: ['acl:P18-1001'] }],
  ['https://aclanthology.org/2020.acl-main.405/', { kind: 'paper', ids: ['acl:2020.acl-main.405'] }],
  ['https://www.aclanthology.org/2020.lrec-1.2/?x#y', { kind: 'paper', ids: ['acl:2020.lrec-1.2'] }],
  ['http://aclanthology.org/2020.acl-main.405v2.pdf', { kind: 'pdf', ids: ['acl:2020.acl-main.405'] }],
  ['https://aclanthology.org/2020.acl-main.405.bib', { kind: 'pdf', ids: ['acl:2020.acl-main.405'] }],
  ['https://aclanthology.org/events/acl-2018/', { kind: 'listing' }],
  ['https://aclanthology.org/volumes/2021.acl-long/', { kind: 'listing' }],
  ['https://aclanthology.org/people/a/ada-example/unverified/', { kind: 'listing' }],
  ['https://aclanthology.org/2021.acl-long.pdf', null],
  ['https://aclanthology.org/attachments/2021.acl-long.1.Code.zip', null],
  ['https://aclanthology.org/venues/acl/', null],
  ['https://aclanthology.org/', null],
  ['https://aclanthology.org.evil.example/P18-1001', null],
]

function identify(url: URL): Address | null {
  if (!isOn(url, /^(?:www\.)?aclanthology\.org$/)) return null
  const [first = '', second] = segmentsOf(url)
  if (/^(?:events|volumes|people)$/.test(first)) return second ? { kind: 'listing', ids: [] } : null
  const id = paperOfUrl(url.href)
  // Whatever is no page is like a PDF: nothing can be placed there.
  const kind = /\.(?:pdf|bib)\/?$/.test(url.pathname) ? 'pdf' : 'paper'
  return id && { kind, native: id.slice('acl:'.length), ids: [id] }
}
