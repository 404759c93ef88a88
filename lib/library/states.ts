import type { GlossDatabase } from '../corpus/database'
import type { ListState } from '../entries/entry'
import type { PaperId } from '../papers/identifier'

/** How papers stand on the reading list, by every identifier of those that are on it. */
export async function listStates(
  db: GlossDatabase,
  ids: readonly PaperId[],
): Promise<ReadonlyMap<PaperId, ListState>> {
  if (ids.length === 0) return new Map()
  const rows = await db.library
    .where('ids')
    .anyOf([...new Set(ids)])
    .distinct()
    .toArray()
  return new Map(rows.flatMap(({ ids, state }) => ids.map(id => [id, state] as const)))
}
