import { readFileSync } from 'node:fs'

/**
 * A database as an older Gloss left it. Each file was written by the code of its version: a starter
 * digest, two syncs of days with a failed one among them and a server that asked to wait, saved papers, papers of other
 * sources, and in version 2 a merge of segments that was broken off (of shorter steps than those of its day, so that
 * one of a few papers has several). Version 3 went on from version 2, and followed a feed besides, of which one part came
 * and one did not. Version 4 went on from version 3, with an entry that is being read, one of two names, and one that
 * stays apart from the paper of its title. All papers are made up.
 */
interface OldDatabase {
  /** As the browser counts: ten times that of Dexie. */
  readonly version: number
  readonly stores: readonly OldStore[]
}

interface OldStore {
  readonly store: {
    readonly name: string
    readonly keyPath: string | string[]
    readonly autoIncrement: boolean
    readonly indexes: readonly OldIndex[]
  }
  readonly rows: readonly Record<string, unknown>[]
}

interface OldIndex {
  readonly name: string
  readonly keyPath: string | string[]
  readonly unique: boolean
  readonly multiEntry: boolean
}

const ARRAYS = { Uint8Array, Int8Array, Uint16Array, Uint32Array }

/** Reads a stored database, with its arrays of bytes. */
export function readOld(version: 1 | 2 | 3 | 4): OldDatabase {
  const text = readFileSync(`${import.meta.dirname}/v${version}.json`, 'utf8')
  return JSON.parse(text, (_, value) => (value?.base64 === undefined ? value : arrayOf(value)))
}

/** The rows of one of its stores. */
export function oldRows<T>(old: OldDatabase, store: string): T[] {
  return (old.stores.find(({ store: { name } }) => name === store)?.rows ?? []) as T[]
}

/** Writes a stored database as it was, by the browser's own means, and closes it. */
export async function restoreOld(old: OldDatabase, name: string): Promise<void> {
  const request = indexedDB.open(name, old.version)
  request.onupgradeneeded = () => {
    for (const { store, rows } of old.stores) {
      const { keyPath, autoIncrement, indexes } = store
      const made = request.result.createObjectStore(store.name, { keyPath, autoIncrement })
      for (const index of indexes) made.createIndex(index.name, index.keyPath, index)
      for (const row of rows) made.put(row)
    }
  }
  await new Promise<void>((resolve, reject) => {
    request.onsuccess = () => resolve(request.result.close())
    request.onerror = () => reject(request.error)
  })
}

function arrayOf({ $, base64 }: { readonly $: keyof typeof ARRAYS; readonly base64: string }) {
  const bytes = Uint8Array.from(Buffer.from(base64, 'base64'))
  return new ARRAYS[$](bytes.buffer)
}
