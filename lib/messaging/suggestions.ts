import type { Corpus } from '../corpus/corpus'
import type { PaperRow } from '../corpus/database'
import { findNamed, identifiersIn } from '../corpus/named'
import { isSaved } from '../library/library'
import { nativeId, type PaperId, paperUrl, parseIdentifier } from '../papers/identifier'
import { latexToText } from '../papers/latex'
import { yearOf } from '../papers/paper'
import { highlight, type Run } from '../search/highlight'
import { matcher } from '../search/words'

/** A row below the address bar: what is opened when it is chosen, and its text. */
export interface Suggestion {
  readonly content: string
  readonly description: string
}

/** Chromium reads descriptions as XML and marks matches by it, Firefox shows them as they are. */
export type Markup = 'xml' | 'plain'

const MAX_SUGGESTIONS = 6
/** What a suggestion to save a paper holds before its identifier, in place of an address. */
const SAVE = 'gloss-save:'
const MAX_QUERY_LENGTH = 1000
const none = () => false

/** Papers for what was typed, the best first; the one that it names where it names one, and to save that. */
export async function suggestionsFor(corpus: Corpus, typed: string, markup: Markup): Promise<Suggestion[]> {
  const query = typed.slice(0, MAX_QUERY_LENGTH)
  if (query.trim() === '') return []
  const named = await findNamed(corpus, query)
  const found = named
    ? { papers: named.paper ? [named.paper] : [], words: [] }
    : await corpus.search({ query, limit: MAX_SUGGESTIONS })
  const matches = named ? none : matcher(found.words)
  const papers = found.papers.flatMap(paper => suggestionOf(paper, matches, markup) ?? [])
  const [id] = named?.ids ?? []
  if (!named || !id || (await isSaved(corpus.db, named.paper?.ids ?? named.ids))) return papers
  return [...papers, saveSuggestion(id, named.paper?.title, markup)]
}

/** The paper that a text which was entered asks to save; null where it is no suggestion of that kind. */
export function savedBy(entered: string): PaperId | null {
  return entered.startsWith(SAVE) ? parseIdentifier(entered.slice(SAVE.length)) : null
}

function saveSuggestion(id: PaperId, title: string | undefined, markup: Markup): Suggestion {
  const name = title ? `“${latexToText(title)}”` : nativeId(id)
  const text = `Save ${name} to the reading list`
  return { content: `${SAVE}${id}`, description: markup === 'xml' ? escapeXml(text) : legible(text) }
}

/**
 * What is opened for a text that was entered: the paper where it is the address of one, as suggestions are; else the
 * route of the app that searches for it.
 */
export function destinationOf(entered: string): string {
  const [id] = identifiersIn(entered)
  const paper = id && paperUrl(id)
  if (paper === entered) return paper
  const query = entered.trim().slice(0, MAX_QUERY_LENGTH).toWellFormed()
  return `#/search${query ? `?q=${encodeURIComponent(query)}` : ''}`
}

/** A paper as a suggestion, with the words that matched marked; null for one that has no page. */
export function suggestionOf(
  paper: PaperRow,
  matches: (term: string) => boolean,
  markup: Markup,
): Suggestion | null {
  const content = paperUrl(paper.id)
  if (!content) return null
  const title = highlight(latexToText(paper.title), matches)
  const year = yearOf(paper)
  const after = year === undefined ? '' : ` · ${year}`
  const description =
    markup === 'plain'
      ? legible(title.map(run => run.text).join('') + after)
      : `${title.map(markedUp).join('')}${after && `<dim>${after}</dim>`}`
  return { content, description }
}

/** What Enter does, for the first row, which the browser puts there itself. */
export function searchSuggestion(typed: string, markup: Markup): string {
  const text = legible(typed).trim()
  if (!text) return 'Search Gloss: type a few words, or paste the number or address of a paper'
  return markup === 'xml' ? `Search Gloss for <match>${escapeXml(text)}</match>` : `Search Gloss for ${text}`
}

/** Text that may stand in XML, in an element or an attribute. */
export function escapeXml(text: string): string {
  const entities: Record<string, string> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&apos;',
  }
  return legible(text).replace(/[&<>"']/g, character => entities[character] ?? '')
}

function markedUp({ text, mark }: Run): string {
  return mark ? `<match>${escapeXml(text)}</match>` : escapeXml(text)
}

/** A text without what XML forbids: control characters, half pairs, non-characters. A browser refuses the whole row. */
function legible(text: string): string {
  return text.toWellFormed().replace(/[\p{Cc}\ufffe\uffff]+/gu, ' ')
}
