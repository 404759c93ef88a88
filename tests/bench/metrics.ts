import { stemmer } from 'stemmer'

/** Grades of the right answers of one query, by document. */
export type Grades = ReadonlyMap<string, number>

/** nDCG at `depth` of a ranking; gain is the grade, the discount 1/log2(rank + 1). */
export function ndcg(ranking: readonly string[], grades: Grades, depth: number): number {
  return (
    dcg(ranking, grades, depth, rank => 1 / Math.log2(rank + 1)) /
    Math.max(
      1e-12,
      idealDcg(grades, depth, rank => 1 / Math.log2(rank + 1)),
    )
  )
}

/** nDCG at a fifth of a pool: the first two ranks undiscounted, then 1/log2(rank). */
export function ndcgFifth(ranking: readonly string[], grades: Grades, pool: number): number {
  const discount = (rank: number) => (rank <= 2 ? 1 : 1 / Math.log2(rank))
  const depth = Math.max(1, Math.floor(pool / 5))
  return dcg(ranking, grades, depth, discount) / Math.max(1e-12, idealDcg(grades, depth, discount))
}

/** Average precision; documents graded `least` or more are right. */
export function averagePrecision(ranking: readonly string[], grades: Grades, least = 1): number {
  const right = [...grades.values()].filter(grade => grade >= least).length
  let found = 0
  let sum = 0
  for (const [i, id] of ranking.entries()) if ((grades.get(id) ?? 0) >= least) sum += ++found / (i + 1)
  return right === 0 ? 0 : sum / right
}

/** The share of pairs of documents with different grades that stand in the right order; without a grade it is 0. */
export function pairsInOrder(ranking: readonly string[], grades: Grades): number {
  const values = ranking.map(id => grades.get(id) ?? 0)
  let [pairs, inOrder] = [0, 0]
  for (const [i, value] of values.entries())
    for (let j = i + 1; j < values.length; j++) {
      const lower = values[j] ?? 0
      if (value !== lower) pairs++
      if (value > lower) inOrder++
    }
  return pairs === 0 ? 0 : inOrder / pairs
}

/** The share of the right answers among the first `depth`. */
export function recall(ranking: readonly string[], grades: Grades, depth: number): number {
  const right = [...grades].filter(([, grade]) => grade > 0).map(([id]) => id)
  const top = new Set(ranking.slice(0, depth))
  return right.length === 0 ? 0 : right.filter(id => top.has(id)).length / right.length
}

/** One where a right answer stands among the first `depth`, else zero. */
export function success(ranking: readonly string[], grades: Grades, depth: number): number {
  return ranking.slice(0, depth).some(id => (grades.get(id) ?? 0) > 0) ? 1 : 0
}

/** ROUGE F1 of a summary by unigrams, bigrams and the longest common subsequence, over Porter stems (Lin, 2004). */
export function rouge(
  candidate: string,
  reference: string,
): Record<'rouge-1' | 'rouge-2' | 'rouge-l', number> {
  const [a, b] = [words(candidate), words(reference)]
  return {
    'rouge-1': overlap(a, b),
    'rouge-2': overlap(pairs(a), pairs(b)),
    'rouge-l': f1(longestCommon(a, b), a.length, b.length),
  }
}

/** F1 of the first `depth` phrases against the right ones: lower case, Porter stems, exact. */
export function phraseF1(predicted: readonly string[], right: readonly string[], depth: number): number {
  const key = (phrase: string) => phrase.toLowerCase().split(/\s+/).map(stemmer).join(' ')
  const wanted = new Set(right.map(key))
  const given = [...new Set(predicted.map(key))].slice(0, depth)
  return f1(given.filter(phrase => wanted.has(phrase)).length, given.length, wanted.size)
}

function dcg(
  ranking: readonly string[],
  grades: Grades,
  depth: number,
  discount: (rank: number) => number,
): number {
  return ranking.slice(0, depth).reduce((sum, id, i) => sum + (grades.get(id) ?? 0) * discount(i + 1), 0)
}

function idealDcg(grades: Grades, depth: number, discount: (rank: number) => number): number {
  const best = [...grades.values()].sort((a, b) => b - a).slice(0, depth)
  return best.reduce((sum, grade, i) => sum + grade * discount(i + 1), 0)
}

function words(text: string): string[] {
  return (text.toLowerCase().match(/[a-z0-9]+/g) ?? []).map(word => (word.length > 3 ? stemmer(word) : word))
}

function pairs(list: readonly string[]): string[] {
  return list.slice(1).map((word, i) => `${list[i]} ${word}`)
}

function overlap(a: readonly string[], b: readonly string[]): number {
  const left = new Map<string, number>()
  for (const item of b) left.set(item, (left.get(item) ?? 0) + 1)
  let common = 0
  for (const item of a) {
    const count = left.get(item) ?? 0
    if (count > 0) common++
    left.set(item, count - 1)
  }
  return f1(common, a.length, b.length)
}

function f1(common: number, a: number, b: number): number {
  return common === 0 ? 0 : (2 * common) / (a + b)
}

function longestCommon(a: readonly string[], b: readonly string[]): number {
  let last = new Array<number>(b.length + 1).fill(0)
  for (const word of a) {
    const row = [0]
    for (let j = 1; j <= b.length; j++)
      row.push(word === b[j - 1] ? (last[j - 1] ?? 0) + 1 : Math.max(last[j] ?? 0, row[j - 1] ?? 0))
    last = row
  }
  return last[b.length] ?? 0
}
