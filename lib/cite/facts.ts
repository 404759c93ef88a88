import { nativeId, paperUrl, schemeOf } from '../papers/identifier'
import type { Citable } from './format'
import { printableLine } from './printable'

/** What formats ask of a paper's identifiers. */
export interface Facts {
  /** Its number at arXiv, without a version. */
  readonly arxiv?: string
  /** The archive or class at arXiv, such as `cs.CL`; only where there is a number. */
  readonly arxivClass?: string
  /** Its DOI at the publisher. That of arXiv itself is none: it is said by the number. */
  readonly doi?: string
  /** Where it is read, by its best identifier that has an address. */
  readonly url?: string
  /** Where it was published. */
  readonly journal?: string
}

/** The facts of a paper that formats share. */
export function factsOf(paper: Citable): Facts {
  const arxiv = nativeOf(paper, 'arxiv')
  const doi = nativeOf(paper, 'doi')
  const [arxivClass] = paper.categories ?? []
  const url = paper.ids.map(paperUrl).find(Boolean)
  const journal = paper.journal && printableLine(paper.journal)
  return {
    ...(arxiv && { arxiv }),
    ...(arxiv && arxivClass && { arxivClass: printableLine(arxivClass) }),
    ...(doi && { doi: printableLine(doi) }),
    ...(url && { url: printableLine(url) }),
    ...(journal && { journal }),
  }
}

/** The DOI by which a paper is cited: the publisher's, else the one that arXiv registers for each of its papers. */
export function citedDoi({ doi, arxiv }: Facts): string | undefined {
  return doi ?? (arxiv && `10.48550/arXiv.${arxiv}`)
}

/** When a paper was published, as far as it is known: `2017-06-12`, `2017-06`, `2017`. */
export function dateText(paper: Pick<Citable, 'year' | 'month' | 'day'>): string | undefined {
  const [year, ...rest] = dateParts(paper)
  if (year === undefined) return undefined
  return [String(year).padStart(4, '0'), ...rest.map(part => String(part).padStart(2, '0'))].join('-')
}

/** Year, month and day of publication, as many as are known from the year on. */
export function dateParts({ year, month, day }: Pick<Citable, 'year' | 'month' | 'day'>): number[] {
  const parts: number[] = []
  for (const part of [year, month, day]) {
    if (part === undefined) break
    parts.push(part)
  }
  return parts
}

function nativeOf(paper: Citable, scheme: 'arxiv' | 'doi'): string | undefined {
  const id = paper.ids.find(candidate => schemeOf(candidate) === scheme)
  return id && nativeId(id)
}
