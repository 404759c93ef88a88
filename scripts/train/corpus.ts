import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { stem, termsOf } from '@/lib/search/analysis'
import { hashOfPair, hashOfWord } from '@/lib/search/feature-hash'

/** A word is a feature when so many papers hold it, a pair of words that follow each other when so many do. */
const MIN_WORD_PAPERS = 5
const MIN_PAIR_PAPERS = 20
/** Pairs are counted by so many bits of their hash first; only those that may be frequent are counted exactly. */
const SKETCH_BITS = 25

/**
 * Texts as features. Paper `p` has the segments `papers[p] .. papers[p+1]`, its title first and then each sentence of
 * its abstract; segment `s` has the features `segments[s] .. segments[s+1]`.
 */
export interface Corpus {
  readonly size: number
  readonly papers: Int32Array
  readonly segments: Int32Array
  readonly features: Int32Array
  /** The hash of each feature, the words by falling frequency and then the pairs. */
  readonly hashes: Int32Array
  /** The inverse document frequency of each feature. */
  readonly rarity: Float64Array
  /** The features below this are words, the others pairs. */
  readonly words: number
  /** The terms of the papers held back for scoring: title, then sentences. */
  readonly heldTerms: readonly (readonly (readonly string[])[])[]
}

/** Reads the papers of a gzipped JSON-lines file and chooses at most `limit` features. The first `held` keep their terms. */
export function readCorpus(file: string, limit: number, held: number): Corpus {
  const hashOf = new Map<string, number>()
  const heldTerms: string[][][] = []
  const papers = [0]
  const segments = [0]
  let words = new Int32Array(1 << 20)
  let n = 0
  for (const line of gunzipSync(readFileSync(file)).toString('utf8').trim().split('\n')) {
    const { title, abstract } = JSON.parse(line) as { title: string; abstract: string }
    const texts = [title, ...sentencesOf(abstract)].map(termsOf)
    if (heldTerms.length < held) heldTerms.push(texts)
    for (const terms of texts) {
      if (n + terms.length > words.length) words = grown(words)
      for (const term of terms) {
        const hash = hashOf.get(term) ?? hashOfWord(stem(term))
        hashOf.set(term, hash)
        words[n++] = hash
      }
      segments.push(n)
    }
    papers.push(segments.length - 1)
  }
  const read = { papers: Int32Array.from(papers), segments: Int32Array.from(segments), words }
  const chosen = chooseFeatures(read, limit)
  return {
    size: papers.length - 1,
    papers: read.papers,
    heldTerms,
    ...chosen,
    ...featuresOf(read, chosen.hashes),
  }
}

function sentencesOf(text: string): string[] {
  return text.replace(/\s+/g, ' ').split(/(?<=[.!?]) (?=[A-Z\d$])/)
}

interface Words {
  readonly papers: Int32Array
  readonly segments: Int32Array
  /** Hashes of the words of all segments. */
  readonly words: Int32Array
}

function chooseFeatures(read: Words, limit: number): Pick<Corpus, 'hashes' | 'rarity' | 'words'> {
  const size = read.papers.length - 1
  const wordPapers = paperCounts(read, false, () => true)
  const words = frequent(wordPapers, MIN_WORD_PAPERS).slice(0, limit)
  const sketch = new Uint8Array(2 ** SKETCH_BITS)
  visit(read, true, hash => {
    const slot = hash >>> (32 - SKETCH_BITS)
    sketch[slot] = Math.min(255, (sketch[slot] ?? 0) + 1)
  })
  const maybe = (hash: number) => (sketch[hash >>> (32 - SKETCH_BITS)] ?? 0) >= MIN_PAIR_PAPERS
  const pairs = frequent(paperCounts(read, true, maybe), MIN_PAIR_PAPERS)
    .filter(([hash]) => !wordPapers.has(hash))
    .slice(0, limit - words.length)
  const all = [...words, ...pairs]
  return {
    hashes: Int32Array.from(all, ([hash]) => hash),
    rarity: Float64Array.from(all, ([, count]) => Math.log(1 + size / count)),
    words: words.length,
  }
}

/** In how many papers each word or pair stands, by hash. */
function paperCounts(read: Words, pairs: boolean, accept: (hash: number) => boolean): Map<number, number> {
  const counts = new Map<number, number>()
  const lastPaper = new Map<number, number>()
  visit(read, pairs, (hash, paper) => {
    if (!accept(hash) || lastPaper.get(hash) === paper) return
    lastPaper.set(hash, paper)
    counts.set(hash, (counts.get(hash) ?? 0) + 1)
  })
  return counts
}

function frequent(counts: Map<number, number>, least: number): [number, number][] {
  return [...counts].filter(([, count]) => count >= least).sort(([a, x], [b, y]) => y - x || a - b)
}

function visit(read: Words, pairs: boolean, each: (hash: number, paper: number) => void): void {
  const { papers, segments, words } = read
  for (let paper = 0; paper + 1 < papers.length; paper++)
    for (let s = papers[paper] ?? 0; s < (papers[paper + 1] ?? 0); s++) {
      const start = segments[s] ?? 0
      for (let i = pairs ? start + 1 : start; i < (segments[s + 1] ?? 0); i++)
        each(pairs ? hashOfPair(words[i - 1] ?? 0, words[i] ?? 0) : (words[i] ?? 0), paper)
    }
}

/** The segments again, with the features that were chosen in place of the words. */
function featuresOf(read: Words, hashes: Int32Array): Pick<Corpus, 'segments' | 'features'> {
  const number = new Map<number, number>()
  for (const [i, hash] of hashes.entries()) number.set(hash, i)
  const segments = new Int32Array(read.segments.length)
  const features = new Int32Array(2 * (read.segments.at(-1) ?? 0))
  let n = 0
  for (let s = 0; s + 1 < segments.length; s++) {
    const start = read.segments[s] ?? 0
    for (let i = start; i < (read.segments[s + 1] ?? 0); i++) {
      const hash = read.words[i] ?? 0
      const word = number.get(hash)
      if (word !== undefined) features[n++] = word
      const pair = i > start ? number.get(hashOfPair(read.words[i - 1] ?? 0, hash)) : undefined
      if (pair !== undefined) features[n++] = pair
    }
    segments[s + 1] = n
  }
  return { segments, features: features.slice(0, n) }
}

function grown(list: Int32Array): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(2 * list.length)
  larger.set(list)
  return larger
}
