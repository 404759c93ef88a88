import { arxivAddress, arxivPatterns } from './arxiv-url'
import { alwaysLight, paperPage } from './reading/page'
import { segmentsOf } from './reading/url'
import type { PaperReading, Site, TestUrls } from './site'

const VIEWS = ['pdf', 'ftp', 'format', 'src', 'e-print']
const identify = (url: URL) => arxivAddress(url, VIEWS, 'pdf')

/** arXiv's PDFs and sources. Known from their address only; nothing is placed on them. */
export const arxivPdf: Site = {
  id: 'arxiv-pdf',
  name: 'arXiv',
  matches: arxivPatterns('pdf/*'),
  identify,
  read: (_document, url) => paperPage(() => read(url)),
  panelPlace: () => null,
  theme: alwaysLight,
  anchors: {},
}

export const testUrls: TestUrls = [
  ['https://arxiv.org/pdf/2003.13678.pdf', { kind: 'pdf', native: '2003.13678', ids: ['arxiv:2003.13678'] }],
  ['https://arxiv.org/pdf/2003.13678//', { kind: 'pdf', ids: ['arxiv:2003.13678'] }],
  ['https://export.arxiv.org/pdf/2003.13678?query#page=2', { kind: 'pdf', ids: ['arxiv:2003.13678'] }],
  ['https://arxiv.org/pdf/1505.07818v4', { kind: 'pdf', ids: ['arxiv:1505.07818'] }],
  ['https://arxiv.org/pdf/cs/9605103.pdf', { kind: 'pdf', ids: ['arxiv:cs/9605103'] }],
  ['https://arxiv.org/pdf/solv-int/9901001v1', { kind: 'pdf', ids: ['arxiv:solv-int/9901001'] }],
  ['https://arxiv.org/format/2401.00001', { kind: 'pdf', ids: ['arxiv:2401.00001'] }],
  ['https://arxiv.org/src/2401.00001v1', { kind: 'pdf', ids: ['arxiv:2401.00001'] }],
  ['https://arxiv.org/e-print/2401.00001', { kind: 'pdf', ids: ['arxiv:2401.00001'] }],
  ['https://arxiv.org/ftp/arxiv/papers/1110/1110.2832.pdf', { kind: 'pdf', ids: ['arxiv:1110.2832'] }],
  [
    'https://arxiv.org/ftp/cond-mat/papers/0408/0408502.pdf',
    { kind: 'pdf', ids: ['arxiv:cond-mat/0408502'] },
  ],
  ['https://arxiv.org/src/2401.00001v1/anc', { kind: 'pdf', ids: ['arxiv:2401.00001'] }],
  ['https://arxiv.org/pdf/', null],
  ['https://arxiv.org/pdf/2413.00001', null],
  ['https://arxiv.org.evil.example/pdf/2401.00001', null],
]

function read(url: URL): PaperReading | null {
  const address = identify(url)
  if (!address?.native) return null
  // What stands behind a paper's number is a file that came with it, or the word that there is none.
  const [view, ...rest] = segmentsOf(url)
  const isPaper = view === 'ftp' || rest.length === address.native.split('/').length
  return isPaper ? { ids: address.ids } : null
}
