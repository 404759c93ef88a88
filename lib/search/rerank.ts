import { latexToText, oneLine } from '../papers/latex'
import { type Paper, upvotesOf } from '../papers/paper'
import { foldText, titleKey } from '../papers/title-key'
import type { Hit } from './search'

/** A title that is the query, or begins with or contains it as typed, comes first among papers that score alike. */
const LIFTS = { sameTitle: 3, titleStarts: 1.3, titleContains: 1.15 }
/** The most that upvotes can lift a paper: a tie-breaker, not a ranking by fame. */
const MAX_UPVOTE_LIFT = 0.06

/** Orders hits again by what only the papers themselves tell: the title as a whole, and mildly by upvotes. */
export function rerank<P extends Paper>(
  query: string,
  hits: readonly Hit[],
  papers: ReadonlyMap<string, P>,
): { paper: P; score: number }[] {
  const typed = oneLine(foldText(latexToText(query)))
  const key = titleKey(query)
  return hits
    .flatMap(hit => {
      const paper = papers.get(hit.id)
      return paper ? [{ paper, score: hit.score * lift(paper, typed, key) }] : []
    })
    .sort((a, b) => b.score - a.score || (a.paper.id < b.paper.id ? -1 : 1))
}

function lift(paper: Paper, typed: string, key: string | null): number {
  const upvotes = 1 + Math.min(MAX_UPVOTE_LIFT, Math.log10(1 + (upvotesOf(paper) ?? 0)) / 50)
  if (key && titleKey(paper.title) === key) return LIFTS.sameTitle * upvotes
  const title = oneLine(foldText(latexToText(paper.title)))
  if (typed.length < 3) return upvotes
  if (title.startsWith(typed)) return LIFTS.titleStarts * upvotes
  return (title.includes(typed) ? LIFTS.titleContains : 1) * upvotes
}
