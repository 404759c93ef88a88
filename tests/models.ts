import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { shippedModels } from '@/lib/notes/models'

/** A file of bytes that ships with Gloss. */
export async function readShippedFile(file: string): Promise<ArrayBuffer> {
  return Uint8Array.from(readFileSync(resolve(import.meta.dirname, '../public', file))).buffer
}

/** The models that ship with Gloss. */
export const models = shippedModels(readShippedFile)
