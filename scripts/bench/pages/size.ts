import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'

/** A script that a page gets, and its bytes when packed. */
export interface ScriptSize {
  readonly file: string
  readonly bytes: number
}

/** The content scripts of a built extension, the largest first. A page gets one of them. */
export function contentScripts(extension: string): ScriptSize[] {
  const folder = join(extension, 'content-scripts')
  return readdirSync(folder)
    .filter(file => file.endsWith('.js'))
    .map(file => ({ file, bytes: gzipSync(readFileSync(join(folder, file))).length }))
    .sort((a, b) => b.bytes - a.bytes)
}
