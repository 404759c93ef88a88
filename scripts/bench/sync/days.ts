import { DAY } from '../../../lib/time.ts'
import { type Again, SOON, syncAgain } from './again.ts'
import { type Answered, HuggingFace } from './hugging-face.ts'
import { type MainThread, readMainThread, resetMainThread, worstOf } from './main-thread.ts'
import { awaited, findFirst } from './search-probe.ts'
import { openStage, type Setup, type Stage } from './stage.ts'
import { untilQuiet, untilSynced } from './wait.ts'
import { type WorkerHeap, WorkerHeapSampler } from './worker-heap.ts'

const DIGEST = 'hf'
/** Requests that the politeness of Gloss lets go without a wait: 120, less those sent before the measurement. */
const UNWAITED = 110

/** What it took to sync the default digest from nothing. */
export interface DaysFigures {
  readonly days: number
  readonly papers: number
  readonly requests: number
  /** How many asked for a day, a week and a month. */
  readonly requestsBy: Readonly<Record<string, number>>
  readonly seconds: number
  /** Until a paper of the newest day is stored, and until the popup finds it. */
  readonly firstStoredSeconds: number
  readonly firstFoundSeconds: number
  /** While no request had to wait for its turn. */
  readonly unwaitedPapersPerSecond: number
  /** Whether that was all the time. */
  readonly neverWaited: boolean
  readonly heap: WorkerHeap
  /** The worst of the app's page and the popup, and the longest task of each. */
  readonly mainThread: MainThread
  readonly longestInApp: number
  readonly longestInPopup: number
  readonly bytesPerPaper: number
  readonly estimatedBytesPerPaper: number
  /** Minutes later, with nothing new. */
  readonly second: Again
  /** A day later, with nothing new and a worker just started. */
  readonly nextDay: Again
}

/** Measures the default digest over the bodies of real days in `folder`. */
export async function measureDays(setup: Setup, folder: string): Promise<DaysFigures> {
  const server = new HuggingFace(folder)
  const stage = await openStage(setup, url => server.answer(url))
  try {
    await stage.changeSettings({ syncFrom: server.oldestDay })
    const synced = await syncFromNothing(stage, server)
    const requests = () => server.answered.length
    const second = await syncAgain('the second sync', stage, DIGEST, requests, SOON)
    await stage.killWorker()
    const nextDay = await syncAgain("the next day's sync", stage, DIGEST, requests, DAY)
    const papers = await stage.stored.papers()
    const estimate = await stage.stored.bytesEstimated()
    const bytes = await stage.closeAndWeigh()
    return {
      ...synced,
      second,
      nextDay,
      bytesPerPaper: Math.round(bytes / papers),
      estimatedBytesPerPaper: Math.round(estimate / papers),
    }
  } finally {
    await stage.close()
  }
}

async function syncFromNothing(stage: Stage, server: HuggingFace) {
  const papers = server.papersInAll()
  const first = await awaited(stage, server.newestPapers())
  const heap = await WorkerHeapSampler.start(stage.gloss)
  await resetMainThread(stage.today)
  const start = Date.now()
  // Which begins it.
  await stage.changeSettings({ syncOn: true })
  const watched = {
    standing: () => stage.stored.standing(DIGEST),
    requests: () => server.answered.length,
  }
  const served = () => papersIn(server.answered)
  const [found] = await Promise.all([
    findFirst(stage, first),
    untilSynced(
      'The sync of the default digest',
      watched,
      () => served() === papers,
      async ({ phase }) => phase === 'idle' && (await stage.stored.daysFetched(DIGEST)) >= server.days,
    ),
  ])
  const seconds = (Date.now() - start) / 1000
  const requests = server.answered.length
  if (served() < papers) throw new Error(`Of ${papers} papers only ${served()} were asked for`)
  const { answered } = server
  const unwaited = answered.slice(0, UNWAITED)
  const next = answered[UNWAITED]
  const unwaitedSeconds = next ? (next.at - start) / 1000 : seconds
  const requestsBy = Object.groupBy(answered, ({ query }) => query.split('=')[0] ?? '')
  await untilQuiet('the upkeep of the index', watched)
  const app = await readMainThread(stage.today)
  return {
    days: server.days,
    papers,
    requests,
    requestsBy: Object.fromEntries(Object.entries(requestsBy).map(([by, all = []]) => [by, all.length])),
    seconds,
    firstStoredSeconds: (found.storedAt - start) / 1000,
    firstFoundSeconds: (found.at - start) / 1000,
    unwaitedPapersPerSecond: Math.round(papersIn(unwaited) / unwaitedSeconds),
    neverWaited: !next,
    heap: await heap.stop(),
    mainThread: worstOf([app, found.mainThread]),
    longestInApp: app.longestTask,
    longestInPopup: found.mainThread.longestTask,
  }
}

function papersIn(answers: readonly Answered[]): number {
  return answers.reduce((sum, { newPapers }) => sum + newPapers, 0)
}
