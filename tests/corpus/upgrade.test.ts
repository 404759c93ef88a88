import 'fake-indexeddb/auto'
import { Dexie } from 'dexie'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { Corpus } from '@/lib/corpus/corpus'
import {
  type DayRow,
  type DigestRow,
  GlossDatabase,
  type PaperRow,
  type PartRow,
  type SourceRow,
} from '@/lib/corpus/database'
import { FIRST_DIGESTS, HUGGING_FACE, STARTER } from '@/lib/corpus/first-digests'
import { factsOf } from '@/lib/corpus/index-document'
import { maintainIndex } from '@/lib/corpus/index-upkeep'
import type { ClockRow } from '@/lib/corpus/library-rows'
import type { OldLibraryRow } from '@/lib/corpus/library-upgrade'
import { NewerGloss, newerGloss } from '@/lib/corpus/newer'
import { indexState } from '@/lib/corpus/segment-store'
import { signals } from '@/lib/corpus/signals'
import { ensureStarter } from '@/lib/corpus/starter'
import { storeBatch } from '@/lib/corpus/store'
import { timeOf } from '@/lib/entries/clock'
import { lastStamp } from '@/lib/entries/entry'
import { listedPapers, readingList, savePaper } from '@/lib/library/library'
import { paperOf } from '@/lib/papers/merge'
import { unpackIds } from '@/lib/search/document-ids'
import { packFacts } from '@/lib/search/facts'
import { wantedDays } from '@/lib/sources/daily'
import { oldRows, readOld, restoreOld } from './old-databases/restore'
import { tableOf } from './vectors'

/** The stores of each version as it was shipped. */
const STORES_1 = {
  papers: 'id, *ids, titleKey',
  days: '[digest+day], digest',
  sources: 'digest',
  segments: '++id',
  segmentDocuments: 'id',
  library: 'id, *ids, saved',
}
const STORES_2 = {
  segments: null,
  segmentDocuments: null,
  dictionaries: 'segment',
  documents: 'segment',
  facts: 'segment',
  postings: '[segment+chunk]',
  vectors: 'segment',
  indexState: 'key',
  merges: 'target',
}

const STORES_3 = { digests: 'digest', parts: '[digest+part], digest' }
const STORES_4 = { signals: 'id, *ids, at', learned: 'key' }

let count = 0
let name: string
let open: Dexie[]

beforeEach(() => {
  name = `upgrade-${++count}`
  open = []
})

afterEach(async () => {
  for (const db of open) db.close()
  await Dexie.delete(name)
  vi.restoreAllMocks()
})

function today(words?: readonly string[]): GlossDatabase {
  const db = new GlossDatabase(name, async () => (words ? tableOf(words) : null))
  open.push(db)
  return db
}

/** The database as the code of a version declared it, with what Dexie does of its own. */
function oldCode(version: 1 | 2 | 3 | 4): Dexie {
  const db = new Dexie(name)
  db.version(1).stores(STORES_1)
  if (version > 1) db.version(2).stores(STORES_2)
  if (version > 2) db.version(3).stores(STORES_3)
  if (version > 3) db.version(4).stores(STORES_4)
  open.push(db)
  return db
}

const newPaper = paperOf({ ids: ['arxiv:2603.00001'], title: 'A paper of today, on windmills', seen: 1 })

