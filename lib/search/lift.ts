import type { Day } from '../time'
import { packDay } from './facts'
import type { IndexReader } from './index-reader'

/** The most that upvotes can lift a paper: a tie-breaker, not a ranking by fame. Reached at a thousand of them. */
const MAX_UPVOTE_LIFT = 0.06
/** The most that being new can lift a paper; half of it after half a year. */
const MAX_RECENCY_LIFT = 0.04
const HALF_LIFE_DAYS = 180
/** Scores of long queries are multiplied by the lift. Those of short ones, sums of logarithms, have this many times it added. */
const ADDED = 3

/** A document's score with the lift that its upvotes and date give it. */
export function liftOf(
  index: IndexReader,
  today: Day,
  short: boolean,
): (score: number, document: number) => number {
  const now = packDay(today)
  const { upvotes, dates } = index
  return (score, document) => {
    const votes = Math.max(0, (upvotes[document] ?? 0) - 1)
    const date = dates[document] ?? 0
    const byUpvotes = Math.min(MAX_UPVOTE_LIFT, (MAX_UPVOTE_LIFT / 3) * Math.log10(1 + votes))
    const byDate = date === 0 ? 0 : MAX_RECENCY_LIFT * 0.5 ** (Math.max(0, now - date) / HALF_LIFE_DAYS)
    return short ? score + ADDED * (byUpvotes + byDate) : score * (1 + byUpvotes + byDate)
  }
}
