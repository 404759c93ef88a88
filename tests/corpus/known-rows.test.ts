import 'fake-indexeddb/auto'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { Corpus } from '@/lib/corpus/corpus'
import { GlossDatabase } from '@/lib/corpus/database'
import { maintainIndex } from '@/lib/corpus/index-upkeep'
import { knownRows, type NamedRow } from '@/lib/corpus/known-rows'
import { removeDigestStep } from '@/lib/corpus/removal'
import { updateState } from '@/lib/corpus/segment-store'
import { storeBatch } from '@/lib/corpus/store'
import type { PaperId } from '@/lib/papers/identifier'
import { paperOf } from '@/lib/papers/merge'
import type { Paper } from '@/lib/papers/paper'
import { countRequests } from './requests'

let count = 0
let db: GlossDatabase

beforeEach(() => {
  db = new GlossDatabase(`known-rows-${++count}`)
})
afterEach(async () => {
  vi.restoreAllMocks()
  await db.delete()
})

function paper(ids: readonly PaperId[], title: string, upvotes?: number): Paper {
  const listings = [{ digest: 'hf', day: '2026-02-26', seen: 1, ...(upvotes !== undefined && { upvotes }) }]
  return paperOf({ ids, title, listings, seen: 1 })
}

const arxivId = (n: number): PaperId => `arxiv:2602.${10_000 + n}`
const TIDES = 'Tides that learn when to turn'

/** One paper of each kind, in two segments. */
async function storeAll(): Promise<void> {
  await storeBatch(db, {
    papers: [
      paper(['arxiv:2602.00001'], 'Lanterns that glow at night', 128),
      paper(
        ['arxiv:2602.00002', 'doi:10.1000/gulls', 'acl:2026.acl-long.7'],
        'Gulls that follow the ships home',
        0,
      ),
      paper(['arxiv:hep-th/9901001'], 'Signals from a very old lighthouse', 3),
      paper(['doi:10.1000/beacons'], 'Beacons that answer one another', 7),
    ],
  })
  await storeBatch(db, {
    papers: [
      paper(['title:windthatisknownbyitsname'], 'Wind that is known by its name'),
      paper(['arxiv:2602.00003'], TIDES),
      paper(['arxiv:2602.00004'], TIDES, 5),
      paper(['openreview:engines', 'doi:10.1000/engines'], 'Engines that run on very little', 9),
    ],
  })
}

/** What `Corpus.find` says of the same rows. */
async function foundOneByOne(rows: readonly NamedRow[]) {
  const corpus = new Corpus(db)
  return Promise.all(
    rows.map(async ({ ids, title }) => {
      const found = await corpus.find(ids, title)
      return found ? { id: found.paper.id, by: found.by } : null
    }),
  )
}

const ROWS: [why: string, row: NamedRow, id: PaperId | null, upvotes?: number][] = [
  ['an arXiv identifier', { ids: ['arxiv:2602.00001'] }, 'arxiv:2602.00001', 128],
  ['none of whose title matters', { ids: ['arxiv:2602.00001'], title: TIDES }, 'arxiv:2602.00001', 128],
  ['that has no upvotes, which are counted', { ids: ['arxiv:2602.00002'] }, 'arxiv:2602.00002', 0],
  ['an old arXiv identifier', { ids: ['arxiv:hep-th/9901001'] }, 'arxiv:hep-th/9901001', 3],
  ['an old one that nobody has', { ids: ['arxiv:hep-th/9901002'] }, null],
  ['an arXiv identifier that nobody has', { ids: ['arxiv:2602.99999'] }, null],
  ['another identifier of a paper', { ids: ['doi:10.1000/gulls'] }, 'arxiv:2602.00002', 0],
  ['a third', { ids: ['acl:2026.acl-long.7'] }, 'arxiv:2602.00002', 0],
  ['two, one of them unknown', { ids: ['doi:10.1000/none', 'acl:2026.acl-long.7'] }, 'arxiv:2602.00002', 0],
  ['a DOI that a paper is stored under', { ids: ['doi:10.1000/beacons'] }, 'doi:10.1000/beacons', 7],
  ['a title alone', { ids: [], title: 'LANTERNS that glow, at night' }, 'arxiv:2602.00001', 128],
  ['a title of two papers', { ids: [], title: TIDES }, null],
  ['a title that is too short', { ids: [], title: 'Tides' }, null],
  [
    'a title with an unknown DOI',
    { ids: ['doi:10.1000/new'], title: 'Lanterns that glow at night' },
    'arxiv:2602.00001',
    128,
  ],
  ['a title with another DOI', { ids: ['doi:10.1000/new'], title: 'Gulls that follow the ships home' }, null],
  [
    'a title with another arXiv identifier',
    { ids: ['arxiv:2602.77777'], title: 'Lanterns that glow at night' },
    null,
  ],
  [
    'an arXiv identifier and the title of a paper without',
    { ids: ['arxiv:2602.77777'], title: 'Beacons that answer one another' },
    'doi:10.1000/beacons',
    7,
  ],
  [
    'the same with another DOI',
    { ids: ['arxiv:2602.77777', 'doi:10.1000/new'], title: 'Beacons that answer one another' },
    null,
  ],
  [
    'and with another DOI than the second of its names',
    { ids: ['doi:10.1000/new'], title: 'Engines that run on very little' },
    null,
  ],
  [
    'an arXiv identifier and a paper known by title',
    { ids: ['arxiv:2602.77777'], title: 'Wind that is known by its name' },
    'title:windthatisknownbyitsname',
  ],
  [
    'two identifiers and a title of two',
    { ids: ['doi:10.1000/new', 'arxiv:2602.00004'], title: TIDES },
    'arxiv:2602.00004',
    5,
  ],
  ['nothing', { ids: [] }, null],
]
const rows = ROWS.map(([, row]) => row)
const expected = ROWS.map(([, , id, upvotes]) => id && { id, ...(upvotes !== undefined && { upvotes }) })
const without = (found: Awaited<ReturnType<typeof knownRows>>) =>
  found.map(one => one && { ...one, by: undefined })

