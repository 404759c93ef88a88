import 'fake-indexeddb/auto'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { GlossDatabase, type LibraryRow } from '@/lib/corpus/database'
import { recordSignal } from '@/lib/corpus/signals'
import { storeBatch } from '@/lib/corpus/store'
import { savePaper } from '@/lib/library/library'
import { clearVisits, noteVisit } from '@/lib/library/visits'
import type { BadgeNote, PaperMention } from '@/lib/messaging/protocol'
import { badgesFor } from '@/lib/notes/badges'
import { corrected } from '@/lib/notes/same'
import type { PaperId } from '@/lib/papers/identifier'
import { paperOf } from '@/lib/papers/merge'
import type { Paper } from '@/lib/papers/paper'
import { countRequests } from '../corpus/requests'
import { rowOf } from '../library/entry'

let count = 0
let db: GlossDatabase

beforeEach(() => {
  db = new GlossDatabase(`badges-${++count}`)
})
afterEach(async () => {
  vi.restoreAllMocks()
  await db.delete()
})

const titleOf = (n: number) => `Paper number ${n} about lamps`
const arxiv = (n: number): PaperId => `arxiv:2602.${10_000 + n}`

function paper(n: number, ids: readonly PaperId[] = [arxiv(n)], title = titleOf(n)): Paper {
  return paperOf({
    ids,
    title,
    listings: [{ digest: 'hf', day: '2026-02-26', upvotes: n, seen: 1 }],
    seen: 1,
  })
}

async function badge(mention: PaperMention, notSame: readonly string[] = []): Promise<BadgeNote | null> {
  const badges = await badgesFor(db, [{ ids: ['arxiv:2602.99999'] }, mention], notSame)
  expect(badges).toHaveLength(2)
  expect(badges[0]).toBeNull()
  return badges[1] ?? null
}

/** Puts a paper on the list in a state, and no signal beside it. */
async function list(of: Paper, state: LibraryRow['state'] = 'to-read'): Promise<void> {
  await savePaper(db, of, { now: 1, learn: false })
  await db.library.toCollection().modify({ state })
}

const plain = { saved: false, seen: false, skipped: false }

describe('a badge says', () => {
  test('nothing of a paper of which nothing is known', async () => {
    expect(await badge({ ids: [arxiv(1)], title: titleOf(1) })).toBeNull()
  })

  test('under which names the paper is known, its upvotes, and how it was found', async () => {
    await storeBatch(db, { papers: [paper(1), paper(7, ['openreview:lamps'])] })
    expect(await badge({ ids: [arxiv(1)] })).toEqual({ ids: [arxiv(1)], by: 'id', upvotes: 1, ...plain })
    expect(await badge({ ids: [], title: titleOf(1) })).toEqual({
      ids: [arxiv(1)],
      by: 'title',
      upvotes: 1,
      ...plain,
    })
    expect(await badge({ ids: ['acl:P18-1001'], title: titleOf(7) })).toEqual({
      ids: ['openreview:lamps', 'acl:P18-1001'],
      by: 'title',
      upvotes: 7,
      ...plain,
    })
  })

  test.each<[state: LibraryRow['state'], expected: Partial<BadgeNote>]>([
    ['to-read', { saved: true, state: 'to-read' }],
    ['reading', { saved: true, state: 'reading', seen: true }],
    ['done', { saved: true, state: 'done', seen: true }],
    ['skipped', { saved: true, state: 'skipped', skipped: true }],
  ])('of a paper on the list in the state %s: %j', async (state, expected) => {
    await list(paper(1), state)
    expect(await badge({ ids: [arxiv(1)] })).toMatchObject({ ...plain, ...expected })
  })

  test.each<[kind: 'read' | 'skipped' | 'saved', expected: Partial<BadgeNote>]>([
    ['read', { seen: true }],
    ['skipped', { skipped: true }],
    // Taken off the list by other means, it is not saved.
    ['saved', {}],
  ])('of a paper that was %s: %j', async (kind, expected) => {
    await storeBatch(db, { papers: [paper(1)] })
    await recordSignal(db, { id: arxiv(1), ids: [arxiv(1)] }, kind, 1)
    expect(await badge({ ids: [arxiv(1)] })).toEqual({
      ids: [arxiv(1)],
      by: 'id',
      upvotes: 1,
      ...plain,
      ...expected,
    })
  })

  test('of a paper that no digest has, but that was opened', async () => {
    await recordSignal(db, { id: arxiv(1), ids: [arxiv(1)] }, 'read', 1)
    expect(await badge({ ids: [arxiv(1)] })).toEqual({ ids: [arxiv(1)], by: 'id', ...plain, seen: true })
  })

  test.each<[by: string, mention: PaperMention]>([
    ['its best name', { ids: [arxiv(1)] }],
    ['another of its names', { ids: ['doi:10.1000/1'] }],
  ])('of a paper whose page was visited, asked for by %s', async (_, mention) => {
    await noteVisit(db, { ids: [arxiv(1), 'doi:10.1000/1'], title: titleOf(1) }, 1)
    expect(await badge(mention)).toEqual({ ids: mention.ids, by: 'id', ...plain, seen: true })
    await clearVisits(db)
    expect(await badge(mention)).toBeNull()
  })

  test.each<[by: string, mention: PaperMention, ids: readonly PaperId[]]>([
    ['its name', { ids: [arxiv(1)] }, [arxiv(1)]],
    ['another of its names', { ids: ['doi:10.1000/1'] }, [arxiv(1), 'doi:10.1000/1']],
  ])(
    'of a paper that is on the list and no longer in the corpus, asked for by %s',
    async (_, mention, ids) => {
      await list(paper(1, [arxiv(1), 'doi:10.1000/1']))
      await db.papers.clear()
      await db.facts.clear()
      await db.documents.clear()
      await db.indexState.clear()
      expect(await badge(mention)).toEqual({ ids, by: 'id', ...plain, saved: true, state: 'to-read' })
    },
  )

  test('of a paper that was saved and opened under a lesser name than it has now', async () => {
    await savePaper(db, paper(1, ['acl:P18-1001']), { now: 1, learn: false })
    await recordSignal(db, { id: 'acl:P18-1001', ids: ['acl:P18-1001'] }, 'read', 1)
    await storeBatch(db, { papers: [paper(1, [arxiv(1), 'acl:P18-1001'])] })
    expect(await badge({ ids: [arxiv(1)] })).toEqual({
      ids: [arxiv(1), 'acl:P18-1001'],
      by: 'id',
      upvotes: 1,
      ...plain,
      saved: true,
      state: 'to-read',
      seen: true,
    })
  })
})

