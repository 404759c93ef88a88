import { ByteReader, ByteWriter } from './bytes'

/** Terms of one group are front-coded against each other; a lookup decodes the first terms of some groups and one group. */
const GROUP = 16
/** More than any term has. Bytes that are damaged must not keep a reader busy before it is known that they are. */
const MAX_LETTERS = 1000

/** What the dictionary says of a term: where its posting list lies, and of how many documents. */
export interface TermEntry {
  readonly term: string
  readonly documents: number
  /** Bytes of the postings from which on its list lies, and where it ends. */
  readonly start: number
  readonly end: number
}

/**
 * A sorted dictionary as flat arrays. Terms are in groups of 16; of each term the bytes hold how many letters it shares
 * with the one before it in its group, the rest of its letters, its document frequency and the size of its posting
 * list. `groups` has the place of each group in the bytes, `postings` that of the first posting list of each group.
 */
export interface DictionaryData {
  readonly terms: number
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly groups: Uint32Array<ArrayBuffer>
  readonly postings: Uint32Array<ArrayBuffer>
}

/** Writes a dictionary; terms come in the order of their UTF-16 code units. */
export class DictionaryWriter {
  readonly #bytes: ByteWriter
  readonly #groups: number[]
  readonly #postings: number[]
  #terms: number
  #previous: string
  #postingsEnd: number

  /** Goes on where another writer stopped, given what it wrote, the last term and the end of the postings so far. */
  constructor(from?: DictionaryProgress) {
    this.#bytes = new ByteWriter(Math.max(1024, from?.data.bytes.length ?? 0))
    this.#bytes.append(from?.data.bytes ?? [])
    this.#groups = [...(from?.data.groups ?? [])]
    this.#postings = [...(from?.data.postings ?? [])]
    this.#terms = from?.data.terms ?? 0
    this.#previous = from?.last ?? ''
    this.#postingsEnd = from?.postingsEnd ?? 0
  }

  /** Adds the next term: its document frequency, and the size of its posting list in bytes. */
  add(term: string, documents: number, size: number): void {
    if (this.#terms % GROUP === 0) {
      this.#groups.push(this.#bytes.length)
      this.#postings.push(this.#postingsEnd)
      this.#previous = ''
    }
    const shared = sharedPrefix(this.#previous, term)
    this.#bytes.varint(shared)
    this.#bytes.varint(term.length - shared)
    for (let i = shared; i < term.length; i++) this.#bytes.varint(term.charCodeAt(i))
    this.#bytes.varint(documents)
    this.#bytes.varint(size)
    this.#previous = term
    this.#terms++
    this.#postingsEnd += size
  }

  /** What was written so far, with what it takes to go on. */
  take(): DictionaryProgress {
    const data = {
      terms: this.#terms,
      bytes: this.#bytes.take(),
      groups: Uint32Array.from(this.#groups),
      postings: Uint32Array.from(this.#postings),
    }
    return { data, last: this.#previous, postingsEnd: this.#postingsEnd }
  }
}

export interface DictionaryProgress {
  readonly data: DictionaryData
  readonly last: string
  readonly postingsEnd: number
}

/** Looks terms up in a written dictionary without decoding more of it than the lookup needs. */
export class Dictionary {
  readonly #data: DictionaryData

  constructor(data: DictionaryData) {
    this.#data = data
  }

  /** Number of terms. */
  get size(): number {
    return this.#data.terms
  }

  /**
   * The entry of exactly `term`. Letters are compared where they lie: terms share their first letters with the one before,
   * so that most are told apart by how many, and no text is made of any.
   */
  find(term: string): TermEntry | undefined {
    const { bytes, groups, postings, terms } = this.#data
    const group = this.#groupOf(term)
    const reader = new ByteReader(bytes, groups[group])
    const last = groups.length === 0 ? 0 : Math.min(terms, (group + 1) * GROUP)
    let end = postings[group] ?? 0
    /** Letters that `term` shares with the entry before. */
    let alike = 0
    for (let number = group * GROUP; number < last; number++) {
      const shared = Math.min(reader.varint(), number === group * GROUP ? 0 : MAX_LETTERS)
      if (shared < alike) return undefined
      const letters = Math.min(MAX_LETTERS, reader.varint())
      let order = shared > alike ? -1 : 0
      for (let k = 0; k < letters; k++) {
        const letter = reader.varint() & 0xffff
        if (order !== 0) continue
        if (alike < term.length && term.charCodeAt(alike) === letter) alike++
        else order = alike < term.length && letter < term.charCodeAt(alike) ? -1 : 1
      }
      if (order > 0) return undefined
      const [documents, start] = [reader.varint(), end]
      end += reader.varint()
      if (order === 0 && alike === term.length) return { term, documents, start, end }
    }
    return undefined
  }

  /** A cursor at the first term that is not before `term`. */
  from(term: string): TermCursor {
    const cursor = new TermCursor(this.#data, this.#groupOf(term))
    while (cursor.valid && cursor.term < term) cursor.next()
    return cursor
  }

  /** Visits the terms that begin with `prefix`, in order. */
  visitPrefix(prefix: string, visit: (term: string, documents: number) => void): void {
    for (const at = this.from(prefix); at.valid && at.term.startsWith(prefix); at.next())
      visit(at.term, at.documents)
  }

  /** The last group whose first term is not past `term`. */
  #groupOf(term: string): number {
    const { bytes, groups } = this.#data
    let low = 0
    let high = groups.length
    while (high - low > 1) {
      const middle = (low + high) >>> 1
      if (isPast(new ByteReader(bytes, groups[middle]), term)) high = middle
      else low = middle
    }
    return low
  }
}

/** Whether the first term of a group, which a reader stands at, comes after `term`. */
function isPast(reader: ByteReader, term: string): boolean {
  // The first of a group shares no letters with the one before.
  reader.varint()
  const letters = Math.min(MAX_LETTERS, reader.varint())
  for (let k = 0; k < letters; k++) {
    if (k >= term.length) return true
    const letter = reader.varint() & 0xffff
    if (letter !== term.charCodeAt(k)) return letter > term.charCodeAt(k)
  }
  return false
}

/** Walks over a dictionary, a term at a time. Past the end it is not valid. */
export class TermCursor implements TermEntry {
  term = ''
  documents = 0
  start = 0
  end = 0
  valid = true
  readonly #data: DictionaryData
  readonly #reader: ByteReader
  #number: number

  /** Stands at the first term of a group. */
  constructor(data: DictionaryData, group: number) {
    this.#data = data
    this.#reader = new ByteReader(data.bytes, data.groups[group])
    this.#number = group * GROUP - 1
    this.end = data.postings[group] ?? 0
    this.next()
  }

  next(): void {
    this.#number++
    this.valid = this.#number < Math.min(this.#data.terms, GROUP * this.#data.groups.length)
    if (!this.valid) return
    const reader = this.#reader
    this.term = letters(reader, this.term.slice(0, reader.varint()))
    this.documents = reader.varint()
    this.start = this.end
    this.end += reader.varint()
  }

  /** The entry the cursor stands at, to be kept. */
  entry(): TermEntry {
    return { term: this.term, documents: this.documents, start: this.start, end: this.end }
  }
}

function letters(reader: ByteReader, shared: string): string {
  let text = shared
  for (let left = Math.min(MAX_LETTERS, reader.varint()); left > 0; left--)
    text += String.fromCharCode(reader.varint())
  return text
}

function sharedPrefix(a: string, b: string): number {
  const most = Math.min(a.length, b.length)
  let shared = 0
  while (shared < most && a.charCodeAt(shared) === b.charCodeAt(shared)) shared++
  return shared
}
