import type { GlossDatabase } from '../corpus/database'
import type { LibraryStateRow } from '../corpus/library-rows'

/** What is kept beside the list under a name; undefined where nothing is. What comes back is parsed by who asks. */
export async function readState(db: GlossDatabase, key: string): Promise<unknown> {
  return ((await db.libraryState.get(key)) as LibraryStateRow | undefined)?.value
}

/** Keeps something beside the list; undefined forgets it. */
export async function writeState(db: GlossDatabase, key: string, value: unknown): Promise<void> {
  if (value === undefined) await db.libraryState.delete(key)
  else await db.libraryState.put({ key, value })
}
