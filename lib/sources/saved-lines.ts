import type { PaperId } from '../papers/identifier'
import { isFurniture } from './furniture'
import type { PageLine } from './page-lines'

/** A paper on a page, as far as it has been read. */
export interface Entry {
  readonly ids: Set<PaperId>
  /** The index of the line that gives its title, or names it first. */
  at: number
  title?: string
  authors?: readonly string[]
  abstract?: string
  /** Whether its abstract has been met, be it kept or not. */
  told?: boolean
  upvotes?: number
  comments?: number
  by?: string
}

/** The lines of a page, and what has been made of each. */
export class Sheet {
  readonly lines: readonly PageLine[]
  /** Where a line belongs to a paper, which. */
  readonly entryAt = new Map<number, Entry>()
  readonly #why = new Map<number, string | null>()
  /** The number of each line's group, and where the groups begin; nothing parts the lines of a group. */
  readonly #group: readonly number[]
  readonly #starts: readonly number[]

  constructor(lines: readonly PageLine[]) {
    this.lines = lines
    const group: number[] = []
    const starts: number[] = []
    for (const [index, line] of lines.entries()) {
      if (line.apart || index === 0) starts.push(index)
      group.push(starts.length - 1)
      const named = /^submitted by$/i.test(lines[index - 1]?.text ?? '')
      if (named || isFurniture(line.text)) this.understand(index)
    }
    this.#group = group
    this.#starts = starts
  }

  text(index: number): string {
    return this.lines[index]?.text ?? ''
  }

  understand(index: number): void {
    this.#why.set(index, null)
  }

  refuse(index: number, why: string): void {
    this.#why.set(index, why)
  }

  /** Whether nothing has been made of a line yet. */
  isOpen(index: number): boolean {
    return index >= 0 && index < this.lines.length && !this.#why.has(index)
  }

  /** Indexes of the lines of which nothing has been made yet. */
  open(): number[] {
    return [...this.lines.keys()].filter(index => this.isOpen(index))
  }

  /** Whether two lines are of one group. */
  together(a: number, b: number): boolean {
    return this.#group[a] !== undefined && this.#group[a] === this.#group[b]
  }

  /** The indexes of the first line of a line's group and of the line behind its last. */
  groupOf(index: number): readonly [start: number, end: number] {
    const group = this.#group[index] ?? 0
    return [this.#starts[group] ?? 0, this.#starts[group + 1] ?? this.lines.length]
  }

  understood(): number {
    return [...this.#why.values()].filter(why => why === null).length
  }

  /** The lines that were not understood, in their order, and why. */
  refused(): { readonly line: PageLine; readonly why: string }[] {
    return this.lines.flatMap((line, index) => {
      const why = this.#why.get(index)
      return why ? [{ line, why }] : []
    })
  }
}
