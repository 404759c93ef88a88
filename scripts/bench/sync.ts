// Measures syncing in the built extension in Chromium, over local HTTPS: the default digest from real bodies, and
// following feeds of several sizes. Prints one table, and all figures as one line of JSON last.
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { cpus, loadavg, tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { machineLine } from './search/report.ts'
import { browserVersion } from './search/session.ts'
import { type DaysFigures, measureDays } from './sync/days.ts'
import { copyExtension } from './sync/extension.ts'
import { FeedHost, PAPERS_A_SHARD, writeShards } from './sync/feed.ts'
import { belowTable, table } from './sync/report.ts'
import { measureShards, type ShardsFigures } from './sync/shards.ts'

const SIZES = [10_000, 30_000, 100_000]
const PARTS = ['days', 'feed']
const root = resolve(import.meta.dirname, '../..')
const [executable = '', records = '', bodies = '', ...asked] = process.argv.slice(2)

const { sizes, parts } = readArguments(asked)
const folder = mkdtempSync(join(tmpdir(), 'gloss-bench-'))
const failures: string[] = []
try {
  const extension = join(folder, 'extension')
  copyExtension(root, extension)
  const machine = machineLine(browserVersion(executable))
  console.log(machine)
  const load = loadavg()[0] ?? 0
  if (load > cpus().length / 2)
    console.warn(
      `The machine is busy with other things (load ${load.toFixed(1)}): it will seem slower than it is.`,
    )
  const days = parts.includes('days') ? await daysFigures({ executable, extension }) : undefined
  const feeds = parts.includes('feed') ? await feedFigures({ executable, extension }) : []
  if (days || feeds.length > 0) console.log(`\n${table(days, feeds)}\n\n${belowTable(days, feeds)}`)
  for (const failure of failures) console.error(`\n${failure}`)
  console.log(JSON.stringify({ bench: 'sync', machine, load, days: days ?? null, feeds }))
} finally {
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
}
if (failures.length > 0) process.exitCode = 1

async function daysFigures(setup: { executable: string; extension: string }) {
  if (!existsSync(bodies)) {
    failures.push(`There are no real bodies in ${bodies}: the default digest was not measured.`)
    return undefined
  }
  return attempt<DaysFigures>('The default digest', () => measureDays(setup, bodies))
}

/** Measures a feed of each size; what goes wrong with one is told at the end and does not keep the others from it. */
async function feedFigures(setup: { executable: string; extension: string }): Promise<ShardsFigures[]> {
  const shardFolder = join(folder, 'shards')
  const shards = await writeShards(records, shardFolder, Math.max(...sizes))
  const feeds: ShardsFigures[] = []
  for (const size of sizes) {
    const feed = new FeedHost(shardFolder, shards.slice(0, Math.ceil(size / PAPERS_A_SHARD)))
    const figures = await attempt(`A feed of ${feed.papers} papers`, () => measureShards(setup, feed))
    if (figures) feeds.push(figures)
  }
  return feeds
}

async function attempt<T>(what: string, measure: () => Promise<T>): Promise<T | undefined> {
  const start = performance.now()
  try {
    const figures = await measure()
    console.error(`${what}: measured in ${Math.round((performance.now() - start) / 1000)} s`)
    return figures
  } catch (error) {
    console.error(`${what}: failed after ${Math.round((performance.now() - start) / 1000)} s`)
    failures.push(`${what} could not be measured: ${error instanceof Error ? error.message : String(error)}`)
    return undefined
  }
}

/** Sizes and, for trying things out, parts; all of either where none is named. */
function readArguments(words: readonly string[]) {
  const sizes = words.filter(word => /^[1-9]\d*$/.test(word)).map(Number)
  const named = words.filter(word => !/^[1-9]\d*$/.test(word))
  const unknown = named.find(name => !PARTS.includes(name))
  if (unknown) {
    console.error(`"${unknown}" is neither a number of papers nor a part. Parts: ${PARTS.join(', ')}`)
    process.exit(1)
  }
  return {
    sizes: (sizes.length > 0 ? sizes : SIZES).toSorted((a, b) => a - b),
    parts: named.length > 0 ? named : PARTS,
  }
}
