import type { PaperId } from '../papers/identifier'
import { mergePapers, uniqueIds } from '../papers/merge'
import type { Paper } from '../papers/paper'
import { deviceOf, isSeen, joinSeen, later, type Seen, type Stamp } from './clock'

/** The states of a paper on the list. */
export const LIST_STATES = ['to-read', 'reading', 'done', 'skipped'] as const
export type ListState = (typeof LIST_STATES)[number]

/** What the reader says of a paper, of which the last word holds, field by field. */
export interface Fields {
  readonly state: ListState
  /** 0 for none, 1 for low, 2 for medium, 3 for high. */
  readonly priority: number
  /** Stars from 1 to 5; 0 for none. */
  readonly rating: number
  /** When it was put on the list, in milliseconds. */
  readonly saved: number
  /** When it was done with, in milliseconds; null while it is not. */
  readonly read: number | null
  /** Where it was saved: a host, "popup", the name of a file. */
  readonly from: string | null
  /** Its place in the order that the reader made, as a text that sorts; null where it was given none. */
  readonly place: string | null
  /** The entry that it is a duplicate of, by the reader's word; null where it stands for itself. */
  readonly into: PaperId | null
}
export type Field = keyof Fields

/** The fields in the order in which they are packed for other devices: new ones come last. */
export const FIELDS = [
  'state',
  'priority',
  'rating',
  'saved',
  'read',
  'from',
  'place',
  'into',
] as const satisfies readonly Field[]

/** The last edit of each device, by device: all but the latest are kept for the case that it was removed with its entry. */
export type Versions<T> = readonly (readonly [value: T, at: Stamp])[]

/**
 * A paper on the reading list as it was saved under one name, with everything it takes to agree on it with other devices.
 * Two copies of one entry are joined by `joinEntries`: in whatever order, however often, the result is the same. Entries
 * of one paper under several names stay apart here, so that nothing said of either is lost, and are shown as one.
 */
export interface Entry {
  /** The identifier it was first saved under; never changes. */
  readonly key: PaperId
  /** Every identifier it was ever known by; none is ever taken away. */
  readonly ids: readonly PaperId[]
  readonly fields: { readonly [F in Field]?: Versions<Fields[F]> }
  readonly tags: Readonly<Record<string, Versions<boolean>>>
  /** Notes in Markdown, one of each device that wrote one. */
  readonly notes: Versions<string>
  /** Notes that whoever wrote a later one had before them. */
  readonly rewritten: Seen
  /** Edits that whoever took the paper off the list had before them: those of which they knew nothing bring it back. */
  readonly removed: Seen
  /** What it takes to show and cite it; left out of one that was removed. */
  readonly paper?: Paper
}

/** An entry of which nobody has said anything yet. */
export function blankEntry(key: PaperId, ids: readonly PaperId[] = []): Entry {
  return {
    key,
    ids: uniqueIds([key, ...ids]),
    fields: {},
    tags: {},
    notes: [],
    rewritten: {},
    removed: {},
  }
}

/**
 * Two copies of one entry as one. A product of joins: of each field, tag and note the last edit of each device, of what
 * was seen the union; so it is commutative, associative and idempotent (Shapiro et al., "Conflict-free replicated data
 * types", 2011), but for the paper of an entry that was removed, which comes back with it from whoever still has it.
 */
export function joinEntries(a: Entry, b: Entry): Entry {
  const removed = joinSeen(a.removed, b.removed)
  const rewritten = joinSeen(a.rewritten, b.rewritten)
  const paper = a.paper && b.paper ? mergePapers(a.paper, b.paper) : (a.paper ?? b.paper)
  return settled({
    key: a.key,
    ids: uniqueIds([...a.ids, ...b.ids]),
    fields: joinAll<unknown>(a.fields, b.fields, removed) as Entry['fields'],
    tags: joinAll(a.tags, b.tags, removed),
    notes: joinVersions(a.notes, b.notes, removed).filter(([, at]) => !isSeen(rewritten, at)),
    rewritten,
    removed,
    ...(paper && { paper }),
  })
}

