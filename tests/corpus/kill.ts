import type { GlossDatabase } from '@/lib/corpus/database'

/** How a worker dies: its transaction is aborted before or after a write, or its database is closed in one. */
export type Death = 'before' | 'after' | 'close'

export class Killed extends Error {
  override readonly name = 'Killed'
}

/** Calls `before` and `after` around the writes of a database, with their number. */
export function watchWrites(
  db: GlossDatabase,
  watch: { before?(write: number): void; after?(write: number): void },
): void {
  let writes = 0
  db.use({
    stack: 'dbcore',
    name: 'watch-writes',
    create: core => ({
      ...core,
      table: name => {
        const table = core.table(name)
        return {
          ...table,
          mutate: async request => {
            const write = ++writes
            watch.before?.(write)
            const response = await table.mutate(request)
            watch.after?.(write)
            return response
          },
        }
      },
    }),
  })
}

/** Kills what works on a database in one of its writes, and in all after it. */
export function killAt(db: GlossDatabase, write: number, how: Death): void {
  const die = () => {
    throw new Killed()
  }
  watchWrites(db, {
    before: number => {
      if (number < write) return
      if (how === 'close') db.close()
      else if (how === 'before' || number > write) die()
    },
    after: number => {
      if (how === 'after' && number === write) die()
    },
  })
}
