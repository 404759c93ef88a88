import type { GlossDatabase } from '../corpus/database'
import type { VisitRow } from '../corpus/library-rows'
import type { PaperId } from '../papers/identifier'
import { uniqueIds } from '../papers/merge'
import { HOUR } from '../time'

/** A page that is looked at again within this time is still the same visit, in milliseconds. */
const ONE_VISIT = HOUR / 2
/** Papers that are remembered; the ones whose visit is longest ago are forgotten first. */
const MOST_VISITS = 20_000

/** What was visited. */
export interface Visited {
  readonly ids: readonly PaperId[]
  readonly title?: string | undefined
}

/** Remembers that the page of a paper was visited. Whether the reader agreed to that is asked before. */
export async function noteVisit(db: GlossDatabase, { ids, title }: Visited, now: number): Promise<void> {
  const [name] = uniqueIds(ids)
  if (!name) return
  await db.transaction('rw', db.visits, async () => {
    const before = await db.visits
      .where('ids')
      .anyOf([...ids])
      .distinct()
      .toArray()
    await db.visits.bulkDelete(before.map(({ id }) => id))
    const all = uniqueIds([...ids, ...before.flatMap(row => row.ids)])
    const last = Math.max(0, ...before.map(({ at }) => at))
    const count = before.reduce((sum, row) => sum + row.count, 0)
    const known = title ?? before.find(row => row.title)?.title
    await db.visits.put({
      id: all[0] ?? name,
      ids: all,
      ...(known && { title: known }),
      at: Math.max(last, now),
      count: last > 0 && now - last < ONE_VISIT ? count : count + 1,
    })
    const over = (await db.visits.count()) - MOST_VISITS
    if (over > 0) await db.visits.bulkDelete(await db.visits.orderBy('at').limit(over).primaryKeys())
  })
}

/** The papers whose pages were visited, last visited first. */
export async function visits(db: GlossDatabase): Promise<VisitRow[]> {
  return db.visits.orderBy('at').reverse().toArray()
}

/** Forgets every visit. */
export async function clearVisits(db: GlossDatabase): Promise<void> {
  await db.visits.clear()
}

/** Forgets the visits of one paper, by any of its identifiers. */
export async function forgetVisit(db: GlossDatabase, id: PaperId): Promise<void> {
  await db.visits.where('ids').equals(id).delete()
}
