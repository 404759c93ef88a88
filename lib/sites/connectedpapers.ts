import { alwaysLight, paperPage } from './reading/page'
import { idsOfLinks, linksIn } from './reading/spots'
import { textOf } from './reading/text'
import { isOn, segmentsOf } from './reading/url'
import type { Address, PaperReading, Selectors, Site, TestUrls } from './site'

const LINKS: Selectors = [['#open-in-container', '2026-09']]

/** Connected Papers: the graph around a paper. What is read is the paper that is chosen in it, at first its own. */
export const connectedpapers: Site = {
  id: 'connectedpapers',
  name: 'Connected Papers',
  matches: ['https://www.connectedpapers.com/*'],
  identify,
  read: document => paperPage(() => read(document)),
  panelPlace: () => null,
  theme: alwaysLight,
  anchors: { paper: { links: LINKS } },
}

export const testUrls: TestUrls = [
  [
    'https://www.connectedpapers.com/main/87c45a908537ffe1d2ab71a5d609bd7b4efa4fe1/arxiv',
    { kind: 'paper', native: '87c45a908537ffe1d2ab71a5d609bd7b4efa4fe1', ids: [] },
  ],
  [
    'http://connectedpapers.com/main/87c45a908537ffe1d2ab71a5d609bd7b4efa4fe1/Margins/graph?x#y',
    { kind: 'paper', native: '87c45a908537ffe1d2ab71a5d609bd7b4efa4fe1' },
  ],
  ['https://www.connectedpapers.com/main/87c45a9', null],
  ['https://www.connectedpapers.com/search?q=margins', null],
  ['https://www.connectedpapers.com/', null],
  ['https://www.connectedpapers.com.evil.example/main/87c45a908537ffe1d2ab71a5d609bd7b4efa4fe1', null],
]

function identify(url: URL): Address | null {
  if (!isOn(url, /^(?:www\.)?connectedpapers\.com$/)) return null
  const [, native] = /^main\/([\da-f]{40})(?:\/|$)/.exec(segmentsOf(url).join('/')) ?? []
  return native ? { kind: 'paper', native, ids: [] } : null
}

function read(document: Document): PaperReading | null {
  const links = document.querySelector('#open-in-container')
  const ids = links ? idsOfLinks(linksIn(links)) : []
  const title = titleBeside(links)
  return title || ids.length > 0 ? { ids, ...(title && { title }) } : null
}

/** The title in the same pane: in the smallest part of the page that has one, if it has no other. */
function titleBeside(links: Element | null): string {
  for (let part = links?.parentElement; part; part = part.parentElement) {
    const titles = part.querySelectorAll('.title_link')
    if (titles.length > 0) return titles.length === 1 ? textOf(titles[0]) : ''
  }
  return ''
}
