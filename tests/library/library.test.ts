import 'fake-indexeddb/auto'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { Corpus } from '@/lib/corpus/corpus'
import { GlossDatabase } from '@/lib/corpus/database'
import { storeBatch } from '@/lib/corpus/store'
import { isSaved, listedPapers, readingList, savedIds, savePaper, unsavePaper } from '@/lib/library/library'
import type { PaperId } from '@/lib/papers/identifier'
import { paperOf } from '@/lib/papers/merge'
import type { PaperRecord } from '@/lib/papers/paper'

const TITLE = 'Lanterns that glow at night'
const BY_TITLE: PaperId = 'title:lanternsthatglowatnight'
const ARXIV: PaperId = 'arxiv:2602.00001'
const DOI: PaperId = 'doi:10.1000/lamps'

let count = 0
let db: GlossDatabase

beforeEach(() => {
  db = new GlossDatabase(`library-${++count}`)
})

afterEach(() => db.close())

function paper(ids: readonly PaperId[], record: Partial<PaperRecord> = {}) {
  return paperOf({ ids, title: TITLE, seen: 1, ...record })
}

const listed = async () => (await readingList(db)).map(entry => entry.id)

describe('saving', () => {
  test('puts a paper on the list, and into the corpus where it is new', async () => {
    const edited = await savePaper(db, paper([ARXIV], { abstract: 'On lamps.' }), {
      now: 1000,
      from: 'arxiv.org',
    })
    expect(edited).toEqual({ ids: [ARXIV], papers: 1 })
    const rows = await readingList(db)
    expect(rows).toMatchObject([
      { id: ARXIV, ids: [ARXIV], state: 'to-read', saved: 1000, from: 'arxiv.org', title: TITLE },
    ])
    expect((await listedPapers(db, rows)).get(ARXIV)).toMatchObject({ title: TITLE, abstract: 'On lamps.' })
    const { papers } = await new Corpus(db).search({ query: 'lamps', limit: 5 })
    expect(papers.map(({ id }) => id)).toEqual([ARXIV])
  })

  test('keeps what the corpus knows of the paper, and nothing of how it is stored', async () => {
    await storeBatch(db, { papers: [paper([ARXIV, DOI], { abstract: 'On lamps.', seen: 5 })] })
    await savePaper(db, paper([DOI]), { now: 1000 })
    const rows = await readingList(db)
    expect(rows).toMatchObject([{ id: ARXIV, ids: [ARXIV, DOI] }])
    const kept = (await listedPapers(db, rows)).get(ARXIV)
    expect(kept).toMatchObject({ abstract: 'On lamps.' })
    expect(kept).not.toHaveProperty('titleKey')
  })

  test('twice keeps the first time, and one entry', async () => {
    await savePaper(db, paper([ARXIV]), { now: 1000 })
    await savePaper(db, paper([ARXIV, DOI]), { now: 2000 })
    expect(await readingList(db)).toMatchObject([{ id: ARXIV, ids: [ARXIV, DOI], saved: 1000 }])
  })

  test('under a better name takes the place of the entry under the title', async () => {
    await savePaper(db, paper([BY_TITLE]), { now: 1000 })
    await savePaper(db, paper([ARXIV]), { now: 2000 })
    expect(await readingList(db)).toMatchObject([{ id: ARXIV, ids: [ARXIV, BY_TITLE], saved: 1000 }])
  })

  test('makes one entry of two that prove to be of one paper', async () => {
    await savePaper(db, paper([DOI], { title: 'Lamps, studied at length' }), { now: 1000 })
    await savePaper(db, paper(['acl:P18-1001'], { title: 'A study of lamps' }), { now: 500 })
    await savePaper(db, paper([ARXIV, DOI, 'acl:P18-1001']), { now: 2000 })
    expect(await readingList(db)).toMatchObject([{ id: ARXIV, saved: 500 }])
    await unsavePaper(db, [ARXIV], 9)
    expect(await listed()).toEqual([])
  })

  test('of another paper with the title leaves the first alone', async () => {
    await savePaper(db, paper([ARXIV]), { now: 1000 })
    await savePaper(db, paper(['arxiv:2602.00002']), { now: 2000 })
    expect(await listed()).toEqual(['arxiv:2602.00002', ARXIV])
  })

  test('of a title that two papers carry takes neither of them', async () => {
    await storeBatch(db, { papers: [paper([ARXIV, BY_TITLE])] })
    await storeBatch(db, { papers: [paper(['arxiv:2602.00002'])] })
    await savePaper(db, paper([BY_TITLE]), { now: 1000 })
    expect(await listed()).toEqual([BY_TITLE])
    expect(await isSaved(db, [ARXIV])).toBe(false)
  })

  test('that fails leaves neither an entry nor a paper', async () => {
    const unclonable = { ...paper([ARXIV]), extra: () => 'not to be stored' }
    await expect(savePaper(db, unclonable, { now: 1000 })).rejects.toThrow()
    expect([await db.library.count(), await db.papers.count(), await db.documents.count()]).toEqual([0, 0, 0])
  })
})

