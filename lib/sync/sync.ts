import type { DayRow, GlossDatabase, SourceRow } from '../corpus/database'
import { maintainIndex } from '../corpus/index-upkeep'
import { storeBatch } from '../corpus/store'
import type { Failure, Fetched } from '../http'
import type { Paper } from '../papers/paper'
import { type DailySource, MalformedBody } from '../sources/source'
import { type Day, HOUR, MINUTE } from '../time'
import { backoff, isWaiting, type Pace } from './pace'
import { nextDay } from './plan'

/** What a sync needs from outside. Handed in, so that every fault can be tested. */
export interface SyncTools {
  readonly db: GlossDatabase
  now(): number
  random(): number
  get(url: string, signal: AbortSignal): Promise<Fetched>
  sleep(milliseconds: number, signal: AbortSignal): Promise<void>
  readonly pace: Pace
  /** Called before each request: keeps the worker alive, and sees to it that a killed one is started again. */
  heartbeat(): void
}

/** How a run ended: everything fetched, or stopped until `retryAt`. */
export type SyncOutcome = { readonly done: true } | { readonly done: false; readonly retryAt: number }

/** A day with more pages than this does not exist; a server that says so is going round in circles. */
const MAX_PAGES = 20
/** Days in a row that cannot be read before a run gives up: then the fault is not the day's. */
const MAX_BAD_DAYS = 3
const BAD_DAY_WAIT = 6 * HOUR
const THROTTLED_WAIT = 5 * MINUTE

/**
 * Brings one source up to date, newest day first, back to `from`. Every day is stored with its checkpoint in one
 * transaction, so a run that is killed goes on where it was. With `atOnce`, because the reader asked, it does not wait
 * out Gloss's own pauses after failures, but still those a server asked for. Rejects only with the signal's reason or a
 * database error.
 */
export async function syncSource(
  source: DailySource,
  from: Day,
  tools: SyncTools,
  signal: AbortSignal,
  atOnce = false,
): Promise<SyncOutcome> {
  let state = await startRun(source, tools)
  const heldBack = !atOnce || state.askedToWait
  if (heldBack && state.retryAt !== undefined && isWaiting(state.retryAt, tools.now()))
    return { done: false, retryAt: state.retryAt }
  const tryAgain = new Set(atOnce ? await failedDays(tools.db, source.id) : [])
  let badDays = 0
  let problem: SourceRow['problem']
  for (;;) {
    signal.throwIfAborted()
    const marks = await dayMarks(tools.db, source.id, tryAgain)
    const day = nextDay(source, marks, tools.now(), from)
    if (day === null) return finish(source, from, tools, state, problem)
    state = { ...state, phase: 'running' }
    tryAgain.delete(day)
    const list = await fetchDay(source, day, tools, signal)
    if ('failure' in list) {
      problem = { message: list.failure.message, at: tools.now() }
      const ownFault =
        list.failure.kind === 'malformed' ||
        list.failure.kind === 'refused' ||
        list.failure.kind === 'too-large'
      if (!ownFault) return stop(tools, state, problem, list.failure)
      await putBadDay(source, day, tools, { ...state, problem }, list)
      if (++badDays >= MAX_BAD_DAYS) return stop(tools, state, problem, list.failure)
      continue
    }
    badDays = 0
    if (list.rejected.length > 0)
      problem = {
        message: `${list.rejected.length} of ${day} could not be read and were left out`,
        at: tools.now(),
      }
    const { retryAt: _, askedToWait: __, ...rest } = state
    state = { ...rest, failures: 0, lastSuccess: tools.now(), ...(problem && { problem }) }
    await storeBatch(tools.db, {
      papers: list.papers,
      day: {
        digest: source.id,
        day,
        papers: list.papers.map(paper => paper.id),
        fetched: tools.now(),
        ...(list.rejected.length > 0 && { rejected: list.rejected }),
      },
      source: state,
    })
    while (await maintainIndex(tools.db)) signal.throwIfAborted()
  }
}

/** When to run again though nothing is left to fetch now: recent lists go on growing. */
export const IDLE_INTERVAL = 30 * MINUTE

async function startRun(source: DailySource, tools: SyncTools): Promise<SourceRow> {
  const known = await tools.db.sources.get(source.id)
  return known ?? { digest: source.id, phase: 'idle', failures: 0 }
}

