import type { PaperId } from '../papers/identifier'
import { arxivAddress, arxivPatterns } from './arxiv-url'
import { bibliographyOf } from './reading/bibliography'
import { isRefusal } from './reading/kind-of-page'
import { LATEXML_TITLE, readLatexml } from './reading/latexml'
import { paperPage, shownTheme } from './reading/page'
import { textOf } from './reading/text'
import type { PaperReading, Site, TestUrls } from './site'

/** Papers as HTML on arXiv: most made by LaTeXML, a few by their authors. */
export const arxivHtml: Site = {
  id: 'arxiv-html',
  name: 'arXiv',
  matches: arxivPatterns('html/*'),
  identify: url => arxivAddress(url, ['html'], 'paper'),
  read(document, url) {
    const { ids = [] } = arxivAddress(url, ['html'], 'paper') ?? {}
    return paperPage(
      () => readLatexml(document, ids) ?? readAuthorsHtml(document, ids),
      () => bibliographyOf(document, ids),
    )
  },
  // The text is as wide as the window allows.
  panelPlace: () => null,
  theme: shownTheme,
  anchors: { paper: { title: [...LATEXML_TITLE, ['h1', '2026-07']] } },
}

export const testUrls: TestUrls = [
  ['https://arxiv.org/html/2504.08385v2', { kind: 'paper', native: '2504.08385', ids: ['arxiv:2504.08385'] }],
  ['https://arxiv.org/html/2306.16433v1/2306.16433v1.html', { kind: 'paper', ids: ['arxiv:2306.16433'] }],
  ['https://arxiv.org/html/cs/9901011/history.htm#origins', { kind: 'paper', ids: ['arxiv:cs/9901011'] }],
  ['https://arxiv.org/html/', null],
  ['https://arxiv.org/html/cs/history.htm', null],
]

/** A page as an author wrote it. arXiv's own pages, its error pages among them, have its header. */
function readAuthorsHtml(document: Document, ids: readonly PaperId[]): PaperReading | null {
  const title = textOf(document.querySelector('h1'))
  const isArxivs = document.querySelector('#main-container, .ds-site-header, #header') !== null
  return title && !isArxivs && !isRefusal(document) ? { ids, title } : null
}
