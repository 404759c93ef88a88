import { ByteWriter } from './bytes'
import { type DictionaryData, DictionaryWriter } from './dictionary'
import { COUNT_STEPS, COUNT_TOPS, ONCE_IN_ABSTRACT } from './fields'
import { writePosting } from './postings'

/**
 * Turns documents with their terms into terms with their documents. Every occurrence costs one lookup of its word;
 * postings are logged as numbers in the order of documents and put in the order of terms at the end, by a counting sort.
 */
export class Inverter {
  readonly #numbers = new Map<string, number>()
  /** By term: the last document it occurred in, and its field counts there. */
  #last = new Int32Array(4096).fill(-1)
  #counts = new Uint16Array(4096)
  /** Terms of the document that is being added. */
  readonly #seen: number[] = []
  #term = new Uint32Array(65_536)
  #document = new Uint32Array(65_536)
  #fields = new Uint16Array(65_536)
  #postings = 0

  /** Notes words of a field, given by its number, of a document; documents come in order. */
  words(document: number, field: number, terms: readonly string[]): void {
    const step = COUNT_STEPS[field] ?? 0
    const top = COUNT_TOPS[field] ?? 0
    for (const term of terms) {
      const number = this.#numberOf(term)
      if (this.#last[number] !== document) {
        this.#last[number] = document
        this.#counts[number] = 0
        this.#seen.push(number)
      }
      const count = this.#counts[number] ?? 0
      if ((count & top) !== top) this.#counts[number] = count + step
    }
  }

  /** Ends a document: its words, and keys that it holds as a whole. */
  close(document: number, keys: Iterable<string>): void {
    for (const term of this.#seen) this.#log(term, document, this.#counts[term] ?? 0)
    this.#seen.length = 0
    for (const key of keys) this.#log(this.#numberOf(key), document, ONCE_IN_ABSTRACT)
  }

  /** Dictionary and posting lists of all that was added. */
  finish(): { dictionary: DictionaryData; postings: Uint8Array<ArrayBuffer> } {
    const order = this.#byTerm()
    const dictionary = new DictionaryWriter()
    const out = new ByteWriter(this.#postings * 2 + 16)
    for (const term of [...this.#numbers.keys()].sort()) {
      const number = this.#numbers.get(term) ?? 0
      const [from, to] = [order.starts[number] ?? 0, order.starts[number + 1] ?? 0]
      const start = out.length
      let previous = -1
      for (let i = from; i < to; i++) {
        const posting = order.postings[i] ?? 0
        const document = this.#document[posting] ?? 0
        writePosting(out, previous, document, this.#fields[posting] ?? 0)
        previous = document
      }
      dictionary.add(term, to - from, out.length - start)
    }
    return { dictionary: dictionary.take().data, postings: out.take() }
  }

  #numberOf(term: string): number {
    const known = this.#numbers.get(term)
    if (known !== undefined) return known
    const number = this.#numbers.size
    this.#numbers.set(term, number)
    if (number >= this.#last.length) {
      const last = new Int32Array(2 * number).fill(-1)
      last.set(this.#last)
      this.#last = last
      this.#counts = enlarged(this.#counts, new Uint16Array(2 * number))
    }
    return number
  }

  #log(term: number, document: number, fields: number): void {
    const at = this.#postings++
    if (at >= this.#term.length) {
      this.#term = enlarged(this.#term, new Uint32Array(2 * at))
      this.#document = enlarged(this.#document, new Uint32Array(2 * at))
      this.#fields = enlarged(this.#fields, new Uint16Array(2 * at))
    }
    this.#term[at] = term
    this.#document[at] = document
    this.#fields[at] = fields
  }

  /** Numbers of the logged postings, those of one term together and in the order of documents. */
  #byTerm() {
    const starts = new Uint32Array(this.#numbers.size + 1)
    for (let i = 0; i < this.#postings; i++) {
      const next = (this.#term[i] ?? 0) + 1
      starts[next] = (starts[next] ?? 0) + 1
    }
    for (let i = 1; i < starts.length; i++) starts[i] = (starts[i] ?? 0) + (starts[i - 1] ?? 0)
    const free = starts.slice()
    const postings = new Uint32Array(this.#postings)
    for (let i = 0; i < this.#postings; i++) {
      const term = this.#term[i] ?? 0
      const at = free[term] ?? 0
      free[term] = at + 1
      postings[at] = i
    }
    return { starts, postings }
  }
}

function enlarged<T extends Uint16Array | Uint32Array>(old: T, larger: T): T {
  larger.set(old)
  return larger
}
