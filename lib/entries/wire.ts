import { z } from '../zod'
import { deviceOf, type Seen, type Stamp, timeOf } from './clock'
import {
  type Entry,
  FIELDS,
  type Field,
  joinEntries,
  LIST_STATES,
  type ListState,
  stampsOf,
  type Versions,
} from './entry'
import { parseEntry } from './schema'
import { toldPaper } from './told-paper'
import { packId, packPaper, unpackId, unpackPaper } from './wire-paper'

/**
 * Entries in few letters: devices are named once, stamps are differences in milliseconds, states are numbers, and what is
 * empty at the end of an entry is left out. `e` holds an entry each as [identifiers, stamps, fields, tags, notes,
 * rewritten, removed, paper], with edits as pairs of a value and the number of a stamp.
 */
export interface Packed {
  /** The devices that made the edits. */
  readonly d: readonly string[]
  /** The time of the earliest edit; the others are counted from it. */
  readonly t: number
  readonly e: readonly (readonly unknown[])[]
}

const packedSchema = z.object({
  d: z.array(z.string()).check(z.maxLength(10_000)),
  t: z.int().check(z.gte(0)),
  e: z.array(z.array(z.unknown())).check(z.maxLength(10_000)),
})

const ref = z.int().check(z.gte(0))
const value = z.union([z.string(), z.number(), z.null()])
const pairs = z.array(value)
const packedEntrySchema = z.object({
  ids: z.array(z.string()).check(z.minLength(1)),
  stamps: z.array(z.int().check(z.gte(0))),
  fields: z.array(pairs),
  tags: z.record(z.string(), pairs),
  notes: pairs,
  rewritten: z.array(ref),
  removed: z.array(ref),
  paper: z.optional(z.array(z.unknown())),
})

/** What is told of an entry where there is little room: all that the reader did, and of the paper what it takes to cite it. */
export function toldEntry(entry: Entry): Entry {
  const { paper, ...rest } = joinEntries(entry, entry)
  return paper ? { ...rest, paper: toldPaper(paper) } : rest
}

/** Entries as they are sent. What comes out depends on the entries and their order alone. */
export function packEntries(entries: readonly Entry[]): Packed {
  const all = entries.flatMap(everyStamp)
  const devices = [...new Set(all.map(deviceOf))].sort()
  const first = all.reduce((least, stamp) => Math.min(least, timeOf(stamp)), Infinity)
  const t = all.length > 0 ? first : 0
  return { d: devices, t, e: entries.map(entry => packEntry(entry, devices, t)) }
}

/**
 * Entries as they were sent, and how many there were that could not be read; null where nothing could. Each is parsed as
 * what it is: from outside.
 */
export function unpackEntries(
  value: unknown,
): { readonly entries: Entry[]; readonly damaged: number } | null {
  const packed = z.safeParse(packedSchema, value)
  if (!packed.success) return null
  const { d, t, e } = packed.data
  const entries = e.flatMap(row => unpackEntry(row, d, t) ?? [])
  return { entries, damaged: e.length - entries.length }
}

function everyStamp(entry: Entry): Stamp[] {
  return [...stampsOf(entry), ...Object.values(entry.rewritten), ...Object.values(entry.removed)]
}

