// `npm run bench`: speed in the real browser, and search, sync, notes and pages over 10,000 papers. `npm run bench -- search`:
// search over several sizes, side by side with libraries. `npm run bench -- sync`: syncing real days and feeds of several
// sizes. `npm run bench -- notes`: how long what the margin says takes. `npm run bench -- pages`: what the pages of paper
// sites get of Gloss. `npm run bench -- library`: the page of the reading list. `npm run bench -- quality <dir>`: scores a
// data set with the product's code.
import { existsSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { ensureBrowser, ensureDependencies, fail, root, run, runTool, toolNode } from './setup.mjs'

const USAGE = `  npm run bench                                   speed of panel and popup, then search, sync, notes and pages over
                                                  10,000
  npm run bench -- search [papers…] [engine…]     search beside the libraries, over 10000 30000 100000 papers where
                                                  no size is named; one below 10000 only tries everything out
  npm run bench -- sync [papers…] [days|feed]     sync of the default digest from real days, and of feeds of 10000
                                                  30000 100000 papers where no size is named
  npm run bench -- notes [papers…]                what the margin says, over 10000 100000 papers where no size is named
  npm run bench -- pages [papers]                 panel, badges and page loads on saved pages, over 100000 papers where
                                                  no size is named
  npm run bench -- library [papers]               the page of the reading list with 10000 papers where no number is named
  npm run bench -- quality <dir>                  scores a data set; "for-you" scores the order for the reader, over
                                                  authors of the records beside the project`
const RECORDS = resolve(root, '../shared/data/arxiv-100k.jsonl.gz')
const BODIES = resolve(root, '../shared/data/hf-daily')
const PAGES = resolve(root, '../shared/pages')

ensureDependencies()
const node = toolNode()
const [what, ...rest] = process.argv.slice(2)
if (what === 'quality') {
  const [folder] = rest
  if (!folder) fail(`Name the folder of the data set:\n${USAGE}`)
  run(
    node,
    ['scripts/bench/quality.ts', folder === 'for-you' ? dirname(RECORDS) : folder],
    'The data set could not be scored; the reason stands above.',
  )
} else if (what === 'search') {
  if (!existsSync(RECORDS)) fail('There are no records beside the project: search cannot be measured.')
  search(build(), rest)
} else if (what === 'sync') {
  if (!existsSync(RECORDS)) fail('There are no records beside the project: sync cannot be measured.')
  sync(build(), rest)
} else if (what === 'notes') {
  if (!existsSync(RECORDS)) fail('There are no records beside the project: notes cannot be measured.')
  notes(build(), rest)
} else if (what === 'pages') {
  if (!existsSync(RECORDS) || !existsSync(PAGES))
    fail('There are no records or no saved pages beside the project: pages cannot be measured.')
  pages(build(), rest)
} else if (what === 'library') {
  if (!existsSync(RECORDS))
    fail('There are no records beside the project: the reading list cannot be measured.')
  library(build(), rest)
} else if (what === undefined) {
  const browser = build()
  run(node, ['scripts/bench/speed.ts', browser], 'The measurement did not run to its end.')
  if (existsSync(RECORDS)) {
    search(browser, ['10000'])
    sync(browser, ['10000'])
    notes(browser, ['10000'])
    library(browser, ['10000'])
    if (existsSync(PAGES)) pages(browser, ['10000'])
    else console.warn('There are no saved pages beside the project: pages were not measured.')
  } else
    console.warn('There are no records beside the project: search, sync, notes and pages were not measured.')
} else fail(`There is no bench "${what}". Use:\n${USAGE}`)

/** Builds the extension; gives the browser to run it in. */
function build() {
  const browser = ensureBrowser()
  runTool(node, 'node_modules/wxt/bin/wxt.mjs', ['build'], 'Gloss could not be built; see above.')
  return browser
}

function search(browser, words) {
  run(node, ['scripts/bench/search.ts', browser, RECORDS, ...words], 'Not all of search could be measured.')
}

function notes(browser, words) {
  run(node, ['scripts/bench/notes.ts', browser, RECORDS, ...words], 'Not all of the notes could be measured.')
}

function pages(browser, words) {
  run(
    node,
    ['scripts/bench/pages.ts', browser, RECORDS, PAGES, ...words],
    'Not all of the pages could be measured.',
  )
}

function library(browser, words) {
  run(
    node,
    ['scripts/bench/library.ts', browser, RECORDS, ...words],
    'Not all of the reading list could be measured.',
  )
}

function sync(browser, words) {
  run(
    node,
    ['scripts/bench/sync.ts', browser, RECORDS, BODIES, ...words],
    'Not all of sync could be measured.',
  )
}
