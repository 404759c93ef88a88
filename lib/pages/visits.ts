import type { VisitRow } from '../corpus/library-rows'
import { savedIds } from '../library/library'
import { visits } from '../library/visits'
import { paperUrl } from '../papers/identifier'
import { latexToText } from '../papers/latex'
import { foldText } from '../papers/title-key'
import { ago } from '../time'
import { corpus } from './context'
import { type Live, useLive } from './live'

/** A visit as it is listed. */
export interface ListedVisit {
  readonly row: VisitRow
  readonly id: string
  readonly title: string
  readonly url: string | undefined
  readonly when: string
  readonly saved: boolean
}

/** The papers whose pages were visited, last visited first, as far as they match what is looked for. */
export function useVisits(
  query: string,
  now: number,
): Live<{ readonly all: number; readonly shown: ListedVisit[] }> {
  const live = useLive(async () => ({ rows: await visits(corpus.db), saved: await savedIds(corpus.db) }), [])
  if (!live.value) return { value: undefined, ...(live.error && { error: live.error }) }
  const { rows, saved } = live.value
  const shown = visitsMatching(rows, query).map(row =>
    listed(
      row,
      now,
      row.ids.some(id => saved.has(id)),
    ),
  )
  return { value: { all: rows.length, shown } }
}

/** Visits with all the words of a query in their titles or names. */
export function visitsMatching(rows: readonly VisitRow[], query: string): readonly VisitRow[] {
  const words = foldText(query).split(/\s+/).filter(Boolean)
  if (words.length === 0) return rows
  return rows.filter(({ title = '', ids }) => {
    const text = foldText(`${title} ${ids.join(' ')}`)
    return words.every(word => text.includes(word))
  })
}

function listed(row: VisitRow, now: number, saved: boolean): ListedVisit {
  const { id, ids, title, at, count } = row
  const times = count === 1 ? '' : ` · ${count.toLocaleString('en')} visits`
  return {
    row,
    id,
    title: title ? latexToText(title) : id.replace(/^arxiv:/, 'arXiv:'),
    url: ids.map(paperUrl).find(Boolean),
    when: `${ago(at, now)}${times}`,
    saved,
  }
}
