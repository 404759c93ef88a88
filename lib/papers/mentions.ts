import { type PaperId, parseIdentifier } from './identifier'

/** The path of an address, decoded and cut at its slashes. */
type Segments = readonly string[]

interface Host {
  /** Whole host names: a name that merely begins or ends like one of them is another host. */
  readonly name: RegExp
  paper(segments: Segments, url: URL): PaperId | null
}

const ARXIV_VIEWS = new Set(['abs', 'pdf', 'html', 'format', 'src', 'e-print'])

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
  { name: /^(?:(?:dx|www)\.)?doi\.org$/, paper: segments => parseIdentifier(`doi:${segments.join('/')}`) },
  { name: /^(?:www\.)?openreview\.net$/, paper: onOpenReview },
  {
    name: /^(?:(?:www\.)?aclanthology\.org|(?:www\.)?aclweb\.org)$/,
    paper: segments => aclAt(segments[0] === 'anthology' ? segments.slice(1) : segments),
  },
  // The version and the view are no part of a preprint's DOI.
  {
    name: /^(?:www\.)?(?:biorxiv|medrxiv)\.org$/,
    paper: ([first, prefix, suffix = '']) =>
      first === 'content' ? parseIdentifier(`doi:${prefix}/${suffix.replace(/(?<=\d)v\d.*$/, '')}`) : null,
  },
  {
    name: /^(?:dl\.acm\.org|pubs\.acs\.org|onlinelibrary\.wiley\.com|journals\.sagepub\.com|www\.(?:tandfonline\.com|science\.org|pnas\.org))$/,
    paper: segments => doiBehind(segments, /^doi$/, /^[a-z]+$/i),
  },
  {
    name: /^link\.springer\.com$/,
    paper: segments => doiBehind(segments.slice(0, 3), /^(?:article|chapter)$/),
  },
]

/** An address, with or without its scheme, to the end of its word. It does not begin in the middle of another. */
const ADDRESS = String.raw`(?<![\w./@-])(?<address>(?:https?:\/\/)?(?:[a-z0-9-]+\.)+[a-z]{2,}\/[^\s<>"]+)`
const NUMBER = String.raw`\d{4}\.\d{4,5}(?:v\d+)?`
const OLD_NUMBER = String.raw`[a-z]+(?:-[a-z]+)?(?:\.[a-z-]+)?\/\d{7}(?:v\d+)?`
const ARXIV = String.raw`(?<![\w./-])arxiv[\s:]{0,3}(?<arxiv>${NUMBER}|${OLD_NUMBER})(?![\w/]|\.\d)`
/** A number alone is a number; arXiv's own titles put theirs in brackets. */
const BRACKETED = String.raw`\[(?<square>${NUMBER})\]|\((?<round>\d{4}\.\d{5}(?:v\d+)?)\)`
const DOI = String.raw`(?<![\w./-])(?<doi>10\.\d{4,9}\/[^\s<>"]+)`
const MENTION = new RegExp([ADDRESS, ARXIV, BRACKETED, DOI].join('|'), 'gi')

/**
 * The papers that a text names, in the order in which it names them and each once: by an address (see `paperOfUrl`; the
 * scheme may be missing), as `arXiv:2401.00001`, by such a number in brackets, or by a DOI.
 */
export function papersInText(text: string): PaperId[] {
  return [...new Set(mentionsIn(text).map(({ id }) => id))]
}

/** Where a text names a paper. */
export interface Mention {
  readonly id: PaperId
  readonly start: number
  readonly end: number
}

/** The places at which a text names papers, as `papersInText` finds them. */
export function mentionsIn(text: string): Mention[] {
  const mentions: Mention[] = []
  for (const match of text.matchAll(MENTION)) {
    const { address, arxiv, square, round, doi } = match.groups ?? {}
    const whole = arxiv || square || round ? match[0] : withoutPunctuation(match[0])
    const number = arxiv ?? square ?? round
    const id = number
      ? parseIdentifier(`arxiv:${number}`)
      : doi
        ? parseIdentifier(`doi:${whole}`)
        : address
          ? paperOfUrl(/^https?:/i.test(whole) ? whole : `https://${whole}`)
          : null
    if (id) mentions.push({ id, start: match.index, end: match.index + whole.length })
  }
  return mentions
}

/**
 * The paper that an http(s) address stands for on arXiv, Hugging Face, alphaXiv, ar5iv, SciRate, OpenReview, the ACL
 * Anthology, bioRxiv, doi.org and publishers whose addresses hold the DOI, or in the Wayback Machine's copy of such a
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
  return parseIdentifier(`arxiv:${bare(first)}`) ?? parseIdentifier(`arxiv:${first}/${bare(second)}`)
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
  return parseIdentifier(`openreview:${url.searchParams.get('id') ?? ''}`)
}

function aclAt([first = '', ...rest]: Segments): PaperId | null {
  return rest.length === 0 ? parseIdentifier(`acl:${first}`) : null
}

/** The DOI behind a segment such as `doi`, with at most one more between that names the view. */
function doiBehind([first = '', ...rest]: Segments, named: RegExp, view?: RegExp): PaperId | null {
  if (!named.test(first)) return null
  const doi = view?.test(rest[0] ?? '') ? rest.slice(1) : rest
  return parseIdentifier(`doi:${doi.join('/')}`)
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}

/** An address or a DOI without what the sentence around it put behind it. A bracket that was opened in it stays. */
function withoutPunctuation(text: string): string {
  let unopened = text.split(')').length - text.split('(').length
  let end = text.length
  for (; end > 0; end--) {
    const last = text.charAt(end - 1)
    if (last === ')' && unopened > 0) unopened--
    else if (!/[.,;:!?'’”»*_`\]}|]/.test(last)) break
  }
  return text.slice(0, end)
}
