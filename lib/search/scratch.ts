import type { IndexReader } from './index-reader'

/** Scores of the documents that hold any word of a query. Valid until the next query is scored over the same index. */
export interface Scores {
  /** By document number. */
  readonly scores: Float32Array
  /** How many of the query's words a document holds. */
  readonly matched: Uint8Array
  /** Documents that hold any word, in no order. */
  readonly found: Uint32Array
}

/** Columns over all documents that scoring adds up in; allocated once for an index. */
export interface Scratch {
  readonly scores: Float32Array
  readonly matched: Uint8Array
  readonly found: Uint32Array
  /** How many documents `found` holds. */
  used: number
  /** Of the word that is being scored: frequencies in titles and elsewhere; zero between words. */
  readonly title: Float32Array
  readonly rest: Float32Array
  /** The documents that the word may add to. */
  readonly ofWord: Uint32Array
  /** The number of the last word that a document was seen to hold. */
  readonly seen: Uint16Array
}

const scratches = new WeakMap<IndexReader, Scratch>()

/** The columns of an index, everything in them zero. */
export function cleanScratch(index: IndexReader): Scratch {
  const known = scratches.get(index)
  if (known) {
    known.scores.fill(0)
    known.matched.fill(0)
    known.seen.fill(0)
    known.used = 0
    return known
  }
  const scratch = {
    scores: new Float32Array(index.size),
    matched: new Uint8Array(index.size),
    found: new Uint32Array(index.size),
    used: 0,
    title: new Float32Array(index.size),
    rest: new Float32Array(index.size),
    ofWord: new Uint32Array(index.size),
    seen: new Uint16Array(index.size),
  }
  scratches.set(index, scratch)
  return scratch
}

/** Adds a word's part to a document's score. */
export function addScore(scratch: Scratch, document: number, score: number): void {
  if (scratch.matched[document] === 0) scratch.found[scratch.used++] = document
  scratch.matched[document] = (scratch.matched[document] ?? 0) + 1
  scratch.scores[document] = (scratch.scores[document] ?? 0) + score
}
