import type { DigestRow } from '../corpus/database'
import type { SignalRow } from '../corpus/learned-rows'
import type { VisitRow } from '../corpus/library-rows'
import type { Entry } from '../entries/entry'
import { parseEntry } from '../entries/schema'
import { httpUrlSchema, paperIdSchema } from '../papers/schema'
import { z } from '../zod'
import { parseRules, type SharedRules } from './rules'

/** What a backup file calls itself, before the number of its version. */
export const BACKUP_FORMAT = 'gloss-backup/'
/** The version that is written. docs/backup.md tells what is in it. */
export const BACKUP_VERSION = 1

/** A backup as it was read: what of it is whole, and what is not. */
export interface Backup {
  /** Milliseconds; 0 where the file does not say. */
  readonly written: number
  readonly entries: readonly Entry[]
  readonly rules: SharedRules
  /** As `parseSettings` takes them; undefined where the file has none. */
  readonly settings?: Readonly<Record<string, unknown>>
  readonly digests: readonly DigestRow[]
  readonly signals: readonly SignalRow[]
  readonly visits: readonly VisitRow[]
  /** What could not be read, a sentence each. */
  readonly damaged: readonly string[]
  /** How the file came: as it was written, changed by hand or by a bad disk, or broken off. */
  readonly came: 'whole' | 'changed' | 'cut'
}

/** The parts of a backup file before anything is known of them but that they are JSON. */
export type RawBackup = Readonly<Record<string, unknown>>

/** A file that is no backup that can be read; the message is for the reader. */
export class UnreadableBackup extends Error {
  override readonly name = 'UnreadableBackup'
}

/** Makes of a file of one version one of the next; what is at place 0 takes version 1. */
export type Upgrade = (raw: RawBackup) => RawBackup

/** One for each version that there was before the one that is written: none is ever taken away. */
const UPGRADES: readonly Upgrade[] = []

/** More than anybody keeps; it guards against files that were made to fill the disk. */
const MAX_ENTRIES = 100_000
const MAX_ROWS = 100_000
/** Rows after which other work gets its turn: about 10 ms. */
const A_TURN = 50
const END_OF_TIME = Date.UTC(2100, 0, 1)

const timeSchema = z.number().check(z.gte(0), z.lte(END_OF_TIME))
const idsSchema = z.array(paperIdSchema).check(z.minLength(1), z.maxLength(200))
const digestSchema = z.object({
  digest: z.string().check(z.regex(/^[a-z0-9-]{1,64}$/)),
  kind: z.string().check(z.maxLength(40)),
  url: z.union([z.literal(''), httpUrlSchema.check(z.maxLength(2000))]),
  title: z.string().check(z.regex(/\S/), z.maxLength(500)),
  homepage: z.optional(httpUrlSchema),
  order: z.number(),
  paused: z.boolean(),
  keepMonths: z.optional(z.int().check(z.gte(1), z.lte(1200))),
  added: timeSchema,
})
const signalSchema = z.object({
  id: paperIdSchema,
  ids: idsSchema,
  kind: z.enum(['saved', 'read', 'skipped']),
  at: timeSchema,
})
const visitSchema = z.object({
  id: paperIdSchema,
  ids: idsSchema,
  title: z.optional(z.string().check(z.maxLength(5000))),
  at: timeSchema,
  count: z.int().check(z.gte(0)),
})

/** A digest as a backup keeps it: what the reader chose, not how far its removal or its retention has come. */
export function plainDigest(row: DigestRow): DigestRow {
  const { removing: _, sweep: __, ...plain } = row
  return plain
}

/** The parts as one of the version that is written, each older version made into the next in turn. */
export function upgraded(raw: RawBackup, version: number, upgrades = UPGRADES): RawBackup {
  return upgrades.slice(version - 1).reduce((parts, upgrade) => upgrade(parts), raw)
}

