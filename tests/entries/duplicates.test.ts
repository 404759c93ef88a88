import 'fake-indexeddb/auto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { GlossDatabase } from '@/lib/corpus/database'
import { type DuplicateReason, DuplicateSearch } from '@/lib/entries/duplicates'
import type { ListRow } from '@/lib/entries/list-row'
import { apartBy, apartPairs, setApart } from '@/lib/library/apart'
import { editEntries } from '@/lib/library/edit'
import { readingList, savePaper } from '@/lib/library/library'
import { mergedRow, mergeEdits } from '@/lib/library/merge-rows'
import { undoLast } from '@/lib/library/undo'
import type { PaperId } from '@/lib/papers/identifier'
import { paperOf } from '@/lib/papers/merge'

const TITLE = 'Lanterns that glow at night: a study of harbours'

function row(id: PaperId, more: Partial<ListRow> = {}): ListRow {
  return {
    id,
    ids: [id],
    keys: [id],
    state: 'to-read',
    priority: 0,
    rating: 0,
    saved: 0,
    tags: [],
    notes: [],
    title: TITLE,
    authors: ['Ada Example'],
    date: '2024-01-02',
    topics: [],
    has: {},
    digests: [],
    ...more,
  }
}

function search(rows: readonly ListRow[], isApart?: (a: ListRow, b: ListRow) => boolean) {
  const found = new DuplicateSearch()
  for (const one of rows) found.add(one)
  return found.found(isApart)
}

const TABLE: readonly (readonly [
  why: string,
  a: ListRow,
  b: ListRow,
  found: readonly [DuplicateReason, maybe: boolean] | null,
])[] = [
  [
    'a preprint and where it was published',
    row('arxiv:2401.00001'),
    row('doi:10.1/a'),
    ['preprint and published', false],
  ],
  [
    'years between the two',
    row('arxiv:2401.00001'),
    row('doi:10.1/a', { date: '2026-01-01' }),
    ['preprint and published', false],
  ],
  [
    'too many years between the two',
    row('arxiv:2401.00001'),
    row('doi:10.1/a', { date: '2029-01-01' }),
    null,
  ],
  [
    'by its title alone',
    row('arxiv:2401.00001'),
    row('title:x', { title: TITLE.toUpperCase(), authors: [] }),
    ['the same title', false],
  ],
  [
    'a letter in the middle of a short title',
    row('arxiv:2401.00001', { title: 'On Lantern of the Harbour' }),
    row('doi:10.1/a', { title: 'On Lanterns of the Harbour' }),
    ['almost the same title', false],
  ],
  [
    'two letters in a short title',
    row('arxiv:2401.00001', { title: 'On Lantern of the Harbour' }),
    row('doi:10.1/a', { title: 'On Lanterns of the Harbours' }),
    null,
  ],
  [
    'LaTeX and accents',
    row('title:x', { title: 'Gödel lanterns that glow at night' }),
    row('title:y', { title: String.raw`G\"odel Lanterns that Glow at Night` }),
    ['the same title', false],
  ],
  [
    'a typing error',
    row('arxiv:2401.00001'),
    row('doi:10.1/a', { title: TITLE.replace('glow', 'glwo') }),
    ['almost the same title', false],
  ],
  [
    'a typing error, and nobody known who wrote it',
    row('arxiv:2401.00001'),
    row('doi:10.1/a', { title: TITLE.replace('glow', 'glwo'), authors: [] }),
    ['almost the same title', true],
  ],
  [
    'a number more',
    row('arxiv:2401.00001', { title: `${TITLE} 1` }),
    row('doi:10.1/a', { title: `${TITLE} 2` }),
    null,
  ],
  ['somebody else', row('arxiv:2401.00001'), row('doi:10.1/a', { authors: ['Bo Sample'] }), null],
  [
    'names the other way round',
    row('arxiv:2401.00001'),
    row('doi:10.1/a', { authors: ['Example, A.'] }),
    ['preprint and published', false],
  ],
  [
    'two arXiv numbers',
    row('arxiv:2401.00001'),
    row('arxiv:2402.00002'),
    ['the same title under different identifiers', true],
  ],
  [
    'two arXiv numbers, and nobody known who wrote it',
    row('arxiv:2401.00001'),
    row('arxiv:2402.00002', { authors: [] }),
    null,
  ],
  [
    'versions of a preprint',
    row('doi:10.1101/2020.01.02.000003v1'),
    row('doi:10.1101/2020.01.02.000003v2', { title: 'Lanterns at night and by day' }),
    ['versions', false],
  ],
  [
    'a title that says nothing',
    row('arxiv:2401.00001', { title: 'Introduction' }),
    row('doi:10.1/a', { title: 'Introduction' }),
    null,
  ],
  [
    'nothing but their numbers',
    row('arxiv:2401.00001', { untitled: true }),
    row('doi:10.1/a', { untitled: true }),
    null,
  ],
  [
    'another title',
    row('arxiv:2401.00001'),
    row('doi:10.1/a', { title: 'Harbours where the lanterns are' }),
    null,
  ],
]

