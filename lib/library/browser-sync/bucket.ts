import { type Entry, joinEntries } from '../../entries/entry'
import { adds, textOf } from '../../entries/join'
import { parseEntry } from '../../entries/schema'
import { packEntries, unpackEntries } from '../../entries/wire'
import type { PaperId } from '../../papers/identifier'
import { itemSize } from './area'
import { packItem, unpackItem } from './item'
import { inTurn, type Told } from './wanted'

/** What an item of the list holds. */
export interface Bucket {
  readonly entries: ReadonlyMap<PaperId, Entry>
  /** Whether something in it could not be read. */
  readonly damaged: boolean
}

/** What becomes of an item. */
export interface Filled {
  /** Its new text; left out where it stays. */
  readonly text?: string
  /** The entries it holds then as they are known here. */
  readonly held: ReadonlySet<PaperId>
}

/**
 * Where not everything fits, what may be missing at the end: compressors of other browsers fit an entry more or less, and
 * devices would write in turn.
 */
const MISSING = 0.03

/** Reads an item of the list; 'newer' for one that a newer Gloss wrote. */
export async function readBucket(text: unknown): Promise<Bucket | 'newer'> {
  if (text === undefined) return { entries: new Map(), damaged: false }
  const item = await unpackItem(text)
  if (item.kind === 'newer') return 'newer'
  const unpacked = item.kind === 'read' ? unpackEntries(item.value) : null
  if (!unpacked) return { entries: new Map(), damaged: true }
  const { entries, damaged } = unpacked
  return { entries: new Map(entries.map(entry => [entry.key, entry])), damaged: damaged > 0 }
}

/** What is to be written to an item that holds `bucket`, where `all` is what is known here of its entries. */
export async function fillBucket(
  key: string,
  bucket: Bucket,
  all: readonly Told[],
  room: number,
): Promise<Filled> {
  const stale = new Set<PaperId>()
  for (const { entry } of all) if (isStale(bucket.entries.get(entry.key), entry)) stale.add(entry.key)
  const isHeld = ({ entry: { key } }: Told) => bucket.entries.has(key) && !stale.has(key)
  const held = new Set(all.filter(isHeld).map(({ entry }) => entry.key))
  if (!bucket.damaged && held.size === all.length) return { held }

  // What the item has and is known better here goes first, or others would go on telling it. What they would refuse to
  // read, such as a tag of a thousand letters, stays here.
  const order = inTurn(all, stale).filter(told => isHeld(told) || parseEntry(told.entry))
  const { text, count } = await fitting(
    key,
    order.map(told => joined(told, bucket)),
    room,
  )
  const slack = count === order.length ? 0 : Math.max(1, Math.floor(count * MISSING))
  if (!bucket.damaged && order.slice(0, count - slack).every(isHeld)) return { held }
  return { text, held: new Set(order.slice(0, count).map(({ entry }) => entry.key)) }
}

function isStale(theirs: Entry | undefined, ours: Entry): boolean {
  return theirs !== undefined && textOf(theirs) !== textOf(ours) && adds(theirs, ours)
}

/** What another device knows of a paper in full, and this one in part, stays as that one told it. */
function joined({ entry }: Told, { entries }: Bucket): Entry {
  const theirs = entries.get(entry.key)
  return theirs ? joinEntries(theirs, entry) : entry
}

/** As many of the entries as there is room for, from the first on. */
async function fitting(
  key: string,
  entries: readonly Entry[],
  room: number,
): Promise<{ readonly text: string; readonly count: number }> {
  const attempt = async (count: number) => {
    const text = await packItem(packEntries(entries.slice(0, count)))
    return { text, count, fits: itemSize(key, text) <= room }
  }
  const whole = await attempt(entries.length)
  if (whole.fits) return whole
  let best = await attempt(0)
  let [least, most] = [0, entries.length - 1]
  while (least < most) {
    const middle = Math.ceil((least + most) / 2)
    const tried = await attempt(middle)
    if (tried.fits) {
      best = tried
      least = middle
    } else most = middle - 1
  }
  return best
}
