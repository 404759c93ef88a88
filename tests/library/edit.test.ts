import 'fake-indexeddb/auto'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { GlossDatabase } from '@/lib/corpus/database'
import { type Edit, editEntries } from '@/lib/library/edit'
import { BETWEEN_NOTES } from '@/lib/library/inverse'
import { listedPapers, readingList, savePaper, unsavePaper } from '@/lib/library/library'
import { absorb, storeArrived, wholeParcel } from '@/lib/library/replica'
import { setRule, tagRules } from '@/lib/library/rules'
import { redoLast, undoLast, undoState } from '@/lib/library/undo'
import { MOST_ACTS } from '@/lib/library/undo-steps'
import type { PaperId } from '@/lib/papers/identifier'
import { paperOf } from '@/lib/papers/merge'

const A: PaperId = 'arxiv:2602.00001'
const B: PaperId = 'arxiv:2602.00002'
const DOI: PaperId = 'doi:10.1000/lamps'

let count = 0
let here: GlossDatabase
let there: GlossDatabase
let now: number

beforeEach(() => {
  here = new GlossDatabase(`edit-${++count}`)
  there = new GlossDatabase(`edit-${count}-there`)
  now = 1_770_000_000_000
})

afterEach(() => {
  here.close()
  there.close()
})

const paper = (id: PaperId, ids: readonly PaperId[] = [id]) =>
  paperOf({ ids, title: `On the lamps of ${id}`, abstract: 'They glow.', topics: [], seen: 1 } as never)
const save = (db: GlossDatabase, id: PaperId, ids?: readonly PaperId[]) =>
  savePaper(db, paper(id, ids), { now: ++now })
const edit = (db: GlossDatabase, edit: Edit, label = 'Did something') =>
  editEntries(db, [edit], { now: ++now, label })
const rows = (db: GlossDatabase) => readingList(db)

async function exchange(): Promise<void> {
  await absorb(there, await wholeParcel(here))
  await absorb(here, await wholeParcel(there))
}

describe('an edit', () => {
  test.each<[why: string, change: Omit<Edit, 'ids'>, shown: object]>([
    ['state', { set: { state: 'reading' } }, { state: 'reading' }],
    ['being done', { set: { state: 'done' } }, { state: 'done', read: expect.any(Number) }],
    ['rating', { set: { rating: 4 } }, { rating: 4 }],
    ['priority', { set: { priority: 3 } }, { priority: 3 }],
    ['tags', { tags: { lamps: true, glow: true } }, { tags: ['glow', 'lamps'] }],
    ['note', { note: '**Read this**' }, { notes: ['**Read this**'] }],
    ['place', { set: { place: 'a0' } }, { place: 'a0' }],
  ])('of %s is shown, undone and done again', async (_, change, shown) => {
    await save(here, A)
    const before = await rows(here)
    await edit(here, { ids: [A], ...change })
    const after = await rows(here)
    expect(after).toMatchObject([shown])
    expect(after).not.toEqual(before)
    expect(await undoLast(here, ++now)).toMatchObject({ papers: 1, label: 'Did something' })
    expect(await rows(here)).toEqual(before)
    await redoLast(here, ++now)
    expect(await rows(here)).toMatchObject([shown])
  })

  test('of a paper that is not on the list changes nothing, and cannot be undone', async () => {
    expect(await edit(here, { ids: [A], set: { rating: 3 } })).toEqual({ ids: [], papers: 0 })
    expect(await undoState(here)).toEqual({})
    expect(await here.entries.count()).toBe(0)
  })

  test('that fails midway leaves everything as it was', async () => {
    await save(here, A)
    const before = await rows(here)
    const bad = { ids: [A], set: { rating: () => 5 } } as unknown as Edit
    await expect(
      editEntries(here, [{ ids: [A], tags: { one: true } }, bad], { now: ++now, label: 'Both' }),
    ).rejects.toThrow()
    expect(await rows(here)).toEqual(before)
    expect((await undoState(here)).undo?.label).toBe('Saved a paper')
  })

  test('takes up a paper again that was done: it has not been read', async () => {
    await save(here, A)
    await edit(here, { ids: [A], set: { state: 'done' } })
    await edit(here, { ids: [A], set: { state: 'reading' } })
    expect((await rows(here))[0]).not.toHaveProperty('read')
  })

  test('of many papers is one step, and the steps of one act are undone together', async () => {
    await save(here, A)
    await save(here, B)
    const act = 'an import'
    for (const id of [A, B])
      await editEntries(here, [{ ids: [id], tags: { new: true } }], { now: ++now, label: 'Tagged 2', act })
    expect(await undoLast(here, ++now)).toMatchObject({ papers: 2 })
    expect((await rows(here)).flatMap(({ tags }) => tags)).toEqual([])
    await redoLast(here, ++now)
    expect((await rows(here)).flatMap(({ tags }) => tags)).toEqual(['new', 'new'])
    await edit(here, { ids: [A], set: { rating: 1 } }, 'Rated')
    expect(await undoState(here)).toEqual({ undo: expect.objectContaining({ label: 'Rated' }) })
  })
})

