import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Entry, isListed, joinEntries } from '@/lib/entries/entry'
import { adds, joinCopies, textOf } from '@/lib/entries/join'
import { parseEntry } from '@/lib/entries/schema'
import { toldPaper } from '@/lib/entries/told-paper'
import { packEntries, toldEntry, unpackEntries } from '@/lib/entries/wire'
import { mergePapers, paperOf } from '@/lib/papers/merge'
import type { PaperRecord } from '@/lib/papers/paper'
import { copiesOf } from './arbitrary'

const told = copiesOf().map(copies => [...joinCopies(copies).values()].map(toldEntry))
const sent = (entries: readonly Entry[]) => unpackEntries(JSON.parse(JSON.stringify(packEntries(entries))))

describe('entries', () => {
  test('arrive as they were sent', () => {
    fc.assert(
      fc.property(told, entries => {
        expect(sent(entries)?.damaged).toBe(0)
        expect(sent(entries)?.entries.map(textOf)).toEqual(entries.map(textOf))
      }),
    )
  })

  test('tell whoever sent them nothing', () => {
    fc.assert(
      fc.property(copiesOf(), copies => {
        for (const entry of joinCopies(copies).values()) expect(adds(entry, toldEntry(entry))).toBe(false)
      }),
    )
  })

  test('that are told again are told the same', () => {
    fc.assert(
      fc.property(told, entries => {
        expect(entries.map(entry => textOf(toldEntry(entry)))).toEqual(entries.map(textOf))
      }),
    )
  })

  test('with names and titles of every kind', () => {
    const paper = paperOf({
      ids: ['openreview:aB_-9', 'doi:10.1000/a(b)c;d', 'title:lanternsthatglowatnight'],
      title: '0',
      authors: ['', '李雷', 'J\u0000'],
      categories: [],
      seen: 0,
    })
    const entry = joinCopies([
      {
        key: 'openreview:aB_-9',
        ids: ['openreview:aB_-9', 'arxiv:2601.00001'],
        fields: { saved: [[7, '0lr9v5mo0000aaaaaaaa']], read: [[null, '0lr9v5mo0zzzbbbbbbbb']] },
        tags: { __proto__: [], '': [[true, '0lr9v5mo0000aaaaaaaa']] },
        notes: [['\ud800 \u2028', '0lr9v5mo0000aaaaaaaa']],
        rewritten: {},
        removed: {},
        paper,
      },
    ]).get('openreview:aB_-9')
    if (!entry) throw new Error('There is one entry')
    expect(sent([toldEntry(entry)])?.entries.map(textOf)).toEqual([textOf(toldEntry(entry))])
  })
})

describe('what is read', () => {
  test.each([
    [null, 'nothing'],
    ['e', 'a text'],
    [{ d: [], t: -1, e: [] }, 'a time before all'],
    [{ d: [1], t: 0, e: [] }, 'a device that is none'],
    [{ d: [], t: 0 }, 'no entries'],
  ] as [unknown, string][])('is refused as a whole: %j, %s', value => expect(unpackEntries(value)).toBeNull())

  test('is an entry, or is counted as damaged, whatever it is', () => {
    const part = fc.oneof(
      fc.anything(),
      fc.constantFrom(['2601.00001'], [0, 5, 0], [[0, 1, 0]], ['note', 0], [0]),
    )
    fc.assert(
      fc.property(fc.array(fc.array(part, { maxLength: 9 }), { maxLength: 4 }), rows => {
        const read = unpackEntries({ d: ['aaaaaaaa'], t: 1_770_000_000_000, e: rows })
        expect((read?.entries.length ?? 0) + (read?.damaged ?? 0)).toBe(rows.length)
        for (const entry of read?.entries ?? []) expect(parseEntry(entry)).not.toBeNull()
      }),
    )
  })

  test('leaves out an entry that is damaged, and no other', () => {
    fc.assert(
      fc.property(told, entries => {
        const { d, t, e } = packEntries(entries)
        const read = unpackEntries({ d, t, e: [[['not a paper']], ...e] })
        expect(read).toEqual({ damaged: 1, entries: sent(entries)?.entries })
      }),
    )
  })
})

describe('of a paper', () => {
  const record: PaperRecord = { ids: ['arxiv:2601.00001'], title: 'Lamps', seen: 100 }
  const many = Array.from({ length: 600 }, (_, n) => `Author ${n}`)

  test.each([
    ['the first of many authors', { authors: many }, { authors: [...many.slice(0, 15), 'et al.'] }],
    ['all of twenty authors', { authors: many.slice(0, 20) }, { authors: many.slice(0, 20) }],
    ['the beginning of a long title', { title: 'x'.repeat(500) }, { title: `${'x'.repeat(399)}…` }],
    ['its first categories', { categories: ['a', 'b', 'c', 'd'] }, { categories: ['a', 'b', 'c'] }],
    ['no abstract', { abstract: 'On lamps.' }, { abstract: undefined }],
    ['where it was published', { journal: 'Lamps 1 (2026)' }, { journal: 'Lamps 1 (2026)' }],
  ] as [string, Partial<PaperRecord>, object][])('%s is told', (_, fields, expected) => {
    const paper = paperOf({ ...record, ...fields })
    const told = toldPaper(paper)
    expect({ ...told, abstract: told.abstract }).toMatchObject(expected)
    // What was cut takes nothing away from who knows it, even where that was seen long before.
    const older = paperOf({ ...record, ...fields, seen: 1 })
    expect(mergePapers(older, told)).toMatchObject(fields)
    expect(toldPaper(told)).toEqual(told)
  })

  test('that no identifier dates, the day it was listed is told', () => {
    const paper = paperOf({
      ids: ['doi:10.1000/1'],
      title: 'Lamps',
      seen: 100,
      listings: [{ digest: 'hf', day: '2026-02-03', seen: 100 }],
    })
    expect(toldPaper(paper).published).toBe('2026-02-03')
  })
})

test('a removal is told without the paper', () => {
  fc.assert(
    fc.property(told, entries => {
      for (const entry of entries) if (!isListed(entry)) expect(entry.paper).toBeUndefined()
      for (const entry of entries) expect(textOf(joinEntries(entry, entry))).toBe(textOf(entry))
    }),
  )
})
