import 'fake-indexeddb/auto'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { fakeBrowser } from 'wxt/testing/fake-browser'
import { GlossDatabase } from '@/lib/corpus/database'
import { readBackup } from '@/lib/library/backup'
import { editEntries } from '@/lib/library/edit'
import {
  deleteSnapshot,
  isDue,
  keptSnapshots,
  snapshotFile,
  snapshotIfDue,
  snapshotState,
  snapshots,
  takeSnapshot,
} from '@/lib/library/snapshots'
import { paperOf } from '@/lib/papers/merge'
import { changeSettings } from '@/lib/settings'
import { DAY, HOUR, MINUTE } from '@/lib/time'

vi.mock('wxt/browser', async () => ({
  browser: (await import('wxt/testing/fake-browser')).fakeBrowser,
}))

const NOW = Date.UTC(2026, 10, 23, 12)
let count = 0
let db: GlossDatabase

beforeEach(() => {
  fakeBrowser.reset()
  db = new GlossDatabase(`snapshots-${++count}`)
})

afterEach(async () => {
  vi.restoreAllMocks()
  await db.delete()
})

async function edit(n: number, note = 'A note'): Promise<void> {
  const id = `arxiv:2602.0000${n}` as const
  const paper = paperOf({ ids: [id], title: `Lamp number ${n} of the night`, seen: 1 })
  await editEntries(db, [{ ids: [id], paper, note }], { now: NOW })
}

describe('a snapshot', () => {
  test('is a backup file of the list as it is then', async () => {
    await edit(1)
    await takeSnapshot(db, NOW)
    await edit(2)
    const [snapshot] = await snapshots(db)
    expect(snapshot).toMatchObject({ at: NOW, papers: 1 })
    const file = snapshot && (await snapshotFile(db, snapshot.n))
    expect(file?.size).toBe(snapshot?.size)
    const backup = file && (await readBackup(file))
    expect(backup).toMatchObject({ came: 'whole', damaged: [], written: NOW })
    expect(backup?.entries.map(({ key }) => key)).toEqual(['arxiv:2602.00001'])
    await deleteSnapshot(db, snapshot?.n ?? 0)
    expect(await snapshots(db)).toEqual([])
    expect(await snapshotFile(db, snapshot?.n ?? 0)).toBeNull()
  })

  test.each([
    ['off', undefined, false],
    ['daily', undefined, true],
    ['weekly', undefined, true],
    ['daily', DAY - 3 * HOUR, false],
    ['daily', DAY - HOUR, true],
    ['weekly', 2 * DAY, false],
    ['weekly', 7 * DAY, true],
    ['weekly', -5 * DAY, true],
  ] as const)('%s, the last look %s ms ago: due is %s', (wanted, age, due) => {
    expect(isDue(wanted, age === undefined ? undefined : NOW - age, NOW)).toBe(due)
  })

  test('is taken when it is due and something has changed', async () => {
    expect(await snapshotIfDue(db, NOW)).toBe('not due')
    await edit(1)
    expect(await snapshotIfDue(db, NOW)).toBe('taken')
    expect(await snapshotIfDue(db, NOW + HOUR)).toBe('not due')
    // A week on nothing has changed; then only a setting has.
    expect(await snapshotIfDue(db, NOW + 8 * DAY)).toBe('not due')
    await changeSettings(() => ({ theme: 'dark' }))
    expect(await snapshotIfDue(db, NOW + 9 * DAY)).toBe('not due')
    expect(await snapshotIfDue(db, NOW + 16 * DAY)).toBe('taken')
    await changeSettings(() => ({ snapshots: 'off' }))
    await edit(1, 'Another')
    expect(await snapshotIfDue(db, NOW + 60 * DAY)).toBe('not due')
    await changeSettings(() => ({ snapshots: 'daily' }))
    expect(await snapshotIfDue(db, NOW + 60 * DAY)).toBe('taken')
    expect((await snapshots(db)).map(({ at }) => (at - NOW) / DAY)).toEqual([60, 16, 0])
  })

  test('that cannot be stored says so, and the next one is tried again', async () => {
    await edit(1)
    vi.spyOn(console, 'error').mockImplementation(() => undefined)
    vi.spyOn(db.snapshots, 'add').mockRejectedValueOnce(new DOMException('full', 'QuotaExceededError'))
    expect(await snapshotIfDue(db, NOW)).toBe('failed')
    expect((await snapshotState(db)).problem).toEqual({
      at: NOW,
      message: expect.stringMatching(/disk is full.*kept.*Free some space/),
    })
    expect(await snapshotIfDue(db, NOW + HOUR)).toBe('taken')
    expect((await snapshotState(db)).problem).toBeUndefined()
  })
})

describe('the rotation', () => {
  const row = (n: number, age: number, why?: 'before a restore') => ({
    n,
    at: NOW - age,
    ...(why && { why }),
  })
  const keptAges = (ages: readonly number[]) => {
    const kept = keptSnapshots(
      ages.map((age, n) => row(n, age * DAY)),
      NOW,
    )
    return ages.filter((_, n) => kept.has(n))
  }

  test('of a year of days keeps seven days, four weeks and six months', () => {
    const days = Array.from({ length: 365 }, (_, n) => n)
    // 2026-11-23 is a Monday: its week has one day, and the weeks before end on a Sunday.
    expect(keptAges(days)).toEqual([0, 1, 2, 3, 4, 5, 6, 8, 15, 23, 54, 84, 115, 146])
  })

  test('does not count days that have none', () => {
    expect(keptAges([0, 30, 60, 90, 120, 150])).toEqual([0, 30, 60, 90, 120, 150])
    expect(keptAges([400, 800])).toEqual([400, 800])
  })

  test('of one day keeps the last, and all of the last 24 hours', () => {
    const rows = [row(1, 0), row(2, MINUTE), row(3, 30 * HOUR), row(4, 30 * HOUR + MINUTE)]
    expect([...keptSnapshots(rows, NOW)].sort()).toEqual([1, 2, 3])
  })

  test('leaves what was taken before a restore alone for a month', () => {
    const ages = Array.from({ length: 40 }, (_, n) => row(n, n * DAY))
    const rows = [
      ...ages,
      row(100, 20 * DAY + MINUTE, 'before a restore'),
      row(101, 31 * DAY, 'before a restore'),
    ]
    const kept = keptSnapshots(rows, NOW)
    expect([kept.has(100), kept.has(101)]).toEqual([true, false])
  })

  test('is done with each snapshot that is taken', async () => {
    await edit(1)
    for (let day = 0; day < 12; day++) await takeSnapshot(db, NOW + day * DAY)
    expect((await snapshots(db)).map(({ at }) => (at - NOW) / DAY)).toEqual([11, 10, 9, 8, 7, 6, 5])
  })
})
