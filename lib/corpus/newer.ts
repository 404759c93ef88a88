import type { Dexie } from 'dexie'

/** The database belongs to a newer Gloss. This one knows nothing of how it is laid out, so it leaves it alone. */
export class NewerGloss extends Error {
  override readonly name = 'NewerGloss'
}

const MEANWHILE = 'Gloss was updated meanwhile. Reload this page to go on.'
const BEFORE = 'The database was written by a newer Gloss. Nothing was touched; update Gloss to go on.'

/** The `NewerGloss` behind an error, which Dexie may have wrapped; undefined where it is another. */
export function newerGloss(error: unknown): NewerGloss | undefined {
  if (error instanceof NewerGloss) return error
  return error instanceof Object && 'inner' in error ? newerGloss(error.inner) : undefined
}

/**
 * A door to IndexedDB behind which a newer database is closed before anything can be done to it. Dexie opens a database
 * that is newer than its declaration all the same, and adds to it the tables that it misses.
 */
export function closingNewer(factory: IDBFactory): IDBFactory {
  let declared = 0
  return {
    open: (name, version) => {
      if (version !== undefined) declared = version
      // Without a version it asks for whatever is there, having been told that it is newer.
      const request = version === undefined ? factory.open(name) : factory.open(name, version)
      request.addEventListener('success', () => {
        if (request.result.version >= tooNew(declared)) request.result.close()
      })
      return request
    },
    deleteDatabase: name => factory.deleteDatabase(name),
    databases: () => factory.databases(),
    cmp: (a, b) => factory.cmp(a, b),
  }
}

/**
 * Makes a database stop where a newer Gloss begins: opening what a newer one has written fails, and once a newer one
 * takes it over while it is open, every query fails. Both with a `NewerGloss`.
 */
export function stopAtNewer(db: Dexie): void {
  let overtaken = false
  db.on('versionchange', ({ newVersion }) => {
    // It is deleted, or repaired by another context: Dexie lets go of it, and opens it again when it is asked.
    if (newVersion === null || newVersion < tooNew(db.verno * 10)) return
    overtaken = true
    // Dexie would open it again, and be at work on tables that it does not know.
    if (db.isOpen()) db.backendDB().close()
    return false
  })
  db.on(
    'ready',
    () => {
      if (db.backendDB().version < tooNew(db.verno * 10)) return
      throw new NewerGloss(overtaken ? MEANWHILE : BEFORE)
    },
    true,
  )
  db.use({
    stack: 'dbcore',
    name: 'stop-at-newer',
    create: core => ({
      ...core,
      transaction: (tables, mode, options) => {
        if (overtaken) throw new NewerGloss(MEANWHILE)
        return core.transaction(tables, mode, options)
      },
    }),
  })
}

/**
 * The first version of the browser's counting that is of a later declaration. Dexie counts ten to a version, and one
 * more each time it adds a table that is missing.
 */
function tooNew(version: number): number {
  return (Math.floor(Math.round(version) / 10) + 1) * 10
}
