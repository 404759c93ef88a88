import 'fake-indexeddb/auto'
import { Dexie } from 'dexie'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { Corpus } from '@/lib/corpus/corpus'
import { type DayRow, type DigestRow, GlossDatabase, type Removal } from '@/lib/corpus/database'
import { FIRST_DIGESTS, STARTER } from '@/lib/corpus/first-digests'
import { factsOf } from '@/lib/corpus/index-document'
import { maintainIndex } from '@/lib/corpus/index-upkeep'
import { removeDigestStep, retainStep, wipeCorpus } from '@/lib/corpus/removal'
import { indexState } from '@/lib/corpus/segment-store'
import { ensureStarter } from '@/lib/corpus/starter'
import { storeBatch } from '@/lib/corpus/store'
import { listedPapers, readingList, savePaper } from '@/lib/library/library'
import type { PaperId } from '@/lib/papers/identifier'
import { paperOf } from '@/lib/papers/merge'
import type { Listing, Paper, PaperRecord } from '@/lib/papers/paper'
import { unpackIds } from '@/lib/search/document-ids'
import { packFacts } from '@/lib/search/facts'
import type { Day } from '@/lib/time'
import { putEntry } from '../library/entry'
import { Killed, killAt, watchWrites } from './kill'

const THINGS = ['lanterns', 'harbours', 'beacons', 'tides', 'gulls']

let count = 0
const freshName = () => `removal-${++count}`
let db: GlossDatabase
let corpus: Corpus

beforeEach(() => {
  db = new GlossDatabase(freshName())
  corpus = new Corpus(db)
})

afterEach(async () => {
  await db.delete()
})

const idOf = (number: number): PaperId => `arxiv:2602.${10_000 + number}`

/** Paper `number`, of which nobody has said anything yet. */
function paper(number: number, record: Partial<PaperRecord> = {}): Paper {
  return paperOf({
    ids: [idOf(number)],
    title: `Of ${THINGS[number % 5]} and ${THINGS[(number * 3 + 1) % 5]}, paper ${number}`,
    abstract: `About ${THINGS[(number + 2) % 5]}.`,
    seen: 1,
    ...record,
  })
}

/** Paper `number` as `digest` lists it on some days, with a summary and a topic of its own. */
function listed(number: number, digest: string, days: readonly (Day | undefined)[], seen = 1): Paper {
  return paper(number, {
    listings: days.map(day => ({ digest, seen, upvotes: number, ...(day && { day }) })),
    summaries: [{ digest, text: `${digest} tells of ${THINGS[(number + 3) % 5]}.`, seen }],
    topicLists: [{ digest, labels: [`${digest}ish`, THINGS[(number + 4) % 5] ?? ''], seen }],
  })
}

function follow(digest: string): Promise<unknown> {
  const row: DigestRow = {
    digest,
    kind: 'gloss-digest',
    url: `https://${digest}.example/`,
    title: digest,
    order: 5,
    paused: false,
    added: 7,
  }
  return db.digests.put(row)
}

/** Stores what a digest says, with its lists of the days and its checkpoint. */
async function store(digest: string, papers: readonly Paper[], into = db): Promise<void> {
  const days = new Map<Day, PaperId[]>()
  for (const { id, listings } of papers)
    for (const { day } of listings) if (day) days.set(day, [...(days.get(day) ?? []), id])
  await storeBatch(into, {
    digest,
    papers,
    days: [...days].map(([day, ids]): DayRow => ({ digest, day, papers: ids, fetched: 9 })),
    part: { digest, part: 'shard', papers: papers.map(({ id }) => id), fetched: 9 },
    source: { digest, phase: 'idle', failures: 0 },
  })
}

async function remove(digest: string, removal: Removal = 'remove papers', from = db): Promise<number> {
  await from.digests.update(digest, { removing: removal })
  let steps = 1
  while (await removeDigestStep(from, digest, removal)) expect(++steps).toBeLessThan(100)
  return steps
}

async function retain(digest: string, before: Day): Promise<void> {
  let steps = 0
  while (await retainStep(db, digest, before)) expect(++steps).toBeLessThan(100)
}

