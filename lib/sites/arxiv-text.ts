import { arxivPaperAt } from './arxiv-url'
import type { Site } from './site'

const VIEWS = ['pdf', 'html', 'format', 'src', 'ftp']

/** arXiv's PDF, HTML and source pages. Known from their address, for the popup; nothing is placed on them. */
export const arxivText: Site = {
  id: 'arxiv-text',
  name: 'arXiv',
  matches: [],
  identify: url => arxivPaperAt(url, VIEWS),
  read(_document, url) {
    const id = arxivPaperAt(url, VIEWS)
    return id && { ids: [id] }
  },
  panelPlace: () => null,
  theme: document => (document.documentElement.dataset.theme === 'dark' ? 'dark' : 'light'),
  testUrls: [
    ['https://arxiv.org/pdf/2003.13678.pdf', 'arxiv:2003.13678'],
    ['https://arxiv.org/pdf/2003.13678//', 'arxiv:2003.13678'],
    ['https://export.arxiv.org/pdf/2003.13678', 'arxiv:2003.13678'],
    ['https://arxiv.org/pdf/1505.07818v4', 'arxiv:1505.07818'],
    ['https://arxiv.org/pdf/cs/9605103.pdf', 'arxiv:cs/9605103'],
    ['https://arxiv.org/html/2504.08385v2', 'arxiv:2504.08385'],
    ['https://arxiv.org/html/2306.16433v1/2306.16433v1.html', 'arxiv:2306.16433'],
    ['https://arxiv.org/format/2401.00001', 'arxiv:2401.00001'],
    ['https://arxiv.org/src/2401.00001v1', 'arxiv:2401.00001'],
    ['https://arxiv.org/ftp/cond-mat/papers/0408/0408502.pdf', 'arxiv:cond-mat/0408502'],
    ['https://arxiv.org/list/astro-ph/new', null],
    ['https://arxiv.org/', null],
  ],
}
