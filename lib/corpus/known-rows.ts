import { Dexie, type Table } from 'dexie'
import { contradict, type PaperId, schemeOf } from '../papers/identifier'
import { upvotesOf } from '../papers/paper'
import { titleKey } from '../papers/title-key'
import type { GlossDatabase } from './database'
import { type KnownDocuments, knownDocuments } from './known-documents'

/** A paper as a row of a page names it. */
export interface NamedRow {
  readonly ids: readonly PaperId[]
  readonly title?: string
}

/** The paper of the corpus that a row names. */
export interface KnownRow {
  /** The identifier it is stored under. */
  readonly id: PaperId
  /** "title" where only its title says that it is this paper. */
  readonly by: 'id' | 'title'
  readonly upvotes?: number
}

/**
 * For each row of a page the paper that it names, as `Corpus.find` would find it, or null. A corpus of any size is asked
 * a handful of things, not one for each row: a paper with an arXiv identifier is stored under it, and all identifiers that
 * papers are stored under are in memory. Only other identifiers and titles are looked up one by one, all at once.
 * `opened` are those identifiers where they were just read.
 */
export async function knownRows(
  db: GlossDatabase,
  rows: readonly NamedRow[],
  opened?: KnownDocuments,
): Promise<(KnownRow | null)[]> {
  const documents = opened ?? (await knownDocuments(db))
  const stored = new Stored(db, documents)
  const found = await byIdentifier(stored, rows)
  const rest = [...rows.keys()].filter(n => !found[n])
  for (const [n, id] of await byTitle(stored, rows, rest)) found[n] = { id, by: 'title' }
  const upvotes = await stored.upvotes(found.flatMap(one => one?.id ?? []))
  return found.map(one => {
    if (!one) return null
    const count = upvotes.get(one.id)
    return count === undefined ? one : { ...one, upvotes: count }
  })
}

/** The corpus as far as rows ask it. */
class Stored {
  readonly db: GlossDatabase
  readonly documents: KnownDocuments
  readonly #upvotes = new Map<PaperId, number | undefined>()

  constructor(db: GlossDatabase, documents: KnownDocuments) {
    this.db = db
    this.documents = documents
  }

  /** What papers are stored under, by any of their identifiers. */
  async under(ids: ReadonlySet<PaperId>): Promise<Map<string, PaperId>> {
    const alive = this.#look(ids)
    // What has an arXiv identifier is stored under it, see `compareIds`: the documents have told all of those.
    const open = [...ids].filter(
      id => !alive.has(id) && !(this.documents.complete && schemeOf(id) === 'arxiv'),
    )
    const found = new Map<string, PaperId>([...alive.keys()].map(id => [id, id]))
    for (const [id, [first]] of await keysOf(this.db.papers, 'ids', open)) if (first) found.set(id, first)
    return found
  }

  /** Papers that carry these titles, given by their keys. */
  async entitled(keys: readonly string[]): Promise<Map<string, readonly PaperId[]>> {
    return keysOf(this.db.papers, 'titleKey', keys)
  }

  /** Upvotes of stored papers that have any. */
  async upvotes(ids: readonly PaperId[]): Promise<ReadonlyMap<PaperId, number | undefined>> {
    const unseen = (of: readonly PaperId[]) => of.filter(id => !this.#upvotes.has(id))
    const open = unseen(ids)
    if (open.length > 0) this.#look(new Set(open))
    const lost = unseen(open)
    if (lost.length > 0)
      for (const paper of await this.db.papers.bulkGet(lost))
        if (paper) this.#upvotes.set(paper.id, upvotesOf(paper))
    return this.#upvotes
  }

  #look(ids: ReadonlySet<PaperId>): ReadonlyMap<PaperId, number | undefined> {
    const alive = this.documents.alive(ids)
    for (const [id, upvotes] of alive) this.#upvotes.set(id, upvotes)
    return alive
  }
}

async function byIdentifier(stored: Stored, rows: readonly NamedRow[]): Promise<(KnownRow | null)[]> {
  const under = await stored.under(new Set(rows.flatMap(({ ids }) => ids)))
  return rows.map(({ ids }) => {
    for (const id of ids) {
      const found = under.get(id)
      if (found) return { id: found, by: schemeOf(id) === 'title' ? 'title' : 'id' }
    }
    return null
  })
}

