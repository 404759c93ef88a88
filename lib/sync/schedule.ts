import { browser } from 'wxt/browser'
import { database } from '../corpus/database'
import { maintainIndex } from '../corpus/segments'
import { ensureStarter } from '../corpus/starter'
import { readStarterFile } from '../extension'
import { getJson } from '../http'
import { readSettings } from '../settings'
import { dailySources } from '../sources/registry'
import { MINUTE } from '../time'
import { Pace } from './pace'
import { IDLE_INTERVAL, type SyncTools, syncSource } from './sync'

/** Wakes the worker for a sync that is due, or that was killed. */
export const SYNC_ALARM = 'sync'
/** A worker that was killed in the middle is started again after this long. */
const RESUME_AFTER = 1 * MINUTE
const LOCK = 'gloss-sync'

let running = false

/** Starts a sync unless one runs already in any context; returns whether it was started here. */
export function startSync(): boolean {
  if (running) return false
  running = true
  void navigator.locks
    .request(LOCK, { ifAvailable: true }, lock => (lock ? runAll() : undefined))
    .catch(error => {
      console.error('Gloss: sync stopped', error)
      // A full disk is still full a minute later.
      return armAlarm(IDLE_INTERVAL)
    })
    .finally(() => {
      running = false
    })
  return true
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

async function runAll(): Promise<void> {
  const db = database()
  await armAlarm(RESUME_AFTER)
  await ensureStarter(db, readStarterFile)
  // Also where nothing is fetched: saving adds segments, and an update of Gloss may bring another analysis.
  while (await maintainIndex(db));
  const settings = await readSettings()
  let next = Date.now() + IDLE_INTERVAL
  if (settings.syncOn && navigator.onLine) {
    for (const source of dailySources) {
      const outcome = await syncSource(source, settings.syncFrom, tools(), new AbortController().signal)
      if (!outcome.done) next = Math.min(next, outcome.retryAt)
    }
  }
  await armAlarm(Math.max(RESUME_AFTER, next - Date.now()))
}

function tools(): SyncTools {
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
    pace: new Pace(Date.now()),
    // Setting the alarm is an extension call, which also keeps the worker from being put to sleep.
    heartbeat: () => void armAlarm(RESUME_AFTER),
  }
}
