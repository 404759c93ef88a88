import 'fake-indexeddb/auto'
import type { Table } from 'dexie'
import { afterEach, beforeEach, describe, expect, type Mock, test, vi } from 'vitest'
import { Corpus } from '@/lib/corpus/corpus'
import { GlossDatabase } from '@/lib/corpus/database'
import type { MergeJob } from '@/lib/corpus/index-rows'
import { maintainIndex } from '@/lib/corpus/index-upkeep'
import { indexState } from '@/lib/corpus/segment-store'
import { storeBatch } from '@/lib/corpus/store'
import { paperOf } from '@/lib/papers/merge'
import type { Paper } from '@/lib/papers/paper'
import { unpackIds } from '@/lib/search/document-ids'
import { tableOf } from './vectors'

const THINGS = ['lanterns', 'harbours', 'beacons', 'tides', 'gulls', 'signals', 'engines', 'wind']
/** Two of few words, one of many, which is also asked by what it means, and one of facts. All papers hold "coast". */
const QUERIES = [
  'coast',
  'coast lanterns ',
  'the coast where lanterns and beacons are signals of engines or tides',
  'upvotes:>=0',
]
const PAPERS_A_SEGMENT = 20

let count = 0
let db: GlossDatabase
let mend: Mock<() => void>
let logged: Mock<(...words: unknown[]) => void>

beforeEach(() => {
  db = new GlossDatabase(`damage-${++count}`, async () => tableOf(THINGS))
  mend = vi.fn()
  logged = vi.fn()
  vi.spyOn(console, 'error').mockImplementation(logged)
})

afterEach(async () => {
  await db.delete()
  vi.restoreAllMocks()
})

/** Papers by number; one in four has no arXiv identifier. */
function paper(number: number, more = ''): Paper {
  const [first, second] = [THINGS[number % 8], THINGS[(number * 3 + 1) % 8]]
  return paperOf({
    ids: [number % 4 === 3 ? `doi:10.1000/${number}` : `arxiv:2602.${10_000 + number}`],
    title: `Of ${first} on the coast, paper ${number}`,
    abstract: `About ${second} and ${first}. ${more}`,
    published: `2026-02-${10 + (number % 18)}`,
    listings: [{ digest: 'hf', day: '2026-02-26', upvotes: number, seen: 1 }],
    seen: 1,
  })
}

async function storeSegments(segments: number, more?: (number: number) => string): Promise<void> {
  for (let s = 0; s < segments; s++) {
    const numbers = Array.from({ length: PAPERS_A_SEGMENT }, (_, i) => s * PAPERS_A_SEGMENT + i)
    await storeBatch(db, { papers: numbers.map(number => paper(number, more?.(number))) })
  }
}

async function finish(): Promise<void> {
  let steps = 0
  while (await maintainIndex(db)) expect(++steps).toBeLessThan(100)
  expect(await db.merges.count()).toBe(0)
  expect((await indexState(db)).incomplete).toBe(false)
}

/** What every query finds, each with its score to four digits. */
async function answers(corpus = new Corpus(db)): Promise<Record<string, string>[]> {
  const all = []
  for (const query of QUERIES) {
    const { best } = await corpus.match({ query, limit: 1000 })
    all.push(Object.fromEntries(best.map(({ id, score }) => [id, score.toPrecision(4)])))
  }
  return all
}

async function papersIn(segment: number): Promise<string[]> {
  const row = await db.documents.get(segment)
  return row ? unpackIds(row.ids) : []
}

/** One bit of an array's bytes is turned over, `where` of the way to its end. */
function flip(array: ArrayBufferView, where: number): void {
  const bytes = new Uint8Array(array.buffer, array.byteOffset, array.byteLength)
  const at = Math.min(bytes.length - 1, Math.floor(where * bytes.length))
  bytes[at] = (bytes[at] ?? 0) ^ (1 << (at % 8))
}

function misspelt(text: string, where: number): string {
  const at = Math.floor(where * (text.length - 1))
  return `${text.slice(0, at)}?${text.slice(at + 1)}`
}

type Damage = (segment: number, where: number) => Promise<unknown>

/** The rows of all tables of a segment, as far as they are damaged here. */
interface Row {
  sum: number
  readonly dictionary: {
    terms: number
    readonly bytes: Uint8Array
    readonly groups: Uint32Array
    readonly postings: Uint32Array
  }
  readonly ids: { readonly packed: Uint32Array; others: string }
  readonly lengths: Uint8Array
  readonly facts: {
    dead: Uint8Array
    readonly dates: Uint16Array
    readonly upvotes: Uint16Array
    readonly flags: Uint8Array
  }
  bytes: Uint8Array
  readonly vectors: Int8Array
}

type TableName = 'dictionaries' | 'documents' | 'facts' | 'postings' | 'vectors'

/** Spoils the row of a segment in one table, the first chunk of its postings where none is named. */
function damage(name: TableName, spoil: (row: Row, where: number) => void, chunk = 0): Damage {
  return async (segment, where) => {
    const table: Table<Row, number | [number, number]> = db.table(name)
    const row = await table.get(name === 'postings' ? [segment, chunk] : segment)
    if (!row) throw new Error('There is no row to damage')
    spoil(row, where)
    await table.put(row)
  }
}

