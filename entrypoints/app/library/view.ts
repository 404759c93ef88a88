import { useMemo } from 'preact/hooks'
import type { ListRow } from '@/lib/entries/list-row'
import { countTags, sortRows } from '@/lib/entries/order'
import { corpus } from '@/lib/pages/context'
import type { LibraryState } from '@/lib/pages/library-list'
import {
  countStates,
  type Line,
  linesOf,
  matching,
  type StateCounts,
  type Wanted,
} from '@/lib/pages/library-shown'
import { useTexts } from '@/lib/pages/library-texts'

/** What is shown of the list. */
export interface View {
  /** Undefined while the list is being read. */
  readonly lines: readonly Line[] | undefined
  /** The papers of `lines`, each once, in their order. */
  readonly shown: readonly ListRow[]
  /** Lines that are papers: one with several tags may be several. */
  readonly size: number
  /** How many match in each state; undefined while only the beginning of the list is there. */
  readonly counts: StateCounts | undefined
  readonly tags: readonly (readonly [tag: string, count: number])[]
}

const NONE: readonly ListRow[] = []

/** The list as it is wanted; each step is made again only when something that it is made of has changed. */
export function useView({ rows, first }: LibraryState, wanted: Wanted | null): View {
  const { texts, made } = useTexts(corpus.db, rows)
  const { query = '', tag, state, sort = 'saved', group = 'none' } = wanted ?? {}
  // The papers saved last are the beginning of the list where nothing else is wanted.
  const plain = query.trim() === '' && !tag && !state && sort === 'saved' && group === 'none'
  const known = wanted ? (rows ?? (plain ? first : undefined)) : undefined
  const sorted = useMemo(() => sortRows(known ?? NONE, sort), [known, sort])
  const matched = useMemo(
    () => matching(sorted, { query, tag }, row => texts.of(row)),
    // Words that were made since change nothing where none are looked for.
    [sorted, query, tag, texts, query.trim() === '' ? 0 : made],
  )
  const shown = useMemo(
    () => (state ? matched.filter(row => row.state === state) : matched),
    [matched, state],
  )
  const lines = useMemo(() => linesOf(shown, group), [shown, group])
  const size = useMemo(
    () => (group === 'none' ? lines.length : lines.filter(({ kind }) => kind === 'row').length),
    [lines, group],
  )
  const counts = useMemo(() => (rows ? countStates(matched) : undefined), [rows, matched])
  const tags = useMemo(() => countTags(rows ?? NONE), [rows])
  return { lines: known && lines, shown, size, counts, tags }
}
