import { parseArxivId } from './arxiv'

/** What names a paper: `arxiv:…`, `doi:…`, `acl:…`, `openreview:…`, or `title:…` when nothing else is known. */
export type PaperId = `${Scheme}:${string}`
export type Scheme = (typeof SCHEMES)[number]

/** Schemes from the one that names a paper best to the one that names it least well. */
export const SCHEMES = ['arxiv', 'doi', 'acl', 'openreview', 'title'] as const

const DOI = /^10\.\d{4,9}(?:\.\d+)*\/\S+$/
const DOI_PREFIX = /^(?:doi:\s*|https?:\/\/(?:dx\.)?doi\.org\/)/i
const ARXIV_DOI = /^10\.48550\/arxiv\.(.+)$/i
const ACL_DOI = /^10\.(?:18653\/v1|3115\/v1)\/(.+)$/i
const ACL_OLD = /^[A-Z]\d{2}-\d{4,5}$/i
const ACL_NEW = /^\d{4}\.[a-z0-9]+-[a-z0-9]+\.\d+$/i
const OPENREVIEW = /^[A-Za-z0-9_-]{5,32}$/

/**
 * The canonical identifier that `text` is in one of the catalogues, or null: as `parseIdentifier`, which reads titles
 * too and takes more code for it.
 */
export function parseCatalogued(text: string): PaperId | null {
  const trimmed = text.trim()
  const scheme = /^(arxiv|doi|acl|openreview):/i.exec(trimmed)?.[1]?.toLowerCase()
  const rest = scheme ? trimmed.slice(scheme.length + 1).trim() : trimmed
  switch (scheme) {
    case 'arxiv':
      return arxiv(rest)
    case 'doi':
      return doi(rest)
    case 'acl':
      return acl(rest)
    case 'openreview':
      return OPENREVIEW.test(rest) ? `openreview:${rest}` : null
    default:
      return arxiv(rest) ?? doi(rest) ?? acl(rest)
  }
}

/**
 * Whether two sets of identifiers cannot be of one paper: both name it in the same scheme, and differently. Titles
 * never contradict each other.
 */
export function contradict(a: readonly PaperId[], b: readonly PaperId[]): boolean {
  return SCHEMES.filter(scheme => scheme !== 'title').some(scheme => {
    const [first, second] = [a, b].map(ids => ids.filter(id => schemeOf(id) === scheme))
    return first?.length && second?.length && !first.some(id => second.includes(id))
  })
}

/** The scheme of an identifier: `arxiv` of `arxiv:2401.00001`. */
export function schemeOf(id: PaperId): Scheme {
  return id.slice(0, id.indexOf(':')) as Scheme
}

/** The identifier without its scheme: `2401.00001` of `arxiv:2401.00001`. */
export function nativeId(id: PaperId): string {
  return id.slice(id.indexOf(':') + 1)
}

function arxiv(text: string): PaperId | null {
  const parsed = parseArxivId(text)
  return parsed && `arxiv:${parsed.id}`
}

function doi(text: string): PaperId | null {
  const bare = text
    .replace(DOI_PREFIX, '')
    .trim()
    .replace(/[.,;:)\]}'"]+$/, '')
  if (!DOI.test(bare)) return null
  const arxivPart = ARXIV_DOI.exec(bare)?.[1]
  if (arxivPart) return arxiv(arxivPart)
  const aclPart = ACL_DOI.exec(bare)?.[1]
  return (aclPart && acl(aclPart)) || `doi:${bare.toLowerCase()}`
}

function acl(text: string): PaperId | null {
  const bare = text.replace(/(?:v\d+)?(?:\.pdf|\.bib)?\/?$/, '')
  if (ACL_OLD.test(bare)) return `acl:${bare.toUpperCase()}`
  return ACL_NEW.test(bare) ? `acl:${bare.toLowerCase()}` : null
}