async function dayMarks(db: GlossDatabase, digest: string, tryAgain: ReadonlySet<Day>) {
  const rows = await db.days.where('digest').equals(digest).toArray()
  return rows.map(row => ({
    day: row.day,
    ...(row.fetched !== undefined && { fetched: row.fetched }),
    ...(row.failed && !tryAgain.has(row.day) && { retryAt: row.failed.retryAt }),
  }))
}

async function failedDays(db: GlossDatabase, digest: string): Promise<Day[]> {
  const rows = await db.days.where('digest').equals(digest).toArray()
  return rows.filter(row => row.failed).map(row => row.day)
}

interface DayList {
  readonly papers: readonly Paper[]
  readonly rejected: readonly string[]
}

/** A list that ended in a failure, with the papers of the pages before it. */
interface BrokenDayList extends DayList {
  readonly failure: Failure
}

/** All pages of a day's list. A page that only repeats what came before ends it. */
async function fetchDay(
  source: DailySource,
  day: Day,
  tools: SyncTools,
  signal: AbortSignal,
): Promise<DayList | BrokenDayList> {
  const papers = new Map<string, Paper>()
  const rejected: string[] = []
  const result = () => ({ papers: [...papers.values()], rejected })
  for (let page = 0; page < MAX_PAGES; page++) {
    tools.heartbeat()
    const wait = tools.pace.take(tools.now())
    if (wait > 0) await tools.sleep(wait, signal)
    const answer = await tools.get(source.url(day, page), signal)
    if (!answer.ok) return { ...result(), failure: answer.failure }
    const list = readPage(source, answer.body, day, tools.now())
    if ('failure' in list) return { ...result(), failure: list.failure }
    const fresh = list.papers.filter(paper => !papers.has(paper.id))
    if (fresh.length === 0) break
    for (const paper of fresh) papers.set(paper.id, paper)
    rejected.push(...list.rejected)
    if (!answer.nextPage) break
  }
  return result()
}

function readPage(
  source: DailySource,
  body: unknown,
  day: Day,
  now: number,
): DayList | { readonly failure: Failure } {
  try {
    return source.parse(body, day, Math.floor(now / 1000))
  } catch (error) {
    if (error instanceof MalformedBody) return { failure: { kind: 'malformed', message: error.message } }
    throw error
  }
}

async function putBadDay(
  source: DailySource,
  day: Day,
  tools: SyncTools,
  state: SourceRow,
  { failure, papers }: BrokenDayList,
): Promise<void> {
  const known = await tools.db.days.get([source.id, day])
  const row: DayRow = {
    ...(known?.fetched === undefined
      ? { digest: source.id, day, papers: papers.map(paper => paper.id) }
      : known),
    failed: { message: failure.message, retryAt: tools.now() + (failure.retryAfter ?? BAD_DAY_WAIT) },
  }
  await storeBatch(tools.db, { papers, day: row, source: state })
}

async function stop(
  tools: SyncTools,
  state: SourceRow,
  problem: NonNullable<SourceRow['problem']>,
  failure: Failure,
): Promise<SyncOutcome> {
  const failures = state.failures + 1
  const wait =
    failure.retryAfter ?? (failure.kind === 'throttled' ? THROTTLED_WAIT : backoff(failures, tools.random()))
  const retryAt = tools.now() + wait
  const askedToWait = failure.retryAfter !== undefined || failure.kind === 'throttled'
  await tools.db.sources.put({ ...state, phase: 'waiting', failures, problem, retryAt, askedToWait })
  return { done: false, retryAt }
}

async function finish(
  source: DailySource,
  from: Day,
  tools: SyncTools,
  state: SourceRow,
  problem: SourceRow['problem'],
): Promise<SyncOutcome> {
  const bad = await tools.db.days
    .where('digest')
    .equals(source.id)
    .filter(row => row.failed !== undefined && row.day >= from)
    .toArray()
  const unread = bad.at(-1)?.failed
  const open = unread && {
    message: `${bad.length === 1 ? 'One day' : `${bad.length} days`} could not be read (${unread.message}) and will be tried again`,
    at: tools.now(),
  }
  const { problem: _, retryAt: __, askedToWait: ___, ...rest } = state
  const remaining = open ?? problem
  await tools.db.sources.put({
    ...rest,
    phase: 'idle',
    failures: 0,
    ...(remaining && { problem: remaining }),
  })
  return { done: true }
}
