import type { DigestRow, GlossDatabase, Removal } from './database'
import { HUGGING_FACE } from './first-digests'

/** What is followed. */
export interface Following {
  readonly kind: string
  readonly url: string
  readonly title: string
  readonly homepage?: string
}

/** Kinds of which there is one, and the name that their digest goes by. */
const ONLY: Readonly<Record<string, string>> = {
  'hugging-face': HUGGING_FACE,
  'hugging-face-trending': 'hf-trending',
  'arxiv-details': 'arxiv-details',
}

/** The digests that the reader follows, in the reader's order. */
export async function followedDigests(db: GlossDatabase): Promise<DigestRow[]> {
  const rows = await db.digests.toArray()
  return rows.filter(row => !row.removing).sort((a, b) => a.order - b.order || a.added - b.added)
}

/** The digest of this kind and address, whether it is followed or being removed. */
export async function digestAt(
  db: GlossDatabase,
  { kind, url }: Pick<Following, 'kind' | 'url'>,
): Promise<DigestRow | undefined> {
  const rows = await db.digests.toArray()
  return rows.find(row => row.kind === kind && (row.url === url || ONLY[kind] !== undefined))
}

/**
 * Follows a digest, as the last in order; one that is followed already stays as it is. Returns what it is called, or null
 * while it is still being removed.
 */
export async function followDigest(db: GlossDatabase, what: Following, now: number): Promise<string | null> {
  return db.transaction('rw', db.digests, async () => {
    const known = await digestAt(db, what)
    if (known) return known.removing ? null : known.digest
    const orders = (await db.digests.toArray()).map(row => row.order)
    const digest = ONLY[what.kind] ?? nameFor(what.url)
    const order = Math.max(-1, ...orders.filter(one => one < 1000)) + 1
    await db.digests.put({ ...what, digest, order, paused: false, added: now })
    return digest
  })
}

/** What the reader may change of how a digest is followed. */
export interface DigestChange {
  readonly title?: string
  readonly paused?: boolean
  /** Null keeps its papers for good. */
  readonly keepMonths?: number | null
}

/** Changes how a digest is followed. One that is not there any more is left alone. */
export async function changeDigest(db: GlossDatabase, digest: string, change: DigestChange): Promise<void> {
  await db.transaction('rw', db.digests, async () => {
    const row = await db.digests.get(digest)
    if (!row) return
    const { keepMonths: before, ...rest } = row
    const keepMonths = change.keepMonths === undefined ? before : change.keepMonths
    await db.digests.put({
      ...rest,
      ...(change.title !== undefined && { title: change.title }),
      ...(change.paused !== undefined && { paused: change.paused }),
      ...(typeof keepMonths === 'number' && { keepMonths }),
    })
  })
}

/** Puts digests into this order; those that are not named come after them, as they were. */
export async function orderDigests(db: GlossDatabase, digests: readonly string[]): Promise<void> {
  await db.transaction('rw', db.digests, async () => {
    const place = new Map(digests.map((digest, n) => [digest, n]))
    const rows = (await db.digests.toArray()).sort((a, b) => a.order - b.order)
    const placed = rows.toSorted(
      (a, b) => (place.get(a.digest) ?? rows.length) - (place.get(b.digest) ?? rows.length),
    )
    await db.digests.bulkPut(placed.map((row, order) => ({ ...row, order })))
  })
}

/** Marks a digest as being removed: from now on it is not followed, and the next upkeep takes it out. */
export async function beginRemoval(db: GlossDatabase, digest: string, removing: Removal): Promise<void> {
  await db.digests.update(digest, { removing })
}

/** A name made of an address: the same for the same one, and no other digest's. */
function nameFor(url: string): string {
  let [a, b] = [0x811c9dc5, 0x1b873593]
  for (let n = 0; n < url.length; n++) {
    const unit = url.charCodeAt(n)
    a = Math.imul(a ^ unit, 0x01000193)
    b = Math.imul(b ^ unit, 0x85ebca6b) ^ (b >>> 13)
  }
  return `d${(a >>> 0).toString(36)}${(b >>> 0).toString(36)}`
}
