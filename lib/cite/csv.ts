import { dateText, type Facts, factsOf } from './facts'
import type { Citable, CitationFormat } from './format'
import { fullName, readNames } from './names'
import { printable, printableLine, readLine } from './printable'

/** A table for spreadsheets, as RFC 4180 has it. */
export const csv: CitationFormat = {
  id: 'csv',
  label: 'CSV table',
  extension: 'csv',
  mediaType: 'text/csv',
  format: papers => {
    const rows = papers.map(paper => {
      const facts = factsOf(paper)
      return COLUMNS.map(([, value]) => value(paper, facts) ?? '')
    })
    // Excel takes a file for UTF-8 only when it begins with this mark.
    return `\ufeff${[COLUMNS.map(([name]) => name), ...rows].map(row).join('')}`
  },
}

type Value = string | undefined
const COLUMNS: readonly (readonly [name: string, value: (paper: Citable, facts: Facts) => Value])[] = [
  ['title', paper => readLine(paper.title)],
  ['authors', paper => readNames(paper.authors).map(fullName).join('; ')],
  ['published', dateText],
  ['journal', (_, { journal }) => journal],
  ['arxiv', (_, { arxiv }) => arxiv],
  ['doi', (_, { doi }) => doi],
  ['url', (_, { url }) => url],
  ['state', ({ own }) => own?.state],
  ['priority', ({ own }) => numberOf(own?.priority)],
  ['rating', ({ own }) => numberOf(own?.rating)],
  ['tags', ({ own }) => own?.tags?.map(printableLine).join('; ')],
  ['note', ({ own }) => printable(own?.note ?? '').trim()],
  ['saved', ({ own }) => timeOf(own?.saved)],
  ['read', ({ own }) => timeOf(own?.read)],
  ['topics', ({ topics }) => topics?.map(printableLine).join('; ')],
  ['code', ({ code }) => code],
  ['project', ({ project }) => project],
  ['comment', ({ comment }) => comment && printableLine(comment)],
  ['abstract', ({ abstract }) => readLine(abstract ?? '')],
]

function row(cells: readonly string[]): string {
  return `${cells.map(cell).join(',')}\r\n`
}

/**
 * Everything in quotes, so that a spreadsheet that takes semicolons for the separator parts nothing either. What it
 * would take for a formula has an apostrophe before it, as spreadsheets mark text.
 */
function cell(text: string): string {
  const defused = /^\s*[=+\-@＝＋－＠]/.test(text) ? `'${text}` : text
  return `"${defused.replaceAll('"', '""')}"`
}

function numberOf(number: number | undefined): Value {
  return number ? String(number) : undefined
}

function timeOf(time: number | undefined): Value {
  return time ? new Date(time).toISOString() : undefined
}
