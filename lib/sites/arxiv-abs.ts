import { arxivAddress, arxivPatterns } from './arxiv-url'
import { readMetas } from './reading/highwire'
import { metaFirst } from './reading/metas'
import { alwaysLight, paperPage } from './reading/page'
import { columnIn, first } from './reading/select'
import { textOf } from './reading/text'
import type { PaperReading, Selectors, Site, TestUrls } from './site'

const TITLE: Selectors = [['h1.title', '2026-07']]
const ABSTRACT: Selectors = [['blockquote.abstract', '2026-07']]
const COLUMN: Selectors = [['.extra-services', '2026-07']]

/** arXiv's abstract pages. Layouts seen: "spinout", live since July 2026, and "red" before it. */
export const arxivAbs: Site = {
  id: 'arxiv-abs',
  name: 'arXiv',
  matches: arxivPatterns('abs/*'),
  identify: url => arxivAddress(url, ['abs'], 'paper'),
  read: (document, url) => paperPage(() => read(document, url)),
  panelPlace: document => columnIn(first(document, COLUMN)),
  // arXiv's abstract pages have no dark form.
  theme: alwaysLight,
  anchors: { paper: { title: TITLE, abstract: ABSTRACT, column: COLUMN } },
}

export const testUrls: TestUrls = [
  ['https://arxiv.org/abs/2203.14206', { kind: 'paper', ids: ['arxiv:2203.14206'] }],
  ['https://arxiv.org/abs/2003.13678//', { kind: 'paper', ids: ['arxiv:2003.13678'] }],
  ['https://arxiv.org/abs/1512.03385?query#anchor', { kind: 'paper', ids: ['arxiv:1512.03385'] }],
  ['https://www.arxiv.org/abs/cs/9605103/', { kind: 'paper', ids: ['arxiv:cs/9605103'] }],
  ['https://arxiv.org/abs/1810.04805v2', { kind: 'paper', ids: ['arxiv:1810.04805'] }],
  ['https://arxiv.org/abs/solv-int/9901001', { kind: 'paper', ids: ['arxiv:solv-int/9901001'] }],
  ['https://arxiv.org/abs/math.GT/0309136v1', { kind: 'paper', ids: ['arxiv:math/0309136'] }],
  ['https://arxiv.org/abs/', null],
  ['https://arxiv.org/abs/notanid', null],
  ['https://notarxiv.org/abs/1706.03762', null],
  ['https://arxiv.org.evil.example/abs/1706.03762', null],
  ['https://evil.example/?u=https://arxiv.org/abs/1706.03762', null],
]

function read(document: Document, url: URL): PaperReading | null {
  const [id] = arxivAddress(url, ['abs'], 'paper')?.ids ?? []
  const metas = readMetas(document)
  const title = metas.title ?? textOf(first(document, TITLE), '.descriptor')
  // arXiv's error pages stand at a paper's address and have neither.
  if (!id || !(title || metaFirst(document, 'citation_arxiv_id'))) return null
  const abstract = metas.abstract ?? textOf(first(document, ABSTRACT), '.descriptor')
  return { ...metas, ids: [id], ...(title && { title }), ...(abstract && { abstract }) }
}
