import 'fake-indexeddb/auto'
import { beforeEach, describe, expect, test } from 'vitest'
import { GlossDatabase } from '@/lib/corpus/database'
import { untitledPaper } from '@/lib/entries/list-row'
import { editEntries } from '@/lib/library/edit'
import { redoLast, undoLast } from '@/lib/library/undo'
import type { PaperId } from '@/lib/papers/identifier'

const PREPRINT = 'arxiv:2401.00001'
const PUBLISHED = 'doi:10.1000/1'

let db: GlossDatabase
let now = 1
let databases = 0

beforeEach(async () => {
  databases += 1
  db = new GlossDatabase(`merging-${databases}`)
  for (const id of [PREPRINT, PUBLISHED] as const)
    await editEntries(db, [{ ids: [id], paper: untitledPaper([id]) }], { now: now++ })
})

const edit = (ids: PaperId[], set: object) =>
  editEntries(db, [{ ids, set }], { now: now++, label: 'Edited a paper' })
const shown = async () => (await db.library.toArray()).map(({ keys }) => keys)

describe('two papers that the reader merged', () => {
  beforeEach(() => edit([PUBLISHED], { into: PREPRINT }))

  test('are shown as one, apart when it is undone, and as one again', async () => {
    expect(await shown()).toEqual([[PREPRINT, PUBLISHED]])
    await undoLast(db, now++)
    expect(await shown()).toEqual([[PREPRINT], [PUBLISHED]])
    await redoLast(db, now++)
    expect(await shown()).toEqual([[PREPRINT, PUBLISHED]])
  })

  test('come apart by the key of the one that was merged, whatever was said of both meanwhile', async () => {
    await edit([PREPRINT, PUBLISHED], { rating: 4 })
    await undoLast(db, now++)
    await edit([PREPRINT, PUBLISHED], { priority: 2 })
    await edit([PUBLISHED], { into: null })
    const rows = await db.library.toArray()
    expect(rows.map(({ ids, priority }) => [ids, priority])).toEqual([
      [[PREPRINT], 2],
      [[PUBLISHED], 0],
    ])
    await undoLast(db, now++)
    expect(await shown()).toEqual([[PREPRINT, PUBLISHED]])
  })
})
