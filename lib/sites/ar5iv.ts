import { arxivPaperOn } from './arxiv-url'
import { bibliographyOf } from './reading/bibliography'
import { LATEXML_TITLE, readLatexml } from './reading/latexml'
import { paperPage, shownTheme } from './reading/page'
import type { Site, TestUrls } from './site'

const HOST = /^(?:www\.)?ar5iv\.(?:labs\.arxiv\.)?org$/

/** arXiv's laboratory for papers as HTML. */
export const ar5iv: Site = {
  id: 'ar5iv',
  name: 'ar5iv',
  matches: ['https://ar5iv.labs.arxiv.org/html/*', 'https://ar5iv.org/html/*', 'https://ar5iv.org/abs/*'],
  identify: url => arxivPaperOn(HOST, url),
  read(document, url) {
    const { ids = [] } = arxivPaperOn(HOST, url) ?? {}
    return paperPage(
      () => readLatexml(document, ids),
      () => bibliographyOf(document, ids),
    )
  },
  // The text is as wide as the window allows.
  panelPlace: () => null,
  theme: shownTheme,
  anchors: { paper: { title: LATEXML_TITLE } },
}

export const testUrls: TestUrls = [
  [
    'https://ar5iv.labs.arxiv.org/html/1512.03385',
    { kind: 'paper', native: '1512.03385', ids: ['arxiv:1512.03385'] },
  ],
  ['https://ar5iv.org/abs/1706.03762', { kind: 'paper', ids: ['arxiv:1706.03762'] }],
  ['https://ar5iv.org/html/hep-th/9901001v2#bib', { kind: 'paper', ids: ['arxiv:hep-th/9901001'] }],
  ['https://ar5iv.labs.arxiv.org/', null],
  ['https://ar5iv.labs.arxiv.org.evil.example/html/1512.03385', null],
]