/** Every stretch of bytes that a segment is made of. */
const REGIONS: readonly (readonly [region: string, damage: Damage])[] = [
  [
    'the letters of the dictionary',
    damage('dictionaries', (row, where) => flip(row.dictionary.bytes, where)),
  ],
  [
    'the groups of the dictionary',
    damage('dictionaries', (row, where) => flip(row.dictionary.groups, where)),
  ],
  [
    'the places of posting lists',
    damage('dictionaries', (row, where) => flip(row.dictionary.postings, where)),
  ],
  ['the number of terms', damage('dictionaries', row => void row.dictionary.terms--)],
  ['the checksum of the dictionary', damage('dictionaries', row => void row.sum--)],
  ['identifiers that are packed', damage('documents', (row, where) => flip(row.ids.packed, where))],
  [
    'identifiers that are not',
    damage('documents', ({ ids }, where) => {
      ids.others = misspelt(ids.others, where)
    }),
  ],
  ['lengths', damage('documents', (row, where) => flip(row.lengths, where))],
  ['the checksum of identifiers and lengths', damage('documents', row => void row.sum--)],
  ['marks of death', damage('facts', (row, where) => flip(row.facts.dead, where))],
  ['dates', damage('facts', (row, where) => flip(row.facts.dates, where))],
  ['upvotes', damage('facts', (row, where) => flip(row.facts.upvotes, where))],
  ['flags', damage('facts', (row, where) => flip(row.facts.flags, where))],
  ['the checksum of facts', damage('facts', row => void row.sum--)],
  [
    'a column that is cut short',
    damage('facts', ({ facts }) => {
      facts.dead = facts.dead.slice(1)
    }),
  ],
  ['postings', damage('postings', (row, where) => flip(row.bytes, where))],
  ['the checksum of postings', damage('postings', row => void row.sum--)],
  [
    'postings that are cut short',
    damage('postings', row => {
      row.bytes = row.bytes.slice(0, -1)
    }),
  ],
  ['vectors', damage('vectors', (row, where) => flip(row.vectors, where))],
  ['the checksum of vectors', damage('vectors', row => void row.sum--)],
  ['the row of the dictionary, which is gone', segment => db.dictionaries.delete(segment)],
  ['the row of identifiers, which is gone', segment => db.documents.delete(segment)],
  ['the row of facts, which is gone', segment => db.facts.delete(segment)],
  ['the row of postings, which is gone', segment => db.postings.delete([segment, 0])],
  ['the row of vectors, which is gone', segment => db.vectors.delete(segment)],
]

describe('damage to', () => {
  test.each(REGIONS)('%s: the segment is left out, and its papers are indexed anew', async (_, spoil) => {
    await storeSegments(3)
    const before = await answers()
    const everything = (await db.papers.toCollection().primaryKeys()).sort()
    for (const place of [0, 0.37, 0.999]) {
      const segment = (await db.documents.toCollection().primaryKeys())[1] ?? Number.NaN
      const lost = new Set(await papersIn(segment))
      expect(lost.size).toBe(PAPERS_A_SEGMENT)
      await spoil(segment, place)

      mend.mockClear()
      logged.mockClear()
      const corpus = new Corpus(db, mend)
      const during = await answers(corpus)
      const rest = everything.filter(id => !lost.has(id))
      // Vectors are read only where a question asks for them, so that words alone may still have been answered whole.
      expect(everything).toEqual(expect.arrayContaining(Object.keys(during[0] ?? {})))
      expect(Object.keys(during[2] ?? {}).sort()).toEqual(rest)
      expect(Object.keys(during[3] ?? {}).sort()).toEqual(rest)
      expect(mend).toHaveBeenCalledTimes(1)
      expect(logged).toHaveBeenCalledTimes(1)
      expect((await indexState(db)).incomplete).toBe(true)

      await finish()
      expect(await answers()).toEqual(before)
      expect(await answers(corpus)).toEqual(before)
      expect(mend).toHaveBeenCalledTimes(1)
    }
  })

  test('any chunk of long postings', async () => {
    const word = (n: number) => `w${(n * 7919) % 200_000}x`
    await storeSegments(2, number =>
      Array.from({ length: 8_000 }, (_, k) => word(number * 8_000 + k)).join(' '),
    )
    const segment = (await db.documents.toCollection().primaryKeys())[0] ?? Number.NaN
    const chunks = await db.postings.where('[segment+chunk]').between([segment, 0], [segment, 99]).count()
    expect(chunks).toBeGreaterThan(2)
    const before = await answers()
    for (let number = 0; number < chunks; number++) {
      const [first = Number.NaN] = await db.documents.toCollection().primaryKeys()
      await damage('postings', row => flip(row.bytes, 0.5), number)(first, 0)
      // A question that reads the whole of the postings, as a merge does, comes upon it.
      const corpus = new Corpus(db, mend)
      const terms = Array.from({ length: 400 }, (_, n) => word(n * 480))
      await corpus.ask(index => index.lists(['coast', ...terms]))
      expect(mend).toHaveBeenCalledTimes(number + 1)
      expect(await db.documents.get(first)).toBeUndefined()
      await finish()
      expect(await answers()).toEqual(before)
    }
  })

  test('several segments at once: what is left answers', async () => {
    await storeSegments(3)
    const before = await answers()
    const [first = 0, second = 0, third = 0] = await db.documents.toCollection().primaryKeys()
    await damage('postings', row => flip(row.bytes, 0.5))(first, 0)
    await damage('facts', row => flip(row.facts.flags, 0.5))(third, 0)
    const { best } = await new Corpus(db, mend).match({ query: 'coast', limit: 100 })
    expect(best.map(({ id }) => id).sort()).toEqual((await papersIn(second)).sort())
    await db.postings.clear()
    expect((await new Corpus(db, mend).search({ query: 'coast', limit: 100 })).total).toBe(0)
    await finish()
    expect(await answers()).toEqual(before)
  })
})

