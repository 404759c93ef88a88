import { contentText, writeFile } from '@/lib/library/webdav/sync-file'
import { entryOf } from '../entry'

/** A file with one paper in it, as another device would have written it. */
export async function writeText(file: string, passphrase?: string): Promise<Uint8Array<ArrayBuffer>> {
  const text = contentText({ entries: [entryOf({ id: 'arxiv:2602.00001' })] })
  const writing = { file, device: 'abcd1234', writer: 'f'.repeat(32), now: 1000, passphrase }
  return (await writeFile(text, writing)).bytes
}

/** The same, encrypted. */
export function sealed(file: string, passphrase: string): Promise<Uint8Array<ArrayBuffer>> {
  return writeText(file, passphrase)
}
