import type { GlossDatabase } from '../corpus/database'
import { type ListRow, listRow } from '../entries/list-row'
import type { Edit } from './edit'

/** What makes one paper of several: the first is the one that the others go into. Undone, they are apart again. */
export function mergeEdits([kept, ...others]: readonly ListRow[]): Edit[] {
  const into = kept?.keys[0]
  if (!into) return []
  return others.flatMap(({ keys, ids }): Edit[] => {
    const [key] = keys
    // What is merged is named by its key before all else.
    return key ? [{ ids: [key, ...ids.filter(id => id !== key)], set: { into } }] : []
  })
}

/** What several papers of the list would be shown as if they were one; undefined where none is on it any more. */
export async function mergedRow(db: GlossDatabase, rows: readonly ListRow[]): Promise<ListRow | undefined> {
  const entries = await db.entries.bulkGet(rows.flatMap(({ keys }) => [...keys]))
  return listRow(entries.filter(entry => entry !== undefined))
}
