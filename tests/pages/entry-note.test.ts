import 'fake-indexeddb/auto'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { GlossDatabase } from '@/lib/corpus/database'
import { untitledPaper } from '@/lib/entries/list-row'
import { editEntries } from '@/lib/library/edit'
import { undoLast } from '@/lib/library/undo'
import { NoteWriter, noteWriter, type WriteNote } from '@/lib/pages/entry-note'
import type { PaperId } from '@/lib/papers/identifier'

vi.mock('@/lib/pages/context', () => ({ corpus: { db: {} } }))

const changed = vi.fn()
const written = (write: WriteNote) => vi.fn(write)
const plain = () => written(async text => text)

describe('a note that is being written', () => {
  beforeEach(() => {
    vi.useFakeTimers({ now: 0 })
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  test('is put down when its writer rests, and as one act until the field is left', async () => {
    const write = plain()
    const writer = new NoteWriter('', write, changed)
    writer.type('a')
    await vi.advanceTimersByTimeAsync(500)
    writer.type('ab')
    await vi.advanceTimersByTimeAsync(500)
    expect(write).not.toHaveBeenCalled()
    await vi.advanceTimersByTimeAsync(100)
    writer.type('abc')
    await writer.leave()
    writer.type('abcd')
    await writer.flush()
    expect(write.mock.calls.map(([text]) => text)).toEqual(['ab', 'abc', 'abcd'])
    const [first, second, third] = write.mock.calls.map(([, , act]) => act)
    expect(second).toBe(first)
    expect(third).not.toBe(first)
  })

  test('is not written where nothing was typed', async () => {
    const write = plain()
    await new NoteWriter('a', write, changed).leave()
    expect(write).not.toHaveBeenCalled()
  })

  test('is written again when more was typed while it was, and asked for', async () => {
    let done = () => undefined as undefined
    const write = written(
      text =>
        new Promise(resolve => {
          done = () => void resolve(text) as undefined
        }),
    )
    const writer = new NoteWriter('', write, changed)
    writer.type('a')
    void writer.flush()
    writer.type('ab')
    const leaving = writer.leave()
    done()
    await vi.advanceTimersByTimeAsync(0)
    done()
    await leaving
    expect(write.mock.calls.map(([text]) => text)).toEqual(['a', 'ab'])
    expect(writer.draft).toBeUndefined()
  })

  test('keeps its text where it cannot be written, says so, and is tried again', async () => {
    const write = written(async text => text)
    write.mockRejectedValueOnce(new DOMException('', 'QuotaExceededError'))
    const writer = new NoteWriter('', write, changed)
    writer.type('a')
    await writer.flush()
    expect(writer.text).toBe('a')
    expect(writer.problem).toMatch(/not written down\. The disk is full.*The text stays here/)
    expect(writer.draft).toEqual({ text: 'a', problem: writer.problem })
    writer.type('ab')
    await writer.flush()
    expect(writer.problem).toBeNull()
    expect(writer.draft).toBeUndefined()
  })

  test.each<[string, (writer: NoteWriter) => Promise<void> | void, string]>([
    ['what is undone or arrives is shown', writer => writer.arrive('other', 1), 'other'],
    [
      'what was typed stays',
      writer => {
        writer.type('mine')
        writer.arrive('other', 1)
      },
      'mine',
    ],
    [
      'what it wrote itself, heard of late, is nothing new',
      async writer => {
        writer.type('a')
        await writer.flush()
        writer.type('ab')
        await writer.flush()
        writer.arrive('a', 1)
      },
      'ab',
    ],
    [
      'and undone later, it is',
      async writer => {
        writer.type('a')
        await writer.flush()
        writer.type('ab')
        await writer.flush()
        writer.arrive('ab', 1)
        writer.arrive('a', 2)
      },
      'a',
    ],
    [
      'whether it was heard of or not',
      async writer => {
        writer.type('a')
        await writer.flush()
        writer.type('ab')
        await writer.flush()
        writer.arrive('a', 60_000)
      },
      'a',
    ],
  ])('%s', async (_, act, expected) => {
    const writer = new NoteWriter('before', plain(), changed)
    await act(writer)
    expect(writer.text).toBe(expected)
  })

  test('what comes from elsewhere is kept after it, and after what was typed meanwhile', async () => {
    const writer: NoteWriter = new NoteWriter(
      'a',
      async text => {
        writer.type('ab, c')
        return `${text}\n\n---\n\nother`
      },
      changed,
    )
    writer.type('ab')
    await writer.flush()
    expect(writer.text).toBe('ab, c\n\n---\n\nother')
  })

  test('a draft that was being written when its paper was left is not doubled', async () => {
    const write = plain()
    const writer = new NoteWriter('', write, changed, { text: 'a', problem: null })
    writer.type('ab')
    writer.arrive('a', 1)
    await writer.flush()
    expect(write.mock.calls[0]?.[1]).toContain('a')
    const idle = new NoteWriter('', write, changed, { text: 'a', problem: 'Not written' })
    idle.arrive('a', 1)
    expect([idle.draft, idle.problem]).toEqual([undefined, null])
  })
})

describe('a note in the database', () => {
  const ids: PaperId[] = ['arxiv:2401.00001']
  let db: GlossDatabase
  let databases = 0
  const notes = async () => (await db.library.toArray()).flatMap(row => row.notes)

  beforeEach(async () => {
    databases += 1
    db = new GlossDatabase(`notes-${databases}`)
    await editEntries(db, [{ ids, paper: untitledPaper(ids) }], { now: 1 })
  })

  test('takes the place of what its writer saw, and is undone as one act', async () => {
    const write = noteWriter(db, ids, () => 2)
    expect(await write('a', [''], 'act')).toBe('a')
    expect(await write('ab', ['a'], 'act')).toBe('ab')
    expect(await notes()).toEqual(['ab'])
    expect((await undoLast(db, 3))?.label).toBe('Wrote a note')
    expect(await notes()).toEqual([])
  })

  test('never takes the place of what its writer did not see', async () => {
    const write = noteWriter(db, ids, () => 3)
    await editEntries(db, [{ ids, note: 'from the train' }], { now: 2 })
    expect(await write('mine', [''], 'act')).toBe('mine\n\n---\n\nfrom the train')
    expect(await notes()).toEqual(['mine\n\n---\n\nfrom the train'])
  })

  test('is not written of a paper that is not on the list any more', async () => {
    await editEntries(db, [{ ids, remove: true }], { now: 2 })
    expect(await noteWriter(db, ids, () => 3)('mine', [''], 'act')).toBeNull()
    const writer = new NoteWriter(
      '',
      noteWriter(db, ids, () => 3),
      changed,
    )
    writer.type('mine')
    await writer.flush()
    expect(writer.problem).toMatch(/not on your list any more/)
    expect(writer.draft?.text).toBe('mine')
  })
})
