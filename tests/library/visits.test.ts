import 'fake-indexeddb/auto'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { GlossDatabase } from '@/lib/corpus/database'
import { clearVisits, forgetVisit, noteVisit, visits } from '@/lib/library/visits'
import type { PaperId } from '@/lib/papers/identifier'
import { HOUR, MINUTE } from '@/lib/time'

const A: PaperId = 'arxiv:2602.00001'
const B: PaperId = 'acl:P18-1001'
const DOI: PaperId = 'doi:10.1000/1'

let count = 0
let db: GlossDatabase
beforeEach(() => {
  db = new GlossDatabase(`visits-${++count}`)
})
afterEach(() => db.delete())

test('papers are remembered, the last visited first', async () => {
  await noteVisit(db, { ids: [A], title: 'Lanterns' }, 1)
  await noteVisit(db, { ids: [B] }, 2)
  expect(await visits(db)).toEqual([
    { id: B, ids: [B], at: 2, count: 1 },
    { id: A, ids: [A], title: 'Lanterns', at: 1, count: 1 },
  ])
})

test.each([
  ['soon after', 10 * MINUTE, 1],
  ['later', HOUR, 2],
  ['by a clock that was set back', -HOUR, 1],
])('one that is looked at again %s is one row', async (_, after, times) => {
  const then = 5 * HOUR
  await noteVisit(db, { ids: [A], title: 'Lanterns' }, then)
  await noteVisit(db, { ids: [A] }, then + after)
  expect(await visits(db)).toEqual([
    { id: A, ids: [A], title: 'Lanterns', at: Math.max(then, then + after), count: times },
  ])
})

test('one that was known under two names is one when a page names both', async () => {
  await noteVisit(db, { ids: [DOI] }, 1)
  await noteVisit(db, { ids: [A] }, HOUR)
  await noteVisit(db, { ids: [DOI, A], title: 'Lanterns' }, 3 * HOUR)
  expect(await visits(db)).toEqual([{ id: A, ids: [A, DOI], title: 'Lanterns', at: 3 * HOUR, count: 3 }])
})

test('what names no paper is not remembered', async () => {
  await noteVisit(db, { ids: [], title: 'Lamps' }, 1)
  expect(await visits(db)).toEqual([])
})

test('one is forgotten by any of its names, and all at once', async () => {
  await noteVisit(db, { ids: [A, DOI] }, 1)
  await noteVisit(db, { ids: [B] }, 2)
  await forgetVisit(db, DOI)
  expect((await visits(db)).map(({ id }) => id)).toEqual([B])
  await noteVisit(db, { ids: [A] }, 3)
  await clearVisits(db)
  expect(await visits(db)).toEqual([])
})

test('past twenty thousand the one of longest ago is forgotten', async () => {
  const row = (n: number) => {
    const id: PaperId = `doi:10.1000/${n}`
    return { id, ids: [id], at: n + 1, count: 1 }
  }
  await db.visits.bulkAdd(Array.from({ length: 20_000 }, (_, n) => row(n)))
  await noteVisit(db, { ids: [A] }, 30_000)
  expect(await db.visits.count()).toBe(20_000)
  expect(await db.visits.get('doi:10.1000/0')).toBeUndefined()
  expect(await db.visits.get('doi:10.1000/1')).toBeDefined()
})
