import type { PaperId } from '../papers/identifier'
import type { Paper } from '../papers/paper'
import type { IndexReader } from '../search/index-reader'
import type { PostingLists } from '../search/posting-lists'
import { TOPIC_MARK } from '../search/segment'
import type { TermVectors } from '../search/term-vectors'
import { topicKey } from '../search/topic-key'
import { nearestByWords, type WordMatch } from './candidates'
import { type RelatedQuery, type TellingWord, type TextTerms, tellingWords, textTerms } from './telling-words'
import { likeness, type PlacedText, type TextPoint, TextSpace } from './text-space'

export type { RelatedQuery } from './telling-words'

/** Papers are looked for by so many words of a text, and by so many of several texts. Each costs a posting list. */
const WORDS = 32
const WORDS_OF_SEVERAL = 48
/** The nearest by their words are read, and ordered by all that their texts say. */
export const READ = 24
/** What having all words and topics that were looked for counts beside a cosine. */
const WORDS_WEIGHT = 0.5
/** Of several texts the mean over those most alike counts beside the mean over all. */
const MOST_ALIKE = 3
/**
 * The nearest of all, each as much as it is near, are asked once more: what is like them is near too. Not for several
 * texts, which say enough of what is wanted.
 */
const SECOND_HOP = { papers: 6, weight: 0.6 }

/** What finding related papers asks for outside the index. */
export interface RelatedTools<P extends Paper> {
  /** Stored papers by identifier. */
  readonly papers: (ids: readonly PaperId[]) => Promise<ReadonlyMap<string, P>>
  /** The term vectors; null where there are none. */
  readonly vectors: () => Promise<TermVectors | null>
  /** Awaited between one piece of work and the next, where others wait for their turn. */
  readonly pause?: () => Promise<void>
}

/** Which papers are wanted. */
export interface RelatedWish {
  /** Papers that are left out: those asked about. */
  readonly exclude: ReadonlySet<string>
  /** Only these are ranked, all of them. */
  readonly among?: readonly PaperId[]
  /** How many to find; past the first `READ` in the order of their words alone. */
  readonly limit?: number
}

/** A paper that is near what was asked about. */
export interface Neighbour<P extends Paper = Paper> {
  readonly paper: P
  readonly score: number
  readonly point: TextPoint
  /** How like each of the texts it is. */
  readonly likeEach: readonly number[]
}

/** What was found near some texts, with all that it takes to explain it. */
export interface Related<P extends Paper = Paper> {
  readonly index: IndexReader
  readonly queries: readonly RelatedQuery[]
  readonly words: readonly TellingWord[]
  readonly lists: PostingLists
  readonly space: TextSpace
  /** Best first. */
  readonly neighbours: readonly Neighbour<P>[]
  /** Papers that were found by their words and not read, best first. */
  readonly further: readonly PaperId[]
}

/**
 * Papers of the index nearest to one text or several. Found by their most telling words; then compared by tf-idf over
 * stems and pairs of words, by term vectors and by topics; then once more with what was found nearest added to the
 * question (Rocchio, "Relevance feedback in information retrieval", 1971). The same question has the same answer.
 */
export async function relatedPapers<P extends Paper>(
  index: IndexReader,
  queries: readonly RelatedQuery[],
  { exclude, among, limit = READ }: RelatedWish,
  tools: RelatedTools<P>,
): Promise<Related<P>> {
  // The table is the longest to arrive, so it is asked for first.
  const arriving = tools.vectors()
  const pause = async () => queries.length > 1 && (await tools.pause?.())
  const texts = queries.map(({ title, text }) => textTerms(title, text))
  await pause()
  const words = tellingWords(index, texts, queries.length > 1 ? WORDS_OF_SEVERAL : WORDS)
  const keys = [...new Set(queries.flatMap(({ topics }) => topics.map(topicKey)))].filter(Boolean)
  const lists = await index.lists([
    ...words.flatMap(({ forms }) => forms),
    ...keys.map(key => TOPIC_MARK + key),
  ])
  const wanted = among ? index.size : limit + exclude.size
  const matches = nearestByWords(index, lists, words, keys, wanted).filter(({ id }) => !exclude.has(id))
  const read = (among ?? matches.slice(0, READ).map(({ id }) => id)).filter(id => !exclude.has(id))
  const [table, papers] = await Promise.all([arriving, tools.papers(read)])
  await pause()
  const place = (terms: TextTerms): PlacedText => ({
    ...terms,
    vector: table?.embedDocument(terms.title, terms.body) ?? null,
  })
  const candidates = read.flatMap(id => papers.get(id) ?? [])
  const placed = candidates.map(paper => place(textTerms(paper.title, bodyOf(paper))))
  await pause()
  const space = new TextSpace(index, texts.map(place), placed)
  await pause()
  const neighbours = ranked(space, candidates, matches)
  const further = among ? [] : matches.slice(READ, limit).map(({ id }) => id)
  return { index, queries, words, lists, space, neighbours, further }
}

/** What is said of a paper below its title: what its vector was made of too. */
export function bodyOf(paper: Pick<Paper, 'abstract' | 'summaries'>): string {
  return paper.abstract ?? paper.summaries.map(({ text }) => text).join('\n')
}

function ranked<P extends Paper>(
  space: TextSpace,
  papers: readonly P[],
  matches: readonly WordMatch[],
): Neighbour<P>[] {
  const byWords = new Map<string, number>(matches.map(({ id, score }) => [id, score]))
  const asked = space.queries.map(point => space.direction([[point, 1]]))
  const first = papers.flatMap((paper, i) => {
    const point = space.others[i]
    if (!point) return []
    const likeEach = asked.map(direction => likeness(direction, point))
    return [
      { paper, point, likeEach, score: together(likeEach) + WORDS_WEIGHT * (byWords.get(paper.id) ?? 0) },
    ]
  })
  if (asked.length > 1) return first.toSorted(byScore)
  const best = first.toSorted(byScore).slice(0, SECOND_HOP.papers)
  const total = best.reduce((sum, { score }) => sum + score, 0) || 1
  const again = space.direction(best.map(({ point, score }) => [point, score / total]))
  return first
    .map(neighbour => ({
      ...neighbour,
      score: neighbour.score + SECOND_HOP.weight * likeness(again, neighbour.point),
    }))
    .sort(byScore)
}

function byScore(a: Neighbour, b: Neighbour): number {
  return b.score - a.score || (a.paper.id < b.paper.id ? -1 : 1)
}

/** How like several texts together: half by the mean over all of them, half by those most alike. */
function together(likeEach: readonly number[]): number {
  const mean = (values: readonly number[]) =>
    values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length)
  return (mean(likeEach) + mean(likeEach.toSorted((a, b) => b - a).slice(0, MOST_ALIKE))) / 2
}
