import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { describe } from 'vitest'

/** The folder of real data beside the project. It is not part of it, and may not be there. */
const SHARED = resolve(import.meta.dirname, '../../shared')

/** Whether the real data is there. */
export const hasShared = existsSync(SHARED)

/** A suite over the real data; where that is missing it is skipped, and says so. */
export function describeShared(name: string, suite: () => void): void {
  if (!hasShared) console.warn(`Skipped for want of ../shared: ${name}`)
  describe.skipIf(!hasShared)(name, suite)
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
