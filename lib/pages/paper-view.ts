import type { PaperView } from '@/components/paper-item'
import { paperUrl } from '../papers/identifier'
import { latexToText } from '../papers/latex'
import { bestSummary, type Paper, topicLabels, upvotesOf, yearOf } from '../papers/paper'
import { highlight, snippet } from '../search/highlight'
import { keySentences } from '../summary/key-sentences'

const SNIPPET_LENGTH = 200
const noMatch = () => false

interface Options {
  readonly saved: boolean
  readonly topics: number
  /** Which words of the query to mark; with none, nothing is. */
  readonly matches?: (term: string) => boolean
}

/** A paper as a row: its summary, else key sentences of its abstract, or the place in it that matches a query. */
export function paperView(paper: Paper, options: Options): PaperView {
  const matches = options.matches ?? noMatch
  const summary = bestSummary(paper)?.text
  const abstract = latexToText(paper.abstract ?? '')
  const told = summary ?? (paper.abstract ? keySentences(paper.title, paper.abstract) : '')
  const inTold = highlight(told, matches).some(run => run.mark)
  const text =
    options.matches && !inTold && abstract
      ? snippet(abstract, matches, SNIPPET_LENGTH)
      : highlight(told, matches)
  const inAbstract = text.some(run => run.mark)
  return {
    id: paper.id,
    title: highlight(latexToText(paper.title), matches),
    url: paperUrl(paper.id),
    upvotes: upvotesOf(paper),
    text: inAbstract || inTold ? text : highlight(told || abstract.slice(0, SNIPPET_LENGTH), matches),
    topics: topicLabels(paper).slice(0, options.topics),
    byline: [authorsInWords(paper.authors ?? []), yearOf(paper)].filter(Boolean).join(' · '),
    saved: options.saved,
  }
}

/** "Ada Lovelace", "Ada Lovelace and Alan Turing", "Ada Lovelace and 32 others". */
export function authorsInWords(authors: readonly string[]): string {
  const [first, second] = authors
  if (!first) return ''
  if (authors.length === 1) return first
  return authors.length === 2 ? `${first} and ${second}` : `${first} and ${authors.length - 1} others`
}
