import { contradict, type PaperId } from '../papers/identifier'
import { titleKey } from '../papers/title-key'
import type { RelatedTools } from '../related/related'
import type { States } from '../search/conditions'
import type { IndexReader } from '../search/index-reader'
import { type Matches, match, type SearchRequest } from '../search/match'
import type { State } from '../search/query'
import { type SearchResult, search } from '../search/search'
import type { Day } from '../time'
import type { DayRow, DigestRow, GlossDatabase, PaperRow } from './database'
import { dropDamaged } from './index-upkeep'
import { type OpenIndex, SegmentCache } from './segment-reader'
import { DamagedSegment, indexState } from './segment-store'
import { VectorCache } from './vector-cache'
import { vocabularyOf } from './vocabulary'

export type SearchAnswer = SearchResult<PaperRow>

/** An index that is damaged more often than this while one question is answered is not read again. */
const MAX_ATTEMPTS = 20

/** Reading the corpus: papers by name, days, and searches over what of the index was read while the context lives. */
export class Corpus {
  readonly db: GlossDatabase
  readonly #mend: () => void
  readonly #segments = new SegmentCache()
  readonly #vectors = new VectorCache()
  readonly #avoided = new Set<number>()
  #index: Promise<OpenIndex> | undefined

  /** `mend` is called when damage was found in the index, for upkeep to build it anew. */
  constructor(db: GlossDatabase, mend: () => void = () => undefined) {
    this.db = db
    this.#mend = mend
  }

  /** The index as it stands now; read again only when it has changed. Segments that are damaged are left out. */
  async index(): Promise<IndexReader> {
    const known = await this.#index
    // On a first opening there is nothing to compare with, and one wait less.
    if (known && known.revision === (await indexState(this.db)).revision) return known.reader
    if (this.#index === undefined || (await this.#index) === known) this.#index = this.#open()
    return (await this.#index).reader
  }

  /**
   * Asks something of the index as it stands. An index that was opened before is asked at once, while it is made sure
   * that nothing has changed; if it has, or if the question came upon a damaged segment, it is asked again.
   */
  async ask<T>(question: (index: IndexReader) => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      const known = await this.#index
      const index = known?.reader ?? (await this.index())
      const [answer, damaged, revision] = await Promise.all([
        question(index).then(
          value => ({ value }),
          error => ({ error }),
        ),
        this.#segments.check(),
        known ? indexState(this.db).then(state => state.revision) : undefined,
      ])
      const found = 'error' in answer && answer.error instanceof DamagedSegment ? [answer.error.segment] : []
      if (attempt < MAX_ATTEMPTS && damaged.length + found.length > 0) {
        await this.#drop([...damaged, ...found])
        this.#index = undefined
      } else if ('error' in answer) throw answer.error
      else if (!known || revision === known.revision) return answer.value
      else await this.index()
    }
  }

  /** Papers that match what a reader typed, best first. */
  async search(request: SearchRequest): Promise<SearchAnswer> {
    return this.ask(index => search(index, request, this.#tools(index)))
  }

  /** What the index alone finds: identifiers and scores, no papers. */
  async match(request: SearchRequest): Promise<Matches> {
    return this.ask(index => match(index, request, this.#tools(index)))
  }

  #tools(index: IndexReader) {
    return {
      likeness: (terms: readonly string[]) => this.#vectors.similarities(this.db, index, terms),
      papers: (ids: readonly PaperId[]) => this.byIds(ids),
      states: () => this.#states(),
      topics: () => vocabularyOf(this.db),
      storedAs: (id: PaperId) => this.db.papers.where('ids').equals(id).primaryKeys(),
      today: new Date().toISOString().slice(0, 10),
    }
  }

  /** What finding related papers asks for; ask inside `ask`, which hands in the index. */
  relatedTools(): RelatedTools<PaperRow> {
    return { papers: ids => this.byIds(ids), vectors: () => this.db.termVectors() }
  }

  async #open(): Promise<OpenIndex> {
    try {
      const index = await this.#segments.open(this.db, this.#avoided)
      if (index.damaged.length > 0) await this.#drop(index.damaged)
      return index
    } catch (error) {
      // What failed once is tried again the next time.
      this.#index = undefined
      throw error
    }
  }

  async #drop(segments: readonly number[]): Promise<void> {
    const dropped: number[] = []
    for (const segment of segments) {
      const gone = await dropDamaged(this.db, segment).catch(() => {
        // Nothing can be written, as on a full disk: at least here it is not read again.
        this.#avoided.add(segment)
        return true
      })
      if (gone) dropped.push(segment)
    }
    if (dropped.length === 0) return
    console.error('Gloss: parts of the search index were damaged and are built anew:', ...dropped)
    this.#mend()
  }

  async #states(): Promise<States> {
    const states = new Map<State, Set<string>>()
    for (const { state, ids } of await this.db.library.toArray())
      for (const name of ['saved', state === 'to-read' ? 'unread' : state] as const)
        for (const id of ids) states.set(name, (states.get(name) ?? new Set()).add(id))
    return states
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

  /** What is followed, or was and is being removed, by name. */
  async digests(): Promise<Map<string, DigestRow>> {
    return new Map((await this.db.digests.toArray()).map(row => [row.digest, row]))
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
    return (await indexState(this.db)).papers ?? this.db.papers.count()
  }
}
