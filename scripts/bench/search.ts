// Measures search in the built extension in Chromium over real records, side by side with search libraries. Prints a
// table for each corpus size and all figures as one line of JSON last.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { PaperText } from '../../tests/bench/search/engine.ts'
import { ENGINES, type EngineFacts } from './search/engines.ts'
import { makeBenchExtension, RECORDS } from './search/extension.ts'
import { measure, type Outcome, type Queries } from './search/measure.ts'
import { type Plan, planFor } from './search/plan.ts'
import { drawQueries, readRecords, writeRecords } from './search/records.ts'
import { belowTable, machineLine, notes, table } from './search/report.ts'
import { browserVersion } from './search/session.ts'

const SEED = 20_260_820
const SIZES = [10_000, 30_000, 100_000]
const root = resolve(import.meta.dirname, '../..')
const [executable = '', records = '', ...asked] = process.argv.slice(2)

const { sizes, engines } = readArguments(asked)
const extension = mkdtempSync(join(tmpdir(), 'gloss-bench-'))
const failures: string[] = []
/** Why engines were given up; a larger corpus would take them over the same limit. */
const givenUp = new Map<string, string>()
try {
  const papers = await readRecords(records, Math.max(...sizes))
  await makeBenchExtension(root, extension)
  writeRecords(join(extension, RECORDS), papers)
  const machine = machineLine(browserVersion(executable))
  console.log(machine)
  const results = []
  for (const size of sizes) results.push(await measureCorpus(size, papers.slice(0, size)))
  console.log(notes(engines))
  for (const failure of failures) console.error(failure)
  console.log(JSON.stringify({ bench: 'search', machine, corpora: results }))
} finally {
  rmSync(extension, { recursive: true, force: true })
}
if (failures.length > 0) process.exitCode = 1

/** Measures every engine over one corpus; what went wrong is told at the end and does not keep the others from it. */
async function measureCorpus(size: number, papers: readonly PaperText[]) {
  const plan = planFor(size)
  const queries = {
    pairs: drawQueries(papers, Math.max(plan.restarts, plan.newPages, plan.popups), SEED, 2),
    typed: drawQueries(papers, plan.queries, SEED + 1),
  }
  const outcomes = new Map<string, Outcome>()
  for (const engine of engines) {
    const start = performance.now()
    const outcome = await outcomeOf(engine, size, plan, queries)
    outcomes.set(engine.name, outcome)
    const seconds = Math.round((performance.now() - start) / 1000)
    console.error(`${engine.label}, ${size} papers: measured in ${seconds} s`)
  }
  console.log(`\n${table(size, outcomes)}`)
  console.log(belowTable(outcomes))
  return { papers: size, engines: Object.fromEntries(outcomes) }
}

async function outcomeOf(engine: EngineFacts, size: number, plan: Plan, queries: Queries): Promise<Outcome> {
  const reason = givenUp.get(engine.name)
  if (reason) return { notRun: reason }
  try {
    const outcome = await measure(engine, size, plan, queries, { executable, extension })
    if ('notRun' in outcome) givenUp.set(engine.name, outcome.notRun)
    return outcome
  } catch (error) {
    failures.push(`${engine.label} over ${size} papers could not be measured: ${String(error)}`)
    return { notRun: 'it failed, as said below' }
  }
}

/** Sizes and, for trying things out, names of engines; all of either where none is named. */
function readArguments(words: readonly string[]) {
  const sizes = words.filter(word => /^[1-9]\d*$/.test(word)).map(Number)
  const named = words.filter(word => !/^[1-9]\d*$/.test(word))
  const unknown = named.find(name => ENGINES.every(engine => engine.name !== name))
  if (unknown) {
    const names = ENGINES.map(({ name }) => name).join(', ')
    console.error(`"${unknown}" is neither a number of papers nor an engine. Engines: ${names}`)
    process.exit(1)
  }
  return {
    sizes: (sizes.length > 0 ? sizes : SIZES).toSorted((a, b) => a - b),
    engines: ENGINES.filter(({ name }) => named.length === 0 || named.includes(name)),
  }
}
