import { nativeId, type PaperId, schemeOf } from '../papers/identifier'
import { type DocumentIds, idAt, packIds } from '../search/document-ids'
import type { Facts } from '../search/facts'
import type { GlossDatabase } from './database'
import type { DocumentsRow, FactsRow, IndexStateRow } from './index-rows'
import { indexState, isWholeDocuments, isWholeFacts } from './segment-store'

/** arXiv identifiers pack into numbers below this, see `packIds`; the others are places in a list from here on. */
const OTHERS = 2 ** 31
/** More papers than this are not read for their titles; it is each title that is looked up then. */
const MOST_OTHERS = 500

interface Part {
  readonly ids: DocumentIds
  readonly facts: Pick<Facts, 'dead' | 'upvotes'>
}

/**
 * What the papers of the corpus are stored under, and their upvotes, as the search index has them: a few bytes for each
 * paper, read without its words. Stands as long as the index does not change.
 */
export class KnownDocuments {
  readonly revision: number
  /** Whether every paper is among them. After damage, or before an index is whole, the papers themselves must be asked. */
  readonly complete: boolean
  readonly parts: ReadonlyMap<number, Part>
  #others: readonly PaperId[] | undefined
  #titles: Promise<Map<string, PaperId[]>> | undefined

  constructor(
    { revision, incomplete, papers }: IndexStateRow,
    parts: ReadonlyMap<number, Part>,
    whole: boolean,
  ) {
    this.revision = revision
    this.parts = parts
    let live = 0
    for (const { facts } of parts.values()) for (const dead of facts.dead) if (!dead) live++
    this.complete = whole && !incomplete && live >= (papers ?? 0)
  }

  /** Those of `ids` that papers are stored under, with their upvotes where a digest counts them. */
  alive(ids: ReadonlySet<PaperId>): Map<PaperId, number | undefined> {
    const found = new Map<PaperId, number | undefined>()
    const names = [...ids]
    const byNumber = new Map<number, PaperId>()
    for (const [n, value] of packIds(names).packed.entries()) {
      const id = names[n]
      if (value < OTHERS && id) byNumber.set(value, id)
    }
    const others = byNumber.size < names.length
    for (const { ids: stored, facts } of this.parts.values())
      for (let document = 0; document < stored.packed.length; document++) {
        const value = stored.packed[document] ?? 0
        const id = value < OTHERS ? byNumber.get(value) : others ? idAt(stored, document) : undefined
        if (!id || facts.dead[document] || !ids.has(id)) continue
        const upvotes = facts.upvotes[document] ?? 0
        found.set(id, upvotes > 0 ? upvotes - 1 : undefined)
      }
    return found
  }

  /** Whether any paper has no arXiv identifier. */
  hasOthers(): boolean {
    return this.#listOthers().length > 0
  }

  /**
   * The papers without an arXiv identifier, by the key of their title. Null where more than `most` of them would have to be
   * read for it: then it is quicker to look up the titles that are asked about.
   */
  async titlesOfOthers(db: GlossDatabase, most: number): Promise<Map<string, PaperId[]> | null> {
    const unread = this.#listOthers().filter(id => schemeOf(id) !== 'title')
    if (!this.#titles && unread.length > Math.min(most, MOST_OTHERS)) return null
    this.#titles ??= readTitles(db, this.#listOthers()).catch(error => {
      this.#titles = undefined
      throw error
    })
    return this.#titles
  }

  #listOthers(): readonly PaperId[] {
    if (this.#others) return this.#others
    const named = [...this.parts.values()].flatMap(({ ids }) => (ids.others ? ids.others.split('\n') : []))
    const others = (named as PaperId[]).filter(id => schemeOf(id) !== 'arxiv')
    this.#others = [...this.alive(new Set(others)).keys()]
    return this.#others
  }
}

async function readTitles(db: GlossDatabase, ids: readonly PaperId[]): Promise<Map<string, PaperId[]>> {
  const titles = new Map<string, PaperId[]>()
  const add = (key: string, id: PaperId) => titles.set(key, [...(titles.get(key) ?? []), id])
  const [named, unread] = [true, false].map(is => ids.filter(id => (schemeOf(id) === 'title') === is))
  for (const id of named ?? []) add(nativeId(id), id)
  for (const paper of await db.papers.bulkGet(unread ?? []))
    if (paper?.titleKey) add(paper.titleKey, paper.id)
  return titles
}

const opened = new WeakMap<GlossDatabase, Promise<KnownDocuments>>()

/** The documents of the index as it stands now; read again only when it has changed. */
export async function knownDocuments(db: GlossDatabase): Promise<KnownDocuments> {
  const asked = opened.get(db)
  const known = await asked
  if (known && known.revision === (await indexState(db)).revision) return known
  // Another that asked at the same time may be reading them already.
  const arriving = opened.get(db)
  if (arriving && arriving !== asked) return arriving
  const reading = readDocuments(db, known)
  opened.set(db, reading)
  // What failed once is tried again the next time.
  reading.catch(() => opened.get(db) === reading && opened.delete(db))
  return reading
}

async function readDocuments(db: GlossDatabase, known: KnownDocuments | undefined): Promise<KnownDocuments> {
  const { state, facts, documents, segments } = await db.transaction(
    'r',
    db.indexState,
    db.facts,
    db.documents,
    () => (known && known.parts.size > 0 ? readMissing(db, known) : readAll(db)),
  )
  const read = new Map(documents.map(row => [row.segment, row]))
  const parts = new Map<number, Part>()
  for (const row of facts) {
    const ids = known?.parts.get(row.segment)?.ids ?? idsOf(read.get(row.segment))
    if (ids && isWholeFacts(row) && row.facts.dead.length === ids.packed.length)
      parts.set(row.segment, { ids, facts: { dead: row.facts.dead, upvotes: row.facts.upvotes } })
  }
  const whole = facts.length === parts.size && segments.every(segment => parts.has(segment))
  return new KnownDocuments(state, parts, whole)
}

interface Rows {
  readonly state: IndexStateRow
  readonly facts: readonly FactsRow[]
  readonly documents: readonly DocumentsRow[]
  /** Segments that have documents. */
  readonly segments: readonly number[]
}

/** A first reading asks for all there is at once. */
async function readAll(db: GlossDatabase): Promise<Rows> {
  const [state, facts, documents] = await Promise.all([
    indexState(db),
    db.facts.toArray(),
    db.documents.toArray(),
  ])
  return { state, facts, documents, segments: documents.map(({ segment }) => segment) }
}

/** What a segment is made of never changes, only what is said of it. */
async function readMissing(db: GlossDatabase, known: KnownDocuments): Promise<Rows> {
  const [state, facts, segments] = await Promise.all([
    indexState(db),
    db.facts.toArray(),
    db.documents.toCollection().primaryKeys(),
  ])
  const missing = await db.documents.bulkGet(segments.filter(segment => !known.parts.has(segment)))
  return { state, facts, segments, documents: missing.filter(row => row !== undefined) }
}

function idsOf(row: DocumentsRow | undefined): DocumentIds | undefined {
  return row && isWholeDocuments(row) ? row.ids : undefined
}
