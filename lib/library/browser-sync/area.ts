import { browser } from 'wxt/browser'

/** What Gloss uses of `storage.sync`. */
export interface SyncArea {
  get(keys: null): Promise<Record<string, unknown>>
  set(items: Record<string, string | object>): Promise<void>
  remove(keys: string[]): Promise<void>
}

/** What the browser keeps for an extension, in bytes. */
export interface SyncLimits {
  readonly bytes: number
  readonly itemBytes: number
}

/** Those of Chromium and Firefox alike: https://developer.chrome.com/docs/extensions/reference/api/storage#property-sync */
export const LIMITS: SyncLimits = { bytes: 102_400, itemBytes: 8192 }

/** The area that the browser carries to the reader's other devices. */
export function browserSyncArea(): SyncArea {
  return browser.storage.sync
}

/** What an item counts for: its name, and its value as JSON. */
export function itemSize(key: string, value: unknown): number {
  return key.length + new TextEncoder().encode(JSON.stringify(value) ?? '').length
}
