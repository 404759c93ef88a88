import type { GlossDatabase } from '../corpus/database'
import { readSettings } from '../settings'
import { BACKUP_VERSION, type Backup, parseBackup, plainDigest, UnreadableBackup } from './backup-format'
import { beforeEnd, firstLine, lastLine, listHead, partLines, readLines, statedSum } from './backup-lines'
import { sharedRules } from './rules'

/** A backup file that was just made. */
export interface BackupFile {
  /** The file as text. */
  readonly text: Blob
  readonly papers: number
  /** The same for two files that hold the same, whenever they were written. */
  readonly content: string
}

/** Entries that are read at once. */
const AT_ONCE = 100
/** The largest file that is read, packed and unpacked. A list of ten thousand papers takes 30 MB, packed 8. */
const MAX_PACKED = 200 * 1024 * 1024
const MAX_UNPACKED = 500 * 1024 * 1024
const BYTE_ORDER_MARK = /^\uFEFF/

/**
 * Everything that is the reader's as one file: the list as it is at one moment, rules, settings, digests, what was learned
 * from and what was visited. Passwords are in none of these. Written some entries at a time.
 */
export async function writeBackup(db: GlossDatabase, now: number): Promise<BackupFile> {
  const settings = await readSettings()
  const utf8 = new TextEncoder()
  const tables = [db.entries, db.library, db.libraryState, db.digests, db.signals, db.visits]
  const { papers, count, pieces } = await db.transaction('r', tables, async () => {
    const papers = await db.library.count()
    const digests = (await db.digests.toArray()).filter(row => !row.removing).map(plainDigest)
    const pieces = [
      utf8.encode(partLines('settings', settings)),
      utf8.encode(partLines('rules', await sharedRules(db))),
      utf8.encode(partLines('digests', digests)),
      utf8.encode(partLines('signals', await db.signals.toArray())),
      utf8.encode(partLines('visits', await db.visits.toArray())),
      utf8.encode(listHead('entries')),
    ]
    let [last, count] = ['', 0]
    for (;;) {
      const rows = await db.entries.where('key').above(last).limit(AT_ONCE).toArray()
      const lines = rows.map(({ rev: _, into: __, ...entry }) => JSON.stringify(entry))
      if (rows.length > 0) pieces.push(utf8.encode(`${count > 0 ? ',\n' : ''}${lines.join(',\n')}`))
      count += rows.length
      last = rows.at(-1)?.key ?? last
      if (rows.length < AT_ONCE) break
    }
    pieces.push(utf8.encode('\n],\n'))
    return { papers, count, pieces }
  })
  const head = utf8.encode(firstLine(BACKUP_VERSION, new Date(now).toISOString(), papers))
  const [sum, content] = [await sumOf([head, ...pieces]), await sumOf(pieces)]
  return { text: new Blob([head, ...pieces, lastLine(count, sum)]), papers, content }
}

/** A file packed with gzip. */
export async function packed(text: Blob): Promise<Uint8Array<ArrayBuffer>> {
  const stream = text.stream().pipeThrough(new CompressionStream('gzip'))
  return new Uint8Array(await new Response(stream).arrayBuffer())
}

/**
 * Reads a backup file of any version there ever was, packed or not, as far as it is whole. Throws an `UnreadableBackup`
 * that says why nothing of it can be read.
 */
export async function readBackup(file: Blob): Promise<Backup> {
  const text = (await textOf(file)).replace(BYTE_ORDER_MARK, '')
  const lines = await readLines(text)
  if (!lines) return readLaidOut(text)
  const { raw, lost, ended } = lines
  if (!ended) return parseBackup(raw, 'cut', [...lost, 'The file breaks off; what came after is missing.'])
  const sum = await sumOf([new TextEncoder().encode(beforeEnd(text))])
  return parseBackup(raw, sum === statedSum(text) ? 'whole' : 'changed', lost)
}

/** Whether the beginning of a file says that it is a backup. */
export function isBackup(beginning: string): boolean {
  return /^\uFEFF?\s*\{\s*"format"\s*:\s*"gloss-backup\//.test(beginning)
}

/** A file that is JSON, but not in the lines that Gloss writes. */
async function readLaidOut(text: string): Promise<Backup> {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw new UnreadableBackup(
      isBackup(text.slice(0, 1000))
        ? 'This backup breaks off or is damaged, so it cannot be read. Nothing was changed; choose an older one.'
        : 'This file is not a backup of Gloss. Nothing was changed.',
    )
  }
  const raw = typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
  return parseBackup(raw, 'changed')
}

async function textOf(file: Blob): Promise<string> {
  if (file.size > MAX_PACKED)
    throw new UnreadableBackup('This file is larger than 200 MB, which no backup is. Nothing was changed.')
  const magic = new Uint8Array(await file.slice(0, 2).arrayBuffer())
  if (magic[0] !== 0x1f || magic[1] !== 0x8b) return file.text()
  const pieces: Uint8Array<ArrayBuffer>[] = []
  let size = 0
  const reader = file.stream().pipeThrough(new DecompressionStream('gzip')).getReader()
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) break
      size += value.length
      if (size > MAX_UNPACKED) break
      pieces.push(value)
    }
  } catch {
    // A packed file that breaks off: what came out of it before is still good.
  }
  if (size > MAX_UNPACKED) {
    await reader.cancel()
    throw new UnreadableBackup('This file unpacks to more than any backup holds. Nothing was changed.')
  }
  if (size === 0)
    throw new UnreadableBackup('This packed file is damaged from its beginning. Nothing was changed.')
  return new Blob(pieces).text()
}

async function sumOf(pieces: readonly Uint8Array<ArrayBuffer>[]): Promise<string> {
  const bytes = await new Blob([...pieces]).arrayBuffer()
  const sum = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
  return Array.from(sum, byte => byte.toString(16).padStart(2, '0')).join('')
}
