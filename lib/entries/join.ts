import type { PaperId } from '../papers/identifier'
import { type Entry, fieldOf, isListed, joinEntries } from './entry'

/** Copies of entries with those of one entry joined, by key. What comes out does not depend on the order of what goes in. */
export function joinCopies(copies: readonly Entry[]): Map<PaperId, Entry> {
  const joined = new Map<PaperId, Entry>()
  for (const copy of copies) {
    const known = joined.get(copy.key)
    joined.set(copy.key, known ? joinEntries(known, copy) : joinEntries(copy, copy))
  }
  return joined
}

/** Whether a copy of an entry knows something that `entry` does not. */
export function adds(entry: Entry | undefined, copy: Entry): boolean {
  return !entry || textOf(joinEntries(entry, copy)) !== textOf(joinEntries(entry, entry))
}

/** A text that is the same for entries that say the same. */
export function textOf(entry: Entry): string {
  return JSON.stringify(entry, (_, part: unknown) =>
    part && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  )
}

/**
 * Entries that are on the list, put together by paper: those that share an identifier, or that the reader merged, directly
 * or through others.
 */
export function groupEntries(entries: readonly Entry[]): Entry[][] {
  const listed = entries.filter(isListed)
  const parent = new Map<PaperId, PaperId>(listed.map(({ key }) => [key, key]))
  const root = (key: PaperId): PaperId => {
    const above = parent.get(key)
    if (above === undefined || above === key) return key
    const top = root(above)
    parent.set(key, top)
    return top
  }
  const named = new Map<PaperId, PaperId>()
  for (const { key, ids } of listed)
    for (const id of ids) {
      const other = named.get(id)
      if (other === undefined) named.set(id, key)
      else parent.set(root(other), root(key))
    }
  for (const entry of listed) {
    const into = fieldOf([entry], 'into')
    const target = into && (parent.has(into) ? into : named.get(into))
    if (target) parent.set(root(target), root(entry.key))
  }
  return [...Map.groupBy(listed, ({ key }) => root(key)).values()]
}
