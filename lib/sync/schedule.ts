import { browser } from 'wxt/browser'
import { database } from '../corpus/database'
import { maintainIndex } from '../corpus/index-upkeep'
import { ensureStarter } from '../corpus/starter'
import { readStarterFile } from '../extension'
import { getJson } from '../http'
import { readSettings, watchSettings } from '../settings'
import { dailySources } from '../sources/registry'
import { MINUTE } from '../time'
import { Pace } from './pace'
import { IDLE_INTERVAL, type SyncTools, syncSource } from './sync'

/** Wakes the worker for a sync that is due, or that was killed. */
export const SYNC_ALARM = 'sync'
/** A worker that was killed in the middle is started again after this long. */
const RESUME_AFTER = 1 * MINUTE
const LOCK = 'gloss-sync'
/** The window in which Hugging Face counts requests. */
const PACE_MEMORY = 5 * MINUTE
const TAKEOVER_BURST = 10
/** Nothing wakes a worker when the network comes back; looking costs nothing. */
const OFFLINE_INTERVAL = 5 * MINUTE

let running = false

/**
 * Starts a sync unless one runs already in any context; returns whether it was started here. With `atOnce` it does not
 * wait out a pause after a failure: the reader asked for it.
 */
export function startSync(atOnce = false): boolean {
  if (running) return false
  running = true
  void navigator.locks
    .request(LOCK, { ifAvailable: true }, lock => (lock ? runAll(atOnce) : undefined))
    .catch(noteFailure)
    .finally(() => {
      running = false
    })
  return true
}

/** Writes down what stopped the sync, as far as it still can be written, and waits: a full disk is still full soon. */
async function noteFailure(error: unknown): Promise<void> {
  console.error('Gloss: sync stopped', error)
  const full = /quota/i.test(String(error))
  const message = full
    ? 'The disk is full, so nothing new could be stored'
    : 'The database could not be written'
  for (const { id } of dailySources)
    await database()
      .sources.update(id, { phase: 'waiting', problem: { message, at: Date.now() } })
      .catch(() => undefined)
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

async function runAll(atOnce: boolean): Promise<void> {
  const db = database()
  await armAlarm(RESUME_AFTER)
  await ensureStarter(db, readStarterFile)
  // Also where nothing is fetched: saving adds segments, and an update of Gloss may bring another analysis.
  while (await maintainIndex(db));
  let next = await syncAll(atOnce)
  // The reader changed what is to be synced while it ran.
  while (next === 'again') next = await syncAll(false)
  await armAlarm(Math.max(RESUME_AFTER, next - Date.now()))
}

/** Syncs every source; returns when to run next (milliseconds), or that the settings changed meanwhile. */
async function syncAll(atOnce: boolean): Promise<number | 'again'> {
  const settings = await readSettings()
  let next = Date.now() + IDLE_INTERVAL
  if (!settings.syncOn) return next
  if (!navigator.onLine) return Date.now() + OFFLINE_INTERVAL
  const syncTools = tools(await workerPace())
  const change = new AbortController()
  const done = new AbortController()
  watchSettings(now => {
    if (now.syncOn !== settings.syncOn || now.syncFrom !== settings.syncFrom) change.abort()
  }, done.signal)
  try {
    for (const source of dailySources) {
      const outcome = await syncSource(source, settings.syncFrom, syncTools, change.signal, atOnce)
      if (!outcome.done) next = Math.min(next, outcome.retryAt)
    }
    return next
  } catch (error) {
    if (change.signal.aborted) return 'again'
    throw error
  } finally {
    done.abort()
  }
}

let pace: Pace | undefined

/**
 * The pace of this worker's requests. One that takes over from a worker killed a moment ago must not begin with a
 * whole burst: the server still counts what that one asked.
 */
async function workerPace(): Promise<Pace> {
  if (pace) return pace
  const states = await database().sources.toArray()
  const recent = states.some(state => Date.now() - (state.lastSuccess ?? 0) < PACE_MEMORY)
  pace ??= new Pace(Date.now(), undefined, recent ? TAKEOVER_BURST : undefined)
  return pace
}

function tools(pace: Pace): SyncTools {
  return {
    db: database(),
    now: Date.now,
    random: Math.random,
    get: (url, signal) => getJson(url, { signal }),
    sleep: (milliseconds, signal) =>
      new Promise((resolve, reject) => {
        const timer = setTimeout(resolve, milliseconds)
        signal.addEventListener('abort', () => {
          clearTimeout(timer)
          reject(signal.reason)
        })
      }),
    pace,
    // Setting the alarm is an extension call, which also keeps the worker from being put to sleep.
    heartbeat: () => void armAlarm(RESUME_AFTER),
  }
}
