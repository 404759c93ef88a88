import { factsOf } from './facts'
import type { Citable, CitationFormat } from './format'
import { fullName, type Name, OTHERS, readNames } from './names'
import { readLine } from './printable'

/** A sentence to paste into a mail: authors, year, title, where it was published, and its address. */
export const plainText: CitationFormat = {
  id: 'plain-text',
  label: 'Plain text',
  extension: 'txt',
  mediaType: 'text/plain',
  format: papers => papers.map(paper => `${sentence(paper)}\n`).join('\n'),
}

/** Of more authors than this only the first few are named, or nobody would read as far as the title. */
const MAX_AUTHORS = 12
const FIRST_AUTHORS = 6

function sentence(paper: Citable): string {
  const { arxiv, doi, url, journal } = factsOf(paper)
  const year = paper.year === undefined ? '' : ` (${paper.year})`
  const number = arxiv && `arXiv:${arxiv}`
  const parts = [
    `${authorsOf(readNames(paper.authors))}${year}`.trim(),
    readLine(paper.title),
    journal && readLine(journal),
    number,
    doi && `doi:${doi}`,
  ]
  const text = parts.flatMap(part => (part ? [/[.?!…]$/.test(part) ? part : `${part}.`] : []))
  return [...text, url].filter(Boolean).join(' ')
}

function authorsOf(names: readonly Name[]): string {
  const shown = names.length > MAX_AUTHORS ? [...names.slice(0, FIRST_AUTHORS), OTHERS] : names
  return shown.map(fullName).join(', ')
}
