import 'fake-indexeddb/auto'
import { Dexie } from 'dexie'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { Corpus } from '@/lib/corpus/corpus'
import { GlossDatabase } from '@/lib/corpus/database'
import { indexDocumentOf } from '@/lib/corpus/index-document'
import { maintainIndex } from '@/lib/corpus/index-upkeep'
import { indexState } from '@/lib/corpus/segment-store'
import { storeBatch } from '@/lib/corpus/store'
import type { PaperId } from '@/lib/papers/identifier'
import { paperOf } from '@/lib/papers/merge'
import type { Paper } from '@/lib/papers/paper'
import { upvotesOf } from '@/lib/papers/paper'
import { unpackIds } from '@/lib/search/document-ids'
import { plainSearch } from '../search/plain'
import { Killed, killAt, watchWrites } from './kill'

const THINGS = ['lanterns', 'harbours', 'beacons', 'tides', 'gulls', 'signal', 'signals', '论文']
const QUERIES = [
  'lanterns',
  'signals ',
  'tides gulls ',
  'har',
  'beacon night',
  '论文',
  'about one of five signals and tides ',
]

let count = 0
const freshName = () => `upkeep-${++count}`
let open: GlossDatabase[] = []

function database(name = freshName()): GlossDatabase {
  const db = new GlossDatabase(name)
  open.push(db)
  return db
}

beforeEach(() => {
  open = []
})

afterEach(async () => {
  for (const db of open) db.close()
  for (const name of new Set(open.map(db => db.name))) await Dexie.delete(name)
})

/** What a digest says of paper `number` at time `seen`: other words each time, or only other upvotes. */
function paper(number: number, seen: number, words: readonly number[] = []): Paper {
  const things = words.map(word => THINGS[word % THINGS.length])
  return paperOf({
    ids: [`arxiv:2602.${10_000 + number}`],
    title: `Of ${things[0] ?? 'night'}, paper ${number}`,
    seen,
    abstract: `About ${things.join(' and ')}.`,
    published: `2026-02-${String(1 + (number % 28)).padStart(2, '0')}`,
    listings: [{ digest: 'hf', day: '2026-02-26', upvotes: (seen * 37) % 900, seen }],
    ...(seen % 3 === 0 && { code: 'https://code.example/' }),
  })
}

const noPaper = paper(0, 1)

async function finish(db: GlossDatabase): Promise<void> {
  while (await maintainIndex(db));
}

/** Papers that the index holds alive, in order of name: each paper as often as it is there. */
async function indexed(db: GlossDatabase): Promise<PaperId[]> {
  const alive: PaperId[] = []
  for (const row of await db.documents.toArray()) {
    const dead = (await db.facts.get(row.segment))?.facts.dead
    alive.push(...unpackIds(row.ids).filter((_, d) => !dead?.[d]))
  }
  return alive.sort()
}

/** Every search finds what a plain look at the stored papers finds, with its score, and their facts are those of now. */
async function expectRight(db: GlossDatabase): Promise<void> {
  const papers = await db.papers.toArray()
  const rows = new Map<string, Paper>(papers.map(row => [row.id, row]))
  const corpus = new Corpus(db)
  const entries = papers.map(row => ({ document: indexDocumentOf(row), dead: false }))
  const today = new Date().toISOString().slice(0, 10)
  for (const query of QUERIES) {
    const { best } = await corpus.match({ query, limit: 5000 })
    const expected = plainSearch(entries, query, today)
    expect(new Set(best.map(({ id }) => id)), query).toEqual(new Set(expected.keys()))
    for (const { id, score } of best) {
      const wanted = expected.get(id) ?? Number.NaN
      expect(Math.abs(score - wanted), `${query}: ${id}`).toBeLessThanOrEqual(1e-4 * wanted)
    }
  }
  const byUpvotes = await corpus.match({ query: 'upvotes:>=0', limit: 5000, order: 'upvotes' })
  expect(byUpvotes.best.map(({ id }) => upvotesOf(rows.get(id) ?? noPaper)).join(' ')).toBe(
    papers
      .flatMap(row => upvotesOf(row) ?? [])
      .sort((a, b) => b - a)
      .join(' '),
  )
  const withCode = await corpus.match({ query: 'has:code', limit: 5000 })
  expect(withCode.best.map(({ id }) => id).sort()).toEqual(
    papers.flatMap(row => (row.code ? [row.id] : [])).sort(),
  )
}

