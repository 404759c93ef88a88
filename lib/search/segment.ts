import type { DictionaryData } from './dictionary'
import { type DocumentIds, packIds } from './document-ids'
import { type DocumentFacts, type Facts, packFacts } from './facts'
import { FIELDS, type Field, packLength } from './fields'
import { Inverter } from './inverter'

/** What the index needs of one paper. `keys` are terms matched only as a whole, such as its topics. */
export interface IndexDocument {
  readonly id: string
  readonly terms: Readonly<Record<Field, readonly string[]>>
  readonly keys: readonly string[]
  readonly facts: DocumentFacts
  /** Its meaning (see term-vectors), where there is a table of term vectors. */
  readonly vector?: Int8Array | null
}

/**
 * A piece of the inverted index, made of flat arrays so that it is read from IndexedDB without parsing. All of it but
 * `facts` is immutable. One posting list stands for each surface form of a word: exact and stemmed queries are answered
 * from the same lists.
 */
export interface Segment {
  readonly ids: DocumentIds
  readonly dictionary: DictionaryData
  /** Posting lists (see `postings`) in the order of the dictionary. */
  readonly postings: Uint8Array<ArrayBuffer>
  /** Of each document two packed lengths: words in the title, and in all other fields. */
  readonly lengths: Uint8Array<ArrayBuffer>
  readonly facts: Facts
  /** One vector a document, one after another; zeros for a document without. Empty without a table of term vectors. */
  readonly vectors: Int8Array<ArrayBuffer>
}

/** Mark whole keys and not words; both sort before all words. */
export const TOPIC_MARK = '#'
export const DIGEST_MARK = '!'

/** Builds a segment of documents; their order is kept. `dimensions` is the length of their vectors, 0 for none. */
export function buildSegment(documents: readonly IndexDocument[], dimensions = 0): Segment {
  const inverter = new Inverter()
  const lengths = new Uint8Array(2 * documents.length)
  const vectors = new Int8Array(dimensions * documents.length)
  for (const [number, document] of documents.entries()) {
    for (const [field, name] of FIELDS.entries()) inverter.words(number, field, document.terms[name])
    inverter.close(number, new Set(document.keys))
    const [title, rest] = lengthsOf(document)
    lengths[2 * number] = packLength(title)
    lengths[2 * number + 1] = packLength(rest)
    if (document.vector) vectors.set(document.vector.subarray(0, dimensions), dimensions * number)
  }
  return {
    ids: packIds(documents.map(({ id }) => id)),
    ...inverter.finish(),
    lengths,
    facts: packFacts(documents.map(({ facts }) => facts)),
    vectors,
  }
}

function lengthsOf({ terms }: IndexDocument): [title: number, rest: number] {
  return [terms.title.length, FIELDS.reduce((sum, field) => sum + terms[field].length, -terms.title.length)]
}
