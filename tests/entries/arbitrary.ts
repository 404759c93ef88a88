import fc from 'fast-check'
import { nextStamp, type Seen, type Stamp, seeing } from '@/lib/entries/clock'
import { blankEntry, type Entry, joinEntries, LIST_STATES, stampsOf, withVersion } from '@/lib/entries/entry'
import type { PaperId } from '@/lib/papers/identifier'
import { paperOf } from '@/lib/papers/merge'

const DEVICES = ['a', 'b', 'c']
export const KEYS: readonly PaperId[] = [
  'arxiv:2601.00001',
  'doi:10.1000/1',
  'acl:P18-1001',
  'arxiv:hep-th/9901001',
]

/** One thing that somebody does to an entry on one device, or that this device hears of another. */
interface Act {
  readonly device: number
  readonly what:
    | 'state'
    | 'rating'
    | 'saved'
    | 'read'
    | 'from'
    | 'place'
    | 'into'
    | 'tag'
    | 'note'
    | 'remove'
    | 'hear'
    | 'name'
    | 'paper'
  readonly value: number
  readonly clock: number
}

const act: fc.Arbitrary<Act> = fc.record({
  device: fc.nat(DEVICES.length - 1),
  what: fc.constantFrom(
    'state',
    'rating',
    'saved',
    'read',
    'from',
    'place',
    'into',
    'tag',
    'note',
    'remove',
    'hear',
    'name',
    'paper',
  ),
  value: fc.nat(5),
  clock: fc.nat(4000),
})

/**
 * Copies of entries as devices have them that hear of each other now and then. A removed entry has no paper until it comes
 * back with it, so what is said of whole entries is said of those that were never removed.
 */
export function copiesOf(
  keys: readonly PaperId[] = KEYS,
  { removals = true, papers = true } = {},
): fc.Arbitrary<Entry[]> {
  const history = fc.array(
    act.filter(({ what }) => (removals || what !== 'remove') && (papers || what !== 'paper')),
    { minLength: 1, maxLength: 25 },
  )
  return fc.tuple(...keys.map(key => history.map(acts => lived(key, acts)))).map(copies => copies.flat())
}

/** Every state that a device's copy of an entry was in: what may be on the way to another. */
function lived(key: PaperId, acts: readonly Act[]): Entry[] {
  const copies = DEVICES.map(() => blankEntry(key))
  const clocks: (Stamp | undefined)[] = DEVICES.map(() => undefined)
  const all: Entry[] = []
  for (const { device, what, value, clock } of acts) {
    // No two edits have one stamp: devices are other ones for each entry.
    const name = `${DEVICES[device]}${KEYS.indexOf(key)}`.padEnd(8, 'x')
    const copy = copies[device] ?? blankEntry(key)
    const other = copies[value % DEVICES.length] ?? copy
    const known = [clocks[device], ...stampsOf(copy)]
      .filter(stamp => stamp !== undefined)
      .sort()
      .at(-1)
    const at = nextStamp(known, 1_770_000_000_000 + clock, name)
    clocks[device] = at
    const after = what === 'hear' ? joinEntries(copy, other) : edited(copy, what, value, at)
    copies[device] = joinEntries(after, after)
    all.push(copies[device])
  }
  return all
}

function edited(entry: Entry, what: Act['what'], value: number, at: Stamp): Entry {
  const set = (field: string, said: unknown): Entry => ({
    ...entry,
    fields: { ...entry.fields, [field]: withVersion(entry.fields[field as 'state'], said as never, at) },
  })
  switch (what) {
    case 'state':
      return set('state', LIST_STATES[value % LIST_STATES.length])
    case 'rating':
      return set('rating', value)
    case 'saved':
      return set('saved', 1_700_000_000_000 + value)
    case 'read':
      return set('read', value > 2 ? 1_700_000_000_000 + value : null)
    case 'from':
      return set('from', value > 2 ? 'arxiv.org' : null)
    case 'place':
      return set('place', value > 2 ? `a${value}` : null)
    case 'into':
      return set('into', value > 3 ? null : (KEYS[value] ?? null))
    case 'tag': {
      const tag = `tag ${value % 2}`
      return { ...entry, tags: { ...entry.tags, [tag]: withVersion(entry.tags[tag], value > 1, at) } }
    }
    case 'note':
      return {
        ...entry,
        notes: [[value > 4 ? '' : `note ${at}`, at]],
        rewritten: seeing(
          entry.rewritten,
          entry.notes.map(([, stamp]) => stamp),
        ),
      }
    case 'remove':
      return { ...entry, removed: removedBy(entry) }
    case 'name':
      return { ...set('rating', value), ids: [...entry.ids, KEYS[value % KEYS.length] ?? entry.key].sort() }
    case 'paper':
      return { ...set('saved', 1_700_000_000_000), paper: paperNamed(entry.key, value) }
    default:
      return entry
  }
}

function removedBy(entry: Entry): Seen {
  return seeing(entry.removed, stampsOf(entry))
}

function paperNamed(key: PaperId, value: number) {
  return paperOf({
    ids: [key],
    title: `Lamps ${value}`,
    authors: ['Ada Lamp'],
    ...(value % 2 && { published: '2026-01-02', journal: 'Lamps' }),
    seen: 1_700_000_000 + (value % 3),
  })
}
