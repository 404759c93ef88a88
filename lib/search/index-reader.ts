import type { PaperId } from '../papers/identifier'
import { stem } from './analysis'
import { Dictionary, type TermEntry } from './dictionary'
import { idAt } from './document-ids'
import { isWithin } from './edit-distance'
import { unpackLength } from './fields'
import { PostingLists } from './posting-lists'
import type { Segment } from './segment'
import { best } from './top'

/** A segment as it is searched: everything resident but its postings, which are read as queries need them. */
export interface IndexPart extends Pick<Segment, 'ids' | 'lengths' | 'facts' | 'dictionary'> {
  readonly segment: number
  /** Rejects when the segment turns out to be damaged. */
  readonly postings: (start: number, end: number) => Promise<Uint8Array>
}

interface Part extends IndexPart {
  readonly terms: Dictionary
  /** Number of the part's first document in the index. */
  readonly base: number
}

/** A term with the number of documents that hold it, dead ones among them until they are merged away. */
export interface TermUse {
  readonly term: string
  readonly documents: number
}

const MAX_KNOWN_TERMS = 5000

/** Live segments as one index. Documents are numbered across segments: `base` of the segment plus their own number. */
export class IndexReader {
  readonly parts: readonly Part[]
  /** Document numbers run from 0 to this. */
  readonly size: number
  /** Documents that are not dead. */
  readonly live: number
  /** Words in the title of each document, and in its other fields. */
  readonly titleLengths: Float32Array
  readonly restLengths: Float32Array
  /** Means of the two over live documents; 1 for an empty index. */
  readonly averageTitle: number
  readonly averageRest: number
  /** Facts of all documents: see `Facts`. */
  readonly dead: Uint8Array
  readonly dates: Uint16Array
  readonly upvotes: Uint16Array
  readonly flags: Uint8Array
  #largest: { readonly parts: readonly Part[]; readonly documents: number } | undefined
  readonly #known = new Map<string, readonly (TermEntry | undefined)[]>()
  readonly #similar = new Map<string, (TermUse & { edits: number })[]>()

  constructor(parts: readonly IndexPart[]) {
    let base = 0
    this.parts = parts.map(part => {
      const numbered = { ...part, terms: new Dictionary(part.dictionary), base }
      base += part.ids.packed.length
      return numbered
    })
    this.size = base
    this.titleLengths = new Float32Array(base)
    this.restLengths = new Float32Array(base)
    this.dead = new Uint8Array(base)
    this.dates = new Uint16Array(base)
    this.upvotes = new Uint16Array(base)
    this.flags = new Uint8Array(base)
    let [live, title, rest] = [0, 0, 0]
    for (const { lengths, facts, ids, base: first } of this.parts) {
      this.dead.set(facts.dead, first)
      this.dates.set(facts.dates, first)
      this.upvotes.set(facts.upvotes, first)
      this.flags.set(facts.flags, first)
      for (let d = 0; d < ids.packed.length; d++) {
        const ofTitle = unpackLength(lengths[2 * d] ?? 0)
        const ofRest = unpackLength(lengths[2 * d + 1] ?? 0)
        this.titleLengths[first + d] = ofTitle
        this.restLengths[first + d] = ofRest
        if (facts.dead[d]) continue
        live++
        title += ofTitle
        rest += ofRest
      }
    }
    this.live = live
    this.averageTitle = title / live || 1
    this.averageRest = rest / live || 1
  }

  /** The identifier of a document by number. */
  idOf(document: number): PaperId {
    const part = this.parts.findLast(({ base }) => base <= document)
    return part ? idAt(part.ids, document - part.base) : ('' as PaperId)
  }

  /** Documents with exactly `term`, dead ones among them until they are merged away. */
  documentFrequency(term: string): number {
    return this.entries(term).reduce((sum, entry) => sum + (entry?.documents ?? 0), 0)
  }

  /** About how many documents hold exactly `term`, told from the largest segments, which take a part of the time. */
  roughFrequency(term: string): number {
    this.#largest ??= largestOf(this.parts, this.size)
    const { parts, documents } = this.#largest
    const found = parts.reduce((sum, { terms }) => sum + (terms.find(term)?.documents ?? 0), 0)
    return documents === 0 ? 0 : Math.round((found * this.size) / documents)
  }

