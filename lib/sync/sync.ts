import type { DigestRow } from '../corpus/database'
import { prepareDocuments } from '../corpus/index-document'
import { BULK_TIER_WIDTH } from '../corpus/index-merge'
import { maintainIndex } from '../corpus/index-upkeep'
import { storeBatch } from '../corpus/store'
import type { Failure } from '../http'
import { isWaiting } from '../sources/daily'
import type { Followed, Source, Step } from '../sources/source'
import { type Day, HOUR, MINUTE } from '../time'
import { Checkpoints, partsOf } from './checkpoints'
import { fetchStep, isOwnFault, type Outcome } from './fetch-step'
import { lackingDetails } from './lacking'
import { progressOf } from './progress'
import { RunState } from './run-state'
import type { SyncTools } from './tools'
import { keptPapers, storeFailure, storeReading } from './write'

/** What a run is asked to do. */
export interface Wish {
  /** The oldest day that is wanted. */
  readonly from: Day
  /** Papers that were listed on earlier days only are not kept, so they are not taken either. */
  readonly keptFrom?: Day
  /**
   * The reader asked: Gloss's own pauses after failures are not waited out, and the newest is asked for again. A pause
   * that a server asked for is kept all the same.
   */
  readonly atOnce?: boolean
}

/** How a run ended: everything fetched, or stopped until `retryAt`. */
export type SyncOutcome = { readonly done: true } | { readonly done: false; readonly retryAt: number }

/** When to run again though nothing is left to fetch now: recent lists go on growing. */
export const IDLE_INTERVAL = 30 * MINUTE

/** Steps in a row that cannot be read before a run gives up: then the fault is not the step's. */
const MAX_BAD_STEPS = 3
const BAD_STEP_WAIT = 6 * HOUR
/** A part that is planned more often in one run is planned by mistake, or by a server that leads in circles. */
const MAX_TIMES = 5

/**
 * Brings one digest up to date. Every step is stored with its checkpoint in one transaction, so a run that is killed
 * goes on where it was. Rejects only with the signal's reason or a database error.
 */
export async function syncDigest(
  row: DigestRow,
  source: Source,
  tools: SyncTools,
  signal: AbortSignal,
  wish: Wish,
): Promise<SyncOutcome> {
  const known = await tools.db.sources.get(row.digest)
  const heldBack = !wish.atOnce || known?.askedToWait
  if (heldBack && known?.retryAt !== undefined && isWaiting(known.retryAt, tools.now()))
    return { done: false, retryAt: known.retryAt }
  const points = await Checkpoints.read(tools.db, source, row.digest, known?.checked)
  if (wish.atOnce) {
    const newest = source.daily ? [source.daily.newestDay(tools.now())] : ['', '0']
    points.askAgain(newest, tools.now())
  }
  const state = new RunState(tools.db, row.digest, known)
  return new Run(row, source, tools, signal, wish, points, state).toTheEnd()
}

/** One run over one digest. */
class Run {
  readonly #digest: Followed
  readonly #source: Source
  readonly #tools: SyncTools
  readonly #signal: AbortSignal
  readonly #wish: Wish
  readonly #points: Checkpoints
  readonly #state: RunState
  #badSteps = 0
  /** How far the reader's clock is from the server's. */
  #skew = 0
  #lessons = 0
  readonly #times = new Map<string, number>()

  constructor(
    row: DigestRow,
    source: Source,
    tools: SyncTools,
    signal: AbortSignal,
    wish: Wish,
    points: Checkpoints,
    state: RunState,
  ) {
    this.#digest = { id: row.digest, kind: row.kind, url: row.url, title: row.title }
    this.#source = source
    this.#tools = tools
    this.#signal = signal
    this.#wish = wish
    this.#points = points
    this.#state = state
  }

