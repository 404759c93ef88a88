import type { CDPSession } from 'playwright-core'
import type { GlossBrowser } from '../../browser.ts'

/** Milliseconds. */
const SAMPLE_EVERY = 250
const WORKER_ANSWERS_WITHIN = 60_000

/** Megabytes that the extension's worker held: objects, and array buffers beside them. */
export interface WorkerHeap {
  /** The most at any sample, garbage counted. */
  readonly peakMB: number
  /** At the end, garbage collected. */
  readonly collectedMB: number
  readonly samples: number
  /** The longest that the worker left a sample waiting, in milliseconds: so long at least was one of its tasks. */
  readonly longestWaitMs: number
}

/**
 * Samples the heap of the extension's worker until it is stopped. Attaching to the worker keeps the browser from
 * putting it to sleep, as Playwright's own session with it does.
 */
export class WorkerHeapSampler {
  readonly #send: (method: string) => Promise<Record<string, number>>
  readonly #session: CDPSession
  #peak = 0
  #samples = 0
  #longestWait = 0
  #stopped = false
  readonly #running: Promise<void>
  #failure: unknown

  private constructor(session: CDPSession, send: (method: string) => Promise<Record<string, number>>) {
    this.#session = session
    this.#send = send
    this.#running = this.#run().catch(error => {
      this.#failure = error
    })
  }

  static async start(gloss: GlossBrowser): Promise<WorkerHeapSampler> {
    const [page = await gloss.context.newPage()] = gloss.context.pages()
    const session = await gloss.context.newCDPSession(page)
    const { targetInfos } = await session.send('Target.getTargets')
    const worker = targetInfos.find(
      ({ type, url }) => type === 'service_worker' && url.includes(gloss.extensionId),
    )
    if (!worker) throw new Error("The extension's worker is not running, so its memory cannot be measured")
    return new WorkerHeapSampler(session, await attach(session, worker.targetId))
  }

  async stop(): Promise<WorkerHeap> {
    this.#stopped = true
    await this.#running
    if (this.#failure) throw this.#failure
    await this.#send('HeapProfiler.collectGarbage')
    const collectedMB = await this.#megabytes()
    await this.#session.detach()
    return {
      peakMB: Math.max(this.#peak, collectedMB),
      collectedMB,
      samples: this.#samples,
      longestWaitMs: Math.round(this.#longestWait),
    }
  }

  async #run(): Promise<void> {
    while (!this.#stopped) {
      const asked = performance.now()
      this.#peak = Math.max(this.#peak, await this.#megabytes())
      this.#samples++
      const waited = performance.now() - asked
      this.#longestWait = Math.max(this.#longestWait, waited)
      await new Promise(done => setTimeout(done, Math.max(0, SAMPLE_EVERY - waited)))
    }
  }

  async #megabytes(): Promise<number> {
    const usage = await this.#send('Runtime.getHeapUsage')
    const { usedSize = 0, embedderHeapUsedSize = 0, backingStorageSize = 0 } = usage
    return (usedSize + embedderHeapUsedSize + backingStorageSize) / 2 ** 20
  }
}

/** A way to speak to a target. Playwright has none for workers, so messages are passed on by a page's session. */
async function attach(session: CDPSession, targetId: string) {
  const waiting = new Map<number, (reply: { result?: Record<string, number>; error?: unknown }) => void>()
  const { sessionId } = await session.send('Target.attachToTarget', { targetId, flatten: false })
  session.on('Target.receivedMessageFromTarget', event => {
    if (event.sessionId !== sessionId) return
    const reply = JSON.parse(event.message)
    waiting.get(reply.id)?.(reply)
    waiting.delete(reply.id)
  })
  let calls = 0
  return (method: string) => {
    const id = ++calls
    return new Promise<Record<string, number>>((done, failed) => {
      const timer = setTimeout(
        () => failed(new Error(`The extension's worker did not answer ${method}; was it killed?`)),
        WORKER_ANSWERS_WITHIN,
      )
      // Nothing waits for an answer once the browser is closed.
      timer.unref()
      waiting.set(id, ({ result, error }) => {
        clearTimeout(timer)
        if (result) done(result)
        else failed(new Error(`${method}: ${JSON.stringify(error)}`))
      })
      const message = JSON.stringify({ id, method })
      session.send('Target.sendMessageToTarget', { sessionId, message }).catch(failed)
    })
  }
}
