import { parseArxivId } from '../papers/arxiv'
import { oneLine } from '../papers/one-line'
import { MAX_TYPED, parseArxivAddress, parseCategories, parseCategory } from './arxiv-categories'

const API = 'https://export.arxiv.org/api/query'
/** Fields of arXiv's query API: title, author, abstract, comment, journal, category, report number, all of them. */
const FIELD = '(?:ti|au|abs|co|jr|cat|rn|all)'
const HAS_FIELD = new RegExp(String.raw`(?:^|[\s(])${FIELD}:\s*\S`, 'i')
const BEGINS_WITH_FIELD = new RegExp(String.raw`^[\s(]*${FIELD}:\s*\S`, 'i')
const FIELD_MARK = new RegExp(String.raw`(?<![^\s(])(${FIELD}):\s*`, 'gi')
const OPERATOR = /^(?:and|or|andnot)$/i

/** What the search page calls the fields. */
const SEARCH_TYPES = new Map([
  ['', 'all'],
  ['all', 'all'],
  ['title', 'ti'],
  ['author', 'au'],
  ['abstract', 'abs'],
  ['comments', 'co'],
  ['journal_ref', 'jr'],
  ['report_num', 'rn'],
])

/**
 * The search that a text stands for, in the language of arXiv's query API and always written the same way; null where
 * it is none. Takes a query in arXiv's fields (`cat:cs.LG AND ti:diffusion`), words behind `arxiv:`, and the addresses
 * of arXiv's search page and of its API.
 */
export function parseArxivQuery(typed: string): string | null {
  const text = typed.trim()
  if (text.length > 4 * MAX_TYPED) return null
  const query = queryOf(text)
  return query && query.length <= MAX_TYPED ? query : null
}

/** The address that asks for a search, newest first. */
export function queryAddress(query: string): string {
  const asked = encodeURIComponent(query.toWellFormed())
  return `${API}?search_query=${asked}&sortBy=submittedDate&sortOrder=descending`
}

function queryOf(text: string): string | null {
  const address = parseArxivAddress(text)
  if (address) return queryOfAddress(address)
  const behind = /^arxiv\s*:\s*(\S.*)$/is.exec(text)?.[1]
  if (behind === undefined) return BEGINS_WITH_FIELD.test(text) ? tidied(text) : null
  // What names a paper, a category or Gloss's own source of details is no search.
  if (parseArxivId(behind) || parseCategories(behind) || /^details$/i.test(behind)) return null
  return HAS_FIELD.test(behind) ? tidied(behind) : inField('all', behind)
}

function queryOfAddress(url: URL): string | null {
  if (url.hostname === 'rss.arxiv.org') return null
  const { searchParams } = url
  const path = url.pathname.replace(/\/$/, '')
  if (path === '/api/query') {
    const query = searchParams.get('search_query') ?? ''
    if (searchParams.get('id_list')) return null
    return HAS_FIELD.test(query) ? tidied(query) : inField('all', query)
  }
  const [, archive] = /^\/search(?:\/([a-z-]+))?$/.exec(path) ?? []
  const field = SEARCH_TYPES.get(searchParams.get('searchtype') ?? '')
  const words = searchParams.get('query') ?? ''
  if (!/^\/search(?:\/|$)/.test(path) || url.hostname === 'export.arxiv.org' || !field) return null
  const query = field === 'au' ? byAuthors(words) : inField(field, words)
  if (archive === undefined) return query
  // The page's "physics" is a dozen archives, of which the one called physics is the smallest.
  return query && archive !== 'physics' && parseCategory(archive) ? `cat:${archive}.* AND ${query}` : null
}

/** Every word or phrase of `text` in `field`; all of them, where no operator says otherwise. */
function inField(field: string, text: string): string | null {
  const terms: string[] = []
  let operator = 'AND'
  for (const token of oneLine(text.replace(/[()]/g, ' ')).match(/"[^"]+"|[^\s"]+/g) ?? []) {
    if (OPERATOR.test(token)) operator = token.toUpperCase()
    else if (/[\p{L}\p{N}]/u.test(token)) {
      const term = `${field}:${/^[^":]+$/.test(token) ? token : `"${token.replace(/"/g, '')}"`}`
      terms.push(terms.length > 0 ? `${operator} ${term}` : term)
      operator = 'AND'
    }
  }
  return terms.join(' ') || null
}

/** Authors between semicolons, each a phrase: `Hinton, Geoffrey` and `Geoffrey Hinton` are the same one. */
function byAuthors(text: string): string | null {
  const names = text.split(';').map(author => {
    const [last = '', first = ''] = author.replace(/["()]/g, ' ').split(',')
    return oneLine(`${first} ${last}`)
  })
  const terms = names
    .filter(name => /\p{L}/u.test(name))
    .map(name => `au:${name.includes(' ') ? `"${name}"` : name}`)
  return terms.join(' AND ') || null
}

/** A query with fields as arXiv writes them: names of fields small, operators large, phrases as they are. */
function tidied(query: string): string {
  return oneLine(query)
    .split(/("[^"]*")/)
    .map((part, index) =>
      index % 2 === 1
        ? part
        : part
            .replace(FIELD_MARK, (_, field: string) => `${field.toLowerCase()}:`)
            .replace(/(?<=\s)(?:and|or|andnot)(?=\s)/gi, operator => operator.toUpperCase()),
    )
    .join('')
}
