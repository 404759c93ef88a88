import type { ComponentChildren } from 'preact'
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks'
import type { Line } from '@/lib/pages/library-shown'
import type { Layout } from '@/lib/pages/library-window'
import type { PaperId } from '@/lib/papers/identifier'
import { LibraryRow } from './library-row'

/** Pixels beyond the screen that are drawn, and lines that are drawn at once. */
const OVER = 480
const STEP = 6

/** Which lines are to be drawn, of a list that is seen between two places. */
export type WindowOf = (
  layout: Layout,
  seen: { readonly from: number; readonly to: number },
  over: number,
  step: number,
) => readonly [first: number, end: number]

/** What was done with a line, by its key. */
export interface LineEvents {
  /** It was clicked, with the keys that were held. */
  onPick(key: string, held: { readonly range: boolean; readonly one: boolean }): void
  /** Its box was ticked. */
  onTick(key: string, range: boolean): void
  /** The focus came to it. */
  onFocus(key: string): void
  /** Its link was followed. */
  onOpen(key: string): void
  onTag(tag: string): void
}

interface Props {
  readonly name: string
  readonly lines: readonly Line[]
  readonly layout: Layout
  /** How many papers stand in the list: a paper in several groups counts in each. */
  readonly size: number
  readonly rowHeight: number
  readonly windowOf: WindowOf
  /** The line that keys go to. */
  readonly active: string | undefined
  /** Changes whenever the active line is to be brought into view and given the focus. */
  readonly focus: number
  /** Changes whenever the list is another one, which is shown from its top. */
  readonly list: string
  readonly selected: ReadonlySet<PaperId>
  readonly movable: boolean
  readonly on: LineEvents
  readonly onPointerDown?: ((event: PointerEvent) => void) | undefined
  /** Shown over the rows, such as where a dragged one will stand. */
  readonly children?: ComponentChildren
}

/**
 * A list of any length, of which only what is on the screen is in the page. Its lines have fixed heights and are moved into
 * place, so that a step of scrolling touches only lines that come and go. It scrolls with the page.
 */
export function LibraryList(props: Props) {
  const { lines, layout, windowOf, active, focus, selected, movable, rowHeight, on } = props
  const element = useRef<HTMLUListElement>(null)
  const seen = useSeen(element, windowOf, layout)
  useAnchor(element, lines, layout, props.list)
  const activeAt = useMemo(
    () => (active === undefined ? -1 : lines.findIndex(({ key }) => key === active)),
    [lines, active],
  )
  useLayoutEffect(() => {
    if (focus > 0 && element.current && activeAt >= 0) bringIntoView(element.current, layout, activeAt)
  }, [focus])
  const [first, end] = seen
  const drawn = Array.from({ length: Math.max(0, end - first) }, (_, i) => first + i)
  // The one that has the focus keeps it, wherever the page is scrolled.
  if (activeAt >= 0 && activeAt < first) drawn.unshift(activeAt)
  if (activeAt >= end) drawn.push(activeAt)
  const stop = activeAt >= 0 ? activeAt : drawn.find(at => lines[at]?.kind === 'row')
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the page follows the keys, whatever has the focus
    <ul
      ref={element}
      class="entries"
      aria-label={props.name}
      style={{ blockSize: `${layout.height}px` }}
      onPointerDown={props.onPointerDown}
      onClick={event => clicked(event, on)}
      onAuxClick={event => event.button === 1 && opened(event, on)}
      onFocusIn={event => {
        const key = lineOf(event)
        if (key !== undefined) on.onFocus(key)
      }}
    >
      {drawn.map(at => {
        const line = lines[at]
        const top = layout.tops[at] ?? 0
        if (!line) return null
        if (line.kind === 'head')
          return (
            <li key={line.key} class="group-head" style={{ transform: `translateY(${top}px)` }}>
              <h2 dir="auto">{line.name}</h2> <span class="faint num">{line.count.toLocaleString('en')}</span>
            </li>
          )
        return (
          <LibraryRow
            key={line.key}
            row={line.row}
            line={line.key}
            top={top}
            height={rowHeight}
            position={line.position}
            size={props.size}
            active={at === activeAt}
            stop={at === stop}
            selected={selected.has(line.row.id)}
            movable={movable}
          />
        )
      })}
      {props.children}
    </ul>
  )
}

