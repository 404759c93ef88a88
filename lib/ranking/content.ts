import { bestSummary, type Paper } from '../papers/paper'
import { stem, termsOf } from '../search/analysis'
import { hashOfPair, hashOfWord } from '../search/feature-hash'
import { COUNT_WEIGHT, type TermVectors } from '../search/term-vectors'
import { type Background, isCommon } from './background'

/** What of a paper an order can be learned from. Authors are no part of it. */
export interface Content {
  /** How often each word and pair of words occurs, by the hash of its stems; a title counts more. */
  readonly counts: ReadonlyMap<number, number>
  /** Its vector as `TermVectors` gives it, null where they know none of its words. */
  readonly vector: Int8Array | null
  readonly categories: readonly string[]
}

/** The texts of a paper that its order is learned from. */
export type RankedPaper = Pick<Paper, 'title' | 'abstract' | 'summaries' | 'categories'>

/** A word of the title counts as often as this. */
const TITLE_COUNT = 3
const MAX_COUNT = COUNT_WEIGHT.length - 1
const LEAST_LETTERS = 3
const MAX_CACHED_HASHES = 50_000

const hashes = new Map<string, number>()

/** What a paper is about: the words of its title and abstract, or of its summary where it has no abstract. */
export function contentOf(paper: RankedPaper, vectors: TermVectors | null): Content {
  const { title, body } = textsOf(paper)
  const counts = new Map<number, number>()
  const add = (feature: number, times: number) =>
    counts.set(feature, Math.min(MAX_COUNT, (counts.get(feature) ?? 0) + times))
  visitFeatures(title, feature => add(feature, TITLE_COUNT))
  visitFeatures(body, feature => add(feature, 1))
  return {
    counts,
    vector: vectors?.embedDocument(title, body, Number.POSITIVE_INFINITY) ?? null,
    categories: paper.categories ?? [],
  }
}

/**
 * What of a paper can be named to the reader, by feature: its words and its pairs of neighbours as it writes them. Those
 * that are everywhere are left out, and of hyphenated words the whole where the parts are named.
 */
export function labelsOf(paper: RankedPaper, background: Background): Map<number, string> {
  const labels = new Map<number, string>()
  const joined = new Set<string>()
  const { title, body } = textsOf(paper)
  for (const terms of [title, body])
    visitFeatures(terms, (feature, first, second, apart) => {
      if (second !== undefined) joined.add(first + second)
      if (apart || labels.has(feature) || isCommon(background, feature)) return
      labels.set(feature, second === undefined ? first : `${first} ${second}`)
    })
  for (const [feature, label] of labels)
    if (joined.has(label) || label.length < LEAST_LETTERS) labels.delete(feature)
  return labels
}

function textsOf(paper: RankedPaper) {
  return { title: termsOf(paper.title), body: termsOf(paper.abstract ?? bestSummary(paper)?.text ?? '') }
}

/** Every word, and every two words that stand side by side or with one between them. */
function visitFeatures(
  terms: readonly string[],
  visit: (feature: number, first: string, second?: string, apart?: boolean) => void,
): void {
  let [before, last] = [0, 0]
  for (const [i, term] of terms.entries()) {
    const hash = hashOf(term)
    visit(hash, term)
    if (i > 0) visit(hashOfPair(last, hash), terms[i - 1] ?? '', term)
    if (i > 1) visit(hashOfPair(before, hash), terms[i - 2] ?? '', term, true)
    before = last
    last = hash
  }
}

function hashOf(term: string): number {
  const known = hashes.get(term)
  if (known !== undefined) return known
  const hash = hashOfWord(stem(term))
  if (hashes.size >= MAX_CACHED_HASHES) hashes.clear()
  hashes.set(term, hash)
  return hash
}
