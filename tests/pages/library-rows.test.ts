import 'fake-indexeddb/auto'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { GlossDatabase } from '@/lib/corpus/database'
import type { ListRow } from '@/lib/entries/list-row'
import { type Edit, editEntries } from '@/lib/library/edit'
import { undoLast } from '@/lib/library/undo'
import { LibraryRows } from '@/lib/pages/library-rows'
import { LibraryTexts } from '@/lib/pages/library-texts'
import type { PaperId } from '@/lib/papers/identifier'
import { paperOf } from '@/lib/papers/merge'

let count = 0
let db: GlossDatabase

beforeEach(() => {
  db = new GlossDatabase(`library-rows-${++count}`)
})
afterEach(() => db.close())

const paper = (ids: readonly PaperId[], title: string, abstract?: string) =>
  paperOf({ ids, title, seen: 1, ...(abstract && { abstract }) })
const save = (id: PaperId, saved: number, abstract?: string): Edit => ({
  ids: [id],
  paper: paper([id], `Paper ${id}`, abstract),
  set: { saved },
})
const edit = (...edits: Edit[]) => editEntries(db, edits, { now: 5000, label: 'Edited' })
const A: PaperId = 'arxiv:2601.00001'
const B: PaperId = 'arxiv:2601.00002'
const C: PaperId = 'doi:10.1000/3'

describe('the rows in memory', () => {
  test('are all that are on the list, last saved first', async () => {
    await edit(save(A, 1), save(B, 3), save(C, 2))
    const list = new LibraryRows(db)
    expect(await list.update()).toBe(true)
    expect(list.rows.map(({ id }) => id)).toEqual([B, C, A])
    expect((await list.first()).map(({ id }) => id)).toEqual([B, C, A])
    expect(await list.update()).toBe(false)
  })

  test('are more than one batch', async () => {
    const ids = Array.from({ length: 1203 }, (_, n): PaperId => `title:paper-number-${n}-of-many`)
    for (let from = 0; from < ids.length; from += 300)
      await edit(...ids.slice(from, from + 300).map((id, i) => save(id, from + i)))
    const list = new LibraryRows(db)
    await list.update()
    expect(list.rows.map(({ id }) => id)).toEqual(ids.toReversed())
  })

  test.each<[string, () => Promise<unknown>]>([
    ['an edit', () => edit({ ids: [B], set: { state: 'done' }, tags: { lamps: true } })],
    ['a paper more', () => edit(save('arxiv:2601.00009', 9))],
    ['one less', () => edit({ ids: [A], remove: true })],
    ['two that are one from now on', () => edit({ ids: [A], set: { into: B } })],
    ['an identifier that makes two one', () => edit({ ids: [A], paper: paper([A, C], 'Paper A') })],
    [
      'one that held two together',
      async () => {
        await edit({ ids: [A], set: { into: B } })
        await edit({ ids: [A], set: { into: null } })
      },
    ],
    [
      'what is undone',
      async () => {
        await edit({ ids: [A, B, C], remove: true })
        await undoLast(db, 6000)
      },
    ],
    [
      'a list that was deleted and begun anew',
      async () => {
        await Promise.all([db.entries.clear(), db.library.clear(), db.libraryState.clear()])
        await edit(save(C, 8))
      },
    ],
  ])('follow %s, and are what the whole list would be read as', async (_, change) => {
    await edit(save(A, 1), save(B, 3))
    await edit(save(C, 2))
    const list = new LibraryRows(db)
    await list.update()
    const before = new Map(list.rows.map(row => [row.id, row]))
    await change()
    expect(await list.update()).toBe(true)
    const whole = new LibraryRows(db)
    await whole.update()
    expect(list.rows).toEqual(whole.rows)
    const changed = list.rows.filter(row => before.get(row.id) !== row)
    expect(changed.length).toBeLessThanOrEqual(2)
  })
})

describe('the words of the rows', () => {
  const make = async (texts: LibraryTexts, rows: readonly ListRow[]) => {
    let made = 0
    await texts.make(rows, new AbortController().signal, () => {
      made++
    })
    return made
  }

  test('are those of the row and of its abstract, and stay so when the row changes', async () => {
    await edit(save(A, 1, 'On lamps that glow.'), save(B, 2))
    const list = new LibraryRows(db)
    await list.update()
    const texts = new LibraryTexts(db)
    const [b, a] = list.rows
    if (!a || !b) throw new Error('There are two rows')
    expect(texts.of(a)).toBeUndefined()
    expect(await make(texts, list.rows)).toBe(2)
    expect(texts.of(a)).toContain(' lamps that glow ')
    expect(texts.of(b)).not.toContain(' lamps')
    await edit({ ids: [A], tags: { beacons: true } })
    await list.update()
    expect(await make(texts, list.rows)).toBe(1)
    const changed = list.rows.find(({ id }) => id === A)
    expect(changed && texts.of(changed)).toMatch(/ beacons .* lamps that glow /)
    expect(await make(texts, list.rows)).toBe(0)
  })

  test('are none of what was taken off the list', async () => {
    await edit(save(A, 1), save(B, 2))
    const list = new LibraryRows(db)
    await list.update()
    const texts = new LibraryTexts(db)
    const [, a] = list.rows
    await make(texts, list.rows)
    await edit({ ids: [A], remove: true })
    await list.update()
    await make(texts, list.rows)
    expect(a && texts.of(a)).toBeUndefined()
  })

  test('are not made any more once nobody waits for them', async () => {
    await edit(save(A, 1))
    const list = new LibraryRows(db)
    await list.update()
    const controller = new AbortController()
    const texts = new LibraryTexts(db)
    const making = texts.make(list.rows, controller.signal, () => {
      throw new Error('Nobody asked')
    })
    controller.abort()
    await making
    expect(list.rows.map(row => texts.of(row))).toEqual([undefined])
  })
})
