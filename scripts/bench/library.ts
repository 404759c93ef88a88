// Measures the reading list's page in the built extension in Chromium over a list of real papers: opening it, filtering it
// letter by letter, scrolling it, and editing all of it at once. Prints a table, and all figures as one line of JSON last.
import { mkdtempSync, rmSync } from 'node:fs'
import { loadavg, tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { launchWithGloss } from '../browser.ts'
import { startStandIn } from '../stand-in.ts'
import { makeSeededExtension } from './library/extension.ts'
import { measureLibrary } from './library/measure.ts'
import { table } from './library/report.ts'
import { readRecords } from './search/records.ts'
import { machineLine } from './search/report.ts'
import { browserVersion } from './search/session.ts'

const SIZE = 10_000
const root = resolve(import.meta.dirname, '../..')
const [executable = '', records = '', word = String(SIZE), ...more] = process.argv.slice(2)
if (!/^[1-9]\d{2,4}$/.test(word) || more.length > 0) {
  console.error('Name one number of papers, from 100 to 99999.')
  process.exit(1)
}

const folder = mkdtempSync(join(tmpdir(), 'gloss-bench-'))
const standIn = await startStandIn(() => ({ status: 204 }))
try {
  const machine = machineLine(browserVersion(executable))
  console.log(machine)
  const load = Math.round((loadavg()[0] ?? 0) * 10) / 10
  console.log(`Load of the machine before: ${load}`)
  const extension = join(folder, 'extension')
  await makeSeededExtension(root, extension)
  const gloss = await launchWithGloss({
    executable,
    extension,
    headless: true,
    standIn: { hosts: ['*'], port: standIn.port },
  })
  try {
    const papers = await readRecords(records, Number(word))
    const figures = await measureLibrary(gloss, papers)
    console.log(`\n${table(figures)}\n`)
    console.log(JSON.stringify({ bench: 'library', machine, load, ...figures }))
  } finally {
    await gloss.close()
  }
} finally {
  await standIn.close()
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
}
