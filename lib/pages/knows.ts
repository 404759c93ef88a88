import { readShipped } from '../extension'
import { FLAGS, yearOfPacked } from '../search/facts'
import type { IndexReader } from '../search/index-reader'

/** What the index says of the papers as a whole. */
export interface KnownPapers {
  readonly papers: number
  readonly summarised: number
  /** With code, by a digest's word. */
  readonly code: number
  /** The years of the oldest and the newest paper; left out where no paper has a date. */
  readonly years?: readonly [from: number, to: number]
}

/** A file of numbers that Gloss learned by before it was shipped. */
export interface ShippedModel {
  readonly file: string
  readonly bytes: number
  /** The first letters of its SHA-256: whoever trains it again gets the same. */
  readonly fingerprint: string
}

const MODELS = ['term-vectors.bin', 'topic-model.bin', 'summary-model.bin'] as const
const FINGERPRINT_LENGTH = 12

/** Counts the papers of an index that are not dead. */
export function knownPapers({
  size,
  dead,
  flags,
  dates,
}: Pick<IndexReader, 'size' | 'dead' | 'flags' | 'dates'>): KnownPapers {
  let [papers, summarised, code, first, last] = [0, 0, 0, Number.POSITIVE_INFINITY, 0]
  for (let document = 0; document < size; document++) {
    if (dead[document]) continue
    papers++
    const flag = flags[document] ?? 0
    if (flag & FLAGS.summary) summarised++
    if (flag & FLAGS.code) code++
    const date = dates[document] ?? 0
    if (date > 0) [first, last] = [Math.min(first, date), Math.max(last, date)]
  }
  const [from, to] = [yearOfPacked(last > 0 ? first : 0), yearOfPacked(last)]
  return {
    papers,
    summarised,
    code,
    ...(from !== undefined && to !== undefined && { years: [from, to] as const }),
  }
}

/** The models that ship with Gloss. One that cannot be read is left out. */
export async function shippedFiles(): Promise<ShippedModel[]> {
  const files = await Promise.all(
    MODELS.map(async file => {
      try {
        const bytes = await readShipped(file)
        return [{ file, bytes: bytes.byteLength, fingerprint: await fingerprintOf(bytes) }]
      } catch {
        return []
      }
    }),
  )
  return files.flat()
}

async function fingerprintOf(bytes: ArrayBuffer): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
  return Array.from(digest, byte => byte.toString(16).padStart(2, '0'))
    .join('')
    .slice(0, FINGERPRINT_LENGTH)
}
