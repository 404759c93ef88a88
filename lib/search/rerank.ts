import type { PaperId } from '../papers/identifier'
import { latexToText } from '../papers/latex'
import { oneLine } from '../papers/one-line'
import type { Paper } from '../papers/paper'
import { foldText, titleKey } from '../papers/title-key'
import { tokenize } from './analysis'
import { describedBy, liftDescribed } from './described'
import type { IndexReader } from './index-reader'
import type { QueryWords } from './words'

/** A document that was found. */
export interface Candidate {
  readonly document: number
  readonly id: PaperId
  readonly score: number
}

/** As many candidates are looked at again; further down the order of their words changes nothing. */
const DEPTH = { short: 30, long: 50 }

/**
 * What the text of a paper adds to a short query's score, which is a sum of logarithms: neighbouring words of the query
 * that stand in the title in the same order, or side by side, and a title that is the query or begins with it.
 */
const SHORT_LIFTS = { inOrder: 1.5, adjacent: 0.4, sameTitle: 2, titleStarts: 0.5 }
/** What the best papers score is the mean of so many. */
const UNIT = 10

/** Orders candidates again by what only the papers themselves tell: the order and nearness of words. */
export function rerank<C extends Candidate & { readonly paper: Paper }>(
  index: IndexReader,
  query: string,
  words: QueryWords,
  candidates: readonly C[],
): C[] {
  const depth = words.short ? DEPTH.short : DEPTH.long
  const lift = words.short ? shortLift(query, words) : longLift(index, query, candidates)
  const lifted = candidates.slice(0, depth).map(candidate => ({ ...candidate, score: lift(candidate) }))
  lifted.sort((a, b) => b.score - a.score || a.document - b.document)
  return [...lifted, ...candidates.slice(depth)]
}

function longLift(index: IndexReader, query: string, candidates: readonly Candidate[]): Lift {
  const described = describedBy(index, query)
  const best = candidates.slice(0, UNIT)
  const unit = best.reduce((sum, { score }) => sum + score, 0) / Math.max(1, best.length)
  return ({ score, paper }) => liftDescribed(described, paper, score, unit)
}

type Lift = (candidate: Candidate & { readonly paper: Paper }) => number

function shortLift(query: string, { words }: QueryWords): Lift {
  const typed = oneLine(foldText(latexToText(query)))
  const key = titleKey(query)
  const forms = words.map(word => new Set(word.forms.map(({ term }) => term)))
  return ({ score, paper }) => {
    const title = latexToText(paper.title)
    const tokens = tokenize(title).map(({ term }) => term)
    const places = forms.map(of => tokens.flatMap((term, place) => (of.has(term) ? [place] : [])))
    const plain = oneLine(foldText(title))
    const same = plain === typed || (key !== null && titleKey(paper.title) === key)
    const starts = typed.length > 2 && plain.startsWith(typed)
    return (
      score + orderLift(places) + (same ? SHORT_LIFTS.sameTitle : 0) + (starts ? SHORT_LIFTS.titleStarts : 0)
    )
  }
}

/** The mean over neighbouring words of how their places in the title agree with the query. */
function orderLift(places: readonly (readonly number[])[]): number {
  let sum = 0
  for (let k = 0; k + 1 < places.length; k++) {
    const [here, next] = [places[k] ?? [], places[k + 1] ?? []]
    if (here.some(i => next.some(j => j > i))) sum += SHORT_LIFTS.inOrder
    if (here.some(i => next.includes(i + 1))) sum += SHORT_LIFTS.adjacent
  }
  return places.length > 1 ? sum / (places.length - 1) : 0
}
