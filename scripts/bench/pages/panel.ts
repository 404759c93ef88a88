import { WORKER_GONE } from '../notes/measure.ts'
import { type Spread, spread } from '../search/spread.ts'
import type { Stage } from '../sync/stage.ts'
import { pause } from '../sync/wait.ts'
import type { SavedPage } from './saved.ts'
import { PAINTED } from './watched-panel.ts'

/** Milliseconds in which what comes after the note, the related papers, is done too. */
const SETTLE = 400
const PAINTED_WITHIN = 15_000

/** Milliseconds to the first frame on which the panel shows its note. */
export interface PanelTimes {
  readonly fromReady: Spread
  readonly fromNavigation: Spread
}

/** Loads each page once, in a tab of its own. */
export async function measurePanel(
  stage: Stage,
  pages: readonly SavedPage[],
  state: 'dead' | 'alive',
): Promise<PanelTimes> {
  const fromReady: number[] = []
  const fromNavigation: number[] = []
  for (const { url } of pages) {
    if (state === 'dead') {
      await stage.killWorker()
      await pause(WORKER_GONE)
    }
    const { ready, painted } = await paintedAt(stage, url)
    fromReady.push(painted - ready)
    fromNavigation.push(painted)
  }
  return { fromReady: spread(fromReady), fromNavigation: spread(fromNavigation) }
}

/** When the page was parsed and when the panel stood there, in milliseconds after its navigation began. */
async function paintedAt(stage: Stage, url: string): Promise<{ ready: number; painted: number }> {
  const tab = await stage.gloss.context.newPage()
  await tab.goto(url, { waitUntil: 'commit' })
  const times = await tab.evaluate(
    ([painted, within]) =>
      new Promise<{ ready: number; painted: number } | null>(done => {
        const [navigation] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[]
        const observer = new PerformanceObserver(list => {
          const [mark] = list.getEntriesByName(painted)
          if (mark) done({ ready: navigation?.domContentLoadedEventStart ?? 0, painted: mark.startTime })
        })
        observer.observe({ type: 'mark', buffered: true })
        setTimeout(() => done(null), within)
      }),
    [PAINTED, PAINTED_WITHIN] as const,
  )
  if (!times) throw new Error(`No panel with a note came on ${url}`)
  await pause(SETTLE)
  await tab.close()
  return times
}
