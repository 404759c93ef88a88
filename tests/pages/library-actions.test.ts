import 'fake-indexeddb/auto'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { recordSignal, signals } from '@/lib/corpus/signals'
import type { LibraryChanged } from '@/lib/messaging/protocol'
import type { PaperId } from '@/lib/papers/identifier'
import { paperOf } from '@/lib/papers/merge'

const said: LibraryChanged[] = []
vi.mock('@/lib/messaging/announce', () => ({
  announce: async (change: LibraryChanged) => void said.push(change),
}))
vi.mock('@/lib/pages/context', async () => {
  const { Corpus } = await import('@/lib/corpus/corpus')
  const { GlossDatabase } = await import('@/lib/corpus/database')
  return { corpus: new Corpus(new GlossDatabase('library-actions')) }
})
const { corpus } = await import('@/lib/pages/context')
const { editList, redoList, removeFromList, undoList, watchActs } = await import(
  '@/lib/pages/library-actions'
)
const { db } = corpus
const { readingList } = await import('@/lib/library/library')

const idOf = (n: number): PaperId => `arxiv:2601.${String(n).padStart(5, '0')}`
const save = (n: number) => ({
  ids: [idOf(n)],
  paper: paperOf({ ids: [idOf(n)], title: `Paper number ${n}`, seen: 1 }),
  set: { saved: n },
})
const states = async () => (await readingList(db)).map(({ state }) => state).join(' ')
let acts: string[]
let lifetime: AbortController

beforeEach(async () => {
  await Promise.all(db.tables.map(table => table.clear()))
  await editList([save(1), save(2), save(3)], 'Saved 3 papers')
  said.length = 0
  acts = []
  lifetime = new AbortController()
  watchActs(label => acts.push(label), lifetime.signal)
})
afterEach(() => lifetime.abort())

describe('what is done to the list', () => {
  test('is told to every page, undone and done again', async () => {
    await editList([{ ids: [idOf(1)], set: { state: 'done' } }], 'Marked a paper “Done”')
    expect(await states()).toBe('to-read to-read done')
    expect(said).toEqual([{ type: 'library-changed', ids: [idOf(1)], saved: true, state: 'done' }])
    expect(acts).toEqual(['Marked a paper “Done”'])
    expect(await undoList()).toBe('Undone: Marked a paper “Done”')
    expect(await states()).toBe('to-read to-read to-read')
    expect(said.at(-1)).toMatchObject({ ids: [idOf(1)], saved: true, state: 'to-read' })
    expect(await redoList()).toBe('Done again: Marked a paper “Done”')
    expect(await states()).toBe('to-read to-read done')
    expect(await redoList()).toBe('There is nothing to do again')
  })

  test('is not told where pages show nothing of it', async () => {
    await editList([{ ids: [idOf(1)], tags: { lamps: true }, note: 'On lamps.' }], 'Tagged a paper')
    expect([said, acts]).toEqual([[], ['Tagged a paper']])
  })

  test('of more papers than fit into one step is one act', async () => {
    const steps: [number, number][] = []
    const many = Array.from({ length: 450 }, (_, n) => save(n + 10))
    await editList(many, 'Saved 450 papers', (done, all) => steps.push([done, all]))
    expect(steps).toEqual([
      [200, 450],
      [400, 450],
      [450, 450],
    ])
    expect(await db.library.count()).toBe(453)
    expect(acts).toEqual(['Saved 450 papers'])
    await undoList()
    expect(await db.library.count()).toBe(3)
  })

  test('takes papers off the list, and what was learned from them', async () => {
    await recordSignal(db, { id: idOf(2), ids: [idOf(2)] }, 'saved', 1)
    await removeFromList((await readingList(db)).filter(({ saved }) => saved < 3))
    expect((await readingList(db)).map(({ id }) => id)).toEqual([idOf(3)])
    expect(await signals(db)).toEqual([])
    expect(said).toEqual([{ type: 'library-changed', ids: [idOf(2), idOf(1)], saved: false }])
    await undoList()
    expect(await states()).toBe('to-read to-read to-read')
  })

  test('says what was kept when the disk is full', async () => {
    const full = new DOMException('The disk is full', 'QuotaExceededError')
    const put = vi.spyOn(db.undo, 'add').mockRejectedValue(full)
    const editing = editList([{ ids: [idOf(1)], set: { state: 'done' } }], 'Marked a paper “Done”')
    await expect(editing).rejects.toThrow(/^Not everything could be changed: .* Your list is as it was\.$/)
    put.mockRestore()
    expect([await states(), said, acts]).toEqual(['to-read to-read to-read', [], []])
  })
})
