import type { Again } from './again.ts'
import type { DaysFigures } from './days.ts'
import type { MainThread } from './main-thread.ts'
import type { ShardsFigures } from './shards.ts'
import type { RowChanges } from './stored-reader.ts'
import type { WorkerHeap } from './worker-heap.ts'

/** Something measured, as it is shown; `missed` where it is not what is aimed for. */
interface Cell {
  readonly text: string
  readonly missed?: boolean
}

interface Row {
  readonly label: string
  readonly days?: (figures: DaysFigures) => Cell
  readonly shards?: (figures: ShardsFigures) => Cell
  readonly goal?: string
}

interface Both {
  readonly heap: WorkerHeap
  readonly mainThread: MainThread
  readonly longestInApp: number
  readonly longestInPopup: number
  readonly papers: number
  readonly seconds: number
  readonly requests: number
  readonly firstStoredSeconds: number
  readonly firstFoundSeconds: number
  readonly bytesPerPaper: number
  readonly estimatedBytesPerPaper: number
  readonly second: Again
}

const GOALS = { papersPerSecond: 1500, peakMB: 200, longestTask: 50, secondRequests: 20, updateRequests: 2 }

const both = (cell: (figures: Both) => Cell) => ({ days: cell, shards: cell })

const ROWS: readonly Row[] = [
  { label: 'papers', ...both(({ papers }) => plain(whole(papers))) },
  { label: 'requests', ...both(({ requests }) => plain(whole(requests))) },
  {
    label: 'first papers stored / found, s',
    ...both(({ firstStoredSeconds: stored, firstFoundSeconds: found }) =>
      plain(`${short(stored)} / ${short(found)}`),
    ),
  },
  { label: 'all stored and indexed, s', ...both(({ seconds }) => plain(short(seconds))) },
  {
    label: 'papers/s',
    days: ({ papers, seconds }) => plain(whole(papers / seconds)),
    shards: ({ papersPerSecond }) => least(papersPerSecond, GOALS.papersPerSecond),
    goal: `≥ ${whole(GOALS.papersPerSecond)}`,
  },
  {
    label: '  while nothing waited',
    days: ({ unwaitedPapersPerSecond }) => plain(whole(unwaitedPapersPerSecond)),
  },
  {
    label: '  first / last fifth',
    shards: ({ papersPerSecondAtFirst: first, papersPerSecondAtLast: last }) =>
      plain(`${whole(first)} / ${whole(last)}`),
  },
  { label: 'upkeep of the index after, s', shards: ({ upkeepSeconds }) => plain(short(upkeepSeconds)) },
  {
    label: "worker's heap at its peak, MB",
    ...both(({ heap }) => most(heap.peakMB, GOALS.peakMB)),
    goal: `< ${GOALS.peakMB}`,
  },
  { label: '  collected, at the end, MB', ...both(({ heap }) => plain(short(heap.collectedMB))) },
  {
    label: 'longest task of a page, ms',
    ...both(({ mainThread }) => most(mainThread.longestTask, GOALS.longestTask)),
    goal: `≤ ${GOALS.longestTask}`,
  },
  { label: '  tasks over 50 ms', ...both(({ mainThread }) => plain(whole(mainThread.longTasks))) },
  {
    label: '  longest in the app / the popup',
    ...both(({ longestInApp, longestInPopup }) => plain(`${whole(longestInApp)} / ${whole(longestInPopup)}`)),
  },
  {
    label: '  timer late at most, ms',
    ...both(({ mainThread }) => plain(whole(mainThread.timerLag))),
  },
  { label: 'bytes a paper on the disk', ...both(({ bytesPerPaper }) => plain(whole(bytesPerPaper))) },
  {
    label: '  as the browser says',
    ...both(({ estimatedBytesPerPaper }) => plain(whole(estimatedBytesPerPaper))),
  },
  {
    label: 'second sync, requests',
    ...both(({ second }) => most(second.requests, GOALS.secondRequests)),
    goal: `≤ ${GOALS.secondRequests}`,
  },
  { label: '  s', ...both(({ second }) => plain(short(second.seconds))) },
  { label: '  rows changed', ...both(({ second }) => plain(rowsOf(second.rows))) },
  {
    label: 'a day later, requests',
    days: ({ nextDay }) => most(nextDay.requests, GOALS.secondRequests),
    goal: `≤ ${GOALS.secondRequests}`,
  },
  { label: '  s', days: ({ nextDay }) => plain(short(nextDay.seconds)) },
  { label: '  rows changed', days: ({ nextDay }) => plain(rowsOf(nextDay.rows)) },
  {
    label: 'one paper changed, requests',
    shards: ({ update }) => most(update.requests, GOALS.updateRequests),
    goal: `${GOALS.updateRequests}`,
  },
  { label: '  s', shards: ({ update }) => plain(short(update.seconds)) },
  { label: '  rows changed', shards: ({ update }) => plain(rowsOf(update.rows)) },
]

