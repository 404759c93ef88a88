import { stem } from './analysis'

/** The fields of a paper that are searched. */
export const FIELDS = ['title', 'topics', 'summary', 'authors', 'abstract'] as const
export type Field = (typeof FIELDS)[number]

/** What the index needs of one paper. `keys` are terms matched only as a whole, such as its topics. */
export interface IndexDocument {
  readonly id: string
  readonly terms: Readonly<Record<Field, readonly string[]>>
  readonly keys: readonly string[]
}

/**
 * An immutable piece of the inverted index, made of flat arrays so that it is read from IndexedDB without parsing.
 *
 * The dictionary is sorted; posting list `t` is `postings[starts[t] .. starts[t+1])`, for each document a
 * byte-coded gap (LEB128) and one byte of field frequencies (see `packFields`). `ring[t]` is the next term with the
 * same stem, so that one list per surface form serves exact and stemmed queries.
 */
export interface Segment {
  readonly ids: readonly string[]
  /** Words in each document, on a log scale (see `packLength`). */
  readonly lengths: Uint8Array
  /** The dictionary, joined by line feeds. */
  readonly dictionary: string
  readonly starts: Uint32Array
  readonly documentFrequencies: Uint32Array
  readonly ring: Uint32Array
  readonly postings: Uint8Array
}

/** Marks a term that is a whole key and not a word; sorts before all words. */
export const KEY_MARK = '#'

/** Builds a segment of documents; their order is kept. */
export function buildSegment(documents: readonly IndexDocument[]): Segment {
  const lists = new Map<string, number[]>()
  const lengths = new Uint8Array(documents.length)
  for (const [number, document] of documents.entries()) {
    const frequencies = new Map<string, number[]>()
    let length = 0
    for (const [field, name] of FIELDS.entries()) {
      for (const term of document.terms[name]) {
        const counts = frequencies.get(term) ?? [0, 0, 0, 0, 0]
        counts[field] = (counts[field] ?? 0) + 1
        frequencies.set(term, counts)
        length++
      }
    }
    lengths[number] = packLength(length)
    for (const [term, counts] of frequencies) append(lists, term, number, packFields(counts))
    for (const key of new Set(document.keys)) append(lists, KEY_MARK + key, number, 0)
  }
  return encode(
    documents.map(document => document.id),
    lengths,
    [...lists.keys()].sort().map(term => ({ term, list: lists.get(term) ?? [] })),
  )
}

/** Joins segments into one, leaving out the documents marked dead (`dead[s][d]` is 1). Terms nobody uses go too. */
export function mergeSegments(segments: readonly Segment[], dead: readonly Uint8Array[]): Segment {
  const ids: string[] = []
  const lengths: number[] = []
  const renumbered = segments.map((segment, s) =>
    Int32Array.from(segment.ids, (id, number) => {
      if (dead[s]?.[number]) return -1
      lengths.push(segment.lengths[number] ?? 0)
      return ids.push(id) - 1
    }),
  )
  const bySegment = segments.map(termsIn)
  const terms = [...new Set(bySegment.flat())].sort()
  const cursors = segments.map(() => 0)
  const lists = terms.map(term => {
    const list: number[] = []
    for (const [s, segment] of segments.entries()) {
      const cursor = cursors[s] ?? 0
      if (bySegment[s]?.[cursor] !== term) continue
      cursors[s] = cursor + 1
      readPostings(segment, cursor, (number, fields) => {
        const moved = renumbered[s]?.[number] ?? -1
        if (moved >= 0) list.push(moved, fields)
      })
    }
    return { term, list }
  })
  return encode(
    ids,
    Uint8Array.from(lengths),
    lists.filter(({ list }) => list.length > 0),
  )
}

const dictionaries = new WeakMap<Segment, readonly string[]>()

/** The dictionary of a segment as an array, in sorted order; split once in the segment's life. */
export function termsIn(segment: Segment): readonly string[] {
  const known = dictionaries.get(segment)
  if (known) return known
  const terms = segment.dictionary === '' ? [] : segment.dictionary.split('\n')
  dictionaries.set(segment, terms)
  return terms
}

