import 'fake-indexeddb/auto'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { Corpus } from '@/lib/corpus/corpus'
import { GlossDatabase } from '@/lib/corpus/database'
import { PAGES_DIGEST } from '@/lib/corpus/first-digests'
import { storeBatch } from '@/lib/corpus/store'
import { digestList } from '@/lib/pages/digest'
import { exportName } from '@/lib/pages/export'
import { addDropped, type DroppedPage, knownAmong, MAX_BYTES, readDropped } from '@/lib/pages/import'
import { paperOf } from '@/lib/papers/merge'

const SEEN = 1_787_227_200
const NOW = SEEN * 1000

let count = 0
let db: GlossDatabase
let corpus: Corpus

beforeEach(() => {
  db = new GlossDatabase(`import-${++count}`)
  corpus = new Corpus(db)
})
afterEach(() => db.close())

const file = (name: string, text: string) => new File([text], name)
const feed = (papers: readonly object[]) =>
  JSON.stringify({
    format: 'gloss-digest/1',
    id: 'lab-digest',
    title: 'The lab’s digest',
    updated: '2026-08-20T07:00:00Z',
    papers,
  })
const LANTERNS = { id: 'arxiv:2602.00001', title: 'Lanterns that glow at night' }

describe('a dropped file', () => {
  test('that is a feed: its papers, filed under saved pages, and what could not be read', async () => {
    const page = await readDropped(file('lab.json', feed([LANTERNS, { id: 'arxiv:9' }])), SEEN)
    expect(page).toMatchObject({ name: 'lab.json', title: 'The lab’s digest' })
    expect(page.papers.map(({ id, title }) => [id, title])).toEqual([[LANTERNS.id, LANTERNS.title]])
    expect(page.papers[0]?.listings.map(({ digest }) => digest)).toEqual(['pages'])
    expect(page.notUnderstood).toHaveLength(1)
    expect(page.notUnderstood[0]).toMatch(/^Entry 2 /)
  })

  test('that is a feed by another name is told by what it holds', async () => {
    expect((await readDropped(file('lab.txt', feed([LANTERNS])), SEEN)).papers).toHaveLength(1)
  })

  test('that is a saved page: the papers it links to', async () => {
    const html = `<!doctype html><html><head><title>Papers of the week</title></head><body><ul>
      <li><a href="https://arxiv.org/abs/2602.00001">Lanterns that glow at night</a></li>
      <li><a href="https://arxiv.org/abs/2602.00002v2">Moths that are drawn to lanterns</a></li></ul></body></html>`
    const page = await readDropped(file('week.html', html), SEEN)
    expect(page.title).toBe('Papers of the week')
    expect(page.papers.map(({ id }) => id)).toEqual(['arxiv:2602.00001', 'arxiv:2602.00002'])
  })

  test.each<[string, string, RegExp]>([
    [
      'broken.json',
      feed([LANTERNS]).slice(0, 40),
      /^broken\.json breaks off or is not JSON\. Nothing was added\.$/,
    ],
    ['other.json', '{"papers": []}', /^other\.json: .*gloss-digest\/1.*\. Nothing was added\.$/],
    ['list.json', '[1, 2]', /^list\.json: .*\. Nothing was added\.$/],
    ['paper.pdf', '%PDF-1.7 …', /^paper\.pdf is a PDF\..*nothing was added\.$/],
    ['page.html', 'PK\u0003\u0004\0\0', /^page\.html is not a text\..*nothing was added\.$/],
    ['empty.html', '', /^empty\.html: .*\. Nothing was added\.$/],
  ])('%s is refused in words', async (name, text, expected) => {
    await expect(readDropped(file(name, text), SEEN)).rejects.toMatchObject({
      name: 'UnreadableFile',
      message: expect.stringMatching(expected),
    })
  })

  test('that is too large is not even read', async () => {
    const large = {
      name: 'large.html',
      size: MAX_BYTES + 200_000,
      text: () => Promise.reject(new Error('it was read')),
    }
    await expect(readDropped(large, SEEN)).rejects.toThrow(
      'large.html has 10.2 MB; Gloss reads files of up to 10 MB. Nothing was added.',
    )
  })

  test('that cannot be read from the disk says so', async () => {
    const gone = { name: 'gone.html', size: 9, text: () => Promise.reject(new Error('NotReadable')) }
    await expect(readDropped(gone, SEEN)).rejects.toThrow(
      'gone.html could not be read from the disk. Nothing was added.',
    )
  })
})

