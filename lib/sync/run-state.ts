import type { GlossDatabase, SourceRow } from '../corpus/database'
import type { Failure } from '../http'
import { MINUTE } from '../time'
import { withChecked } from './checkpoints'
import { backoff } from './pace'

const THROTTLED_WAIT = 5 * MINUTE

/** Where a digest's sync stands while it runs: what becomes of its row in `sources`. */
export class RunState {
  readonly #db: GlossDatabase
  /** As it lies in the database. */
  #written: SourceRow | undefined
  #row: SourceRow
  #problem: SourceRow['problem']

  constructor(db: GlossDatabase, digest: string, known: SourceRow | undefined) {
    this.#db = db
    this.#written = known
    this.#row = known ?? { digest, phase: 'idle', failures: 0 }
  }

  /** The row to be written with the next batch; a problem is told as soon as there is one. */
  get row(): SourceRow {
    return { ...this.#row, phase: 'running', ...(this.#problem && { problem: this.#problem }) }
  }

  /** Notes an answer that could be used. */
  wentWell(now: number): void {
    const { retryAt: _, askedToWait: __, ...rest } = this.#row
    this.#row = { ...rest, failures: 0, lastSuccess: now }
  }

  /** Notes parts that were asked for again and had not changed; written at the end of the run, or with what is. */
  checked(parts: readonly string[], now: number): void {
    this.#row = withChecked(this.#row, parts, now)
  }

  wentWrong(message: string, now: number): void {
    this.#problem = { message, at: now }
  }

  reached(progress: SourceRow['progress']): void {
    if (progress) this.#row = { ...this.#row, progress }
  }

  /** Notes that `row` was written, with so many papers more. */
  wrote(added: number): void {
    this.#row = { ...this.row, papers: (this.#row.papers ?? 0) + added }
    this.#written = this.#row
  }

  /** Ends a run that a server's fault stopped; returns when to try again. */
  async stop(failure: Failure, now: number, random: number): Promise<number> {
    const failures = this.#row.failures + 1
    const wait =
      failure.retryAfter ?? (failure.kind === 'throttled' ? THROTTLED_WAIT : backoff(failures, random))
    const retryAt = now + wait
    const askedToWait = failure.retryAfter !== undefined || failure.kind === 'throttled'
    await this.#write({ ...this.row, phase: 'waiting', failures, retryAt, askedToWait })
    return retryAt
  }

  /** Ends a run that came to its end; `failures` are those of days or parts that are left open. */
  async finish(failures: readonly string[], what: 'day' | 'part', now: number): Promise<void> {
    const unread = failures.length > 0 && unreadMessage(failures, what)
    const { problem: _, retryAt: __, askedToWait: ___, ...rest } = this.#row
    const known = this.#written?.problem
    // Said before in the same words: the time it was first said stays.
    const open = unread && { message: unread, at: known?.message === unread ? known.at : now }
    const problem = open || this.#problem
    const { progress, papers = 0 } = rest
    // With all of it there, what is there is what was to be expected.
    const reached = progress && progress.done === progress.all ? { ...progress, expected: papers } : progress
    await this.#write({
      ...rest,
      phase: 'idle',
      failures: 0,
      ...(reached && { progress: reached }),
      ...(problem && { problem }),
    })
  }

  /** Writes the row, unless it is written already. */
  async #write(row: SourceRow): Promise<void> {
    if (isSame(row, this.#written)) return
    await this.#db.sources.put(row)
  }
}

function isSame(a: SourceRow, b: SourceRow | undefined): boolean {
  const plain = (row: SourceRow | undefined) => JSON.stringify(Object.entries(row ?? {}).sort())
  return plain(a) === plain(b)
}

/** What is said of parts that could not be read; of the only one there is, what went wrong with it is enough. */
function unreadMessage(failures: readonly string[], what: 'day' | 'part'): string {
  const last = failures.at(-1) ?? ''
  if (failures.length === 1 && what === 'part') return last
  const count = failures.length === 1 ? `One ${what}` : `${failures.length} ${what}s`
  return `${count} could not be read (${last}) and will be tried again`
}
