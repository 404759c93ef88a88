import { idsOfMetas } from './highwire'
import { articleOf, isScholarly, thingsOf } from './json-ld'
import { metaAll, metaFirst } from './metas'
import { lettersOf } from './text'

/** What a page is by what it says of itself. */
export type KindOfPage = 'paper' | 'listing' | 'other' | 'unknown'

/** Titles of what stands in a page's place: a challenge, an error, a login. */
const REFUSAL = new RegExp(
  [
    '^(?:just a moment|attention required|access denied|one moment|please wait|checking your browser|robot check)\\b',
    '^(?:security check|are you a robot|not found|loading|log ?in|sign in)\\s*(?:$|[^\\s\\w])',
    '^(?:error\\W*)?[45]\\d\\d\\s*(?:$|[:|–-]|error|not|forbidden|too|bad|service|internal|gateway)',
    '\\b(?:page|article|paper|document|record)(?: was| is| could)? not (?:be )?found\\b',
  ].join('|'),
  'i',
)

/** Types, in any vocabulary, of what is cited as papers are and is none. */
const OTHER_TYPE =
  /^(?:\w*NewsArticle|(?:live ?)?blog(?: ?post(?:ing)?)?|data ?(?:set|catalog)|software\w*|(?:still|moving)? ?image|video|sound|podcast|news|press ?release)$/i
const TYPE_METAS = ['dc.type', 'dcterms.type', 'citation_article_type', 'prism.section', 'og:type']

const PLAIN_ARTICLE = /^(?:article|techarticle)$/i
/** What only the published have; a blog may well have a title, authors and a DOI. */
const PUBLISHED = ['arxiv_id', 'pdf_url', 'pmid', 'volume', 'firstpage', 'issn', 'isbn', 'conference_title']

/** Whether something else stands in the place of the page: a challenge, an error, a login. */
export function isRefusal(document: Document): boolean {
  return REFUSAL.test(document.title) && !metaFirst(document, 'citation_title')
}

/**
 * What a page is: about one paper, a list of them, or something else of which it is certain (a data set, news, a blog,
 * an error). `unknown` where it has none of the signs.
 */
export function kindOfPage(document: Document): KindOfPage {
  if (isRefusal(document)) return 'other'
  const titles = metaAll(document, 'citation_title')
  if (new Set(titles.map(lettersOf)).size > 1) return 'listing'

  const metaTypes = TYPE_METAS.flatMap(name => metaAll(document, name))
  const types = thingsOf(document).flatMap(({ types }) => types)
  if (metaTypes.some(type => OTHER_TYPE.test(type))) return 'other'
  if (types.some(isScholarly)) return titles.length > 0 || articleOf(document) ? 'paper' : 'listing'
  if (types.some(type => OTHER_TYPE.test(type))) return 'other'
  const isPublished = PUBLISHED.some(name => metaFirst(document, `citation_${name}`))
  if (!isPublished && [...types, metaFirst(document, 'og:type')].some(type => PLAIN_ARTICLE.test(type)))
    return 'other'
  return titles.length > 0 || idsOfMetas(document).length > 0 ? 'paper' : 'unknown'
}
