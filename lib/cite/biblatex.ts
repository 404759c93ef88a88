import { bibAuthors, bibEntry, bibKeywords, bibNote } from './bib-entry'
import { dateText, type Facts, factsOf } from './facts'
import type { Citable, CitationFormat } from './format'
import { citationKeys } from './keys'
import { escapeRead, escapeText, escapeTitle, escapeVerbatim } from './latex-escape'

/** BibLaTeX, for biber: dates in one field, and the eprint fields by their own names. */
export const biblatex: CitationFormat = {
  id: 'biblatex',
  label: 'BibLaTeX',
  extension: 'bib',
  mediaType: 'application/x-bibtex',
  format: papers => {
    const keys = citationKeys(papers)
    return papers.map((paper, index) => entry(paper, keys[index] ?? '')).join('\n')
  },
}

function entry(paper: Citable, key: string): string {
  const facts = factsOf(paper)
  const { arxiv, arxivClass, doi, url, journal } = facts
  return bibEntry(entryType(facts), key, [
    ['title', escapeTitle(paper.title)],
    ['author', bibAuthors(paper.authors)],
    ['journaltitle', journal && escapeRead(journal)],
    ['date', dateText(paper)],
    ['eprint', arxiv],
    ['eprinttype', arxiv && 'arxiv'],
    ['eprintclass', arxivClass && escapeText(arxivClass)],
    ['doi', doi && escapeVerbatim(doi)],
    ['url', url && escapeVerbatim(url)],
    ['abstract', escapeRead(paper.abstract ?? '')],
    ['keywords', bibKeywords(paper)],
    ['annotation', bibNote(paper)],
  ])
}

/** A preprint is read online, and `@online` must have an address; a DOI alone does not say where it was published. */
function entryType({ journal, doi, url }: Facts): string {
  if (journal) return 'article'
  return url && !doi ? 'online' : 'misc'
}
