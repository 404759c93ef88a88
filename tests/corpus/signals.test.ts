import 'fake-indexeddb/auto'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { corpusBackground } from '@/lib/corpus/background'
import { GlossDatabase } from '@/lib/corpus/database'
import { wipeCorpus } from '@/lib/corpus/removal'
import { forgetSignals, recordSignal, removeSignal, signals } from '@/lib/corpus/signals'
import { storeBatch } from '@/lib/corpus/store'
import { savePaper, unsavePaper } from '@/lib/library/library'
import type { PaperId } from '@/lib/papers/identifier'
import { paperOf } from '@/lib/papers/merge'

let count = 0
let db: GlossDatabase

beforeEach(() => {
  db = new GlossDatabase(`signals-${++count}`)
})

afterEach(() => db.close())

const ONE: PaperId = 'arxiv:2602.00001'
const DOI: PaperId = 'doi:10.1000/one'
const one = { id: ONE, ids: [ONE] }
const kinds = async () => (await signals(db)).map(({ id, kind, at }) => [id, kind, at])

describe('signals', () => {
  test.each<[('saved' | 'read' | 'skipped')[], string, string]>([
    [['read'], 'read', 'the first'],
    [['read', 'saved'], 'saved', 'saving says more than opening'],
    [['saved', 'read'], 'saved', 'opening adds nothing'],
    [['skipped', 'read'], 'skipped', 'nor does it take back that a paper was skipped'],
    [['saved', 'skipped'], 'skipped', 'the last word'],
    [['skipped', 'saved'], 'saved', 'the last word'],
  ])('%j of one paper are one, %s: %s', async (done, kept) => {
    for (const [at, kind] of done.entries()) await recordSignal(db, one, kind, at)
    expect((await kinds()).map(([id, kind]) => [id, kind])).toEqual([[ONE, kept]])
  })

  test('of a paper under two names become one when it is known by both', async () => {
    await recordSignal(db, one, 'read', 1)
    await recordSignal(db, { id: DOI, ids: [DOI] }, 'read', 2)
    await recordSignal(db, { id: ONE, ids: [ONE, DOI] }, 'skipped', 3)
    expect(await kinds()).toEqual([[ONE, 'skipped', 3]])
  })

  test('go one by one, by any name, or all at once', async () => {
    await recordSignal(db, { id: ONE, ids: [ONE, DOI] }, 'read', 1)
    await recordSignal(db, { id: 'arxiv:2602.00002', ids: ['arxiv:2602.00002'] }, 'saved', 2)
    await removeSignal(db, [DOI], 'saved')
    expect(await kinds()).toHaveLength(2)
    await removeSignal(db, [DOI])
    expect(await kinds()).toEqual([['arxiv:2602.00002', 'saved', 2]])
    await forgetSignals(db)
    expect(await kinds()).toEqual([])
  })

  test('come with saving and go with taking off the list', async () => {
    const paper = paperOf({ ids: [ONE], title: 'Lanterns that glow at night', seen: 1 })
    await savePaper(db, paper, { now: 7 })
    expect(await kinds()).toEqual([[ONE, 'saved', 7]])
    await unsavePaper(db, [ONE], 9)
    expect(await kinds()).toEqual([])
    await savePaper(db, paper, { now: 8, learn: false })
    expect(await kinds()).toEqual([])
    await recordSignal(db, paper, 'skipped', 9)
    await unsavePaper(db, [ONE], 9)
    expect(await kinds()).toEqual([[ONE, 'skipped', 9]])
  })

  test('are at most two hundred, the latest', async () => {
    for (let n = 0; n < 203; n++)
      await recordSignal(db, { id: `arxiv:2602.${n}`, ids: [`arxiv:2602.${n}`] }, 'read', n)
    const kept = await kinds()
    expect(kept).toHaveLength(200)
    expect([kept[0]?.[2], kept.at(-1)?.[2]]).toEqual([202, 3])
  })

  test('are deleted with everything else', async () => {
    await recordSignal(db, one, 'saved', 1)
    await corpusBackground(db, null)
    expect(await db.learned.count()).toBe(1)
    await wipeCorpus(db)
    expect(await kinds()).toEqual([])
    expect(await db.learned.count()).toBe(0)
  })

  test('are what a list of the last word on each paper would hold', async () => {
    const step = fc.record({
      paper: fc.integer({ min: 1, max: 4 }),
      does: fc.constantFrom('saved', 'read', 'skipped', 'forget'),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 12 }), async steps => {
        await db.signals.clear()
        const model = new Map<string, string>()
        for (const [at, { paper, does }] of steps.entries()) {
          const id: PaperId = `arxiv:2602.0000${paper}`
          if (does === 'forget') {
            await removeSignal(db, [id])
            model.delete(id)
          } else {
            await recordSignal(db, { id, ids: [id] }, does, at)
            if (does !== 'read' || (model.get(id) ?? 'read') === 'read') model.set(id, does)
          }
        }
        expect(new Map((await signals(db)).map(({ id, kind }) => [id, kind]))).toEqual(model)
      }),
      { numRuns: 40 },
    )
  })
})

describe('the background of a corpus', () => {
  const papers = (count: number) =>
    Array.from({ length: count }, (_, n) =>
      paperOf({ ids: [`arxiv:2602.${10_000 + n}`], title: `Beacon ${n} by the sea`, seen: 1 }),
    )

  test('is learned once, and again when the corpus has grown', async () => {
    await storeBatch(db, { papers: papers(10) })
    expect((await corpusBackground(db, null)).papers).toBe(10)
    await storeBatch(db, { papers: papers(12) })
    expect((await corpusBackground(db, null)).papers).toBe(10)
    await storeBatch(db, { papers: papers(40) })
    expect((await corpusBackground(db, null)).papers).toBe(40)
  })

  test('of another version of the code is learned anew', async () => {
    await storeBatch(db, { papers: papers(10) })
    await corpusBackground(db, null)
    await db.learned.update('background', { version: 'of old' })
    await storeBatch(db, { papers: papers(12) })
    expect((await corpusBackground(db, null)).papers).toBe(12)
  })
})
