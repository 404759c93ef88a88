import type { GlossDatabase } from '../corpus/database'
import type { Fetched } from '../http'
import type { Hosts } from './pace'

/** What is asked of the network. */
export interface Ask {
  readonly signal: AbortSignal
  readonly accept: string
  readonly etag?: string
  readonly modified?: string
  readonly sha256?: boolean
  readonly redirects: 'refuse' | 'same host'
}

/** What a sync needs from outside. Handed in, so that every fault can be tested. */
export interface SyncTools {
  readonly db: GlossDatabase
  now(): number
  random(): number
  get(url: string, ask: Ask): Promise<Fetched>
  sleep(milliseconds: number, signal: AbortSignal): Promise<void>
  /** The pace of each host, over all digests. */
  readonly hosts: Hosts
  /** Runs one piece of writing after the other, where digests of several hosts are fetched at once. */
  inTurn<T>(work: () => Promise<T>): Promise<T>
  /** Called before each request: keeps the worker alive, and sees to it that a killed one is started again. */
  heartbeat(): void
}

/** A queue of one: each piece of work begins when the one before has ended, well or not. */
export function turns(): SyncTools['inTurn'] {
  let last: Promise<unknown> = Promise.resolve()
  return work => {
    const mine = last.then(work, work)
    last = mine.catch(() => undefined)
    return mine
  }
}

/** A request at its host's pace; what the server said of its quota is noted for the next. */
export async function askHost(tools: SyncTools, url: string, ask: Omit<Ask, 'redirects'>): Promise<Fetched> {
  tools.heartbeat()
  const wait = tools.hosts.take(url, tools.now())
  if (wait > 0) await tools.sleep(wait, ask.signal)
  const answer = await tools.get(url, { ...ask, redirects: redirectsOf(url) })
  tools.hosts.note(url, answer.quota, tools.now())
  if (!answer.ok && answer.failure.kind === 'throttled')
    tools.hosts.hold(url, tools.now() + (answer.failure.retryAfter ?? 0))
  return answer
}

/** The great hosts' addresses stay put; what a reader typed may lead on, within its host. */
function redirectsOf(url: string): Ask['redirects'] {
  return /(?:^|\.)(?:huggingface\.co|arxiv\.org)$/.test(new URL(url).hostname) ? 'refuse' : 'same host'
}
