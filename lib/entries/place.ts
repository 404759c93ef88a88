import { generateNKeysBetween } from 'fractional-indexing'
import type { PaperId } from '../papers/identifier'
import type { ListRow } from './list-row'

/** Places grow where much is put in between; other devices take none that is over 200 letters long. */
const LONGEST = 150

/** Places that papers are to be given, by the identifiers of their rows. */
export type Places = readonly (readonly [id: PaperId, place: string])[]

/**
 * The places that put `moved` papers, in their order, right before or after `anchor`. `rows` is the whole list in the order
 * by hand. Papers without a place come after those with one, so what stands before the new place and has none is
 * given one too; and what stands after it at the same place, as two devices may have said, is moved on.
 */
export function placesFor(
  rows: readonly ListRow[],
  moved: readonly ListRow[],
  anchor: PaperId,
  side: 'before' | 'after',
): Places {
  const movedIds = new Set(moved.map(({ id }) => id))
  const rest = rows.filter(({ id }) => !movedIds.has(id))
  const at = rest.findIndex(({ id }) => id === anchor)
  if (at < 0 || moved.length === 0) return []
  const cut = side === 'before' ? at : at + 1
  const before = rest.slice(0, cut)
  const after = rest.slice(cut)
  const firstBare = before.findIndex(({ place }) => place === undefined)
  const kept = firstBare < 0 ? before.length : firstBare
  const low = before[kept - 1]?.place ?? null
  const next = after.findIndex(({ place }) => place === undefined || low === null || place > low)
  const crowded = next < 0 ? after.length : next
  const high = after[crowded]?.place ?? null
  const given = [...before.slice(kept), ...moved, ...after.slice(0, crowded)]
  const places = between(low, high, given.length)
  if (places) return given.map(({ id }, i) => [id, places[i] ?? ''] as const)
  // There is no room left, or a place came from elsewhere that nothing can be put beside: all are given new ones.
  const all = [...before, ...moved, ...after.filter(({ place }) => place !== undefined)]
  const fresh = between(null, null, all.length) ?? []
  return all.map(({ id }, i) => [id, fresh[i] ?? ''] as const)
}

function between(low: string | null, high: string | null, count: number): string[] | null {
  try {
    const places = generateNKeysBetween(low, high, count)
    return places.every(({ length }) => length <= LONGEST) ? places : null
  } catch {
    return null
  }
}
