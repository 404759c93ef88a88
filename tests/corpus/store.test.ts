import 'fake-indexeddb/auto'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { Corpus } from '@/lib/corpus/corpus'
import { GlossDatabase } from '@/lib/corpus/database'
import { indexDocumentOf, prepareDocuments } from '@/lib/corpus/index-document'
import { maintainIndex } from '@/lib/corpus/index-upkeep'
import { indexState, putSegment } from '@/lib/corpus/segment-store'
import { storeBatch } from '@/lib/corpus/store'
import { fromTitle, type PaperId } from '@/lib/papers/identifier'
import { paperOf } from '@/lib/papers/merge'
import type { Paper, PaperRecord } from '@/lib/papers/paper'
import { unpackIds } from '@/lib/search/document-ids'
import { buildSegment } from '@/lib/search/segment'
import { parseTermVectors } from '@/lib/search/term-vectors'
import { tableOf } from './vectors'

const TITLE = 'Lanterns that glow at night'
const BY_TITLE: PaperId = 'title:lanternsthatglowatnight'

let count = 0
let db: GlossDatabase
let corpus: Corpus

beforeEach(() => {
  db = new GlossDatabase(`store-${++count}`)
  corpus = new Corpus(db)
})

afterEach(() => db.close())

function paper(id: PaperId | readonly PaperId[], record: Partial<PaperRecord> = {}): Paper {
  return paperOf({ ids: typeof id === 'string' ? [id] : id, title: TITLE, seen: 1, ...record })
}

async function store(...papers: Paper[]): Promise<void> {
  await storeBatch(db, { papers })
}

/** Every stored paper by its identifiers. */
async function rows(): Promise<string[]> {
  return (await db.papers.toArray()).map(row => row.ids.join(' '))
}

/** What a search for `query` finds; the count of all must agree with it. */
async function found(query: string): Promise<string[]> {
  const { papers, total } = await corpus.search({ query, limit: 100 })
  expect(papers).toHaveLength(total)
  return papers.map(({ id }) => id)
}

describe('papers of one identifier', () => {
  test('are one, with what is new of each', async () => {
    await store(paper('arxiv:2602.00001', { abstract: 'On lamps.', authors: ['Ada Example'] }))
    await store(paper('arxiv:2602.00001', { seen: 2, title: 'Beacons at sea', code: 'https://x.example/' }))
    expect(await db.papers.toArray()).toMatchObject([
      {
        id: 'arxiv:2602.00001',
        title: 'Beacons at sea',
        abstract: 'On lamps.',
        authors: ['Ada Example'],
        code: 'https://x.example/',
      },
    ])
    expect(await found('beacons')).toEqual(['arxiv:2602.00001'])
    expect(await found('lanterns')).toEqual([])
  })

  test('in one batch are one', async () => {
    await store(paper('arxiv:2602.00001'), paper('arxiv:2602.00001', { abstract: 'On lamps.' }))
    expect(await rows()).toEqual(['arxiv:2602.00001'])
    expect(await found('lamps')).toEqual(['arxiv:2602.00001'])
    expect((await corpus.index()).live).toBe(1)
  })

  test('meet through a third that carries both identifiers', async () => {
    await store(paper('arxiv:2602.00001', { title: 'A study of lamps' }))
    await store(paper('doi:10.1000/lamps', { title: 'Lamps, studied' }))
    expect(await rows()).toEqual(['arxiv:2602.00001', 'doi:10.1000/lamps'])
    await store(paper(['doi:10.1000/lamps', 'arxiv:2602.00001'], { title: 'A study of lamps' }))
    expect(await rows()).toEqual(['arxiv:2602.00001 doi:10.1000/lamps'])
    expect(await found('lamps')).toEqual(['arxiv:2602.00001'])
  })
})