async function finish(of = db): Promise<void> {
  while (await maintainIndex(of));
}

async function found(query: string): Promise<string[]> {
  const { papers, total } = await corpus.search({ query, limit: 2000 })
  expect(papers).toHaveLength(total)
  return papers.map(({ id }) => id)
}

/** What the index holds alive: each paper as often as it is there, with its facts. */
async function indexed(of = db): Promise<unknown[]> {
  const alive: [string, ...(number | undefined)[]][] = []
  for (const row of await of.documents.toArray()) {
    const facts = (await of.facts.get(row.segment))?.facts
    for (const [d, id] of unpackIds(row.ids).entries())
      if (!facts?.dead[d]) alive.push([id, facts?.dates[d], facts?.upvotes[d], facts?.flags[d]])
  }
  return alive.sort(([a], [b]) => (a < b ? -1 : 1))
}

/** The index holds every paper once, as it is now, and no other. */
async function expectIndexed(of = db): Promise<void> {
  expect(await new Corpus(of).size()).toBe(await of.papers.count())
  const papers = await of.papers.orderBy('id').toArray()
  const facts = packFacts(papers.map(factsOf))
  expect(await indexed(of)).toEqual(
    papers.map(({ id }, d) => [id, facts.dates[d], facts.upvotes[d], facts.flags[d]]),
  )
  expect((await indexState(of)).incomplete).toBe(false)
}

/** Everything that a reader could see but the reading list. */
async function contents() {
  const searches: Record<string, unknown> = {}
  // Of one score, the order is that of the segments.
  for (const query of [...THINGS, 'paper', 'tells', 'aish', 'bish', 'digest:a', 'digest:b', 'upvotes:>3'])
    searches[query] = Object.fromEntries(
      (await corpus.match({ query, limit: 100 })).best.map(({ id, score }) => [id, score.toPrecision(6)]),
    )
  return {
    papers: await db.papers.toArray(),
    days: await db.days.toArray(),
    parts: await db.parts.toArray(),
    sources: await db.sources.toArray(),
    searches,
  }
}

describe('two digests of the same papers', () => {
  const ofA = [0, 1, 2, 3, 4, 5].map(n => listed(n, 'a', ['2026-02-01', '2026-02-02']))
  const ofB = [2, 3, 4, 5, 6, 7].map(n => listed(n, 'b', ['2026-02-02'], 2))

  async function both(): Promise<void> {
    await Promise.all([follow('a'), follow('b')])
    await store('a', ofA)
    await store('b', ofB)
  }

  test('show each paper once, with the listings of both', async () => {
    await both()
    expect((await found('paper')).sort()).toEqual([0, 1, 2, 3, 4, 5, 6, 7].map(idOf))
    expect((await db.papers.get(idOf(3)))?.listings.map(({ digest, day }) => `${digest} ${day}`)).toEqual([
      'a 2026-02-01',
      'a 2026-02-02',
      'b 2026-02-02',
    ])
    await expectIndexed()
  })

  test.each([
    ['the first', 'a', 'b', ofB],
    ['the second', 'b', 'a', ofA],
  ] as const)('without %s are the other alone', async (_, gone, left, said) => {
    await both()
    await remove(gone)
    await finish()
    await expectIndexed()
    const removed = await contents()
    expect(await db.digests.toCollection().primaryKeys()).toEqual([left, ...FIRST_DIGESTS.map(d => d.digest)])
    expect(await found(`digest:${gone}`)).toEqual([])
    expect((await found(`digest:${left}`)).sort()).toEqual(said.map(({ id }) => id))
    await db.delete()

    db = new GlossDatabase(freshName())
    corpus = new Corpus(db)
    await follow(left)
    await store(left, said)
    expect(removed).toEqual(await contents())
  })

  test('are as they were where the papers are kept, but for the lists of the one', async () => {
    await both()
    const before = await contents()
    const state = await indexState(db)
    expect(await remove('a', 'keep papers')).toBe(1)
    const isOfB = (row: { readonly digest: string }) => row.digest === 'b'
    expect(await contents()).toEqual({
      ...before,
      days: before.days.filter(isOfB),
      parts: before.parts.filter(isOfB),
      sources: before.sources.filter(isOfB),
    })
    expect(await db.digests.get('a')).toBeUndefined()
    expect(await indexState(db)).toEqual(state)
  })

  test('keep what of a paper was merged from both, though the one that saw it last is gone', async () => {
    await Promise.all([follow('a'), follow('b')])
    await store('a', [paper(1, { listings: [{ digest: 'a', seen: 1 }] })])
    const more = { ids: [idOf(1), 'doi:10.1000/lamps'], code: 'https://code.example/', abstract: 'On lamps.' }
    await store('b', [
      paper(1, { ...more, ids: [...more.ids] as PaperId[], seen: 2, listings: [{ digest: 'b', seen: 2 }] }),
    ])
    await remove('b')
    expect(await db.papers.toArray()).toMatchObject([
      { ids: more.ids, code: more.code, abstract: more.abstract, listings: [{ digest: 'a' }] },
    ])
    expect(await found('lamps')).toEqual([idOf(1)])
    expect(await found('has:code')).toEqual([idOf(1)])
  })
})

