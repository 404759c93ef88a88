import type { PaperId } from '../papers/identifier'
import { weightedCounts } from '../search/fields'
import type { IndexReader } from '../search/index-reader'
import type { PostingLists } from '../search/posting-lists'
import { idf } from '../search/score'
import { addScore, cleanScratch } from '../search/scratch'
import { TOPIC_MARK } from '../search/segment'
import { best } from '../search/top'
import type { TellingWord } from './telling-words'

/** BM25's saturation and length normalisation; of the values tried the best at finding what is cited together. */
const K1 = 2.5
const B = 0.75
/** Frequency of each packed count. */
const FREQUENCY = weightedCounts({ title: 3, topics: 1, summary: 1, abstract: 1 })
/** What all topics of a text weigh together, next to all its words. */
const TOPICS_WEIGHT = 0.3

/** A paper that has some of the words and topics asked for; the score is below one and a little. */
export interface WordMatch {
  readonly id: PaperId
  readonly score: number
}

/**
 * The papers nearest to some words and topics, best first: BM25 with the text as the query (Robertson and Zaragoza,
 * 2009), stemmed.
 */
export function nearestByWords(
  index: IndexReader,
  lists: PostingLists,
  words: readonly TellingWord[],
  topicKeys: readonly string[],
  limit: number,
): WordMatch[] {
  const scratch = cleanScratch(index)
  const { titleLengths, restLengths } = index
  const average = index.averageTitle + index.averageRest
  for (const [before, { forms, weight }] of words.entries()) {
    let added = 0
    for (const term of forms)
      lists.visit(term, (document, fields) => {
        if (scratch.seen[document] !== before + 1) {
          scratch.seen[document] = before + 1
          scratch.ofWord[added++] = document
        }
        scratch.title[document] = (scratch.title[document] ?? 0) + (FREQUENCY[fields] ?? 0)
      })
    for (let i = 0; i < added; i++) {
      const document = scratch.ofWord[i] ?? 0
      const frequency = scratch.title[document] ?? 0
      scratch.title[document] = 0
      const length = ((titleLengths[document] ?? 0) + (restLengths[document] ?? 0)) / average
      addScore(scratch, document, (weight * frequency) / (frequency + K1 * (1 - B + B * length)))
    }
  }
  for (const [key, weight] of topicWeights(index, lists, topicKeys))
    lists.visit(TOPIC_MARK + key, document => addScore(scratch, document, TOPICS_WEIGHT * weight))
  const scoreOf = (document: number) => scratch.scores[document] ?? 0
  return best(scratch.found.subarray(0, scratch.used), limit, scoreOf).map(document => ({
    id: index.idOf(document),
    score: scoreOf(document),
  }))
}

/** Each topic's share of all, by how rare it is. */
function topicWeights(
  index: IndexReader,
  lists: PostingLists,
  topicKeys: readonly string[],
): Map<string, number> {
  const rarities = topicKeys.map(key => [key, idf(index.live, lists.count(TOPIC_MARK + key))] as const)
  const total = rarities.reduce((sum, [, rarity]) => sum + rarity, 0) || 1
  return new Map(rarities.map(([key, rarity]) => [key, rarity / total]))
}
