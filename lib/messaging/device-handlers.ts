import { browser } from 'wxt/browser'
import { database } from '../corpus/database'
import { browserSyncArea } from '../library/browser-sync/area'
import { syncThroughBrowser } from '../library/browser-sync/browser-sync'
import { devicesState } from '../library/device-accounts'
import { DEVICES_INTERVAL, type DeviceTools, syncDevices, withoutDevices } from '../library/device-sync'
import { storeArrived } from '../library/replica'
import { snapshotIfDue } from '../library/snapshots'
import { syncThroughWebdav } from '../library/webdav/sync'
import { HOUR, MINUTE, SECOND } from '../time'
import { announceChanged } from './announce-changed'
import { originOf } from './granted-hosts'
import type { Answer, Request } from './protocol'

/** Meets the other devices now and then, while that is on. */
const DEVICES_ALARM = 'devices'
/** Meets them soon after an edit, or after the browser's own sync brought something. */
const SOON_ALARM = 'devices-soon'
/** Looks whether a snapshot is due. */
const SNAPSHOT_ALARM = 'snapshot'
/** The least that browsers let an alarm wait; what is edited meanwhile goes together. */
const SOON = 30 * SECOND
const LOOK_INTERVAL = 6 * HOUR

const tools: DeviceTools = {
  now: Date.now,
  random: Math.random,
  online: () => navigator.onLine,
  browser: db => syncThroughBrowser(db, browserSyncArea(), {}),
  webdav: (db, account, signal) => syncThroughWebdav(db, account, { now: Date.now(), signal }),
  mayAsk: async url => {
    const origin = originOf(url)
    return origin !== null && browser.permissions.contains({ origins: [origin] })
  },
  changed: ids => announceChanged(database(), ids),
}

/** Keeps the list in step with other devices and copies of it on this one. Registers its listeners at once. */
export function followDevices(): void {
  browser.alarms.onAlarm.addListener(({ name }) => {
    if (name === DEVICES_ALARM || name === SOON_ALARM) void meet(false)
    if (name === SNAPSHOT_ALARM) void look()
  })
  browser.runtime.onStartup.addListener(() => void begin())
  browser.runtime.onInstalled.addListener(() => void begin())
  browser.storage.onChanged.addListener((_, area) => {
    if (area === 'sync') void metBySync()
  })
}

/** Answers a page that wants a round: now, and then it hears whether there was one, or soon. */
export async function syncNow({ soon }: Request<'device-sync'>): Promise<Answer<'device-sync'>> {
  if (soon) {
    await syncSoon()
    return { round: 'soon' }
  }
  await ensureAlarms()
  return { round: await meet(true) }
}

/** Sees to it that other devices learn of an edit, together with those that follow it in the next half minute. */
export async function syncSoon(): Promise<void> {
  const { engine } = await devicesState(database())
  if (engine === 'off' || (await browser.alarms.get(SOON_ALARM))) return
  await browser.alarms.create(SOON_ALARM, { when: Date.now() + SOON })
}

/** Does something while devices do not meet. What lies elsewhere is left as it is. */
export async function withoutMeeting<T>(work: () => Promise<T>): Promise<T> {
  const done = await withoutDevices(work)
  await ensureAlarms()
  return done
}

/** After a start of the browser: what others did meanwhile, and what a killed worker left. */
async function begin(): Promise<void> {
  await ensureAlarms()
  await meet(false)
}

async function metBySync(): Promise<void> {
  const { engine } = await devicesState(database())
  if (engine === 'browser') await syncSoon()
}

function meet(asked: boolean) {
  return syncDevices(database(), tools, asked)
}

async function look(): Promise<void> {
  const db = database()
  await snapshotIfDue(db, Date.now())
  await storeArrived(db).catch(error => console.error('Gloss: papers of the list could not be stored', error))
}

/** Alarms outlive a killed worker, but not always a restart of the browser. */
async function ensureAlarms(): Promise<void> {
  const { alarms } = browser
  const { engine } = await devicesState(database())
  if (engine === 'off') await Promise.all([alarms.clear(DEVICES_ALARM), alarms.clear(SOON_ALARM)])
  else await keepAlarm(DEVICES_ALARM, DEVICES_INTERVAL, DEVICES_INTERVAL)
  await keepAlarm(SNAPSHOT_ALARM, 10 * MINUTE, LOOK_INTERVAL)
}

async function keepAlarm(name: string, first: number, then: number): Promise<void> {
  if (await browser.alarms.get(name)) return
  await browser.alarms.create(name, { when: Date.now() + first, periodInMinutes: then / MINUTE })
}