describe('two papers', () => {
  test.each(TABLE)('with %s', (_, a, b, expected) => {
    for (const rows of [
      [a, b],
      [b, a],
    ]) {
      const found = search(rows)
      expect(found.map(({ reason, maybe }) => [reason, maybe])).toEqual(expected ? [expected] : [])
    }
  })

  test('that the reader has parted are not named again', () => {
    const rows = [row('arxiv:2401.00001'), row('doi:10.1/a')]
    expect(search(rows, apartBy([['arxiv:2401.00001', 'doi:10.1/a']]))).toEqual([])
    expect(search(rows, apartBy([['arxiv:2401.00009', 'doi:10.1/a']]))).toHaveLength(1)
  })
})

test('several of one paper are one group, the one that was saved first before the others', () => {
  const rows = [
    row('arxiv:2401.00001', { saved: 3 }),
    row('doi:10.1/a', { saved: 1 }),
    row('title:x', { saved: 2 }),
  ]
  expect(search(rows).map(group => group.rows.map(({ id }) => id))).toEqual([
    ['doi:10.1/a', 'title:x', 'arxiv:2401.00001'],
  ])
})

test('what contradicts each other is never in one group but where the reader decides', () => {
  const rows = [row('arxiv:2401.00001'), row('arxiv:2402.00002'), row('title:x')]
  const found = search(rows)
  expect(found.filter(({ maybe }) => !maybe).map(group => group.rows.length)).toEqual([2])
  expect(found.filter(({ maybe }) => maybe).every(group => group.rows.length === 2)).toBe(true)
})

test('no two papers are named together twice', () => {
  const words = fc.constantFrom('lanterns', 'harbours', 'glow', 'night', 'ships')
  const rows = fc
    .array(
      fc.record({
        scheme: fc.constantFrom('arxiv', 'doi', 'title'),
        words: fc.array(words, { minLength: 2, maxLength: 4 }),
        typo: fc.boolean(),
        author: fc.constantFrom('Ada Example', 'Bo Sample', ''),
        year: fc.integer({ min: 2019, max: 2023 }),
      }),
      { maxLength: 30 },
    )
    .map(all =>
      all.map(({ scheme, words, typo, author, year }, n) => {
        const number = String(n).padStart(5, '0')
        const id = { arxiv: `arxiv:2401.${number}`, doi: `doi:10.1000/${number}`, title: `title:t${number}` }[
          scheme
        ]
        const title = `${words.join(' ')} on the seas${typo ? 'x' : ''}`
        return row(id as PaperId, { title, authors: author ? [author] : [], date: `${year}-01-01`, saved: n })
      }),
    )
  const namesOf = (rows: readonly ListRow[]) => {
    const pairs = search(rows).flatMap(({ rows }) =>
      rows.flatMap((a, n) => rows.slice(n + 1).map(b => [a.id, b.id].sort().join(' '))),
    )
    return pairs.sort()
  }
  fc.assert(
    fc.property(rows, all => {
      const names = namesOf(all)
      expect(new Set(names).size).toBe(names.length)
    }),
    { numRuns: 200 },
  )
})

describe('merged', () => {
  const papers = async (db: GlossDatabase) => {
    for (const [n, id] of (['arxiv:2401.00001', 'doi:10.1/a', 'title:x'] as const).entries())
      await savePaper(
        db,
        paperOf({ ids: [id], title: `${TITLE} ${n}`, seen: 1, ...(n === 1 && { journal: 'Night' }) }),
        { now: n + 1, apart: true },
      )
    const edits = [
      { ids: ['arxiv:2401.00001'], note: 'One', set: { rating: 2 }, tags: { a: true } },
      { ids: ['doi:10.1/a'], note: 'Two', set: { state: 'done' }, tags: { b: true } },
    ] as const
    await editEntries(db, edits, { now: 10 })
  }

  test('they are what was shown before, and undone they are as they were', async () => {
    for (const order of [
      [0, 1, 2],
      [2, 1, 0],
      [1, 0, 2],
    ]) {
      const db = new GlossDatabase(`duplicates-${order.join('')}`)
      await papers(db)
      const before = (await readingList(db)).sort((a, b) => (a.id < b.id ? -1 : 1))
      const rows = order.flatMap(n => before[n] ?? [])
      const promised = await mergedRow(db, rows)
      await editEntries(db, mergeEdits(rows), { now: 20, label: 'Merged', act: 'x' })
      const [after, ...others] = await readingList(db)
      expect(others).toEqual([])
      expect({ ...after, keys: 0 }).toEqual({ ...promised, keys: 0 })
      expect(after).toMatchObject({
        tags: ['a', 'b'],
        notes: ['One', 'Two'],
        journal: 'Night',
        state: 'done',
      })
      await undoLast(db, 30)
      expect((await readingList(db)).sort((a, b) => (a.id < b.id ? -1 : 1))).toEqual(before)
      db.close()
    }
  })

  test('or kept apart, which is remembered until it is taken back', async () => {
    const db = new GlossDatabase('duplicates-apart')
    const rows = [row('arxiv:2401.00001'), row('doi:10.1000/a'), row('title:lanternsthatglowatnight')]
    await setApart(db, rows, true)
    await setApart(db, rows.slice(0, 2), true)
    expect(await apartPairs(db)).toHaveLength(3)
    expect(search(rows, apartBy(await apartPairs(db)))).toEqual([])
    await setApart(db, rows.slice(1), false)
    expect(search(rows, apartBy(await apartPairs(db)))).toMatchObject([{ rows: rows.slice(1) }])
    db.close()
  })
})