async function expectWhole(db: GlossDatabase): Promise<void> {
  expect(await indexed(db)).toEqual((await db.papers.toCollection().primaryKeys()).sort())
  expect((await indexState(db)).incomplete).toBe(false)
  expect(await new Corpus(db).size()).toBe(await db.papers.count())
  expect(await db.merges.count()).toBe(0)
  // Nothing is left of segments that are gone.
  const segments = await db.documents.toCollection().primaryKeys()
  for (const table of [db.dictionaries, db.facts, db.vectors])
    expect(await table.toCollection().primaryKeys()).toEqual(segments)
  const chunks = await db.postings.toCollection().primaryKeys()
  expect([...new Set(chunks.map(([segment]) => segment))].filter(s => !segments.includes(s))).toEqual([])
  const versions = (await db.documents.toArray()).map(row => row.version)
  expect(versions.filter(version => version === 'old')).toEqual([])
}

type Action =
  | { readonly kind: 'store'; readonly papers: readonly (readonly [number, number[]])[] }
  | { readonly kind: 'join'; readonly paper: number }
  | { readonly kind: 'upkeep'; readonly steps: number }
  | { readonly kind: 'outdate' }
  | {
      readonly kind: 'kill'
      readonly write: number
      readonly how: 'before' | 'after' | 'close'
      readonly store: boolean
    }

const stored = fc.array(
  fc.tuple(fc.nat({ max: 12 }), fc.array(fc.nat({ max: THINGS.length - 1 }), { minLength: 1, maxLength: 3 })),
  { minLength: 1, maxLength: 4 },
)
const action: fc.Arbitrary<Action> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('store' as const), papers: stored }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('join' as const), paper: fc.nat({ max: 12 }) }) },
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant('upkeep' as const), steps: fc.integer({ min: 1, max: 3 }) }),
  },
  { weight: 1, arbitrary: fc.constant({ kind: 'outdate' as const }) },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('kill' as const),
      write: fc.integer({ min: 1, max: 8 }),
      how: fc.constantFrom('before' as const, 'after' as const, 'close' as const),
      store: fc.boolean(),
    }),
  },
)

describe('whatever happens in whatever order', () => {
  test('searches find the papers as they are now, each once, and upkeep ends with a whole index', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(action, { minLength: 3, maxLength: 14 }), async actions => {
        const name = freshName()
        let db = database(name)
        for (const [now, action] of actions.entries()) {
          if (action.kind === 'kill') {
            db.close()
            const doomed = database(name)
            killAt(doomed, action.write, action.how)
            const work = action.store
              ? storeBatch(doomed, { papers: [paper(now, now + 1, [now])] })
              : finish(doomed)
            await work.catch(error => expect(String(error)).toMatch(/Killed|closed|Abort/i))
            doomed.close()
            db = database(name)
          } else await act(db, action, now + 1)
          // An outdated segment still answers; it holds what was indexed of its papers.
          expect(await indexed(db)).toEqual((await db.papers.toCollection().primaryKeys()).sort())
          if (now % 3 === 2) await expectRight(db)
        }
        await finish(db)
        await expectWhole(db)
        await expectRight(db)
        db.close()
      }),
      { numRuns: 60 },
    )
  }, 180_000)
})

async function act(db: GlossDatabase, action: Exclude<Action, { kind: 'kill' }>, now: number): Promise<void> {
  switch (action.kind) {
    case 'store':
      await storeBatch(db, { papers: action.papers.map(([number, words]) => paper(number, now, words)) })
      return
    case 'join': {
      // A paper under another name, then one that carries both names.
      const acl: PaperId = `acl:2026.acl-long.${action.paper}`
      await storeBatch(db, {
        papers: [paperOf({ ids: [acl], title: `Of gulls ${action.paper}`, seen: now })],
      })
      const both = paper(action.paper, now, [action.paper])
      await storeBatch(db, {
        papers: [paperOf({ ...both, ids: [...both.ids, acl], title: both.title, seen: now })],
      })
      return
    }
    case 'upkeep':
      for (let step = 0; step < action.steps; step++) await maintainIndex(db)
      return
    case 'outdate':
      await db.documents.toCollection().modify({ version: 'old' })
  }
}

