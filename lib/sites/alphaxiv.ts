import type { PaperId } from '../papers/identifier'
import { paperOfUrl } from '../papers/paper-url'
import { arxivPaperOn } from './arxiv-url'
import { metaFirst } from './reading/metas'
import { listingPage, paperPage, shownTheme } from './reading/page'
import { textOf } from './reading/text'
import { isOn, segmentsOf } from './reading/url'
import type { Address, PaperReading, Site, Spot, TestUrls } from './site'

const HOST = /^(?:www\.)?alphaxiv\.org$/
const PAPER_LINK = 'a[href*="/abs/"]'

/** alphaXiv, an app of one page that shows arXiv's papers, and lists of them. */
export const alphaxiv: Site = {
  id: 'alphaxiv',
  name: 'alphaXiv',
  matches: ['https://www.alphaxiv.org/*', 'https://alphaxiv.org/*'],
  identify,
  read: (document, url) =>
    identify(url)?.kind === 'listing'
      ? listingPage(() => rows(document))
      : paperPage(() => read(document, url)),
  panelPlace: () => null,
  theme: shownTheme,
  anchors: {},
}

export const testUrls: TestUrls = [
  [
    'https://www.alphaxiv.org/abs/1706.03762?chatId=x',
    { kind: 'paper', native: '1706.03762', ids: ['arxiv:1706.03762'] },
  ],
  ['https://www.alphaxiv.org/overview/2512.21120v1', { kind: 'paper', ids: ['arxiv:2512.21120'] }],
  ['https://alphaxiv.org/zh/overview/2512.21120v1.md', { kind: 'paper', ids: ['arxiv:2512.21120'] }],
  ['https://www.alphaxiv.org/pdf/2512.21120', { kind: 'paper', ids: ['arxiv:2512.21120'] }],
  ['https://www.alphaxiv.org/', { kind: 'listing', ids: [] }],
  ['https://www.alphaxiv.org/explore?sort=Hot', { kind: 'listing' }],
  ['https://www.alphaxiv.org/signin', null],
  ['https://alphaxiv.org.evil.example/abs/1706.03762', null],
]

function identify(url: URL): Address | null {
  const paper = arxivPaperOn(HOST, url)
  if (paper) return paper
  return isOn(url, HOST) && /^(?:|explore)$/.test(segmentsOf(url).join('/'))
    ? { kind: 'listing', ids: [] }
    : null
}

/** The address changes before the page does: what still speaks of the paper before is not believed. */
function read(document: Document, url: URL): PaperReading | null {
  const ids = arxivPaperOn(HOST, url)?.ids ?? []
  const said =
    metaFirst(document, 'citation_title') || metaFirst(document, 'og:title').replace(/ \| alphaXiv$/i, '')
  const shown = textOf(document.querySelector('h1'))
  const canonical = document.querySelector('link[rel="canonical"]')?.getAttribute('href') ?? ''
  const named = [canonical, metaFirst(document, 'og:url')].flatMap(address => paperOfUrl(address) ?? [])
  const isCurrent = named.some(id => ids.includes(id))
  const isBefore = named.length > 0 && shown === said
  const title = isCurrent ? said || shown : isBefore ? '' : shown
  return ids.length > 0 && title ? { ids, title } : null
}

/** The cards have no names of their own: a card is what is around the links to one paper. */
function* rows(document: Document): Iterable<Spot> {
  const seen = new Set<PaperId>()
  for (const link of document.querySelectorAll(PAPER_LINK)) {
    const id = paperOf(link)
    if (!id || seen.has(id) || !link.textContent?.trim()) continue
    seen.add(id)
    const card = cardOf(link, id)
    const anchor = card === link ? link : (link.parentElement ?? link)
    yield { element: card, anchor, key: id, read: () => readCard(link, id) }
  }
}

function cardOf(link: Element, id: PaperId): Element {
  let card = link
  for (let around = link.parentElement; around; around = around.parentElement) {
    if ([...around.querySelectorAll(PAPER_LINK)].some(other => paperOf(other) !== id)) return card
    card = around
  }
  // The only paper: how far its card goes cannot be told.
  return link.parentElement ?? link
}

function readCard(link: Element, id: PaperId): PaperReading {
  const title = textOf(link.querySelector('h1, h2, h3, h4') ?? link)
  // A card that is one link says more than its title.
  return { ids: [id], ...(title.length <= 300 && { title }) }
}

function paperOf(link: Element): PaperId | null {
  return paperOfUrl(URL.parse(link.getAttribute('href') ?? '', link.baseURI)?.href ?? '')
}