describe('papers of one title', () => {
  test('are one where one is known by its title alone: the other name stays, the old row goes', async () => {
    await store(paper(BY_TITLE, { abstract: 'On lamps.' }))
    await store(paper('arxiv:2602.00001', { title: '  LANTERNS that glow: at night!' }))
    expect(await rows()).toEqual([`arxiv:2602.00001 ${BY_TITLE}`])
    expect(await db.papers.get(BY_TITLE)).toBeUndefined()
    expect(await found('lamps')).toEqual(['arxiv:2602.00001'])
    expect(await found('lanterns')).toEqual(['arxiv:2602.00001'])
    expect((await corpus.index()).live).toBe(1)
  })

  test('are one the other way round, too', async () => {
    await store(paper('arxiv:2602.00001'))
    await store(paper(BY_TITLE, { abstract: 'On lamps.' }))
    expect(await rows()).toEqual([`arxiv:2602.00001 ${BY_TITLE}`])
    expect(await found('lamps')).toEqual(['arxiv:2602.00001'])
  })

  test('are one under identifiers of two kinds', async () => {
    await store(paper('acl:2026.acl-long.1'), paper('arxiv:2602.00001'))
    expect(await rows()).toEqual(['arxiv:2602.00001 acl:2026.acl-long.1'])
  })

  test('stay apart under two arXiv identifiers', async () => {
    await store(paper('arxiv:2602.00001'))
    await store(paper('arxiv:2602.00002'))
    expect(await rows()).toEqual(['arxiv:2602.00001', 'arxiv:2602.00002'])
    expect(await found('lanterns')).toEqual(['arxiv:2602.00001', 'arxiv:2602.00002'])
  })

  test.each<[string, PaperId[]]>([
    ['the title alone', [BY_TITLE]],
    ['another kind of identifier', ['doi:10.1000/lamps']],
  ])('stay apart when a third comes with %s', async (_, ids) => {
    await store(paper('arxiv:2602.00001'), paper('arxiv:2602.00002'))
    await store(paper(ids, { abstract: 'On lamps.' }))
    expect(await rows()).toEqual(['arxiv:2602.00001', 'arxiv:2602.00002', ...ids])
    expect(await found('lamps')).toEqual(ids)

    await store(paper(ids, { summaries: [{ digest: 'lab', text: 'Beacons shine.', seen: 2 }] }))
    expect(await rows()).toEqual(['arxiv:2602.00001', 'arxiv:2602.00002', ...ids])
    expect(await found('lamps')).toEqual(ids)
    expect(await found('beacons')).toEqual(ids)
    expect((await corpus.index()).live).toBe(3)
  })

  test('stay apart though one of them was once known by its title', async () => {
    await store(paper(BY_TITLE))
    await store(paper('arxiv:2602.00001'))
    await store(paper(['arxiv:2602.00002', BY_TITLE]))
    expect(await rows()).toEqual([`arxiv:2602.00001 ${BY_TITLE}`, `arxiv:2602.00002 ${BY_TITLE}`])
  })

  test('too short to name a paper stay apart', async () => {
    await store(paper('arxiv:2602.00001', { title: 'Deep learning' }))
    await store(paper('doi:10.1000/deep', { title: 'Deep learning' }))
    expect(await rows()).toEqual(['arxiv:2602.00001', 'doi:10.1000/deep'])
    expect((await db.papers.get('arxiv:2602.00001'))?.titleKey).toBeUndefined()
  })

  test('never bring two arXiv identifiers together, whatever comes in whatever order', async () => {
    const ids = fc.uniqueArray(
      fc.constantFrom<PaperId>(
        'arxiv:2602.00001',
        'arxiv:2602.00002',
        'acl:2026.acl-long.1',
        'openreview:abcde12',
        BY_TITLE,
      ),
      { minLength: 1, maxLength: 2 },
    )
    // What one source says is taken at its word: none names two arXiv identifiers for one paper.
    const oneArxiv = ids.filter(some => some.filter(id => id.startsWith('arxiv:')).length < 2)
    await fc.assert(
      fc.asyncProperty(fc.array(oneArxiv, { minLength: 1, maxLength: 6 }), async batches => {
        const mine = new GlossDatabase(`store-${++count}`)
        const half = Math.floor(batches.length / 2)
        await storeBatch(mine, { papers: batches.slice(0, half).map(some => paper(some)) })
        for (const some of batches.slice(half)) await storeBatch(mine, { papers: [paper(some)] })
        const stored = await mine.papers.toArray()
        const index = await new Corpus(mine).index()
        mine.close()
        expect(index.live).toBe(stored.length)
        expect(new Set(stored.flatMap(row => row.ids))).toEqual(new Set(batches.flat()))
        const named = batches.flat().filter(id => id.startsWith('acl:') || id.startsWith('openreview:'))
        // Said to be one paper by an identifier they share, two arXiv papers may be one; by a title never.
        if (named.length === 0)
          for (const row of stored)
            expect(row.ids.filter(id => id.startsWith('arxiv:')).length).toBeLessThanOrEqual(1)
      }),
      { numRuns: 60 },
    )
  })
})