describe('a paper on the list', () => {
  beforeEach(async () => {
    await savePaper(db, paper([ARXIV, DOI, BY_TITLE]), { now: 1000 })
  })

  test.each<[readonly PaperId[], boolean]>([
    [[ARXIV], true],
    [[DOI], true],
    [[BY_TITLE], true],
    [['arxiv:2602.09999', DOI], true],
    [['arxiv:2602.09999'], false],
    [[], false],
  ])('is found by %j: %s', async (ids, expected) => {
    expect(await isSaved(db, ids)).toBe(expected)
  })

  test.each<[readonly PaperId[], number]>([
    [[ARXIV], 0],
    [[DOI], 0],
    [[BY_TITLE], 0],
    [[DOI, ARXIV, BY_TITLE], 0],
    [['arxiv:2602.09999'], 1],
    [[], 1],
  ])('is taken off by %j: %i left', async (ids, left) => {
    await unsavePaper(db, ids, 9)
    expect(await db.library.count()).toBe(left)
    expect(await isSaved(db, [ARXIV])).toBe(left === 1)
    // It stays in the corpus.
    expect(await db.papers.count()).toBe(1)
  })

  test('names every identifier that marks a row as saved', async () => {
    await savePaper(db, paper(['arxiv:2602.00002'], { title: 'Beacons at sea' }), { now: 2000 })
    expect(await savedIds(db)).toEqual(new Set([ARXIV, DOI, BY_TITLE, 'arxiv:2602.00002']))
  })

  test('is there after a restart, last saved first', async () => {
    await savePaper(db, paper(['arxiv:2602.00003'], { title: 'Tides and gulls' }), { now: 500 })
    await savePaper(db, paper(['arxiv:2602.00002'], { title: 'Beacons at sea' }), { now: 2000 })
    const { name } = db
    db.close()
    db = new GlossDatabase(name)
    expect(await listed()).toEqual(['arxiv:2602.00002', ARXIV, 'arxiv:2602.00003'])
    expect(await isSaved(db, [DOI])).toBe(true)
  })

  test('is found by where it stands on the list, under any of its names', async () => {
    await savePaper(db, paper(['arxiv:2602.00002'], { title: 'Beacons at sea' }), { now: 2000 })
    await savePaper(db, paper(['arxiv:2602.00003'], { title: 'Tides and gulls' }), { now: 3000 })
    await storeBatch(db, { papers: [paper(['arxiv:2602.00004'], { title: 'Engines of the wind' })] })
    const corpus = new Corpus(db)
    const found = async (query: string) => {
      const { papers } = await corpus.search({ query, limit: 9 })
      return papers.map(({ id }) => id).sort()
    }
    expect(await found('is:unread')).toEqual([ARXIV, 'arxiv:2602.00002', 'arxiv:2602.00003'])
    await db.library.update('arxiv:2602.00002', { state: 'reading' })
    await db.library.update('arxiv:2602.00003', { state: 'done' })
    expect(await found('is:saved')).toEqual([ARXIV, 'arxiv:2602.00002', 'arxiv:2602.00003'])
    expect(await found('is:unread')).toEqual([ARXIV])
    expect(await found('is:reading')).toEqual(['arxiv:2602.00002'])
    expect(await found('is:done')).toEqual(['arxiv:2602.00003'])
    expect(await found('is:skipped')).toEqual([])
    expect(await found('-is:saved')).toEqual(['arxiv:2602.00004'])
    await unsavePaper(db, [DOI], 9)
    expect(await found('is:saved')).toEqual(['arxiv:2602.00002', 'arxiv:2602.00003'])
  })

  test('is known under the name that the corpus learns later', async () => {
    await savePaper(db, paper(['acl:P18-1001'], { title: 'Beacons at sea, once more' }), { now: 2000 })
    await storeBatch(db, { papers: [paper(['arxiv:2602.00007'], { title: 'Beacons at sea, once more' })] })
    const found = await new Corpus(db).find(['arxiv:2602.00007'])
    expect(await isSaved(db, found?.paper.ids ?? [])).toBe(true)
  })
})
