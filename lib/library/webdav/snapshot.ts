import type { PaperId } from '../../papers/identifier'
import { DAY, dayOfTime } from '../../time'
import { clockOf } from '../entries-store'
import { wholeParcel } from '../replica'
import { newSalt } from '../sealed'
import { sha256 } from './gzip'
import { type Known, writeKnown } from './known'
import { type FoundFiles, SNAPSHOT } from './reading'
import { nonce, type Round } from './round'
import { contentText, writeFile } from './sync-file'
import type { Listed } from './version'

/** So much in the devices' files, in characters, before the snapshot is written anew; else once a day. */
const MUCH = 256 * 1024

/** What a turn found out before it comes to the snapshot. */
interface SnapshotTurn {
  readonly found: FoundFiles
  readonly listed: ReadonlyMap<string, Listed>
  readonly device: string
  /** Entries that no other device would read. */
  readonly unshared: ReadonlySet<PaperId>
}

/** Writes the merged list, where the devices' files say enough that it does not, or for long enough. */
export async function writeSnapshot(
  round: Round,
  before: Known,
  { found, listed, device, unshared }: SnapshotTurn,
): Promise<'done' | 'again' | 'clash'> {
  const { db, folder, now, passphrase, name } = round
  const { snapshot, whole } = found
  const damaged = snapshot?.bytes
  const pending = Object.values(before.files).reduce((all, file) => all + file.pending, 0)
  const pendingSince = pending > 0 ? (before.pendingSince ?? now) : undefined
  const known = { ...before, pendingSince }
  // A clock that was put back by years must not keep the snapshot from ever being written.
  const waited = pendingSince !== undefined && Math.abs(now - pendingSince) >= DAY
  const due = damaged !== undefined || (pending > 0 && (!snapshot || pending > MUCH || waited))
  if (!due) {
    if (pendingSince !== before.pendingSince) await writeKnown(db, known)
    return 'done'
  }
  if (!whole) {
    // What is written over is read first, with all that goes into it.
    const { [SNAPSHOT]: _, ...files } = known.files
    await writeKnown(db, { ...known, files })
    return 'again'
  }
  if (damaged) await setAside(round, damaged, listed)
  const { rev } = await db.transaction('r', db.libraryState, () => clockOf(db))
  const { entries, rules } = await wholeParcel(db)
  const shared = entries.filter(({ key }) => !unshared.has(key))
  const text = contentText({ entries: shared, rules, strange: snapshot?.read?.content.strange ?? [] })
  const { salt = passphrase === undefined ? undefined : newSalt() } = known
  const writing = { file: SNAPSHOT, device, writer: nonce(), now, name, passphrase, salt }
  const { head, bytes } = await writeFile(text, writing)
  if (!(await folder.put(SNAPSHOT, bytes, snapshot?.version))) return 'clash'
  const files = Object.entries(known.files).map(([file, about]) => [file, { ...about, pending: 0 }])
  await writeKnown(db, {
    ...known,
    salt,
    rev,
    ahead: [...unshared],
    rules,
    files: { ...Object.fromEntries(files), [SNAPSHOT]: { sum: head.sum, pending: 0 } },
    pendingSince: undefined,
  })
  return 'again'
}

/** Keeps what is left of a damaged snapshot under another name. */
async function setAside(
  { folder, now, said }: Round,
  bytes: Uint8Array<ArrayBuffer>,
  listed: ReadonlyMap<string, Listed>,
): Promise<void> {
  // By its content, so that whoever begins this again makes no second copy.
  const name = `library-damaged-${dayOfTime(now)}-${(await sha256(bytes)).slice(0, 8)}.json`
  if (!listed.has(name)) await folder.put(name, bytes, undefined)
  said.add(
    `The shared list in the folder, ${SNAPSHOT}, was damaged. It was kept as ${name} and written anew from this device; what only others know comes back when they sync.`,
  )
}
