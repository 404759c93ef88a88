import 'fake-indexeddb/auto'
import type { DBCore, DBCoreMutateRequest } from 'dexie'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { fakeBrowser } from 'wxt/testing/fake-browser'
import { GlossDatabase } from '@/lib/corpus/database'
import { groupEntries } from '@/lib/entries/join'
import { listRow } from '@/lib/entries/list-row'
import { readBackup, writeBackup } from '@/lib/library/backup'
import { beginRestore, restoreJob, runRestore } from '@/lib/library/backup-job'
import { chooseEngine } from '@/lib/library/device-accounts'
import { editEntries } from '@/lib/library/edit'
import { importPapers } from '@/lib/library/import'
import { readingList, savePaper, unsavePaper } from '@/lib/library/library'
import { absorb, type Parcel, storeArrived, wholeParcel } from '@/lib/library/replica'
import { setRule } from '@/lib/library/rules'
import { takeSnapshot } from '@/lib/library/snapshots'
import { storageMessage } from '@/lib/library/storage-message'
import { undoLast } from '@/lib/library/undo'
import { messageOf } from '@/lib/pages/failure'
import type { PaperId } from '@/lib/papers/identifier'
import { paperOf } from '@/lib/papers/merge'

vi.mock('wxt/browser', async () => ({
  browser: (await import('wxt/testing/fake-browser')).fakeBrowser,
}))

const NOW = Date.UTC(2026, 10, 23)
let count = 0
let opened: GlossDatabase[] = []

beforeEach(() => fakeBrowser.reset())
afterEach(async () => {
  for (const db of opened) await db.delete()
  opened = []
})

const idOf = (n: number): PaperId => `arxiv:2602.${String(n + 1).padStart(5, '0')}`
const paper = (n: number) =>
  paperOf({ ids: [idOf(n)], title: `Lantern number ${n} of the long night`, seen: 1 })

/** A list with a few papers, on a disk that can be made to run full at one write. */
class Disk {
  writes = 0
  failAt = 0
  readonly db = new GlossDatabase(`quota-${++count}`)

  constructor() {
    opened.push(this.db)
    const count = (request: DBCoreMutateRequest) => {
      // What is deleted needs no room.
      if (request.type !== 'add' && request.type !== 'put') return
      if (++this.writes === this.failAt) throw new DOMException('The disk is full', 'QuotaExceededError')
    }
    this.db.use({
      stack: 'dbcore',
      name: 'disk',
      create: (core: DBCore): DBCore => ({
        ...core,
        table: name => {
          const table = core.table(name)
          return {
            ...table,
            mutate: async request => {
              count(request)
              return table.mutate(request)
            },
          }
        },
      }),
    })
  }

  static async filled(): Promise<Disk> {
    const disk = new Disk()
    for (const n of [0, 1, 2, 3]) await savePaper(disk.db, paper(n), { now: NOW })
    await unsavePaper(disk.db, [idOf(3)], NOW)
    await editEntries(disk.db, [{ ids: [idOf(0)], note: 'A note', tags: { night: true } }], { now: NOW })
    await setRule(disk.db, 'rule', { query: 'lantern', tag: 'lamp' }, NOW)
    return disk
  }
}

/** Everything that is stored, but for names that every device makes up for itself. */
async function stored(db: GlossDatabase): Promise<unknown> {
  const tables = await Promise.all(db.tables.map(async table => [table.name, await table.toArray()] as const))
  return Object.fromEntries(tables)
}

/** What the list says, in an order of its own. */
async function said(db: GlossDatabase) {
  const rows = await readingList(db)
  return new Map(rows.map(({ id, state, tags, notes, title }) => [id, { state, tags, notes, title }]))
}

async function expectSound(db: GlossDatabase): Promise<void> {
  const rows = groupEntries(await db.entries.toArray()).flatMap(group => listRow(group) ?? [])
  const byId = (a: { id: PaperId }, b: { id: PaperId }) => (a.id < b.id ? -1 : 1)
  expect(rows.sort(byId)).toEqual((await db.library.toArray()).sort(byId))
}

/** What another device tells: papers that are here with other things said of them, and some that are not. */
async function parcel(papers: number): Promise<Parcel> {
  const { db } = new Disk()
  const edits = Array.from({ length: papers }, (_, n) => ({
    ids: [idOf(n)],
    paper: paper(n),
    note: `Of ${n}`,
  }))
  await editEntries(db, edits, { now: NOW + 1000 })
  await setRule(db, 'other', { query: 'night', tag: 'dark' }, NOW)
  return wholeParcel(db)
}

