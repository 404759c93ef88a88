import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'

/** The folder of real data beside the project. It is not part of it, and may not be there. */
const SHARED = resolve(import.meta.dirname, '../../shared')

/** Whether the real data is there. */
export const hasShared = existsSync(SHARED)

/**
 * A suite over the real data. Where that is missing the suite is skipped, and says so; it is not even collected, for
 * it reads the data while it is.
 */
export function describeShared(name: string, suite: () => void): void {
  if (hasShared) return void describe(name, suite)
  console.warn(`Skipped for want of ../shared: ${name}`)
  describe.skip(name, () => {
    it('runs over the real data', () => expect(hasShared).toBe(true))
  })
}

/** The path of a file of the real data. */
export function sharedPath(path: string): string {
  return join(SHARED, path)
}

/** A file of the real data as text; `.gz` files are unpacked. */
export function readShared(path: string): string {
  const bytes = readFileSync(sharedPath(path))
  return (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8')
}
