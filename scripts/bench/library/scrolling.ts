import type { Page } from 'playwright-core'

/** How scrolling went, by the browser's own trace. */
export interface Scrolled {
  readonly frames: number
  /** Frames that were late because of the page. */
  readonly dropped: number
  /** Frames in which a part of the page was not there yet. */
  readonly blank: number
  /** Milliseconds of the longest task of the page's main thread. */
  readonly longestTask: number
}

/** What became of a frame; there may be two of one, for its scrolling and for the page's own part of it. */
interface FrameReport {
  readonly frame_sequence: number
  readonly state: string
  readonly scroll_state: string
  readonly affects_smoothness?: boolean
  readonly has_missing_content?: boolean
}

interface TraceEvent {
  readonly name: string
  readonly cat: string
  readonly ph: string
  readonly pid: number
  readonly tid: number
  readonly dur?: number
  readonly args?: {
    readonly name?: string
    readonly frame_reporter?: FrameReport
  }
}

const CATEGORIES = ['cc', 'benchmark', 'toplevel', 'disabled-by-default-devtools.timeline.frame']

/** Scrolls down so many pixels as a finger does, at so many a second, while the browser is traced. */
export async function scrollTraced(page: Page, distance: number, speed: number): Promise<Scrolled> {
  const session = await page.context().newCDPSession(page)
  const events: TraceEvent[] = []
  session.on('Tracing.dataCollected', ({ value }) => events.push(...(value as unknown as TraceEvent[])))
  await session.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: { includedCategories: CATEGORIES },
  })
  await session.send('Input.synthesizeScrollGesture', { x: 400, y: 500, yDistance: -distance, speed })
  const complete = new Promise(done => session.once('Tracing.tracingComplete', done))
  await session.send('Tracing.end')
  await complete
  await session.detach()
  return readTrace(events)
}

function readTrace(events: readonly TraceEvent[]): Scrolled {
  const reports = events.flatMap(({ name, ph, args }) =>
    name === 'PipelineReporter' && ph === 'b' ? (args?.frame_reporter ?? []) : [],
  )
  const scrolling = reports.filter(
    ({ state, scroll_state: scroll }) => scroll !== 'SCROLL_NONE' && state !== 'STATE_NO_UPDATE_DESIRED',
  )
  const frames = (some: readonly FrameReport[]) => new Set(some.map(frame => frame.frame_sequence)).size
  const mains = new Set(
    events
      .filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain')
      .map(({ pid, tid }) => `${pid} ${tid}`),
  )
  const tasks = events.filter(
    ({ name, pid, tid }) =>
      (name === 'RunTask' || name === 'ThreadControllerImpl::RunTask') && mains.has(`${pid} ${tid}`),
  )
  return {
    frames: frames(scrolling),
    dropped: frames(
      scrolling.filter(frame => frame.state === 'STATE_DROPPED' && frame.affects_smoothness === true),
    ),
    blank: frames(scrolling.filter(frame => frame.has_missing_content === true)),
    longestTask: Math.round(Math.max(0, ...tasks.map(({ dur = 0 }) => dur / 1000))),
  }
}
