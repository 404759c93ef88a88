import { readFileSync } from 'node:fs'
import type { PaperMention } from '../../../lib/messaging/protocol.ts'
import type { FeedHost } from '../sync/feed.ts'
import { followWhole } from '../sync/follow.ts'
import { openStage, type Setup, type Stage } from '../sync/stage.ts'
import { pause } from '../sync/wait.ts'

const QUESTIONS = 21
/** Milliseconds in which a killed worker is gone. */
export const WORKER_GONE = 300
/** What the worker measures of itself while it answers. */
const MEASURES = ['topics', 'summary']

/** Milliseconds. */
export interface Times {
  readonly p50: number
  readonly p95: number
}

/** From the messages to their answers, and what of it the worker spent on what. */
export type AnswerTimes = Readonly<Record<string, Times>>

declare const chrome: {
  readonly runtime: {
    sendMessage(message: object): Promise<{ ok: boolean; answer?: { topics?: readonly string[] } }>
  }
}

/** Follows the feed in a fresh profile, and then asks what there is to say of papers spread over it. */
export async function measureNotes(
  setup: Setup,
  feed: FeedHost,
): Promise<{ dead: AnswerTimes; alive: AnswerTimes }> {
  const stage = await openStage(
    setup,
    async (url, request) => (await feed.answer(url, request)) ?? { status: 204 },
  )
  try {
    await followWhole(stage, feed)
    const mentions = mentionsOf(feed)
    const dead = await askAll(stage, mentions, true)
    return { dead, alive: await askAll(stage, mentions, false) }
  } finally {
    await stage.close()
  }
}

/** Papers spread over the feed as a page would mention them. */
function mentionsOf(feed: FeedHost): PaperMention[] {
  return Array.from({ length: QUESTIONS }, (_, n) => {
    const shard = feed.shards[Math.floor((n * feed.shards.length) / QUESTIONS)]
    if (!shard) throw new Error('The feed has no shards')
    const { papers } = JSON.parse(readFileSync(feed.fileOf(shard), 'utf8'))
    const { id, title, abstract, authors } = papers[(n * 7) % papers.length]
    return { ids: [id], title, abstract, authors }
  })
}

async function askAll(stage: Stage, mentions: readonly PaperMention[], kill: boolean): Promise<AnswerTimes> {
  const times = new Map<string, number[]>()
  const note = (name: string, value: number) => times.set(name, [...(times.get(name) ?? []), value])
  for (const paper of mentions) {
    if (kill) {
      await stage.killWorker()
      await pause(WORKER_GONE)
    }
    const told = await stage.page.evaluate(async paper => {
      const start = performance.now()
      const note = await chrome.runtime.sendMessage({ type: 'annotate', paper })
      const noted = performance.now()
      const { topics = [] } = note.answer ?? {}
      const found = await chrome.runtime.sendMessage({ type: 'related', paper, topics })
      return { note: noted - start, related: performance.now() - noted, ok: note.ok && found.ok }
    }, paper as object)
    if (!told.ok) throw new Error('Gloss has nothing to say of a paper of its own')
    note('message to note', told.note)
    note('message to related papers', told.related)
    for (const [name, duration] of Object.entries(await measuredIn(stage))) note(name, duration)
  }
  return Object.fromEntries([...times].map(([name, values]) => [name, timesOf(values)]))
}

/** What the worker noted of its last answer. */
async function measuredIn({ gloss }: Stage): Promise<Record<string, number>> {
  const worker = gloss.context.serviceWorkers().at(-1)
  if (!worker) throw new Error("The extension's worker is not running")
  return worker.evaluate(names => {
    const last = names.map(name => {
      const measures = performance.getEntriesByName(`gloss ${name}`)
      return [name, measures.at(-1)?.duration ?? Number.NaN] as const
    })
    performance.clearMeasures()
    return Object.fromEntries(last)
  }, MEASURES)
}

function timesOf(values: readonly number[]): Times {
  const sorted = values.toSorted((a, b) => a - b)
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0
  return { p50: at(0.5), p95: at(0.95) }
}
