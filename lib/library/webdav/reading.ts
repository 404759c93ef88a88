import type { Folder, Got } from './folder'
import type { Known, KnownFile } from './known'
import { unreadStop } from './refusals'
import { type Content, type Head, headOf, isWhole, readFile } from './sync-file'
import type { Listed, Version } from './version'

/** The merged list of all devices. */
export const SNAPSHOT = 'library.json'

/** A file as it is found in one turn. */
export interface Found {
  readonly name: string
  /** What is to be matched when it is written. */
  readonly version: Version
  /** What is to be known of it. */
  readonly known: KnownFile
  /** What it says, where it was read in this turn; null where it is damaged. */
  readonly read?: { readonly head: Head; readonly content: Content; readonly size: number } | null
  /** Its bytes, where it is damaged. */
  readonly bytes?: Uint8Array<ArrayBuffer>
}

/** The other files as they are in this turn; null where one went while they were read. */
export interface FoundFiles {
  readonly snapshot: Found | undefined
  readonly others: readonly Found[]
  /** Whether everything that the files say was read in this turn. */
  readonly whole: boolean
}

/** The name of a device's file. */
export function deviceFile(device: string): string {
  return `device-${device}.json`
}

/** Whether a file is one that devices leave for each other. */
export function isSyncFile(name: string): boolean {
  return name === SNAPSHOT || /^device-[0-9a-z]{8}\.json$/.test(name)
}

/**
 * A file of the folder, with its content where it is another version than the one that is known, or `anew`; null where it
 * has gone since. What is not to be written over stops the round.
 */
export async function findFile(
  folder: Folder,
  name: string,
  listed: Listed,
  known: KnownFile | undefined,
  { anew, passphrase }: { readonly anew: boolean; readonly passphrase: string | undefined },
): Promise<Found | null> {
  if (!known || anew) return readAnew(folder, name, listed, passphrase)
  if (listed.etag !== undefined && listed.settled && listed.etag === known.etag)
    return { name, version: listed, known }
  if (listed.etag === undefined && known.etag !== undefined) {
    const got = await folder.get(name, { etag: known.etag })
    if (got === 'unchanged') return { name, version: { etag: known.etag, settled: true }, known }
    return got && foundOf(folder, name, listed, got, passphrase)
  }
  return (await sameBySum(folder, name, listed, known)) ?? (await readAnew(folder, name, listed, passphrase))
}

/** The own file of this device: 'copied' where another wrote it. Its content is not needed. */
export async function findOwn(
  folder: Folder,
  name: string,
  listed: Listed,
  known: Known,
  passphrase: string | undefined,
): Promise<Found | 'copied' | null> {
  const file = known.files[name]
  if (listed.etag !== undefined && listed.settled && file && listed.etag === file.etag)
    return { name, version: listed, known: file }
  const peeked = await peekHead(folder, name, listed)
  if (!peeked) {
    // Of a newer Gloss, or a sign-in page: that stops the round. What is damaged is written anew.
    const found = await readAnew(folder, name, listed, passphrase)
    return found?.read && !known.writers.includes(found.read.head.writer) ? 'copied' : found
  }
  const { head, version } = peeked
  if (!known.writers.includes(head.writer)) return 'copied'
  return {
    name,
    version,
    known: { etag: sureTag(version), sum: head.sum, pending: file?.sum === head.sum ? file.pending : 0 },
  }
}

/** The file without its content where its first line is that of the known one: the tag alone does not tell. */
async function sameBySum(
  folder: Folder,
  name: string,
  listed: Listed,
  known: KnownFile,
): Promise<Found | null> {
  const peeked = known.sum === undefined ? null : await peekHead(folder, name, listed)
  if (!peeked || peeked.head.sum !== known.sum) return null
  const { version } = peeked
  return { name, version, known: { ...known, etag: sureTag(version) } }
}

/** The first line of a file that is as long as it says; null where it is not, or that cannot be told. */
async function peekHead(
  folder: Folder,
  name: string,
  listed: Listed,
): Promise<{ readonly head: Head; readonly version: Version } | null> {
  const peeked = await folder.peek(name)
  const head = peeked && headOf(peeked.bytes)
  const size = peeked?.size ?? listed.size
  if (!peeked || !head || size === undefined || !isWhole(head, peeked.bytes, size)) return null
  return { head, version: listed.etag === undefined ? peeked.version : listed }
}

async function readAnew(
  folder: Folder,
  name: string,
  listed: Listed,
  passphrase: string | undefined,
): Promise<Found | null> {
  const { size } = listed
  const got = await folder.get(name, size === undefined ? {} : { size })
  return got === null || got === 'unchanged' ? null : foundOf(folder, name, listed, got, passphrase)
}

async function foundOf(
  folder: Folder,
  name: string,
  listed: Listed,
  got: Got,
  passphrase: string | undefined,
): Promise<Found> {
  const version = listed.etag === undefined ? got.version : listed
  const file = await readFile(got.bytes, name, passphrase)
  if (file.kind === 'whole') {
    const { head, content, size } = file
    const empty = content.entries.length === 0 && Object.keys(content.rules).length === 0
    return {
      name,
      version,
      known: { etag: sureTag(version), sum: head.sum, pending: empty || name === SNAPSHOT ? 0 : size },
      read: file,
    }
  }
  if (file.kind === 'web page') throw folder.webPage()
  // A stranger's file in the place of a device's is left alone too, and keeps nobody from going on.
  if (file.kind === 'damaged' || (file.kind === 'not ours' && name !== SNAPSHOT))
    return { name, version, known: { etag: sureTag(version), pending: 0 }, read: null, bytes: got.bytes }
  throw unreadStop(file.kind, name)
}

function sureTag({ etag, settled }: Version): string | undefined {
  return settled ? etag : undefined
}
