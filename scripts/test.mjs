// `npm test`: sets up, then lint, types, unit and property tests, and the built extension in a real browser.
// Ends with one line of counts, and with a failure when anything failed.
import { spawn } from 'node:child_process'
import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { ensureBrowser, ensureDependencies, root, runTool, say, toolNode } from './setup.mjs'
import { ensureTestTools } from './test-tools.mjs'

const WXT = 'node_modules/wxt/bin/wxt.mjs'

ensureDependencies()
const node = toolNode()
const browser = ensureBrowser()
ensureTestTools()
const env = { GLOSS_CHROMIUM: browser }

say('Lint and format')
runTool(
  node,
  'node_modules/@biomejs/biome/bin/biome',
  ['check', '--error-on-warnings', '.'],
  'Biome found something; see above.',
)
say('Types')
runTool(node, WXT, ['prepare'], 'WXT could not prepare the types; see above.')
runTool(node, 'node_modules/typescript/bin/tsc', ['--noEmit'], 'The types do not hold; see above.')
say('Build')
runTool(node, WXT, ['build'], 'Gloss could not be built; see above.')

const totals = { passed: 0, failed: 0, skipped: 0 }
say('Unit and property tests')
await count('unit')
say('The built extension in Chromium, and the longest of the other tests beside it')
const beside = count('long', true)
await count('e2e')
say('The longest of the other tests')
process.stdout.write(await beside)
const skipped = totals.skipped > 0 ? `, ${totals.skipped} skipped` : ''
console.log(`\n${totals.passed} passed, ${totals.failed} failed${skipped}`)
process.exit(totals.failed > 0 || totals.passed === 0 ? 1 : 0)

/**
 * Runs one Vitest project and adds its counts; a run that left no report counts as a failure. One that runs `beside` others
 * gives way to them, and hands its output back in the end.
 */
async function count(project, beside = false) {
  const file = join(root, `.output/test-report-${project}.json`)
  rmSync(file, { force: true })
  const vitest = [node, join(root, 'node_modules/vitest/vitest.mjs')]
  const [command, ...args] = [
    ...(beside && process.platform !== 'win32' ? ['nice', '-n', '19'] : []),
    ...vitest,
    'run',
    '--project',
    project,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${file}`,
  ]
  const path = `${join(root, 'node_modules/.bin')}:${process.env.PATH}`
  const run = spawn(command, args, {
    cwd: root,
    stdio: ['inherit', beside ? 'pipe' : 'inherit', beside ? 'pipe' : 'inherit'],
    env: { ...process.env, ...env, PATH: path },
  })
  let said = ''
  for (const stream of [run.stdout, run.stderr]) stream?.on('data', part => (said += part))
  const status = await new Promise(resolve => {
    run.on('close', resolve)
    run.on('error', () => resolve(1))
  })
  const report = readReport(file)
  totals.passed += report?.numPassedTests ?? 0
  totals.skipped += (report?.numPendingTests ?? 0) + (report?.numTodoTests ?? 0)
  const failed = report?.numFailedTests ?? 0
  // A file that could not be loaded fails the run without a failed test.
  totals.failed += status === 0 ? failed : Math.max(1, failed)
  return said
}

function readReport(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return null
  }
}
