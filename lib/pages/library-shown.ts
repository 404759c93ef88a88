import type { ListState } from '../entries/entry'
import { matcherOf } from '../entries/filter'
import type { ListRow } from '../entries/list-row'
import { type Grouping, groupRows, type Sort } from '../entries/order'
import { parseQuery } from '../search/query'

/** What the reader wants to see of the list. */
export interface Wanted {
  readonly query: string
  /** Of any state where it is left out. */
  readonly state?: ListState | undefined
  readonly tag?: string | undefined
  readonly sort: Sort
  readonly group: Grouping
}

/** A line of the list: a paper, or the heading of a group. */
export type Line =
  | { readonly kind: 'row'; readonly key: string; readonly row: ListRow; readonly position: number }
  | { readonly kind: 'head'; readonly key: string; readonly name: string; readonly count: number }

/** How many papers match, in all and in each state. */
export type StateCounts = Readonly<Record<ListState | 'all', number>>

/** Rows that match what was typed and have the tag, of any state; `textOf` gives the words of a row, once they are made. */
export function matching(
  rows: readonly ListRow[],
  { query, tag }: Pick<Wanted, 'query' | 'tag'>,
  textOf: (row: ListRow) => string | undefined,
): readonly ListRow[] {
  const tagged = tag ? rows.filter(({ tags }) => tags.includes(tag)) : rows
  if (query.trim() === '') return tagged
  const matches = matcherOf(parseQuery(query))
  return tagged.filter(row => {
    const text = textOf(row)
    return text !== undefined && matches(row, text)
  })
}

/** How many of some rows are in each state. */
export function countStates(rows: readonly ListRow[]): StateCounts {
  const counts = { all: rows.length, 'to-read': 0, reading: 0, done: 0, skipped: 0 }
  for (const { state } of rows) counts[state]++
  return counts
}

/** The lines of the list: rows as they are ordered, in groups under headings where that is wanted. */
export function linesOf(rows: readonly ListRow[], grouping: Grouping): Line[] {
  const lines: Line[] = []
  let position = 0
  for (const { key, name, rows: members } of groupRows(rows, grouping)) {
    if (grouping !== 'none') lines.push({ kind: 'head', key: `head ${key}`, name, count: members.length })
    for (const row of members) lines.push({ kind: 'row', key: `${key} ${row.id}`, row, position: ++position })
  }
  return lines
}