/** A row that may be told by its title. */
interface Entitled {
  readonly row: number
  readonly ids: readonly PaperId[]
  readonly key: string
}

/** The papers that some of the rows name by their titles alone. A title that several papers carry names none of them. */
async function byTitle(
  stored: Stored,
  rows: readonly NamedRow[],
  some: readonly number[],
): Promise<Map<number, PaperId>> {
  const { documents } = stored
  // Two arXiv identifiers contradict each other: a row that has one can only be a paper that has none.
  const isArxiv = (ids: readonly PaperId[]) => ids.some(id => schemeOf(id) === 'arxiv')
  const hopeless = documents.complete && !documents.hasOthers()
  const entitled = some.flatMap((row): Entitled[] => {
    const { ids = [], title = '' } = rows[row] ?? {}
    const key = title && !(hopeless && isArxiv(ids)) ? titleKey(title) : null
    return key ? [{ row, ids, key }] : []
  })
  const [preprints, others] = [
    entitled.filter(({ ids }) => isArxiv(ids)),
    entitled.filter(({ ids }) => !isArxiv(ids)),
  ]
  const few = documents.complete && (await documents.titlesOfOthers(stored.db, preprints.length))
  const carriers = await stored.entitled([...new Set((few ? others : entitled).map(({ key }) => key))])
  const carriersOf = ({ ids, key }: Entitled) =>
    (few && isArxiv(ids) ? few.get(key) : carriers.get(key)) ?? []
  const names = await namesOf(stored, entitled, carriersOf)
  return new Map(
    entitled.flatMap((one): [number, PaperId][] => {
      const same = carriersOf(one).filter(id => !contradict(names.get(id) ?? [id], one.ids))
      const [only] = same
      return only && same.length === 1 ? [[one.row, only]] : []
    }),
  )
}

/** All identifiers of the carriers of titles, where more than the one that they are stored under may contradict a row's. */
async function namesOf(
  { db }: Stored,
  entitled: readonly Entitled[],
  carriersOf: (one: Entitled) => readonly PaperId[],
): Promise<Map<PaperId, readonly PaperId[]>> {
  const doubtful = entitled.flatMap(one =>
    carriersOf(one).filter(
      id => one.ids.some(named => schemeOf(named) !== 'title') && !contradict([id], one.ids),
    ),
  )
  const papers = doubtful.length > 0 ? await db.papers.bulkGet([...new Set(doubtful)].sort()) : []
  return new Map(papers.flatMap(paper => (paper ? [[paper.id, paper.ids] as const] : [])))
}

/** So many questions are with the database at a time: enough to keep it busy, too few to keep the worker. */
const AT_ONCE = 200

/**
 * The primary keys of rows that an index holds under each of some values; no entry for a value it does not hold. Each is
 * asked for once, many at a time in the order of the index, and no row is read: Dexie's `anyOf` waits for each before it
 * goes on.
 */
export function keysOf(
  table: Pick<Table, 'name' | 'db'>,
  index: string,
  values: readonly string[],
): PromiseLike<Map<string, readonly PaperId[]>> {
  const found = new Map<string, readonly PaperId[]>()
  if (values.length === 0) return Promise.resolve(found)
  return table.db.transaction(
    'r',
    table.name,
    () =>
      new Dexie.Promise<typeof found>((resolve, reject) => {
        const source = Dexie.currentTransaction.idbtrans.objectStore(table.name).index(index)
        const wanted = [...new Set(values)].sort()
        let asked = 0
        let open = wanted.length
        const askNext = () => {
          const value = wanted[asked++]
          if (value === undefined) return
          const request = source.getAllKeys(value)
          request.onerror = () => reject(request.error)
          request.onsuccess = () => {
            if (request.result.length > 0) found.set(value, request.result as PaperId[])
            if (--open === 0) resolve(found)
            else askNext()
          }
        }
        for (let n = 0; n < AT_ONCE; n++) askNext()
      }),
  )
}
