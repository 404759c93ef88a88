import type { GlossDatabase } from '../../corpus/database'
import type { PaperId } from '../../papers/identifier'
import { SECOND } from '../../time'
import type { SyncOutcome } from '../outcome'
import { Folder, type FolderAccount } from './folder'
import { sha256 } from './gzip'
import { Stopped } from './refusals'
import { takeTurn } from './turn'

/** A folder on a WebDAV server that the reader's devices share. */
export interface WebdavAccount extends FolderAccount {
  /** What the files are encrypted with, on every device the same; left out for none. */
  readonly passphrase?: string
  /** What the reader calls this device; written into files that are not encrypted. */
  readonly device?: string
}

/** What a round is handed in. */
export interface WebdavOptions {
  /** Milliseconds. */
  readonly now: number
  readonly fetch?: typeof fetch
  readonly signal?: AbortSignal
  /** Waits so many milliseconds after others wrote at the same time. */
  readonly wait?: (milliseconds: number) => Promise<void>
}

/** Others may write between reading and writing so often in a row. */
const MOST_CLASHES = 7
const MOST_TURNS = 30
const FIRST_WAIT = SECOND / 4
const LONGEST_WAIT = 4 * SECOND

/**
 * One round with the other devices through a folder on a WebDAV server: takes in what they wrote, and writes what they do
 * not know. A round that fails, or is killed anywhere, loses nothing: the next one goes on. To be run once at a time on a
 * device. Rejects only with the reason of `signal`, or where the database fails.
 */
export async function syncThroughWebdav(
  db: GlossDatabase,
  account: WebdavAccount,
  options: WebdavOptions,
): Promise<SyncOutcome> {
  const { now, signal, fetch, wait = pause } = options
  const passphrase = account.passphrase || undefined
  const folder = new Folder(account, { ...(fetch && { fetch }), ...(signal && { signal }) })
  const changed = new Set<PaperId>()
  const said = new Set<string>()
  const words = [account.url.replace(/\/+$/, ''), account.user, passphrase ?? ''].join('\n')
  const name = await sha256(new TextEncoder().encode(words))
  const round = { db, folder, account: name, passphrase, name: account.device, now, changed, said }
  try {
    let clashes = 0
    for (let turn = 0; turn < MOST_TURNS; turn++) {
      const came = await takeTurn(round)
      if (came === 'done') return { ok: true, changed: [...changed], said: [...said] }
      if (came === 'again') clashes = 0
      else {
        if (++clashes > MOST_CLASHES) break
        // Devices that clashed must not meet again; and an Apache takes no tag of a file younger than a second.
        await wait(Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** clashes) * (0.5 + Math.random()))
        signal?.throwIfAborted()
      }
    }
    throw folder.neverMatched()
  } catch (error) {
    if (!(error instanceof Stopped)) throw error
    return { ...error.outcome, ...(changed.size > 0 && { changed: [...changed] }) }
  }
}

function pause(milliseconds: number): Promise<void> {
  return new Promise(resolve => setTimeout(resolve, milliseconds))
}
