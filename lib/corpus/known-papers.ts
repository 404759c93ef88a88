import { Dexie } from 'dexie'
import { fromTitle, nativeId, type PaperId, schemeOf } from '../papers/identifier'
import type { Paper } from '../papers/paper'
import type { GlossDatabase, PaperRow } from './database'

const TITLES = 'title:'

/**
 * Stored papers that may be one of `papers`: the same identifier, or the same title. Inside a transaction over the
 * papers.
 */
export async function knownPapers(db: GlossDatabase, papers: readonly Paper[]): Promise<PaperRow[]> {
  const names = [...new Set(papers.flatMap(namesOf))]
  const isTitle = (name: PaperId) => schemeOf(name) === 'title'
  const titles = names.filter(isTitle)
  // Papers that go by their title are few, and most often none.
  const known = await db.papers.where('ids').between(TITLES, `${TITLES}\uffff`).limit(1).primaryKeys()
  const keys = await keysIn(db, [
    ['ids', known.length > 0 ? names : names.filter(name => !isTitle(name))],
    ['titleKey', titles.map(nativeId)],
  ])
  if (keys.size === 0) return []
  const rows = await db.papers.bulkGet([...keys])
  return rows.filter(row => row !== undefined)
}

/** What a paper goes by: its identifiers, and its title as one. */
export function namesOf(paper: Paper): PaperId[] {
  const byTitle = fromTitle(paper.title)
  return [...new Set(byTitle ? [...paper.ids, byTitle] : paper.ids)]
}

/**
 * The primary keys of rows that indexes hold under some values. All are asked for at once: Dexie's `anyOf` moves a
 * cursor from one to the next, and waits for each, which took half of the time of storing papers.
 */
function keysIn(
  db: GlossDatabase,
  wanted: readonly (readonly [index: string, values: readonly string[]])[],
): PromiseLike<Set<PaperId>> {
  const store = Dexie.currentTransaction.idbtrans.objectStore(db.papers.name)
  const found = new Set<PaperId>()
  return new Dexie.Promise((resolve, reject) => {
    let open = wanted.reduce((sum, [, values]) => sum + values.length, 0)
    if (open === 0) resolve(found)
    for (const [name, values] of wanted) {
      const index = store.index(name)
      for (const value of values) {
        const request = index.getAllKeys(value)
        request.onerror = () => reject(request.error)
        request.onsuccess = () => {
          for (const key of request.result) found.add(key as PaperId)
          if (--open === 0) resolve(found)
        }
      }
    }
  })
}
