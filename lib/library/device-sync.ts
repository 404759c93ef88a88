import type { GlossDatabase } from '../corpus/database'
import type { PaperId } from '../papers/identifier'
import { HOUR, MINUTE } from '../time'
import { type DevicesState, devicesState, noteState, type WebdavAccount } from './device-accounts'
import type { SyncOutcome } from './outcome'
import { storeArrived } from './replica'
import { storageMessage } from './storage-message'
import { completeUntitled } from './untitled'

/** What a round with other devices needs of the outside. */
export interface DeviceTools {
  /** Milliseconds. */
  readonly now: () => number
  readonly random: () => number
  readonly online: () => boolean
  readonly browser: (db: GlossDatabase, signal: AbortSignal) => Promise<SyncOutcome>
  readonly webdav: (db: GlossDatabase, account: WebdavAccount, signal: AbortSignal) => Promise<SyncOutcome>
  /** Whether the browser lets Gloss ask the host of an address. */
  readonly mayAsk: (url: string) => Promise<boolean>
  /** Told which papers changed here. */
  readonly changed: (ids: readonly PaperId[]) => Promise<void>
}

/** What came of asking for a round: whether there was one, and if not, why. */
export type Round = 'done' | 'failed' | 'off' | 'resting' | 'offline' | 'interrupted'

/** How often devices meet while nothing happens here. */
export const DEVICES_INTERVAL = 15 * MINUTE
const LOCK = 'gloss-devices'
const FIRST_WAIT = 2 * MINUTE
const LONGEST_WAIT = 6 * HOUR

let interruption = new AbortController()
/** How many wait for the rounds to let go of the list. */
let givingWay = 0

/**
 * One round with the other devices, through the engine that the reader chose; never two at once, in whatever context.
 * `asked` says that the reader wants it now: a pause after failures is not waited out. How it went is kept for the settings.
 */
export async function syncDevices(db: GlossDatabase, tools: DeviceTools, asked: boolean): Promise<Round> {
  return navigator.locks.request(LOCK, async () => {
    if (givingWay > 0) return 'interrupted'
    interruption = new AbortController()
    const { signal } = interruption
    const state = await devicesState(db)
    const resting = restingBecause(state, tools, asked)
    if (resting) return resting
    const { running: _, ...before } = state
    await noteState(db, before, { ...before, running: tools.now() })
    const outcome = await outcomeOf(db, state, tools, signal)
    if (!outcome || signal.aborted) {
      await noteState(db, before, before)
      return 'interrupted'
    }
    await noteState(db, before, afterRound(before, outcome, tools))
    return outcome.ok ? 'done' : 'failed'
  })
}

/** Does something while devices do not meet, in any context; a round that runs here is interrupted. */
export async function withoutDevices<T>(work: () => Promise<T>): Promise<T> {
  givingWay++
  interruption.abort()
  try {
    return await navigator.locks.request(LOCK, work)
  } finally {
    givingWay--
  }
}

function restingBecause(state: DevicesState, tools: DeviceTools, asked: boolean): Round | undefined {
  if (state.engine === 'off') return 'off'
  if (!asked && (state.stopped || (state.retryAt ?? 0) > tools.now())) return 'resting'
  // The browser's own sync keeps what is to be sent until there is a network.
  return state.engine === 'webdav' && !tools.online() ? 'offline' : undefined
}

/** What the engine says; undefined where the round was interrupted. */
async function outcomeOf(
  db: GlossDatabase,
  { engine, account }: DevicesState,
  tools: DeviceTools,
  signal: AbortSignal,
): Promise<SyncOutcome | undefined> {
  try {
    if (engine === 'webdav' && account && !(await tools.mayAsk(account.url))) return barred(account)
    const outcome =
      engine === 'webdav' && account
        ? await tools.webdav(db, account, signal)
        : await tools.browser(db, signal)
    const { changed = [] } = outcome
    if (changed.length > 0) {
      // What was told is on the list, whether it can be searched already or not.
      await tools.changed(changed)
      await storeArrived(db)
      const titled = await completeUntitled(db, tools.now())
      if (titled.length > 0) await tools.changed(titled)
    }
    return outcome
  } catch (error) {
    if (signal.aborted) return undefined
    console.error('Gloss: devices could not meet', error)
    return { ok: false, message: storageMessage(error), again: 'later' }
  }
}

function barred({ url }: WebdavAccount): SyncOutcome {
  return {
    ok: false,
    message: `The browser does not let Gloss ask ${new URL(url).host}. Your list is kept here; choose “Connect again” to allow it.`,
    again: 'when told',
  }
}

function afterRound(before: DevicesState, outcome: SyncOutcome, tools: DeviceTools): DevicesState {
  const at = tools.now()
  const { engine, account, lastSuccess } = before
  const chosen = { engine, ...(account && { account }) }
  if (outcome.ok)
    return { ...chosen, last: { at, ok: true, said: outcome.said }, lastSuccess: at, failures: 0 }
  const failures = before.failures + 1
  return {
    ...chosen,
    last: { at, ok: false, said: [outcome.message] },
    ...(lastSuccess !== undefined && { lastSuccess }),
    failures,
    ...(outcome.again === 'when told'
      ? { stopped: true as const }
      : { retryAt: at + Math.max(outcome.retryAfter ?? 0, waitAfter(failures, tools.random())) }),
  }
}

/** How long to wait after so many failures in a row: twice as long each time, and no two devices in step. */
function waitAfter(failures: number, random: number): number {
  return Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** (failures - 1)) * (0.75 + random / 2)
}