/** Calls `visit` with every document of a posting list and its packed field frequencies. */
export function readPostings(
  segment: Segment,
  term: number,
  visit: (document: number, fields: number) => void,
): void {
  const { postings, starts } = segment
  const end = starts[term + 1] ?? 0
  let at = starts[term] ?? 0
  let document = -1
  while (at < end) {
    let gap = 0
    let shift = 0
    let byte: number
    do {
      byte = postings[at++] ?? 0
      gap |= (byte & 0x7f) << shift
      shift += 7
    } while (byte & 0x80)
    document += gap
    visit(document, postings[at++] ?? 0)
  }
}

/** Words in a document from its packed length. */
export function unpackLength(packed: number): number {
  return LENGTHS[packed] ?? 0
}

const LENGTHS = Float32Array.from({ length: 256 }, (_, packed) => 2 ** (packed / 16) - 1)

function packLength(length: number): number {
  return Math.min(255, Math.round(16 * Math.log2(length + 1)))
}

/** Field frequencies in one byte: title 2 bits, abstract 2 bits, summary 2 bits, topics and authors one each. */
function packFields([
  title = 0,
  topics = 0,
  summary = 0,
  authors = 0,
  abstract = 0,
]: readonly number[]): number {
  return (
    Math.min(3, title) |
    (Math.min(3, abstract) << 2) |
    (Math.min(3, summary) << 4) |
    (Math.min(1, topics) << 6) |
    (Math.min(1, authors) << 7)
  )
}

/** Frequencies by field of a packed byte, each capped as packed. */
export function unpackFields(packed: number): Record<Field, number> {
  return {
    title: packed & 3,
    abstract: (packed >> 2) & 3,
    summary: (packed >> 4) & 3,
    topics: (packed >> 6) & 1,
    authors: (packed >> 7) & 1,
  }
}

function append(lists: Map<string, number[]>, term: string, document: number, fields: number): void {
  const list = lists.get(term)
  if (list) list.push(document, fields)
  else lists.set(term, [document, fields])
}

function encode(
  ids: readonly string[],
  lengths: Uint8Array,
  lists: readonly { readonly term: string; readonly list: readonly number[] }[],
): Segment {
  const starts = new Uint32Array(lists.length + 1)
  const documentFrequencies = new Uint32Array(lists.length)
  let bytes = new Uint8Array(1024)
  let at = 0
  for (const [t, { list }] of lists.entries()) {
    starts[t] = at
    documentFrequencies[t] = list.length / 2
    // A gap takes at most five bytes, the fields one.
    if (at + list.length * 3 > bytes.length) bytes = grown(bytes, at + list.length * 3)
    let previous = -1
    for (let i = 0; i < list.length; i += 2) {
      let gap = (list[i] ?? 0) - previous
      previous = list[i] ?? 0
      while (gap > 0x7f) {
        bytes[at++] = (gap & 0x7f) | 0x80
        gap >>>= 7
      }
      bytes[at++] = gap
      bytes[at++] = list[i + 1] ?? 0
    }
  }
  starts[lists.length] = at
  const terms = lists.map(({ term }) => term)
  return {
    ids,
    lengths,
    dictionary: terms.join('\n'),
    starts,
    documentFrequencies,
    ring: stemRing(terms),
    postings: bytes.slice(0, at),
  }
}

/** For each term the next one with the same stem, going round; a term alone points to itself. */
function stemRing(terms: readonly string[]): Uint32Array {
  const ring = Uint32Array.from(terms.keys())
  const last = new Map<string, number>()
  for (const [t, term] of terms.entries()) {
    if (term.startsWith(KEY_MARK)) continue
    const root = stem(term)
    const previous = last.get(root)
    if (previous !== undefined) {
      ring[t] = ring[previous] ?? t
      ring[previous] = t
    }
    last.set(root, t)
  }
  return ring
}

function grown(bytes: Uint8Array, needed: number): Uint8Array<ArrayBuffer> {
  const larger = new Uint8Array(Math.max(needed, bytes.length * 2))
  larger.set(bytes)
  return larger
}
