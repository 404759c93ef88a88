import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isSeen, seeing } from '@/lib/entries/clock'
import { type Entry, isListed, joinEntries, stampsOf } from '@/lib/entries/entry'
import { adds, groupEntries, joinCopies, textOf } from '@/lib/entries/join'
import { listRow } from '@/lib/entries/list-row'
import { copiesOf, KEYS } from './arbitrary'

const KEY = KEYS[0] ?? 'arxiv:2601.00001'

/** Two arrays of copies of the same entries, in other orders and with copies doubled. */
const shuffled = (copies: fc.Arbitrary<Entry[]>) =>
  copies.chain(list =>
    fc.tuple(
      fc.constant(list),
      fc.shuffledSubarray([...list, ...list], { minLength: 2 * list.length, maxLength: 2 * list.length }),
    ),
  )

const three = (copies: fc.Arbitrary<Entry[]>) =>
  copies.chain(list => {
    const one = fc.constantFrom(...list)
    return fc.tuple(one, one, one)
  })

describe.each([
  ['with removals', copiesOf([KEY], { papers: false })],
  ['with papers', copiesOf([KEY], { removals: false })],
])('copies of an entry, %s, join', (_, copies) => {
  test('in any order and grouping, however often', () => {
    fc.assert(
      fc.property(three(copies), ([a, b, c]) => {
        const left = joinEntries(joinEntries(a, b), c)
        expect(textOf(joinEntries(b, a))).toBe(textOf(joinEntries(a, b)))
        expect(textOf(joinEntries(a, joinEntries(b, c)))).toBe(textOf(left))
        expect(textOf(joinEntries(left, b))).toBe(textOf(left))
        expect(textOf(joinEntries(a, a))).toBe(textOf(a))
      }),
    )
  })

  test('so that the join has nothing to learn of either', () => {
    fc.assert(
      fc.property(three(copies), ([a, b]) => {
        const joined = joinEntries(a, b)
        expect([adds(joined, a), adds(joined, b)]).toEqual([false, false])
        expect(adds(a, joined)).toBe(textOf(a) !== textOf(joined))
      }),
    )
  })

  test('to one, whatever arrives first or twice', () => {
    fc.assert(
      fc.property(shuffled(copies), ([list, other]) => {
        expect([...joinCopies(other).values()].map(textOf)).toEqual(
          [...joinCopies(list).values()].map(textOf),
        )
      }),
    )
  })
})

test('edits that whoever removed the entry did not know of bring it back, and no others', () => {
  fc.assert(
    fc.property(three(copiesOf([KEY])), ([a, b]) => {
      const removed = { ...a, removed: seeing(a.removed, stampsOf(a)) }
      const both = joinEntries(removed, b)
      const isUnknown = (at: string) => !isSeen(both.removed, at)
      const isRewritten = (at: string) => isSeen(both.rewritten, at)
      const notes = b.notes.map(([, at]) => at)
      const back = stampsOf(b).filter(at => isUnknown(at) && !(notes.includes(at) && isRewritten(at)))
      expect(stampsOf(both).sort()).toEqual(back.sort())
      expect(isListed(both)).toBe(back.length > 0)
    }),
  )
})

test('what is shown does not depend on the order of entries', () => {
  fc.assert(
    fc.property(
      copiesOf().chain(list => {
        const entries = [...joinCopies(list).values()]
        return fc.tuple(fc.constant(entries), fc.shuffledSubarray(entries, { minLength: entries.length }))
      }),
      ([entries, other]) => {
        expect(shown(other)).toEqual(shown(entries))
        const listed = entries.filter(isListed).map(({ key }) => key)
        expect(
          shown(entries)
            .flatMap(row => row.keys)
            .sort(),
        ).toEqual(listed.sort())
      },
    ),
  )
})

function shown(entries: readonly Entry[]) {
  return groupEntries(entries)
    .flatMap(group => listRow(group) ?? [])
    .sort((a, b) => (a.keys.join() < b.keys.join() ? -1 : 1))
}
