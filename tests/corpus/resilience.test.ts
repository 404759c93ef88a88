import 'fake-indexeddb/auto'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { Corpus } from '@/lib/corpus/corpus'
import { GlossDatabase } from '@/lib/corpus/database'
import { maintainIndex } from '@/lib/corpus/index-upkeep'
import { storeBatch } from '@/lib/corpus/store'
import type { PaperId } from '@/lib/papers/identifier'
import { paperOf } from '@/lib/papers/merge'
import { tableOf } from './vectors'

const WORDS = ['lanterns', 'harbours']

let count = 0
let db: GlossDatabase

beforeEach(() => {
  db = new GlossDatabase(`resilience-${++count}`)
  vi.spyOn(console, 'error').mockImplementation(() => undefined)
})

afterEach(async () => {
  await db.delete()
  vi.restoreAllMocks()
})

const paper = (ids: readonly PaperId[], title: string) => paperOf({ ids, title, seen: 1 })
const titlesFor = async (corpus: Corpus, query: string) =>
  (await corpus.search({ query, limit: 10 })).papers.map(({ title }) => title).sort()

async function damage(segment: number): Promise<void> {
  const row = await db.dictionaries.get(segment)
  const bytes = row?.dictionary.bytes
  if (!row || !bytes) throw new Error('There is no such segment')
  bytes[3] = (bytes[3] ?? 0) ^ 1
  await db.dictionaries.put(row)
}

test('a paper is found by any of its identifiers, whichever it is stored under', async () => {
  await storeBatch(db, {
    papers: [
      paper(['arxiv:2602.00001', 'doi:10.1000/lamps'], 'Lanterns at night'),
      paper(['arxiv:2602.00002'], 'Harbours at night'),
    ],
  })
  const corpus = new Corpus(db)
  expect(await titlesFor(corpus, 'id:10.1000/lamps')).toEqual(['Lanterns at night'])
  expect(await titlesFor(corpus, 'night -id:10.1000/lamps')).toEqual(['Harbours at night'])
})

test('a damaged segment that cannot be dropped, as on a full disk, is left out all the same', async () => {
  await storeBatch(db, { papers: [paper(['arxiv:2602.00001'], 'Lanterns at night')] })
  await storeBatch(db, { papers: [paper(['arxiv:2602.00002'], 'Harbours at night')] })
  const [first = 0] = await db.dictionaries.toCollection().primaryKeys()
  await damage(first)
  vi.spyOn(db.dictionaries, 'bulkDelete').mockRejectedValue(new Error('QuotaExceededError'))
  const mend = vi.fn()
  const corpus = new Corpus(db, mend)
  expect(await titlesFor(corpus, 'night')).toEqual(['Harbours at night'])
  expect(await titlesFor(corpus, 'night')).toEqual(['Harbours at night'])
  expect(mend).toHaveBeenCalledOnce()
})

test('one damaged dictionary costs one more reading of the index, not one a question', async () => {
  await storeBatch(db, { papers: [paper(['arxiv:2602.00001'], 'Lanterns at night')] })
  await storeBatch(db, { papers: [paper(['arxiv:2602.00002'], 'Harbours at night')] })
  const [first = 0] = await db.dictionaries.toCollection().primaryKeys()
  await damage(first)
  const corpus = new Corpus(db)
  const reads = vi.spyOn(db.facts, 'toArray')
  await titlesFor(corpus, 'night')
  await titlesFor(corpus, 'night')
  expect(reads).toHaveBeenCalledTimes(2)
})

test('segments keep their vectors while the table of term vectors cannot be read', async () => {
  const name = db.name
  db.close()
  db = new GlossDatabase(name, async () => tableOf(WORDS))
  await storeBatch(db, { papers: [paper(['arxiv:2602.00001'], 'Lanterns at night')] })
  const before = await db.vectors.toArray()
  db.close()
  db = new GlossDatabase(name, () => Promise.reject(new Error('gone')))
  while (await maintainIndex(db));
  expect(await db.vectors.toArray()).toEqual(before)
  await storeBatch(db, { papers: [paper(['arxiv:2602.00002'], 'Harbours at night')] })
  expect(await titlesFor(new Corpus(db), 'night')).toEqual(['Harbours at night', 'Lanterns at night'])
  db.close()
  db = new GlossDatabase(name, async () => tableOf(WORDS))
  while (await maintainIndex(db));
  const vectors = await db.vectors.toArray()
  expect(vectors.length).toBeGreaterThan(0)
  expect(vectors.every(row => row.vectors.length > 0)).toBe(true)
})

test('a lost state of the index does not let a new segment overwrite an old one', async () => {
  await storeBatch(db, { papers: [paper(['arxiv:2602.00001'], 'Lanterns at night')] })
  await db.indexState.clear()
  await storeBatch(db, { papers: [paper(['arxiv:2602.00002'], 'Harbours at night')] })
  expect(await titlesFor(new Corpus(db), 'night')).toEqual(['Harbours at night', 'Lanterns at night'])
})
