import { nativeId, type PaperId, parseCatalogued, schemeOf } from '../papers/catalogued'
import { paperOfUrl } from '../papers/paper-url'
import { readMetas } from './reading/highwire'
import { metaFirst } from './reading/metas'
import { alwaysLight, listingPage, paperPage } from './reading/page'
import { withoutContradictions } from './reading/paper'
import { first } from './reading/select'
import { idsOfLinks, type Listing, linksIn, spotsOf } from './reading/spots'
import { textOf } from './reading/text'
import { isOn, segmentsOf } from './reading/url'
import type { Address, PaperReading, Selectors, Site, Spot, TestUrls } from './site'

const TITLE: Selectors = [['.forum-title > h2', '2026-08']]
const HEADER: Selectors = [['.forum-title', '2026-08']]
const FIELDS = '.forum-note .note-content > div'

const LISTING: Listing = {
  rows: [['.note', '2026-08']],
  // A search finds replies too; what they are called is the title of no paper.
  title: [['h4 > a[href*="/forum?id="]:not([href*="noteId="])', '2026-08']],
  // An entry can be opened to show the abstract, with links of its own.
  ids: row => idsOfLinks([...row.querySelectorAll('h4')].flatMap(linksIn)),
}

/** OpenReview: papers under review or published, and the lists of a venue, a person, a search. */
export const openreview: Site = {
  id: 'openreview',
  name: 'OpenReview',
  // It goes from page to page without loading.
  matches: ['https://openreview.net/*', 'https://www.openreview.net/*'],
  identify,
  read: (document, url) => {
    const { kind, ids = [] } = identify(url) ?? {}
    if (kind === 'listing') return listingPage(() => once(spotsOf(document, LISTING)))
    if (kind === 'pdf') return paperPage(() => (ids.length > 0 ? { ids } : null))
    return paperPage(() => read(document, ids[0]))
  },
  panelPlace: () => null,
  theme: alwaysLight,
  // Of a list nothing can be expected: a venue's page may have no papers yet.
  anchors: { paper: { title: TITLE } },
}

export const testUrls: TestUrls = [
  [
    'https://openreview.net/forum?id=-Aw0rrrPUF',
    { kind: 'paper', native: '-Aw0rrrPUF', ids: ['openreview:-Aw0rrrPUF'] },
  ],
  [
    'http://www.openreview.net/forum?noteId=abc&id=Y_x-1#discussion',
    { kind: 'paper', ids: ['openreview:Y_x-1'] },
  ],
  ['https://openreview.net/pdf?id=BZ5a1r-kVsf', { kind: 'pdf', ids: ['openreview:BZ5a1r-kVsf'] }],
  ['https://openreview.net/attachment?id=aBc-123_x&name=pdf', { kind: 'pdf', ids: ['openreview:aBc-123_x'] }],
  ['https://openreview.net/references/pdf?id=vErSion-1', { kind: 'pdf', native: 'vErSion-1', ids: [] }],
  [
    'https://openreview.net/pdf/0123456789abcdef.pdf',
    { kind: 'pdf', native: '0123456789abcdef.pdf', ids: [] },
  ],
  [
    'https://openreview.net/forum/doe%7Cnotes_in_margins',
    { kind: 'paper', native: 'doe|notes_in_margins', ids: [] },
  ],
  ['https://openreview.net/group?id=ICLR.cc/2024/Conference#tab-accept-oral', { kind: 'listing' }],
  ['https://openreview.net/submissions?venue=ICLR.cc%2F2024%2FConference&page=2', { kind: 'listing' }],
  ['https://openreview.net/search?term=margins', { kind: 'listing' }],
  ['https://openreview.net/profile?id=~Ada_Example1', { kind: 'listing' }],
  ['https://openreview.net/forum', null],
  ['https://openreview.net/forum?id=', null],
  ['https://openreview.net/login?redirect=%2Fforum%3Fid%3DaBc-123_x', null],
  ['https://openreview.net/', null],
  ['https://openreview.net.evil.example/forum?id=aBc-123_x', null],
]

function identify(url: URL): Address | null {
  if (!isOn(url, /^(?:www\.)?openreview\.net$/)) return null
  const [view = '', ...rest] = segmentsOf(url)
  if (/^(?:group|submissions|search|profile|venue)$/.test(view)) return { kind: 'listing', ids: [] }
  const kind = view === 'forum' ? 'paper' : 'pdf'
  const id = paperOfUrl(url.href)
  if (id) return { kind, native: nativeId(id), ids: [id] }
  // A hash of the paper, or of the file, says nothing of the paper's identifier, nor does that of a former version.
  if (rest.length === 0 || !/^(?:forum|pdf|references)$/.test(view)) return null
  const version = url.searchParams.get('id') ?? ''
  const native = view !== 'references' ? rest.join('/') : parseCatalogued(`openreview:${version}`) && version
  return native ? { kind, native, ids: [] } : null
}

/** A search may find, and list, a paper twice. */
function* once(spots: Iterable<Spot>): Iterable<Spot> {
  const seen = new Set<string>()
  for (const spot of spots) {
    if (!seen.has(spot.key)) yield spot
    seen.add(spot.key)
  }
}

function read(document: Document, named: PaperId | undefined): PaperReading | null {
  const header = first(document, HEADER)
  const linked = header ? idsOfLinks(linksIn(header)) : []
  const pdf = paperOfUrl(metaFirst(document, 'citation_pdf_url'))
  const [shown, told] = [linked.find(isOwn), pdf && isOwn(pdf) ? pdf : undefined]
  const id = named ?? shown ?? told
  // On the way from one paper to the next, the head or the body may still be about the one before.
  const metas = told && told !== id ? undefined : readMetas(document)
  const arrived = !shown || shown === id
  const title = metas?.title ?? (arrived && textOf(first(document, TITLE)))
  if (!title) return null
  const elsewhere = [...(pdf && metas ? [pdf] : []), ...(arrived ? [...linked, ...preprints(document)] : [])]
  const abstract = metas?.abstract ?? (arrived && textOf(fields(document, /^abstract/i)[0]))
  const ids = [...(id ? [id] : []), ...(metas?.ids ?? []), ...withoutContradictions(elsewhere)]
  return { ...metas, ids: [...new Set(ids)], title, ...(abstract && { abstract }) }
}

function isOwn(id: PaperId): boolean {
  return schemeOf(id) === 'openreview'
}

/** The paper's identifiers elsewhere, of the fields that are there for them: others may link any paper. */
function preprints(document: Document): PaperId[] {
  return idsOfLinks(fields(document, /arxiv|preprint/i).flatMap(linksIn))
}

/** Values of the fields of the paper, not of its reviews, with such a label. */
function fields(document: Document, label: RegExp): Element[] {
  return [...document.querySelectorAll(FIELDS)].flatMap(field => {
    const [name, value] = field.children
    return value && label.test(name?.textContent ?? '') ? [value] : []
  })
}