describe('a removal', () => {
  test('leaves the reading list as it is, and the papers that are on it', async () => {
    await follow('a')
    const twoNames = listed(3, 'a', ['2026-02-01'])
    await store('a', [0, 1, 2].map(n => listed(n, 'a', ['2026-02-01'])).concat(twoNames))
    await savePaper(db, paper(1), { now: 100 })
    const acl: PaperId = 'acl:2026.acl-long.3'
    await savePaper(db, paper(3, { ids: [idOf(3), acl] }), { now: 200 })
    // Left the corpus earlier: the entry has all it takes to show it.
    const elsewhere = paper(9)
    await putEntry(db, { id: idOf(9), state: 'done', saved: 50, paper: elsewhere })
    const before = await readingList(db)

    await remove('a')
    expect(await readingList(db)).toEqual(before)
    expect(before.map(({ id }) => id)).toEqual([idOf(3), idOf(1), idOf(9)])
    const papers = await listedPapers(db, before)
    expect(papers.get(idOf(1))?.summaries).toHaveLength(1)
    expect(papers.get(idOf(9))).toEqual(elsewhere)
    const left = await db.papers.toArray()
    expect(left.map(({ ids }) => ids)).toEqual([[idOf(1)], [idOf(3), acl]])
    expect(left.flatMap(row => [...row.listings, ...row.summaries, ...row.topicLists])).toEqual([])
    expect((await found('paper')).sort()).toEqual([idOf(1), idOf(3)])
    expect(await found('digest:a')).toEqual([])
    expect(await found('has:summary')).toEqual([])
    expect((await found('is:saved')).sort()).toEqual([idOf(1), idOf(3)])
    await expectIndexed()
  })

  test('leaves papers of which no digest ever said anything', async () => {
    await follow('a')
    await storeBatch(db, { papers: [paper(1)] })
    await store('a', [listed(2, 'a', [undefined])])
    await remove('a')
    expect(await found('paper')).toEqual([idOf(1)])
  })

  test('of a digest that has no row does nothing', async () => {
    await store('a', [listed(1, 'a', ['2026-02-01'])])
    const before = await contents()
    expect(await removeDigestStep(db, 'a', 'remove papers')).toBe(false)
    expect(await contents()).toEqual(before)
  })

  test.each<Removal>(['remove papers', 'keep papers'])(
    '(%s) leaves the starter digest away',
    async removal => {
      const feed = {
        format: 'gloss-digest/1',
        id: STARTER,
        title: 'Starter',
        updated: '2026-01-01T00:00:00Z',
        papers: [{ id: 'arxiv:2602.00009', title: 'Beacons at sea', summary: 'They shine.' }],
      }
      await ensureStarter(db, async () => feed)
      const note = (await db.parts.get([STARTER, '']))?.note
      await remove(STARTER, removal)
      const left = removal === 'keep papers' ? ['arxiv:2602.00009'] : []
      expect(await found('beacons')).toEqual(left)
      expect(await db.parts.toArray()).toEqual([{ digest: STARTER, part: '', papers: [], note }])
      expect(await db.digests.get(STARTER)).toBeUndefined()
      await ensureStarter(db, () => Promise.reject(new Error('It was read again')))
      expect(await found('beacons')).toEqual(left)
    },
  )

  test('finds papers that were joined with others while it went on', async () => {
    await follow('a')
    const title = 'A paper that was known by its title alone'
    const byTitle: PaperId = 'title:apaperthatwasknownbyitstitlealone'
    const listing = { digest: 'a', day: '2026-02-01', seen: 1 }
    await store('a', [
      ...Array.from({ length: 600 }, (_, n) => listed(n, 'a', ['2026-02-01'])),
      paper(0, { ids: [byTitle], title, listings: [listing] }),
    ])
    await db.digests.update('a', { removing: 'remove papers' })
    expect(await removeDigestStep(db, 'a', 'remove papers')).toBe(true)
    await store('b', [paper(0, { ids: [idOf(0)], title, listings: [{ ...listing, digest: 'b' }] })])
    expect((await db.papers.get(idOf(0)))?.listings).toHaveLength(2)
    await remove('a')
    expect((await db.papers.toArray()).map(row => [row.ids, row.listings.map(l => l.digest)])).toEqual([
      [[idOf(0), byTitle], ['b']],
    ])
    await expectIndexed()
  })
})

