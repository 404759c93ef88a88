import { ar5iv } from '../ar5iv'
import { arxivHtml } from '../arxiv-html'
import type { Site } from '../site'

/** arXiv's papers as web pages, with their bibliographies. */
export const fullTexts: readonly Site[] = [ar5iv, arxivHtml]
