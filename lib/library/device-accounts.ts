import type { GlossDatabase } from '../corpus/database'
import { httpUrlSchema } from '../papers/schema'
import { z } from '../zod'
import { readState, writeState } from './shared-state'

/** How this device meets the others. */
export const DEVICE_ENGINES = ['off', 'browser', 'webdav'] as const
export type DeviceEngine = (typeof DEVICE_ENGINES)[number]

/** A folder on a WebDAV server, and who may use it. Stays on this machine: no backup and no other device is told. */
export interface WebdavAccount {
  readonly url: string
  readonly user: string
  readonly password: string
  /** What the files are encrypted with; left out where they are not. */
  readonly passphrase?: string
}

/** How the last round with the other devices ended. */
export interface LastRound {
  /** Milliseconds. */
  readonly at: number
  readonly ok: boolean
  /** What did not fit or was mended; of a failure, what happened and what to do. A sentence each. */
  readonly said: readonly string[]
}

/** Which engine the reader chose, and how it stands. */
export interface DevicesState {
  readonly engine: DeviceEngine
  readonly account?: WebdavAccount
  /** When a round was begun that has not ended, in milliseconds. */
  readonly running?: number
  readonly last?: LastRound
  /** Milliseconds. */
  readonly lastSuccess?: number
  /** Failures in a row. */
  readonly failures: number
  /** Not before then, in milliseconds. */
  readonly retryAt?: number
  /** Set where it does not go on before the reader has done something. */
  readonly stopped?: true
}

export const OFF: DevicesState = { engine: 'off', failures: 0 }

const KEY = 'devices'

const accountSchema = z.object({
  url: httpUrlSchema.check(z.maxLength(2000)),
  user: z.string().check(z.maxLength(500)),
  password: z.string().check(z.maxLength(2000)),
  passphrase: z.optional(z.string().check(z.minLength(1), z.maxLength(2000))),
})
const stateSchema = z.object({
  engine: z.enum(DEVICE_ENGINES),
  account: z.optional(accountSchema),
  running: z.optional(z.number()),
  last: z.optional(z.object({ at: z.number(), ok: z.boolean(), said: z.array(z.string()) })),
  lastSuccess: z.optional(z.number()),
  failures: z.number(),
  retryAt: z.optional(z.number()),
  stopped: z.optional(z.literal(true)),
})

/** How this device meets the others; off where nothing was chosen, or where that cannot be read. */
export async function devicesState(db: GlossDatabase): Promise<DevicesState> {
  const parsed = z.safeParse(stateSchema, await readState(db, KEY))
  if (!parsed.success) return OFF
  const state = parsed.data as DevicesState
  return state.engine === 'webdav' && !state.account ? OFF : state
}

/** Chooses an engine, and begins anew with it; what is on the list stays either way. */
export async function chooseEngine(
  db: GlossDatabase,
  engine: DeviceEngine,
  account?: WebdavAccount,
): Promise<void> {
  await writeState(db, KEY, { engine, failures: 0, ...(account && { account }) })
}

/**
 * Notes how it stands, unless the reader chose something else meanwhile. `from` is what it was when the round began.
 */
export async function noteState(db: GlossDatabase, from: DevicesState, now: DevicesState): Promise<void> {
  await db.transaction('rw', db.libraryState, async () => {
    const state = await devicesState(db)
    if (sameChoice(state, from)) await writeState(db, KEY, now)
  })
}

function sameChoice(a: DevicesState, b: DevicesState): boolean {
  return a.engine === b.engine && JSON.stringify(a.account) === JSON.stringify(b.account)
}
