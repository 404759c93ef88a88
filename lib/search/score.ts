import { countIn, PACKED_FIELDS, weightedCounts } from './fields'
import type { IndexReader } from './index-reader'
import type { PostingLists } from './posting-lists'
import { addScore, cleanScratch, type Scores, type Scratch } from './scratch'
import type { QueryWord } from './words'

/** A short query: how much a word in the title weighs against one in the abstract, and how much long titles lose. */
const SHORT = { title: 8, titleLength: 0.7, background: 0.1 }
/** In a short query it counts whether a word stands in a field, not how often. */
const HELD_IN_TITLE = presence({ title: 1 })
const HELD_ELSEWHERE = presence({ abstract: 1, summary: 1.5, topics: 2, authors: 2 })

/** A long query: BM25's saturation and length normalisation, and how much a word's burstiness counts. */
const LONG = { k1: 1.4, b: 0.75, burstiness: 0.5 }
const FREQUENCY = weightedCounts({ title: 3, abstract: 1, summary: 1.5, topics: 2, authors: 2 })

/**
 * Scores a query that names a paper: the sum over its words of the log odds that a document about the word holds it
 * (a unigram language model whose title and other fields are mixed, against the corpus as background; after Ogilvie and
 * Callan, "Combining document representations for known-item search", 2003). Being a sum of logarithms, it rewards
 * documents that hold all words. Where some document does, only those are found. Also says whether one of them has every
 * word in its title. `allowed` marks the documents that may be found, where not all may.
 */
export function scoreShort(
  index: IndexReader,
  lists: PostingLists,
  words: readonly QueryWord[],
  allowed?: Uint8Array,
): Scores & { readonly wholeInTitle: boolean; readonly complete: number } {
  // The rarest first: what lacks it need not be looked at again.
  const ordered = words
    .map(word => ({
      word,
      uses: word.forms.reduce((sum, { term }) => sum + index.documentFrequency(term), 0),
    }))
    .sort((a, b) => a.uses - b.uses)
    .map(({ word }) => word)
  const whole = scoreNames(index, lists, ordered, true, allowed)
  return whole.complete > 0 ? whole : scoreNames(index, lists, ordered, false, allowed)
}

function scoreNames(
  index: IndexReader,
  lists: PostingLists,
  words: readonly QueryWord[],
  all: boolean,
  allowed: Uint8Array | undefined,
) {
  const scratch = cleanScratch(index)
  const { titleLengths, averageTitle } = index
  const inTitle = new Uint8Array(index.size)
  let [wholeInTitle, complete] = [false, 0]
  for (const [before, word] of words.entries()) {
    const holders = { holders: 0, added: 0 }
    gather(lists, word, scratch, before + 1, all ? before : undefined, HELD_IN_TITLE, HELD_ELSEWHERE, holders)
    const background = (SHORT.background * (holders.holders + 1)) / Math.max(1, index.live)
    complete = 0
    for (let i = 0; i < holders.added; i++) {
      const document = scratch.ofWord[i] ?? 0
      const title = scratch.title[document] ?? 0
      const rest = scratch.rest[document] ?? 0
      scratch.title[document] = 0
      scratch.rest[document] = 0
      const length =
        1 - SHORT.titleLength + (SHORT.titleLength * (titleLengths[document] ?? 0)) / averageTitle
      addScore(scratch, document, Math.log(1 + ((SHORT.title * title) / length + rest) / background))
      if (allowed && allowed[document] !== 1) continue
      if (scratch.matched[document] === words.length) complete++
      if (title === 0) continue
      const held = (inTitle[document] ?? 0) + 1
      inTitle[document] = held
      if (held === words.length) wholeInTitle = true
    }
  }
  return { ...scoresIn(scratch), wholeInTitle, complete }
}

/**
 * Scores a query that describes a paper: BM25F (Robertson and Zaragoza, 2009) over stems with all fields as one, each
 * word weighed also by how often it recurs where it occurs (Amati and van Rijsbergen's burstiness, 2002): what papers are
 * about they say more than once.
 */
export function scoreLong(index: IndexReader, lists: PostingLists, words: readonly QueryWord[]): Scores {
  const scratch = cleanScratch(index)
  const { titleLengths, restLengths } = index
  const average = index.averageTitle + index.averageRest
  for (const [before, word] of words.entries()) {
    const counts = { holders: 0, added: 0 }
    gather(lists, word, scratch, before + 1, undefined, FREQUENCY, NOTHING, counts)
    let occurrences = 0
    for (let i = 0; i < counts.added; i++) occurrences += scratch.title[scratch.ofWord[i] ?? 0] ?? 0
    const rarity = idf(index.live, counts.holders) * (occurrences / counts.holders) ** LONG.burstiness
    const weight = word.count * rarity * (LONG.k1 + 1)
    for (let i = 0; i < counts.added; i++) {
      const document = scratch.ofWord[i] ?? 0
      const frequency = scratch.title[document] ?? 0
      scratch.title[document] = 0
      const length = ((titleLengths[document] ?? 0) + (restLengths[document] ?? 0)) / average
      addScore(
        scratch,
        document,
        (weight * frequency) / (frequency + LONG.k1 * (1 - LONG.b + LONG.b * length)),
      )
    }
  }
  return scoresIn(scratch)
}

/** BM25's inverse document frequency, the form that is never negative (Lucene's). */
export function idf(documents: number, documentFrequency: number): number {
  return Math.log(1 + (documents - documentFrequency + 0.5) / (documentFrequency + 0.5))
}

const NOTHING = new Float32Array(PACKED_FIELDS)

/**
 * Adds up a word's forms over documents, in the scratch's two columns. `number` is the word's own, from 1. With `among`
 * only documents that hold so many words already are added to; all holders are counted.
 */
function gather(
  lists: PostingLists,
  word: QueryWord,
  scratch: Scratch,
  number: number,
  among: number | undefined,
  titleTable: Float32Array,
  restTable: Float32Array,
  counts: { holders: number; added: number },
): void {
  const { title, rest, ofWord, seen, matched } = scratch
  let [holders, added] = [0, 0]
  for (const { term, weight } of word.forms)
    lists.visit(term, (document, fields) => {
      const first = seen[document] !== number
      if (first) {
        seen[document] = number
        holders++
      }
      if (among !== undefined && matched[document] !== among) return
      if (first) ofWord[added++] = document
      title[document] = (title[document] ?? 0) + weight * (titleTable[fields] ?? 0)
      rest[document] = (rest[document] ?? 0) + weight * (restTable[fields] ?? 0)
    })
  counts.holders = holders
  counts.added = added
}

function scoresIn({ scores, matched, found, used }: Scratch): Scores {
  return { scores, matched, found: found.subarray(0, used) }
}

/** A table of packed counts → the sum of the weights of the fields that hold the word at all. */
function presence(weights: Parameters<typeof weightedCounts>[0]): Float32Array {
  const fields = Object.entries(weights) as [keyof typeof weights, number][]
  return Float32Array.from({ length: PACKED_FIELDS }, (_, packed) =>
    fields.reduce((sum, [field, weight]) => sum + (countIn(packed, field) > 0 ? weight : 0), 0),
  )
}
