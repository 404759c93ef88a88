import type { Entry } from '../../entries/entry'
import { parseEntry } from '../../entries/schema'
import { startsLikeHtml } from '../../http-text'
import { z } from '../../zod'
import { parseRules, type SharedRules } from '../rules'
import { newSalt, seal, sealSchema, unseal } from '../sealed'
import { gunzip, gzip, sha256 } from './gzip'

/**
 * A file that devices leave for each other: one line of JSON that says what follows, then the list as JSON, compressed
 * where that pays, and sealed where the reader chose a passphrase.
 */
const FORMAT = 'gloss-sync/1'
/** The first line is shorter than this; so much is read to see whether a file is the one that is known. */
export const HEAD_BYTES = 2048
/** Below this, compressing saves nothing that counts, and a reader can see what is in the file. */
const PLAIN_BYTES = 1000
const MOST_UNPACKED = 400 * 1024 * 1024

const headSchema = z.object({
  format: z.literal(FORMAT),
  /** The device that wrote it. */
  device: z.string().check(z.regex(/^[0-9a-z]{8}$/)),
  /** Names the write, so that a device knows its own again. */
  writer: z.string().check(z.regex(/^[0-9a-f]{32}$/)),
  /** By the clock of the device, in milliseconds. */
  written: z.number(),
  /** What the reader calls the device; left out of what is sealed. */
  name: z.optional(z.string().check(z.maxLength(100))),
  /** Of what follows the first line: its length, and its SHA-256 in hex. */
  bytes: z.int().check(z.gte(0)),
  sum: z.string().check(z.regex(/^[0-9a-f]{64}$/)),
  packed: z.optional(z.literal('gzip')),
  sealed: z.optional(sealSchema),
})

/** What the first line of a file says. */
export type Head = z.infer<typeof headSchema>

const contentSchema = z.object({ entries: z.array(z.unknown()), rules: z.optional(z.unknown()) })

/** What a file says of the list. */
export interface Content {
  readonly entries: readonly Entry[]
  readonly rules: SharedRules
  /** Entries that this version of Gloss does not understand; who writes the file anew leaves them in it. */
  readonly strange: readonly unknown[]
}

/** A file that was read, or why it cannot be. */
export type ReadFile =
  | { readonly kind: 'whole'; readonly head: Head; readonly content: Content; readonly size: number }
  | {
      readonly kind:
        | 'damaged'
        | 'newer'
        | 'web page'
        | 'not ours'
        | 'sealed'
        | 'not sealed'
        | 'other passphrase'
    }

/** A text for `content`, the same for the same list. */
export function contentText(
  content: Pick<Content, 'entries'> & Partial<Pick<Content, 'strange' | 'rules'>>,
): string {
  const { strange = [], rules = {} } = content
  const entries = [...content.entries.toSorted((a, b) => (a.key < b.key ? -1 : 1)), ...strange]
  return JSON.stringify({ entries, ...(Object.keys(rules).length > 0 && { rules }) })
}

/** Who writes a file, and how. */
export interface Writing {
  /** Its name in the folder. */
  readonly file: string
  readonly device: string
  readonly writer: string
  readonly now: number
  readonly name?: string | undefined
  readonly passphrase?: string | undefined
  /** As in the other files of the folder, where it has some. */
  readonly salt?: string | undefined
}

/** The bytes of a file with this text. */
export async function writeFile(
  text: string,
  writing: Writing,
): Promise<{ readonly head: Head; readonly bytes: Uint8Array<ArrayBuffer> }> {
  const { file, device, writer, now, name, passphrase, salt } = writing
  const plain = new TextEncoder().encode(text)
  const packs = passphrase !== undefined || plain.length > PLAIN_BYTES
  let body = packs ? await gzip(plain) : plain
  const sealed =
    passphrase === undefined ? undefined : await seal(body, passphrase, salt ?? newSalt(), placeOf(file))
  if (sealed) body = sealed.bytes
  const head: Head = {
    format: FORMAT,
    device,
    writer,
    written: now,
    ...(name && !sealed && { name: name.slice(0, 100) }),
    bytes: body.length,
    sum: await sha256(body),
    ...(packs && { packed: 'gzip' as const }),
    ...(sealed && { sealed: sealed.seal }),
  }
  const line = new TextEncoder().encode(`${JSON.stringify(head)}\n`)
  const bytes = new Uint8Array(line.length + body.length)
  bytes.set(line)
  bytes.set(body, line.length)
  return { head, bytes }
}

/** What the first line of a file says, from its first `HEAD_BYTES` or more; undefined where it is not one of Gloss's. */
export function headOf(bytes: Uint8Array<ArrayBuffer>): Head | undefined {
  const end = bytes.subarray(0, HEAD_BYTES).indexOf(10)
  const parsed = z.safeParse(headSchema, end < 0 ? undefined : parseJson(bytes.subarray(0, end)))
  return parsed.success ? parsed.data : undefined
}

/** Whether a file of so many bytes is as long as its first line says. */
export function isWhole(head: Head, bytes: Uint8Array<ArrayBuffer>, size: number): boolean {
  return size === bytes.indexOf(10) + 1 + head.bytes
}

/** Reads a file, and believes it only where it is whole, known, and sealed as the reader wants it. */
export async function readFile(
  bytes: Uint8Array<ArrayBuffer>,
  file: string,
  passphrase: string | undefined,
): Promise<ReadFile> {
  const head = headOf(bytes)
  if (!head) return { kind: strangerOf(bytes) }
  const body = bytes.subarray(bytes.indexOf(10) + 1)
  if (body.length !== head.bytes || (await sha256(body)) !== head.sum) return { kind: 'damaged' }
  if (head.sealed && passphrase === undefined) return { kind: 'sealed' }
  if (!head.sealed && passphrase !== undefined) return { kind: 'not sealed' }
  const open =
    head.sealed && passphrase !== undefined
      ? await unseal(body, passphrase, head.sealed, placeOf(file))
      : body
  if (!open) return { kind: 'other passphrase' }
  const plain = head.packed ? await gunzip(open, MOST_UNPACKED) : open
  const parsed = z.safeParse(contentSchema, plain && parseJson(plain))
  if (!plain || !parsed.success) return { kind: 'damaged' }
  const read = parsed.data.entries.map(value => ({ value, entry: parseEntry(value) }))
  return {
    kind: 'whole',
    head,
    size: plain.length,
    content: {
      entries: read.flatMap(({ entry }) => entry ?? []),
      strange: read.flatMap(({ value, entry }) => (entry ? [] : [value])),
      rules: parseRules(parsed.data.rules ?? {}) ?? {},
    },
  }
}

/** Where a sealed file belongs: under another name it does not open. */
function placeOf(file: string): string {
  return `${FORMAT}\n${file}`
}

/** What a file is that does not begin as this version of Gloss writes it. */
function strangerOf(bytes: Uint8Array<ArrayBuffer>): 'damaged' | 'newer' | 'web page' | 'not ours' {
  const start = new TextDecoder().decode(bytes.subarray(0, HEAD_BYTES))
  const version = /^\s*\{[^}]*?"format"\s*:\s*"gloss-sync\/(\d+)"/.exec(start)?.[1]
  if (version !== undefined) return `gloss-sync/${version}` === FORMAT ? 'damaged' : 'newer'
  // Cut off before it says what it is, or the zeros that a file system leaves where the power failed.
  if (bytes.every(byte => byte === 0) || '{"format":"gloss-sync/'.startsWith(start)) return 'damaged'
  return startsLikeHtml(bytes) ? 'web page' : 'not ours'
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    return undefined
  }
}