describe('a merge of several steps', () => {
  const WORDS_A_PAPER = 700
  const PAPERS = 4 * 65

  /** Four segments whose postings take several steps to merge. */
  async function four(name: string): Promise<GlossDatabase> {
    const db = database(name)
    const word = (n: number) => `w${(n * 7919) % 90_000}x`
    for (let batch = 0; batch < 4; batch++)
      await storeBatch(db, {
        papers: Array.from({ length: PAPERS / 4 }, (_, i) => {
          const number = batch * 100 + i
          const words = Array.from({ length: WORDS_A_PAPER }, (_, k) => word(number * WORDS_A_PAPER + k))
          return {
            ...paper(number, 1, [number]),
            summaries: [{ digest: 'hf', text: words.join(' '), seen: 1 }],
          }
        }),
      })
    return db
  }

  async function allRows(db: GlossDatabase) {
    const rows = await Promise.all(
      [db.dictionaries, db.documents, db.facts, db.postings, db.vectors].map(table => table.toArray()),
    )
    return JSON.stringify(rows, (_, value) =>
      ArrayBuffer.isView(value) ? [...(value as Uint8Array)] : value,
    )
  }

  test('killed at any write of any step ends in the very same rows', async () => {
    const name = freshName()
    const db = await four(name)
    let writes = 0
    watchWrites(db, { after: () => void writes++ })
    let steps = 0
    while (await maintainIndex(db)) steps++
    expect(steps).toBeGreaterThan(4)
    expect(await db.documents.count()).toBe(1)
    const undisturbed = await allRows(db)
    db.close()

    for (const how of ['before', 'after', 'close'] as const) {
      const again = freshName()
      ;(await four(again)).close()
      let killed = 0
      // Each worker lives a few writes longer than one step takes, so that every step is reached and broken off.
      for (let life = 1; ; life++) {
        const doomed = database(again)
        killAt(doomed, 2 + ((life * 3) % 31), how)
        const died = await finish(doomed).then(
          () => false,
          () => true,
        )
        doomed.close()
        if (!died) break
        killed++
        expect(life).toBeLessThan(500)
        const reader = database(again)
        const { total } = await new Corpus(reader).search({ query: 'paper', limit: 5 })
        expect(total).toBe(PAPERS)
        reader.close()
      }
      expect(killed).toBeGreaterThan(2)
      const end = database(again)
      expect((await indexState(end)).nextSegment).toBe(6)
      expect(await allRows(end)).toBe(undisturbed)
      end.close()
    }
  }, 180_000)

  test('takes in what happens to its papers meanwhile', async () => {
    const db = await four(freshName())
    expect(await maintainIndex(db)).toBe(true)
    expect(await db.merges.count()).toBe(1)
    await maintainIndex(db)
    await storeBatch(db, { papers: [paper(1, 1), paper(100, 6, [0])] })
    const upvotes = paper(200, 1, [200])
    await storeBatch(db, {
      papers: [{ ...upvotes, listings: [{ digest: 'hf', day: '2026-02-26', upvotes: 899, seen: 9 }] }],
    })
    expect(await db.merges.count()).toBe(1)
    await finish(db)
    await expectWhole(db)
    await expectRight(db)
    const { best } = await new Corpus(db).match({ query: 'upvotes:>898', limit: 10 })
    expect(best.map(({ id }) => id)).toEqual(['arxiv:2602.10200'])
  })

  test('goes on while pages search and papers come in, and none of them sees anything of it', async () => {
    const db = await four(freshName())
    let mended = 0
    const page = new Corpus(db, () => void mended++)
    let done = false
    const upkeep = finish(db).finally(() => {
      done = true
    })
    let searches = 0
    let extra = 0
    while (!done) {
      const { total } = await page.search({ query: 'about', limit: 5 })
      expect(total).toBe(PAPERS + extra)
      if (++searches % 2 === 0) await storeBatch(db, { papers: [paper(900 + extra++, 1, [extra])] })
    }
    await upkeep
    expect(searches).toBeGreaterThan(1)
    expect(extra).toBeGreaterThan(0)
    expect(mended).toBe(0)
    await finish(db)
    await expectWhole(db)
    expect((await page.search({ query: 'about', limit: 5 })).total).toBe(PAPERS + extra)
  })

  test('of inputs that all died meanwhile leaves nothing', async () => {
    const db = database()
    for (let n = 0; n < 4; n++) await storeBatch(db, { papers: [paper(n, 1, [n])] })
    await maintainIndex(db)
    await storeBatch(db, { papers: [0, 1, 2, 3].map(n => paper(n, 2, [n + 1])) })
    await finish(db)
    await expectWhole(db)
    await expectRight(db)
    expect((await db.documents.toArray()).map(row => row.ids.packed.length).sort()).toEqual([4, 4])
    await storeBatch(db, { papers: [0, 1, 2, 3].map(n => paper(n, 3, [n + 2])) })
    await storeBatch(db, { papers: [0, 1, 2, 3].map(n => paper(n, 4, [n + 3])) })
    await finish(db)
    expect((await db.documents.toArray()).map(row => row.ids.packed.length)).toEqual([4])
  })
})

