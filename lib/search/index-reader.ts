import { stem } from './analysis'
import { KEY_MARK, readPostings, type Segment, termsIn, unpackLength } from './segment'

/** A segment with its marks of dead documents, as stored. */
export interface StoredSegment {
  readonly segment: Segment
  readonly dead: Uint8Array
}

/** A way of writing a query word that the index knows, and how much a match of it counts (0 to 1). */
export interface Form {
  readonly term: string
  readonly weight: number
}

/** Live segments as one index. Documents are numbered across segments: `base` of the segment plus their own number. */
export class IndexReader {
  readonly #parts: readonly {
    readonly segment: Segment
    readonly dead: Uint8Array
    readonly terms: readonly string[]
    readonly base: number
  }[]
  /** Document numbers run from 0 to this. */
  readonly size: number
  /** Documents that are not dead. */
  readonly live: number
  readonly averageLength: number
  readonly #lengths: Float32Array

  constructor(stored: readonly StoredSegment[]) {
    let base = 0
    this.#parts = stored.map(({ segment, dead }) => {
      const part = { segment, dead, terms: termsIn(segment), base }
      base += segment.ids.length
      return part
    })
    this.size = base
    this.#lengths = new Float32Array(base)
    let live = 0
    let total = 0
    for (const { segment, dead, base: start } of this.#parts) {
      for (let d = 0; d < segment.ids.length; d++) {
        const length = unpackLength(segment.lengths[d] ?? 0)
        this.#lengths[start + d] = length
        if (dead[d]) continue
        live++
        total += length
      }
    }
    this.live = live
    this.averageLength = live > 0 ? total / live : 1
  }

  /** The identifier of a document by number. */
  idOf(document: number): string {
    const part = this.#parts.findLast(({ base }) => base <= document)
    return part?.segment.ids[document - part.base] ?? ''
  }

  /** Words in a document. */
  lengthOf(document: number): number {
    return this.#lengths[document] ?? 0
  }

  /** Visits every live document that holds exactly `term`. */
  visit(term: string, visit: (document: number, fields: number) => void): void {
    for (const { segment, dead, terms, base } of this.#parts) {
      const t = find(terms, term)
      if (t < 0) continue
      readPostings(segment, t, (document, fields) => {
        if (!dead[document]) visit(base + document, fields)
      })
    }
  }

  /** Documents with exactly `term`, dead ones among them until they are merged away. */
  documentFrequency(term: string): number {
    let sum = 0
    for (const { segment, terms } of this.#parts) {
      const t = find(terms, term)
      if (t >= 0) sum += segment.documentFrequencies[t] ?? 0
    }
    return sum
  }

  /** Live documents with the whole key. */
  keyFrequency(key: string): number {
    let sum = 0
    this.visit(KEY_MARK + key, () => {
      sum++
    })
    return sum
  }

  /** Terms of the dictionary with the same stem as `word`, itself included where it occurs. */
  sameStem(word: string): string[] {
    const root = stem(word)
    // Porter changes at most the last letters: every form of the stem shares what stands before them.
    const common = root.slice(0, Math.max(2, root.length - 1))
    const forms = new Set<string>()
    for (const { segment, terms } of this.#parts) {
      let t = find(terms, word)
      if (t < 0) t = firstWith(terms, common, term => stem(term) === root)
      if (t < 0) continue
      const start = t
      do {
        forms.add(terms[t] ?? word)
        t = segment.ring[t] ?? start
      } while (t !== start)
    }
    return [...forms]
  }

  /** Terms that begin with `prefix`, the commonest first, at most `limit`. */
  withPrefix(prefix: string, limit: number): string[] {
    const found = new Map<string, number>()
    for (const { segment, terms } of this.#parts) {
      for (let t = lowerBound(terms, prefix); t < terms.length && terms[t]?.startsWith(prefix); t++) {
        const term = terms[t] ?? ''
        found.set(term, (found.get(term) ?? 0) + (segment.documentFrequencies[t] ?? 0))
      }
    }
    return [...found.entries()]
      .sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))
      .slice(0, limit)
      .map(([term]) => term)
  }

  /** Terms within `edits` insertions, deletions, substitutions or swaps of `word`, the commonest first. */
  similar(word: string, edits: number, limit: number): string[] {
    const found = new Map<string, number>()
    for (const { segment, terms } of this.#parts) {
      for (let t = lowerBound(terms, '0'); t < terms.length; t++) {
        const term = terms[t] ?? ''
        if (Math.abs(term.length - word.length) > edits) continue
        // Typing errors hardly ever hit the first letter; comparing only such words makes this twenty times faster.
        if (term[0] !== word[0] && term[0] !== word[1]) continue
        if (!within(word, term, edits)) continue
        found.set(term, (found.get(term) ?? 0) + (segment.documentFrequencies[t] ?? 0))
      }
    }
    return [...found.entries()]
      .sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))
      .slice(0, limit)
      .map(([term]) => term)
  }
}

function lowerBound(terms: readonly string[], term: string): number {
  let low = 0
  let high = terms.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((terms[middle] ?? '') < term) low = middle + 1
    else high = middle
  }
  return low
}

function find(terms: readonly string[], term: string): number {
  const at = lowerBound(terms, term)
  return terms[at] === term ? at : -1
}

function firstWith(terms: readonly string[], prefix: string, accept: (term: string) => boolean): number {
  for (let t = lowerBound(terms, prefix); t < terms.length && terms[t]?.startsWith(prefix); t++)
    if (accept(terms[t] ?? '')) return t
  return -1
}

/** Whether the optimal string alignment distance of two words is at most `edits` (Damerau, 1964; no second edit of a swap). */
function within(a: string, b: string, edits: number): boolean {
  let beforeLast: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    let least = i
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1]
      let cost = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + (same ? 0 : 1))
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        cost = Math.min(cost, (beforeLast[j - 2] ?? 0) + 1)
      row.push(cost)
      least = Math.min(least, cost)
    }
    if (least > edits) return false
    beforeLast = last
    last = row
  }
  return (last[b.length] ?? edits + 1) <= edits
}
