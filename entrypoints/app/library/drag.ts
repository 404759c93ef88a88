import { useEffect, useRef, useState } from 'preact/hooks'
import type { Line } from '@/lib/pages/library-shown'
import { type Layout, lineAt } from '@/lib/pages/library-window'

/** Pixels from the window's edges at which the page begins to scroll, and how far it does in a frame at most. */
const EDGE = 72
const FASTEST = 24

/** Where what is dragged would be dropped. */
interface Target {
  readonly key: string
  readonly side: 'before' | 'after'
  /** Pixels from the top of the list. */
  readonly top: number
}

interface Options {
  readonly lines: readonly Line[]
  readonly layout: Layout
  readonly onDrop: (dragged: string, target: string, side: 'before' | 'after') => void
}

/** Dragging a row by its grip; `mark` is where a line is drawn that shows where it would stand. */
export function useDrag(options: Options) {
  const [mark, setMark] = useState<number | null>(null)
  const latest = useRef(options)
  latest.current = options
  const stop = useRef<() => void>(undefined)
  useEffect(() => () => stop.current?.(), [])
  const onPointerDown = (event: PointerEvent) => {
    const grip = (event.target as Element).closest('.grip')
    const dragged = grip?.closest<HTMLElement>('li[data-line]')?.dataset.line
    const list = event.currentTarget as HTMLElement
    if (dragged === undefined || event.button !== 0) return
    event.preventDefault()
    stop.current?.()
    const controller = new AbortController()
    const { signal } = controller
    let [y, moved, frame] = [event.clientY, false, 0]
    let target: Target | null = null
    const look = () => {
      target = targetAt(latest.current, y - list.getBoundingClientRect().top)
      setMark(target && moved ? target.top : null)
    }
    const scroll = () => {
      frame = requestAnimationFrame(scroll)
      const by = speedAt(y)
      if (!moved || by === 0) return
      scrollBy({ top: by })
      look()
    }
    const end = () => {
      controller.abort()
      cancelAnimationFrame(frame)
      setMark(null)
    }
    stop.current = end
    frame = requestAnimationFrame(scroll)
    const onMove = (move: PointerEvent) => {
      moved ||= Math.abs(move.clientY - event.clientY) > 3
      y = move.clientY
      look()
    }
    const onUp = () => {
      end()
      if (moved && target && target.key !== dragged) latest.current.onDrop(dragged, target.key, target.side)
    }
    const onKeyDown = (key: KeyboardEvent) => {
      if (key.key !== 'Escape') return
      key.preventDefault()
      key.stopPropagation()
      end()
    }
    document.addEventListener('pointermove', onMove, { signal })
    document.addEventListener('pointerup', onUp, { signal })
    document.addEventListener('pointercancel', end, { signal })
    document.addEventListener('keydown', onKeyDown, { signal, capture: true })
  }
  return { mark, onPointerDown }
}

function targetAt({ lines, layout }: Options, y: number): Target | null {
  const at = lineAt(layout, y)
  const line = lines[at]
  if (!line) return null
  const [top = 0, bottom = 0] = [layout.tops[at], layout.tops[at + 1]]
  const side = y < (top + bottom) / 2 ? 'before' : 'after'
  return { key: line.key, side, top: side === 'before' ? top : bottom }
}

function speedAt(y: number): number {
  const past = y < EDGE ? y - EDGE : Math.max(0, y - innerHeight + EDGE)
  return Math.round((FASTEST * Math.max(-EDGE, Math.min(EDGE, past))) / EDGE)
}
