import { type Forest, predict } from '../learned/forest'
import { topicKey } from '../search/topic-key'
import type { Candidate } from './candidates'
import { type JudgedText, type Vocabulary, WORDING_FEATURES } from './predict-features'
import { spellingOf } from './predict-label'
import type { Lexicon } from './predict-lexicon'

/** Length of a row of `contestOf`. */
export const CONTEST_FEATURES = WORDING_FEATURES + 14
/** So many of the best by their wording go on. */
const FINALISTS = 45
/** Of a candidate that stands everywhere so many places are looked at. */
const MAX_PLACES = 12
/** A text has about so many topics. */
const USUAL = 10

/** The best candidates of a text by their wording, and what is known of each beside the others. */
export interface Contest {
  /** Numbers of the candidates, the best by wording first. */
  readonly finalists: readonly number[]
  /** For each of them a label (see `spellingOf`), and the key of that as a topic. */
  readonly labels: readonly string[]
  readonly keys: readonly string[]
  readonly rows: Float32Array
}

/** Logits of all candidates by their wording. */
export function wordingScores(forest: Forest, rows: Float32Array): Float32Array {
  return Float32Array.from({ length: rows.length / WORDING_FEATURES }, (_, i) =>
    predict(forest, rows, i * WORDING_FEATURES),
  )
}

/**
 * Sets the best candidates beside each other: those that hold others and are held by others, where they rank, and what
 * the corpus says of each as a topic.
 */
export function contestOf(
  text: JudgedText,
  wording: Float32Array,
  scores: Float32Array,
  vocabulary: Vocabulary,
  lexicon: Lexicon,
): Contest {
  const order = [...scores.keys()].sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0) || a - b)
  const finalists = order.slice(0, FINALISTS)
  const rivals = rivalsOf(text, finalists, scores)
  const chances = order.map(i => 1 / (1 + Math.exp(-(scores[i] ?? 0))))
  const expected = chances.reduce((sum, chance) => sum + chance, 0)
  const bar = scores[order[USUAL - 1] ?? order.at(-1) ?? 0] ?? 0
  const best = scores[order[0] ?? 0] ?? 0
  const labels = finalists.map(i => spellingOf(text, i, lexicon))
  const keys = labels.map(topicKey)
  const rows = new Float32Array(finalists.length * CONTEST_FEATURES)
  let above = 0
  for (const [place, i] of finalists.entries()) {
    const score = scores[i] ?? 0
    const rival = rivals[place]
    const base = place * CONTEST_FEATURES
    rows.set(wording.subarray(i * WORDING_FEATURES, (i + 1) * WORDING_FEATURES), base)
    const { count, share } = topicUse(keys[place] ?? '', labels[place] ?? '', vocabulary)
    rows.set(
      [
        score,
        place,
        above,
        expected,
        score - bar,
        best - score,
        rival?.holder ?? NONE,
        score - (rival?.holder ?? NONE),
        rival?.held ?? NONE,
        score - (rival?.held ?? NONE),
        rival?.neighbour ?? NONE,
        rival?.free ?? 1,
        count,
        share,
      ],
      base + WORDING_FEATURES,
    )
    above += chances[place] ?? 0
  }
  return { finalists, labels, keys, rows }
}

/** Stands for the score of a rival where there is none. */
const NONE = -12

/** How well the candidates fare that hold one, that it holds, or that share a word with it. */
function rivalsOf({ words, candidates }: JudgedText, finalists: readonly number[], scores: Float32Array) {
  const at: { i: number; from: number; to: number }[][] = words.map(() => [])
  for (const i of finalists)
    for (const from of placesOf(candidates[i])) {
      const to = from + (candidates[i]?.length ?? 0)
      for (let w = from; w < to; w++) at[w]?.push({ i, from, to })
    }
  return finalists.map(i => {
    const places = placesOf(candidates[i])
    const score = scores[i] ?? 0
    let [holder, held, neighbour, free] = [NONE, NONE, NONE, 0]
    for (const start of places) {
      const end = start + (candidates[i]?.length ?? 0)
      let best = NONE
      for (const rival of at.slice(start, end).flat()) {
        if (rival.i === i) continue
        const theirs = scores[rival.i] ?? 0
        if (rival.from <= start && rival.to >= end) holder = Math.max(holder, theirs)
        else if (rival.from >= start && rival.to <= end) held = Math.max(held, theirs)
        else neighbour = Math.max(neighbour, theirs)
        best = Math.max(best, theirs)
      }
      if (best <= score) free++
    }
    return { holder, held, neighbour, free: free / Math.max(1, places.length) }
  })
}

function placesOf(candidate: Candidate | undefined): readonly number[] {
  return candidate?.starts.slice(0, MAX_PLACES) ?? []
}

/** How many papers carry the topic, and of those that hold its rarest word how many do. */
function topicUse(key: string, label: string, vocabulary: Vocabulary): { count: number; share: number } {
  const papers = key ? vocabulary.topicCount(key) : 0
  if (papers === 0) return { count: 0, share: 0 }
  const words = label
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean)
  const rarest = Math.min(...words.map(word => Math.max(papers, vocabulary.wordCount(word))))
  return { count: Math.log1p(papers), share: papers / rarest }
}
