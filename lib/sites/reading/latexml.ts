import type { PaperId } from '../../papers/identifier'
import type { PaperReading, Selectors } from '../site'
import { textOf } from './text'

/** The title of a document made by LaTeXML. */
export const LATEXML_TITLE: Selectors = [['.ltx_document .ltx_title_document', '2026-09']]

/** The paper that a document made by LaTeXML is, as arXiv and ar5iv show it; null for any other document. */
export function readLatexml(document: Document, ids: readonly PaperId[]): PaperReading | null {
  const article = document.querySelector('.ltx_document')
  if (!article) return null
  const title = textOf(article.querySelector('.ltx_title_document'), '.ltx_ERROR')
  const abstract = textOf(article.querySelector('.ltx_abstract'), '.ltx_title_abstract, .ltx_ERROR')
  const authors = authorsOf(article)
  return {
    ids,
    ...(title && { title }),
    ...(abstract && { abstract }),
    ...(authors.length > 0 && { authors }),
  }
}

/** The authors where each has an element of their own; none where one holds several, or an institute besides. */
function authorsOf(article: Element): string[] {
  const elements = [...article.querySelectorAll('.ltx_role_author > .ltx_personname')]
  const names = elements.map(element => textOf(element))
  const breaks = elements.flatMap(element => [...element.querySelectorAll('br, sup, table')])
  return breaks.every(inside => inside.closest('.ltx_note')) &&
    names.every(name => /^[^\d,;@&$]{2,60}$/.test(name))
    ? names
    : []
}
