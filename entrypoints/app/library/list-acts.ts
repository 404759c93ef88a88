import { useMemo, useRef } from 'preact/hooks'
import type { LineEvents } from '@/components/library-list'
import type { ListRow } from '@/lib/entries/list-row'
import { sortRows } from '@/lib/entries/order'
import { noteOpened } from '@/lib/pages/for-you-state'
import type { Wanted } from '@/lib/pages/library-shown'
import type { useActs } from './acts'
import { focusDetails, focusNote } from './beside'
import type { Cursor } from './cursor'
import type { OpenDialog } from './dialogs'
import { type KeyActs, useListKeys } from './keys'
import type { Selection } from './selection'
import type { View } from './view'

interface Options {
  readonly view: View
  readonly rows: readonly ListRow[]
  readonly selected: readonly ListRow[]
  readonly cursor: Cursor
  readonly selection: Selection
  readonly acts: ReturnType<typeof useActs>
  readonly wanted: Wanted
  readonly wide: boolean
  readonly set: (change: Partial<Wanted>) => void
  readonly say: (text: string) => void
  readonly open: (dialog: OpenDialog) => void
  readonly toSearch: () => void
  readonly setSheet: (open: boolean) => void
}

/** What the pointer does to the list. */
export interface ListActs extends LineEvents {
  /** A row was dropped beside another. */
  drop(dragged: string, target: string, side: 'before' | 'after'): void
  /** The details were closed, or left by the keyboard. */
  leaveDetails(): void
}

/** What pointer and keys do to the list; the same object for as long as the page stands. */
export function useListActs(options: Options): ListActs {
  const latest = useRef(options)
  latest.current = options
  useListKeys(useMemo(() => keyActs(latest), []))
  return useMemo(() => listActs(latest), [])
}

type Latest = { readonly current: Options }

/** What is selected, or else the paper that keys go to. */
function targets({ selected, cursor }: Options): readonly ListRow[] {
  return selected.length > 0 ? selected : cursor.line ? [cursor.line.row] : []
}

function rowOf({ view }: Options, key: string): ListRow | undefined {
  const line = view.lines?.find(line => line.key === key)
  return line?.kind === 'row' ? line.row : undefined
}

function listActs(latest: Latest): ListActs {
  return {
    onPick(key, { range, one }) {
      const { cursor, selection, wide, setSheet } = latest.current
      cursor.go(key, true)
      if (range) return selection.extend(key)
      if (one) return selection.toggle(key)
      selection.touch(key)
      if (!wide) setSheet(true)
    },
    onTick(key, range) {
      const { cursor, selection } = latest.current
      cursor.go(key)
      if (range) selection.extend(key)
      else selection.toggle(key)
    },
    onFocus: key => latest.current.cursor.go(key),
    onOpen(key) {
      const row = rowOf(latest.current, key)
      if (row) noteOpened(row.ids)
    },
    onTag: tag => latest.current.set({ tag }),
    drop(dragged, target, side) {
      const { selected } = latest.current
      const [row, anchor] = [rowOf(latest.current, dragged), rowOf(latest.current, target)]
      if (!row || !anchor) return
      const along = selected.some(({ id }) => id === row.id) ? new Set(selected.map(({ id }) => id)) : null
      const moved = along ? latest.current.view.shown.filter(({ id }) => along.has(id)) : [row]
      moveTo(latest.current, moved, anchor, side)
    },
    leaveDetails() {
      const { cursor, setSheet, wide } = latest.current
      setSheet(false)
      cursor.go(wide ? undefined : cursor.line?.key, !wide)
    },
  }
}

function keyActs(latest: Latest): KeyActs {
  const onTargets = (work: (rows: readonly ListRow[], options: Options) => void) => {
    const rows = targets(latest.current)
    if (rows.length > 0) work(rows, latest.current)
  }
  return {
    move(by, extend) {
      const { cursor, selection, toSearch } = latest.current
      const from = cursor.line?.key
      const key = cursor.move(by)
      if (key === undefined && by === -1) return toSearch()
      if (!extend) return key !== undefined ? selection.touch(key) : undefined
      if (from !== undefined && selection.ids.size === 0) selection.touch(from)
      if (key !== undefined) selection.extend(key)
    },
    toggle() {
      const { cursor, selection } = latest.current
      if (cursor.line) selection.toggle(cursor.line.key)
    },
    selectAll: () => latest.current.selection.all(),
    open() {
      document.querySelector<HTMLElement>('.entry.active .paper-link')?.click()
    },
    details(part) {
      const { cursor, wide, setSheet } = latest.current
      if (!cursor.line) return
      if (!wide) setSheet(true)
      if (part === 'note') focusNote()
      else if (wide) focusDetails()
    },
    setState: state => onTargets((rows, { acts }) => void acts.setState(rows, state)),
    askRating: () => onTargets((_, { say }) => say('Rate it: press 1 to 5, or 0 for no rating')),
    rate: rating =>
      onTargets((rows, { acts, say }) => {
        // It was asked for, and has been answered.
        say('')
        void acts.rate(rows, rating)
      }),
    tag: () => onTargets((rows, { open }) => open({ kind: 'tag', how: 'add', rows })),
    cite: () => onTargets((rows, { open }) => open({ kind: 'cite', rows })),
    remove: () => onTargets((rows, { acts }) => void acts.remove(rows)),
    moveByHand(by) {
      const { view, cursor, wanted, say } = latest.current
      const row = cursor.line?.row
      if (!row) return
      if (wanted.sort !== 'hand' || wanted.group !== 'none')
        return say('To move papers, choose the order “By hand” and no groups')
      const at = view.shown.indexOf(row)
      const anchor = view.shown[at + by]
      if (anchor) moveTo(latest.current, [row], anchor, by < 0 ? 'before' : 'after')
    },
    undo: () => void latest.current.acts.undo(),
    redo: () => void latest.current.acts.redo(),
    escape() {
      const { selection, wanted, set } = latest.current
      if (selection.ids.size > 0) selection.clear()
      else if (wanted.query) set({ query: '' })
    },
    back() {
      const { cursor } = latest.current
      if (cursor.line) cursor.go(cursor.line.key, true)
    },
  }
}

function moveTo(
  { rows, acts }: Options,
  moved: readonly ListRow[],
  anchor: ListRow,
  side: 'before' | 'after',
): void {
  void acts.move(sortRows(rows, 'hand'), moved, anchor.id, side)
}