/** Papers enough for several steps, of which `a`, `b`, both or nobody says something. */
function many(seed: number): { readonly a: Paper[]; readonly b: Paper[]; readonly alone: Paper[] } {
  const [a, b, alone]: [Paper[], Paper[], Paper[]] = [[], [], []]
  for (let n = 0; n < 1_020; n++) {
    const roll = ((n + 1) * (seed * 2 + 7919)) % 97
    const day = `2026-0${1 + (roll % 3)}-${10 + (n % 18)}`
    if (roll < 60) a.push(listed(n, 'a', roll % 7 === 0 ? [day, undefined] : [day]))
    if (roll > 40) b.push(listed(n, 'b', [day], 2))
    if (roll % 19 === 0) alone.push(paper(n))
  }
  return { a, b, alone }
}

async function storeMany(seed: number): Promise<void> {
  const { a, b, alone } = many(seed)
  await Promise.all([follow('a'), follow('b')])
  for (const half of [0, 1])
    await store(
      'a',
      a.filter((_, i) => i % 2 === half),
    )
  await store('b', b)
  for (const one of alone.slice(0, 12)) await savePaper(db, one, { now: 1 })
}

/** Does `work` in workers that live for so many writes each, until one of them comes to the end. */
async function inShortLives(
  name: string,
  writes: readonly number[],
  how: 'before' | 'after' | 'close',
  work: (db: GlossDatabase) => Promise<unknown>,
  afterDeath: (db: GlossDatabase) => Promise<unknown>,
): Promise<number> {
  for (let life = 0; ; life++) {
    const mine = new GlossDatabase(name)
    const write = writes[life]
    if (write !== undefined) killAt(mine, write, how)
    const died = await work(mine).then(
      () => false,
      error => {
        expect(String(error)).toMatch(/Killed|closed|Abort/i)
        return true
      },
    )
    mine.close()
    if (!died) return life
    const next = new GlossDatabase(name)
    await afterDeath(next)
    next.close()
  }
}