  /** Where the posting lists of exactly `term` lie, for each part. */
  entries(term: string): readonly (TermEntry | undefined)[] {
    const known = this.#known.get(term)
    if (known) return known
    const found = this.parts.map(({ terms }) => terms.find(term))
    if (this.#known.size >= MAX_KNOWN_TERMS) this.#known.clear()
    this.#known.set(term, found)
    return found
  }

  /** The posting lists of these terms, read at once; all a query needs are asked for together. */
  async lists(terms: Iterable<string>): Promise<PostingLists> {
    const wanted = [...new Set(terms)]
    const found = await Promise.all(
      wanted.map(async term => {
        const entries = this.entries(term)
        const lists = await Promise.all(
          entries.map((entry, i) => (entry ? this.parts[i]?.postings(entry.start, entry.end) : undefined)),
        )
        return [
          term,
          lists.flatMap((bytes, i) => (bytes ? [{ bytes, base: this.parts[i]?.base ?? 0 }] : [])),
        ] as const
      }),
    )
    return new PostingLists(new Map(found), this.dead)
  }

  /** Terms of the dictionary with the same stem as `word`, itself included where it occurs. */
  sameStem(word: string): string[] {
    if (!/^[a-z]{2,}$/.test(word)) return this.documentFrequency(word) > 0 ? [word] : []
    const root = stem(word)
    // Porter changes at most the last letters: every form of the stem shares what stands before them.
    const common = root.slice(0, Math.max(2, root.length - 1))
    const forms = new Set<string>()
    for (const { terms } of this.parts)
      terms.visitPrefix(common, term => {
        if (term === word || stem(term) === root) forms.add(term)
      })
    return [...forms]
  }

  /** Terms that begin with `prefix`, the commonest first, at most `limit`. */
  withPrefix(prefix: string, limit: number): TermUse[] {
    const found = new Map<string, number>()
    for (const { terms } of this.parts)
      terms.visitPrefix(prefix, (term, documents) => found.set(term, (found.get(term) ?? 0) + documents))
    return commonest(found, limit)
  }

  /**
   * Terms within `edits` insertions, deletions, substitutions or swaps of `word`, with how many it takes; the nearest
   * first, then the commonest. Typing errors hardly ever hit the first letter: it must be right, or swapped with the
   * second.
   */
  similar(word: string, edits: number, limit: number): (TermUse & { edits: number })[] {
    if (edits === 0) return []
    const key = `${edits} ${limit} ${word}`
    const known = this.#similar.get(key)
    if (known) return known
    const found = new Map<string, number>()
    const [first, swapped] = [word.slice(0, 1), word.slice(1, 2) + word.slice(0, 1)]
    // "ll" of "llama" lies within "l": its terms must not count twice.
    for (const { terms } of this.parts)
      for (const start of swapped.startsWith(first) ? [first] : [first, swapped])
        terms.visitPrefix(start, (term, documents) => {
          if (isWithin(word, term, edits)) found.set(term, (found.get(term) ?? 0) + documents)
        })
    found.delete(word)
    const near = commonest(found, found.size)
      .map(use => ({ ...use, edits: isWithin(word, use.term, 1) ? 1 : 2 }))
      .sort((a, b) => a.edits - b.edits)
      .slice(0, limit)
    if (this.#similar.size >= MAX_KNOWN_TERMS) this.#similar.clear()
    this.#similar.set(key, near)
    return near
  }
}

/** The largest parts that hold half of all documents together. */
function largestOf(parts: readonly Part[], size: number) {
  const chosen: Part[] = []
  let documents = 0
  for (const part of parts.toSorted((a, b) => b.ids.packed.length - a.ids.packed.length)) {
    if (documents >= size / 2) break
    chosen.push(part)
    documents += part.ids.packed.length
  }
  return { parts: chosen, documents }
}

function commonest(found: ReadonlyMap<string, number>, limit: number): TermUse[] {
  const uses = [...found]
  const last = best(
    uses.map((_, i) => i),
    limit,
    i => uses[i]?.[1] ?? 0,
  ).at(-1)
  const least = last === undefined ? Infinity : (uses[last]?.[1] ?? 0)
  // Of terms as common the alphabet decides, not in which segment they were met first.
  return uses
    .filter(([, documents]) => documents >= least)
    .sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))
    .slice(0, limit)
    .map(([term, documents]) => ({ term, documents }))
}
