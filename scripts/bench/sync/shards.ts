import { type Again, SOON, syncAgain } from './again.ts'
import { FEED_TITLE, FEED_URL, type FeedHost, PAPERS_A_SHARD } from './feed.ts'
import { type MainThread, readMainThread, resetMainThread, worstOf } from './main-thread.ts'
import { awaited, findFirst } from './search-probe.ts'
import { openStage, type Setup, type Stage } from './stage.ts'
import { untilQuiet, untilSynced } from './wait.ts'
import { type WorkerHeap, WorkerHeapSampler } from './worker-heap.ts'

/** What it took to follow a feed of so many papers. */
export interface ShardsFigures {
  readonly papers: number
  readonly requests: number
  /** From the wish to follow it until every paper is stored and indexed. */
  readonly seconds: number
  readonly papersPerSecond: number
  /** Over the first and the last fifth of the shards, by when they were asked for. */
  readonly papersPerSecondAtFirst: number
  readonly papersPerSecondAtLast: number
  /** What the index's upkeep took after that. */
  readonly upkeepSeconds: number
  /** Until a paper of the newest shard is stored, and until the popup finds it. */
  readonly firstStoredSeconds: number
  readonly firstFoundSeconds: number
  readonly heap: WorkerHeap
  /** The worst of the app's page and the popup, and the longest task of each. */
  readonly mainThread: MainThread
  readonly longestInApp: number
  readonly longestInPopup: number
  readonly bytesPerPaper: number
  readonly estimatedBytesPerPaper: number
  /** Minutes later, with nothing new. */
  readonly second: Again
  /** With one paper of one shard changed. */
  readonly update: Again
}

/** Measures following a feed, in a profile of its own. */
export async function measureShards(setup: Setup, feed: FeedHost): Promise<ShardsFigures> {
  const stage = await openStage(
    setup,
    async (url, request) => (await feed.answer(url, request)) ?? { status: 204 },
  )
  try {
    await stage.send('remove-digest', { digest: 'hf', papers: 'keep' })
    await stage.changeSettings({ syncOn: true })
    const { digest, ...followed } = await follow(stage, feed)
    const requests = () => feed.requests.length
    const second = await syncAgain('the second sync', stage, digest, requests, SOON)
    const update = await syncOneChange(stage, feed, digest)
    const papers = await stage.stored.papers()
    const estimate = await stage.stored.bytesEstimated()
    const bytes = await stage.closeAndWeigh()
    return {
      ...followed,
      second,
      update,
      bytesPerPaper: Math.round(bytes / papers),
      estimatedBytesPerPaper: Math.round(estimate / papers),
    }
  } finally {
    await stage.close()
  }
}

async function follow(stage: Stage, feed: FeedHost) {
  const first = await awaited(stage, feed.newestPapers())
  const heap = await WorkerHeapSampler.start(stage.gloss)
  await resetMainThread(stage.today)
  const start = Date.now()
  const { digest } = await stage.send('follow', { kind: 'gloss-digest', url: FEED_URL, title: FEED_TITLE })
  const watched = { standing: () => stage.stored.standing(digest), requests: () => feed.requests.length }
  const allAsked = () => feed.requests.length > feed.shards.length
  const [found] = await Promise.all([
    findFirst(stage, first),
    untilSynced('Following the feed', watched, allAsked, async ({ phase }) => allAsked() && phase === 'idle'),
  ])
  const end = Date.now()
  const requests = feed.requests.length
  const quiet = await untilQuiet('the upkeep of the index', watched)
  const app = await readMainThread(stage.today)
  const memory = await heap.stop()
  await expectAll(stage, feed)
  return {
    digest,
    papers: feed.papers,
    requests,
    seconds: (end - start) / 1000,
    papersPerSecond: Math.round((feed.papers / (end - start)) * 1000),
    ...growth(feed, end),
    upkeepSeconds: Math.max(0, quiet - end) / 1000,
    firstStoredSeconds: (found.storedAt - start) / 1000,
    firstFoundSeconds: (found.at - start) / 1000,
    heap: memory,
    mainThread: worstOf([app, found.mainThread]),
    longestInApp: app.longestTask,
    longestInPopup: found.mainThread.longestTask,
  }
}

/** Fails unless every paper of the feed is stored, and everything stored is indexed. */
async function expectAll({ stored }: Stage, feed: FeedHost): Promise<void> {
  const missing = await stored.missing(feed.shards.flatMap(({ ids }) => ids))
  if (missing.length > 0)
    throw new Error(`${missing.length} of ${feed.papers} papers never arrived, such as ${missing[0]}`)
  const [papers, indexed] = [await stored.papers(), await stored.indexed()]
  if (papers !== indexed) throw new Error(`${papers} papers are stored and ${indexed} are in the index`)
}

/** How fast it went at first and at last: what grows with the corpus shows in the difference. */
function growth({ requests, shards }: FeedHost, end: number) {
  const times = [...requests.filter(({ path }) => path.includes('shard')).map(({ at }) => at), end]
  const fifth = Math.max(1, Math.floor(shards.length / 5))
  const rate = (from = 0, to = 0) => Math.round(((fifth * PAPERS_A_SHARD) / (to - from)) * 1000)
  return {
    papersPerSecondAtFirst: rate(times[0], times[fifth]),
    papersPerSecondAtLast: rate(times.at(-1 - fifth), times.at(-1)),
  }
}

async function syncOneChange(stage: Stage, feed: FeedHost, digest: string): Promise<Again> {
  const { id, title } = feed.changeOnePaper()
  const before = feed.requests.length
  const update = await syncAgain('the sync of one change', stage, digest, () => feed.requests.length, SOON)
  const stored = await stage.stored.title(id)
  if (stored !== title) {
    const asked = feed.requests.slice(before).map(({ path, status }) => `${path} (${status})`)
    throw new Error(
      `The change of one paper never arrived: ${id} is “${stored}” and not “${title}”; asked for ${asked.join(', ') || 'nothing'}`,
    )
  }
  return update
}
