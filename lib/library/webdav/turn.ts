import type { Entry } from '../../entries/entry'
import { joinCopies } from '../../entries/join'
import type { PaperId } from '../../papers/identifier'
import { takeNewDevice, thisDevice } from '../device'
import { absorb } from '../replica'
import { joinRules, type SharedRules } from '../rules'
import { newSalt } from '../sealed'
import { type Ahead, findAhead, isNews, rulesAdd } from './ahead'
import { sha256 } from './gzip'
import { aboutToWrite, type Known, type KnownFile, readKnown, writeKnown } from './known'
import { deviceFile, type Found, type FoundFiles, findFile, findOwn, isSyncFile, SNAPSHOT } from './reading'
import { nonce, type Round } from './round'
import { writeSnapshot } from './snapshot'
import { contentText, writeFile } from './sync-file'
import type { Listed } from './version'

/**
 * One turn: reads what has changed, takes it in, and writes what the files do not say, first to this device's own file
 * and where it is time to the snapshot. 'again' after the snapshot, so that it is seen to be there before the own file is
 * emptied; 'clash' where others wrote meanwhile. What is known is kept after each step, so that a killed worker goes on
 * from there.
 */
export async function takeTurn(round: Round): Promise<'done' | 'again' | 'clash'> {
  const { db, folder } = round
  const device = await thisDevice(db)
  const before = await readKnown(db, round.account)
  const listed = await folder.list()
  const files = new Map([...listed].filter(([name]) => isSyncFile(name)))
  const own = await findOwnFile(round, before, device, files)
  if (own === 'copied') {
    await takeNewDevice(db)
    return 'again'
  }
  const found = await findAll(round, before, device, files)
  if (!found || own === null) return 'clash'
  const seen = await takeIn(round, before, found, own)
  const written = await writeOwn(round, seen, device, own)
  if (!written) return 'clash'
  return writeSnapshot(round, written, { found, listed, device, unshared: seen.ahead.unshared })
}

async function findOwnFile(
  { folder, passphrase }: Round,
  known: Known,
  device: string,
  files: ReadonlyMap<string, Listed>,
): Promise<Found | 'copied' | null | undefined> {
  const name = deviceFile(device)
  const listed = files.get(name)
  return listed && findOwn(folder, name, listed, known, passphrase)
}

/** The files of others; all of them anew where one was lost, for what it said may be nowhere else. */
async function findAll(
  round: Round,
  known: Known,
  device: string,
  files: ReadonlyMap<string, Listed>,
): Promise<FoundFiles | null> {
  const gone = Object.keys(known.files).some(name => !files.has(name) && name !== deviceFile(device))
  const found = await findOthers(round, known, device, files, gone)
  const isLost = ({ name, read }: Found) => read === null && known.files[name]?.sum !== undefined
  return found && !found.whole && found.others.some(isLost)
    ? findOthers(round, known, device, files, true)
    : found
}

async function findOthers(
  { folder, passphrase }: Round,
  known: Known,
  device: string,
  files: ReadonlyMap<string, Listed>,
  all: boolean,
): Promise<FoundFiles | null> {
  const find = (name: string, listed: Listed, anew: boolean) =>
    findFile(folder, name, listed, known.files[name], { anew, passphrase })
  const listed = files.get(SNAPSHOT)
  const snapshot = listed && (await find(SNAPSHOT, listed, all))
  if (snapshot === null) return null
  const whole = !snapshot || snapshot.read !== undefined
  const others: Found[] = []
  for (const [name, version] of files) {
    if (name === SNAPSHOT || name === deviceFile(device)) continue
    const other = await find(name, version, whole)
    if (!other) return null
    others.push(other)
  }
  return { snapshot, others, whole }
}

/** What is known after what was read, and what this device is ahead of it. */
interface Seen {
  readonly known: Known
  readonly ahead: Ahead
}

async function takeIn(
  round: Round,
  before: Known,
  { snapshot, others, whole }: FoundFiles,
  own: Found | undefined,
): Promise<Seen> {
  const { db } = round
  const found = [...(snapshot ? [snapshot] : []), ...others]
  const read = found.flatMap(file => (file.read ? [file.read] : []))
  const copies = joinCopies(read.flatMap(({ content }) => content.entries))
  const rules = read.reduce<SharedRules>((all, { content }) => joinRules(all, content.rules), {})
  if (read.length > 0)
    for (const id of await absorb(db, { entries: [...copies.values()], rules })) round.changed.add(id)
  for (const { name, known } of others)
    if (known.sum === undefined)
      round.said.add(
        `A file of another device, ${name}, is damaged and was left as it is. Nothing is lost here; sync on that device and it is written anew.`,
      )
  const known: Known = {
    ...before,
    rules: whole ? (snapshot?.read?.content.rules ?? {}) : before.rules,
    files: Object.fromEntries(
      [...found, ...(own ? [own] : [])].map(file => [
        file.name,
        whole && file.read && file !== snapshot ? withPending(file, snapshot) : file.known,
      ]),
    ),
    own:
      own && own.known.sum !== undefined && own.known.sum === before.files[own.name]?.sum
        ? before.own
        : undefined,
    salt: read.find(({ head }) => head.sealed)?.head.sealed?.salt ?? before.salt,
  }
  const said = whole ? joinCopies(snapshot?.read?.content.entries ?? []) : copies
  const ahead = await findAhead(db, known, said, whole)
  const after = {
    ...known,
    rev: ahead.rev,
    ahead: [...ahead.entries.map(({ key }) => key), ...ahead.unshared],
  }
  const { size } = ahead.unshared
  if (size > 0)
    round.said.add(
      `${size === 1 ? 'One paper is' : `${size} papers are`} kept on this device alone, for a note or a text is too long to be shared (${[...ahead.unshared][0]}). Shorten it, and it goes along.`,
    )
  await writeKnown(db, after)
  return { known: after, ahead }
}

/** How much of a device's file the snapshot does not say. */
function withPending(file: Found, snapshot: Found | undefined): KnownFile {
  const content = file.read?.content
  if (!content) return file.known
  const said = new Map<PaperId, Entry>(snapshot?.read?.content.entries.map(entry => [entry.key, entry]))
  const entries = content.entries.filter(entry => isNews(said.get(entry.key), entry))
  const rules = rulesAdd(snapshot?.read?.content.rules ?? {}, content.rules)
  const pending = entries.length > 0 || rules ? contentText({ entries }).length : 0
  return { ...file.known, pending }
}

/** Writes to this device's own file what the others' do not say, where it says something else; null after a clash. */
async function writeOwn(
  round: Round,
  { known, ahead }: Seen,
  device: string,
  own: Found | undefined,
): Promise<Known | null> {
  const { db, folder } = round
  const file = deviceFile(device)
  const empty = ahead.entries.length === 0 && !ahead.rules
  const text = contentText(ahead)
  const sum = await sha256(new TextEncoder().encode(text))
  if (own ? known.own === sum : empty) return known
  const writer = nonce()
  const { salt = round.passphrase === undefined ? undefined : newSalt() } = known
  const about = { ...aboutToWrite(known, writer), salt }
  await writeKnown(db, about)
  const { passphrase, name, now } = round
  const { head, bytes } = await writeFile(text, { file, device, writer, now, name, passphrase, salt })
  if (!(await folder.put(file, bytes, own?.version))) return null
  const written = { sum: head.sum, pending: empty ? 0 : text.length }
  const after = { ...about, own: sum, files: { ...about.files, [file]: written } }
  await writeKnown(db, after)
  return after
}
