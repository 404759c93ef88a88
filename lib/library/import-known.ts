import type { ReadPaper } from '../cite/read/reader'
import type { PaperRow } from '../corpus/database'
import type { EntryRow } from '../corpus/library-rows'
import { isListed } from '../entries/entry'
import { type ListRow, listRow, paperOfEntries } from '../entries/list-row'
import { contradict, type PaperId } from '../papers/identifier'
import type { Paper } from '../papers/paper'
import { titleKey } from '../papers/title-key'
import { Neighbourhood } from './entries-store'

/** A paper of the list, and what its entries know of it. */
export interface ListedPaper {
  readonly row: ListRow
  readonly paper: Paper | undefined
}

/** Papers of the list among which those of a file are looked up. */
export class Listed {
  readonly #near = new Neighbourhood([])
  readonly #rows = new Map<PaperId, ListedPaper | undefined>()

  constructor(entries: readonly EntryRow[]) {
    this.add(entries)
  }

  add(entries: readonly EntryRow[]): void {
    this.#rows.clear()
    for (const entry of entries) this.#near.put(entry)
  }

  /** The paper of the list that has the first of these identifiers that any has. */
  of(ids: readonly PaperId[]): ListedPaper | undefined {
    for (const id of ids) {
      const found = this.#at(id)
      if (found) return found
    }
    return undefined
  }

  /** Of a file's identifiers those that no other paper of the list has: two of them are not made one by a file. */
  own(ids: readonly PaperId[], row: ListRow): PaperId[] {
    return ids.filter(id => {
      const other = this.#at(id)
      return !other || other.row.id === row.id
    })
  }

  #at(id: PaperId) {
    if (!this.#rows.has(id)) {
      const entries = this.#near.around([id]).filter(isListed)
      const row = listRow(entries)
      this.#rows.set(id, row && { row, paper: paperOfEntries(entries) })
    }
    return this.#rows.get(id)
  }
}

/** Papers of the corpus among which those of a file are looked up. */
export class Known {
  readonly #byId = new Map<PaperId, Paper>()
  readonly #byTitle = new Map<string, readonly Paper[]>()

  constructor(papers: readonly PaperRow[]) {
    for (const { titleKey: key, ...paper } of papers) {
      for (const id of paper.ids) this.#byId.set(id, paper)
      if (key) this.#byTitle.set(key, [...(this.#byTitle.get(key) ?? []), paper])
    }
  }

  byId(ids: readonly PaperId[]): Paper | undefined {
    return ids.map(id => this.#byId.get(id)).find(Boolean)
  }

  /** The paper that it is: by an identifier, or by a title that says clearly which. */
  of({ ids, title }: ReadPaper): Paper | undefined {
    const found = this.byId(ids)
    if (found || !title) return found
    const key = titleKey(title)
    const [same, another] = (key ? this.#byTitle.get(key) : undefined) ?? []
    return same && !another && !contradict(same.ids, ids) ? same : undefined
  }

  /** Of a file's identifiers those that are not of a paper that the first of them contradicts. */
  own(ids: readonly PaperId[]): PaperId[] {
    const first = this.byId(ids)
    if (!first) return [...ids]
    return ids.filter(id => {
      const other = this.#byId.get(id)
      return !other || other === first || !contradict(first.ids, other.ids)
    })
  }
}
