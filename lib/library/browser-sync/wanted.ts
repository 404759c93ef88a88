import { type Entry, fieldOf, isListed, lastStamp } from '../../entries/entry'
import { packEntries } from '../../entries/wire'
import type { PaperId } from '../../papers/identifier'

/** Into how many items the list is divided; part of the format. */
export const BUCKETS = 12

/** Removals of a bucket that go before all else; older ones take what is left. */
const REMOVALS_FIRST = 30

/** Letters, before they are compressed, of an entry that is long: those go last, for each takes the room of many. */
const LONG = 2000

/** An entry as it is told, and what of it decides on its turn. */
export interface Told {
  readonly entry: Entry
  readonly listed: boolean
  readonly unread: boolean
  /** A text that sorts by how new it is. */
  readonly time: string
  readonly long: number
}

/** The bucket that an entry goes to: FNV-1a over its key, the same on every device. */
export function bucketOf(key: PaperId): number {
  let hash = 0x811c9dc5
  for (let n = 0; n < key.length; n += 1) hash = Math.imul(hash ^ key.charCodeAt(n), 0x01000193)
  return (hash >>> 0) % BUCKETS
}

/** What decides on the turn of an entry. It depends on the entry alone, so that devices agree. */
export function toldOf(entry: Entry): Told {
  const state = fieldOf([entry], 'state')
  const letters = JSON.stringify(packEntries([entry])).length
  return {
    entry,
    listed: isListed(entry),
    unread: state !== 'done' && state !== 'skipped',
    time: unreadSince(entry) ?? lastStamp(entry) ?? '',
    long: letters > LONG ? letters : 0,
  }
}

/** The entries of a bucket in the order in which they get room: removals, what is to be read, all else, what is long. */
export function inTurn(bucket: readonly Told[], before: ReadonlySet<PaperId>): Told[] {
  const newest = bucket.toSorted((a, b) => byText(b.time, a.time) || byText(a.entry.key, b.entry.key))
  const removed = newest.filter(({ listed }) => !listed)
  const early = new Set(removed.slice(0, REMOVALS_FIRST))
  const turn = (told: Told) => {
    if (told.long > 0) return 5
    if (before.has(told.entry.key)) return 0
    if (!told.listed) return early.has(told) ? 1 : 4
    return told.unread ? 2 : 3
  }
  return newest
    .map((told, n) => ({ told, n, turn: turn(told) }))
    .sort((a, b) => a.turn - b.turn || a.told.long - b.told.long || a.n - b.n)
    .map(({ told }) => told)
}

/** For what is on the list the time it was saved, as text of one length. */
function unreadSince(entry: Entry): string | undefined {
  const saved = fieldOf([entry], 'saved')
  return saved === undefined ? undefined : Math.max(0, Math.floor(saved)).toString(36).padStart(9, '0')
}

function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