describe('a change', () => {
  const listed = (upvotes: number, seen: number) => ({
    seen,
    listings: [{ digest: 'hf', day: '2026-02-26', upvotes, seen }],
  })

  test('of upvotes alone writes no segment, and is what filters and orders go by', async () => {
    await store(
      paper('arxiv:2602.00001', listed(1, 1)),
      paper('arxiv:2602.00002', { title: 'Another paper' }),
    )
    const before = await db.documents.toArray()
    expect(await found('upvotes:>50')).toEqual([])
    await store(paper('arxiv:2602.00001', listed(90, 2)))
    expect((await db.papers.get('arxiv:2602.00001'))?.listings[0]?.upvotes).toBe(90)
    expect(await db.documents.toArray()).toEqual(before)
    expect(await found('upvotes:>50')).toEqual(['arxiv:2602.00001'])
  })

  test('of what neither words nor filters go by leaves the index as it is', async () => {
    await store(paper('arxiv:2602.00001', listed(1, 1)))
    const reader = await corpus.index()
    const comments = {
      seen: 2,
      listings: [{ digest: 'hf', day: '2026-02-26', upvotes: 1, comments: 9, seen: 2 }],
    }
    await store(paper('arxiv:2602.00001', comments))
    expect((await db.papers.get('arxiv:2602.00001'))?.listings[0]?.comments).toBe(9)
    expect(await corpus.index()).toBe(reader)
  })

  test('of a digest alone is found by its name', async () => {
    await store(paper('arxiv:2602.00001', listed(1, 1)))
    expect(await found('digest:lab')).toEqual([])
    await store(paper('arxiv:2602.00001', { listings: [{ digest: 'lab', day: '2026-02-26', seen: 2 }] }))
    expect(await found('digest:lab')).toEqual(['arxiv:2602.00001'])
    expect(await found('digest:hf')).toEqual(['arxiv:2602.00001'])
  })

  test('of nothing writes nothing into the index', async () => {
    await store(paper('arxiv:2602.00001', listed(1, 1)))
    const before = (await indexState(db)).revision
    await store(paper('arxiv:2602.00001', listed(1, 1)))
    expect((await indexState(db)).revision).toBe(before)
  })

  test('that brings a summary is found by it, and once by what was there before', async () => {
    await store(
      paper('arxiv:2602.00001', { abstract: 'On lamps.' }),
      paper('arxiv:2602.00002', { title: 'Another paper' }),
    )
    expect(await found('beacons')).toEqual([])
    await store(
      paper('arxiv:2602.00001', {
        seen: 2,
        abstract: 'On lamps.',
        summaries: [{ digest: 'hf', text: 'Beacons shine.', seen: 2 }],
      }),
    )
    expect(await found('beacons')).toEqual(['arxiv:2602.00001'])
    expect(await found('lamps')).toEqual(['arxiv:2602.00001'])
    const index = await corpus.index()
    expect(index.live).toBe(2)
    expect((await index.lists(['lamps'])).count('lamps')).toBe(1)
    expect(await db.documents.count()).toBe(2)
  })

  test('of topics is found by the new ones only', async () => {
    const topics = (labels: string[], seen: number) => ({
      seen,
      topicLists: [{ digest: 'hf', labels, seen }],
    })
    await store(paper('arxiv:2602.00001', topics(['harbours'], 1)))
    await store(paper('arxiv:2602.00001', topics(['lighthouses'], 2)))
    expect(await found('harbours')).toEqual([])
    expect(await found('lighthouses')).toEqual(['arxiv:2602.00001'])
  })
})

