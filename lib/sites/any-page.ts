import { type PaperId, parseCatalogued } from '../papers/catalogued'
import { oneLine } from '../papers/one-line'
import { paperOfUrl } from '../papers/paper-url'
import { readMetas } from './reading/highwire'
import { articleOf } from './reading/json-ld'
import { kindOfPage } from './reading/kind-of-page'
import { metaFirst } from './reading/metas'
import { paperPage, shownTheme } from './reading/page'
import { paperLinks } from './reading/paper-links'
import { lettersOf, textOf } from './reading/text'
import type { PaperReading, Site, TestUrls, Theme } from './site'

/** Any page that the reader wants annotated: read by what all sites share. */
export const anyPage: Site = {
  id: 'any',
  name: 'This page',
  matches: [],
  identify: url => (/^https?:$/.test(url.protocol) ? { kind: 'paper', ids: idOfUrl(url) } : null),
  read: (document, url) =>
    paperPage(
      () => read(document, url),
      () => paperLinks(document, { except: [...idOfUrl(url), ...(read(document, url)?.ids ?? [])] }),
    ),
  panelPlace: () => null,
  theme,
  anchors: {},
}

export const testUrls: TestUrls = [
  ['https://journal.example/article/1', { kind: 'paper' }],
  [
    'https://www.pnas.org/doi/10.1073/pnas.2608000123',
    { kind: 'paper', ids: ['doi:10.1073/pnas.2608000123'] },
  ],
  ['about:blank', null],
]

const ABSTRACTS = ['dcterms.abstract', 'dc.description']
/** Letters of a link that may be the title of a page: "PDF" is none. */
const MIN_OWN_TITLE = 8
/** Characters of a page's head, authors and their institutions included. */
const MAX_HEADER = 4000

function idOfUrl(url: URL): PaperId[] {
  return [paperOfUrl(url.href) ?? []].flat()
}

/** In the order of how certain each kind of evidence is; nothing where a page says that it is something else. */
function read(document: Document, url: URL): PaperReading | null {
  const kind = kindOfPage(document)
  if (kind === 'listing' || kind === 'other') return null
  const canonical = document.querySelector('link[rel="canonical" i][href]')?.getAttribute('href') ?? ''
  const metas = readMetas(document, idOfUrl(url))
  const named = [...metas.ids, paperOfUrl(URL.parse(canonical, url)?.href ?? '') ?? []].flat()
  const article = articleOf(document)
  const isPaper = kind === 'paper' || named.length > 0
  const title = isPaper ? (metas.title ?? titleOf(document, article)) : titleByLook(document)
  if (!title) return null
  const abstract =
    metas.abstract ?? article?.abstract ?? ABSTRACTS.map(name => metaFirst(document, name)).find(Boolean)
  return {
    ...article,
    ...metas,
    ids: [...new Set([...named, ...(isPaper ? idsBeside(document, title) : []), ...(article?.ids ?? [])])],
    title,
    ...(abstract && { abstract }),
  }
}

function titleOf(document: Document, article: PaperReading | null): string {
  return (
    metaFirst(document, 'dc.title') ||
    article?.title ||
    metaFirst(document, 'og:title') ||
    headingOf(document) ||
    oneLine(document.title)
  )
}

/** The longest of the first headings that the title of the page repeats: the others name the site. */
function headingOf(document: Document): string {
  const whole = lettersOf(document.title)
  return [...document.querySelectorAll('h1')]
    .slice(0, 5)
    .map(heading => textOf(heading))
    .filter(text => lettersOf(text) && whole.includes(lettersOf(text)))
    .reduce((a, b) => (b.length > a.length ? b : a), '')
}

/**
 * The title of a page that nothing declares to be a paper's and that looks like one: it has a link to a PDF of its own
 * name, or the parts of a paper.
 */
function titleByLook(document: Document): string {
  const whole = lettersOf(document.title)
  const pdfs = [...document.querySelectorAll('a[href*=".pdf" i]')].slice(0, 50).map(link => textOf(link))
  const own = pdfs.find(text => lettersOf(text).length > MIN_OWN_TITLE && whole.startsWith(lettersOf(text)))
  if (own) return own
  const parts = new Set<string>()
  for (const heading of document.querySelectorAll('h2, h3, h4, strong, b, h2 *, h3 *, h4 *, img[alt]'))
    if (heading.childElementCount === 0)
      parts.add(oneLine(heading.getAttribute('alt') ?? heading.textContent ?? '').toLowerCase())
  return parts.has('abstract') && parts.has('references')
    ? headingOf(document) || oneLine(document.title)
    : ''
}

/** Identifiers beside the title: of the only link that says it leads to arXiv, and the only DOI that the page marks. */
function idsBeside(document: Document, title: string): PaperId[] {
  const heading = [...document.querySelectorAll('h1')].find(
    ({ textContent }) => lettersOf(textContent ?? '') === lettersOf(title),
  )
  const header = heading?.closest('header') ?? heading?.parentElement
  // What is longer than that holds more than the paper's own names.
  const links =
    header && (header.textContent ?? '').length < MAX_HEADER
      ? header.querySelectorAll('a[href*="arxiv" i]')
      : []
  const arxiv = [...links]
    .filter(({ textContent }) => /arxiv/i.test(textContent ?? ''))
    .map(link => paperOfUrl(URL.parse(link.getAttribute('href') ?? '', link.baseURI)?.href ?? ''))
  const dois = [...document.querySelectorAll('[data-doi]')].map(marked =>
    parseCatalogued(`doi:${marked.getAttribute('data-doi')}`),
  )
  return [arxiv, dois].flatMap(ids => (new Set(ids).size === 1 ? (ids[0] ?? []) : []))
}

function theme(document: Document): Theme {
  if (shownTheme(document) === 'dark' || /^(?:only )?dark\b/.test(metaFirst(document, 'color-scheme')))
    return 'dark'
  const styles = [document.body, document.documentElement].flatMap(element =>
    element ? (document.defaultView?.getComputedStyle(element) ?? []) : [],
  )
  const [background] = styles.flatMap(style => lightness(style.backgroundColor) ?? [])
  if (background !== undefined) return background < 0.4 ? 'dark' : 'light'
  // A page without a background is as dark as its browser makes it: then its text is light.
  const [text = 0] = styles.flatMap(style => lightness(style.color) ?? [])
  return text > 0.6 ? 'dark' : 'light'
}

/** How light "rgb(12, 34, 56)" is, from 0 to 1; null for what is transparent or written otherwise. */
function lightness(color: string): number | null {
  const [red = 0, green = 0, blue = 0, alpha = 1] = (/^rgb/.test(color) && color.match(/[\d.]+/g)) || '0000'
  return Number(alpha) < 0.5 ? null : (Number(red) + Number(green) + Number(blue)) / 765
}
