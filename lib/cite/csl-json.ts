import { citedDoi, dateParts, factsOf } from './facts'
import type { Citable, CitationFormat } from './format'
import { citationKeys } from './keys'
import { type Name, readNames } from './names'
import { printable, printableLine, readLine } from './printable'

/** CSL-JSON, which citation processors, Pandoc and Zotero read. */
export const cslJson: CitationFormat = {
  id: 'csl-json',
  label: 'CSL-JSON',
  extension: 'json',
  mediaType: 'application/vnd.citationstyles.csl+json',
  format: papers => `${JSON.stringify(cslItems(papers), null, 2)}\n`,
}

/** An item of CSL-JSON, as far as Gloss fills it in. */
export interface CslItem {
  readonly id: string
  readonly type: 'article' | 'article-journal'
  readonly title: string
  readonly author?: readonly CslName[]
  readonly issued?: { readonly 'date-parts': readonly (readonly number[])[] }
  readonly 'container-title'?: string
  /** Who holds a preprint, and its number there. */
  readonly publisher?: string
  readonly number?: string
  /** Where a paper is kept besides: its number at arXiv stays with what a journal has printed. */
  readonly archive?: string
  readonly archive_location?: string
  readonly DOI?: string
  readonly URL?: string
  readonly abstract?: string
  readonly keyword?: string
  readonly annote?: string
}

export interface CslName {
  readonly family?: string
  readonly given?: string
  readonly suffix?: string
  readonly 'non-dropping-particle'?: string
  readonly literal?: string
}

/** The papers as items of CSL-JSON, each with its citation key as its id. */
export function cslItems(papers: readonly Citable[]): CslItem[] {
  const keys = citationKeys(papers)
  return papers.map((paper, index) => itemOf(paper, keys[index] ?? ''))
}

function itemOf(paper: Citable, id: string): CslItem {
  const facts = factsOf(paper)
  const { arxiv, url, journal } = facts
  const doi = citedDoi(facts)
  const author = readNames(paper.authors).map(nameOf)
  const issued = dateParts(paper)
  const abstract = readLine(paper.abstract ?? '')
  const keyword = (paper.own?.tags ?? []).map(printableLine).filter(Boolean).join(', ')
  const annote = printable(paper.own?.note ?? '').trim()
  return {
    id,
    type: journal ? 'article-journal' : 'article',
    title: readLine(paper.title),
    ...(author.length > 0 && { author }),
    ...(issued.length > 0 && { issued: { 'date-parts': [issued] } }),
    ...(journal && { 'container-title': readLine(journal) }),
    ...(!journal && arxiv && { publisher: 'arXiv', number: `arXiv:${arxiv}` }),
    ...(arxiv && { archive: 'arXiv', archive_location: arxiv }),
    ...(doi && { DOI: doi }),
    ...(url && { URL: url }),
    ...(abstract && { abstract }),
    ...(keyword && { keyword }),
    ...(annote && { annote }),
  }
}

function nameOf(name: Name): CslName {
  if ('literal' in name) return name
  const { family, given, particle, suffix } = name
  return {
    family,
    ...(given && { given }),
    ...(particle && { 'non-dropping-particle': particle }),
    ...(suffix && { suffix }),
  }
}
