import type { Line } from './library-shown'

/** Where each line of the list stands, in pixels from its top. */
export interface Layout {
  /** One more than there are lines: the last is the end. */
  readonly tops: Float64Array
  readonly height: number
}

/** Heights of lines in pixels. */
export interface Heights {
  readonly row: number
  readonly head: number
}

/** Lays the lines out below each other. */
export function layOut(lines: readonly Line[], heights: Heights): Layout {
  const tops = new Float64Array(lines.length + 1)
  let top = 0
  lines.forEach((line, i) => {
    tops[i] = top
    top += heights[line.kind]
  })
  tops[lines.length] = top
  return { tops, height: top }
}

/** The first line that ends below `y`; the last one where none does. */
export function lineAt({ tops }: Layout, y: number): number {
  let low = 0
  let high = Math.max(0, tops.length - 2)
  while (low < high) {
    const middle = (low + high) >> 1
    if ((tops[middle + 1] ?? 0) <= y) low = middle + 1
    else high = middle
  }
  return low
}

/**
 * The lines to draw, from the first to the one after the last: those between `from` and `to`, and `over` pixels more on
 * either side. Ends move in steps of `step` lines, so that most of scrolling draws nothing.
 */
export function windowOf(
  layout: Layout,
  { from, to }: { readonly from: number; readonly to: number },
  over: number,
  step: number,
): readonly [first: number, end: number] {
  const count = layout.tops.length - 1
  if (count === 0) return [0, 0]
  const first = Math.floor(lineAt(layout, from - over) / step) * step
  const end = Math.ceil((lineAt(layout, to + over) + 1) / step) * step
  return [first, Math.min(count, end)]
}