describe('an index of another version', () => {
  test('is built anew in steps, during which searches find the same', async () => {
    const db = database()
    const papers = Array.from({ length: 1_250 }, (_, n) => paper(n, 1, [n, n + 2]))
    await storeBatch(db, { papers })
    await storeBatch(db, { papers: papers.slice(0, 30).map((_, n) => paper(n, 2, [n + 1])) })
    await db.documents.toCollection().modify({ version: 'old' })
    const before = await indexed(db)
    let steps = 0
    do {
      expect(await indexed(db)).toEqual(before)
      await expectRight(db)
      steps++
    } while (await maintainIndex(db))
    expect(steps).toBeGreaterThan(4)
    await expectWhole(db)
  })

  test('of exactly as many papers as one step takes is built anew to the end', async () => {
    const db = database()
    await storeBatch(db, { papers: Array.from({ length: 500 }, (_, n) => paper(n, 1, [n])) })
    await db.documents.toCollection().modify({ version: 'old' })
    await finish(db)
    await expectWhole(db)
  })

  test('that a merge is just writing is built anew after it', async () => {
    const db = database()
    for (let n = 0; n < 4; n++) await storeBatch(db, { papers: [paper(n, 1, [n])] })
    await maintainIndex(db)
    expect(await db.merges.count()).toBe(1)
    await db.documents.toCollection().modify({ version: 'old' })
    await finish(db)
    await expectWhole(db)
    await expectRight(db)
  })
})

describe('segments', () => {
  test('stay few: three of a size, and sizes grow fourfold', async () => {
    const db = database()
    let papers = 0
    for (let batch = 0; batch < 60; batch++) {
      const size = 1 + ((batch * 17) % 40)
      await storeBatch(db, { papers: Array.from({ length: size }, () => paper(papers++, 1, [papers])) })
      await finish(db)
      const sizes = 2 + Math.ceil(Math.log(Math.max(1, papers / 64)) / Math.log(4))
      expect(await db.documents.count()).toBeLessThanOrEqual(3 * sizes)
    }
    await expectWhole(db)
  })
})

describe('a database of version 1', () => {
  test('is taken over: every paper is indexed, and everything else is kept', async () => {
    const name = freshName()
    const old = new Dexie(name)
    old.version(1).stores({
      papers: 'id, *ids, titleKey',
      days: '[digest+day], digest',
      sources: 'digest',
      segments: '++id',
      segmentDocuments: 'id',
      library: 'id, *ids, saved',
    })
    const papers = Array.from({ length: 700 }, (_, n) => paper(n, 1, [n, n + 3]))
    const day = { digest: 'hf', day: '2026-02-26', papers: papers.map(({ id }) => id), fetched: 5 }
    const source = { digest: 'hf', phase: 'idle', failures: 0, lastSuccess: 5 }
    const [first] = papers
    const entry = { id: first?.id, ids: first?.ids, state: 'reading', saved: 7, paper: first }
    await old.table('papers').bulkPut(papers)
    await old.table('days').put(day)
    await old.table('sources').put(source)
    await old.table('library').put(entry)
    const segment = await old.table('segments').put({ segment: { terms: ['x'], ring: Uint32Array.of(0) } })
    await old
      .table('segmentDocuments')
      .put({ id: segment, ids: ['arxiv:2602.10000'], dead: Uint8Array.of(0), analysis: 2 })
    old.close()

    const db = database(name)
    expect((await new Corpus(db).search({ query: 'lanterns', limit: 5 })).total).toBe(0)
    expect((await indexState(db)).incomplete).toBe(true)
    // New papers are found at once, old ones as upkeep comes to them.
    await storeBatch(db, { papers: [paper(900, 1, [0])] })
    expect((await new Corpus(db).search({ query: 'lanterns', limit: 5 })).total).toBe(1)
    await finish(db)
    await expectWhole(db)
    await expectRight(db)
    expect(await db.papers.count()).toBe(701)
    expect((await db.papers.toArray())[3]).toEqual(papers[3])
    expect(await db.days.toArray()).toEqual([day])
    expect(await db.sources.toArray()).toEqual([{ ...source, papers: 700 }])
    expect(await db.library.toArray()).toMatchObject([
      { id: first?.id, ids: first?.ids, state: 'reading', saved: 7 },
    ])
    expect(db.tables.map(table => table.name)).not.toContain('segments')
    expect([...db.backendDB().objectStoreNames]).not.toContain('segmentDocuments')
  })
})

test('a kill is what it says', async () => {
  const db = database()
  killAt(db, 2, 'before')
  await expect(storeBatch(db, { papers: [paper(1, 1)] })).rejects.toThrow(Killed)
  expect(await db.papers.count()).toBe(0)
})