describe('killed between any two writes, and gone on with', () => {
  const lives = fc.array(fc.integer({ min: 1, max: 24 }), { minLength: 1, maxLength: 6 })
  const how = fc.constantFrom('before' as const, 'after' as const, 'close' as const)

  /** No list names a paper that is not there, and the index holds what is. */
  async function expectConsistent(of: GlossDatabase): Promise<void> {
    const ids = new Set(await of.papers.toCollection().primaryKeys())
    const lists = [...(await of.days.toArray()), ...(await of.parts.toArray())]
    expect(lists.flatMap(({ papers = [] }) => papers.filter(id => !ids.has(id)))).toEqual([])
    await expectIndexed(of)
  }

  test('a removal ends as if it had not been', async () => {
    let killed = 0
    await fc.assert(
      fc.asyncProperty(lives, how, fc.nat({ max: 50 }), async (writes, how, seed) => {
        db = new GlossDatabase(freshName())
        corpus = new Corpus(db)
        await storeMany(seed)
        const saved = await readingList(db)
        const names = new Set<string>(saved.flatMap(({ ids }) => ids))
        const expected = (await db.papers.toArray()).flatMap(row => {
          const left = [...row.listings, ...row.summaries, ...row.topicLists].filter(s => s.digest !== 'a')
          const wasOfA = row.listings.some(({ digest }) => digest === 'a')
          if (left.length === 0 && wasOfA && !names.has(row.id)) return []
          const others = <T extends { digest: string }>(all: readonly T[]) =>
            all.filter(s => s.digest !== 'a')
          return [
            {
              ...row,
              listings: others(row.listings),
              summaries: others(row.summaries),
              topicLists: others(row.topicLists),
            },
          ]
        })
        const before = { days: await db.days.toArray(), parts: await db.parts.toArray() }
        await db.digests.update('a', { removing: 'remove papers' })
        killed += await inShortLives(
          db.name,
          writes,
          how,
          async mine => {
            while (await removeDigestStep(mine, 'a', 'remove papers'));
          },
          expectConsistent,
        )
        expect(await db.papers.toArray()).toEqual(expected)
        expect(await db.days.toArray()).toEqual(before.days.filter(({ digest }) => digest !== 'a'))
        expect(await db.parts.toArray()).toEqual(before.parts.filter(({ digest }) => digest !== 'a'))
        expect(await db.digests.get('a')).toBeUndefined()
        expect(await readingList(db)).toEqual(saved)
        await expectConsistent(db)
        await finish()
        await expectConsistent(db)
        expect((await found('paper')).sort()).toEqual(expected.map(({ id }) => id))
        expect(await found('digest:a')).toEqual([])
        await db.delete()
      }),
      { numRuns: 15 },
    )
    expect(killed).toBeGreaterThan(10)
  }, 180_000)

  test('a retention ends as if it had not been', async () => {
    const BEFORE = '2026-02-15'
    let killed = 0
    await fc.assert(
      fc.asyncProperty(lives, how, fc.nat({ max: 50 }), async (writes, how, seed) => {
        db = new GlossDatabase(freshName())
        corpus = new Corpus(db)
        await storeMany(seed)
        // A part that names all papers is another's affair.
        await db.parts.clear()
        const names = new Set<string>((await readingList(db)).flatMap(({ ids }) => ids))
        const all = await db.papers.toArray()
        const days = await db.days.toArray()
        const expected = all.filter(
          row =>
            names.has(row.id) ||
            !row.listings.every(({ digest, day }) => digest === 'a' && day && day < BEFORE) ||
            row.listings.length === 0,
        )
        expect(expected.length).toBeLessThan(all.length)
        killed += await inShortLives(
          db.name,
          writes,
          how,
          async mine => {
            while (await retainStep(mine, 'a', BEFORE));
          },
          expectConsistent,
        )
        expect(await db.papers.toArray()).toEqual(expected)
        expect(await db.days.toArray()).toEqual(
          days.filter(({ digest, day }) => digest !== 'a' || day >= BEFORE),
        )
        await expectConsistent(db)
        expect((await found('paper')).sort()).toEqual(expected.map(({ id }) => id))
        await db.delete()
      }),
      { numRuns: 10 },
    )
    expect(killed).toBeGreaterThan(5)
  }, 180_000)

  test('a step is one transaction: of a killed one nothing is left', async () => {
    await storeMany(1)
    await db.digests.update('a', { removing: 'remove papers' })
    let writes = 0
    const watched = new GlossDatabase(db.name)
    watchWrites(watched, { after: () => void writes++ })
    const rows = async () => [await db.papers.toArray(), await db.digests.toArray(), await indexed()]
    const before = await rows()
    const doomed = new GlossDatabase(db.name)
    killAt(doomed, 6, 'after')
    await expect(removeDigestStep(doomed, 'a', 'remove papers')).rejects.toThrow(Killed)
    expect(await rows()).toEqual(before)
    expect(await removeDigestStep(watched, 'a', 'remove papers')).toBe(true)
    expect(writes).toBeGreaterThan(6)
    watched.close()
    doomed.close()
  })
})