describe('a merge of segments, one of which is damaged', () => {
  test.each(REGIONS)('in %s: ends, and leaves everything whole', async (region, spoil) => {
    await storeSegments(4)
    const before = await answers()
    expect(await maintainIndex(db)).toBe(true)
    const [job] = await db.merges.toArray()
    expect(job?.inputs).toHaveLength(4)
    const segment = job?.inputs[2] ?? Number.NaN
    await spoil(segment, 0.6)
    await maintainIndex(db)
    expect(await db.merges.count(), region).toBe(0)
    expect(await db.documents.get(segment)).toBeUndefined()
    expect(await db.documents.get(job?.target ?? 0)).toBeUndefined()
    expect(
      await db.postings.where('[segment+chunk]').between([job?.target, 0], [job?.target, 99]).count(),
    ).toBe(0)
    expect((await indexState(db)).incomplete).toBe(true)
    await finish()
    expect(await answers()).toEqual(before)
    expect(await db.papers.count()).toBe(4 * PAPERS_A_SEGMENT)
  })

  test.each<[string, (job: { -readonly [K in keyof MergeJob]: MergeJob[K] }) => void]>([
    ['marks of death', ({ dead }) => flip(dead[1] ?? new Uint8Array(1), 0.5)],
    ['what is left over of the postings', ({ rest }) => flip(rest, 0.5)],
    ['the dictionary so far', ({ progress }) => progress && flip(progress.dictionary.data.bytes, 0.5)],
    ['the places so far', ({ progress }) => progress && flip(progress.dictionary.data.postings, 0.5)],
  ])('in its own notes, in %s: begins again', async (_, spoil) => {
    const words = (number: number) => Array.from({ length: 400 }, (_, k) => `w${number}x${k}`).join(' ')
    await storeSegments(4, words)
    const before = await answers()
    await maintainIndex(db)
    await maintainIndex(db)
    const [job] = await db.merges.toArray()
    if (!job?.progress) throw new Error('The merge is of one step')
    spoil(job)
    await db.merges.put(job)
    await finish()
    expect(await db.documents.count()).toBe(1)
    expect(await answers()).toEqual(before)
    expect((await db.documents.toArray()).flatMap(row => unpackIds(row.ids))).toHaveLength(
      4 * PAPERS_A_SEGMENT,
    )
  })
})

describe('damage is not covered up', () => {
  test('by what changes a segment that has it', async () => {
    await storeSegments(3)
    const before = await answers()
    const [first = 0] = await db.documents.toCollection().primaryKeys()
    await damage('facts', row => row.facts.dead.fill(1))(first, 0)
    const again = paper(1)
    const listings = [{ digest: 'hf', day: '2026-02-26', upvotes: 500, seen: 2 }]
    await storeBatch(db, { papers: [{ ...again, listings }] })
    await finish()
    const { best } = await new Corpus(db).match({ query: 'coast', limit: 100 })
    expect(best).toHaveLength(3 * PAPERS_A_SEGMENT)
    await storeBatch(db, {
      papers: [{ ...again, listings: again.listings.map(one => ({ ...one, seen: 3 })) }],
    })
    expect(await answers()).toEqual(before)
  })

  test('by an index that is built anew for another version', async () => {
    await storeSegments(3)
    const before = await answers()
    const [first = 0] = await db.documents.toCollection().primaryKeys()
    await damage('facts', row => row.facts.dead.fill(1))(first, 0)
    await db.documents.toCollection().modify({ version: 'old' })
    await finish()
    expect(await answers()).toEqual(before)
  })
})

test('a segment that was merged away while it was read is no damage', async () => {
  await storeSegments(4)
  const before = await answers()
  const corpus = new Corpus(db, mend)
  let asked = 0
  const found = await corpus.ask(async index => {
    if (++asked === 1) await finish()
    return (await index.lists(['coast'])).count('coast')
  })
  expect([asked, found]).toEqual([2, 4 * PAPERS_A_SEGMENT])
  expect(mend).not.toHaveBeenCalled()
  expect(logged).not.toHaveBeenCalled()
  expect((await indexState(db)).incomplete).toBe(false)
  expect(await answers(corpus)).toEqual(before)
})
