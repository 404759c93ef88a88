import type { SourceRow } from '../corpus/database'
import type { Reading, Source } from '../sources/source'
import { type Day, daysBetween } from '../time'
import type { Checkpoints } from './checkpoints'

/**
 * How far a digest has come, for the reader: days of a digest by day, parts of one that is made of several; undefined
 * where there is nothing to tell. Estimates are rounded, and never below what is there.
 */
export function progressOf(
  source: Source,
  { marks }: Pick<Checkpoints, 'marks'>,
  state: SourceRow,
  reading: Pick<Reading, 'papers' | 'parts' | 'total'>,
  now: number,
  from: Day,
): SourceRow['progress'] {
  const papers = (state.papers ?? 0) + reading.papers.length
  if (!source.daily) {
    const all = reading.parts?.length ?? state.progress?.all
    if (all === undefined || all < 2) return undefined
    const done = [...marks.values()].filter(mark => mark.fetched !== undefined).length
    const expected = reading.total ?? state.progress?.expected ?? 0
    return { done: Math.min(done, all), all, expected: Math.max(expected, papers) }
  }
  const { firstDay, papersPerDay } = source.daily
  const oldest = from > firstDay ? from : firstDay
  const newest = source.daily.newestDay(now)
  let done = 0
  for (const [day, mark] of marks)
    if (mark.fetched !== undefined && day.length === 10 && day >= oldest && day <= newest) done++
  const all = Math.max(done, daysBetween(oldest, newest) + 1)
  return { done, all, expected: estimate(papers, (all - done) * papersPerDay) }
}

/** What is there and what is about to come, to two figures while something is. */
function estimate(papers: number, left: number): number {
  const whole = papers + left
  const step = 10 ** Math.max(0, Math.floor(Math.log10(Math.max(1, whole))) - 1)
  return left === 0 ? papers : Math.max(papers, Math.round(whole / step) * step)
}
