import type { GlossDatabase } from '../corpus/database'
import type { PaperId } from '../papers/identifier'
import { announce } from './announce'

/** Identifiers that one message names at most. */
const MOST_NAMES = 5000

/** Tells every open page how papers stand on the list now, by any of their identifiers, in a few messages for all. */
export async function announceChanged(db: GlossDatabase, ids: readonly PaperId[]): Promise<void> {
  for (let from = 0; from < ids.length; from += MOST_NAMES) {
    const some = ids.slice(from, from + MOST_NAMES)
    const rows = await db.library.where('ids').anyOf(some).distinct().toArray()
    const listed = new Map(rows.flatMap(row => row.ids.map(id => [id, row.state] as const)))
    for (const [state, named] of Map.groupBy(some, id => listed.get(id)))
      await announce({
        type: 'library-changed',
        ids: named,
        saved: state !== undefined,
        ...(state && { state }),
      })
  }
}
