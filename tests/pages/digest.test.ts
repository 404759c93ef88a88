import 'fake-indexeddb/auto'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { Corpus } from '@/lib/corpus/corpus'
import { type DigestRow, GlossDatabase } from '@/lib/corpus/database'
import { PAGES_DIGEST } from '@/lib/corpus/first-digests'
import { storeBatch } from '@/lib/corpus/store'
import { activity, digestList, digestsWithLists, papersInOrder } from '@/lib/pages/digest'
import type { PaperId } from '@/lib/papers/identifier'
import { paperOf } from '@/lib/papers/merge'
import type { Announced, Listing } from '@/lib/papers/paper'

let count = 0
let db: GlossDatabase
let corpus: Corpus

beforeEach(() => {
  db = new GlossDatabase(`digest-${++count}`)
  corpus = new Corpus(db)
})
afterEach(() => db.close())

const idOf = (n: number): PaperId => `arxiv:2602.${String(10_000 + n)}`
const paper = (n: number, listings: readonly Listing[] = []) =>
  paperOf({ ids: [idOf(n)], title: `Paper number ${n} on lanterns`, seen: 1, listings })
const follow = (digest: string, row: Partial<DigestRow> = {}) =>
  db.digests.put({
    digest,
    kind: 'arxiv-feed',
    url: `https://rss.arxiv.org/rss/${digest}`,
    title: `arXiv ${digest}`,
    order: 2,
    paused: false,
    added: 1,
    ...row,
  })
const storeDay = (digest: string, day: string, ...papers: number[]) =>
  storeBatch(db, {
    digest,
    papers: papers.map(n => paper(n, [{ digest, day, seen: 1 }])),
    days: [{ digest, day, papers: papers.map(idOf), fetched: 1 }],
  })
const storePart = (digest: string, part: string, fetched: number, ...papers: number[]) =>
  storeBatch(db, {
    digest,
    papers: papers.map(n => paper(n, [{ digest, seen: 1 }])),
    part: { digest, part, papers: papers.map(idOf), fetched },
  })
const numbers = (papers: readonly { readonly id: string }[] | undefined) =>
  papers?.map(({ id }) => Number(id.slice(-5)) - 10_000)
const shown = async (
  ...asked: Parameters<typeof digestList> extends [unknown, ...infer Rest] ? Rest : never
) => {
  const list = await digestList(corpus, ...asked)
  return list && [list.digest.digest, list.day, numbers(list.papers)]
}

