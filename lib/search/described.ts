import { latexToText } from '../papers/latex'
import type { Paper } from '../papers/paper'
import { titleKey } from '../papers/title-key'
import { stem, termsOf, tokenize } from './analysis'
import type { IndexReader } from './index-reader'
import { isQuestionWord } from './question-words'
import { idf } from './score'

/*
 * What the text of a paper adds to its score for a query that describes it. Scores come in whatever unit the ranking
 * has, so that the lifts are shares of what the best papers score.
 */

/** For neighbouring words of the query that stand side by side, by how rare they are; a title counts as three texts. */
const PAIR = { weight: 0.6, title: 3, saturation: 1.2 }
/** For the sentence that holds most of the query, by the share it holds; and for what the whole text holds. */
const SENTENCE_SHARE = 0.35
const TEXT_SHARE = 0.2
/** A title that is pasted whole is the paper that is meant. */
const SAME_TITLE_FACTOR = 3

/** A query as its texts are compared with it. */
export interface Described {
  readonly key: string | null
  /** Stems that say something, with their rarity (idf), and the sum of these. */
  readonly rarities: ReadonlyMap<string, number>
  readonly total: number
  /** Neighbours among them, with the rarity of the commoner of the two. */
  readonly pairs: readonly { readonly pair: string; readonly rarity: number }[]
}

/** Reads a query that describes a paper. */
export function describedBy(index: IndexReader, query: string): Described {
  const terms = tokenize(latexToText(query)).map(({ term }) => term)
  const rarities = new Map<string, number>()
  for (const term of new Set(terms)) {
    if (isQuestionWord(term)) continue
    const documents = index.sameStem(term).reduce((sum, form) => sum + index.documentFrequency(form), 0)
    rarities.set(stem(term), idf(index.live, Math.min(index.live, documents)))
  }
  const rarity = (root: string) => rarities.get(root) ?? 0
  const pairs = terms.map(stem).flatMap((next, i, stems) => {
    const before = stems[i - 1] ?? next
    const least = Math.min(rarity(before), rarity(next))
    return before !== next && least > 0 ? [{ pair: `${before} ${next}`, rarity: least }] : []
  })
  const total = [...rarities.values()].reduce((sum, value) => sum + value, 0)
  return { key: titleKey(query), rarities, total, pairs }
}

/** A paper's score with what its text adds. `unit` is what the best papers score. */
export function liftDescribed(query: Described, paper: Paper, score: number, unit: number): number {
  const title = stemsOf(paper.title)
  const sentences = sentencesOf([paper.abstract ?? '', ...paper.summaries.map(({ text }) => text)].join('\n'))
  const shares = [title, ...sentences].map(stems => share(query, new Set(stems)))
  const whole = share(query, new Set([...title, ...sentences.flat()]))
  const lifted =
    score +
    pairLift(query, title, sentences) +
    unit * (SENTENCE_SHARE * Math.max(...shares) + TEXT_SHARE * whole)
  return query.key !== null && titleKey(paper.title) === query.key ? lifted * SAME_TITLE_FACTOR : lifted
}

/** The share of a query, by rarity, that a text holds. */
function share({ rarities, total }: Described, stems: ReadonlySet<string>): number {
  let sum = 0
  for (const [root, rarity] of rarities) if (stems.has(root)) sum += rarity
  return total > 0 ? sum / total : 0
}

function pairLift(
  { pairs }: Described,
  title: readonly string[],
  sentences: readonly (readonly string[])[],
): number {
  const counts = new Map<string, number>()
  const count = (stems: readonly string[], times: number) => {
    for (let i = 1; i < stems.length; i++) {
      const pair = `${stems[i - 1]} ${stems[i]}`
      counts.set(pair, (counts.get(pair) ?? 0) + times)
    }
  }
  count(title, PAIR.title)
  for (const stems of sentences) count(stems, 1)
  return pairs.reduce((sum, { pair, rarity }) => {
    const frequency = counts.get(pair) ?? 0
    return sum + (PAIR.weight * rarity * frequency) / (frequency + PAIR.saturation)
  }, 0)
}

/** Sentences end where a point is followed by a space and a capital; it does no harm where that is an abbreviation. */
function sentencesOf(text: string): string[][] {
  return text.split(/(?<=[.!?])\s+(?=[\p{Lu}(])|\n/u).map(stemsOf)
}

function stemsOf(text: string): string[] {
  return termsOf(text).map(stem)
}