async function restore(db: GlossDatabase, mode: 'merge' | 'replace', papers: number): Promise<void> {
  const from = new Disk().db
  await absorb(from, await parcel(papers))
  const backup = await readBackup((await writeBackup(from, NOW)).text)
  const choice = { mode, bringBack: true, settings: true, label: 'Restored a backup' } as const
  const job = (await restoreJob(db)) ?? (await beginRestore(db, new Uint8Array([1]), choice, NOW + 2000))
  await runRestore(db, job, backup, () => undefined)
}

/** A file of papers, some of which are on the list. */
async function importSome(db: GlossDatabase, papers: number): Promise<void> {
  const read = Array.from({ length: papers }, (_, n) => ({
    ids: [idOf(n)],
    title: `Lantern number ${n} of the long night`,
    note: `Read of ${n}`,
    tags: ['from a file'],
  }))
  const how = { states: true, tag: 'imported', now: NOW + 1000, act: 'an import' }
  await importPapers(db, { name: 'lanterns.bib', papers: read }, how)
}

/** Acts on the list; `whole` where it is one transaction. */
const ACTS: readonly [name: string, whole: boolean, act: (db: GlossDatabase) => Promise<unknown>][] = [
  ['saving a paper', true, db => savePaper(db, paper(7), { now: NOW + 1000, state: 'reading' })],
  ['saving one that was removed', true, db => savePaper(db, paper(3), { now: NOW + 1000 })],
  ['removing a paper', true, db => unsavePaper(db, [idOf(0)], NOW + 1000)],
  [
    'editing several',
    true,
    db =>
      editEntries(
        db,
        [0, 1, 2].map(n => ({
          ids: [idOf(n)],
          set: { state: 'done' as const },
          note: 'Done',
          tags: { old: true },
        })),
        { now: NOW + 1000, label: 'Edited 3 papers' },
      ),
  ],
  ['undoing', true, db => undoLast(db, NOW + 1000)],
  ['making a rule', true, db => setRule(db, 'new', { query: 'a', tag: 'b' }, NOW + 1000)],
  ['taking in what a device told', false, async db => absorb(db, await parcel(6))],
  ['taking in more than goes in at once', false, async db => absorb(db, await parcel(101))],
  [
    'putting what came into the corpus',
    false,
    async db => {
      await absorb(db, await parcel(6))
      await storeArrived(db)
    },
  ],
  ['taking a snapshot', true, db => takeSnapshot(db, NOW + 1000)],
  ['choosing a server', true, db => chooseEngine(db, 'browser')],
  ['importing a file', true, db => importSome(db, 6)],
  ['importing more than goes in at once', false, db => importSome(db, 101)],
  ['merging a backup', false, db => restore(db, 'merge', 6)],
  ['replacing the list by a backup', false, db => restore(db, 'replace', 3)],
]

describe('a disk that is full at any one write', () => {
  test.each(ACTS)('%s: the list is as before or after, and it is said what to do', async (_, whole, act) => {
    const fine = await Disk.filled()
    const before = await said(fine.db)
    const written = fine.writes
    await act(fine.db)
    const after = await said(fine.db)
    const writes = fine.writes - written
    expect(writes).toBeGreaterThan(0)
    for (let failing = 1; failing <= writes; failing++) {
      const disk = await Disk.filled()
      const stood = await stored(disk.db)
      disk.failAt = disk.writes + failing
      const failed = await act(disk.db).then(
        () => null,
        (error: unknown) => error,
      )
      const words = expect.stringMatching(/disk is full.*kept.*Free some space/)
      expect([storageMessage(failed), messageOf(failed)]).toEqual([words, words])
      if (whole) expect(await stored(disk.db)).toEqual(stood)
      await expectSound(disk.db)
      const now = await said(disk.db)
      for (const id of new Set([...before.keys(), ...after.keys(), ...now.keys()]))
        expect([before.get(id), after.get(id)], `write ${failing}, ${id}`).toContainEqual(now.get(id))
      // There is room again.
      disk.failAt = 0
      await act(disk.db)
      await expectSound(disk.db)
      expect(await said(disk.db)).toEqual(after)
    }
  })
})
