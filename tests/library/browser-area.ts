import { itemSize, LIMITS, type SyncArea } from '@/lib/library/browser-sync/area'

/** `storage.sync` in memory, with the quotas that Chromium enforces and the errors it gives. */
export class MemoryArea implements SyncArea {
  readonly items = new Map<string, unknown>()
  /** Calls of `set`. */
  writes = 0
  /** Thrown by the next write instead of doing it. */
  refuse: Error | undefined

  async get(): Promise<Record<string, unknown>> {
    return structuredClone(Object.fromEntries(this.items))
  }

  async set(items: Record<string, unknown>): Promise<void> {
    this.writes += 1
    if (this.refuse) throw this.refuse
    const after = new Map([...this.items, ...Object.entries(items)])
    if (Object.entries(items).some(([key, value]) => itemSize(key, value) > LIMITS.itemBytes))
      throw new Error('QUOTA_BYTES_PER_ITEM quota exceeded')
    if (bytesOf(after) > LIMITS.bytes) throw new Error('QUOTA_BYTES quota exceeded')
    if (after.size > 512) throw new Error('MAX_ITEMS quota exceeded')
    for (const [key, value] of Object.entries(items)) this.items.set(key, structuredClone(value))
  }

  async remove(keys: string[]): Promise<void> {
    for (const key of keys) this.items.delete(key)
  }

  get bytes(): number {
    return bytesOf(this.items)
  }
}

function bytesOf(items: ReadonlyMap<string, unknown>): number {
  return [...items].reduce((sum, [key, value]) => sum + itemSize(key, value), 0)
}