function packEntry(entry: Entry, devices: readonly string[], t: number): unknown[] {
  const stamps = [...new Set(everyStamp(entry))].sort()
  const number = new Map(stamps.map((stamp, n) => [stamp, n]))
  const refs = (seen: Seen) => Object.values(seen).map(stamp => number.get(stamp))
  let before = t
  const times = stamps.flatMap(stamp => {
    const passed = timeOf(stamp) - before
    before += passed
    return [devices.indexOf(deviceOf(stamp)), passed, countOf(stamp)]
  })
  const fields = FIELDS.flatMap((field, n) => {
    const versions: Versions<unknown> = entry.fields[field] ?? []
    return versions.length > 0
      ? [[n, ...versions.flatMap(([value, at]) => [packValue(field, value, at), number.get(at)])]]
      : []
  })
  const tags = Object.entries(entry.tags).map(([tag, versions]) => [
    tag,
    versions.flatMap(([on, at]) => [on ? 1 : 0, number.get(at)]),
  ])
  const ids = [entry.key, ...entry.ids.filter(id => id !== entry.key)]
  const row: unknown[] = [
    ids.map(packId),
    times,
    fields,
    tags.length > 0 ? Object.fromEntries(tags) : 0,
    entry.notes.flatMap(([text, at]) => [text, number.get(at)]),
    refs(entry.rewritten),
    refs(entry.removed),
    entry.paper ? packPaper(entry.paper, entry.ids) : 0,
  ].map(part => (Array.isArray(part) && part.length === 0 ? 0 : part))
  while (row.at(-1) === 0) row.pop()
  return row
}

function unpackEntry(row: readonly unknown[], devices: readonly string[], t: number): Entry | null {
  const [ids, stamps, fields, tags, notes, rewritten, removed, paper] = row
  const parsed = z.safeParse(packedEntrySchema, {
    ids,
    stamps: stamps || [],
    fields: fields || [],
    tags: tags || {},
    notes: notes || [],
    rewritten: rewritten || [],
    removed: removed || [],
    ...(paper ? { paper } : {}),
  })
  if (!parsed.success) return null
  const known = unpackStamps(parsed.data.stamps, devices, t)
  const at = (n: unknown) => known[Number(n)]
  const seen = (refs: readonly number[]) =>
    Object.fromEntries(refs.flatMap(n => (at(n) ? [[deviceOf(at(n) ?? ''), at(n)]] : [])))
  const names = parsed.data.ids.map(unpackId)
  return parseEntry({
    key: names[0],
    ids: names,
    fields: Object.fromEntries(
      parsed.data.fields.map(([n, ...versions]) => {
        const field = FIELDS[Number(n)]
        return [field, inPairs(versions).map(([value, n]) => [unpackValue(field, value, at(n)), at(n)])]
      }),
    ),
    tags: Object.fromEntries(
      Object.entries(parsed.data.tags).map(([tag, versions]) => [
        tag,
        inPairs(versions).map(([on, n]) => [on === 1, at(n)]),
      ]),
    ),
    notes: inPairs(parsed.data.notes).map(([text, n]) => [text, at(n)]),
    rewritten: seen(parsed.data.rewritten),
    removed: seen(parsed.data.removed),
    ...(parsed.data.paper && { paper: unpackPaper(parsed.data.paper, names) }),
  })
}

function unpackStamps(numbers: readonly number[], devices: readonly string[], t: number): Stamp[] {
  let time = t
  const stamps: Stamp[] = []
  for (let n = 0; n + 2 < numbers.length; n += 3) {
    time += numbers[n + 1] ?? 0
    const count = (numbers[n + 2] ?? 0).toString(36).padStart(3, '0')
    stamps.push(`${time.toString(36).padStart(9, '0')}${count}${devices[numbers[n] ?? 0] ?? ''}`)
  }
  return stamps
}

function countOf(stamp: Stamp): number {
  return Number.parseInt(stamp.slice(9, 12), 36)
}

/** Most times are those of the edit that says them. */
function packValue(field: Field, value: unknown, at: Stamp): unknown {
  if (field === 'state') return LIST_STATES.indexOf(value as ListState)
  const isTime = (field === 'saved' || field === 'read') && typeof value === 'number'
  return isTime ? value - timeOf(at) : value
}

function unpackValue(field: Field | undefined, value: unknown, at: Stamp | undefined): unknown {
  if (field === 'state') return LIST_STATES[Number(value)]
  const isTime = (field === 'saved' || field === 'read') && typeof value === 'number'
  return isTime ? value + timeOf(at ?? '') : value
}

function inPairs(flat: readonly unknown[]): (readonly [unknown, unknown])[] {
  return Array.from({ length: Math.ceil(flat.length / 2) }, (_, n) => [flat[2 * n], flat[2 * n + 1]] as const)
}