describe('rows of a page', () => {
  test.each(ROWS)('%s: %j is %s', async (_, row, id, upvotes) => {
    await storeAll()
    const [found] = await knownRows(db, [row])
    expect(found?.id ?? null).toBe(id)
    expect(found?.upvotes).toBe(upvotes)
  })

  test('are found as one by one, in one question, again, and one by title where only the title says so', async () => {
    await storeAll()
    const found = await knownRows(db, rows)
    expect(found.map(one => one && { id: one.id, by: one.by })).toEqual(await foundOneByOne(rows))
    expect(await knownRows(db, rows)).toEqual(found)
    // Looked up title by title where there are fewer of them than papers without an arXiv identifier.
    const alone = await Promise.all(rows.map(async row => (await knownRows(db, [row]))[0]))
    expect(alone).toEqual(found)
  })

  test('are none in an empty corpus', async () => {
    expect(await knownRows(db, rows)).toEqual(rows.map(() => null))
    expect(await knownRows(db, [])).toEqual([])
  })

  test('an identifier that is a title says no more than the title', async () => {
    await storeAll()
    expect(await knownRows(db, [{ ids: ['title:windthatisknownbyitsname'] }])).toEqual([
      { id: 'title:windthatisknownbyitsname', by: 'title' },
    ])
  })
})

describe('the corpus that changes', () => {
  /** Whether the index is still trusted to have every paper: then no paper is looked up that is not in it. */
  async function expectTrust(): Promise<void> {
    const { names } = await countRequests(() => knownRows(db, [{ ids: ['arxiv:2602.99999'] }]))
    expect(names).not.toContain('getAllKeys')
  }

  test('is asked anew: papers that came, went, moved to another name, and new upvotes', async () => {
    await storeAll()
    await knownRows(db, rows)
    await storeBatch(db, {
      papers: [
        paper(['arxiv:2602.00009'], 'A paper that is new today', 2),
        // Indexed anew, so that its first document is dead.
        paper(['arxiv:2602.00001', 'doi:10.1000/lanterns'], 'Lanterns that glow at night and by day', 200),
        paper(['arxiv:2602.00008', 'doi:10.1000/beacons'], 'Beacons that answer one another', 8),
      ],
    })
    const asked: NamedRow[] = [
      { ids: ['arxiv:2602.00009'] },
      { ids: ['arxiv:2602.00001'] },
      { ids: ['doi:10.1000/beacons'] },
      { ids: [], title: 'Lanterns that glow at night' },
    ]
    expect(await knownRows(db, asked)).toEqual([
      { id: 'arxiv:2602.00009', by: 'id', upvotes: 2 },
      { id: 'arxiv:2602.00001', by: 'id', upvotes: 200 },
      { id: 'arxiv:2602.00008', by: 'id', upvotes: 8 },
      null,
    ])
    await expectTrust()
    while (await maintainIndex(db, 2));
    expect(await db.documents.count()).toBe(1)
    expect((await knownRows(db, asked)).map(one => one?.upvotes)).toEqual([2, 200, 8, undefined])
    await expectTrust()
    while (await removeDigestStep(db, 'hf', 'remove papers'));
    expect(await knownRows(db, asked)).toEqual([null, null, null, null])
    await expectTrust()
  })

  test('may be asked by many at once', async () => {
    await storeAll()
    const all = await Promise.all(Array.from({ length: 5 }, () => knownRows(db, rows)))
    for (const found of all)
      expect(without(found)).toEqual(expected.map(one => one && { ...one, by: undefined }))
  })
})

