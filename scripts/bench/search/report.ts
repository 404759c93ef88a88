import { cpus, totalmem } from 'node:os'
import { ENGINES, type EngineFacts } from './engines.ts'
import type { Figures, Outcome } from './measure.ts'
import type { Spread } from './spread.ts'

const COLUMNS: readonly [head: string, cell: (figures: Figures) => string][] = [
  ['indexed/s', ({ indexedPerSecond }) => whole(indexedPerSecond)],
  ['stored/s', ({ storedPerSecond }) => whole(storedPerSecond)],
  ['bytes/paper', ({ bytesPerPaper }) => whole(bytesPerPaper)],
  ['cold, restarted', ({ coldBrowser }) => percentiles(coldBrowser)],
  ['cold, new page', ({ coldPage }) => percentiles(coldPage)],
  ['code', ({ codeMs }) => short(codeMs.p50)],
  ['keystroke', ({ keystroke }) => `${percentiles(keystroke)} / ${short(keystroke.max)}`],
  ['keystrokes', ({ keystroke }) => whole(keystroke.count)],
  [
    'long tasks',
    ({ longTasks }) => (longTasks.count ? `${longTasks.count}, ≤ ${short(longTasks.max)}` : '0'),
  ],
  ['heap MB', ({ heapMB }) => short(heapMB)],
]

const LEGEND = `
indexed/s, stored/s   papers a second: the index made in memory; all made and durably stored
bytes/paper           the index as stored, without the papers themselves
cold                  open database → ranked hits for a two-word query, p50 / p95 ms, worker dead, in a new process;
                      restarted: the browser just started; new page: in a browser that has opened it before
code                  loading the engine's code, WASM compiled, p50 ms; not part of cold
keystroke             each letter of queries of one to four words → 50 ranked hits, p50 / p95 / max ms, no typo tolerance
                      in the libraries, all words wanted
long tasks            tasks of the page's main thread over 50 ms while typing, and the longest in ms
heap MB               of the page after typing, collected, with its workers, array buffers and WASM memory`

/** The machine, the browser and the day, in a line. */
export function machineLine(chromium: string): string {
  const [cpu] = cpus()
  const memory = Math.round(totalmem() / 2 ** 30)
  const date = new Date().toISOString().slice(0, 10)
  return `${cpus().length} cores, ${cpu?.model.trim()}, ${memory} GB, ${chromium}, Node ${process.versions.node}, ${date}`
}

/** The table of one corpus size, a row an engine. */
export function table(papers: number, outcomes: ReadonlyMap<string, Outcome>): string {
  const head = [`${whole(papers)} papers`, ...COLUMNS.map(([head]) => head)]
  const rows = ENGINES.flatMap(({ name, label }) => {
    const outcome = outcomes.get(name)
    return outcome ? [rowOf(label, outcome)] : []
  })
  const widths = head.map((_, column) => {
    // What was not run says so over as many columns as it takes.
    const cells = [head, ...rows].filter(row => column === 0 || row.length === head.length)
    return Math.max(...cells.map(row => row[column]?.length ?? 0))
  })
  const line = ([label = '', ...cells]: readonly string[]) => {
    const padded = cells.length > 1 ? cells.map((cell, i) => cell.padStart(widths[i + 1] ?? 0)) : cells
    return [label.padEnd(widths[0] ?? 0), ...padded].join('  ')
  }
  return [head, ...rows].map(line).join('\n')
}

function rowOf(label: string, outcome: Outcome): string[] {
  if ('notRun' in outcome) return [label, `not run: ${outcome.notRun}`]
  return [label, ...COLUMNS.map(([, cell]) => cell(outcome))]
}

/** What stands below the table: the popup, which only the product has, and what a restart left in memory. */
export function belowTable(outcomes: ReadonlyMap<string, Outcome>): string {
  const measured = [...outcomes.values()].flatMap(outcome => ('notRun' in outcome ? [] : [outcome]))
  const dropped = measured.every(({ pageCacheDropped }) => pageCacheDropped)
  const lines = measured.flatMap(({ popup, popupHeapMB }) =>
    popup
      ? [
          `Popup opened → first results painted: ${percentiles(popup)} ms (p50 / p95 of ${popup.count}); its heap after searching: ${short(popupHeapMB ?? 0)} MB`,
        ]
      : [],
  )
  const cache = dropped ? 'were dropped from' : 'could not be dropped from'
  return [...lines, `Before each restart the profile's files ${cache} the system's page cache.`].join('\n')
}

/** What the columns mean, and how each engine was set up. */
export function notes(engines: readonly EngineFacts[]): string {
  return [LEGEND, '', ...engines.map(({ label, note }) => `${label}: ${note}`)].join('\n')
}

function percentiles({ p50, p95 }: Spread): string {
  return `${short(p50)} / ${short(p95)}`
}

function short(value: number): string {
  return value < 10 ? value.toFixed(1) : whole(value)
}

function whole(value: number): string {
  return Math.round(value).toLocaleString('en')
}
