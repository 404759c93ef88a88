import type { PaperView } from '@/components/paper-item'
import { paperUrl } from '../papers/identifier'
import { latexToText } from '../papers/latex'
import { bestSummary, type Paper, topicLabels, upvotesOf, yearOf } from '../papers/paper'
import { stem } from '../search/analysis'
import { highlight, type Run, snippet } from '../search/highlight'
import type { Found } from './found'

const SNIPPET_LENGTH = 200
/** Authors that are named for their match, beside the first. */
const MATCHED_AUTHORS = 2
const none = () => false

interface Options {
  readonly saved: boolean
  readonly topics: number
  /** Topics that are not shown. */
  readonly isMuted?: (topic: string) => boolean
  /** What was found in its own text, once it is known. */
  readonly found?: Found | undefined
  /** Which words of the query to mark; with none, nothing is. */
  readonly matches?: (term: string) => boolean
  /** Which words of names to mark, where others than `matches`. */
  readonly matchesName?: (term: string) => boolean
}

/** A paper as a row. */
export function paperView(paper: Paper, options: Options): PaperView {
  const matches = options.matches ?? none
  const year = yearOf(paper)
  const authors = authorRuns(paper.authors ?? [], options.matchesName ?? matches)
  const byline =
    year === undefined ? authors : [...authors, plain(`${authors.length > 0 ? ' · ' : ''}${year}`)]
  const title = highlight(latexToText(paper.title), matches)
  return {
    id: paper.id,
    title,
    url: paperUrl(paper.id),
    upvotes: upvotesOf(paper),
    ...toldOf(paper, title, matches, options.found),
    ...topicsOf(paper, options),
    byline,
    saved: options.saved,
  }
}

/**
 * "Ada Lovelace", "Ada Lovelace and Alan Turing", "Ada Lovelace and 32 others"; authors that match are named too,
 * marked: "Ada Lovelace, Alan Turing and 31 others".
 */
export function authorRuns(authors: readonly string[], matches: (term: string) => boolean): Run[] {
  const runs = authors.map(author => highlight(author, matches))
  const marked = runs.slice(1).filter(isMarked).slice(0, MATCHED_AUTHORS)
  const named = authors.length === 2 ? runs : [...runs.slice(0, 1), ...marked]
  const others = authors.length - named.length
  const all = others > 0 ? [...named, [plain(others === 1 ? '1 other' : `${others} others`)]] : named
  return all.flatMap((part, i) => {
    if (i === 0) return part
    return [plain(i === all.length - 1 ? ' and ' : ', '), ...part]
  })
}

/**
 * What the row says: the summary, or the place in the abstract that holds more of the words that the title lacks, or its
 * key sentence; with whose words they are.
 */
function toldOf(
  paper: Paper,
  title: readonly Run[],
  matches: (term: string) => boolean,
  found: Found | undefined,
): Pick<PaperView, 'text' | 'from'> {
  const summary = highlight(bestSummary(paper)?.text ?? '', matches)
  const abstract = latexToText(paper.abstract ?? '')
  if (abstract && matches !== none) {
    const place = snippet(abstract, matches, SNIPPET_LENGTH)
    if (newWords(place, title) > newWords(summary, title)) return { text: place, from: 'abstract' }
  }
  if (summary.length > 0 || !abstract) return { text: summary, from: 'digest' }
  if (!found) return { text: [], from: 'pending' }
  return { text: highlight(found.sentence, matches), from: 'abstract' }
}

/** The digests' topics, else those that were found in its text. */
function topicsOf(paper: Paper, options: Options): Pick<PaperView, 'topics' | 'topicsFound'> {
  const { topics, found, isMuted = none } = options
  const shown = (labels: readonly string[]) => labels.filter(label => !isMuted(label)).slice(0, topics)
  const own = topicLabels(paper)
  if (own.length > 0) return { topics: shown(own), topicsFound: false }
  return { topics: shown(found?.topics ?? []), topicsFound: true }
}

/** How many words are marked in `runs`, by their stems, that are not marked in `title`. */
function newWords(runs: readonly Run[], title: readonly Run[]): number {
  const words = stemsMarked(runs)
  for (const word of stemsMarked(title)) words.delete(word)
  return words.size
}

function stemsMarked(runs: readonly Run[]): Set<string> {
  return new Set(runs.filter(run => run.mark).map(run => stem(run.text.toLowerCase())))
}

function isMarked(runs: readonly Run[]): boolean {
  return runs.some(run => run.mark)
}

function plain(text: string): Run {
  return { text, mark: false }
}