describe.each([1, 2, 3, 4] as const)('a database of version %i', version => {
  const old = readOld(version)
  const papers = oldRows<PaperRow>(old, 'papers')
  const saved = oldRows<OldLibraryRow>(old, 'library')
  const digests = version > 2 ? oldRows<DigestRow>(old, 'digests') : FIRST_DIGESTS

  test('is worth upgrading', () => {
    expect(old.version).toBe(10 * version)
    expect(papers.length).toBeGreaterThan(25)
    const days = oldRows<DayRow>(old, 'days')
    expect(days.filter(row => row.failed)).toHaveLength(1)
    expect(days.filter(row => row.rejected)).toHaveLength(1)
    expect(days.filter(row => row.fetched).length).toBeGreaterThan(7)
    expect(oldRows(old, version === 1 ? 'segments' : 'documents').length).toBeGreaterThan(7)
    expect(oldRows<{ progress?: unknown }>(old, 'merges').map(job => job.progress !== undefined)).toEqual(
      version === 1 ? [] : [true],
    )
    expect(digests).toHaveLength(version > 2 ? FIRST_DIGESTS.length + 1 : FIRST_DIGESTS.length)
    expect(saved).toHaveLength(version > 3 ? 5 : 3)
  })

  test('keeps every paper, day and saved paper', async () => {
    await restoreOld(old, name)
    const db = today()
    expect(await db.papers.toArray()).toEqual(papers)
    expect(await db.days.toArray()).toEqual(oldRows(old, 'days'))
    const rows = await readingList(db)
    const papersOf = await listedPapers(db, rows)
    const kept = rows.map(({ id, ids, state, saved }) => ({ id, ids, state, saved, paper: papersOf.get(id) }))
    expect(kept).toEqual(saved.toSorted((a, b) => b.saved - a.saved))
    // Other devices are told of all of it, as said at the time it was saved.
    const entries = await db.entries.toArray()
    expect(entries.map(entry => timeOf(lastStamp(entry) ?? '')).sort()).toEqual(
      saved.map(entry => entry.saved).sort(),
    )
    const clock = (await db.libraryState.get('clock')) as ClockRow
    expect(clock).toMatchObject({ device: expect.stringMatching(/^[0-9a-z]{8}$/), rev: saved.length })
    expect(db.backendDB().version).toBe(50)
    const names = [...db.backendDB().objectStoreNames]
    expect(names).toEqual(db.tables.map(table => table.name).sort())
  })

  test('follows the digests that there were, each from where it stood', async () => {
    await restoreOld(old, name)
    const db = today()
    expect(await db.digests.toArray()).toEqual(digests)
    if (version > 2) {
      expect(await db.sources.toArray()).toEqual(oldRows(old, 'sources'))
      expect(await db.parts.toArray()).toEqual(oldRows(old, 'parts'))
      expect(oldRows<PartRow>(old, 'parts').filter(part => part.failed)).toHaveLength(1)
      return
    }
    const sources = oldRows<SourceRow & { version?: number }>(old, 'sources')
    const [hf, starter] = [HUGGING_FACE, STARTER].map(name => sources.find(({ digest }) => digest === name))
    const listed = new Set(oldRows<DayRow>(old, 'days').flatMap(row => row.papers))
    expect(listed.size).toBeGreaterThan(10)
    expect(hf).toMatchObject({ phase: 'waiting', askedToWait: true, failures: 1 })
    expect(await db.sources.get(HUGGING_FACE)).toEqual({ ...hf, papers: listed.size })
    const list = starter?.papers as unknown as readonly string[]
    expect(list).toHaveLength(3)
    expect(await db.sources.get(STARTER)).toEqual({
      digest: STARTER,
      phase: 'idle',
      failures: 0,
      papers: 3,
    })
    expect(await db.parts.toArray()).toEqual([
      { digest: STARTER, part: '', papers: list, note: { version: 1 } },
    ])
  })

  test('has the starter digest, and does not read it again', async () => {
    await restoreOld(old, name)
    const db = today()
    await ensureStarter(db, () => Promise.reject(new Error('It was read again')))
    expect(await db.papers.count()).toBe(papers.length)
    const part = await db.parts.get([STARTER, ''])
    expect((await new Corpus(db).byIds(part?.papers ?? [])).size).toBe(3)
  })

  test('goes on syncing from its place: days that were fetched are not asked for', async () => {
    await restoreOld(old, name)
    const db = today()
    const rows = await db.days.where('digest').equals(HUGGING_FACE).toArray()
    const marks = new Map(
      rows.map(({ day, fetched, failed }) => [
        day,
        { ...(fetched && { fetched }), ...(failed && { retryAt: failed.retryAt }) },
      ]),
    )
    const daily = {
      firstDay: '2026-02-10',
      papersPerDay: 3,
      newestDay: () => '2026-02-26',
      refreshAfter: () => null,
    }
    const now = Date.parse('2026-02-26T17:30:00Z')
    const { recent, unknown, stale } = wantedDays(daily, marks, now, '2026-02-15')
    // The one that failed waits for its time, the two oldest were never reached.
    expect([...recent, ...unknown, ...stale]).toEqual(['2026-02-16', '2026-02-15'])
    const later = wantedDays(daily, marks, now + 8 * 3_600_000, '2026-02-15')
    expect(later.recent).toEqual(['2026-02-21', '2026-02-16', '2026-02-15'])
  })

  test.each([
    ['without term vectors', undefined],
    [
      'with those of its day',
      ['lanterns', 'harbours', 'beacons', 'tides', 'gulls', 'signals', 'engines', 'wind'],
    ],
    ['with others', ['semaphores', 'beacons']],
  ])('%s finds every paper by its title once upkeep has been through it', async (_, words) => {
    await restoreOld(old, name)
    const db = today(words)
    await storeBatch(db, { papers: [newPaper] })
    while (await maintainIndex(db));
    const corpus = new Corpus(db, () => expect.unreachable('The index is damaged'))
    for (const { id, title } of [...papers, newPaper]) {
      const answer = await corpus.search({ query: title, limit: 3 })
      expect(answer.papers[0]?.id, title).toBe(id)
    }
    expect((await indexState(db)).incomplete).toBe(false)
    expect(await db.merges.count()).toBe(0)
    // Written while a merge of what was there before was under way.
    expect((await corpus.search({ query: 'proceedings semaphores', limit: 9 })).total).toBe(1)

    const stored = await db.papers.orderBy('id').toArray()
    const wanted = packFacts(stored.map(factsOf))
    const indexed = []
    for (const row of await db.documents.toArray()) {
      const facts = (await db.facts.get(row.segment))?.facts
      for (const [d, id] of unpackIds(row.ids).entries())
        if (!facts?.dead[d]) indexed.push([id, facts?.dates[d], facts?.upvotes[d], facts?.flags[d]])
    }
    expect(indexed.sort(([a], [b]) => (String(a) < String(b) ? -1 : 1))).toEqual(
      stored.map(({ id }, d) => [id, wanted.dates[d], wanted.upvotes[d], wanted.flags[d]]),
    )
  })

  test('takes papers in and saves them as before', async () => {
    await restoreOld(old, name)
    const db = today()
    const [known] = papers
    if (!known) throw new Error('There are no papers')
    await savePaper(db, known, { now: 5 })
    await storeBatch(db, { papers: [{ ...newPaper, ids: [...newPaper.ids, ...known.ids] }] })
    expect((await readingList(db)).at(-1)?.saved).toBe(5)
    expect(await db.papers.count()).toBe(papers.length)
  })

  test('that is open in a page does not hold up the upgrade, nor is it spoilt by that page', async () => {
    vi.spyOn(console, 'warn').mockImplementation(() => undefined)
    await restoreOld(old, name)
    const page = oldCode(version)
    expect(await page.table('papers').count()).toBe(papers.length)
    const db = today()
    const began = performance.now()
    expect(await db.papers.count()).toBe(papers.length)
    expect(performance.now() - began).toBeLessThan(1000)
    expect(db.backendDB().version).toBe(50)

    // Dexie opens it again for the page, though it is newer; code of version 1 even adds its own tables to it.
    expect(await page.table('papers').count()).toBe(papers.length)
    expect(page.backendDB().version).toBe(version === 1 ? 51 : 50)
    expect(await db.papers.count()).toBe(papers.length)
    await storeBatch(db, { papers: [newPaper] })
    while (await maintainIndex(db));
    expect((await new Corpus(db).search({ query: newPaper.title, limit: 1 })).total).toBe(1)
    page.close()
    db.close()
    const again = today()
    expect(await again.papers.count()).toBe(papers.length + 1)
    expect(await again.digests.toArray()).toEqual(digests)
  })

  test('learns from what was saved before it learned', async () => {
    await restoreOld(old, name)
    const db = today()
    if (version > 3) {
      expect(await db.signals.toArray()).toEqual(oldRows(old, 'signals'))
      return
    }
    expect(await signals(db)).toEqual(
      saved
        .toSorted((a, b) => b.saved - a.saved)
        .map(({ id, ids, saved }) => ({ id, ids, kind: 'saved', at: saved })),
    )
    expect(await db.learned.toArray()).toEqual([])
  })
})

