import { latexToText } from '../papers/latex'
import { foldText } from '../papers/title-key'
import { LIST_STATES, type ListState } from './entry'
import type { ListRow } from './list-row'

/** The orders of the list. */
export const SORTS = [
  'saved',
  'first',
  'priority',
  'rating',
  'title',
  'year',
  'upvotes',
  'read',
  'hand',
] as const
export type Sort = (typeof SORTS)[number]

/** By what the list can be put into groups. */
export const GROUPS = ['none', 'state', 'tag', 'year', 'priority', 'month'] as const
export type Grouping = (typeof GROUPS)[number]

/** What the states are called. */
export const STATE_NAMES: Readonly<Record<ListState, string>> = {
  'to-read': 'To read',
  reading: 'Reading',
  done: 'Done',
  skipped: 'Skipped',
}

/** What the priorities are called, from 0. */
export const PRIORITY_NAMES = ['No priority', 'Low', 'Medium', 'High'] as const

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
]

/** Rows under one heading. A paper with several tags stands under each. */
export interface RowGroup {
  /** Tells groups apart; empty where there is but one. */
  readonly key: string
  readonly name: string
  readonly rows: readonly ListRow[]
}

type Compare = (a: ListRow, b: ListRow) => number

/** An order by its name; one that does not exist is that of the last saved. */
export function sortNamed(name: string | null | undefined): Sort {
  return SORTS.find(sort => sort === name) ?? 'saved'
}

/** A grouping by its name; one that does not exist is none. */
export function groupingNamed(name: string | null | undefined): Grouping {
  return GROUPS.find(group => group === name) ?? 'none'
}

/** The rows in an order; equal ones stand last saved first, and otherwise always the same way. */
export function sortRows(rows: readonly ListRow[], sort: Sort): ListRow[] {
  const compare = COMPARE[sort]
  return rows.toSorted((a, b) => compare(a, b) || b.saved - a.saved || (a.id < b.id ? -1 : 1))
}

/** Sorted rows put together by what they share, the groups in the order of what they stand for. */
export function groupRows(rows: readonly ListRow[], grouping: Grouping): RowGroup[] {
  if (grouping === 'none') return [{ key: '', name: '', rows }]
  const groups = new Map<string, ListRow[]>()
  for (const row of rows)
    for (const key of keysOf(row, grouping)) {
      const group = groups.get(key)
      if (group) group.push(row)
      else groups.set(key, [row])
    }
  const keys = [...groups.keys()].sort(GROUP_ORDER[grouping])
  return keys.map(key => ({ key, name: nameOf(key, grouping), rows: groups.get(key) ?? [] }))
}

/** The tags of some rows with how many have each, in alphabetical order. */
export function countTags(rows: readonly ListRow[]): [tag: string, count: number][] {
  const counts = new Map<string, number>()
  for (const { tags } of rows) for (const tag of tags) counts.set(tag, (counts.get(tag) ?? 0) + 1)
  return [...counts].sort(([a], [b]) => byText(folded(a), folded(b)) || byText(a, b))
}

const COMPARE: Readonly<Record<Sort, Compare>> = {
  saved: () => 0,
  first: (a, b) => a.saved - b.saved,
  priority: (a, b) => b.priority - a.priority,
  rating: (a, b) => b.rating - a.rating,
  title: (a, b) => byText(titleKeyOf(a), titleKeyOf(b)),
  year: (a, b) => byText(b.date ?? '', a.date ?? ''),
  upvotes: (a, b) => (b.upvotes ?? -1) - (a.upvotes ?? -1),
  read: (a, b) => (b.read ?? 0) - (a.read ?? 0),
  // Those without a place come after all that have one.
  hand: (a, b) => byText(a.place ?? '~', b.place ?? '~'),
}

const GROUP_ORDER: Readonly<Record<Exclude<Grouping, 'none'>, (a: string, b: string) => number>> = {
  state: (a, b) => LIST_STATES.indexOf(a as ListState) - LIST_STATES.indexOf(b as ListState),
  tag: (a, b) => lastIfEmpty(a, b) || byText(folded(a), folded(b)) || byText(a, b),
  year: (a, b) => byText(b, a),
  priority: (a, b) => byText(b, a),
  month: (a, b) => byText(b, a),
}

function keysOf(row: ListRow, grouping: Exclude<Grouping, 'none'>): readonly string[] {
  switch (grouping) {
    case 'state':
      return [row.state]
    case 'tag':
      return row.tags.length > 0 ? row.tags : ['']
    case 'year':
      return [row.date?.slice(0, 4) ?? '']
    case 'priority':
      return [String(row.priority)]
    case 'month': {
      // The month in which it was where the reader is.
      const saved = new Date(row.saved)
      return [`${saved.getFullYear()}-${String(saved.getMonth() + 1).padStart(2, '0')}`]
    }
  }
}

function nameOf(key: string, grouping: Exclude<Grouping, 'none'>): string {
  switch (grouping) {
    case 'state':
      return STATE_NAMES[key as ListState]
    case 'tag':
      return key || 'No tag'
    case 'year':
      return key || 'No year'
    case 'priority':
      return PRIORITY_NAMES[Number(key)] ?? key
    case 'month': {
      const [year, month] = key.split('-')
      return `${MONTHS[Number(month) - 1]} ${year}`
    }
  }
}

/** Titles as they sort, made once for each row: ten thousand are compared a hundred thousand times. */
const titleKeys = new WeakMap<ListRow, string>()

function titleKeyOf(row: ListRow): string {
  const known = titleKeys.get(row)
  if (known !== undefined) return known
  const key = folded(latexToText(row.title)).replace(/^[^\p{L}\p{N}]+/u, '')
  titleKeys.set(row, key)
  return key
}

/** Without case and accents; most titles have no accents, and lowering the case is much faster. */
function folded(text: string): string {
  return /[^ -~]/.test(text) ? foldText(text) : text.toLowerCase()
}

function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

function lastIfEmpty(a: string, b: string): number {
  return Number(a === '') - Number(b === '')
}
