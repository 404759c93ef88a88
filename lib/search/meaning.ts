/**
 * How much likeness of meaning counts: a cosine of one is worth as much as the best papers score for their words. From
 * 0.6 to 1.6 the ranking of one-sentence questions is about as good.
 */
const MEANING_WEIGHT = 0.9
/** The more a question says, the less it needs what else that may mean: past so many words meaning counts less and less. */
const MANY_WORDS = 20
/** The mean score of so many best papers is the unit. One best paper alone would be a measure that jumps. */
const BEST = 10

/** A paper that shares no word with a question is an answer from this cosine on; unrelated papers seldom reach it. */
export const MIN_LIKENESS = 0.35

/**
 * Scores for a question of more than a few words, in the unit of `lexical`: for each paper
 *
 *     lexical + 0.9 · min(1, 20 / words) · mean of the 10 best lexical scores · cosine
 *
 * a linear combination of scores made comparable (Bruch, Gai and Ingber, "An analysis of fusion functions for hybrid
 * retrieval", 2023). `lexical[i]` is the BM25 score of paper `i`, zero where it shares no word with the question, and
 * `likeness[i]` its cosine with the question (see `similarities`). What shares no word and is not like it stays zero.
 *
 * Not for a query of a few words, which names a paper: every weight tried finds fewer of them.
 */
export function fuse(
  lexical: Float32Array,
  likeness: Float32Array,
  words: number,
): Float32Array<ArrayBuffer> {
  const weight = Math.min(1, MANY_WORDS / words) * meaningWeight(lexical)
  const scores = new Float32Array(lexical.length)
  for (let i = 0; i < scores.length; i++) {
    const own = lexical[i] ?? 0
    const near = likeness[i] ?? 0
    if (own > 0 || near >= MIN_LIKENESS) scores[i] = Math.max(0, own + weight * near)
  }
  return scores
}

/** What a cosine of one adds to a score; `lexical` are the scores of all papers. Where all are zero it is one. */
export function meaningWeight(lexical: Float32Array): number {
  // The best so far, the least first: few scores get past it, so this costs one comparison a paper.
  const best = new Float32Array(BEST)
  for (let i = 0; i < lexical.length; i++) {
    const score = lexical[i] ?? 0
    if (score <= (best[0] ?? 0)) continue
    let at = 0
    for (; at + 1 < BEST && score > (best[at + 1] ?? 0); at++) best[at] = best[at + 1] ?? 0
    best[at] = score
  }
  const mean = best.reduce((sum, score) => sum + score, 0) / BEST
  return mean > 0 ? MEANING_WEIGHT * mean : 1
}
