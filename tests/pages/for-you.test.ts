import 'fake-indexeddb/auto'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { Corpus } from '@/lib/corpus/corpus'
import { GlossDatabase, type PaperRow } from '@/lib/corpus/database'
import { recordSignal } from '@/lib/corpus/signals'
import { storeBatch } from '@/lib/corpus/store'
import { savePaper } from '@/lib/library/library'
import { forYou, learnedOf, readSignals, signalsMissing } from '@/lib/pages/for-you'
import type { PaperId } from '@/lib/papers/identifier'
import { paperOf } from '@/lib/papers/merge'
import { paperOn, type Subject } from '../ranking/papers'

let count = 0
let db: GlossDatabase
let corpus: Corpus

beforeEach(() => {
  db = new GlossDatabase(`for-you-${++count}`)
  corpus = new Corpus(db)
})

afterEach(() => db.close())

const NUMBER: Record<Subject, number> = { lamps: 1, gulls: 2, tides: 3 }
const idOn = (subject: Subject, n: number): PaperId => `arxiv:260${NUMBER[subject]}.${10_000 + n}`

function stored(subject: Subject, n: number) {
  const { title, abstract } = paperOn(subject, n)
  return paperOf({ ids: [idOn(subject, n)], title: `${title} ${n}`, ...(abstract && { abstract }), seen: 1 })
}

async function store(subject: Subject, ns: readonly number[]): Promise<PaperRow[]> {
  const papers = ns.map(n => stored(subject, n))
  await storeBatch(db, { papers })
  const rows = await db.papers.bulkGet(papers.map(({ id }) => id))
  return rows.flatMap(row => row ?? [])
}

const DAY = [20, 21, 22, 23]

/** Ten saved papers on lamps, one skipped on gulls, and a day of both. */
async function reading() {
  for (const paper of await store('lamps', [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]))
    await savePaper(db, paper, { now: 1 })
  for (const paper of await store('gulls', [0])) await recordSignal(db, paper, 'skipped', 2)
  await store('tides', [0, 1, 2, 3])
  return [...(await store('gulls', DAY)), ...(await store('lamps', DAY))]
}

describe('the order for the reader', () => {
  test('brings up what is like the saved papers, and says because of which', async () => {
    const day = await reading()
    const known = await readSignals(corpus)
    expect(signalsMissing(known)).toBe(0)
    const { papers, reasons } = await forYou(corpus, day, known, 'day')
    expect(papers.map(({ id }) => id).sort()).toEqual(day.map(({ id }) => id).sort())
    expect(papers.slice(0, 4).every(({ id }) => id.startsWith('arxiv:2601'))).toBe(true)
    const reason = reasons.get(papers[0]?.id ?? '')
    if (reason?.kind !== 'because') return expect.unreachable('There is no reason')
    expect(reason.did).toBe('saved')
    expect(known.map(({ paper }) => paper?.title)).toContain(reason.title)
    expect(reason.shared.length).toBeGreaterThan(0)
  })

  test('is the same again, and stays usable when papers leave the corpus', async () => {
    const day = await reading()
    const order = async () =>
      (await forYou(corpus, day, await readSignals(corpus), 'day')).papers.map(({ id }) => id)
    const before = await order()
    expect(await order()).toEqual(before)
    await db.papers.bulkDelete([0, 1, 2].map(n => idOn('lamps', n)))
    // The reading list keeps what it takes; the skipped paper alone is gone for good.
    await db.papers.delete(idOn('gulls', 0))
    const known = await readSignals(corpus)
    expect(known.filter(({ paper }) => !paper).map(({ id }) => id)).toEqual([idOn('gulls', 0)])
    expect(signalsMissing(known)).toBe(0)
    expect((await order()).slice(0, 4).every(id => id.startsWith('arxiv:2601'))).toBe(true)
  })

  test('waits for ten signals of papers that are here', async () => {
    for (const paper of await store('lamps', [0, 1, 2])) await recordSignal(db, paper, 'read', 1)
    await recordSignal(db, { id: 'arxiv:2600.00001', ids: ['arxiv:2600.00001'] }, 'skipped', 2)
    expect(signalsMissing(await readSignals(corpus))).toBe(7)
  })

  test('finds a paper that goes by a better name now', async () => {
    const [paper] = await store('lamps', [0])
    await recordSignal(db, { id: 'title:lamps', ids: ['title:lamps', idOn('lamps', 0)] }, 'read', 1)
    const [signal] = await readSignals(corpus)
    expect(signal?.paper?.id).toBe(paper?.id)
  })
})

describe('what was learned', () => {
  test('is told in words and numbers', async () => {
    await reading()
    const { counts, likes, dislikes } = await learnedOf(corpus, await readSignals(corpus))
    expect(counts).toEqual({ saved: 10, read: 0, skipped: 1 })
    expect(likes.map(({ label }) => label).join(' ')).toMatch(/lantern|beacon|wick|glow/)
    expect(dislikes).toEqual([])
  })

  test('of nobody is nothing', async () => {
    const { counts, likes } = await learnedOf(corpus, [])
    expect([counts, likes]).toEqual([{ saved: 0, read: 0, skipped: 0 }, []])
  })
})
