import 'fake-indexeddb/auto'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { GlossDatabase } from '@/lib/corpus/database'
import { maintainIndex } from '@/lib/corpus/index-upkeep'
import { storeBatch } from '@/lib/corpus/store'
import { storageUse } from '@/lib/corpus/usage'
import { savePaper } from '@/lib/library/library'
import { paperOf } from '@/lib/papers/merge'
import type { Paper } from '@/lib/papers/paper'
import { tableOf } from './vectors'

const WORDS = ['lanterns', 'harbours', 'beacons', 'tides', 'gulls', 'signals', 'engines', 'wind']

let count = 0
let db: GlossDatabase

beforeEach(() => {
  db = new GlossDatabase(`usage-${++count}`, async () => tableOf(WORDS))
})

afterEach(async () => {
  await db.delete()
})

/** Papers of two sources: those of arXiv with an abstract, the others with hardly anything. */
function paper(number: number): Paper {
  const abstract = Array.from({ length: 60 }, (_, n) => `${WORDS[(number + n) % 8]} ${number * n}`).join(' ')
  const isArxiv = number % 3 > 0
  return paperOf({
    ids: [isArxiv ? `arxiv:2602.${10_000 + number}` : `doi:10.1000/${number}`],
    title: `Of ${WORDS[number % 8]}, paper ${number} – ein Überblick`,
    ...(isArxiv && { abstract }),
    listings: [{ digest: 'hf', day: '2026-02-26', seen: 1 }],
    seen: 1,
  })
}

async function fill(papers: number): Promise<void> {
  const all = Array.from({ length: papers }, (_, n) => paper(n))
  for (let from = 0; from < papers; from += 500) {
    const some = all.slice(from, from + 500)
    const day = `2026-01-${10 + from / 500}`
    const ids = some.map(({ id }) => id)
    await storeBatch(db, { papers: some, days: [{ digest: 'hf', day, papers: ids, fetched: 1 }] })
  }
}

/** Bytes of the rows of some tables, all of them read: text as UTF-8, arrays as they are. */
async function bytesOf(...tables: readonly string[]): Promise<number> {
  let bytes = 0
  const text = new TextEncoder()
  for (const table of tables)
    for (const row of await db.table(table).toArray()) {
      const rest = JSON.stringify(row, (_, value) => {
        if (!ArrayBuffer.isView(value)) return value
        bytes += value.byteLength
        return 0
      })
      bytes += text.encode(rest).length
    }
  return bytes
}

const INDEX = ['dictionaries', 'documents', 'facts', 'postings', 'vectors']

describe('the use of storage', () => {
  test.each([
    [40, 'few papers, all of which are looked at'],
    [3_000, 'many papers'],
  ])('of %i papers is about right (%s)', async papers => {
    await fill(papers)
    await savePaper(db, paper(1), { now: 1 })
    const use = await storageUse(db)
    expect([use.papers, use.library]).toEqual([papers, 1])
    const within = (part: number) => (bytes: number, actual: number) => {
      expect(bytes).toBeGreaterThan((1 - part) * actual)
      expect(bytes).toBeLessThan((1 + part) * actual)
    }
    within(papers > 100 ? 0.1 : 0.001)(use.bytes.papers, await bytesOf('papers'))
    within(0.1)(use.bytes.index, await bytesOf(...INDEX))
    expect(use.bytes.lists).toBe((await bytesOf('days')) + (await bytesOf('parts')))
    expect(use.bytes.library).toBe((await bytesOf('library')) + (await bytesOf('entries')))
  })

  test('goes down when dead weight is merged away, and is told in the middle of it', async () => {
    await fill(2_000)
    const before = await storageUse(db)
    await storeBatch(db, { papers: [paper(1), paper(2)].map(one => ({ ...one, title: `${one.title}!` })) })
    await maintainIndex(db)
    expect(await db.merges.count()).toBe(1)
    expect((await storageUse(db)).bytes.index).toBeGreaterThan(before.bytes.index)
    while (await maintainIndex(db));
    expect((await storageUse(db)).bytes.index).toBeLessThan(before.bytes.index)
  })

  test('is told from few rows, however many there are', async () => {
    await fill(3_000)
    const read = new Map<string, number>()
    const note = (table: string, rows: number) => read.set(table, (read.get(table) ?? 0) + rows)
    db.use({
      stack: 'dbcore',
      name: 'count-reads',
      create: core => ({
        ...core,
        table: name => {
          const table = core.table(name)
          return {
            ...table,
            getMany: request => {
              note(name, request.keys.length)
              return table.getMany(request)
            },
            query: async request => {
              const answer = await table.query(request)
              note(name, answer.result.length)
              return answer
            },
          }
        },
      }),
    })
    db.close()
    await db.open()
    await storageUse(db)
    expect(read.get('papers')).toBeGreaterThan(100)
    expect(read.get('papers')).toBeLessThanOrEqual(200)
  })

  test('is known of papers that are not indexed yet', async () => {
    await db.papers.bulkPut(Array.from({ length: 400 }, (_, n) => paper(n)))
    const use = await storageUse(db)
    expect(use.bytes.index).toBe(0)
    expect(use.bytes.papers).toBeGreaterThan(0.5 * (await bytesOf('papers')))
  })

  test('of nothing is nothing', async () => {
    expect(await storageUse(db)).toEqual({
      papers: 0,
      library: 0,
      bytes: { papers: 0, index: 0, library: 0, lists: 0 },
    })
  })

  test('has what the browser says, where it says it', async () => {
    expect(await storageUse(db, { usage: 5, quota: 9 })).toMatchObject({ total: 5, quota: 9 })
    expect(await storageUse(db, { quota: 9 })).not.toHaveProperty('total')
  })
})