const LEGEND = `
!                     misses its goal
days                  the default digest from real bodies, at most 120 requests at once and then one a second
papers                a gloss-digest/1 feed of 500 papers a shard, followed in a fresh profile
first papers          of the newest day or shard, from the wish to sync or follow; found: by a search in the popup
heap                  of the service worker, garbage counted, sampled every 250 ms and between its tasks alone
a page                the app on #/today, open all the time, and the popup until it has found the first papers
bytes a paper         papers, lists and index; the folder once the browser is closed
rows changed          rows that are not as they were; one that was written again as it was does not show
second, a day later   nothing new; what was fetched is dated back by ten minutes, and by 24 hours`

/** One table: what grows with the number of papers stands side by side. */
export function table(days: DaysFigures | undefined, shards: readonly ShardsFigures[]): string {
  const columns = [
    ...(days ? [{ head: `${days.days} days`, cell: (row: Row) => row.days?.(days) }] : []),
    ...shards.map(figures => ({
      head: `${whole(figures.papers)} papers`,
      cell: (row: Row) => row.shards?.(figures),
    })),
  ]
  const lines = [
    ['', ...columns.map(({ head }) => head), 'goal'],
    ...ROWS.map(row => {
      const cells = columns.map(({ cell }) => cell(row))
      const shown = cells.some(Boolean)
      const texts = cells.map(cell => (cell ? `${cell.text}${cell.missed ? ' !' : '  '}` : '–  '))
      const held = cells.some(cell => cell?.missed !== undefined)
      return shown ? [row.label, ...texts, held && row.goal ? row.goal : ''] : []
    }).filter(line => line.length > 0),
  ]
  const widths = lines[0]?.map((_, column) => Math.max(...lines.map(line => line[column]?.length ?? 0))) ?? []
  const padded = lines.map(([label = '', ...cells]) =>
    [label.padEnd(widths[0] ?? 0), ...cells.map((cell, i) => cell.padStart(widths[i + 1] ?? 0))].join('  '),
  )
  return padded.join('\n')
}

/** What cannot stand in a table: which rows changed, and how the days were asked for. */
export function belowTable(days: DaysFigures | undefined, shards: readonly ShardsFigures[]): string {
  const lines: string[] = []
  if (days) {
    const by = Object.entries(days.requestsBy).map(([what, count]) => `${count} by ${what}`)
    lines.push(`${days.days} days: asked ${by.join(', ')}; ${waits(days)}`)
    lines.push(changes('second sync', days.second.rows), changes('a day later', days.nextDay.rows))
  }
  for (const { papers, second, update } of shards) {
    lines.push(`${whole(papers)} papers:`)
    lines.push(changes('second sync', second.rows), changes('one paper changed', update.rows))
  }
  return [...lines, LEGEND].join('\n')
}

function waits({ neverWaited, unwaitedPapersPerSecond }: DaysFigures): string {
  return neverWaited
    ? 'no request had to wait for its turn'
    : `most requests waited for their turn, the first of them brought ${whole(unwaitedPapersPerSecond)} papers/s`
}

function changes(what: string, rows: RowChanges): string {
  const tables = Object.entries(rows).map(([table, count]) => `${table} ${whole(count)}`)
  return `  ${what}: rows changed in ${tables.join(', ') || 'no table'}`
}

function rowsOf(rows: RowChanges): string {
  return whole(Object.values(rows).reduce((sum, count) => sum + count, 0))
}

function plain(text: string): Cell {
  return { text }
}

function least(value: number, goal: number): Cell {
  return { text: short(value), missed: value < goal }
}

function most(value: number, goal: number): Cell {
  return { text: short(value), missed: value > goal }
}

function short(value: number): string {
  return value < 10 && !Number.isInteger(value) ? value.toFixed(1) : whole(value)
}

function whole(value: number): string {
  return Math.round(value).toLocaleString('en')
}
