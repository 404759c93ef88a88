import { nativeId, type PaperId, parseCatalogued, SCHEMES, schemeOf } from './catalogued'
import { titleKey } from './title-key'

export type { PaperId, Scheme } from './catalogued'
export { contradict, nativeId, SCHEMES, schemeOf } from './catalogued'

/**
 * The canonical identifier that `text` is, or null. Takes what people and pages write: `2401.00001v2`,
 * `arXiv:hep-th/9901001`, `10.48550/arXiv.2401.00001`, a doi.org address, `P18-1001`, `acl:…`, `openreview:…`,
 * `title:…`. Idempotent: an identifier gives itself.
 */
export function parseIdentifier(text: string): PaperId | null {
  const title = /^\s*title:(.*)$/is.exec(text)?.[1]
  return title === undefined ? parseCatalogued(text) : fromTitle(title.trim())
}

/** The identifier made of a title alone, or null where the title is too short to be unique. */
export function fromTitle(title: string): PaperId | null {
  const key = titleKey(title)
  return key ? `title:${key}` : null
}

/** Best name first: by scheme, then alphabetically. A total order, so that merging does not depend on its order. */
export function compareIds(a: PaperId, b: PaperId): number {
  return SCHEMES.indexOf(schemeOf(a)) - SCHEMES.indexOf(schemeOf(b)) || (a < b ? -1 : a > b ? 1 : 0)
}

/** The address where a paper is read, or undefined for one that is known by its title only. */
export function paperUrl(id: PaperId): string | undefined {
  const native = nativeId(id)
  switch (schemeOf(id)) {
    case 'arxiv':
      return `https://arxiv.org/abs/${native}`
    case 'doi':
      return `https://doi.org/${encodeURI(native.toWellFormed()).replace(/[?#]/g, encodeURIComponent)}`
    case 'acl':
      return `https://aclanthology.org/${native}`
    case 'openreview':
      return `https://openreview.net/forum?id=${native}`
    case 'title':
      return undefined
  }
}
