// `npx node scripts/shard-digest.ts <feed.json> <folder> [--size 500]`: a feed in one file as a manifest and shards by
// month, to be put on a static host. A month that has not changed keeps its files to the byte. See docs/publish.md.
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { isDay } from '../lib/time.ts'

const USAGE = 'Use: npx node scripts/shard-digest.ts <feed.json> <folder> [--size 500]'
const MANIFEST = 'digest.json'
const SHARD_NAME = /^(?:\d{4}-\d{2}|undated)-\d+\.json$/
/** The order in which keys are written; others follow in that of the alphabet. */
const KEYS = (
  'format id ids title homepage updated shards url sha256 from to abstract authors published organization categories ' +
  'version comment journal summary summaryModel topics links code codeStars project listed day announced rank upvotes ' +
  'comments by papers'
).split(' ')

type Json = { readonly [key: string]: unknown }

interface Shard {
  readonly name: string
  readonly text: string
  readonly row: Json
  readonly newest: string
}

main()

function main(): void {
  const { values, positionals } = parsed()
  const [feedFile, folder] = positionals
  const size = Number(values.size)
  if (!feedFile || !folder || !Number.isInteger(size) || size < 1) fail(USAGE)
  const { papers, ...about } = readFeed(feedFile)
  const shards = shardsOf(papers, size)
  mkdirSync(folder, { recursive: true })
  const written = shards.filter(({ name, text }) => writeIfChanged(join(folder, name), text)).length
  // The manifest comes last: it must never name what is not there yet.
  const manifest = inOrder({ ...about, shards: shards.map(({ row }) => row) })
  writeIfChanged(join(folder, MANIFEST), `${JSON.stringify(manifest, null, 2)}\n`)
  const all = shards.length === 1 ? '1 shard' : `${shards.length} shards`
  console.log(`${papers.length} entries in ${all}, ${written} new or changed`)
  const names = new Set(shards.map(({ name }) => name))
  const old = readdirSync(folder).filter(name => SHARD_NAME.test(name) && !names.has(name))
  if (old.length > 0) console.log(`No longer part of it, and left where they are: ${old.join(', ')}`)
}

function parsed() {
  try {
    return parseArgs({ allowPositionals: true, options: { size: { type: 'string', default: '500' } } })
  } catch {
    return fail(USAGE)
  }
}

function readFeed(file: string): Json & { readonly papers: readonly Json[] } {
  if (!existsSync(file)) fail(`There is no file ${file}`)
  let feed: unknown
  try {
    feed = JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    fail(`${file} is not JSON`)
  }
  if (!isObject(feed) || feed.format !== 'gloss-digest/1') fail(`${file} is not a gloss-digest/1 feed`)
  const { papers } = feed
  if (!Array.isArray(papers)) fail(`${file} has no "papers"`)
  const odd = papers.findIndex(paper => !isObject(paper) || typeof paper.id !== 'string')
  if (odd >= 0) fail(`Entry ${odd + 1} of ${file} has no "id"`)
  return { ...feed, papers }
}

/**
 * Newest months first. Within a month the oldest entries come first, so that new ones go to its last shard and those
 * before it stay as they are; entries of one day keep the feed's order.
 */
function shardsOf(papers: readonly Json[], size: number): Shard[] {
  const months = Map.groupBy(papers, paper => dayOf(paper)?.slice(0, 7) ?? 'undated')
  const shards = [...months].flatMap(([month, entries]) => {
    const sorted = entries.toSorted((a, b) => compare(dayOf(a) ?? '', dayOf(b) ?? ''))
    const parts = Math.ceil(sorted.length / size)
    return Array.from({ length: parts }, (_, part) =>
      shardOf(`${month}-${part + 1}.json`, sorted.slice(part * size, (part + 1) * size)),
    )
  })
  return shards.sort((a, b) => compare(b.newest, a.newest))
}

/** A shard says nothing of when it was written: the same papers give the same bytes. */
function shardOf(name: string, entries: readonly Json[]): Shard {
  const lines = entries.map(entry => JSON.stringify(inOrder(entry)))
  const text = `{"format":"gloss-digest/1","papers":[\n${lines.join(',\n')}\n]}\n`
  const days = entries.flatMap(entry => dayOf(entry) ?? [])
  const [from, to] = [days[0], days.at(-1)]
  const row = {
    url: name,
    sha256: createHash('sha256').update(text).digest('hex'),
    papers: new Set(entries.map(({ id }) => id)).size,
    ...(from && to && { from, to }),
  }
  return { name, text, row, newest: to ?? '' }
}

/** The day an entry was listed, else the day it was published. */
function dayOf({ listed, published }: Json): string | undefined {
  const day = isObject(listed) && listed.day !== undefined ? listed.day : published
  return typeof day === 'string' && isDay(day) ? day : undefined
}

/** The same value with the keys of its objects in one order, however its writer set them. */
function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder)
  if (!isObject(value)) return value
  const place = (key: string) => (KEYS.includes(key) ? KEYS.indexOf(key) : KEYS.length)
  const keys = Object.keys(value).sort((a, b) => place(a) - place(b) || compare(a, b))
  return Object.fromEntries(keys.map(key => [key, inOrder(value[key])]))
}

/** Whether it was written. A file that would be the same keeps its time, and its ETag with many servers. */
function writeIfChanged(file: string, text: string): boolean {
  if (existsSync(file) && readFileSync(file, 'utf8') === text) return false
  writeFileSync(file, text)
  return true
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

function fail(message: string): never {
  console.error(message)
  process.exit(1)
}
