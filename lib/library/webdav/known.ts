import type { GlossDatabase } from '../../corpus/database'
import type { PaperId } from '../../papers/identifier'
import { z } from '../../zod'
import { parseRules, type SharedRules } from '../rules'
import { readState, writeState } from '../shared-state'

/** What was last known of one file. */
export interface KnownFile {
  /** Its entity tag, where that is sure to stay with this version alone. */
  readonly etag?: string | undefined
  /** Its sum, by which it is known where the tag says nothing; left out where it could not be read. */
  readonly sum?: string | undefined
  /** Characters in it that the snapshot does not say. */
  readonly pending: number
}

/** What this device knows of a folder from its last round. */
export interface Known {
  /** Tells one account from another, and one passphrase. */
  readonly account: string
  /** Up to this revision `ahead` holds. */
  readonly rev: number
  /** Entries of which this device has to say something, until the snapshot does. */
  readonly ahead: readonly PaperId[]
  /** The rules that the snapshot says. */
  readonly rules: SharedRules
  readonly files: Readonly<Record<string, KnownFile>>
  /** Names of the last writes of this device's own file, also of those whose answer never came. */
  readonly writers: readonly string[]
  /** What its own file says, as a sum of the text; left out where that is not sure. */
  readonly own?: string | undefined
  /** Since when files say what the snapshot does not, in milliseconds by this device's clock. */
  readonly pendingSince?: number | undefined
  /** The salt of the folder. */
  readonly salt?: string | undefined
}

const KEY = 'webdav'
/** Writes whose names are kept: answers to so many in a row may be lost. */
const WRITERS = 8

const knownSchema = z.object({
  account: z.string(),
  rev: z.int(),
  // As they are in the database: one that is not an identifier any more must not make all be forgotten.
  ahead: z.array(z.custom<PaperId>(value => typeof value === 'string')),
  rules: z.unknown(),
  files: z.record(
    z.string(),
    z.object({ etag: z.optional(z.string()), sum: z.optional(z.string()), pending: z.number() }),
  ),
  writers: z.array(z.string()),
  own: z.optional(z.string()),
  pendingSince: z.optional(z.number()),
  salt: z.optional(z.string()),
})

/** What is known of the folder of an account: nothing where it is another one than the last time. */
export async function readKnown(db: GlossDatabase, account: string): Promise<Known> {
  const parsed = z.safeParse(knownSchema, await readState(db, KEY))
  const writers = parsed.success ? parsed.data.writers : []
  if (parsed.success && parsed.data.account === account)
    return { ...parsed.data, rules: parseRules(parsed.data.rules) ?? {} }
  // Whose the own file is stays known: it may be the same folder under another password.
  return { account, rev: 0, ahead: [], rules: {}, files: {}, writers }
}

/** Keeps what is known for the next turn or round. */
export async function writeKnown(db: GlossDatabase, known: Known): Promise<void> {
  await writeState(db, KEY, known)
}

/** `known` before a write of the own file that goes by the name of `writer`. */
export function aboutToWrite(known: Known, writer: string): Known {
  return { ...known, writers: [...known.writers, writer].slice(-WRITERS), own: undefined }
}