describe('which list', () => {
  test('none while there is nothing', async () => {
    expect(await digestList(corpus)).toBeUndefined()
    expect(await digestsWithLists(corpus)).toEqual([])
  })

  test('what came with Gloss, until another digest has a list', async () => {
    await storePart('starter', '', 1, 1, 2)
    expect(await shown()).toEqual(['starter', undefined, [1, 2]])
    await storeDay('hf', '2026-02-20', 3)
    expect(await shown()).toEqual(['hf', '2026-02-20', [3]])
    expect((await digestsWithLists(corpus)).map(row => row.digest)).toEqual(['hf'])
    expect(await shown({ digest: 'starter' })).toEqual(['starter', undefined, [1, 2]])
    expect((await digestsWithLists(corpus, 'starter')).map(row => row.digest)).toEqual(['hf', 'starter'])
  })

  test('the newest day with papers of the first digest in order', async () => {
    await follow('cs.LG', { order: -1 })
    await storeDay('hf', '2026-02-20', 1)
    expect(await shown()).toEqual(['hf', '2026-02-20', [1]])
    await storeDay('cs.LG', '2026-02-18', 2)
    await storeDay('cs.LG', '2026-02-19', 3)
    await storeDay('cs.LG', '2026-02-20')
    expect(await shown()).toEqual(['cs.LG', '2026-02-19', [3]])
    expect((await digestsWithLists(corpus)).map(row => row.digest)).toEqual(['cs.LG', 'hf'])
  })

  test('the day that is asked for, of the first digest that has it', async () => {
    await follow('cs.LG', { order: -1 })
    await storeDay('cs.LG', '2026-02-19', 3)
    await storeDay('cs.LG', '2026-02-18')
    await storeDay('hf', '2026-02-18', 1)
    expect(await shown({ day: '2026-02-18' })).toEqual(['hf', '2026-02-18', [1]])
    expect(await shown({ day: '2026-02-18', digest: 'cs.LG' })).toEqual(['cs.LG', '2026-02-18', []])
    expect(await shown({ day: '2020-01-01' })).toEqual(['cs.LG', '2020-01-01', []])
  })

  test('of a digest that is gone or being removed: the first one', async () => {
    await follow('cs.LG', { order: -1, removing: 'remove papers' })
    await storeDay('cs.LG', '2026-02-19', 3)
    await storeDay('hf', '2026-02-18', 1)
    expect(await shown({ digest: 'cs.LG' })).toEqual(['hf', '2026-02-18', [1]])
    expect(await shown({ digest: 'never' })).toEqual(['hf', '2026-02-18', [1]])
  })

  test('of a digest without days: its one list, or all it has, the last first', async () => {
    await db.digests.put(PAGES_DIGEST)
    await storePart('pages', 'old.html', 1, 1, 2)
    await storePart('pages', 'new.html', 2, 2, 3)
    expect(await shown({ digest: 'pages' })).toEqual(['pages', undefined, [2, 3, 1]])
    expect(await digestList(corpus, { digest: 'pages', limit: 2 })).toMatchObject({ total: 3 })
    expect(await shown({ digest: 'pages', limit: 2 })).toEqual(['pages', undefined, [2, 3]])
  })
})

describe('the papers of a list', () => {
  test('come in its order, under the names they go by now, each once', async () => {
    const doi: PaperId = 'doi:10.1000/lamps'
    await storeBatch(db, {
      papers: [paper(2), paperOf({ ids: [idOf(1), doi], title: 'Lanterns that glow at night', seen: 1 })],
    })
    expect(numbers(await papersInOrder(corpus, [idOf(2), doi, idOf(1), idOf(2), idOf(9)]))).toEqual([2, 1])
    expect(await papersInOrder(corpus, [])).toEqual([])
  })

  test('that were announced as new versions stand apart', async () => {
    await follow('cs.LG')
    const day = '2026-02-20'
    const kinds: readonly (Announced | undefined)[] = ['replace', 'new', 'replace-cross', 'cross', undefined]
    await storeBatch(db, {
      digest: 'cs.LG',
      papers: kinds.map((announced, n) =>
        paper(n, [
          { digest: 'cs.LG', day, seen: 1, ...(announced && { announced }) },
          // On another day, and by another digest, it is something else.
          { digest: 'cs.LG', day: '2026-02-01', seen: 1, announced: 'replace' },
          { digest: 'hf', day, seen: 1, announced: 'replace' },
        ]),
      ),
      days: [{ digest: 'cs.LG', day, papers: kinds.map((_, n) => idOf(n)) }],
    })
    const list = await digestList(corpus, { digest: 'cs.LG', day })
    expect(numbers(list?.papers)).toEqual([1, 3, 4])
    expect(numbers(list?.versions)).toEqual([0, 2])
    expect(list?.total).toBe(5)
  })
})

test('activity is of one digest, oldest first', async () => {
  await storeDay('hf', '2026-02-18', 1)
  await storeDay('hf', '2026-02-19')
  await storeDay('hf', '2026-02-20', 1, 2)
  await storeDay('cs.LG', '2026-02-21', 3)
  expect(await activity(corpus, 'hf', 2)).toEqual([
    { day: '2026-02-19', papers: 0 },
    { day: '2026-02-20', papers: 2 },
  ])
})
