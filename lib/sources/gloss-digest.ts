import { oneLine } from '../papers/one-line'
import type { Paper, Seen } from '../papers/paper'
import { HOUR } from '../time'
import { z } from '../zod'
import { isDue, isWaiting } from './daily'
import { fault, readEntries } from './gloss-digest-entries'
import { FORMAT, openFeedSchema, openShardSchema } from './gloss-digest-format'
import { readManifest, shardOfNote, shardsOfNote } from './gloss-digest-manifest'
import { jsonOf } from './json'
import { type Body, MalformedBody, type Reading, type Source, type Step } from './source'

/** How long a feed, or the manifest of one, is taken to be as it was. */
const ROOT_INTERVAL = 6 * HOUR

/** What anyone can publish as static files in the format `gloss-digest/1`; see docs/publish.md. */
export const glossDigest: Source = {
  kind: 'gloss-digest',
  name: 'Gloss digest',
  accept: 'application/json',
  sniff,
  plan({ digest, now, marks }) {
    const root = marks.get('')
    const shards = shardsOfNote(root?.note)
    // A note that was damaged is written anew.
    const due = shards === null || isDue(root?.fetched, ROOT_INTERVAL, now)
    if (due && !isWaiting(root?.retryAt, now)) return { part: '', url: () => digest.url }
    const wanted = shards?.find(({ url, sha256 }) => {
      const mark = marks.get(url)
      return shardOfNote(mark?.note) !== sha256 && !isWaiting(mark?.retryAt, now)
    })
    if (!wanted) return null
    const { url, sha256 } = wanted
    return { part: url, url: () => url, sha256, ahead: true }
  },
  read: (body, step, digest, seen) =>
    step.part === '' ? readRoot(body, digest.id, seen) : readShard(body, step, digest.id, seen),
}

/** A feed in one file, read: its name, its papers, and a sentence for each entry that could not be read. */
export interface Feed {
  /** What the feed calls itself; nothing is filed under it. */
  readonly id: string
  readonly title: string
  readonly homepage?: string
  readonly updated: Seen
  readonly papers: readonly Paper[]
  readonly rejected: readonly string[]
}

/**
 * Reads a one-file feed; its papers are filed under `digest`, whatever the feed calls itself. An entry that is not as
 * the schema says is left out and named in `rejected`; a paper listed on several days has an entry for each, and is one
 * paper. `now`, in seconds, is the latest time that what it says can be from. Throws `MalformedBody` when the file is no
 * such feed.
 */
export function parseFeed(body: unknown, digest: string, now: Seen = Number.POSITIVE_INFINITY): Feed {
  const { id, title, homepage, updated, papers } = openFeed(body)
  if (!papers) throw new MalformedBody('The feed is a manifest of shards, which has no papers of its own')
  const seen = secondsOf(updated)
  return {
    id,
    title,
    ...(homepage && { homepage }),
    updated: seen,
    ...readEntries(papers, digest, Math.min(seen, now)),
  }
}

function sniff(body: Body) {
  // Most bodies that are asked are web pages and feeds: they are told by a glance.
  if (!/^\s*\{/.test(body.text)) return null
  let value: unknown
  try {
    value = JSON.parse(body.text)
  } catch {
    return null
  }
  if (!formatOf(value)?.startsWith('gloss-digest/')) return null
  const { title, homepage } = openFeed(value)
  const url = new URL(body.url)
  url.hash = ''
  return { kind: glossDigest.kind, url: url.href, title, ...(homepage && { homepage }) }
}

function readRoot(body: Body, digest: string, seen: Seen): Reading {
  const value = jsonOf(body)
  const { title, homepage, papers, shards } = openFeed(value)
  const named = { title, ...(homepage && { homepage }) }
  if (!shards) return { ...named, ...checked(parseFeed(value, digest, seen)), note: {}, parts: [''] }
  const read = readManifest(shards, body.url)
  const beside = papers?.length ? ['The papers beside the shards were not read'] : []
  return {
    ...named,
    papers: [],
    total: read.shards.reduce((sum, shard) => sum + shard.papers, 0),
    rejected: [...read.rejected, ...beside],
    note: { shards: read.shards },
    parts: ['', ...read.shards.map(({ url }) => url)],
  }
}

/** A shard: a feed in one file, an object with the papers alone, or the list of them. */
function readShard(body: Body, step: Step, digest: string, seen: Seen): Reading {
  const value = jsonOf(body)
  const shard = z.safeParse(openShardSchema, Array.isArray(value) ? { papers: value } : value)
  if (shard.data?.shards !== undefined) throw new MalformedBody('The shard names further shards')
  if (!shard.success) throw new MalformedBody(problemOf(value, 'The shard', shard.error.issues[0]?.path))
  if (!shard.data.papers) throw new MalformedBody('The shard has no "papers"')
  const { updated, papers } = shard.data
  const observed = updated === undefined ? seen : Math.min(secondsOf(updated), seen)
  return {
    ...checked(readEntries(papers, digest, observed)),
    ...(step.sha256 && { note: { sha256: step.sha256 } }),
  }
}

/** What was read, unless it is nothing of all there was. */
function checked({ papers, rejected }: Pick<Reading, 'papers' | 'rejected'>) {
  if (papers.length === 0 && rejected[0])
    throw new MalformedBody(`None of its papers could be read: ${rejected[0]}`)
  const ordered = papers.length > 0 && !papers.some(paper => paper.listings.some(({ day }) => day))
  return { papers, rejected, ...(ordered && { ordered }) }
}

/** A feed whose header is as it should be; its papers or shards are still to be read. */
function openFeed(value: unknown) {
  const feed = z.safeParse(openFeedSchema, value)
  if (!feed.success) throw new MalformedBody(problemOf(value, 'The feed', feed.error.issues[0]?.path))
  if (!feed.data.papers && !feed.data.shards)
    throw new MalformedBody('The feed has neither "papers" nor "shards"')
  return { ...feed.data, title: oneLine(feed.data.title) }
}

/** Why `value` cannot be read, in a sentence about `what`. */
function problemOf(value: unknown, what: string, path: readonly PropertyKey[] = []): string {
  const format = formatOf(value)
  if (format?.startsWith('gloss-digest/') && format !== FORMAT)
    return `${what} is written in ${format.slice(0, 40)}, a format of a newer Gloss`
  return format === FORMAT && path.length > 0
    ? `${what} ${fault(value, path, 'feed')}`
    : `${what} is not in the format ${FORMAT}`
}

function formatOf(value: unknown): string | undefined {
  const format = typeof value === 'object' && value !== null && 'format' in value ? value.format : undefined
  return typeof format === 'string' ? format : undefined
}

function secondsOf(iso: string): Seen {
  return Math.max(0, Math.floor(Date.parse(iso) / 1000))
}