describe('a batch', () => {
  test('that fails in the middle leaves nothing behind', async () => {
    await store(paper('arxiv:2602.00001'))
    const before = [await db.papers.toArray(), (await indexState(db)).revision]
    const unclonable = {
      digest: 'hf',
      day: '2026-02-26',
      papers: [],
      rejected: [(() => '') as unknown as string],
    }
    await expect(
      storeBatch(db, {
        papers: [paper('arxiv:2602.00002', { title: 'Beacons at sea' })],
        days: [unclonable],
      }),
    ).rejects.toThrow()
    expect([await db.papers.toArray(), (await indexState(db)).revision]).toEqual(before)
    expect(await found('beacons')).toEqual([])
    expect(await db.days.count()).toBe(0)
  })

  test('that says nothing new writes no paper, and one that does writes that one alone', async () => {
    const said = (n: number, seen: number, upvotes: number) =>
      paperOf({
        ids: [`arxiv:2602.0000${n}`],
        title: `Lanterns ${n}`,
        seen,
        listings: [{ digest: 'hf', day: '2026-02-26', upvotes, seen }],
      })
    await storeBatch(db, { digest: 'hf', papers: [said(1, 10, 5), said(2, 10, 5)] })
    const before = await db.papers.toArray()
    expect(await storeBatch(db, { digest: 'hf', papers: [said(1, 20, 5), said(2, 20, 5)] })).toBe(0)
    expect(await db.papers.toArray()).toEqual(before)
    await storeBatch(db, { digest: 'hf', papers: [said(1, 30, 5), said(2, 30, 9)] })
    const [first, second] = await db.papers.toArray()
    expect(first).toEqual(before[0])
    expect(second?.listings).toEqual([{ digest: 'hf', day: '2026-02-26', upvotes: 9, seen: 30 }])
    expect(await indexState(db)).toMatchObject({ papers: 2 })
  })

  test('finds a paper by the title it had, though it has another now', async () => {
    const [old, now] = ['Of lanterns and the old harbour', 'Of beacons and the new harbour']
    const byTitle = fromTitle(old)
    if (!byTitle) throw new Error('The title is too short')
    await storeBatch(db, { papers: [paperOf({ ids: [byTitle], title: old, seen: 1 })] })
    await storeBatch(db, {
      papers: [paperOf({ ids: [byTitle, 'arxiv:2602.00001'], title: now, seen: 2 })],
    })
    expect((await db.papers.toArray()).map(row => row.title)).toEqual([now])
    await storeBatch(db, {
      papers: [paperOf({ ids: [byTitle], title: old, seen: 1, project: 'https://harbour.example/' })],
    })
    expect(await db.papers.toArray()).toMatchObject([
      { id: 'arxiv:2602.00001', title: now, project: 'https://harbour.example/' },
    ])
  })

  test('whose documents were made ahead has the vectors of its own table', async () => {
    const one = paper('arxiv:2602.00001', { title: 'Lanterns' })
    await prepareDocuments([one], null)
    const made = indexDocumentOf(one, null)
    expect(indexDocumentOf(one, null)).toBe(made)
    const vectors = parseTermVectors(tableOf(['lanterns', 'harbours']))
    expect(indexDocumentOf(one, vectors)).not.toBe(made)
    expect(indexDocumentOf(one, vectors)).toEqual({ ...made, vector: expect.any(Int8Array) })
  })

  test('of checkpoints alone stores them', async () => {
    const day = { digest: 'hf', day: '2026-02-26', papers: [], fetched: 5 }
    const source = { digest: 'hf', phase: 'idle', failures: 0 } as const
    await storeBatch(db, { papers: [], days: [day], source })
    expect(await db.days.toArray()).toEqual([day])
    expect(await db.sources.toArray()).toEqual([{ ...source, papers: 0 }])
    expect(await db.documents.count()).toBe(0)
  })
})

