import { GlossDatabase } from '@/lib/corpus/database'
import { textOf } from '@/lib/entries/join'
import { type Edit, editEntries } from '@/lib/library/edit'
import type { SyncOutcome } from '@/lib/library/outcome'
import { wholeParcel } from '@/lib/library/replica'
import { syncThroughWebdav, type WebdavAccount } from '@/lib/library/webdav/sync'
import type { PaperId } from '@/lib/papers/identifier'
import { paperOf } from '@/lib/papers/merge'

let count = 0

/** A device with a list of its own. */
export interface Device {
  readonly db: GlossDatabase
  /** The clock that its edits and rounds go by, in milliseconds. */
  now: number
}

/** A device with nothing on its list yet; its clock is `ahead` of the others'. */
export function newDevice(ahead = 0): Device {
  return { db: new GlossDatabase(`webdav-${++count}`), now: Date.UTC(2026, 10, 20) + ahead }
}

/** The identifier of a made-up paper. */
export function idOf(n: number): PaperId {
  return `arxiv:2601.${String(n + 1).padStart(5, '0')}`
}

/** An edit that puts a made-up paper on the list. */
export function saving(n: number, abstract = ''): Edit {
  const ids = [idOf(n)]
  const paper = paperOf({ ids, title: `On lamps, part ${n}`, seen: 1, ...(abstract && { abstract }) })
  return { ids, paper }
}

export async function edit(device: Device, ...edits: Edit[]): Promise<void> {
  device.now += 10
  await editEntries(device.db, edits, { now: device.now })
}

/** One round; with `fetch` past the real one. */
export async function sync(
  device: Device,
  account: WebdavAccount,
  fetch: typeof globalThis.fetch,
  wait?: (milliseconds: number) => Promise<void>,
): Promise<SyncOutcome> {
  device.now += 10
  return syncThroughWebdav(device.db, account, { now: device.now, fetch, ...(wait && { wait }) })
}

/** Everything that a device knows, as a text that is the same for devices that agree. */
export async function knownBy({ db }: Device): Promise<string> {
  const { entries, rules } = await wholeParcel(db)
  return `${entries.map(textOf).sort().join('\n')}\n${JSON.stringify(rules)}`
}

/** The identifiers of what is on a device's list. */
export async function listedOn({ db }: Device): Promise<PaperId[]> {
  return (await db.library.toArray()).map(({ id }) => id).sort()
}
