// Measures how long the margin takes to know what to say, in the built extension in Chromium over a corpus of real
// records, with the worker dead before each question and alive. Prints a table, and all figures as one line of JSON last.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { type AnswerTimes, measureNotes } from './notes/measure.ts'
import { machineLine } from './search/report.ts'
import { browserVersion } from './search/session.ts'
import { copyExtension } from './sync/extension.ts'
import { FeedHost, PAPERS_A_SHARD, writeShards } from './sync/feed.ts'

const SIZES = [10_000, 100_000]
const root = resolve(import.meta.dirname, '../..')
const [executable = '', records = '', ...asked] = process.argv.slice(2)
const wrong = asked.find(word => !/^[1-9]\d*$/.test(word))
if (wrong) {
  console.error(`"${wrong}" is no number of papers.`)
  process.exit(1)
}
const sizes = asked.length > 0 ? asked.map(Number) : SIZES

const folder = mkdtempSync(join(tmpdir(), 'gloss-bench-'))
try {
  const extension = join(folder, 'extension')
  copyExtension(root, extension)
  const machine = machineLine(browserVersion(executable))
  console.log(machine)
  const shardFolder = join(folder, 'shards')
  const shards = await writeShards(records, shardFolder, Math.max(...sizes))
  const results: { papers: number; dead: AnswerTimes; alive: AnswerTimes }[] = []
  for (const size of sizes) {
    const feed = new FeedHost(shardFolder, shards.slice(0, Math.ceil(size / PAPERS_A_SHARD)))
    results.push({ papers: feed.papers, ...(await measureNotes({ executable, extension }, feed)) })
  }
  console.log(table(results))
  console.log(JSON.stringify({ bench: 'notes', machine, corpora: results }))
} finally {
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
}

function table(results: readonly { papers: number; dead: AnswerTimes; alive: AnswerTimes }[]): string {
  const rows = results.flatMap(({ papers, dead, alive }) =>
    [['worker dead', dead] as const, ['worker alive', alive] as const].map(([state, times]) => {
      const cells = Object.values(times).map(({ p50, p95 }) => `${p50.toFixed(1)} / ${p95.toFixed(1)}`)
      return `| ${papers.toLocaleString('en')}, ${state} | ${cells.join(' | ')} |`
    }),
  )
  const [first] = results
  const names = Object.keys(first?.dead ?? {})
  return [
    `| ms, p50 / p95 | ${names.join(' | ')} |`,
    `|---|${names.map(() => '---').join('|')}|`,
    ...rows,
  ].join('\n')
}
