import type { Spread } from '../search/spread.ts'
import type { ListingTimes, LongTasks } from './listing.ts'
import type { LoadCost } from './load.ts'
import type { PanelTimes } from './panel.ts'
import type { PageShift } from './shifts.ts'
import type { ScriptSize } from './size.ts'
import type { TruthFigures } from './truth.ts'

/** A measure with the extension's worker dead at its start, and alive. */
export interface DeadAndAlive<T> {
  readonly dead: T
  readonly alive: T
}

export interface PagesFigures {
  readonly papers: number
  readonly truth: TruthFigures
  readonly panel: DeadAndAlive<PanelTimes>
  readonly rows: number
  readonly listing: DeadAndAlive<ListingTimes>
  readonly bareListing: LongTasks
  readonly scripts: readonly ScriptSize[]
  readonly shifts: readonly PageShift[]
  readonly loads: readonly LoadCost[]
}

/** The measures with what is wanted of them. */
export function table(figures: PagesFigures): string {
  const { truth, panel, listing, bareListing, scripts, shifts, loads } = figures
  const rows = figures.rows.toLocaleString('en')
  const [largest] = scripts
  const share = ((100 * truth.found) / truth.papers).toFixed(2)
  const caused = shifts.map(shift => Math.max(0, shift.with.median - shift.without.median))
  const most = (cost: (load: LoadCost) => number) => `${Math.max(...loads.map(cost)).toFixed(1)} ms`
  const lines: readonly (readonly [measure: string, wanted: string, measured: string])[] = [
    [
      `ground truth of ${truth.pages} pages: papers found / wrong`,
      '≥ 99.5 % / 0',
      `${share} % (${truth.found} of ${truth.papers}) / ${truth.wrong}`,
    ],
    ['page parsed → panel with its note painted, worker dead', '≤ 150 ms p50', times(panel.dead.fromReady)],
    ['… worker alive', '≤ 40 ms p50', times(panel.alive.fromReady)],
    ['navigation → panel with its note painted, worker dead', '', times(panel.dead.fromNavigation)],
    ['… worker alive', '', times(panel.alive.fromNavigation)],
    [
      `list of ${rows} rows parsed → last badge placed, worker dead`,
      '≤ 400 ms',
      times(listing.dead.lastBadge),
    ],
    ['… worker alive', '≤ 400 ms', times(listing.alive.lastBadge)],
    ['… → painted, worker alive', '', times(listing.alive.lastBadgePainted)],
    ['its longest task after it was parsed, worker alive', '≤ 50 ms', times(listing.alive.tasks.longest)],
    ['… since the first badge', '≤ 50 ms', times(listing.alive.tasksSinceFirstBadge.longest)],
    ['… of the page without Gloss', '', times(bareListing.longest)],
    [
      `largest of ${scripts.length} content scripts, gzip`,
      '≤ 25 kB',
      `${((largest?.bytes ?? 0) / 1024).toFixed(2)} kB (${largest?.file})`,
    ],
    ['layout shift caused, most of the pages below', '0', Math.max(...caused).toFixed(4)],
    [
      'added to the load of a page without a paper, new tab: all tasks / scripts',
      '≤ 2 ms',
      `${most(load => load.newTab.tasks)} / ${most(load => load.newTab.scripts)}`,
    ],
    ['… same tab', '≤ 2 ms', `${most(load => load.sameTab.tasks)} / ${most(load => load.sameTab.scripts)}`],
  ]
  return [
    `| ${figures.papers.toLocaleString('en')} papers; times p50 / p95 | wanted | Gloss |`,
    '|---|---|---|',
    ...lines.map(line => `| ${line.join(' | ')} |`),
  ].join('\n')
}

/** What stands behind the figures of the table. */
export function belowTable({ truth, shifts, loads, panel, listing, bareListing }: PagesFigures): string {
  const tasks = (name: string, { count, longest, blocking }: LongTasks) =>
    `  ${name}: ${count.p50} (p50), longest ${longest.p50} / ${longest.max} (p50 / max), ${blocking.p50} ms past 50 in all`
  return [
    `Not in the truth: ${truth.leftOut} rows that are on their page and that the ground truth is known to leave out; not wrong above.`,
    ...(truth.failing.length > 0 ? [`Not as the truth has them: ${truth.failing.join(', ')}`] : []),
    `Pages loaded for the panel: ${panel.dead.fromReady.count} with the worker dead, as many alive; lists: ${listing.dead.lastBadge.count} each.`,
    'Tasks of the list over 50 ms that ended after it was parsed:',
    tasks('worker dead', listing.dead.tasks),
    tasks('worker alive', listing.alive.tasks),
    tasks('worker alive, since the first badge', listing.alive.tasksSinceFirstBadge),
    tasks('without Gloss', bareListing),
    'Layout shift with Gloss and without, median (most) of the loads, and what Gloss put there:',
    ...shifts.map(
      shift =>
        `  ${shift.page}: ${moved(shift.with)} and ${moved(shift.without)}; ${shift.panels} panels, ${shift.badges} badges`,
    ),
    'Added to the load of a page without a paper, in ms of processor time on its main thread, all tasks / scripts alone:',
    ...loads.map(
      ({ page, newTab, sameTab, spreadOfTasks }) =>
        `  ${page}: new tab ${newTab.tasks} / ${newTab.scripts}, same tab ${sameTab.tasks} / ${sameTab.scripts}; all tasks in a new tab are sure to ± ${spreadOfTasks}`,
    ),
  ].join('\n')
}

function moved({ median, most }: PageShift['with']): string {
  return `${median} (${most})`
}

function times({ p50, p95 }: Spread): string {
  return `${p50.toFixed(0)} / ${p95.toFixed(0)} ms`
}
