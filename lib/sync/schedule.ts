import { browser } from 'wxt/browser'
import type { DigestRow, GlossDatabase } from '../corpus/database'
import { database } from '../corpus/database'
import { maintainIndex } from '../corpus/index-upkeep'
import { removeDigestStep, retainStep } from '../corpus/removal'
import { ensureStarter } from '../corpus/starter'
import { refreshVocabulary } from '../corpus/vocabulary-refresh'
import { readStarterFile } from '../extension'
import { readSettings, type Settings, watchSettings } from '../settings'
import { sourceOf } from '../sources/registry'
import { addMonths, type Day, dayOfTime, MINUTE } from '../time'
import { connection } from './connection'
import { hostGroup } from './pace'
import { IDLE_INTERVAL, syncDigest } from './sync'
import type { SyncTools } from './tools'
import { workerTools } from './worker-tools'

/** Wakes the worker for a sync that is due, or that was killed. */
export const SYNC_ALARM = 'sync'
/** A worker that was killed in the middle is started again after this long. */
const RESUME_AFTER = 1 * MINUTE
const LOCK = 'gloss-sync'
/** Nothing wakes a worker when the network comes back; looking costs nothing. */
const OFFLINE_INTERVAL = 5 * MINUTE

/** What the reader asked for: one digest or all, now. */
export interface Asked {
  readonly digest?: string
}

let running = false
/** Whether what is to be synced has changed while a run was under way, so that another must follow it. */
let outdated = false
let interruption = new AbortController()
/** How many wait for the sync to let go of the database. */
let givingWay = 0

/**
 * Starts a sync unless one runs already in any context; returns whether it was started here. `asked` says that the reader
 * wants it now: pauses after failures are not waited out, and a metered connection is used.
 */
export function startSync(asked?: Asked): boolean {
  if (running) return false
  running = true
  void navigator.locks
    .request(LOCK, { ifAvailable: true }, lock => (lock ? runAll(asked) : undefined))
    .catch(noteFailure)
    .finally(() => {
      running = false
      const again = outdated
      outdated = false
      if (again) startSync()
    })
  return true
}

/** Begins the sync anew, because what is to be synced was changed. */
export function restartSync(): void {
  interruption.abort()
  outdated = !startSync()
}

/** Follows what the reader changes of how Gloss syncs, also while it rests. */
export function followSettings(): void {
  const names = ['syncOn', 'syncFrom', 'syncMetered'] as const
  watchSettings((now, before) => {
    if (names.some(name => before[name] !== now[name])) restartSync()
  })
}

/** Does something while no sync runs, in any context; one that runs is interrupted. */
export async function withoutSync<T>(work: () => Promise<T>): Promise<T> {
  givingWay++
  interruption.abort()
  try {
    return await navigator.locks.request(LOCK, work)
  } finally {
    givingWay--
  }
}

/** Writes down what stopped the sync, as far as it still can be written, and waits: a full disk is still full soon. */
async function noteFailure(error: unknown): Promise<void> {
  console.error('Gloss: sync stopped', error)
  const full = /quota/i.test(String(error))
  const message = full
    ? 'The disk is full, so nothing new could be stored'
    : 'The database could not be written'
  const db = database()
  const digests = await db.digests.toArray().catch(() => [])
  for (const { digest, kind } of digests.filter(row => sourceOf(row.kind) !== undefined))
    await db.sources
      .update(digest, { phase: 'waiting', problem: { message, at: Date.now() } })
      .catch(() => console.error(`Gloss: nor could that be noted for ${kind}`))
  await armAlarm(IDLE_INTERVAL)
}

/** Makes the alarm exist. Alarms survive a killed worker, but not always a restart of the browser. */
export async function ensureAlarm(): Promise<void> {
  if (!(await browser.alarms.get(SYNC_ALARM))) await armAlarm(RESUME_AFTER)
}

async function armAlarm(delay: number): Promise<void> {
  // The period is a second net: should the next run not set the alarm anew, it comes again all the same.
  await browser.alarms.create(SYNC_ALARM, {
    when: Date.now() + delay,
    periodInMinutes: IDLE_INTERVAL / MINUTE,
  })
}

async function runAll(asked: Asked | undefined): Promise<void> {
  const db = database()
  await armAlarm(RESUME_AFTER)
  await ensureStarter(db, readStarterFile)
  let next = await syncAll(asked)
  // The reader changed what is to be synced while it ran.
  while (next === 'again' && givingWay === 0) next = await syncAll(undefined)
  await armAlarm(next === 'again' ? RESUME_AFTER : Math.max(RESUME_AFTER, next - Date.now()))
}