test('the last two hundred acts can be undone, however many steps the last has', async () => {
  await save(here, A)
  for (let n = 0; n < MOST_ACTS; n++) await edit(here, { ids: [A], set: { priority: 1 + (n % 2) } })
  for (let n = 0; n < 30; n++)
    await editEntries(here, [{ ids: [A], tags: { [`t${n}`]: true } }], {
      now: ++now,
      label: 'Long',
      act: 'long',
    })
  expect(new Set((await here.undo.toArray()).map(({ act }) => act)).size).toBe(MOST_ACTS)
  expect(await here.undo.count()).toBe(MOST_ACTS + 29)
  await undoLast(here, ++now)
  expect((await rows(here))[0]?.tags).toEqual([])
  let acts = 1
  while (await undoLast(here, ++now)) acts++
  expect(acts).toBe(MOST_ACTS)
})

describe('a paper that is removed', () => {
  test('comes back with all that was said of it when that is undone', async () => {
    await save(here, A)
    await edit(here, { ids: [A], set: { state: 'done', rating: 5 }, tags: { x: true }, note: 'Good' })
    const [before] = await rows(here)
    await unsavePaper(here, [A], ++now)
    expect(await rows(here)).toEqual([])
    // Nothing of it is kept but that it was.
    expect(await here.entries.toArray()).toMatchObject([{ key: A, fields: {}, tags: {}, notes: [] }])
    expect((await here.entries.toArray())[0]).not.toHaveProperty('paper')
    await undoLast(here, ++now)
    expect(await rows(here)).toEqual([before])
    expect((await listedPapers(here, await rows(here))).get(A)?.abstract).toBe('They glow.')
  })

  test('is removed elsewhere too, and saved anew it is as new', async () => {
    await save(here, A)
    await edit(here, { ids: [A], note: 'Good' })
    await exchange()
    expect(await rows(there)).toEqual(await rows(here))
    await unsavePaper(there, [A], ++now)
    await exchange()
    expect(await rows(here)).toEqual([])
    await save(here, A)
    await exchange()
    expect(await rows(there)).toMatchObject([{ state: 'to-read', notes: [], saved: now }])
  })

  test('comes back where another device said something of it meanwhile, whatever the clocks say', async () => {
    await save(here, A)
    await exchange()
    await unsavePaper(here, [A], now + 9_999_999)
    await editEntries(there, [{ ids: [A], note: 'Do not lose me' }], { now: now - 9_999_999 })
    await exchange()
    expect(await rows(here)).toMatchObject([{ id: A, notes: ['Do not lose me'] }])
    expect(await rows(there)).toEqual(await rows(here))
  })
})

