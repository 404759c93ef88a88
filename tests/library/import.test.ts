import 'fake-indexeddb/auto'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { citableOf } from '@/lib/cite/citable'
import { glossJson } from '@/lib/cite/gloss-json'
import type { ReadFile, ReadPaper } from '@/lib/cite/read/reader'
import { readReferences } from '@/lib/cite/read/registry'
import { GlossDatabase } from '@/lib/corpus/database'
import { storeBatch } from '@/lib/corpus/store'
import { editEntries } from '@/lib/library/edit'
import { type ImportChoice, importPapers, previewImport } from '@/lib/library/import'
import { BETWEEN_NOTES } from '@/lib/library/inverse'
import { listedPapers, readingList, savePaper } from '@/lib/library/library'
import { setRule } from '@/lib/library/rules'
import { redoLast, undoLast } from '@/lib/library/undo'
import type { PaperId } from '@/lib/papers/identifier'
import { paperOf } from '@/lib/papers/merge'

const A: PaperId = 'arxiv:2602.00001'
const B: PaperId = 'arxiv:2602.00002'
const DOI: PaperId = 'doi:10.1000/lamps'
const TITLE = 'Lanterns that glow at night'

let count = 0
let db: GlossDatabase
let now: number

beforeEach(() => {
  db = new GlossDatabase(`import-${++count}`)
  now = 1_770_000_000_000
})
afterEach(() => db.close())

const known = (id: PaperId, title = TITLE) =>
  paperOf({ ids: [id], title, abstract: 'They glow.', authors: ['Ada Example'], seen: 1_700_000_000 })
const save = (id: PaperId, title?: string) => savePaper(db, known(id, title), { now: ++now })
const fileOf = (...papers: ReadPaper[]): ReadFile => ({ format: 'Test', papers, notUnderstood: [] })
const look = (file: ReadFile) => previewImport(db, file, 'papers.bib')
async function take(file: ReadFile, choice: Partial<ImportChoice> & { signal?: AbortSignal } = {}) {
  const act = crypto.randomUUID()
  return importPapers(db, await look(file), { states: false, tag: '', ...choice, now: ++now, act })
}
const rows = () => readingList(db)

describe('a paper that is not on the list', () => {
  test('comes with all that the file says', async () => {
    const read: ReadPaper = {
      ids: [A, DOI],
      title: TITLE,
      authors: ['Bo Sample'],
      abstract: 'We study lanterns.',
      year: 2024,
      month: 5,
      journal: 'Journal of Lanterns',
      state: 'done',
      rating: 4,
      priority: 2,
      tags: ['light'],
      topics: ['Lanterns'],
      note: '*Good*',
      saved: 1_600_000_000_000,
      read: 1_650_000_000_000,
    }
    expect(await look(fileOf(read))).toMatchObject({ fresh: [TITLE], merges: [], same: [] })
    expect(await take(fileOf(read), { tag: 'imported' })).toEqual({ added: 1, merged: 0, done: 1 })
    expect(await rows()).toMatchObject([
      {
        ids: [A, DOI],
        title: TITLE,
        state: 'done',
        rating: 4,
        priority: 2,
        tags: ['imported', 'light'],
        topics: ['Lanterns'],
        notes: ['*Good*'],
        saved: 1_600_000_000_000,
        read: 1_650_000_000_000,
        from: 'papers.bib',
        journal: 'Journal of Lanterns',
      },
    ])
    expect(await db.papers.count()).toBe(1)
  })

  test('is whole where the corpus knows it better, by identifier or by title', async () => {
    await storeBatch(db, { papers: [known(A), known(B, 'Harbours where the lanterns are')] })
    await take(
      fileOf(
        { ids: [A], title: 'lanterns that glow', abstract: 'Shorter, and older.' },
        {
          ids: ['title:harbourswherethelanternsare'],
          title: 'Harbours where the Lanterns Are',
          journal: 'Night',
        },
      ),
    )
    const list = await rows()
    expect(list.map(({ id, title }) => [id, title]).sort()).toEqual([
      [A, TITLE],
      [B, 'Harbours where the lanterns are'],
    ])
    expect((await listedPapers(db, list)).get(A)?.abstract).toBe('They glow.')
    expect((await listedPapers(db, list)).get(B)?.journal).toBe('Night')
  })

  test('is tagged by the rules', async () => {
    await setRule(db, 'r1', { query: 'lanterns', tag: 'glowing' }, ++now)
    await take(fileOf({ ids: [A], title: TITLE }))
    expect(await rows()).toMatchObject([{ tags: ['glowing'] }])
  })

  test('of a number alone has it for its title until one comes', async () => {
    await take(fileOf({ ids: [A], tags: ['x'] }))
    expect(await rows()).toMatchObject([{ title: 'arXiv:2602.00001', untitled: true }])
    expect(await db.papers.count()).toBe(0)
    await take(fileOf({ ids: [A], title: TITLE }))
    expect(await rows()).toMatchObject([{ title: TITLE, tags: ['x'] }])
  })

  test('was not saved in the future', async () => {
    await take(fileOf({ ids: [A], title: TITLE, saved: 4_000_000_000_000 }))
    expect((await rows())[0]?.saved).toBe(now)
  })

  test('is one paper where the file has it under two names', async () => {
    await take(fileOf({ ids: [A], title: TITLE, note: 'One' }, { ids: [DOI], title: TITLE, note: 'Two' }))
    expect(await rows()).toMatchObject([{ ids: [A, DOI], notes: [`One${BETWEEN_NOTES}Two`] }])
  })
})