/** Whether it is on the list: removed entries are kept too, so that other devices learn of it. */
export function isListed(entry: Entry): boolean {
  return entry.notes.length > 0 || Object.keys(entry.fields).length > 0 || Object.keys(entry.tags).length > 0
}

/** What a field says over the entries of one paper: the latest edit; undefined where there was none. */
export function fieldOf<F extends Field>(entries: readonly Entry[], field: F): Fields[F] | undefined {
  return latest(entries.flatMap(entry => (entry.fields[field] ?? []) as Versions<Fields[F]>))
}

/** The tags of one paper over its entries, in alphabetical order. */
export function tagsOf(entries: readonly Entry[]): string[] {
  const names = new Set(entries.flatMap(({ tags }) => Object.keys(tags)))
  return [...names].filter(tag => latest(entries.flatMap(({ tags }) => tags[tag] ?? []))).sort()
}

/**
 * The notes of one paper over its entries, the earliest first: one, or several where devices wrote without knowing of each
 * other. An empty one says that it was deleted, which takes nothing away from what others wrote meanwhile.
 */
export function notesOf(entries: readonly Entry[]): string[] {
  const versions = entries.flatMap(({ notes }) => notes).sort(([, a], [, b]) => (a < b ? -1 : 1))
  return [...new Set(versions.map(([text]) => text).filter(text => text !== ''))]
}

/** Every edit that an entry holds. */
export function stampsOf(entry: Entry): Stamp[] {
  const lists = [...Object.values(entry.fields), ...Object.values(entry.tags), entry.notes]
  return lists.flatMap(versions => versions.map(([, at]) => at))
}

/** The latest stamp that an entry mentions, of an edit or of one that was seen; undefined where there is none. */
export function lastStamp(entry: Entry): Stamp | undefined {
  const all = [...stampsOf(entry), ...Object.values(entry.rewritten), ...Object.values(entry.removed)]
  return all.reduce<Stamp | undefined>((last, stamp) => later(last, stamp), undefined)
}

/** `versions` with an edit in place of the earlier one of its device. */
export function withVersion<T>(versions: Versions<T> | undefined, value: T, at: Stamp): Versions<T> {
  return joinVersions(versions ?? [], [[value, at]], {})
}

/** The value of the latest edit. */
export function latest<T>(versions: Versions<T> | undefined): T | undefined {
  let last: readonly [T, Stamp] | undefined
  for (const version of versions ?? []) if (!last || version[1] > last[1]) last = version
  return last?.[0]
}

/** The last edit of each device from both, without those that were removed. */
export function joinVersions<T>(a: Versions<T>, b: Versions<T>, removed: Seen): Versions<T> {
  const byDevice = new Map<string, readonly [T, Stamp]>()
  for (const version of [...a, ...b]) {
    const [, at] = version
    const known = byDevice.get(deviceOf(at))
    if (!isSeen(removed, at) && (!known || at > known[1])) byDevice.set(deviceOf(at), version)
  }
  return [...byDevice.entries()].sort(([x], [y]) => (x < y ? -1 : 1)).map(([, version]) => version)
}

function joinAll<T>(
  a: Readonly<Record<string, Versions<T> | undefined>>,
  b: Readonly<Record<string, Versions<T> | undefined>>,
  removed: Seen,
): Readonly<Record<string, Versions<T>>> {
  const names = [...new Set([...Object.keys(a), ...Object.keys(b)])].sort()
  const joined = names.map(name => [name, joinVersions(a[name] ?? [], b[name] ?? [], removed)] as const)
  return Object.fromEntries(joined.filter(([, versions]) => versions.length > 0))
}

/** Of an entry that is not on the list nothing is kept but that it was, and until when. */
function settled(entry: Entry): Entry {
  if (isListed(entry)) return entry
  const { paper: _, ...rest } = entry
  return rest
}
