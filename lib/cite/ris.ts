import { citedDoi, dateParts, dateText, factsOf } from './facts'
import type { Citable, CitationFormat } from './format'
import { citationKeys } from './keys'
import { familyOf, type Name, readNames } from './names'
import { printable, printableLine, readLine } from './printable'

/** RIS, which EndNote, Mendeley, Zotero and library catalogues read. */
export const ris: CitationFormat = {
  id: 'ris',
  label: 'RIS',
  extension: 'ris',
  mediaType: 'application/x-research-info-systems',
  format: papers => {
    const keys = citationKeys(papers)
    return papers.map((paper, index) => record(paper, keys[index] ?? '')).join('\r\n')
  },
}

/** A tag with its value; what has no value is left out. */
type Line = readonly [tag: string, value: string | undefined]

/** A record: a preprint is `UNPB`, unpublished, for RIS has no type of its own for it. */
function record(paper: Citable, key: string): string {
  const facts = factsOf(paper)
  const { arxiv, url, journal } = facts
  const own = paper.own ?? {}
  const lines: Line[] = [
    ['TY', journal ? 'JOUR' : 'UNPB'],
    ['ID', key],
    ['TI', readLine(paper.title)],
    ...readNames(paper.authors).map((name): Line => ['AU', nameOf(name)]),
    ['T2', journal && readLine(journal)],
    ['PY', dateText({ ...(paper.year !== undefined && { year: paper.year }) })],
    ['DA', dateOf(paper)],
    ['PB', journal ? undefined : arxiv && 'arXiv'],
    // RIS has no tag for arXiv's number: the accession number is read by most, the number by some.
    ['AN', arxiv && `arXiv:${arxiv}`],
    ['M1', journal ? undefined : arxiv && `arXiv:${arxiv}`],
    ['DO', citedDoi(facts)],
    ['UR', url],
    ['AB', readLine(paper.abstract ?? '')],
    ...(own.tags ?? []).map((tag): Line => ['KW', printableLine(tag)]),
    ['N1', noteOf(own.note ?? '')],
  ]
  const text = lines.flatMap(([tag, value]) => (value ? [`${tag}  - ${value}\r\n`] : []))
  return `${text.join('')}ER  - \r\n`
}

/** "Family, Given, Suffix". In the name of a group a comma would part it. */
function nameOf(name: Name): string {
  if ('literal' in name) return name.literal.replaceAll(',', ';')
  return [familyOf(name), name.given, name.suffix]
    .join(', ')
    .replace(/[, ]+$/, '')
    .replace(', , ', ', ')
}

/** `2017/06/12/`, with empty places for what is not known. */
function dateOf(paper: Citable): string | undefined {
  const [year, ...rest] = dateParts(paper)
  if (year === undefined || rest.length === 0) return undefined
  const [month = '', day = ''] = rest.map(part => String(part).padStart(2, '0'))
  return `${String(year).padStart(4, '0')}/${month}/${day}/`
}

/** A line that goes on has no tag. Spaces are made one, so that no line of a note can be taken for one that has. */
function noteOf(note: string): string {
  return printable(note).split('\n').map(printableLine).filter(Boolean).join('\r\n')
}
