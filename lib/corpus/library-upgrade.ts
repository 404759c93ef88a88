import type { Transaction } from 'dexie'
import { type DeviceId, deviceId, nextStamp } from '../entries/clock'
import { blankEntry, type Entry, type ListState, withVersion } from '../entries/entry'
import { listRow } from '../entries/list-row'
import type { PaperId } from '../papers/identifier'
import type { Paper } from '../papers/paper'
import type { ClockRow, EntryRow } from './library-rows'

/** The list as versions 1 to 4 kept it. */
export interface OldLibraryRow {
  readonly id: PaperId
  readonly ids: readonly PaperId[]
  readonly state: ListState
  /** Milliseconds. */
  readonly saved: number
  readonly paper: Paper
}

/** Makes entries of the list of versions 1 to 4: everything in it was said at the time it was saved. */
export async function keepEntries(transaction: Transaction): Promise<void> {
  const old = await transaction.table<OldLibraryRow>('library').orderBy('saved').toArray()
  const device = newDevice()
  let clock: ClockRow = { key: 'clock', device, rev: 0 }
  const rows: EntryRow[] = []
  for (const row of old) {
    const last = nextStamp(clock.last, row.saved, device)
    clock = { ...clock, last, rev: clock.rev + 1 }
    rows.push({ ...entryOfOld(row, last), rev: clock.rev })
  }
  await transaction.table('entries').bulkPut(rows)
  await transaction.table('library').clear()
  await transaction.table('library').bulkPut(rows.flatMap(row => listRow([row]) ?? []))
  await transaction.table('libraryState').put(clock)
}

/** A name for this device that no other has. */
export function newDevice(): DeviceId {
  return deviceId(crypto.getRandomValues(new Uint8Array(8)))
}

function entryOfOld({ id, ids, state, saved, paper }: OldLibraryRow, at: string): Entry {
  return {
    ...blankEntry(id, ids),
    fields: { state: withVersion(undefined, state, at), saved: withVersion(undefined, saved, at) },
    paper,
  }
}