/** Syncs what is followed; returns when to run next (milliseconds), or that what is to be synced changed meanwhile. */
async function syncAll(asked: Asked | undefined): Promise<number | 'again'> {
  interruption = new AbortController()
  outdated = false
  const { signal } = interruption
  if (givingWay > 0) return 'again'
  try {
    const settings = await readSettings()
    await tidy(signal)
    if (!settings.syncOn) return Date.now() + IDLE_INTERVAL
    const network = connection()
    if (network === 'offline') return Date.now() + OFFLINE_INTERVAL
    if (network === 'metered' && !settings.syncMetered && !asked) return Date.now() + IDLE_INTERVAL
    const next = await syncHosts(settings, signal, asked)
    await countTopics(signal)
    return next
  } catch (error) {
    if (signal.aborted) return 'again'
    throw error
  }
}

/** What is done whether anything may be fetched or not: removals that were asked for, old papers, and the index. */
async function tidy(signal: AbortSignal): Promise<void> {
  const db = database()
  for (const { digest, removing, keepMonths } of await db.digests.toArray()) {
    while (removing && (await removeDigestStep(db, digest, removing))) signal.throwIfAborted()
    const before = keepMonths === undefined ? undefined : oldestKept(keepMonths)
    while (!removing && before && (await retainStep(db, digest, before))) signal.throwIfAborted()
  }
  // Also where nothing is fetched: saving adds segments, and an update of Gloss may bring another analysis.
  await mendIndex(db, signal)
}

async function mendIndex(db: GlossDatabase, signal: AbortSignal): Promise<void> {
  while (await maintainIndex(db)) signal.throwIfAborted()
}

/** Counts the topics of what came; the sync went well whether that does or not. */
async function countTopics(signal: AbortSignal): Promise<void> {
  const counted = refreshVocabulary(database(), signal, () => void armAlarm(RESUME_AFTER))
  await counted.catch(error => {
    signal.throwIfAborted()
    console.error('Gloss: the topics could not be counted', error)
  })
}

/** Syncs the digests, those of one host one after the other, several hosts at once. */
async function syncHosts(settings: Settings, signal: AbortSignal, asked: Asked | undefined): Promise<number> {
  const syncTools = await workerTools(() => void armAlarm(RESUME_AFTER))
  const followed = (await syncTools.db.digests.toArray())
    .filter(row => !row.paused && !row.removing && sourceOf(row.kind) !== undefined)
    .filter(row => asked?.digest === undefined || row.digest === asked.digest)
    .sort((a, b) => a.order - b.order)
  const byHost = Map.groupBy(followed, row => hostGroup(row.url))
  const runs = [...byHost.values()].map(rows => syncInTurn(rows, settings, syncTools, signal, asked))
  const ends = await Promise.allSettled(runs)
  const failed = ends.find(end => end.status === 'rejected')
  if (failed) throw failed.reason
  // The others may be due earlier than this one.
  if (asked?.digest !== undefined) return Date.now() + RESUME_AFTER
  return Math.min(
    ...ends.map(end => (end.status === 'fulfilled' ? end.value : Number.POSITIVE_INFINITY)),
    Date.now() + IDLE_INTERVAL,
  )
}

async function syncInTurn(
  rows: readonly DigestRow[],
  settings: Settings,
  syncTools: SyncTools,
  signal: AbortSignal,
  asked: Asked | undefined,
): Promise<number> {
  let next = Date.now() + IDLE_INTERVAL
  for (const row of rows) {
    const source = sourceOf(row.kind)
    if (!source) continue
    const keptFrom = row.keepMonths === undefined ? undefined : oldestKept(row.keepMonths)
    const wish = {
      // What would go at once again is not fetched.
      from: keptFrom && keptFrom > settings.syncFrom ? keptFrom : settings.syncFrom,
      ...(keptFrom && { keptFrom }),
      atOnce: asked !== undefined,
    }
    const outcome = await syncDigest(row, source, syncTools, signal, wish)
    if (!outcome.done) next = Math.min(next, outcome.retryAt)
    // What a digest of many papers left in pieces is put together once they are in.
    await syncTools.inTurn(() => mendIndex(syncTools.db, signal))
  }
  return next
}

function oldestKept(months: number): Day {
  return addMonths(dayOfTime(Date.now()), -months)
}
