import { contradict, type PaperId } from '../papers/identifier'
import { titleKey } from '../papers/title-key'
import type { IndexReader } from '../search/index-reader'
import { rerank } from '../search/rerank'
import { type QueryWord, search } from '../search/search'
import type { Day } from '../time'
import type { DayRow, GlossDatabase, PaperRow } from './database'
import { indexRevision, openIndex, type SegmentCache } from './segments'

/** Results beyond this many are ranked by their words alone. */
const RERANKED = 100

export interface SearchAnswer {
  readonly papers: readonly PaperRow[]
  readonly total: number
  readonly words: readonly QueryWord[]
}

/** Reading the corpus: papers by name, days, and searches over a copy of the index kept while the context lives. */
export class Corpus {
  readonly db: GlossDatabase
  readonly #segments: SegmentCache = new Map()
  #index: { revision: string; reader: IndexReader } | undefined

  constructor(db: GlossDatabase) {
    this.db = db
  }

  /** The index as it stands now; read again only when it has changed. */
  async index(): Promise<IndexReader> {
    const revision = await indexRevision(this.db)
    if (this.#index?.revision !== revision)
      this.#index = { revision, reader: await openIndex(this.db, this.#segments) }
    return this.#index.reader
  }

  /** Papers that match what a reader typed, best first. */
  async search(query: string, limit: number): Promise<SearchAnswer> {
    const result = search(await this.index(), query, Math.max(limit, RERANKED))
    const papers = await this.byIds(result.hits.map(hit => hit.id as PaperId))
    const ranked = rerank(query, result.hits, papers)
    return {
      papers: ranked.slice(0, limit).map(({ paper }) => paper),
      total: result.total,
      words: result.words,
    }
  }

  /** Stored papers by their own identifier. */
  async byIds(ids: readonly PaperId[]): Promise<Map<string, PaperRow>> {
    const rows = await this.db.papers.bulkGet([...ids])
    return new Map(rows.flatMap(row => (row ? [[row.id, row] as const] : [])))
  }

  /**
   * The paper that carries one of `ids`, else the one with exactly this title. A title that several papers carry
   * names none of them.
   */
  async find(
    ids: readonly PaperId[],
    title?: string,
  ): Promise<{ paper: PaperRow; by: 'id' | 'title' } | undefined> {
    const [byId] = await this.db.papers
      .where('ids')
      .anyOf([...ids])
      .distinct()
      .toArray()
    if (byId) return { paper: byId, by: 'id' }
    const key = title ? titleKey(title) : null
    if (!key) return undefined
    const carriers = await this.db.papers.where('titleKey').equals(key).toArray()
    const sameTitle = carriers.filter(paper => !contradict(paper.ids, ids))
    const [only] = sameTitle
    return only && sameTitle.length === 1 ? { paper: only, by: 'title' } : undefined
  }

  async day(digest: string, day: Day): Promise<DayRow | undefined> {
    return this.db.days.get([digest, day])
  }

  /** The nearest day with papers before (or, for `after`, past) `from`; the newest one without `from`. */
  async dayWithPapers(
    digest: string,
    from?: { day: Day; side: 'before' | 'after' },
  ): Promise<DayRow | undefined> {
    const low: [string, Day] = [digest, from?.side === 'after' ? from.day : '']
    const high: [string, Day] = [digest, from?.side === 'before' ? from.day : '~']
    const range = this.db.days.where('[digest+day]').between(low, high, false, false)
    const ordered = from?.side === 'after' ? range : range.reverse()
    return ordered.filter(row => row.papers.length > 0).first()
  }

  /** How many papers the corpus holds. */
  async size(): Promise<number> {
    return this.db.papers.count()
  }
}