test('a starter digest whose list is not known does not hold up the upgrade', async () => {
  const old = oldCode(2)
  await old.table('sources').put({ digest: STARTER, phase: 'idle', failures: 0 })
  old.close()
  const db = today()
  expect(await db.digests.count()).toBe(FIRST_DIGESTS.length)
  const feed = {
    format: 'gloss-digest/1',
    id: STARTER,
    title: 'Starter',
    updated: '2026-01-01T00:00:00Z',
    papers: [{ id: 'arxiv:2602.00009', title: 'Beacons at sea', summary: 'They shine.' }],
  }
  await ensureStarter(db, async () => feed)
  expect((await db.parts.get([STARTER, '']))?.papers).toEqual(['arxiv:2602.00009'])
})

/** Gloss as it may be one day, with a table that nobody has heard of. */
function newerCode(version = 6): Dexie {
  const db = new Dexie(name)
  db.version(version).stores({ ...STORES_1, ...STORES_2, digests: 'digest', dreams: 'id' })
  open.push(db)
  return db
}

describe('a page that is open when a newer Gloss takes the database over', () => {
  test('lets it, and then says with every query that it wants to be loaded anew', async () => {
    const page = today()
    await storeBatch(page, { papers: [newPaper] })
    const corpus = new Corpus(page)
    expect((await corpus.search({ query: 'windmills', limit: 1 })).total).toBe(1)

    const newer = newerCode()
    const began = performance.now()
    expect(await newer.table('papers').count()).toBe(1)
    expect(performance.now() - began).toBeLessThan(1000)
    await newer.table('dreams').put({ id: 1 })

    for (const query of [
      () => page.papers.count(),
      () => page.papers.toArray(),
      () => page.digests.get(HUGGING_FACE),
      () => page.transaction('rw', page.papers, () => page.papers.clear()),
      () => storeBatch(page, { papers: [newPaper] }),
      () => savePaper(page, newPaper, { now: 1 }),
      () => maintainIndex(page),
      () => corpus.search({ query: 'windmills', limit: 1 }),
      () => new Corpus(page).search({ query: 'windmills', limit: 1 }),
    ]) {
      const error = await query().then(
        () => undefined,
        error => error,
      )
      expect(error, String(query)).toBeInstanceOf(NewerGloss)
      expect(error.message).toBe('Gloss was updated meanwhile. Reload this page to go on.')
    }
    expect(newer.backendDB().version).toBe(60)
    expect(await newer.table('dreams').count()).toBe(1)
    expect(await newer.table('papers').count()).toBe(1)
    expect(await newer.table('library').count()).toBe(0)

    // As when the browser keeps the page in its cache and shows it again.
    page.close({ disableAutoOpen: false })
    const error = await page.papers.count().catch(newerGloss)
    expect(error).toMatchObject({ message: 'Gloss was updated meanwhile. Reload this page to go on.' })
  })

  test('ends what it was just writing', async () => {
    const page = today()
    await page.open()
    const newer = newerCode()
    let began: Promise<unknown> | undefined
    await page.transaction('rw', page.papers, async () => {
      await page.papers.put(newPaper)
      began = Dexie.ignoreTransaction(() => newer.open())
      for (let n = 0; n < 5; n++) await page.papers.update(newPaper.id, { comment: `written ${n} times` })
    })
    await began
    expect(await newer.table('papers').toArray()).toMatchObject([{ comment: 'written 4 times' }])
  })

  test('goes on with an empty database when it was only deleted', async () => {
    vi.spyOn(console, 'warn').mockImplementation(() => undefined)
    const page = today()
    await storeBatch(page, { papers: [newPaper] })
    await Dexie.delete(name)
    expect(await page.papers.count()).toBe(0)
    expect(await page.digests.toArray()).toEqual(FIRST_DIGESTS)
  })
})