describe('a paper that is on the list', () => {
  const TABLE: readonly (readonly [
    why: string,
    read: Partial<ReadPaper>,
    shown: object,
    changes: readonly string[],
  ])[] = [
    ['no better title', { title: 'LANTERNS' }, { title: TITLE }, []],
    ['the tags of both', { tags: ['new', 'MINE'] }, { tags: ['mine', 'new'] }, ['the tag “new”']],
    ['both notes', { note: 'Theirs' }, { notes: [`Mine${BETWEEN_NOTES}Theirs`] }, ['a note']],
    ['no note twice', { note: ' Mine ' }, { notes: ['Mine'] }, []],
    ['its own rating', { rating: 1 }, { rating: 3 }, []],
    ['a priority where it had none', { priority: 1 }, { priority: 1 }, ['its priority']],
    ['its own state', { state: 'done', read: 1 }, { state: 'reading' }, []],
    ['when it was saved', { saved: 1_500_000_000_000 }, { saved: 1_770_000_000_001 }, []],
    ['one name more', { ids: [A, DOI] }, { ids: [A, DOI] }, ['an identifier']],
    ['where it was published', { journal: 'Night' }, { journal: 'Night' }, ['where it was published']],
  ]
  test.each(TABLE)('has %s', async (_, read, shown, changes) => {
    await save(A)
    await editEntries(
      db,
      [{ ids: [A], set: { state: 'reading', rating: 3 }, tags: { mine: true }, note: 'Mine' }],
      { now: ++now },
    )
    const before = await rows()
    const file = fileOf({ ids: [A], title: TITLE, ...read })
    expect((await look(file)).merges.flatMap(merge => merge.changes)).toEqual(changes)
    await take(file)
    expect(await rows()).toMatchObject([shown])
    const after = await rows()
    if (changes.length === 0) expect(after).toEqual(before)
    expect((await look(file)).same).toEqual([TITLE])
    expect(await take(file)).toEqual({ added: 0, merged: 0, done: 1 })
    expect(await rows()).toEqual(after)
  })

  test('takes over the state where the reader wants that', async () => {
    await save(A)
    const file = fileOf({ ids: [A], title: TITLE, state: 'done', read: 1_650_000_000_000 })
    expect(await look(file)).toMatchObject({ states: 1, same: [TITLE] })
    await take(file, { states: true })
    expect(await rows()).toMatchObject([{ state: 'done', read: 1_650_000_000_000 }])
  })

  test('does not become one with another that the file takes it for', async () => {
    await save(A)
    await save(DOI, 'Harbours where the lanterns are')
    const file = fileOf({ ids: [A, DOI], title: TITLE, tags: ['x'] })
    await take(file)
    expect((await rows()).map(({ ids, tags }) => [ids, tags])).toEqual([
      [[DOI], []],
      [[A], ['x']],
    ])
    expect(await db.papers.count()).toBe(2)
  })
})