/** The number in "gloss-backup/1"; throws an `UnreadableBackup` where there is none, or one that is not known yet. */
export function versionOf(format: unknown): number {
  const found = typeof format === 'string' ? /^gloss-backup\/(\d{1,6})$/.exec(format)?.[1] : undefined
  const version = Number(found)
  if (!found || version < 1)
    throw new UnreadableBackup('This file is not a backup of Gloss. Nothing was changed.')
  if (version > BACKUP_VERSION)
    throw new UnreadableBackup(
      'This backup was written by a newer Gloss. Update Gloss and choose it again; nothing was changed.',
    )
  return version
}

/**
 * What the parts of a file hold. What is damaged is left out and named; other work gets its turn in between. `damaged` are
 * sentences of what was lost before.
 */
export async function parseBackup(
  raw: RawBackup,
  came: Backup['came'],
  damaged: readonly string[] = [],
): Promise<Backup> {
  const { format } = raw
  const { written, rules, settings, entries, digests, signals, visits } = upgraded(raw, versionOf(format))
  const lost = [...damaged]
  const time = typeof written === 'string' ? Date.parse(written) : Number.NaN
  const read = {
    rules: rules === undefined ? {} : parseRules(rules),
    settings: dataOf<Record<string, unknown>>(z.record(z.string(), z.unknown()), settings),
  }
  if (!read.rules) lost.push('The rules for tags are damaged.')
  if (settings !== undefined && !read.settings) lost.push('The settings are damaged.')
  return {
    written: Number.isFinite(time) && time >= 0 && time < END_OF_TIME ? time : 0,
    entries: await rowsOf(entries, MAX_ENTRIES, parseEntry, entryName, lost),
    rules: read.rules ?? {},
    ...(read.settings && { settings: read.settings }),
    digests: await rowsOf(digests, 1000, rowOf<DigestRow>(digestSchema), naming('Digest'), lost),
    signals: await rowsOf(signals, MAX_ROWS, rowOf<SignalRow>(signalSchema), naming('Signal'), lost),
    visits: await rowsOf(visits, MAX_ROWS, rowOf<VisitRow>(visitSchema), naming('Visit'), lost),
    damaged: lost,
    came,
  }
}

async function rowsOf<T>(
  raw: unknown,
  most: number,
  parse: (row: unknown) => T | null,
  name: (row: unknown, n: number) => string,
  lost: string[],
): Promise<T[]> {
  if (raw === undefined) return []
  if (!Array.isArray(raw)) {
    lost.push(`${name(undefined, 1)} and all after it are damaged.`)
    return []
  }
  const rows: T[] = []
  for (const [n, value] of raw.slice(0, most).entries()) {
    if (n % A_TURN === 0) await new Promise(resolve => setTimeout(resolve))
    const row = parse(value)
    if (row) rows.push(row)
    else lost.push(`${name(value, n + 1)} is damaged.`)
  }
  if (raw.length > most) lost.push(`Only the first ${most.toLocaleString('en')} of a list were read.`)
  return rows
}

/** What tells the reader which paper it was, as far as that can be read. */
function entryName(raw: unknown, n: number): string {
  const known = z.safeParse(
    z.object({
      key: z.optional(z.catch(z.string(), '')),
      paper: z.optional(z.catch(z.object({ title: z.string() }), { title: '' })),
    }),
    raw,
  ).data
  const said = (known?.paper?.title || known?.key || '').slice(0, 100)
  return said ? `Paper ${n} (“${said}”)` : `Paper ${n}`
}

function naming(what: string): (row: unknown, n: number) => string {
  return (_, n) => `${what} ${n}`
}

function rowOf<T>(schema: z.ZodMiniType): (row: unknown) => T | null {
  return row => dataOf<T>(schema, row)
}

function dataOf<T>(schema: z.ZodMiniType, row: unknown): T | null {
  const parsed = z.safeParse(schema, row)
  return parsed.success ? (parsed.data as T) : null
}