  async toTheEnd(): Promise<SyncOutcome> {
    let ahead: { readonly part: string; readonly answer: Promise<Outcome> } | undefined
    for (;;) {
      this.#signal.throwIfAborted()
      const step = await this.#next()
      if (!step) return this.#finish()
      const answer = ahead?.part === step.part ? await ahead.answer : await this.#ask(step)
      ahead = undefined
      if (this.#learnTime(answer)) continue
      if (answer.kind === 'failed') {
        const stopped = await this.#failed(step, answer)
        if (stopped) return stopped
        continue
      }
      this.#badSteps = 0
      if (answer.kind === 'undivided') await this.#undivided(step)
      else if (answer.kind === 'unchanged') this.#unchanged(step)
      else {
        const write = this.#read(step, answer)
        const next = step.ahead ? await this.#next() : null
        if (next?.ahead) {
          ahead = { part: next.part, answer: this.#askAhead(next) }
          // Waited for in the next round; should that never come, nobody else hears of it.
          ahead.answer.catch(() => undefined)
        }
        await this.#tools.inTurn(write)
      }
    }
  }

  /** The server's time, where it told it and the reader's clock is wrong. */
  #now(): number {
    return this.#tools.now() + this.#skew
  }

  async #next(): Promise<Step | null> {
    const { marks } = this.#points
    const lacking = this.#source.wantsLacking
      ? { lacking: await lackingDetails(this.#tools.db, marks.get(''), this.#now()) }
      : {}
    const planned = { digest: this.#digest, now: this.#now(), from: this.#wish.from, marks, ...lacking }
    const step = this.#source.plan(planned)
    if (!step || lacking.lacking) return step
    const times = (this.#times.get(step.part) ?? 0) + 1
    this.#times.set(step.part, times)
    return times > MAX_TIMES ? null : step
  }

  #ask(step: Step): Promise<Outcome> {
    // Asked for because its checksum is another one: that it is as it was would be a stale answer.
    const known = step.sha256 ? undefined : this.#points.version(step.part)
    return fetchStep(this.#source, this.#digest, step, known, this.#tools, this.#signal)
  }

  /** Fetches a step while another is stored, and makes what can be made of it by then. */
  async #askAhead(step: Step): Promise<Outcome> {
    const outcome = await this.#ask(step)
    if (outcome.kind === 'read')
      await prepareDocuments(outcome.reading.papers, await this.#tools.db.termVectors())
    return outcome
  }

  /** Goes by the server's clock where the reader's is wrong; returns whether what was just asked for came of that. */
  #learnTime({ skew, kind }: Outcome): boolean {
    if (skew === undefined) return false
    const learnt = Math.abs(skew - this.#skew) > MINUTE
    if (learnt) this.#skew = skew
    // Once: machines that do not agree about the time would be asked for ever.
    return learnt && kind === 'failed' && this.#lessons++ === 0
  }

  #unchanged(step: Step): void {
    this.#state.wentWell(this.#tools.now())
    this.#points.unchanged(step, this.#now())
    this.#state.checked(partsOf(step), this.#now())
  }

  async #undivided(step: Step): Promise<void> {
    const fetched = this.#now()
    this.#points.undivided(step, fetched)
    const part = { digest: this.#digest.id, part: step.part, fetched, note: { undivided: true } }
    await this.#tools.inTurn(() => storeBatch(this.#tools.db, { papers: [], part }))
  }

  /** Notes a step as done; returns what stores it. Until that has ended, nobody but this run knows. */
  #read(step: Step, { reading, version }: Extract<Outcome, { kind: 'read' }>): () => Promise<void> {
    this.#state.wentWell(this.#tools.now())
    const fetched = this.#now()
    const left = reading.rejected.length
    if (left > 0) {
      const what = `${left === 1 ? 'One entry' : `${left} entries`}${step.days ? ` of ${step.part}` : ''}`
      const message = `${what} could not be read and ${left === 1 ? 'was' : 'were'} left out`
      this.#state.wentWrong(message, this.#tools.now())
    }
    this.#points.stored(step, fetched, version, reading.note)
    if (reading.parts) this.#points.keep(reading.parts)
    const { db } = this.#tools
    const [digest, knownOnly] = [this.#digest.id, this.#source.wantsLacking === true]
    const kept = { ...reading, papers: keptPapers(reading.papers, this.#wish.keptFrom) }
    return async () => {
      this.#signal.throwIfAborted()
      const { row } = this.#state
      this.#state.reached(progressOf(this.#source, this.#points, row, kept, this.#now(), this.#wish.from))
      const state = this.#state.row
      const added = await storeReading(db, {
        digest,
        step,
        reading: kept,
        version,
        fetched,
        state,
        knownOnly,
      })
      this.#state.wrote(added)
      const width = step.ahead ? BULK_TIER_WIDTH : undefined
      while (await maintainIndex(db, width)) this.#signal.throwIfAborted()
    }
  }

  /** Notes a failure; returns how the run ends where it does. */
  async #failed(
    step: Step,
    { failure, papers }: Extract<Outcome, { kind: 'failed' }>,
  ): Promise<SyncOutcome | null> {
    this.#state.wentWrong(failure.message, this.#tools.now())
    if (!isOwnFault(failure)) return this.#stop(failure)
    const retryAt = this.#tools.now() + (failure.retryAfter ?? BAD_STEP_WAIT)
    this.#points.failed(step, retryAt, failure.message)
    const failed = { message: failure.message, retryAt }
    const { db } = this.#tools
    const wrong = { digest: this.#digest.id, step, failed, papers, state: this.#state.row }
    this.#state.wrote(await this.#tools.inTurn(() => storeFailure(db, wrong)))
    return ++this.#badSteps >= MAX_BAD_STEPS ? this.#stop(failure) : null
  }

  async #stop(failure: Failure): Promise<SyncOutcome> {
    const retryAt = await this.#state.stop(failure, this.#tools.now(), this.#tools.random())
    return { done: false, retryAt }
  }

  async #finish(): Promise<SyncOutcome> {
    const failures = this.#points.failures(this.#wish.from, this.#source.daily?.newestDay(this.#now()))
    await this.#state.finish(failures, this.#source.daily ? 'day' : 'part', this.#tools.now())
    return { done: true }
  }
}
