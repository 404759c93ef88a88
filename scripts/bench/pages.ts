// Measures what a reader of paper pages gets of Gloss, in the built extension in Chromium, over saved pages and a corpus
// of real records that has the papers of these pages in it. Prints a table, and all figures as one line of JSON last.
import { mkdtempSync, rmSync } from 'node:fs'
import { loadavg, tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { runnerImport } from 'vite'
import type { Route } from '../stand-in.ts'
import { writeRecords } from './pages/corpus.ts'
import { measureBareListing, measureListing } from './pages/listing.ts'
import { measureLoads } from './pages/load.ts'
import { measurePanel } from './pages/panel.ts'
import { openPlainBrowser } from './pages/plain-browser.ts'
import { belowTable, type DeadAndAlive, type PagesFigures, table } from './pages/report.ts'
import { EMPTY_EVENT, SavedPages } from './pages/saved.ts'
import { measureShifts } from './pages/shifts.ts'
import { contentScripts } from './pages/size.ts'
import type { TruthFigures } from './pages/truth.ts'
import { watchPanels } from './pages/watched-panel.ts'
import { machineLine } from './search/report.ts'
import { browserVersion } from './search/session.ts'
import { copyExtension } from './sync/extension.ts'
import { FeedHost, writeShards } from './sync/feed.ts'
import { followWhole } from './sync/follow.ts'
import { openStage } from './sync/stage.ts'

const SIZE = 100_000
/** Enough for all that is on the pages. */
const LEAST = 5000
/** Of the page as it was stored there is only its head, so that it has no place for the panel. */
const HEAD_ALONE = 'real-head'
const SHIFTED = [
  'arxiv.org/abs-2606.26434.spinout.html',
  'arxiv.org/list-cs.CL-new-20260701.spinout.html',
  'huggingface.co/paper-2506.07044.html',
  'huggingface.co/papers-list-2025-06-10.html',
  'openreview.net/forum-0oiG1KigYN.dom.html',
  'openreview.net/list-COLM2024.dom.html',
]
const WITHOUT_PAPER = [
  'arxiv.org/error-list-cs.IT-1102.spinout.html',
  'openreview.net/error-notfound.dom.html',
]

const root = resolve(import.meta.dirname, '../..')
const [executable = '', records = '', pageFolder = '', ...asked] = process.argv.slice(2)
const papers = sizeOf(asked)
const folder = mkdtempSync(join(tmpdir(), 'gloss-bench-'))
try {
  const machine = machineLine(browserVersion(executable))
  console.log(machine)
  const load = round1(loadavg()[0])
  console.log(`Load of the machine before: ${load}`)
  const extension = join(folder, 'extension')
  copyExtension(root, extension)
  watchPanels(extension)
  const measured = await measureInBrowser(extension)
  const figures: PagesFigures = { ...measured, scripts: contentScripts(extension), truth: await truth() }
  console.log(`\n${table(figures)}\n\n${belowTable(figures)}`)
  console.log(JSON.stringify({ bench: 'pages', machine, load, ...figures }))
} finally {
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
}

async function measureInBrowser(extension: string): Promise<Omit<PagesFigures, 'scripts' | 'truth'>> {
  const pages = new SavedPages(pageFolder)
  const abstracts = pages.served.filter(
    ({ url, file, papers }) =>
      url.startsWith('https://arxiv.org/abs/') && papers.length === 1 && !file.includes(HEAD_ALONE),
  )
  const shifted = SHIFTED.map(file => pages.page(file))
  const all = join(folder, 'records.jsonl.gz')
  await writeRecords(records, all, pages, [...abstracts, ...shifted])
  const shardFolder = join(folder, 'shards')
  const feed = new FeedHost(shardFolder, await writeShards(all, shardFolder, papers))
  const route: Route = async (url, request) => (await feed.answer(url, request)) ?? pages.answer(url)
  const stage = await openStage({ executable, extension }, route)
  const plain = await openPlainBrowser(executable, join(folder, 'profile'), route)
  try {
    await timed('the corpus', () => followWhole(stage, feed))
    const rows = pages.rows().length
    const withGloss = stage.gloss.context
    const empty = [EMPTY_EVENT, ...WITHOUT_PAPER.map(file => pages.page(file).url)]
    return {
      papers: await stage.stored.papers(),
      rows,
      panel: await inBothStates('the panel', state => measurePanel(stage, abstracts, state)),
      listing: await inBothStates('the list', state => measureListing(stage, rows, state)),
      bareListing: await timed('the list without Gloss', () => measureBareListing(plain.context)),
      shifts: await timed('shifts', () => measureShifts(withGloss, plain.context, shifted)),
      loads: await timed('loads', () => measureLoads(withGloss, plain.context, empty)),
    }
  } finally {
    await stage.close()
    await plain.close()
  }
}

async function inBothStates<T>(
  what: string,
  measure: (state: 'dead' | 'alive') => Promise<T>,
): Promise<DeadAndAlive<T>> {
  const dead = await timed(`${what}, worker dead`, () => measure('dead'))
  return { dead, alive: await timed(`${what}, worker alive`, () => measure('alive')) }
}

/** Read by the product's code, loaded through Vite, in the order in which the tests read them. */
async function truth(): Promise<TruthFigures> {
  const { module } = await runnerImport<{ scoreTruth(): TruthFigures }>(
    resolve(root, 'scripts/bench/pages/truth.ts'),
    { root, configFile: false, logLevel: 'error', resolve: { alias: { '@': root } } },
  )
  return timed('the ground truth', async () => module.scoreTruth())
}

async function timed<T>(what: string, work: () => Promise<T>): Promise<T> {
  const start = performance.now()
  const done = await work()
  console.error(`${what}: done in ${Math.round((performance.now() - start) / 1000)} s`)
  return done
}

function sizeOf([word = String(SIZE), ...more]: readonly string[]): number {
  const size = /^[1-9]\d*$/.test(word) ? Number(word) : 0
  if (size >= LEAST && more.length === 0) return size
  console.error(`Name one number of papers, ${LEAST} or more: what is on the pages is among them.`)
  process.exit(1)
}

function round1(value = 0): number {
  return Math.round(value * 10) / 10
}
