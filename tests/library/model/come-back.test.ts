import 'fake-indexeddb/auto'
import { expect, test } from 'vitest'
import { GlossDatabase } from '@/lib/corpus/database'
import { groupEntries } from '@/lib/entries/join'
import { listRow, untitledPaper } from '@/lib/entries/list-row'
import { editEntries } from '@/lib/library/edit'
import type { PaperId } from '@/lib/papers/identifier'

const PREPRINT: PaperId = 'arxiv:2601.00001'
const PUBLISHED: PaperId = 'doi:10.1000/1'

test('a removed paper that comes back under one of its names is shown with what has another of them', async () => {
  const db = new GlossDatabase('come-back')
  const both = [PREPRINT, PUBLISHED]
  await editEntries(db, [{ ids: both, paper: untitledPaper(both) }], { now: 1 })
  await editEntries(db, [{ ids: both, remove: true }], { now: 2 })
  await editEntries(db, [{ ids: [PUBLISHED], paper: untitledPaper([PUBLISHED]) }], { now: 3 })
  await editEntries(db, [{ ids: [PREPRINT], paper: untitledPaper([PREPRINT]) }], { now: 4 })
  const rows = await db.library.toArray()
  expect(rows.map(({ keys }) => keys)).toEqual([[PREPRINT, PUBLISHED]])
  expect(rows).toEqual(groupEntries(await db.entries.toArray()).map(listRow))
  await db.delete()
})
