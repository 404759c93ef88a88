import { useMemo } from 'preact/hooks'
import { LibraryList } from '@/components/library-list'
import type { Line, Wanted } from '@/lib/pages/library-shown'
import { layOut, windowOf } from '@/lib/pages/library-window'
import { useMedia } from '@/lib/pages/media'
import type { PaperId } from '@/lib/papers/identifier'
import type { Cursor } from './cursor'
import { useDrag } from './drag'
import type { ListActs } from './list-acts'

/** Pixels; on a narrow page titles have two lines. */
const HEIGHTS = { wide: { row: 60, head: 44 }, narrow: { row: 88, head: 44 } }

interface Props {
  readonly lines: readonly Line[]
  readonly size: number
  readonly wanted: Wanted
  readonly cursor: Cursor
  readonly selected: ReadonlySet<PaperId>
  readonly on: ListActs
}

/** The rows of the list; in the order by hand they can be dragged. */
export function List({ lines, size, wanted, cursor, selected, on }: Props) {
  const heights = useMedia('(max-width: 640px)') ? HEIGHTS.narrow : HEIGHTS.wide
  const movable = wanted.sort === 'hand' && wanted.group === 'none'
  const layout = useMemo(() => layOut(lines, heights), [lines, heights])
  const { mark, onPointerDown } = useDrag({ lines, layout, onDrop: on.drop })
  const { query, state = '', tag = '', sort, group } = wanted
  return (
    <LibraryList
      name="Reading list"
      lines={lines}
      layout={layout}
      size={size}
      rowHeight={heights.row}
      windowOf={windowOf}
      active={cursor.line?.key}
      focus={cursor.focus}
      list={[query, state, tag, sort, group].join('\n')}
      selected={selected}
      movable={movable}
      on={on}
      onPointerDown={movable ? onPointerDown : undefined}
    >
      {mark !== null && (
        <li class="drop-mark" role="presentation" style={{ transform: `translateY(${mark}px)` }} />
      )}
    </LibraryList>
  )
}
