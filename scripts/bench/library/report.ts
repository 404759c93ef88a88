import type { Spread } from '../search/spread.ts'
import type { Figures } from './measure.ts'

/** What was measured beside what is wanted. */
export function table(figures: Figures): string {
  const { firstRow, whole, letter, longTasks, scrolls } = figures
  const frames = sum(scrolls.map(scroll => scroll.frames))
  const dropped = sum(scrolls.map(scroll => scroll.dropped))
  const blank = sum(scrolls.map(scroll => scroll.blank))
  const longest = Math.max(0, ...scrolls.map(scroll => scroll.longestTask))
  const rows: readonly (readonly [what: string, measured: string, goal: string])[] = [
    ['opened → first rows painted, p50 / p95 ms', percentiles(firstRow), '300'],
    ['opened → whole list painted, p50 / p95 ms', percentiles(whole), '–'],
    ['letter → list painted, p50 / p95 / max ms', `${percentiles(letter)} / ${Math.round(letter.max)}`, '50'],
    ['frames dropped while scrolling', `${dropped} of ${frames}`, '0'],
    ['frames with a part missing while scrolling', `${blank} of ${frames}`, '0'],
    ['longest task while scrolling, ms', String(longest), '50'],
    ['tasks over 50 ms while opening', tasks(longTasks.opening), '0'],
    ['tasks over 50 ms while typing', tasks(longTasks.typing), '0'],
    ['all edited at once; undone, s', `${seconds(figures.editAll)}; ${seconds(figures.undoAll)}`, '–'],
  ]
  return [
    `| ${figures.papers.toLocaleString('en')} papers on the list | measured | goal |`,
    '|---|---|---|',
    ...rows.map(row => `| ${row.join(' | ')} |`),
  ].join('\n')
}

function percentiles({ p50, p95 }: Spread): string {
  return `${Math.round(p50)} / ${Math.round(p95)}`
}

function tasks({ count, max }: Spread): string {
  return count === 0 ? '0' : `${count}, the longest ${Math.round(max)} ms`
}

function seconds(milliseconds: number): string {
  return (milliseconds / 1000).toFixed(1)
}

function sum(values: readonly number[]): number {
  return values.reduce((all, value) => all + value, 0)
}
