import { arxivAbs } from '../arxiv-abs'
import { arxivList } from '../arxiv-list'
import { arxivPdf } from '../arxiv-pdf'
import { arxivSearch } from '../arxiv-search'
import type { Site } from '../site'

/** arXiv's own pages, but for its full texts. */
export const arxiv: readonly Site[] = [arxivAbs, arxivList, arxivPdf, arxivSearch]
