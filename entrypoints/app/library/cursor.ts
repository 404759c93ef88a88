import { useEffect, useMemo, useRef, useState } from 'preact/hooks'
import type { Line } from '@/lib/pages/library-shown'

/** The line that keys go to. */
export interface Cursor {
  readonly line: Extract<Line, { kind: 'row' }> | undefined
  /** Changes whenever the line is to have the focus. */
  readonly focus: number
  /** Goes to a line; with `focus` it gets it. */
  go(key: string | undefined, focus?: boolean): void
  /** Goes so many lines on, over headings; whether there was one that way. */
  move(by: number): string | undefined
}

/** Follows one line of the list. When it goes, as a paper does that is removed, the next one takes its place. */
export function useCursor(lines: readonly Line[]): Cursor {
  const [at, setAt] = useState<{ readonly key: string | undefined; readonly focus: number }>({
    key: undefined,
    focus: 0,
  })
  const place = useRef(0)
  const latest = useRef({ lines, key: at.key })
  const found = useMemo(
    () => (at.key === undefined ? -1 : lines.findIndex(({ key }) => key === at.key)),
    [lines, at.key],
  )
  const gone = at.key !== undefined && found < 0
  const next = gone ? nearest(lines, place.current) : found
  if (next >= 0) place.current = next
  const line = next < 0 ? undefined : lines[next]
  latest.current = { lines, key: line?.key }
  useEffect(() => {
    if (!gone) return
    const { activeElement } = document
    // While the list is filtered, nobody is at any line of it.
    const typing = activeElement?.matches('input[type=search]')
    const lost = activeElement === document.body || activeElement?.closest('.entries')
    const key = typing ? undefined : line?.key
    setAt(({ focus }) => ({ key, focus: lost && key !== undefined ? focus + 1 : focus }))
  }, [gone, line?.key])
  const acts = useMemo(
    () => ({
      go: (key: string | undefined, focus = false) =>
        setAt(before =>
          before.key === key && !focus ? before : { key, focus: before.focus + (focus ? 1 : 0) },
        ),
      move(by: number) {
        const { lines, key } = latest.current
        // Where it was left off, or else from the end that is behind.
        const from =
          key !== undefined
            ? lines.findIndex(line => line.key === key)
            : by > 0
              ? place.current - 1
              : lines.length
        const to = Math.max(0, Math.min(lines.length - 1, from + by))
        const target = rowFrom(lines, to, by > 0 ? 1 : -1) ?? rowFrom(lines, to, by > 0 ? -1 : 1)
        if (target === undefined || target === from) return undefined
        const goal = lines[target]?.key
        setAt(({ focus }) => ({ key: goal, focus: focus + 1 }))
        return goal
      },
    }),
    [],
  )
  return { line: line?.kind === 'row' ? line : undefined, focus: at.focus, ...acts }
}

/** The first paper at a place of the list or past it in a direction. */
function rowFrom(lines: readonly Line[], at: number, step: 1 | -1): number | undefined {
  for (let i = at; i >= 0 && i < lines.length; i += step) if (lines[i]?.kind === 'row') return i
  return undefined
}

function nearest(lines: readonly Line[], at: number): number {
  const place = Math.min(at, lines.length - 1)
  return rowFrom(lines, place, 1) ?? rowFrom(lines, place, -1) ?? -1
}
