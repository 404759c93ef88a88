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
  const named = asked.map(nameOf)
  const fresh = neighbours
    .map(neighbour => ({ neighbour, name: nameOf(neighbour.paper), alike: 0, authors: 0 }))
    .filter(
      ({ neighbour: { point }, name }) =>
        !named.some(each => isSameName(each, name)) &&
        !space.queries.some(query => isSameText(space.wordCosine(query, point), query, point)),
    )
  const shown: Neighbour<P>[] = []
  let left: readonly Left<P>[] = fresh
  const unit = fresh[0]?.neighbour.score || 1
  while (shown.length < limit) {
    const next = bestOf(left, unit)
    if (!next) break
    const { point, paper } = next.neighbour
    shown.push(next.neighbour)
    const authors = new Set(foldedAuthors(paper))
    const others = left.filter(each => each !== next)
    const cosines = space.wordCosines(
      point,
      others.map(({ neighbour }) => neighbour.point),
    )
    left = others.flatMap((each, i) => {
      const alike = cosines[i] ?? 0
      if (isSameName(next.name, each.name) || isSameText(alike, point, each.neighbour.point)) return []
      const shares = foldedAuthors(each.neighbour.paper).some(author => authors.has(author))
      return [{ ...each, alike: Math.max(each.alike, alike), authors: each.authors + (shares ? 1 : 0) }]
    })
  }
  return shown
}

/** A neighbour that is not shown yet, with what it has in common with those that are. */
interface Left<P extends Paper> {
  readonly neighbour: Neighbour<P>
  readonly name: Name
  readonly alike: number
  readonly authors: number
}

/** What a record goes by. */
interface Name {
  readonly ids: Asked['ids']
  readonly key: string | null
}

function nameOf({ ids, title }: Asked): Name {
  return { ids, key: titleKey(title) }
}

/** Whether two records go for one paper here: an identifier of both, or the same title. */
export function isSameTitle(a: Asked, b: Asked): boolean {
  return isSameName(nameOf(a), nameOf(b))
}

function isSameName(a: Name, b: Name): boolean {
  return (a.key !== null && a.key === b.key) || a.ids.some(id => b.ids.includes(id))
}

const folded = new WeakMap<Paper, readonly string[]>()

function foldedAuthors(paper: Paper): readonly string[] {
  const known = folded.get(paper) ?? (paper.authors ?? []).map(foldText)
  folded.set(paper, known)
  return known
}

function isSameText(alike: number, a: TextPoint, b: TextPoint): boolean {
  return alike >= SAME_TEXT && Math.min(a.words.features.length, b.words.features.length) >= MIN_WORDS
}

function bestOf<P extends Paper>(left: readonly Left<P>[], unit: number): Left<P> | undefined {
  let best: Left<P> | undefined
  let most = -Infinity
  for (const each of left) {
    const cost = COST.likeness * each.alike + COST.author * Math.min(each.authors, COST.authors)
    const worth = each.neighbour.score / unit - cost
    if (worth <= most) continue
    best = each
    most = worth
  }
  return best
}