describe('an index that is damaged', () => {
  test.each<[what: string, damage: () => Promise<unknown>]>([
    ['has lost the identifiers of a segment', () => db.documents.delete(1)],
    ['has lost the facts of a segment', () => db.facts.delete(1)],
    ['has lost a segment whole', () => Promise.all([db.facts.delete(1), db.documents.delete(1)])],
    [
      'has a bit turned over in identifiers',
      () =>
        db.documents.toCollection().modify(({ ids: { packed } }) => {
          packed[0] = (packed[0] ?? 0) ^ 1
        }),
    ],
    [
      'says that a paper is dead which is not',
      () =>
        db.facts.toCollection().modify(({ facts: { dead } }) => {
          dead[0] = 1
        }),
    ],
    ['says itself that it is incomplete', () => updateState(db, { incomplete: true })],
  ])('that %s misses nothing: the papers are asked', async (_, damage) => {
    await storeAll()
    // Once with what was read before the damage, once without.
    await knownRows(db, rows)
    await damage()
    await updateState(db)
    for (const context of [db, new GlossDatabase(db.name)]) {
      const found = await knownRows(context, rows)
      expect(without(found)).toEqual(expected.map(one => one && { ...one, by: undefined }))
      if (context !== db) context.close()
    }
  })
})

describe('what it costs', () => {
  const many = Array.from(
    { length: 2000 },
    (_, n): NamedRow => ({
      ids: [arxivId(n)],
      title: `Paper number ${n} about lamps`,
    }),
  )

  test('is the same for two thousand arXiv papers as for one, however many are known', async () => {
    const known = Array.from({ length: 300 }, (_, n) =>
      paper([arxivId(n * 3)], `Paper number ${n * 3} about lamps`, n),
    )
    await storeBatch(db, { papers: known })
    const cold = await countRequests(() => knownRows(db, many))
    expect(cold.answer.filter(Boolean)).toHaveLength(300)
    expect(cold.requests).toBe(3)
    const warm = await countRequests(() => knownRows(db, many))
    expect(warm.answer).toEqual(cold.answer)
    expect(warm.requests).toBe(1)
    expect((await countRequests(() => knownRows(db, many.slice(0, 1)))).requests).toBe(1)
  })

  test('is hardly more where the corpus has a paper that is on no arXiv', async () => {
    await storeAll()
    await knownRows(db, many)
    expect((await countRequests(() => knownRows(db, many))).requests).toBe(1)
  })

  test('is one look for each other identifier and title, and no row', async () => {
    await storeAll()
    await knownRows(db, [])
    const titles = Array.from(
      { length: 50 },
      (_, n): NamedRow => ({ ids: [], title: `Paper number ${n} about lamps` }),
    )
    const { requests, names } = await countRequests(() => knownRows(db, [...titles, ...titles]))
    expect(requests).toBe(51)
    expect(names).toEqual(['get', 'getAllKeys'])
  })

  test('is some looks at a time, so that whoever else asks gets a turn', async () => {
    await storeAll()
    const getAllKeys = IDBIndex.prototype.getAllKeys
    let [open, most, asked] = [0, 0, 0]
    vi.spyOn(IDBIndex.prototype, 'getAllKeys').mockImplementation(function (this: IDBIndex, ...range) {
      const request = getAllKeys.apply(this, range)
      most = Math.max(most, ++open)
      asked++
      request.addEventListener('success', () => open--)
      return request
    })
    const titles = many.map(({ title = '' }): NamedRow => ({ ids: [], title }))
    const last: NamedRow = { ids: [], title: 'Signals from a very old lighthouse' }
    const found = await knownRows(db, [...titles, ...titles, last])
    expect(found.flatMap(one => one ?? [])).toEqual([{ id: 'arxiv:hep-th/9901001', by: 'title', upvotes: 3 }])
    expect(asked).toBe(titles.length + 1)
    expect(most).toBe(200)
  })
})