describe('upkeep of the index', () => {
  const WORDS = ['lanterns', 'harbours', 'beacons', 'tides', 'gulls', 'night', 'night vision', '论文']

  /** `batches` batches of papers; some of them change papers of earlier ones. */
  async function fill(batches: number): Promise<void> {
    for (let n = 0; n < batches; n++) {
      const word = (step: number) => WORDS[(n * 3 + step) % WORDS.length]
      await store(
        paper(`arxiv:2602.${10_000 + n}`, { title: `Of ${word(0)} and ${word(1)}, paper ${n}` }),
        paper(`arxiv:2602.${20_000 + (n % 9)}`, {
          title: `The ${word(2)} of chapter ${n % 9}`,
          abstract: `About ${word(n)}, told for the ${n}th time.`,
          authors: ['Ada Example'],
          seen: n + 1,
        }),
      )
    }
  }

  async function answers() {
    const all = []
    for (const query of [...WORDS, 'ada example', 'chapter', 'lantrens', 'har', 'of', 'told'])
      all.push([query, await found(query)])
    return all
  }

  test('merges many segments into few, and every search finds the same in the same order', async () => {
    await fill(30)
    const before = await answers()
    expect(await db.documents.count()).toBe(30)

    let steps = 0
    while (await maintainIndex(db)) steps++
    expect(steps).toBeGreaterThan(0)
    expect(await db.documents.count()).toBeLessThan(8)
    expect(await answers()).toEqual(before)
    // What was dead is gone for good.
    const documents = (await db.documents.toArray()).flatMap(row => unpackIds(row.ids))
    expect(documents).toHaveLength(await db.papers.count())
    expect(new Set(documents).size).toBe(documents.length)
  })

  test('after every batch keeps segments few', async () => {
    for (let n = 0; n < 40; n++) {
      await store(paper(`arxiv:2602.${10_000 + n}`, { title: `Of gulls, paper ${n}` }))
      while (await maintainIndex(db));
      expect(await db.documents.count()).toBeLessThan(8)
    }
    expect(await found('gulls')).toHaveLength(40)
  })

  test('with little to do does nothing', async () => {
    await fill(3)
    const before = (await indexState(db)).revision
    expect(await maintainIndex(db)).toBe(false)
    expect((await indexState(db)).revision).toBe(before)
  })

  test('never gives a segment the number of one that is gone: an open page would take it for that', async () => {
    await store(paper('arxiv:2602.00001'))
    const [first] = await db.documents.toCollection().primaryKeys()
    for (const table of [db.dictionaries, db.documents, db.facts, db.postings, db.vectors, db.papers])
      await table.clear()
    await store(paper('arxiv:2602.00002', { title: 'Gulls over the harbour' }))
    expect(await db.documents.toCollection().primaryKeys()).not.toContain(first)
    expect(await found('gulls')).toEqual(['arxiv:2602.00002'])
  })

  test('over an empty database does nothing', async () => {
    expect(await maintainIndex(db)).toBe(false)
    expect(await found('lanterns')).toEqual([])
  })

  test('builds anew what another analysis wrote, without what is dead, and open pages see it', async () => {
    await store(paper('arxiv:2602.00001'), paper('arxiv:2602.00002', { title: 'Beacons at sea' }))
    await store(paper('arxiv:2602.00002', { title: 'Gulls over the harbour', seen: 2 }))
    const [, second] = await db.documents.toArray()
    const [{ papers }] = [await corpus.search({ query: 'lanterns', limit: 1 })]
    const terms = { title: ['nretnal'], topics: [], summary: [], authors: [], abstract: [] }
    const documents = papers.map(row => ({ ...indexDocumentOf(row), terms }))
    await db.documents.delete(1)
    await db.dictionaries.delete(1)
    await db.facts.delete(1)
    await db.transaction('rw', db.tables, async () => putSegment(db, buildSegment(documents), 'old'))
    expect(await found('lanterns')).toEqual([])
    expect(await found('nretnal')).toEqual(['arxiv:2602.00001'])

    expect(await maintainIndex(db)).toBe(true)
    expect(await maintainIndex(db)).toBe(false)
    expect(await found('lanterns')).toEqual(['arxiv:2602.00001'])
    expect(await found('nretnal')).toEqual([])
    expect(await found('gulls')).toEqual(['arxiv:2602.00002'])
    expect(await found('beacons')).toEqual([])
    const versions = (await db.documents.toArray()).map(row => row.version)
    expect(versions).toEqual([second?.version, second?.version])
  })

  test('is noticed by a page that holds the index, even where it only wrote the same again', async () => {
    await store(paper('arxiv:2602.00001'))
    await db.documents.toCollection().modify({ version: 'old' })
    const reader = await corpus.index()
    expect(await maintainIndex(db)).toBe(true)
    expect(await corpus.index()).not.toBe(reader)
  })
})