describe('a database that a newer Gloss has written', () => {
  const NATIVE = 99

  /** A database of a version and a layout that nobody knows; `known` are stores that it shares with today's. */
  async function newer(version: number, known: readonly string[]): Promise<void> {
    const request = indexedDB.open(name, version)
    request.onupgradeneeded = () => {
      for (const store of ['dreams', ...known]) {
        const made = request.result.createObjectStore(store, { keyPath: 'key' })
        made.createIndex('by', 'of', { multiEntry: true })
        for (let key = 1; key < 4; key++) made.put({ key, of: [store, key], bytes: Uint8Array.of(key, 2, 3) })
      }
    }
    await new Promise<void>((resolve, reject) => {
      request.onsuccess = () => resolve(request.result.close())
      request.onerror = () => reject(request.error)
    })
  }

  /** All that there is of it, to the byte. */
  async function everything(): Promise<string> {
    const request = indexedDB.open(name)
    const db = await new Promise<IDBDatabase>(resolve => {
      request.onsuccess = () => resolve(request.result)
    })
    const stores = []
    for (const store of db.objectStoreNames) {
      const raw = db.transaction(store).objectStore(store)
      const { keyPath, autoIncrement, indexNames } = raw
      const rows = raw.getAll()
      await new Promise(resolve => {
        rows.onsuccess = resolve
      })
      stores.push([store, keyPath, autoIncrement, [...indexNames], rows.result])
    }
    const { version } = db
    db.close()
    return JSON.stringify([version, stores], (_, value) =>
      ArrayBuffer.isView(value) ? [...(value as Uint8Array)] : value,
    )
  }

  test.each([
    ['of a layout of its own', NATIVE, []],
    ['that shares some tables', NATIVE, ['papers', 'days', 'indexState']],
    ['of the very next version', 60, []],
  ])('%s is left as it is, and all that is asked of it fails', async (_, version, known) => {
    await newer(version, known)
    const before = await everything()
    const feed = { format: 'gloss-digest/1', id: STARTER, title: 'S', updated: '2026-01-01T00:00:00Z' }
    const readFeed = async () => ({ ...feed, papers: [{ id: 'arxiv:2602.00009', title: 'Beacons at sea' }] })
    const db = today()
    await expect(db.open()).rejects.toThrow(NewerGloss)
    for (const attempt of [
      (db: GlossDatabase) => new Corpus(db).search({ query: 'windmills', limit: 1 }),
      (db: GlossDatabase) => storeBatch(db, { papers: [newPaper] }),
      (db: GlossDatabase) => ensureStarter(db, readFeed),
      (db: GlossDatabase) => savePaper(db, newPaper, { now: 1 }),
      (db: GlossDatabase) => maintainIndex(db),
      (db: GlossDatabase) => db.digests.toArray(),
      (db: GlossDatabase) => db.open(),
    ])
      for (const opened of [db, today()])
        for (let time = 0; time < 2; time++) {
          const error = await attempt(opened).then(
            () => undefined,
            error => error,
          )
          expect(newerGloss(error), String(attempt)).toBeInstanceOf(NewerGloss)
          expect(String(error)).toContain(
            'The database was written by a newer Gloss. Nothing was touched; update Gloss to go on.',
          )
        }
    expect(await everything()).toBe(before)
  })

  test('opens once Gloss is new enough, in the same context', async () => {
    await newer(NATIVE, [])
    const db = today()
    await expect(db.open()).rejects.toThrow(NewerGloss)
    await Dexie.delete(name)
    await db.open()
    expect(await db.digests.toArray()).toEqual(FIRST_DIGESTS)
  })
})

test.each<[string, unknown, boolean]>([
  ['the error itself', new NewerGloss('x'), true],
  ['one that Dexie wrapped', Object.assign(new Error('y'), { inner: new NewerGloss('x') }), true],
  [
    'one that it wrapped twice',
    Object.assign(new Error('z'), { inner: { inner: new NewerGloss('x') } }),
    true,
  ],
  ['another error', new Error('y'), false],
  ['another that wraps one', Object.assign(new Error('y'), { inner: new Error('z') }), false],
  ['what is no error', 'NewerGloss', false],
  ['nothing', undefined, false],
])('NewerGloss is told from %s', (_, error, is) => {
  expect(newerGloss(error)).toEqual(is ? expect.any(NewerGloss) : undefined)
})
