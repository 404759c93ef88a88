import type { RelatedPaper } from '@/lib/messaging/protocol'

/** By what related papers are ordered. */
export type RelatedOrder = 'best' | 'newest' | 'upvotes'

/** So many are shown at once. */
const SHOWN = 6

/**
 * The related papers to show: the nearest, or of all that were found the newest or the most upvoted; what has no date or
 * no upvotes comes last. `related` is best first.
 */
export function inOrder(
  related: readonly RelatedPaper[],
  order: RelatedOrder,
  unreadOnly: boolean,
): RelatedPaper[] {
  const wanted = unreadOnly ? related.filter(({ read }) => !read) : [...related]
  if (order === 'newest') wanted.sort((a, b) => compare(b.date ?? '', a.date ?? ''))
  if (order === 'upvotes') wanted.sort((a, b) => (b.upvotes ?? -1) - (a.upvotes ?? -1))
  return wanted.slice(0, SHOWN)
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