const paper = (n: number) =>
  paperOf({
    ids: [`arxiv:2602.${String(10_000 + n)}`],
    title: `Paper number ${n} on lanterns`,
    seen: SEEN,
    listings: [{ digest: 'pages', seen: SEEN }],
  })
const pageOf = (papers: number, name = 'week.html'): DroppedPage => ({
  name,
  papers: Array.from({ length: papers }, (_, n) => paper(n)),
  notUnderstood: [],
})

describe('its papers', () => {
  test('are known by identifier or by title', async () => {
    await storeBatch(db, {
      papers: [paper(1), paperOf({ ids: ['acl:P18-1001'], title: 'PAPER number 2, on lanterns', seen: 1 })],
    })
    expect(await knownAmong(corpus, pageOf(250).papers)).toBe(2)
    expect(await knownAmong(corpus, [])).toBe(0)
  })

  test('are stored a hundred at a time and listed in their order', async () => {
    const told: number[] = []
    await addDropped(corpus, pageOf(230), NOW, papers => told.push(papers))
    expect(told).toEqual([100, 200, 230])
    expect(await corpus.size()).toBe(230)
    expect(await db.digests.get('pages')).toEqual({ ...PAGES_DIGEST, added: NOW })
    const list = await digestList(corpus, { digest: 'pages', limit: 1000 })
    expect(list?.papers.map(({ id }) => id)).toEqual(pageOf(230).papers.map(({ id }) => id))
  })

  test('of the same file again change nothing; of another file they stand before the others', async () => {
    await db.digests.put({ ...PAGES_DIGEST, title: 'My pages', added: 1 })
    await addDropped(corpus, pageOf(3), NOW, () => undefined)
    await addDropped(corpus, pageOf(3), NOW + 1, () => undefined)
    await addDropped(
      corpus,
      { ...pageOf(0, 'b.html'), papers: [paper(9), paper(1)] },
      NOW + 2,
      () => undefined,
    )
    expect(await corpus.size()).toBe(4)
    expect((await db.digests.get('pages'))?.title).toBe('My pages')
    const list = await digestList(corpus, { digest: 'pages' })
    expect(list?.papers.map(({ id }) => id)).toEqual(
      [paper(9), paper(1), paper(0), paper(2)].map(({ id }) => id),
    )
  })

  test('broken off, those that are in are listed, and the same file adds the rest', async () => {
    const stop = addDropped(corpus, pageOf(230), NOW, () => {
      throw new Error('the page was closed')
    })
    await expect(stop).rejects.toThrow('the page was closed')
    expect(await corpus.size()).toBe(100)
    expect((await digestList(corpus, { digest: 'pages', limit: 999 }))?.papers).toHaveLength(100)
    await addDropped(corpus, pageOf(230), NOW + 1, () => undefined)
    expect(await corpus.size()).toBe(230)
  })

  test('wait while saved pages are being removed', async () => {
    await db.digests.put({ ...PAGES_DIGEST, removing: 'remove papers' })
    await expect(addDropped(corpus, pageOf(3), NOW, () => undefined)).rejects.toThrow(
      'Saved pages are being removed. Try again in a moment.',
    )
    expect(await corpus.size()).toBe(0)
  })
})

test.each([
  ['Reading list', 'Reading list-2026-08-20.json', 'as it is'],
  ['arXiv cs.LG + stat.ML', 'arXiv cs.LG + stat.ML-2026-08-20.json', 'dots and signs'],
  [
    'Search year:2024 "world model" a/b\\c',
    'Search year 2024 world model a b c-2026-08-20.json',
    'not for file systems',
  ],
  ['..', 'Papers-2026-08-20.json', 'nothing but dots'],
  ['', 'Papers-2026-08-20.json', 'nothing'],
  ['论文 \u202Egnp.exe', '论文 gnp.exe-2026-08-20.json', 'another script, and a sign that turns text round'],
  ['x'.repeat(300), `${'x'.repeat(80)}-2026-08-20.json`, 'a long one'],
])('a list called %j is exported as %j (%s)', (title, expected) => {
  expect(exportName(title, '2026-08-20')).toBe(expected)
})
