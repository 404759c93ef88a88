import { type PaperId, parseCatalogued } from '../../papers/catalogued'
import { oneLine } from '../../papers/one-line'
import { type Day, isDay } from '../../time'
import type { PaperReading } from '../site'
import { metaAll, metaFirst } from './metas'

const DOI_METAS = [
  'citation_doi',
  'dc.identifier',
  'dc.identifier.doi',
  'prism.doi',
  'bepress_citation_doi',
  'doi',
]
/** "Li, Mo; Ek, Bo", "Mo Li, Bo Ek, and Jo Ty" */
const BETWEEN_NAMES = /;|, and |, (?=.*, and )/
/** bioRxiv's abstracts come as they are marked up. */
const MARKUP = /<\/?(?:(h\d|p|sec|title)|[bi]|em|strong|su[bp])(?:\s[^<>]*)?>/gi
const DATE_METAS = ['citation_date', 'citation_publication_date', 'citation_online_date']

/**
 * What the metas of a page say of its paper, in the vocabulary of Highwire Press that Google Scholar asks sites for
 * (`citation_title`, …). `certain` are identifiers known otherwise; they come first. Everything may be missing.
 */
export function readMetas(document: Document, certain: readonly PaperId[] = []): PaperReading {
  const titles = metaAll(document, 'citation_title')
  const single = metaAll(document, 'citation_author')
  const joined = metaAll(document, 'citation_authors').flatMap(names => names.split(BETWEEN_NAMES))
  const authors = (joined.length > single.length ? joined : single).map(givenNameFirst).filter(Boolean)
  const abstract = oneLine(
    metaFirst(document, 'citation_abstract').replace(MARKUP, (_, block) => (block ? ' ' : '')),
  )
  const published = DATE_METAS.map(name => slashedDay(metaFirst(document, name))).find(Boolean)
  const ids = [...certain, ...idsOfMetas(document)]
  return {
    ids: [...new Set(ids)],
    ...(titles[0] && { title: titles[0] }),
    ...(abstract && { abstract }),
    ...(authors.length > 0 && { authors }),
    ...(published && { published }),
  }
}

/** The identifiers that the metas name: arXiv's number, a DOI. */
export function idsOfMetas(document: Document): PaperId[] {
  const arxiv = parseCatalogued(`arxiv:${metaFirst(document, 'citation_arxiv_id')}`)
  const dois = DOI_METAS.flatMap(name => metaAll(document, name))
    .map(text => text.replace(/^(?:doi:\s*|info:doi\/|https?:\/\/(?:dx\.)?doi\.org\/)/i, ''))
    .filter(text => text.startsWith('10.'))
    .flatMap(text => parseCatalogued(`doi:${text}`) ?? [])
  return [...new Set([...(arxiv ? [arxiv] : []), ...dois])]
}

/** "He, Han" as "Han He", "Collaboration, for the LHCb" as "LHCb Collaboration"; a name without a comma stays. */
export function givenNameFirst(name: string): string {
  const [family, ...given] = name.split(',')
  const inOrder = given.length > 0 ? `${given.join(',')} ${family}` : name
  return oneLine(inOrder).replace(/^(?:for|on behalf of) (?:the )?/i, '')
}

/** "2007/04/02" and "2007-4-2" as a day. */
function slashedDay(text: string): Day | undefined {
  const day = text
    .split(/[/-]/)
    .map(part => part.padStart(2, '0'))
    .join('-')
  return isDay(day) ? day : undefined
}
