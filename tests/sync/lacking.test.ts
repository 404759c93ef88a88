import 'fake-indexeddb/auto'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { GlossDatabase } from '@/lib/corpus/database'
import { storeBatch } from '@/lib/corpus/store'
import { savePaper } from '@/lib/library/library'
import { paperOf } from '@/lib/papers/merge'
import { arxivDetails } from '@/lib/sources/arxiv-details'
import { lackingDetails } from '@/lib/sync/lacking'
import { syncDigest } from '@/lib/sync/sync'
import { DAY } from '@/lib/time'
import { type Clock, syncTools } from './daily-server'

const NOW = Date.parse('2026-02-26T12:00:00Z')
let count = 0
let db: GlossDatabase
let clock: Clock

beforeEach(() => {
  db = new GlossDatabase(`lacking-${++count}`)
  clock = { now: NOW }
})

afterEach(() => db.close())

const listed = (id: string, more = {}) =>
  paperOf({
    ids: [`arxiv:${id}`],
    title: `Of ${id} and its lanterns`,
    seen: 5,
    listings: [{ digest: 'hf', day: '2026-02-20', seen: 5 }],
    ...more,
  })

test('papers of digests without categories, newest first; what only the reader saved is told nobody', async () => {
  await storeBatch(db, {
    papers: [listed('2602.00001'), listed('2401.00002'), listed('2602.00003', { categories: ['cs.LG'] })],
  })
  await savePaper(db, paperOf({ ids: ['arxiv:2602.00009'], title: 'Saved from a page', seen: 1 }), {
    now: NOW,
  })
  expect(await lackingDetails(db, undefined, NOW)).toEqual(['arxiv:2602.00001', 'arxiv:2401.00002'])
  expect(await lackingDetails(db, { note: { after: 'arxiv:2602.00001' } }, NOW)).toEqual(['arxiv:2401.00002'])
})

test('once the end is reached it begins anew, but not before a day has passed', async () => {
  await storeBatch(db, { papers: [listed('2602.00001')] })
  const mark = { fetched: NOW, note: { after: 'arxiv:2602.00001' } }
  expect(await lackingDetails(db, mark, NOW + DAY - 1)).toEqual([])
  expect(await lackingDetails(db, mark, NOW + DAY)).toEqual(['arxiv:2602.00001'])
})

test('a run asks for each paper once, a hundred at a time, and adds to what is known', async () => {
  const ids = Array.from({ length: 230 }, (_, n) => `2602.${String(n + 1).padStart(5, '0')}`)
  await storeBatch(db, { papers: ids.map(id => listed(id)) })
  const asked: string[][] = []
  const atom = (list: readonly string[]) => `<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"
    xmlns:arxiv="http://arxiv.org/schemas/atom"><title>ArXiv Query</title>${list
      .map(
        id => `<entry><id>http://arxiv.org/abs/${id}v3</id><title>Another title of ${id}</title><summary>Long.</summary>
        <published>2026-02-01T00:00:00Z</published><updated>2026-02-02T00:00:00Z</updated>
        <author><name>Ada Example</name></author><category term="stat.ML"/><category term="cs.LG"/>
        <arxiv:primary_category term="cs.LG"/><arxiv:comment>9 pages</arxiv:comment></entry>`,
      )
      .join('')}</feed>`
  const fetch = async (address: RequestInfo | URL) => {
    const list = new URL(String(address)).searchParams.get('id_list')?.split(',') ?? []
    asked.push(list)
    // One that arXiv does not know, and one that nobody asked about.
    return new Response(atom([...list.filter(id => id !== '2602.00007'), '2602.99999']))
  }
  const row = {
    digest: 'arxiv-details',
    kind: 'arxiv-details',
    url: 'https://export.arxiv.org/api/query',
    title: 'Details',
    order: 2,
    paused: false,
    added: 0,
  }
  const run = () =>
    syncDigest(row, arxivDetails, syncTools(db, { fetch }, clock), new AbortController().signal, {
      from: '2023-05-04',
    })
  expect(await run()).toEqual({ done: true })
  expect(asked.map(list => list.length)).toEqual([100, 100, 30])
  expect(new Set(asked.flat()).size).toBe(230)
  expect(await db.papers.get('arxiv:2602.00001')).toMatchObject({
    title: 'Of 2602.00001 and its lanterns',
    categories: ['cs.LG', 'stat.ML'],
    version: 3,
    comment: '9 pages',
  })
  expect(await db.papers.get('arxiv:2602.00007')).not.toHaveProperty('categories')
  expect(await db.papers.get('arxiv:2602.99999')).toBeUndefined()
  expect(await db.papers.count()).toBe(230)
  // A day later only the one that is still lacking is asked about.
  clock.now += DAY
  await run()
  expect(asked.slice(3)).toEqual([['2602.00007']])
})
