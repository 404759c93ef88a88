import { createHash } from 'node:crypto'
import { createReadStream, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import type { IncomingMessage } from 'node:http'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { createGunzip } from 'node:zlib'
import { addDays, type Day } from '../../../lib/time.ts'
import type { StandInAnswer } from '../../stand-in.ts'
import type { Named } from './search-probe.ts'

export const FEED_HOST = 'digest.example'
export const FEED_URL = `https://${FEED_HOST}/digest.json`
export const FEED_TITLE = 'Bench digest'
export const PAPERS_A_SHARD = 500
const DAYS_A_SHARD = 10
const PAPERS_A_DAY = PAPERS_A_SHARD / DAYS_A_SHARD
/** Characters; one of the records has all its authors in one name, which the format does not allow. */
const MAX_NAME = 500
const HEADER = {
  format: 'gloss-digest/1',
  id: 'bench-digest',
  title: FEED_TITLE,
  homepage: `https://${FEED_HOST}/`,
}

interface Record {
  readonly id: string
  readonly title: string
  readonly abstract?: string
  readonly authors?: readonly string[]
  readonly published?: Day
  readonly categories?: readonly string[]
}

/** A shard on disk. */
interface Shard {
  readonly file: string
  readonly sha256: string
  readonly papers: number
  readonly from: Day
  readonly to: Day
  /** Its papers' identifiers, for finding out whether all have arrived. */
  readonly ids: readonly string[]
}

/**
 * Writes the first records of a packed file of JSON lines as shards of a `gloss-digest/1` feed, the newest days first.
 * Records are read as a stream: one shard is in memory at a time.
 */
export async function writeShards(records: string, folder: string, papers: number): Promise<Shard[]> {
  mkdirSync(folder, { recursive: true })
  const today = new Date().toISOString().slice(0, 10)
  const shards: Shard[] = []
  let batch: Record[] = []
  const flush = () => {
    if (batch.length > 0) shards.push(writeShard(folder, shards.length, today, batch))
    batch = []
  }
  let left = papers
  const lines = createInterface({ input: createReadStream(records).pipe(createGunzip()) })
  for await (const line of lines) {
    if (left-- <= 0) break
    batch.push(JSON.parse(line))
    if (batch.length === PAPERS_A_SHARD) flush()
  }
  flush()
  if (left > 0) throw new Error(`${records} holds ${papers - left} records and ${papers} were asked for`)
  return shards
}

function writeShard(folder: string, number: number, today: Day, records: readonly Record[]): Shard {
  const to = addDays(today, -number * DAYS_A_SHARD)
  const papers = records.map((record, place) => ({
    id: `arxiv:${record.id}`,
    title: record.title,
    ...(record.abstract && { abstract: record.abstract }),
    ...(record.authors?.length && { authors: record.authors.filter(name => name.length <= MAX_NAME) }),
    ...(record.published && { published: record.published }),
    ...(record.categories?.length && { categories: record.categories }),
    listed: { day: addDays(to, -Math.floor(place / PAPERS_A_DAY)), rank: 1 + (place % PAPERS_A_DAY) },
  }))
  const file = `shard-${String(number).padStart(3, '0')}.json`
  const body = JSON.stringify({ ...HEADER, updated: `${to}T00:00:00Z`, papers })
  writeFileSync(join(folder, file), body)
  return {
    file,
    sha256: sha256(body),
    papers: papers.length,
    from: addDays(to, 1 - DAYS_A_SHARD),
    to,
    ids: papers.map(({ id }) => id),
  }
}

/** A request to the feed's host that was answered. */
export interface FeedRequest {
  readonly at: number
  readonly path: string
  readonly status: number
  readonly bytes: number
}

/** A static host that serves a manifest and the first of the shards that were written. */
export class FeedHost {
  readonly requests: FeedRequest[] = []
  readonly shards: readonly Shard[]
  readonly #folder: string
  /** Bodies that differ from those on disk, by file. */
  readonly #changed = new Map<string, string>()
  #updated = new Date().toISOString()

  constructor(folder: string, shards: readonly Shard[]) {
    this.#folder = folder
    this.shards = shards
  }

  get papers(): number {
    return this.shards.reduce((sum, shard) => sum + shard.papers, 0)
  }

  /** The file that a shard lies in. */
  fileOf({ file }: Shard): string {
    return join(this.#folder, file)
  }

  /** The answer to a request of the feed's host; null for other hosts. */
  async answer(url: URL, request: IncomingMessage): Promise<StandInAnswer | null> {
    if (url.hostname !== FEED_HOST) return null
    const found = await this.#find(url.pathname.slice(1))
    const etag = `"${found?.sum.slice(0, 32)}"`
    const known = request.headers['if-none-match']?.includes(etag)
    const status = !found ? 404 : known ? 304 : 200
    const length = Buffer.byteLength(found?.body ?? '')
    this.requests.push({ at: Date.now(), path: url.pathname, status, bytes: status === 200 ? length : 0 })
    if (!found) return { status }
    const headers = {
      'content-type': 'application/json; charset=utf-8',
      etag,
      'cache-control': 'max-age=600',
    }
    // A 304 tells the length of what it stands for, and has no body.
    return known
      ? { status, headers: { ...headers, 'content-length': String(length) } }
      : { status, headers, body: found.body }
  }

  async #find(file: string): Promise<{ readonly body: string | Buffer; readonly sum: string } | undefined> {
    const changed = file === 'digest.json' ? this.#manifest() : this.#changed.get(file)
    if (changed) return { body: changed, sum: sha256(changed) }
    const shard = this.shards.find(shard => shard.file === file)
    return shard && { body: await readFile(join(this.#folder, file)), sum: shard.sha256 }
  }

  #manifest(): string {
    const shards = this.shards.map(({ file, sha256: sum, papers, from, to }) => {
      const changed = this.#changed.get(file)
      return { url: file, sha256: changed ? sha256(changed) : sum, papers, from, to }
    })
    return JSON.stringify({ ...HEADER, updated: this.#updated, shards })
  }

  /** The papers of the newest shard. */
  newestPapers(): readonly Named[] {
    return this.#read(0).papers
  }

  /** Gives one paper in the middle of the feed another title; returns it as it is now. */
  changeOnePaper(): Named {
    const middle = Math.floor(this.shards.length / 2)
    const shard = this.#read(middle)
    const place = Math.floor(shard.papers.length / 2)
    const paper = shard.papers[place]
    const file = this.shards[middle]?.file
    if (!paper || !file) throw new Error('The feed has no paper to change')
    const now = { ...paper, title: `${paper.title}, revised` }
    this.#updated = new Date().toISOString()
    const papers = shard.papers.with(place, now)
    this.#changed.set(file, JSON.stringify({ ...shard, updated: this.#updated, papers }))
    return now
  }

  #read(shard: number): { readonly papers: Named[] } {
    const file = this.shards[shard]?.file ?? ''
    return JSON.parse(this.#changed.get(file) ?? readFileSync(join(this.#folder, file), 'utf8'))
  }
}

function sha256(body: string | Buffer): string {
  return createHash('sha256').update(body).digest('hex')
}
