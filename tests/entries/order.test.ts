import { describe, expect, test } from 'vitest'
import type { ListRow } from '@/lib/entries/list-row'
import {
  countTags,
  type Grouping,
  groupingNamed,
  groupRows,
  SORTS,
  type Sort,
  sortNamed,
  sortRows,
} from '@/lib/entries/order'
import { placesFor } from '@/lib/entries/place'
import { rowOf } from './list-rows'

const ids = (rows: readonly ListRow[]) => rows.map(({ id }) => id.slice('arxiv:'.length)).join(' ')

describe('the order of the list', () => {
  const a = rowOf('a', {
    saved: 3,
    title: 'the Zebra',
    date: '2024-02-01',
    rating: 5,
    upvotes: 0,
    place: 'a2',
  })
  const b = rowOf('b', { saved: 2, title: '“Ähnlich”', priority: 3, rating: 5, read: 9, place: 'a1' })
  const c = rowOf('c', { saved: 1, title: 'alpha', date: '2025-01-01', upvotes: 7 })
  const d = rowOf('d', { saved: 4, title: 'Beta', priority: 1, date: '2024-02-01' })

  test.each<[Sort, string, string]>([
    ['saved', 'd a b c', 'the latest first'],
    ['first', 'c b a d', 'the earliest first'],
    ['priority', 'b d a c', 'high first, and those of one priority last saved first'],
    ['rating', 'a b d c', 'the best first'],
    ['title', 'b c d a', 'without case, accents and marks before the first letter'],
    ['year', 'c d a b', 'the newest first, those without one last'],
    ['upvotes', 'c a d b', 'none counted comes after none given'],
    ['read', 'b d a c', 'last read first, unread ones last'],
    ['hand', 'b a d c', 'those without a place last'],
  ])('%s: %s (%s)', (sort, expected) => {
    expect(ids(sortRows([a, b, c, d], sort))).toBe(expected)
    expect(ids(sortRows([d, c, b, a], sort))).toBe(expected)
  })

  test('is the same of rows that were saved in the same moment, in whatever order they come', () => {
    const rows = ['q', 'p', 'r'].map(id => rowOf(id, { title: 'Same' }))
    for (const sort of SORTS) expect(ids(sortRows(rows, sort))).toBe('p q r')
  })

  test.each<[string | null | undefined, Sort, Grouping]>([
    ['title', 'title', 'none'],
    ['tag', 'saved', 'tag'],
    ['newest', 'saved', 'none'],
    [null, 'saved', 'none'],
    [undefined, 'saved', 'none'],
  ])('%j is the order %s and the grouping %s', (name, sort, grouping) => {
    expect([sortNamed(name), groupingNamed(name)]).toEqual([sort, grouping])
  })
})

describe('groups of the list', () => {
  const may = new Date(2026, 4, 31, 23, 59).getTime()
  const june = new Date(2026, 5, 1).getTime()
  const a = rowOf('a', { state: 'done', tags: ['maps', 'Zoo'], date: '2024-02-01', saved: may })
  const b = rowOf('b', { state: 'reading', tags: ['maps'], priority: 2, saved: june })
  const c = rowOf('c', { state: 'done', date: '2025-02-01', priority: 3, saved: june })

  test.each<[Grouping, [string, string][]]>([
    ['none', [['', 'a b c']]],
    [
      'state',
      [
        ['Reading', 'b'],
        ['Done', 'a c'],
      ],
    ],
    [
      'tag',
      [
        ['maps', 'a b'],
        ['Zoo', 'a'],
        ['No tag', 'c'],
      ],
    ],
    [
      'year',
      [
        ['2025', 'c'],
        ['2024', 'a'],
        ['No year', 'b'],
      ],
    ],
    [
      'priority',
      [
        ['High', 'c'],
        ['Medium', 'b'],
        ['No priority', 'a'],
      ],
    ],
    [
      'month',
      [
        ['June 2026', 'b c'],
        ['May 2026', 'a'],
      ],
    ],
  ])('by %s', (grouping, expected) => {
    expect(groupRows([a, b, c], grouping).map(({ name, rows }) => [name, ids(rows)])).toEqual(expected)
  })

  test('tags are counted, in alphabetical order', () => {
    expect(countTags([a, b, c])).toEqual([
      ['maps', 2],
      ['Zoo', 1],
    ])
  })
})

describe('places by hand', () => {
  const placed = (...places: (string | undefined)[]) =>
    places.map((place, i) => rowOf(String.fromCharCode(97 + i), place === undefined ? {} : { place }))
  /** The order after a move, and how many papers were given a place for it. */
  const after = (rows: readonly ListRow[], moved: string, anchor: string, side: 'before' | 'after') => {
    const chosen = [...moved].map(id => rows.find(row => row.id === `arxiv:${id}`)).filter(row => !!row)
    const places = new Map(placesFor(rows, chosen, `arxiv:${anchor}`, side))
    const next = rows.map((row): ListRow => {
      const place = places.get(row.id)
      return place === undefined ? row : { ...row, place }
    })
    return `${ids(sortRows(next, 'hand')).replaceAll(' ', '')} ${places.size}`
  }

  test.each<[string, (string | undefined)[], string, string, 'before' | 'after', string]>([
    ['one moves up', ['a0', 'a1', 'a2'], 'c', 'a', 'before', 'cab 1'],
    ['one moves down', ['a0', 'a1', 'a2'], 'a', 'c', 'after', 'bca 1'],
    ['between two', ['a0', 'a1', 'a2'], 'a', 'b', 'after', 'bac 1'],
    [
      'where none has a place, before the first',
      [undefined, undefined, undefined],
      'c',
      'a',
      'before',
      'cab 1',
    ],
    ['those before it are given places too', [undefined, undefined, undefined], 'a', 'b', 'after', 'bac 2'],
    ['after the last of those with a place', ['a0', undefined, undefined], 'c', 'a', 'after', 'acb 1'],
    ['several keep their order', ['a0', 'a1', 'a2', 'a3'], 'bd', 'a', 'before', 'bdac 2'],
    ['between two at the same place', ['a0', 'a0', 'a1'], 'c', 'a', 'after', 'acb 2'],
    ['beside a place that nothing can be put beside', ['zz', 'zzz', 'zzzz'], 'c', 'a', 'after', 'acb 3'],
    [
      'beside a place that is as long as can be',
      [`a0${'0'.repeat(180)}1`, 'a01'],
      'b',
      'a',
      'before',
      'ba 1',
    ],
    ['beside nothing', ['a0', 'a1'], 'a', 'x', 'after', 'ab 0'],
    ['beside itself', ['a0', 'a1'], 'a', 'a', 'after', 'ab 0'],
  ])('%s', (_, places, moved, anchor, side, expected) => {
    expect(after(placed(...places), moved, anchor, side)).toBe(expected)
  })

  test('stay short enough for other devices however often papers are put at one place', () => {
    let rows = placed('a0', 'a1', 'a2')
    for (let n = 0; n < 900; n++) {
      const ordered = sortRows(rows, 'hand')
      const [first, , last] = ordered
      if (!first || !last) throw new Error('There are three rows')
      const places = new Map(placesFor(ordered, [last], first.id, 'after'))
      rows = rows.map(row => ({ ...row, place: places.get(row.id) ?? row.place ?? '' }))
    }
    expect(Math.max(...rows.map(({ place }) => place?.length ?? 0))).toBeLessThanOrEqual(200)
    expect(new Set(rows.map(({ place }) => place)).size).toBe(3)
  })
})
