import 'fake-indexeddb/auto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Corpus } from '@/lib/corpus/corpus'
import { type DayRow, GlossDatabase } from '@/lib/corpus/database'
import { STARTER } from '@/lib/corpus/first-digests'
import { ensureStarter } from '@/lib/corpus/starter'
import { storeBatch } from '@/lib/corpus/store'
import type { PaperId } from '@/lib/papers/identifier'
import { paperOf } from '@/lib/papers/merge'

const SAME = 'Two papers of the very same title'
const db = new GlossDatabase('corpus')
const corpus = new Corpus(db)

beforeAll(async () => {
  const paper = (ids: readonly PaperId[], title: string) => paperOf({ ids, title, seen: 1 })
  await storeBatch(db, {
    papers: [
      paper(['arxiv:2602.00001', 'doi:10.1000/lamps'], 'Lanterns that glow at night'),
      paper(['arxiv:2602.00002'], SAME),
      paper(['arxiv:2602.00003'], SAME),
      paper(['arxiv:2602.00004'], 'Deep learning'),
    ],
  })
  const day = (digest: string, name: string, papers: readonly PaperId[]): DayRow => ({
    digest,
    day: name,
    papers,
    fetched: 1,
  })
  for (const row of [
    day('hf', '2026-02-20', ['arxiv:2602.00001']),
    day('hf', '2026-02-21', []),
    day('hf', '2026-02-22', []),
    day('hf', '2026-02-23', ['arxiv:2602.00002']),
    day('hf', '2026-02-24', ['arxiv:2602.00003', 'arxiv:2602.00004']),
    day('hf', '2026-02-25', []),
    day('another', '2026-02-26', ['arxiv:2602.00001']),
  ])
    await storeBatch(db, { papers: [], days: [row] })
})

afterAll(() => db.close())

describe('a mention', () => {
  test.each<[string, readonly PaperId[], string | undefined, string | undefined]>([
    ['by its best identifier', ['arxiv:2602.00001'], undefined, 'arxiv:2602.00001 by id'],
    ['by its other identifier', ['doi:10.1000/lamps'], undefined, 'arxiv:2602.00001 by id'],
    ['by both', ['doi:10.1000/lamps', 'arxiv:2602.00001'], undefined, 'arxiv:2602.00001 by id'],
    [
      'by its title, written otherwise',
      ['acl:P18-1001'],
      'LANTERNS that glow, at night',
      'arxiv:2602.00001 by title',
    ],
    [
      'not by a title under another arXiv identifier',
      ['arxiv:2602.09999'],
      'Lanterns that glow at night',
      undefined,
    ],
    ['not by a title that two papers carry', ['acl:P18-1001'], SAME, undefined],
    ['by its identifier where two carry the title', ['arxiv:2602.00003'], SAME, 'arxiv:2602.00003 by id'],
    ['not by a title that is too short', ['acl:P18-1001'], 'Deep learning', undefined],
    ['not by what nobody knows', ['arxiv:2602.09999'], 'A title nobody ever gave', undefined],
    ['not without any name', [], undefined, undefined],
  ])('is found %s', async (_, ids, title, expected) => {
    const found = await corpus.find(ids, title)
    expect(found && `${found.paper.id} by ${found.by}`).toBe(expected)
  })
})

describe('the nearest day with papers', () => {
  test.each<[string, string, { day: string; side: 'before' | 'after' } | undefined, string | undefined]>([
    ['the newest', 'hf', undefined, '2026-02-24'],
    ['the newest of another digest', 'another', undefined, '2026-02-26'],
    ['before one, over empty days', 'hf', { day: '2026-02-23', side: 'before' }, '2026-02-20'],
    ['after one, over empty days', 'hf', { day: '2026-02-20', side: 'after' }, '2026-02-23'],
    ['before the first', 'hf', { day: '2026-02-20', side: 'before' }, undefined],
    ['after the last', 'hf', { day: '2026-02-24', side: 'after' }, undefined],
    ['of an unknown digest', 'h', undefined, undefined],
  ])('%s', async (_, digest, from, expected) => {
    expect((await corpus.dayWithPapers(digest, from))?.day).toBe(expected)
  })
})

describe('the starter digest', () => {
  const feed = {
    format: 'gloss-digest/1',
    id: STARTER,
    title: 'Starter',
    updated: '2026-01-01T00:00:00Z',
    papers: [
      { id: 'arxiv:2602.00009', title: 'Beacons at sea', summary: 'They shine.', topics: ['beacons'] },
      { id: 'arxiv:2602.00001', title: 'Lanterns that glow at night', summary: 'They glow.' },
    ],
  }

  test('is read once, joins what is known and keeps its order', async () => {
    let reads = 0
    const read = async () => {
      reads++
      return feed
    }
    await ensureStarter(db, read)
    await ensureStarter(db, read)
    expect(reads).toBe(1)
    expect((await db.parts.get([STARTER, '']))?.papers).toEqual(['arxiv:2602.00009', 'arxiv:2602.00001'])
    expect((await db.papers.get('arxiv:2602.00001'))?.ids).toEqual(['arxiv:2602.00001', 'doi:10.1000/lamps'])
    expect((await corpus.search({ query: 'beacons', limit: 5 })).papers.map(({ id }) => id)).toEqual([
      'arxiv:2602.00009',
    ])
    expect(await corpus.size()).toBe(5)
  })

  test('stays away once the reader has removed it', async () => {
    const fresh = new GlossDatabase('corpus-removed')
    await fresh.digests.delete(STARTER)
    await ensureStarter(fresh, async () => feed)
    expect(await fresh.papers.count()).toBe(0)
    fresh.close()
  })

  test('is read again after an attempt that failed', async () => {
    const fresh = new GlossDatabase('corpus-fresh')
    await expect(ensureStarter(fresh, () => Promise.reject(new Error('gone')))).rejects.toThrow('gone')
    expect(await fresh.papers.count()).toBe(0)
    await ensureStarter(fresh, async () => feed)
    expect(await fresh.papers.count()).toBe(2)
    fresh.close()
  })

  test('stored twice at once is there once', async () => {
    const fresh = new GlossDatabase('corpus-twice')
    await Promise.all([ensureStarter(fresh, async () => feed), ensureStarter(fresh, async () => feed)])
    expect(await fresh.papers.count()).toBe(2)
    const answer = await new Corpus(fresh).search({ query: 'beacons', limit: 5 })
    expect(answer.total).toBe(1)
    fresh.close()
  })
})
