import { contradict, type PaperId } from '../../papers/catalogued'
import { paperOfUrl } from '../../papers/paper-url'
import type { PaperReading, Selectors } from '../site'
import { readMetas } from './highwire'
import { metaAll } from './metas'
import { all, first } from './select'
import { textOf } from './text'

/** Where a page shows of its paper what its metas leave out. */
export interface Shown {
  readonly title: Selectors
  readonly abstract: Selectors
  /** The names of the authors, an element each, the given name first, where metas have none or not so. */
  readonly authors?: Selectors
  /** What in the abstract's element is no part of it. */
  readonly without?: string
  /** Selects links, with whole addresses, to other places of this very paper. */
  readonly own?: string
  /** Further identifiers. */
  ids?(document: Document): readonly PaperId[]
}

/**
 * The paper of a page as its metas say it, and as the page shows it where they do not. `certain` are identifiers known
 * otherwise. Null where no title is found (an error, a login, a shell), or several (a list).
 */
export function readPaper(
  document: Document,
  { title, abstract, authors = [], without, own, ids }: Shown,
  certain: readonly PaperId[] = [],
): PaperReading | null {
  const metas = readMetas(document, certain)
  const named = metas.title ?? textOf(first(document, title))
  if (!named || new Set(metaAll(document, 'citation_title')).size > 1) return null
  const told = metas.abstract ?? textOf(first(document, abstract), without)
  const known = new Set([...metas.ids, ...(ids?.(document) ?? []), ...(own ? idsOfOwn(document, own) : [])])
  const names = [...new Set(all(document, authors).map(name => textOf(name, 'sup')))].filter(Boolean)
  return {
    ...metas,
    // What an address names is certain: a meta that names another paper is wrong.
    ids: [...known].filter(id => !contradict([id], certain)),
    title: named,
    ...(told && { abstract: told }),
    ...(names.length > 0 && { authors: names }),
  }
}

/** The identifiers of a paper among `ids`, all of one paper: where two name different papers, neither is left. */
export function withoutContradictions(ids: readonly PaperId[]): PaperId[] {
  return ids.filter(id => !ids.some(other => contradict([id], [other])))
}

function idsOfOwn(document: Document, own: string): PaperId[] {
  const links = [...document.querySelectorAll(own)]
  return withoutContradictions(links.flatMap(link => paperOfUrl(link.getAttribute('href') ?? '') ?? []))
}
