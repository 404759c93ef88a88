import type { Stamp } from '@/lib/entries/clock'
import { type Entry, isListed, type Versions } from '@/lib/entries/entry'
import type { PaperId } from '@/lib/papers/identifier'

/** One thing that was said at one time: a field, a tag or a note of an entry. */
interface Said {
  /** The entry and what of it: `arxiv:2601.00001 field state`. */
  readonly slot: string
  readonly value: unknown
  readonly at: Stamp
}

/**
 * Remembers every edit that any reader made, beside the list and without its merging: what an edit said, and what it took
 * away of what its device had. What nobody who had it took away must still be there in the end.
 */
export class Oracle {
  readonly #said = new Map<string, Said>()
  readonly #takenAway = new Set<string>()
  readonly problems: string[] = []
  /** How many notes stood beside others that were written without knowing of them. */
  conflicts = 0

  /** What the edit of a reader changed in an entry of the reader's device. */
  edited(device: string, before: Entry | undefined, after: Entry): void {
    const [had, has] = [saidIn(before), saidIn(after)]
    for (const [name, said] of has) {
      if (had.has(name)) continue
      const known = this.#said.get(name)
      if (known && known.value !== said.value)
        this.problems.push(`${device}: two edits have the stamp of ${name}`)
      this.#said.set(name, said)
    }
    for (const name of had.keys()) if (!has.has(name)) this.#takenAway.add(name)
  }

  /** What came from other devices: it must have been said, and may take away only what a reader took away. */
  synced(device: string, before: Entry | undefined, after: Entry): void {
    const [had, has] = [saidIn(before), saidIn(after)]
    for (const name of has.keys())
      if (!had.has(name) && !this.#said.has(name)) this.problems.push(`${device}: nobody ever said ${name}`)
    for (const name of had.keys())
      if (!has.has(name) && !this.#takenAway.has(name)) this.problems.push(`${device}: lost ${name}`)
    if (after.notes.filter(([text]) => text !== '').length > 1) this.conflicts += 1
  }

  /** What must be there in the end: by slot the value of the latest edit, and of notes all of them. */
  expected(): Map<string, unknown> {
    const bySlot = Map.groupBy(this.#alive(), ({ slot }) => slot)
    return new Map(
      [...bySlot].map(([slot, versions]) => {
        const inOrder = versions.sort((a, b) => (a.at < b.at ? -1 : 1))
        return [slot, slot.endsWith(' note') ? inOrder.map(({ value }) => value) : inOrder.at(-1)?.value]
      }),
    )
  }

  /** What the list must show of a paper, by the entries that it is made of. */
  shown(keys: readonly PaperId[]) {
    const versions = this.#alive().filter(({ slot }) => keys.some(key => slot.startsWith(`${key} `)))
    const inOrder = versions.sort((a, b) => (a.at < b.at ? -1 : 1))
    const last = (what: string) => inOrder.findLast(({ slot }) => slot.endsWith(` ${what}`))?.value
    const notes = inOrder.filter(({ slot, value }) => slot.endsWith(' note') && value !== '')
    const tags = inOrder.flatMap(({ slot }) => slot.match(/ tag (.*)$/)?.[1] ?? [])
    return {
      state: last('field state') ?? 'to-read',
      priority: last('field priority') ?? 0,
      rating: last('field rating') ?? 0,
      place: last('field place') ?? undefined,
      tags: [...new Set(tags)].filter(tag => last(`tag ${tag}`)).sort(),
      notes: [...new Set(notes.map(({ value }) => value))],
    }
  }

  #alive(): Said[] {
    return [...this.#said].filter(([name]) => !this.#takenAway.has(name)).map(([, said]) => said)
  }
}

/** What a device has in the end, in the shape of `expected`. */
export function found(entries: readonly Entry[]): Map<string, unknown> {
  const last = (versions: Versions<unknown>) => versions.toSorted(([, a], [, b]) => (a < b ? -1 : 1))
  return new Map(
    entries
      .filter(isListed)
      .flatMap(entry => [
        ...Object.entries(entry.fields).map(
          ([field, versions]) => [`${entry.key} field ${field}`, last(versions).at(-1)?.[0]] as const,
        ),
        ...Object.entries(entry.tags).map(
          ([tag, versions]) => [`${entry.key} tag ${tag}`, last(versions).at(-1)?.[0]] as const,
        ),
        ...(entry.notes.length > 0
          ? [[`${entry.key} note`, last(entry.notes).map(([text]) => text)] as const]
          : []),
      ]),
  )
}

function saidIn(entry: Entry | undefined): Map<string, Said> {
  if (!entry) return new Map()
  const of = (slot: string, versions: Versions<unknown>) =>
    versions.map(([value, at]): [string, Said] => [
      `${entry.key} ${slot} @${at}`,
      { slot: `${entry.key} ${slot}`, value, at },
    ])
  return new Map([
    ...Object.entries(entry.fields).flatMap(([field, versions]) => of(`field ${field}`, versions)),
    ...Object.entries(entry.tags).flatMap(([tag, versions]) => of(`tag ${tag}`, versions)),
    ...of('note', entry.notes),
  ])
}
