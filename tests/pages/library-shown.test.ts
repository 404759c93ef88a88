import { describe, expect, test } from 'vitest'
import { searchText } from '@/lib/entries/filter'
import { hashOf, wantedIn } from '@/lib/pages/library-address'
import { countStates, linesOf, matching } from '@/lib/pages/library-shown'
import { layOut, lineAt, windowOf } from '@/lib/pages/library-window'
import { rowOf } from '../entries/list-rows'

const LAMP = rowOf('1', {
  title: 'Lamps that glow',
  authors: ['Ada Lovelace'],
  tags: ['light'],
  state: 'done',
})
const GULL = rowOf('2', { title: 'Gulls at night', authors: ['Alan Turing'], topics: ['birds'] })
const BOTH = rowOf('3', { title: 'Gulls and lamps', tags: ['light', 'birds of prey'], state: 'reading' })
const ROWS = [LAMP, GULL, BOTH]
const words = (row: (typeof ROWS)[number]) => searchText(row, row === GULL ? 'They follow lamps.' : '')

describe('what matches', () => {
  test.each<[string, string | undefined, string[]]>([
    ['', undefined, ['1', '2', '3']],
    ['   ', 'light', ['1', '3']],
    ['lamp', undefined, ['1', '2', '3']],
    ['lamp', 'light', ['1', '3']],
    ['gull -prey', undefined, ['2']],
    ['author:lovelace', undefined, ['1']],
    ['author:lovelace gulls', undefined, []],
    ['topic:birds', undefined, ['2', '3']],
    ['is:done', undefined, ['1']],
  ])('%j with the tag %s', (query, tag, expected) => {
    expect(matching(ROWS, { query, tag }, words).map(({ id }) => id.slice(6))).toEqual(expected)
  })

  test('is not a row whose words are not known yet, but where nothing is looked for', () => {
    const none = () => undefined
    expect(matching(ROWS, { query: 'lamp' }, none)).toEqual([])
    expect(matching(ROWS, { query: '' }, none)).toHaveLength(3)
  })

  test('is counted by state', () => {
    expect(countStates(ROWS)).toEqual({ all: 3, 'to-read': 1, reading: 1, done: 1, skipped: 0 })
  })
})

describe('lines', () => {
  test('of groups have headings, and papers are numbered over all of them', () => {
    const lines = linesOf(ROWS, 'tag')
    const told = lines.map(line =>
      line.kind === 'head' ? `${line.name} (${line.count})` : `${line.position} ${line.row.id}`,
    )
    expect(told).toEqual([
      'birds of prey (1)',
      '1 arxiv:3',
      'light (2)',
      '2 arxiv:1',
      '3 arxiv:3',
      'No tag (1)',
      '4 arxiv:2',
    ])
    expect(new Set(lines.map(({ key }) => key)).size).toBe(lines.length)
  })

  const layout = layOut(linesOf(ROWS, 'tag'), { row: 60, head: 40 })

  test('lie below each other', () => {
    expect([...layout.tops]).toEqual([0, 40, 100, 140, 200, 260, 300, 360])
    expect(layout.height).toBe(360)
  })

  test.each([
    [-50, 0],
    [0, 0],
    [39.5, 0],
    [40, 1],
    [359, 6],
    [5000, 6],
  ])('at %d it is the line %d', (y, line) => expect(lineAt(layout, y)).toBe(line))

  test.each<[number, number, number, number, [number, number]]>([
    [0, 100, 0, 1, [0, 3]],
    [100, 150, 0, 1, [2, 4]],
    [100, 150, 60, 1, [1, 5]],
    [150, 200, 0, 4, [0, 7]],
    [900, 950, 0, 1, [6, 7]],
  ])('seen from %d to %d, %d around, in steps of %d', (from, to, over, step, expected) => {
    expect(windowOf(layout, { from, to }, over, step)).toEqual(expected)
  })

  test('of an empty list are none', () => {
    expect(windowOf(layOut([], { row: 60, head: 40 }), { from: 0, to: 900 }, 400, 6)).toEqual([0, 0])
  })
})

describe('the address', () => {
  test.each([
    ['', null, { query: '', sort: 'saved', group: 'none' }],
    ['', { libraryOrder: 'title', libraryGroup: 'tag' }, { query: '', sort: 'title', group: 'tag' }],
    [
      'q=lamps&state=done&tag=light&sort=year&group=none',
      { libraryOrder: 'title', libraryGroup: 'tag' },
      { query: 'lamps', state: 'done', tag: 'light', sort: 'year', group: 'none' },
    ],
    ['state=lost&sort=lost&group=lost', null, { query: '', sort: 'saved', group: 'none' }],
  ])('%j with %j', (address, settings, expected) => {
    const wanted = wantedIn(new URLSearchParams(address), settings)
    expect(wanted).toEqual(expected)
    const again = new URLSearchParams(hashOf(wanted).split('?')[1])
    expect(wantedIn(again, null)).toEqual(expected)
  })
})