describe('a retention', () => {
  const OLD = '2026-01-31'
  const BEFORE = '2026-02-01'
  const NEW = '2026-02-01'
  const by = (digest: string, day?: Day): Listing => ({ digest, seen: 1, ...(day && { day }) })

  test.each<[string, Partial<PaperRecord>, 'goes' | 'stays']>([
    ['listed on an old day', { listings: [by('a', OLD)] }, 'goes'],
    ['listed on two old days', { listings: [by('a', OLD), by('a', '2024-12-01')] }, 'goes'],
    [
      'listed on an old day and on the first that is kept',
      { listings: [by('a', OLD), by('a', NEW)] },
      'stays',
    ],
    ['listed on a new day', { listings: [by('a', NEW)] }, 'stays'],
    ['listed without a day', { listings: [by('a')] }, 'stays'],
    ['listed on an old day, and without one', { listings: [by('a', OLD), by('a')] }, 'stays'],
    ['listed by another digest too', { listings: [by('a', OLD), by('b', OLD)] }, 'stays'],
    [
      'that another digest has summed up',
      { listings: [by('a', OLD)], summaries: [{ digest: 'b', text: 'Lamps.', seen: 1 }] },
      'stays',
    ],
    [
      'that another digest has given topics',
      { listings: [by('a', OLD)], topicLists: [{ digest: 'b', labels: ['lamps'], seen: 1 }] },
      'stays',
    ],
    [
      'that the digest itself has summed up and given topics',
      {
        listings: [by('a', OLD)],
        summaries: [{ digest: 'a', text: 'Lamps.', seen: 1 }],
        topicLists: [{ digest: 'a', labels: ['lamps'], seen: 1 }],
      },
      'goes',
    ],
    ['listed by another digest only', { listings: [by('b', OLD)] }, 'stays'],
    ['summed up but never listed', { summaries: [{ digest: 'a', text: 'Lamps.', seen: 1 }] }, 'stays'],
    ['of which nobody has said anything', {}, 'stays'],
  ])('a paper %s', async (_, record, fate) => {
    await follow('a')
    await store('a', [paper(1, record), paper(2, { listings: [by('a', NEW)] })])
    const [before] = await db.papers.toArray()
    await retain('a', BEFORE)
    expect(await db.papers.get(idOf(1))).toEqual(fate === 'goes' ? undefined : before)
    expect((await found('paper')).sort()).toEqual(fate === 'goes' ? [idOf(2)] : [idOf(1), idOf(2)])
    await expectIndexed()
  })

  test('takes the lists of old days, and no others', async () => {
    await Promise.all([follow('a'), follow('b')])
    await store('a', [listed(1, 'a', ['2026-01-01', OLD, NEW])])
    await store('b', [listed(1, 'b', [OLD])])
    await retain('a', BEFORE)
    expect((await db.days.toArray()).map(({ digest, day }) => `${digest} ${day}`)).toEqual([
      `a ${NEW}`,
      `b ${OLD}`,
    ])
    expect((await db.papers.get(idOf(1)))?.listings).toHaveLength(4)
    expect(await db.parts.count()).toBe(2)
    expect(await db.sources.count()).toBe(2)
  })

  test('leaves what is on the reading list, under any name', async () => {
    await follow('a')
    await store('a', [listed(1, 'a', [OLD]), listed(2, 'a', [OLD])])
    const row = await db.papers.get(idOf(2))
    if (!row) throw new Error('The paper was not stored')
    // Saved before it was known by the name that it goes by now.
    const [doi, acl] = ['doi:10.1000/2', 'acl:2026.acl-long.2'] as const
    await db.papers.put({ ...row, ids: [...row.ids, doi] })
    await putEntry(db, { id: acl, ids: [acl, doi], saved: 1, paper: row })
    await retain('a', BEFORE)
    expect(await found('paper')).toEqual([idOf(2)])
    expect((await db.papers.get(idOf(2)))?.summaries).toHaveLength(1)
  })

  test('costs nothing to ask for again, and begins anew for another day or when old days came', async () => {
    await follow('a')
    await store('a', [listed(1, 'a', [OLD]), listed(2, 'a', [NEW])])
    await retain('a', BEFORE)
    expect(await found('paper')).toEqual([idOf(2)])
    let writes = 0
    watchWrites(db, { after: () => void writes++ })
    expect(await retainStep(db, 'a', BEFORE)).toBe(false)
    expect(writes).toBe(0)

    await store('a', [listed(3, 'a', [OLD])])
    await retain('a', BEFORE)
    expect(await found('paper')).toEqual([idOf(2)])
    await retain('a', '2026-02-02')
    expect(await found('paper')).toEqual([])
    expect(await db.days.count()).toBe(0)
    expect(await db.digests.get('a')).toBeDefined()
  })

  test('that is under way is forgotten when the digest is removed', async () => {
    await storeMany(3)
    expect(await retainStep(db, 'a', BEFORE)).toBe(true)
    await db.digests.update('a', { removing: 'remove papers' })
    expect(await retainStep(db, 'a', BEFORE)).toBe(false)
    expect((await db.digests.get('a'))?.sweep?.last).toBeDefined()
    await removeDigestStep(db, 'a', 'remove papers')
    expect(await db.days.where('digest').equals('a').count()).toBe(0)
    await remove('a')
    expect((await db.papers.toArray()).filter(row => row.listings.some(l => l.digest === 'a'))).toEqual([])
    expect(await retainStep(db, 'a', BEFORE)).toBe(false)
    await expectIndexed()
  })
})