const many = fileOf(
  ...Array.from(
    { length: 250 },
    (_, n): ReadPaper => ({
      ids: [`arxiv:2603.${String(n + 1).padStart(5, '0')}`],
      title: `On lantern number ${n} of the harbour`,
      tags: ['all'],
    }),
  ),
)

describe('an import', () => {
  test('is undone and done again as one', async () => {
    await save('arxiv:2603.00007', 'On lantern number 6 of the harbour')
    const before = await rows()
    await take(many, { tag: 'imported' })
    const after = await rows()
    expect(after).toHaveLength(250)
    expect(after.every(({ tags }) => tags.includes('imported'))).toBe(true)
    expect(await undoLast(db, ++now)).toMatchObject({ label: 'Imported 250 papers', papers: 250 })
    expect(await rows()).toEqual(before)
    await redoLast(db, ++now)
    expect((await rows()).map(({ id }) => id).sort()).toEqual(after.map(({ id }) => id).sort())
  })

  test('that is stopped keeps what is in, and the same file adds the rest', async () => {
    const controller = new AbortController()
    const heard: number[] = []
    const stopped = await importPapers(db, await look(many), {
      states: false,
      tag: '',
      now,
      act: 'one',
      signal: controller.signal,
      onProgress: done => {
        heard.push(done)
        controller.abort()
      },
    })
    expect(stopped).toEqual({ added: 100, merged: 0, done: 100 })
    expect(heard).toEqual([100])
    expect(await rows()).toHaveLength(100)
    expect(await take(many)).toEqual({ added: 150, merged: 0, done: 250 })
    const whole = await rows()
    expect(await take(many)).toEqual({ added: 0, merged: 0, done: 250 })
    expect(await rows()).toEqual(whole)
  })

  test('of its own export brings back the list as it was', async () => {
    await take(
      fileOf(
        { ids: [A, DOI], title: TITLE, authors: ['Ada Example'], year: 2024, month: 5, abstract: 'Glow.' },
        { ids: ['doi:10.1000/two'], title: 'Harbours where the lanterns are', year: 2019, topics: ['Ports'] },
        { ids: [B], title: 'Words for lanterns at night', published: '2024-02-03', code: 'https://x.org/y' },
      ),
    )
    const edits = [
      { ids: [A], set: { state: 'done', rating: 5, read: 1_760_000_000_000 }, tags: { x: true } },
      { ids: [B], set: { priority: 3, state: 'skipped' }, note: '# A\n\n*note*' },
    ] as const
    await editEntries(db, edits, { now: ++now })
    const list = await rows()
    const papers = await listedPapers(db, list)
    const text = glossJson.format(
      list.flatMap(row => {
        const { state, tags, notes, rating, priority, saved, read } = row
        const paper = papers.get(row.id)
        const own = { state, tags, saved, ...(rating && { rating }), ...(priority && { priority }) }
        const note = notes.join(BETWEEN_NOTES)
        return paper ? [citableOf(paper, { ...own, ...(note && { note }), ...(read && { read }) })] : []
      }),
    )
    const elsewhere = new GlossDatabase(`import-${count}-elsewhere`)
    const file = await readReferences('list.json', text)
    const preview = await previewImport(elsewhere, file, 'list.json')
    await importPapers(elsewhere, preview, { states: true, tag: '', now: ++now, act: 'x' })
    const there = await readingList(elsewhere)
    const plain = (all: typeof list) =>
      all.map(row => ({ ...row, from: '' })).sort((a, b) => (a.id < b.id ? -1 : 1))
    expect(plain(there)).toEqual(plain(list))
    const fields = (all: typeof papers) => [...all.values()].map(paper => citableOf(paper))
    const byId = (a: { ids: readonly string[] }, b: { ids: readonly string[] }) =>
      String(a.ids) < String(b.ids) ? -1 : 1
    expect(fields(await listedPapers(elsewhere, there)).sort(byId)).toEqual(fields(papers).sort(byId))
    elsewhere.close()
  })
})
