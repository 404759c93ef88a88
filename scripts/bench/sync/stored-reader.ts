/** Where a sync stands, by the database alone. */
export interface Standing {
  /** The phase of the digest; left out while nothing is known of it. */
  readonly phase?: string
  readonly problem?: string
  readonly lastSuccess?: number
  /** Goes up with every change of the index. */
  readonly revision: number
  /** How far merges of the index have come; empty where none is under way. */
  readonly merging: string
  /** Whether papers may be missing from the index. */
  readonly incomplete: boolean
}

/** Rows that differ between two looks, by table; tables without any are left out. */
export type RowChanges = Readonly<Record<string, number>>

/** A checksum of every row of every table, by key. It stays in the page. */
export type Fingerprint = Map<string, Map<string, string>>

interface Reader {
  standing(digest: string): Promise<Standing>
  papers(): Promise<number>
  daysFetched(digest: string): Promise<number>
  indexed(): Promise<number>
  missing(ids: readonly string[]): Promise<string[]>
  title(id: string): Promise<string | undefined>
  fingerprint(): Promise<Fingerprint>
  changes(before: Fingerprint): Promise<RowChanges>
  makeOlder(milliseconds: number): Promise<void>
}

declare global {
  interface Window {
    /** Installed in the bench's own page. */
    stored: Reader
  }
}

/** In the page, before anything else runs there. */
export function installReader(): void {
  const ROWS_AT_ONCE = 500
  const ask = <T>(request: IDBRequest<T>) =>
    new Promise<T>((done, failed) => {
      request.onsuccess = () => done(request.result)
      request.onerror = () => failed(request.error)
    })

  /** Opens for each question and closes after it: an open database would keep Gloss from upgrading it. */
  async function reading<T>(read: (db: IDBDatabase) => Promise<T>): Promise<T> {
    const known = await indexedDB.databases()
    // Opening would make it.
    if (!known.some(({ name }) => name === 'gloss')) throw new Error('Gloss has not made its database yet')
    const db = await ask(indexedDB.open('gloss'))
    try {
      return await read(db)
    } finally {
      db.close()
    }
  }

  async function* rowsOf(db: IDBDatabase, table: string): AsyncGenerator<[IDBValidKey, unknown]> {
    let after: IDBKeyRange | null = null
    for (;;) {
      const store: IDBObjectStore = db.transaction(table).objectStore(table)
      const [keys, rows]: [IDBValidKey[], unknown[]] = await Promise.all([
        ask(store.getAllKeys(after, ROWS_AT_ONCE)),
        ask(store.getAll(after, ROWS_AT_ONCE)),
      ])
      for (const [i, key] of keys.entries()) yield [key, rows[i]]
      if (keys.length < ROWS_AT_ONCE) return
      after = IDBKeyRange.lowerBound(keys.at(-1), true)
    }
  }

  /** FNV-1a. */
  function sumOf(length: number, at: (i: number) => number): number {
    let sum = 0x811c9dc5
    for (let i = 0; i < length; i++) sum = Math.imul(sum ^ at(i), 0x01000193)
    return sum >>> 0
  }

  function checksum(row: unknown): string {
    const text = JSON.stringify(row, (_, value) => {
      if (!ArrayBuffer.isView(value)) return value
      const bytes = new Uint8Array(value.buffer, value.byteOffset, value.byteLength)
      return `${bytes.length} bytes ${sumOf(bytes.length, i => bytes[i] ?? 0)}`
    })
    return `${text.length} ${sumOf(text.length, i => text.charCodeAt(i))}`
  }

  async function fingerprint(): Promise<Fingerprint> {
    return reading(async db => {
      const tables: Fingerprint = new Map()
      for (const table of db.objectStoreNames) {
        const rows = new Map<string, string>()
        for await (const [key, row] of rowsOf(db, table)) rows.set(JSON.stringify(key), checksum(row))
        tables.set(table, rows)
      }
      return tables
    })
  }

  type Row = Record<string, unknown>

  window.stored = {
    standing: digest =>
      reading(async db => {
        const transaction = db.transaction(['sources', 'indexState', 'merges'])
        const [source, index, merges] = await Promise.all([
          ask<Row | undefined>(transaction.objectStore('sources').get(digest)),
          ask<Row | undefined>(transaction.objectStore('indexState').get('index')),
          ask<Row[]>(transaction.objectStore('merges').getAll()),
        ])
        const problem = source?.problem as { message: string } | undefined
        return {
          ...(source && { phase: String(source.phase) }),
          ...(problem && { problem: problem.message }),
          ...(typeof source?.lastSuccess === 'number' && { lastSuccess: source.lastSuccess }),
          revision: Number(index?.revision ?? 0),
          merging: merges.map(({ target, chunks }) => `${target}: ${chunks}`).join(', '),
          incomplete: index?.incomplete === true,
        }
      }),
    papers: () => reading(db => ask(db.transaction('papers').objectStore('papers').count())),
    daysFetched: digest =>
      reading(async db => {
        const days: Row[] = await ask(
          db.transaction('days').objectStore('days').index('digest').getAll(digest),
        )
        return days.filter(({ fetched }) => fetched !== undefined).length
      }),
    indexed: () =>
      reading(async db => {
        const dead = new Map<IDBValidKey, Uint8Array>()
        for await (const [segment, row] of rowsOf(db, 'facts'))
          dead.set(segment, (row as { facts: { dead: Uint8Array } }).facts.dead)
        let live = 0
        for await (const [segment, row] of rowsOf(db, 'documents')) {
          const { packed } = (row as { ids: { packed: Uint32Array } }).ids
          live += packed.length - (dead.get(segment)?.filter(Boolean).length ?? 0)
        }
        return live
      }),
    missing: ids =>
      reading(async db => {
        const store = db.transaction('papers').objectStore('papers')
        const known = new Set(await ask(store.getAllKeys()))
        const missing: string[] = []
        // One that is stored under another of its names.
        for (const id of ids)
          if (!known.has(id) && (await ask(store.index('ids').count(id))) === 0) missing.push(id)
        return missing
      }),
    title: id =>
      reading(async db => {
        const row: Row | undefined = await ask(db.transaction('papers').objectStore('papers').get(id))
        return row && String(row.title)
      }),
    fingerprint,
    changes: async before => {
      const after = await fingerprint()
      const changes: Record<string, number> = {}
      for (const table of new Set([...before.keys(), ...after.keys()])) {
        const [old, now] = [before.get(table) ?? new Map(), after.get(table) ?? new Map()]
        const keys = new Set([...old.keys(), ...now.keys()])
        const count = [...keys].filter(key => old.get(key) !== now.get(key)).length
        if (count > 0) changes[table] = count
      }
      return changes
    },
    makeOlder: milliseconds =>
      reading(async db => {
        const transaction = db.transaction(
          ['sources', 'days', 'parts'].filter(name => db.objectStoreNames.contains(name)),
          'readwrite',
        )
        const older = (time: unknown) => (typeof time === 'number' ? time - milliseconds : time)
        for (const name of transaction.objectStoreNames) {
          const store = transaction.objectStore(name)
          for (const row of (await ask(store.getAll())) as Row[]) {
            for (const key of ['fetched', 'lastSuccess', 'retryAt'])
              if (key in row) row[key] = older(row[key])
            if (row.checked)
              row.checked = Object.fromEntries(
                Object.entries(row.checked).map(([part, time]) => [part, older(time)]),
              )
            store.put(row)
          }
        }
        await new Promise<void>((done, failed) => {
          transaction.oncomplete = () => done()
          transaction.onabort = () => failed(transaction.error)
        })
      }),
  }
}
