// `npm start`: sets up, builds, and opens a browser with Gloss at a paper.
import { ensureBrowser, ensureDependencies, run, runTool, say, toolNode } from './setup.mjs'

ensureDependencies()
const node = toolNode()
const browser = ensureBrowser()
say('Building')
runTool(node, 'node_modules/wxt/bin/wxt.mjs', ['build'], 'Gloss could not be built; the reason stands above.')
const hasDisplay =
  process.platform === 'darwin' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY)
run(
  node,
  ['scripts/demo.ts', browser, hasDisplay ? 'window' : 'headless'],
  'The demonstration did not run to its end.',
)
