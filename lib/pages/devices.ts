import {
  chooseEngine,
  type DeviceEngine,
  type DevicesState,
  devicesState,
  type WebdavAccount,
} from '../library/device-accounts'
import { storageMessage } from '../library/storage-message'
import { ask } from '../messaging/client'
import type { DeviceRound } from '../messaging/protocol'
import { corpus } from './context'
import { hostOf, originOf } from './origins'
import { giveBackHost } from './permissions'

/** What the reader typed of a server. */
export interface TypedAccount {
  readonly url: string
  readonly user: string
  readonly password: string
  readonly passphrase: string
}

/** Rounds that take longer were killed with the worker that ran them. */
const LONGEST_ROUND = 10 * 60_000

/** The account that was typed, or why it is none. */
export function accountOf(typed: TypedAccount): WebdavAccount | string {
  const text = typed.url.trim()
  const url = URL.parse(/^[a-z]+:\/\//i.test(text) ? text : `https://${text}`)
  if (!url || !/^https?:$/.test(url.protocol) || !text)
    return 'That is no address of a folder. It looks like https://cloud.example.org/remote.php/dav/files/me/. Nothing was sent.'
  if (!originOf(url.href))
    return 'Gloss sends your list over https only, but for this machine (http://127.0.0.1). Nothing was sent.'
  if (url.username || url.password)
    return 'Write name and password into their own fields, not into the address. Nothing was sent.'
  const { user, password, passphrase } = typed
  url.hash = ''
  return { url: url.href, user: user.trim(), password, ...(passphrase && { passphrase }) }
}

/** Meets other devices through a server from now on, and for the first time at once. */
export async function connectWebdav(account: WebdavAccount): Promise<DeviceRound> {
  const { account: before } = await devicesState(corpus.db)
  await choose('webdav', account)
  if (before && originOf(before.url) !== originOf(account.url)) await giveBackHost(before.url)
  return (await ask('device-sync', {})).round
}

/** Meets other devices through the browser's own sync from now on, and for the first time at once. */
export async function connectBrowser(): Promise<DeviceRound> {
  const { account: before } = await devicesState(corpus.db)
  await choose('browser')
  if (before) await giveBackHost(before.url)
  return (await ask('device-sync', {})).round
}

/** Does not meet other devices any more; forgets the password, and gives the host back. */
export async function turnOff({ account }: DevicesState): Promise<void> {
  await choose('off')
  if (account) await giveBackHost(account.url)
  await ask('device-sync', {})
}

/** What a round came to, where that is not said beside it anyway; null where it is. */
export function roundText(round: DeviceRound): string | null {
  if (round === 'offline') return 'There is no network. It goes on by itself when there is'
  if (round === 'interrupted') return 'It was interrupted and goes on by itself'
  return null
}

/** Whether a round is under way. */
export function isMeeting({ running }: DevicesState, now: number): boolean {
  return running !== undefined && now - running < LONGEST_ROUND
}

/** What the reader is told the devices meet through: "cloud.example.org". */
export function engineName({ engine, account }: DevicesState): string {
  if (engine === 'browser') return 'the browser’s own sync'
  return (account && hostOf(account.url)) ?? 'a server'
}

/** How it stands, for a query that is asked again whenever it changes. */
export function readDevices(): Promise<DevicesState> {
  return devicesState(corpus.db)
}

async function choose(engine: DeviceEngine, account?: WebdavAccount): Promise<void> {
  await chooseEngine(corpus.db, engine, account).catch((error: unknown) => {
    throw new Error(storageMessage(error))
  })
}
