import { type PaperId, parseCatalogued } from './catalogued'

/** The path of an address, decoded and cut at its slashes. */
type Segments = readonly string[]

interface Host {
  /** Whole host names: a name that merely begins or ends like one of them is another host. */
  readonly name: RegExp
  paper(segments: Segments, url: URL): PaperId | null
}

const ARXIV_VIEWS = new Set(['abs', 'pdf', 'html', 'format', 'src', 'e-print'])

/** The version and the view are no part of a preprint's DOI. Addresses by day leave out its prefix. */
const BIORXIV =
  /^(?:cgi\/)?content\/(?:(?:\w+\/)?early\/\d{4}\/\d\d\/\d\d\/|(?=10\.))(?:(10\.\d{4,9})\/)?(?!10\.)([\d.]*\d)(?=v\d|\.[a-z]|\/|$)/i
const SPRINGER =
  /^(?:article|chapter|protocol|referenceworkentry|content\/pdf)\/(10\.\d{4,9}\/[^/]+?)(?:\.pdf)?(?:\/|$)/
/** Only of these names is it certain that they are DOIs without their prefix. "d41586-…" is news. */
const NATURE =
  /^(?:articles|[a-z]+\/journal\/\w+\/\w+\/[a-z]+)\/(s4\d{4}-\d{3}-\d{4,5}-\w|nature\d{4,5})(?=[._/]|$)/
/** dblp files arXiv's papers as "journals/corr/abs-2401-00001", older ones as "abs-cs-0703093" or "cs-DS-0105023". */
const DBLP_CORR =
  /^rec\/(?:\w+\/)?journals\/corr\/(?:abs-)?(\d{4}|[a-z-]+?)(?:-[A-Z]{2})?-(\d{4,7})(?:\.\w+)?$/

const HOSTS: readonly Host[] = [
  // arxiv.org, its export and beta hosts, and its old national mirrors.
  { name: /^(?:(?:www|export|browse|beta|[a-z]{2})\.)?arxiv\.org$/, paper: onArxiv },
  {
    name: /^(?:(?:www\.)?huggingface\.co|hf\.co)$/,
    paper: ([first, ...rest]) => (first === 'papers' ? arxivAt(rest) : null),
  },
  { name: /^(?:www\.)?alphaxiv\.org$/, paper: arxivAmong },
  { name: /^(?:www\.)?ar5iv\.(?:labs\.arxiv\.)?org$/, paper: arxivAmong },
  { name: /^(?:(?:www\.)?scirate\.com|papers\.cool)$/, paper: arxivAmong },
  { name: /^(?:(?:dx|www)\.)?doi\.org$/, paper: segments => parseCatalogued(`doi:${segments.join('/')}`) },
  { name: /^(?:www\.)?openreview\.net$/, paper: onOpenReview },
  {
    name: /^(?:(?:www\.)?aclanthology\.org|(?:www\.)?aclweb\.org)$/,
    paper: segments => aclAt(segments[0] === 'anthology' ? segments.slice(1) : segments),
  },
  { name: /^(?:www\.)?(?:biorxiv|medrxiv)\.org$/, paper: onBiorxiv },
  {
    name: /^(?:dl\.acm\.org|pubs\.acs\.org|onlinelibrary\.wiley\.com|journals\.sagepub\.com|www\.(?:tandfonline\.com|science\.org|pnas\.org))$/,
    paper: segments => doiBehind(segments, /^doi$/, /^[a-z]+$/i),
  },
  {
    name: /^link\.springer\.com$/,
    paper: segments => doiOf(SPRINGER.exec(segments.join('/'))?.[1]),
  },
  {
    name: /^(?:www\.)?nature\.com$/,
    paper: segments => doiOf(NATURE.exec(segments.join('/'))?.[1], '10.1038/'),
  },
  { name: /^(?:www\.)?dblp\d?\.(?:org|uni-trier\.de|dagstuhl\.de)$/, paper: onDblp },
]

/**
 * The paper that an http(s) address stands for on arXiv, Hugging Face, alphaXiv, ar5iv, SciRate, OpenReview, the ACL
 * Anthology, bioRxiv, dblp, doi.org and publishers whose addresses hold the DOI, or in the Wayback Machine's copy of such a
 * page. Null for every other address. Never throws, whatever the text.
 */
export function paperOfUrl(address: string): PaperId | null {
  const url = URL.parse(address.trim())
  if (!url) return null
  const archived =
    url.hostname === 'web.archive.org' &&
    /^\/web\/\w{1,20}\/(https?:\/.+)$/.exec(url.pathname + url.search)?.[1]
  return archived ? paperAt(URL.parse(archived)) : paperAt(url)
}

function paperAt(url: URL | null): PaperId | null {
  if (!url || !/^https?:$/.test(url.protocol) || url.username || url.password || url.port) return null
  const host = HOSTS.find(({ name }) => name.test(url.hostname))
  return host?.paper(decoded(url.pathname).split('/').filter(Boolean), url) ?? null
}

function onArxiv([view = '', ...rest]: Segments): PaperId | null {
  if (ARXIV_VIEWS.has(view)) return arxivAt(rest)
  if (view !== 'ftp') return null
  // An old address of a PDF ends in /ftp/arxiv/papers/1110/1110.2832.pdf or /ftp/cond-mat/papers/0408/0408502.pdf.
  const [archive = '', , , file = ''] = rest
  return arxivAt([file]) ?? arxivAt([archive, file])
}

/** The arXiv paper with which a path begins: an old identifier takes two segments. */
function arxivAt([first = '', second = '']: Segments): PaperId | null {
  const bare = (text: string) => text.replace(/\.(?:pdf|html|md)$/i, '')
  return parseCatalogued(`arxiv:${bare(first)}`) ?? parseCatalogued(`arxiv:${first}/${bare(second)}`)
}

/** The arXiv paper in a path, for sites that show nothing else and name their views as they like. */
function arxivAmong(segments: Segments): PaperId | null {
  for (const at of segments.slice(0, 4).keys()) {
    const id = arxivAt(segments.slice(at))
    if (id) return id
  }
  return null
}

function onOpenReview([view = '', ...rest]: Segments, url: URL): PaperId | null {
  if (rest.length > 0 || !/^(?:forum|pdf|attachment)$/.test(view)) return null
  return parseCatalogued(`openreview:${url.searchParams.get('id') ?? ''}`)
}

function aclAt([first = '', ...rest]: Segments): PaperId | null {
  return rest.length === 0 ? parseCatalogued(`acl:${first}`) : null
}

function onBiorxiv(segments: Segments): PaperId | null {
  const [, prefix = '10.1101', suffix] = BIORXIV.exec(segments.join('/')) ?? []
  return doiOf(suffix, `${prefix}/`)
}

function doiOf(suffix: string | undefined, prefix = ''): PaperId | null {
  return suffix ? parseCatalogued(`doi:${prefix}${suffix}`) : null
}

function onDblp(segments: Segments): PaperId | null {
  const [, archive, number] = DBLP_CORR.exec(segments.join('/')) ?? []
  return parseCatalogued(`arxiv:${archive}.${number}`) ?? parseCatalogued(`arxiv:${archive}/${number}`)
}

/** The DOI behind a segment such as `doi`, with at most one more between that names the view. */
function doiBehind([first = '', ...rest]: Segments, named: RegExp, view?: RegExp): PaperId | null {
  if (!named.test(first)) return null
  const doi = view?.test(rest[0] ?? '') ? rest.slice(1) : rest
  return parseCatalogued(`doi:${doi.join('/')}`)
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}
