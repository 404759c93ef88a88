import { compareIds, type PaperId } from './identifier'
import type { Listing, Paper, PaperField, PaperFields, PaperRecord } from './paper'

const FIELDS = [
  'title',
  'abstract',
  'authors',
  'published',
  'appeared',
  'organization',
  'code',
  'codeStars',
  'project',
  'categories',
  'version',
  'comment',
  'journal',
] as const satisfies readonly PaperField[]

/** One source's record as a paper. Throws when the record carries no identifier: it could never be found again. */
export function paperOf(record: PaperRecord): Paper {
  const ids = uniqueIds(record.ids)
  const [id] = ids
  if (!id) throw new Error(`A paper needs an identifier: "${record.title}"`)
  const fields: Partial<Record<PaperField, unknown>> = {}
  const fieldSeen: Partial<Record<PaperField, number>> = {}
  for (const field of FIELDS) {
    if (record[field] === undefined) continue
    fields[field] = record[field]
    fieldSeen[field] = record.seen
  }
  return {
    ...(fields as unknown as PaperFields),
    id,
    ids,
    fieldSeen,
    summaries: joinBy(record.summaries ?? [], [], summary => summary.digest),
    topicLists: joinBy(record.topicLists ?? [], [], list => list.digest),
    listings: joinBy(record.listings ?? [], [], listingKey),
  }
}

/**
 * Two records of one paper as one, with no field lost: identifiers united, every field, summary, topic list and
 * listing as it was last observed. A join of last-writer-wins registers and maps of them, so it is commutative,
 * associative and idempotent (Shapiro et al., "Conflict-free replicated data types", 2011); where two observations
 * are of the same second the one that says more wins.
 */
export function mergePapers(a: Paper, b: Paper): Paper {
  const ids = uniqueIds([...a.ids, ...b.ids])
  const fields: Partial<Record<PaperField, unknown>> = {}
  const fieldSeen: Partial<Record<PaperField, number>> = {}
  for (const field of FIELDS) {
    const winner = later(
      { value: a[field], seen: a.fieldSeen[field] ?? 0 },
      { value: b[field], seen: b.fieldSeen[field] ?? 0 },
    )
    if (winner.value === undefined) continue
    fields[field] = winner.value
    fieldSeen[field] = winner.seen
  }
  return {
    ...(fields as unknown as PaperFields),
    id: ids[0] ?? a.id,
    ids,
    fieldSeen,
    summaries: joinBy(a.summaries, b.summaries, summary => summary.digest),
    topicLists: joinBy(a.topicLists, b.topicLists, list => list.digest),
    listings: joinBy(a.listings, b.listings, listingKey),
  }
}

/** Names one listing: the digest and the day, where it has one. */
export function listingKey(listing: Pick<Listing, 'digest' | 'day'>): string {
  return `${listing.digest} ${listing.day ?? ''}`
}

/** Identifiers without repeats, best first. */
export function uniqueIds(ids: readonly PaperId[]): PaperId[] {
  return [...new Set(ids)].sort(compareIds)
}

interface Observed {
  readonly value: unknown
  readonly seen: number
}

function later(a: Observed, b: Observed): Observed {
  if (a.value === undefined) return b
  if (b.value === undefined) return a
  if (a.seen !== b.seen) return a.seen > b.seen ? a : b
  return saysMore(a.value, b.value) >= 0 ? a : b
}

/** Joins two lists of observations by key; the order of the result depends on the keys alone. */
function joinBy<T extends { readonly seen: number }>(
  a: readonly T[],
  b: readonly T[],
  key: (item: T) => string,
): T[] {
  const byKey = new Map<string, T>()
  for (const item of [...a, ...b]) {
    const known = byKey.get(key(item))
    const wins = !known || item.seen > known.seen || (item.seen === known.seen && saysMore(item, known) > 0)
    if (wins) byKey.set(key(item), item)
  }
  return [...byKey.entries()].sort(([x], [y]) => (x < y ? -1 : 1)).map(([, item]) => item)
}

/** A total order for two values observed in the same second: higher numbers, longer texts, then the alphabet. */
function saysMore(a: unknown, b: unknown): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b
  const [x, y] = [canonical(a), canonical(b)]
  const votes = (value: unknown) => (value as { upvotes?: number } | null)?.upvotes ?? -1
  return votes(a) - votes(b) || x.length - y.length || (x < y ? -1 : x > y ? 1 : 0)
}

/** JSON with sorted keys, so that equal values compare equal whatever order their keys were set in. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    part && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([x], [y]) => (x < y ? -1 : 1)))
      : part,
  )
}
