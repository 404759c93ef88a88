import { z } from '../zod'
import { fault } from './gloss-digest-entries'
import { type Shard, shardSchema } from './gloss-digest-format'
import { MalformedBody, type Note } from './source'

type Wanted = Pick<Shard, 'url' | 'sha256'>

/** More than a feed of one shard a day has in 27 years. */
const MAX_SHARDS = 10_000

/** Of a root's note, what planning needs: its shards where it is a manifest, in the order to fetch them. */
const rootNoteSchema = z.object({
  shards: z.optional(
    z.array(z.object({ url: z.string().check(z.regex(/^https?:\/\//)), sha256: z.string() })),
  ),
})
const shardNoteSchema = z.object({ sha256: z.string() })

/**
 * The shards of a manifest that came from `base`, those with the newest papers first, each once and with its whole
 * address, and a sentence for each that cannot be followed. Gloss has leave for the manifest's own host only.
 */
export function readManifest(raw: readonly unknown[], base: string) {
  const shards = new Map<string, Shard>()
  const rejected: string[] = []
  for (const [index, one] of raw.slice(0, MAX_SHARDS).entries()) {
    const shard = z.safeParse(shardSchema, one)
    const problem = shard.success
      ? addressProblem(shard.data.url, base)
      : fault(one, shard.error.issues[0]?.path ?? [], 'shard')
    if (problem) rejected.push(`Shard ${index + 1} ${problem}`)
    else if (shard.success) {
      const url = addressOf(shard.data.url, base)?.href ?? ''
      if (!shards.has(url)) shards.set(url, { ...shard.data, url })
    }
  }
  if (raw.length > MAX_SHARDS)
    rejected.push(`${raw.length - MAX_SHARDS} shards after the first ${MAX_SHARDS} were left out`)
  if (shards.size === 0 && rejected[0])
    throw new MalformedBody(`None of its shards can be followed: ${rejected[0]}`)
  return { shards: [...shards.values()].sort(newestFirst), rejected }
}

/** Notes are as they were for as long as they are handed in; a manifest's is read once, not before each of its shards. */
const readNotes = new WeakMap<Note, readonly Wanted[] | null>()

/** The shards that a root's note names: none where it is one file, null where the note is damaged. */
export function shardsOfNote(note: Note | undefined): readonly Wanted[] | null {
  if (!note) return []
  if (typeof note !== 'object') return null
  const known = readNotes.get(note)
  if (known !== undefined) return known
  const read = z.safeParse(rootNoteSchema, note)
  const shards = read.success ? (read.data.shards ?? []) : null
  readNotes.set(note, shards)
  return shards
}

/** The SHA-256 of a shard as it was last read; undefined where it never was, or its note is damaged. */
export function shardOfNote(note: Note | undefined): string | undefined {
  return z.safeParse(shardNoteSchema, note).data?.sha256
}

function addressOf(text: string, base: string): URL | null {
  const url = URL.parse(text, base)
  if (url) url.hash = ''
  return url
}

/** Why a shard cannot be fetched from there, as the end of a sentence; undefined where it can. */
function addressProblem(text: string, base: string): string | undefined {
  const url = addressOf(text, base)
  const { host, protocol } = new URL(base)
  if (!url || !/^https?:$/.test(url.protocol) || url.username || url.password) return 'has no http(s) address'
  if (url.host !== host) return `lies on ${url.host}, and Gloss may ask only ${host} for this digest`
  if (url.protocol === 'http:' && protocol === 'https:')
    return 'is to be fetched by http, its manifest by https'
  return undefined
}

/** By the last day they hold; those that do not say come last, and otherwise the manifest's order stays. */
function newestFirst(a: Shard, b: Shard): number {
  const [x, y] = [a.to ?? '', b.to ?? '']
  return x > y ? -1 : x < y ? 1 : 0
}