describe('wiping', () => {
  test('leaves what a new installation has', async () => {
    await follow('a')
    await store('a', [listed(1, 'a', ['2026-02-01'])])
    await savePaper(db, paper(1), { now: 1 })
    for (let n = 2; n < 7; n++) await storeBatch(db, { papers: [paper(n)] })
    await maintainIndex(db)
    expect(await db.merges.count()).toBe(1)
    await wipeCorpus(db)
    for (const table of db.tables)
      if (!['digests', 'indexState'].includes(table.name)) expect(await table.count(), table.name).toBe(0)
    const fresh = new GlossDatabase(freshName())
    expect(await db.digests.toArray()).toEqual(await fresh.digests.toArray())
    await fresh.delete()
  })

  test('is seen by who had read the index before, and by nobody mistaken for what was there', async () => {
    for (let n = 0; n < 3; n++) await storeBatch(db, { papers: [paper(n)] })
    expect(await found('paper')).toHaveLength(3)
    const [revision, segments] = [
      (await indexState(db)).revision,
      await db.documents.toCollection().primaryKeys(),
    ]
    await wipeCorpus(db)
    // As many changes as there had been: the revision is not that of then, nor are the segments.
    for (let n = 5; n < 8; n++) await storeBatch(db, { papers: [paper(n)] })
    expect((await indexState(db)).revision).toBeGreaterThan(revision)
    const now = await db.documents.toCollection().primaryKeys()
    expect(now.filter(segment => segments.includes(segment))).toEqual([])
    expect((await found('paper')).sort()).toEqual([5, 6, 7].map(idOf))
    await expectIndexed()
  })

  test('killed in the middle leaves everything', async () => {
    await storeBatch(db, { papers: [paper(1)] })
    const doomed = new GlossDatabase(db.name)
    killAt(doomed, 3, 'after')
    await expect(wipeCorpus(doomed)).rejects.toThrow(Killed)
    doomed.close()
    expect(await found('paper')).toEqual([idOf(1)])
    expect(await Dexie.exists(db.name)).toBe(true)
  })
})
