import { bibAuthors, bibEntry, bibKeywords, bibNote } from './bib-entry'
import { factsOf } from './facts'
import type { Citable, CitationFormat } from './format'
import { citationKeys } from './keys'
import { escapeRead, escapeText, escapeTitle, escapeVerbatim } from './latex-escape'

/** BibTeX: a preprint as `@misc` with the `eprint` fields arXiv asks for, what a journal printed as `@article`. */
export const bibtex: CitationFormat = {
  id: 'bibtex',
  label: 'BibTeX',
  extension: 'bib',
  mediaType: 'application/x-bibtex',
  format: papers => {
    const keys = citationKeys(papers)
    return papers.map((paper, index) => entry(paper, keys[index] ?? '')).join('\n')
  },
}

const MONTHS = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ')

function entry(paper: Citable, key: string): string {
  const { arxiv, arxivClass, doi, url, journal } = factsOf(paper)
  return bibEntry(journal ? 'article' : 'misc', key, [
    ['title', escapeTitle(paper.title)],
    ['author', bibAuthors(paper.authors)],
    ['journal', journal && escapeRead(journal)],
    ['year', paper.year?.toString()],
    ['month', MONTHS[(paper.month ?? 0) - 1]],
    ['eprint', arxiv],
    ['archivePrefix', arxiv && 'arXiv'],
    ['primaryClass', arxivClass && escapeText(arxivClass)],
    ['doi', doi && escapeVerbatim(doi)],
    ['url', url && escapeVerbatim(url)],
    ['abstract', escapeRead(paper.abstract ?? '')],
    ['keywords', bibKeywords(paper)],
    ['annote', bibNote(paper)],
  ])
}
