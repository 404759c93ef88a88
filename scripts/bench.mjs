// `npm run bench`: speed in the real browser. `npm run bench -- quality <dir>`: scores a data set with the product's code.
import { ensureBrowser, ensureDependencies, fail, run, runTool, toolNode } from './setup.mjs'

ensureDependencies()
const node = toolNode()
const [what, folder] = process.argv.slice(2)
if (what === 'quality') {
  if (!folder) fail('Name the folder of the data set: npm run bench -- quality <dir>')
  run(
    node,
    ['scripts/bench/quality.ts', folder],
    'The data set could not be scored; the reason stands above.',
  )
} else if (what === undefined) {
  const browser = ensureBrowser()
  runTool(node, 'node_modules/wxt/bin/wxt.mjs', ['build'], 'Gloss could not be built; see above.')
  run(node, ['scripts/bench/speed.ts', browser], 'The measurement did not run to its end.')
} else fail(`There is no bench "${what}". Use: npm run bench, or npm run bench -- quality <dir>`)
