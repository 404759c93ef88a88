import { readPostings } from './postings'

interface PartList {
  readonly bytes: Uint8Array
  readonly base: number
}

/** Posting lists of some terms, read and ready to be gone through. */
export class PostingLists {
  readonly #lists: ReadonlyMap<string, readonly PartList[]>
  readonly #dead: Uint8Array

  constructor(lists: ReadonlyMap<string, readonly PartList[]>, dead: Uint8Array) {
    this.#lists = lists
    this.#dead = dead
  }

  /** Visits every live document that holds exactly `term`, with the term's packed field counts. */
  visit(term: string, visit: (document: number, fields: number) => void): void {
    for (const { bytes, base } of this.#lists.get(term) ?? [])
      readPostings(bytes, (document, fields) => {
        if (!this.#dead[base + document]) visit(base + document, fields)
      })
  }

  /** Live documents that hold exactly `term`. */
  count(term: string): number {
    let sum = 0
    this.visit(term, () => {
      sum++
    })
    return sum
  }
}
