import type { Paper } from '../papers/paper'
import { foldText, titleKey } from '../papers/title-key'
import type { Neighbour, Related } from './related'
import type { TextPoint } from './text-space'

/** Texts of some length that are as alike as this are versions of one. */
const SAME_TEXT = 0.85
/** A shorter text is not compared: a title alone is soon like another. */
const MIN_WORDS = 25
/** What being like a paper further up costs a neighbour, and each of them that shares an author, up to so many. */
const COST = { likeness: 0.3, author: 0.15, authors: 2 }

/** A paper that was asked about, as far as it is known. */
export type Asked = Pick<Paper, 'ids' | 'title'>

/**
 * The neighbours to show, in their order: versions of what was asked about and of each other folded into one, and those
 * that say something new before those that say the same again (maximal marginal relevance; Carbonell and Goldstein,
 * 1998), so that the first few are not one project's. The nearest stays first.
 */
export function shownOf<P extends Paper>(
  { space, neighbours }: Related<P>,
  asked: readonly Asked[],
  limit: number,
): Neighbour<P>[] {
  const fresh = neighbours.filter(
    neighbour =>
      !asked.some(each => isSameTitle(each, neighbour.paper)) &&
      !space.queries.some(query =>
        isSameText(space.wordCosine(query, neighbour.point), query, neighbour.point),
      ),
  )
  const shown: Neighbour<P>[] = []
  const left = new Map(fresh.map(neighbour => [neighbour, { alike: 0, authors: 0 }]))
  const unit = fresh[0]?.score || 1
  while (shown.length < limit && left.size > 0) {
    const next = bestOf(left, unit)
    if (!next) break
    left.delete(next)
    shown.push(next)
    const authors = new Set((next.paper.authors ?? []).map(foldText))
    for (const [neighbour, cost] of left) {
      const alike = space.wordCosine(next.point, neighbour.point)
      if (isSameTitle(next.paper, neighbour.paper) || isSameText(alike, next.point, neighbour.point)) {
        left.delete(neighbour)
        continue
      }
      cost.alike = Math.max(cost.alike, alike)
      if ((neighbour.paper.authors ?? []).some(author => authors.has(foldText(author)))) cost.authors++
    }
  }
  return shown
}

/** Whether two records go for one paper here: an identifier of both, or the same title. */
export function isSameTitle(a: Asked, b: Asked): boolean {
  if (a.ids.some(id => b.ids.includes(id))) return true
  const key = titleKey(a.title)
  return key !== null && key === titleKey(b.title)
}

function isSameText(alike: number, a: TextPoint, b: TextPoint): boolean {
  return alike >= SAME_TEXT && Math.min(a.words.features.length, b.words.features.length) >= MIN_WORDS
}

function bestOf<P extends Paper>(
  left: ReadonlyMap<Neighbour<P>, { readonly alike: number; readonly authors: number }>,
  unit: number,
): Neighbour<P> | undefined {
  let best: Neighbour<P> | undefined
  let most = -Infinity
  for (const [neighbour, { alike, authors }] of left) {
    const cost = COST.likeness * alike + COST.author * Math.min(authors, COST.authors)
    const worth = neighbour.score / unit - cost
    if (worth <= most) continue
    best = neighbour
    most = worth
  }
  return best
}
