import 'fake-indexeddb/auto'
import { readFileSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { fakeBrowser } from 'wxt/testing/fake-browser'
import { GlossDatabase } from '@/lib/corpus/database'
import { recordSignal, signals } from '@/lib/corpus/signals'
import { packed, readBackup, writeBackup } from '@/lib/library/backup'
import { compareBackup } from '@/lib/library/backup-compare'
import { type Backup, plainDigest, UnreadableBackup, upgraded } from '@/lib/library/backup-format'
import { beginRestore, restoreFile, restoreJob, runRestore } from '@/lib/library/backup-job'
import { editEntries } from '@/lib/library/edit'
import { entryOf, readingList, savePaper, unsavePaper } from '@/lib/library/library'
import { wholeParcel } from '@/lib/library/replica'
import { setRule, tagRules } from '@/lib/library/rules'
import { redoLast, undoLast } from '@/lib/library/undo'
import type { PaperId } from '@/lib/papers/identifier'
import { paperOf } from '@/lib/papers/merge'
import { changeSettings, readSettings } from '@/lib/settings'

vi.mock('wxt/browser', async () => ({
  browser: (await import('wxt/testing/fake-browser')).fakeBrowser,
}))

const NOW = Date.UTC(2026, 10, 23)
let count = 0
let open: GlossDatabase[] = []

beforeEach(() => fakeBrowser.reset())
afterEach(async () => {
  for (const db of open) await db.delete()
  open = []
})

function device(): GlossDatabase {
  const db = new GlossDatabase(`backup-${++count}`)
  open.push(db)
  return db
}

const idOf = (n: number): PaperId => `arxiv:2602.${String(n + 1).padStart(5, '0')}`
const paper = (n: number) =>
  paperOf({
    ids: [idOf(n)],
    title: `Lantern number ${n} of the long night`,
    authors: ['Zoë Łukasz'],
    seen: 1,
  })

async function withPapers(count: number): Promise<GlossDatabase> {
  const db = device()
  const edits = Array.from({ length: count }, (_, n) => ({ ids: [idOf(n)], paper: paper(n) }))
  await editEntries(db, edits, { now: NOW })
  return db
}

/** What the list shows, in an order of its own. */
const shown = async (db: GlossDatabase) => (await readingList(db)).sort((a, b) => (a.id < b.id ? -1 : 1))
const backupOf = async (db: GlossDatabase) => (await writeBackup(db, NOW)).text
const merge = { mode: 'merge', bringBack: false, settings: false, label: 'Restored a backup' } as const
const replace = { ...merge, mode: 'replace' } as const

async function restored(
  db: GlossDatabase,
  backup: Backup,
  choice: Parameters<typeof beginRestore>[2],
  now = NOW,
) {
  const job = await beginRestore(db, new Uint8Array([1]), choice, now)
  return runRestore(db, job, backup, () => undefined)
}

describe('a backup file', () => {
  test('holds everything that is the reader’s, and comes back whole on another machine', async () => {
    const from = await withPapers(3)
    await editEntries(
      from,
      [
        {
          ids: [idOf(1)],
          set: { state: 'done', rating: 4 },
          tags: { night: true },
          note: 'A “note”\nof two lines',
        },
      ],
      { now: NOW },
    )
    await unsavePaper(from, [idOf(2)], NOW)
    await setRule(from, 'r1', { query: 'topic:lamps', tag: 'lamps' }, NOW)
    await recordSignal(from, { id: idOf(1), ids: [idOf(1)] }, 'read', NOW)
    await from.visits.put({ id: idOf(7), ids: [idOf(7)], title: 'Seen', at: NOW, count: 2 })
    await from.digests.update('hf', { paused: true })
    await changeSettings(() => ({ theme: 'dark', notSame: ['a b'] }))
    const backup = await readBackup(await backupOf(from))
    expect(backup).toMatchObject({ came: 'whole', damaged: [], written: NOW })
    expect(backup.entries).toEqual((await wholeParcel(from)).entries)
    expect(backup.digests).toEqual((await from.digests.toArray()).map(plainDigest))
    const to = device()
    await changeSettings(() => ({ theme: 'light', notSame: [] }))
    await restored(to, backup, { ...merge, settings: true })
    expect(await shown(to)).toEqual(await shown(from))
    expect((await wholeParcel(to)).entries).toEqual((await wholeParcel(from)).entries)
    expect(await tagRules(to)).toEqual([{ id: 'r1', query: 'topic:lamps', tag: 'lamps' }])
    expect(await signals(to)).toEqual(await signals(from))
    expect(await to.visits.toArray()).toEqual(await from.visits.toArray())
    expect(await readSettings()).toMatchObject({ theme: 'dark', notSame: ['a b'] })
    expect((await to.papers.toArray()).map(({ id }) => id).sort()).toEqual([idOf(0), idOf(1)])
  })

  test('is one JSON, packs, and says nothing of passwords', async () => {
    const db = await withPapers(2)
    await db.libraryState.put({
      key: 'devices',
      value: { engine: 'webdav', account: { password: 'sesame' } },
    })
    const file = await backupOf(db)
    const text = await file.text()
    expect(JSON.parse(text)).toMatchObject({ format: 'gloss-backup/1', papers: 2, end: { entries: 2 } })
    expect(text).not.toContain('sesame')
    const back = await readBackup(new Blob([await packed(file)]))
    expect(back).toMatchObject({ came: 'whole', damaged: [] })
    expect(back.entries.length).toBe(2)
  })

  test('holds the same where nothing has changed, whenever it is written', async () => {
    const db = await withPapers(2)
    const [first, later] = [await writeBackup(db, NOW), await writeBackup(db, NOW + 1000)]
    expect(later.content).toBe(first.content)
    await editEntries(db, [{ ids: [idOf(1)], note: 'more' }], { now: NOW })
    expect((await writeBackup(db, NOW)).content).not.toBe(first.content)
  })

  test('is written and read in more than one turn', async () => {
    const db = await withPapers(450)
    const backup = await readBackup(await backupOf(db))
    expect(backup.came).toBe('whole')
    expect(backup.entries.length).toBe(450)
  })
})

describe('a file that is not as it was written', () => {
  const whole = async () => (await backupOf(await withPapers(5))).text()

  test.each([
    [
      'broken off in the middle of a paper',
      (text: string) => text.slice(0, text.indexOf('number 3')),
      'cut',
      3,
      1,
    ],
    ['broken off after a line', (text: string) => text.slice(0, text.indexOf('"end"')), 'cut', 5, 1],
    ['laid out anew', (text: string) => JSON.stringify(JSON.parse(text), null, 2), 'changed', 5, 0],
    ['one letter changed', (text: string) => text.replace('number 3', 'number 8'), 'changed', 5, 0],
    [
      'one line that is no JSON',
      (text: string) => text.replace('{"key":"arxiv:2602.00003"', '{"key":'),
      'changed',
      4,
      1,
    ],
    [
      'one paper that is none',
      (text: string) => text.replace('"key":"arxiv:2602.00003"', '"key":5'),
      'changed',
      4,
      1,
    ],
    ['lines of another system', (text: string) => text.replaceAll('\n', '\r\n'), 'changed', 5, 0],
  ] as const)('%s', async (_, spoil, came, entries, damaged) => {
    const backup = await readBackup(new Blob([spoil(await whole())]))
    expect(backup.came).toBe(came)
    expect(backup.entries.length).toBe(entries)
    expect(backup.damaged.length).toBe(damaged)
  })

  test('a packed one that breaks off gives what came before', async () => {
    const bytes = await packed(await backupOf(await withPapers(300)))
    const backup = await readBackup(new Blob([bytes.slice(0, Math.floor(bytes.length / 2))]))
    expect(backup.came).toBe('cut')
    expect(backup.entries.length).toBeLessThan(300)
  })

  test('a damaged paper is named', async () => {
    const text = (await whole()).replace('"key":"arxiv:2602.00003"', '"key":5')
    expect((await readBackup(new Blob([text]))).damaged).toEqual([
      'Paper 3 (“Lantern number 2 of the long night”) is damaged.',
    ])
  })

  test.each([
    ['no JSON', 'hello', /not a backup of Gloss/],
    ['another JSON', '{"papers":[]}', /not a backup of Gloss/],
    ['a list', '[1]', /not a backup of Gloss/],
    ['empty', '', /not a backup of Gloss/],
    ['a newer one', '{"format":"gloss-backup/2",\n"entries":[\n],\n"end":{}}\n', /written by a newer Gloss/],
    ['a newer one laid out anew', '{ "format": "gloss-backup/12" }', /written by a newer Gloss/],
    ['version nought', '{"format":"gloss-backup/0"}', /not a backup of Gloss/],
    ['half of one laid out anew', '{ "format": "gloss-backup/1", "entries": [', /breaks off or is damaged/],
  ])('%s cannot be read, and says so', async (_, text, message) => {
    const reading = readBackup(new Blob([text]))
    await expect(reading).rejects.toThrow(UnreadableBackup)
    await expect(reading).rejects.toThrow(message)
    await expect(reading).rejects.toThrow(/[Nn]othing was changed/)
  })
})

describe('files of earlier versions', () => {
  test('version 1 loads as it was written', async () => {
    const file = readFileSync(new URL('old-backups/1.json', import.meta.url))
    const backup = await readBackup(new Blob([file]))
    expect(backup).toMatchObject({ came: 'whole', damaged: [] })
    const db = device()
    await restored(db, backup, { ...merge, settings: true })
    expect(await shown(db)).toMatchObject([
      { id: 'arxiv:2601.00001', state: 'reading', rating: 5, tags: ['glass'], notes: ['Blow *slowly*.'] },
      { id: 'doi:10.1000/kiln', state: 'done', priority: 2, notes: ['From the desk.', 'From the train.'] },
    ])
    expect(await tagRules(db)).toEqual([{ id: 'rule-1', query: 'topic:kilns', tag: 'kilns' }])
    expect(await db.digests.get('d1example')).toMatchObject({ title: 'Glass weekly', paused: true })
    expect(await signals(db)).toMatchObject([{ id: 'arxiv:2601.00001', kind: 'saved' }])
    expect(await db.visits.toArray()).toMatchObject([{ id: 'arxiv:2601.00009', count: 3 }])
    expect(await readSettings()).toMatchObject({ theme: 'dark', mutedTopics: ['kilns'] })
  })

  test('each version is made into the next, from its own on', () => {
    const steps = [1, 2, 3].map(n => (raw: object) => ({ ...raw, [`from${n}`]: true }))
    expect(upgraded({}, 1, steps)).toEqual({ from1: true, from2: true, from3: true })
    expect(upgraded({}, 3, steps)).toEqual({ from3: true })
    expect(upgraded({ a: 1 }, 4, steps)).toEqual({ a: 1 })
  })
})

describe('the look before a restore', () => {
  test('tells what is new, the same, different, removed since, and only here', async () => {
    const db = await withPapers(5)
    const backup = await readBackup(await backupOf(db))
    await editEntries(db, [{ ids: [idOf(0)], set: { state: 'done' }, note: 'later' }], { now: NOW + 1000 })
    await unsavePaper(db, [idOf(1)], NOW + 1000)
    await savePaper(db, paper(9), { now: NOW + 1000 })
    const { entries } = backup
    const extra = { ...(entries[4] as (typeof entries)[number]), key: idOf(8), ids: [idOf(8)] }
    const look = await compareBackup(db, { ...backup, entries: [...entries, extra] })
    expect(look).toMatchObject({
      papers: 6,
      fresh: ['Lantern number 4 of the long night'],
      same: 3,
      removedSince: ['Lantern number 1 of the long night'],
      onlyHere: ['Lantern number 9 of the long night'],
      goes: [],
    })
    expect(look.differs).toEqual([
      { title: 'Lantern number 0 of the long night', what: ['state', 'note', 'dates'], changes: false },
    ])
  })

  test('tells what the backup of another device takes away', async () => {
    const [here, there] = [await withPapers(2), device()]
    await restored(there, await readBackup(await backupOf(here)), merge)
    await unsavePaper(there, [idOf(0)], NOW + 1000)
    const look = await compareBackup(here, await readBackup(await backupOf(there)))
    expect(look).toMatchObject({ goes: ['Lantern number 0 of the long night'], same: 1, fresh: [] })
  })
})

describe('restoring', () => {
  test('merged, a later edit here stays, and a removal stays unless it is wanted back', async () => {
    const db = await withPapers(3)
    const backup = await readBackup(await backupOf(db))
    await editEntries(db, [{ ids: [idOf(0)], set: { state: 'done' } }], { now: NOW + 1000 })
    await unsavePaper(db, [idOf(1)], NOW + 1000)
    await restored(db, backup, merge, NOW + 2000)
    expect((await shown(db)).map(({ id, state }) => [id, state])).toEqual([
      [idOf(0), 'done'],
      [idOf(2), 'to-read'],
    ])
    await restored(db, backup, { ...merge, bringBack: true }, NOW + 3000)
    expect((await shown(db)).map(({ id }) => id)).toEqual([idOf(0), idOf(1), idOf(2)])
    expect(await entryOf(db, [idOf(0)])).toMatchObject({ state: 'done' })
  })

  test('the same twice changes nothing the second time', async () => {
    const [from, to] = [await withPapers(3), device()]
    const backup = await readBackup(await backupOf(from))
    expect((await restored(to, backup, merge)).length).toBe(3)
    const undoable = await to.undo.count()
    expect(await restored(to, backup, merge)).toEqual([])
    expect(await to.undo.count()).toBe(undoable)
  })

  test('replaced, the list is as it was, other devices learn of it, and a snapshot was taken', async () => {
    const db = await withPapers(4)
    await setRule(db, 'old', { query: 'a', tag: 'a' }, NOW)
    await editEntries(db, [{ ids: [idOf(2)], tags: { kept: true }, note: 'as it was' }], { now: NOW })
    const backup = await readBackup(await backupOf(db))
    const before = await shown(db)
    await editEntries(db, [{ ids: [idOf(0)], set: { state: 'done', rating: 3 } }], { now: NOW + 1000 })
    await editEntries(db, [{ ids: [idOf(2)], tags: { kept: false, other: true }, note: 'now' }], {
      now: NOW + 1000,
    })
    await editEntries(db, [{ ids: [idOf(3)], note: 'new' }], { now: NOW + 1000 })
    await unsavePaper(db, [idOf(1)], NOW + 1000)
    await savePaper(db, paper(9), { now: NOW + 1000 })
    await setRule(db, 'new', { query: 'b', tag: 'b' }, NOW + 1000)
    const changed = await shown(db)
    const other = device()
    await restored(other, await readBackup(await backupOf(db)), merge)
    await restored(db, backup, replace, NOW + 2000)
    expect(await shown(db)).toEqual(before)
    expect((await tagRules(db)).map(({ id }) => id)).toEqual(['old'])
    expect(await db.snapshots.toArray()).toMatchObject([{ papers: 4, why: 'before a restore' }])
    await restored(other, await readBackup(await backupOf(db)), merge)
    expect(await shown(other)).toEqual(before)
    // Undone as one act, and done again.
    await undoLast(db, NOW + 3000)
    const back = await shown(db)
    expect(back.map(({ id, state, tags, notes, rating }) => ({ id, state, tags, notes, rating }))).toEqual(
      changed.map(({ id, state, tags, notes, rating }) => ({ id, state, tags, notes, rating })),
    )
    await redoLast(db, NOW + 4000)
    expect(await shown(db)).toEqual(before)
  })

  test('undone, a list that was empty is empty again', async () => {
    const [from, to] = [await withPapers(250), device()]
    const backup = await readBackup(await backupOf(from))
    const steps: number[] = []
    const job = await beginRestore(to, new Uint8Array([1]), merge, NOW)
    await runRestore(to, job, backup, done => steps.push(done))
    expect(steps).toEqual([1, 2, 3])
    expect((await shown(to)).length).toBe(250)
    expect(await undoLast(to, NOW + 1)).toMatchObject({ label: 'Restored a backup', papers: 250 })
    expect(await shown(to)).toEqual([])
  })

  test('a digest that is followed here stays as the reader has it', async () => {
    const db = device()
    await db.digests.update('hf', { title: 'Mine' })
    const backup = await readBackup(await backupOf(db))
    await db.digests.update('hf', { title: 'Mine now' })
    await restored(db, backup, { ...merge, settings: true })
    expect(await db.digests.get('hf')).toMatchObject({ title: 'Mine now' })
  })

  test('broken off between two steps, it goes on where it was', async () => {
    const [from, to] = [await withPapers(250), device()]
    const backup = await readBackup(await backupOf(from))
    const job = await beginRestore(to, new Uint8Array([4, 2]), merge, NOW)
    const add = to.undo.add.bind(to.undo)
    vi.spyOn(to.undo, 'add').mockImplementationOnce(add).mockRejectedValueOnce(new Error('killed'))
    await expect(runRestore(to, job, backup, () => undefined)).rejects.toThrow('killed')
    vi.restoreAllMocks()
    expect((await shown(to)).length).toBe(100)
    const left = await restoreJob(to)
    expect(left).toMatchObject({ act: job.act, done: 1, all: 3 })
    expect(await (await restoreFile(to))?.arrayBuffer()).toEqual(new Uint8Array([4, 2]).buffer)
    if (!left) throw new Error('There is nothing to go on with')
    await runRestore(to, left, backup, () => undefined)
    expect(await shown(to)).toEqual(await shown(from))
    expect(await restoreJob(to)).toBeNull()
    await undoLast(to, NOW + 1)
    expect(await shown(to)).toEqual([])
  })
})
