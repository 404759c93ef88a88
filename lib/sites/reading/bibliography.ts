import { type PaperId, schemeOf } from '../../papers/catalogued'
import { papersInText } from '../../papers/mentions'
import { oneLine } from '../../papers/one-line'
import type { PaperReading, Spot } from '../site'
import { idsOfLinks, linksIn } from './spots'
import { textOf } from './text'

/** A title between quotation marks, as physicists and engineers write it, even one with such marks of its own. */
const QUOTED = /[“"](?:(.{9,400}?)[,.?!][”"]|([^“”"]{9,400})[”"])/
/** What dblp has for "arXiv:", as in "CoRR, abs/1706.03762". */
const CORR = /(?<![\w/.])abs\/(?=\d{4}\.|[a-z-]+\/\d{7})/g
/** What follows a title in the same breath: the year, the quotation mark, the full stop. */
const AFTER_TITLE = /(?:, (?:19|20)\d\d[a-z]?)?[\s.,;”"’]*$/

/** The references of a document made by LaTeXML, each once. `own` names the document itself: its sections are no references. */
export function* bibliographyOf(document: Document, own: readonly PaperId[]): Iterable<Spot> {
  for (const entry of document.querySelectorAll('li.ltx_bibitem')) {
    const blocks = [...entry.querySelectorAll('.ltx_bibblock:not(.ltx_bib_cited)')].filter(block =>
      block.textContent?.trim(),
    )
    yield {
      element: entry,
      anchor: blocks.at(-1) ?? entry,
      key: entry.id,
      read: () => readEntry(entry, blocks, own),
    }
  }
}

function readEntry(entry: Element, blocks: readonly Element[], own: readonly PaperId[]): PaperReading | null {
  const named = [...idsOfLinks(linksIn(entry)), ...papersInText(textOf(entry).replace(CORR, 'arXiv:'))]
  const ids = ofOnePaper([...new Set(named)].filter(id => !own.includes(id)))
  const title = titleOf(entry, blocks)
  return title || ids.length > 0 ? { ids, ...(title && { title }) } : null
}

/** Identifiers up to the first that must be of another paper: some entries name several. */
function ofOnePaper(ids: readonly PaperId[]): PaperId[] {
  const schemes = ids.map(schemeOf)
  const end = schemes.findIndex((scheme, at) => schemes.indexOf(scheme) < at)
  return ids.slice(0, end < 0 ? ids.length : end)
}

/**
 * Where no element says which text is the title: what is quoted, or else the second block, behind the authors, or what
 * is in italics where all is one block.
 */
function titleOf(entry: Element, [authors, ...rest]: readonly Element[]): string {
  const [, ended, plain] = QUOTED.exec(textOf(authors)) ?? []
  const written =
    textOf(entry.querySelector('.ltx_bib_title')) ||
    (ended ?? plain) ||
    rest.map(block => textOf(block)).find(isWords) ||
    textOf(authors?.querySelector('em, .ltx_font_italic'))
  return oneLine(written.replace(/^[\s“"‘]+/, '').replace(AFTER_TITLE, ''))
}

/** Neither a number, such as the year, nor where to find the paper. */
function isWords(text: string): boolean {
  return /\p{L}{2}/u.test(text) && papersInText(text).length === 0
}