/** The lines to draw, followed as the page is scrolled; it changes before what comes into view is painted. */
function useSeen(
  element: { readonly current: HTMLUListElement | null },
  windowOf: WindowOf,
  layout: Layout,
): readonly [number, number] {
  const [, redraw] = useState({})
  const seen = useRef<readonly [number, number]>([0, 0])
  const look = () => {
    const top = element.current?.getBoundingClientRect().top ?? 0
    return windowOf(layout, { from: -top, to: innerHeight - top }, OVER, STEP)
  }
  // Before the list is there it is taken to begin at the top of the screen.
  const now = useMemo(look, [layout])
  const latest = useRef(look)
  latest.current = look
  const drawnFor = useRef(layout)
  if (drawnFor.current !== layout || seen.current[1] === 0) {
    drawnFor.current = layout
    seen.current = now
  }
  useEffect(() => {
    const onScroll = () => {
      const [first, end] = latest.current()
      if (first === seen.current[0] && end === seen.current[1]) return
      seen.current = [first, end]
      redraw({})
    }
    addEventListener('scroll', onScroll, { passive: true })
    addEventListener('resize', onScroll)
    return () => {
      removeEventListener('scroll', onScroll)
      removeEventListener('resize', onScroll)
    }
  }, [])
  return seen.current
}

/** Keeps what is on the screen where it is when lines come and go above it; another list is shown from its top. */
function useAnchor(
  element: { readonly current: HTMLUListElement | null },
  lines: readonly Line[],
  layout: Layout,
  list: string,
): void {
  const before = useRef({ lines, layout, list })
  useLayoutEffect(() => {
    const last = before.current
    before.current = { lines, layout, list }
    const box = element.current?.getBoundingClientRect()
    if (!box || last.lines === lines || box.top >= 0) return
    if (last.list !== list) return scrollBy({ top: box.top })
    const at = last.layout.tops.findIndex(top => top >= -box.top)
    const key = last.lines[at]?.key
    const now = key === undefined ? -1 : lines.findIndex(line => line.key === key)
    const moved = now < 0 ? 0 : (layout.tops[now] ?? 0) - (last.layout.tops[at] ?? 0)
    if (moved !== 0) scrollBy({ top: moved })
  }, [lines, layout, list])
}

function bringIntoView(list: HTMLUListElement, layout: Layout, at: number): void {
  const { top } = list.getBoundingClientRect()
  const [from, to] = [top + (layout.tops[at] ?? 0), top + (layout.tops[at + 1] ?? 0)]
  const style = getComputedStyle(list)
  const [above, below] = [pixels(style.scrollPaddingTop), pixels(style.scrollPaddingBottom)]
  if (from < above) scrollBy({ top: from - above })
  else if (to > innerHeight - below) scrollBy({ top: to - innerHeight + below })
  list.querySelector<HTMLElement>('.active .paper-link')?.focus({ preventScroll: true })
}

function pixels(length: string): number {
  return Number.parseFloat(length) || 0
}

function lineOf(event: Event): string | undefined {
  return (event.target as Element).closest<HTMLElement>('li[data-line]')?.dataset.line
}

function clicked(event: MouseEvent, on: LineEvents): void {
  const target = event.target as Element
  const key = lineOf(event)
  if (key === undefined) return
  if (target.closest('.pick')) {
    if (!(target instanceof HTMLInputElement)) return
    // Up to here, from the last one: those in between are selected, whatever they were.
    if (event.shiftKey) target.checked = true
    on.onTick(key, event.shiftKey)
    return
  }
  const tag = target.closest<HTMLElement>('[data-tag]')?.dataset.tag
  if (tag !== undefined) on.onTag(tag)
  else if (target.closest('a.paper-link')) on.onOpen(key)
  else on.onPick(key, { range: event.shiftKey, one: event.ctrlKey || event.metaKey })
}

function opened(event: MouseEvent, on: LineEvents): void {
  const key = lineOf(event)
  if (key !== undefined && (event.target as Element).closest('a.paper-link')) on.onOpen(key)
}
