import 'fake-indexeddb/auto'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { Corpus } from '@/lib/corpus/corpus'
import { GlossDatabase } from '@/lib/corpus/database'
import { storeBatch } from '@/lib/corpus/store'
import { isSaved, readingList, savedIds, savePaper, unsavePaper } from '@/lib/library/library'
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
    expect(await savePaper(db, paper([ARXIV], { abstract: 'On lamps.' }), 1000)).toBe(ARXIV)
    expect(await readingList(db)).toMatchObject([
      {
        id: ARXIV,
        ids: [ARXIV],
        state: 'to-read',
        saved: 1000,
        paper: { title: TITLE, abstract: 'On lamps.' },
      },
    ])
    const { papers } = await new Corpus(db).search({ query: 'lamps', limit: 5 })
    expect(papers.map(({ id }) => id)).toEqual([ARXIV])
  })

  test('keeps what the corpus knows of the paper, and nothing of how it is stored', async () => {
    await storeBatch(db, { papers: [paper([ARXIV, DOI], { abstract: 'On lamps.', seen: 5 })] })
    expect(await savePaper(db, paper([DOI]), 1000)).toBe(ARXIV)
    const [entry] = await readingList(db)
    expect(entry).toMatchObject({ id: ARXIV, ids: [ARXIV, DOI], paper: { abstract: 'On lamps.' } })
    expect(entry?.paper).not.toHaveProperty('titleKey')
  })

  test('twice keeps the first time, and one entry', async () => {
    await savePaper(db, paper([ARXIV]), 1000)
    await savePaper(db, paper([ARXIV, DOI]), 2000)
    expect(await readingList(db)).toMatchObject([{ id: ARXIV, ids: [ARXIV, DOI], saved: 1000 }])
  })

  test('under a better name takes the place of the entry under the title', async () => {
    await savePaper(db, paper([BY_TITLE]), 1000)
    await savePaper(db, paper([ARXIV]), 2000)
    expect(await readingList(db)).toMatchObject([{ id: ARXIV, ids: [ARXIV, BY_TITLE], saved: 1000 }])
  })

  test('makes one entry of two that prove to be of one paper', async () => {
    await savePaper(db, paper([DOI], { title: 'Lamps, studied at length' }), 1000)
    await savePaper(db, paper(['acl:P18-1001'], { title: 'A study of lamps' }), 500)
    await savePaper(db, paper([ARXIV, DOI, 'acl:P18-1001']), 2000)
    expect(await readingList(db)).toMatchObject([{ id: ARXIV, saved: 500 }])
    await unsavePaper(db, [ARXIV])
    expect(await listed()).toEqual([])
  })

  test('of another paper with the title leaves the first alone', async () => {
    await savePaper(db, paper([ARXIV]), 1000)
    await savePaper(db, paper(['arxiv:2602.00002']), 2000)
    expect(await listed()).toEqual(['arxiv:2602.00002', ARXIV])
  })

  test('of a title that two papers carry takes neither of them', async () => {
    await storeBatch(db, { papers: [paper([ARXIV, BY_TITLE])] })
    await storeBatch(db, { papers: [paper(['arxiv:2602.00002'])] })
    expect(await savePaper(db, paper([BY_TITLE]), 1000)).toBe(BY_TITLE)
    expect(await listed()).toEqual([BY_TITLE])
    expect(await isSaved(db, [ARXIV])).toBe(false)
  })

  test('that fails leaves neither an entry nor a paper', async () => {
    const unclonable = { ...paper([ARXIV]), extra: () => 'not to be stored' }
    await expect(savePaper(db, unclonable, 1000)).rejects.toThrow()
    expect([await db.library.count(), await db.papers.count(), await db.documents.count()]).toEqual([0, 0, 0])
  })
})

describe('a paper on the list', () => {
  beforeEach(async () => {
    await savePaper(db, paper([ARXIV, DOI, BY_TITLE]), 1000)
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
    await unsavePaper(db, ids)
    expect(await db.library.count()).toBe(left)
    expect(await isSaved(db, [ARXIV])).toBe(left === 1)
    // It stays in the corpus.
    expect(await db.papers.count()).toBe(1)
  })

  test('names every identifier that marks a row as saved', async () => {
    await savePaper(db, paper(['arxiv:2602.00002'], { title: 'Beacons at sea' }), 2000)
    expect(await savedIds(db)).toEqual(new Set([ARXIV, DOI, BY_TITLE, 'arxiv:2602.00002']))
  })

  test('is there after a restart, last saved first', async () => {
    await savePaper(db, paper(['arxiv:2602.00003'], { title: 'Tides and gulls' }), 500)
    await savePaper(db, paper(['arxiv:2602.00002'], { title: 'Beacons at sea' }), 2000)
    const { name } = db
    db.close()
    db = new GlossDatabase(name)
    expect(await listed()).toEqual(['arxiv:2602.00002', ARXIV, 'arxiv:2602.00003'])
    expect(await isSaved(db, [DOI])).toBe(true)
  })

  test('is found by where it stands on the list, under any of its names', async () => {
    await savePaper(db, paper(['arxiv:2602.00002'], { title: 'Beacons at sea' }), 2000)
    await savePaper(db, paper(['arxiv:2602.00003'], { title: 'Tides and gulls' }), 3000)
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
    await unsavePaper(db, [DOI])
    expect(await found('is:saved')).toEqual(['arxiv:2602.00002', 'arxiv:2602.00003'])
  })

  test('is known under the name that the corpus learns later', async () => {
    await savePaper(db, paper(['acl:P18-1001'], { title: 'Beacons at sea, once more' }), 2000)
    await storeBatch(db, { papers: [paper(['arxiv:2602.00007'], { title: 'Beacons at sea, once more' })] })
    const found = await new Corpus(db).find(['arxiv:2602.00007'])
    expect(await isSaved(db, found?.paper.ids ?? [])).toBe(true)
  })
})
