import type { GlossDatabase, LibraryRow } from '@/lib/corpus/database'
import { blankEntry, type Entry, type ListState } from '@/lib/entries/entry'
import { listRow } from '@/lib/entries/list-row'
import type { PaperId } from '@/lib/papers/identifier'
import type { Paper } from '@/lib/papers/paper'

/** What a test says of an entry. */
export interface Said {
  readonly id: PaperId
  readonly ids?: readonly PaperId[]
  readonly state?: ListState
  readonly saved?: number
  readonly paper?: Paper
}

const AT = '000000001000testtest'

/** An entry as if it had been saved long ago. */
export function entryOf({ id, ids = [id], state = 'to-read', saved = 0, paper }: Said): Entry {
  return {
    ...blankEntry(id, ids),
    fields: { state: [[state, AT]], saved: [[saved, AT]] },
    ...(paper && { paper }),
  }
}

/** The row that shows it. */
export function rowOf(said: Said): LibraryRow {
  const row = listRow([entryOf(said)])
  if (!row) throw new Error('It is not on the list')
  return row
}

/** Puts an entry on the list, past everything that saving does. */
export async function putEntry(db: GlossDatabase, said: Said): Promise<void> {
  await db.entries.put({ ...entryOf(said), rev: 1 })
  await db.library.put(rowOf(said))
}