describe('two devices', () => {
  test('that write notes at once keep both, until one who has both writes anew', async () => {
    await save(here, A)
    await exchange()
    await edit(here, { ids: [A], note: 'From here' })
    await edit(there, { ids: [A], note: 'From there' })
    await exchange()
    expect((await rows(here))[0]?.notes).toEqual(['From here', 'From there'])
    expect(await rows(there)).toEqual(await rows(here))
    await edit(there, { ids: [A], note: `From here${BETWEEN_NOTES}and there` })
    await exchange()
    expect((await rows(here))[0]?.notes).toEqual([`From here${BETWEEN_NOTES}and there`])
  })

  test('let the last word hold, field by field', async () => {
    await save(here, A)
    await exchange()
    await edit(here, { ids: [A], set: { rating: 2, state: 'reading' }, tags: { both: true } })
    await edit(there, { ids: [A], set: { rating: 5 }, tags: { there: true } })
    await exchange()
    expect(await rows(here)).toMatchObject([{ rating: 5, state: 'reading', tags: ['both', 'there'] }])
    expect(await rows(there)).toEqual(await rows(here))
  })

  test('show a paper once that each saved under another name, with the notes of both', async () => {
    await save(here, A)
    await edit(here, { ids: [A], note: 'The preprint' })
    await save(there, DOI)
    await edit(there, { ids: [DOI], note: 'As published' })
    await exchange()
    expect(await rows(here)).toHaveLength(2)
    await save(here, A, [A, DOI])
    await exchange()
    expect(await rows(there)).toMatchObject([
      { id: A, keys: [A, DOI], ids: [A, DOI], notes: ['The preprint', 'As published'] },
    ])
    expect(await rows(here)).toEqual(await rows(there))
    await edit(there, { ids: [DOI], note: 'One note' })
    await exchange()
    expect((await rows(here))[0]?.notes).toEqual(['One note'])
    await unsavePaper(here, [DOI], ++now)
    await exchange()
    expect(await rows(there)).toEqual([])
  })

  test('agree on rules', async () => {
    await setRule(here, 'one', { query: 'lamps', tag: 'light' }, ++now)
    await exchange()
    await setRule(there, 'one', null, ++now)
    await setRule(there, 'two', { query: 'topic:x', tag: 'x' }, ++now)
    await exchange()
    expect(await tagRules(here)).toEqual([{ id: 'two', query: 'topic:x', tag: 'x' }])
  })
})

test('a rule that comes from a device whose clock is ahead can be deleted here', async () => {
  await setRule(there, 'one', { query: 'lamps', tag: 'light' }, now + 9_999_999)
  await exchange()
  await setRule(here, 'one', null, ++now)
  expect(await tagRules(here)).toEqual([])
  await exchange()
  expect(await tagRules(there)).toEqual([])
})

describe('merging by the reader’s word', () => {
  test('shows two as one, and undone shows them as they were', async () => {
    await save(here, A)
    await edit(here, { ids: [A], note: 'First' })
    await save(here, B)
    await edit(here, { ids: [B], note: 'Second', tags: { b: true } })
    const before = await rows(here)
    await edit(here, { ids: [B], set: { into: A } })
    expect(await rows(here)).toMatchObject([{ id: A, keys: [A, B], notes: ['First', 'Second'], tags: ['b'] }])
    await exchange()
    expect(await rows(there)).toEqual(await rows(here))
    await undoLast(here, ++now)
    expect(await rows(here)).toEqual(before)
  })

  test('reaches a device that hears of the one before the other', async () => {
    await save(here, A)
    await save(here, B)
    await edit(here, { ids: [B], set: { into: A } })
    const { entries } = await wholeParcel(here)
    for (const entry of entries.toReversed()) await absorb(there, { entries: [entry] })
    expect(await rows(there)).toEqual(await rows(here))
    expect(await rows(there)).toHaveLength(1)
  })
})

test('undoing a note keeps what another device added to it since', async () => {
  await save(here, A)
  await edit(here, { ids: [A], note: 'Mine' })
  await exchange()
  await edit(there, { ids: [A], note: 'Mine, and more' })
  await exchange()
  await undoLast(here, ++now)
  expect((await rows(here))[0]?.notes).toEqual(['Mine, and more'])
})

test('a rule tags what is saved', async () => {
  await setRule(here, 'one', { query: 'lamps glow', tag: 'light' }, ++now)
  await setRule(here, 'two', { query: 'tides', tag: 'sea' }, ++now)
  await save(here, A)
  expect(await rows(here)).toMatchObject([{ tags: ['light'] }])
})

test('papers that came from elsewhere are put into the corpus', async () => {
  await save(here, A)
  await absorb(there, await wholeParcel(here))
  expect(await there.papers.count()).toBe(0)
  await storeArrived(there)
  expect((await there.papers.toArray()).map(({ id }) => id)).toEqual([A])
  await storeArrived(there)
  expect(await there.papers.count()).toBe(1)
})
