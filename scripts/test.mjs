// `npm test`: sets up, then lint, types, unit and property tests, and the built extension in a real browser.
// Ends with one line of counts, and with a failure when anything failed.
import { spawnSync } from 'node:child_process'
import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { ensureBrowser, ensureDependencies, root, runTool, say, toolNode } from './setup.mjs'
import { ensureTestTools } from './test-tools.mjs'

const WXT = 'node_modules/wxt/bin/wxt.mjs'
const REPORT = join(root, '.output/test-report.json')

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
for (const project of ['unit', 'e2e']) {
  say(project === 'unit' ? 'Unit and property tests' : 'The built extension in Chromium')
  count(project)
}
const skipped = totals.skipped > 0 ? `, ${totals.skipped} skipped` : ''
console.log(`\n${totals.passed} passed, ${totals.failed} failed${skipped}`)
process.exit(totals.failed > 0 || totals.passed === 0 ? 1 : 0)

/** Runs one Vitest project and adds its counts; a run that left no report counts as a failure. */
function count(project) {
  rmSync(REPORT, { force: true })
  const args = [
    'run',
    '--project',
    project,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${REPORT}`,
  ]
  const path = `${join(root, 'node_modules/.bin')}:${process.env.PATH}`
  const { status } = spawnSync(node, [join(root, 'node_modules/vitest/vitest.mjs'), ...args], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, ...env, PATH: path },
  })
  const report = readReport()
  totals.passed += report?.numPassedTests ?? 0
  totals.skipped += (report?.numPendingTests ?? 0) + (report?.numTodoTests ?? 0)
  const failed = report?.numFailedTests ?? 0
  // A file that could not be loaded fails the run without a failed test.
  totals.failed += status === 0 ? failed : Math.max(1, failed)
}

function readReport() {
  try {
    return JSON.parse(readFileSync(REPORT, 'utf8'))
  } catch {
    return null
  }
}
