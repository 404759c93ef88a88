import 'fake-indexeddb/auto'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { GlossDatabase } from '@/lib/corpus/database'
import { storeBatch } from '@/lib/corpus/store'
import { untitledPaper } from '@/lib/entries/list-row'
import { savePaper } from '@/lib/library/library'
import { listStates } from '@/lib/library/states'
import { undoState } from '@/lib/library/undo'
import { completeUntitled, completeWith } from '@/lib/library/untitled'
import type { PaperId } from '@/lib/papers/identifier'
import { paperOf } from '@/lib/papers/merge'

const A: PaperId = 'arxiv:2602.00001'
const DOI: PaperId = 'doi:10.1000/1'

let count = 0
let db: GlossDatabase
beforeEach(async () => {
  db = new GlossDatabase(`untitled-${++count}`)
  await savePaper(db, untitledPaper([A]), { now: 1, apart: true })
})
afterEach(() => db.delete())

const rows = async () =>
  (await db.library.toArray()).map(({ id, title, untitled }) => ({ id, title, untitled }))
const UNTITLED = { id: A, title: 'arXiv:2602.00001', untitled: true }
const TITLED = { id: A, title: 'Lanterns that glow', untitled: undefined }
const lanterns = (ids: readonly PaperId[]) => paperOf({ ids, title: 'Lanterns that glow', seen: 5 })

describe('A paper that was saved by its number alone', () => {
  test('gets its title when a digest brings it, which is nothing to be undone', async () => {
    const before = (await undoState(db)).undo
    expect(await completeUntitled(db, 2)).toEqual([])
    expect(await rows()).toEqual([UNTITLED])
    await storeBatch(db, { papers: [lanterns([A, DOI])] })
    expect(await completeUntitled(db, 2)).toEqual([A, DOI])
    expect(await rows()).toEqual([TITLED])
    expect(await completeUntitled(db, 3)).toEqual([])
    expect((await undoState(db)).undo).toEqual(before)
  })

  test('gets it from its page, and is found from then on', async () => {
    expect(await completeWith(db, lanterns([A]), 2)).toBe(true)
    expect(await rows()).toEqual([TITLED])
    expect((await db.papers.get(A))?.title).toBe('Lanterns that glow')
    expect(await completeWith(db, paperOf({ ids: [A], title: 'Another title', seen: 9 }), 3)).toBe(false)
    expect(await rows()).toEqual([TITLED])
  })

  test.each([
    ['a page that does not know it either', untitledPaper([A, DOI])],
    ['the page of another paper', lanterns(['arxiv:2602.00002'])],
  ])('gets nothing from %s', async (_, paper) => {
    expect(await completeWith(db, paper, 2)).toBe(false)
    expect(await rows()).toEqual([UNTITLED])
    expect(await db.papers.count()).toBe(0)
  })
})

test('the states of papers are told by each of their names', async () => {
  await savePaper(db, lanterns(['arxiv:2602.00002', DOI]), { now: 2, state: 'done' })
  expect(await listStates(db, [DOI, 'arxiv:2602.00009'])).toEqual(
    new Map([
      ['arxiv:2602.00002', 'done'],
      [DOI, 'done'],
    ]),
  )
  expect(await listStates(db, [])).toEqual(new Map())
})