describe('a paper that the reader said is another', () => {
  const mention: PaperMention = { ids: [], title: titleOf(1), page: 'cvf lamps' }

  test('is not known, on that page', async () => {
    await storeBatch(db, { papers: [paper(1)] })
    const notSame = corrected([], mention, arxiv(1), false)
    expect(await badge(mention)).toMatchObject({ by: 'title' })
    expect(await badge(mention, notSame)).toBeNull()
    expect(await badge({ ...mention, page: 'cvf other lamps' }, notSame)).toMatchObject({ by: 'title' })
    expect(await badge({ ...mention, ids: [arxiv(1)] }, notSame)).toMatchObject({ by: 'id' })
  })

  test('is not known either when it goes by another name since', async () => {
    await storeBatch(db, { papers: [paper(1, ['acl:P18-1001'])] })
    const notSame = corrected([], mention, 'acl:P18-1001', false)
    await storeBatch(db, { papers: [paper(1, [arxiv(1), 'acl:P18-1001'])] })
    expect(await badge(mention, notSame)).toBeNull()
  })

  test('is on the list by itself', async () => {
    await storeBatch(db, { papers: [paper(1)] })
    const notSame = corrected([], mention, arxiv(1), false)
    const key: PaperId = 'title:papernumber1aboutlamps'
    await savePaper(db, paperOf({ ids: [key], title: titleOf(1), seen: 1 }), {
      now: 1,
      learn: false,
      apart: true,
    })
    expect(await badge(mention, notSame)).toEqual({
      ids: [key],
      by: 'title',
      ...plain,
      saved: true,
      state: 'to-read',
    })
    expect(await badge({ ids: [arxiv(1)], title: titleOf(1) }, notSame)).toMatchObject({ saved: false })
  })
})

describe('what it costs', () => {
  const rows = Array.from({ length: 2000 }, (_, n): PaperMention => ({ ids: [arxiv(n)], title: titleOf(n) }))

  test('is the same for two thousand arXiv papers as for one', async () => {
    await storeBatch(db, { papers: Array.from({ length: 400 }, (_, n) => paper(n)) })
    for (const n of [2, 3, 5]) await recordSignal(db, { id: arxiv(n), ids: [arxiv(n)] }, 'read', n)
    const { requests, answer } = await countRequests(() => badgesFor(db, rows, []))
    expect(answer.filter(Boolean)).toHaveLength(400)
    expect(answer.filter(one => one?.seen)).toHaveLength(3)
    expect(requests).toBe(6)
    expect((await countRequests(() => badgesFor(db, rows, []))).requests).toBe(4)
    expect((await countRequests(() => badgesFor(db, rows.slice(0, 1), []))).requests).toBe(4)
  })

  test('is the papers of a long list that are on the page, or the list where that is most of it', async () => {
    await storeBatch(db, { papers: [paper(1)] })
    const saved = Array.from({ length: 300 }, (_, n): LibraryRow => {
      const { ids, id } = paper(n * 10)
      return rowOf({ id, ids, state: 'done', saved: n, paper: paper(n * 10) })
    })
    await db.library.bulkPut(saved)
    await badgesFor(db, [], [])
    const some = await countRequests(() => badgesFor(db, rows.slice(0, 100), []))
    expect(some.answer.filter(one => one?.saved && one.seen)).toHaveLength(10)
    expect(some.requests).toBe(4 + 10)
    const most = await countRequests(() => badgesFor(db, rows, []))
    expect(most.answer.filter(one => one?.saved && one.seen)).toHaveLength(200)
    expect(most.requests).toBe(4 + 1)
  })
})
