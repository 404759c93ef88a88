import { browser } from 'wxt/browser'
import { database } from '../corpus/database'
import { type Fetched, getText } from '../http'
import { MINUTE } from '../time'
import { Hosts } from './pace'
import { type Ask, type SyncTools, turns } from './tools'

/** The window in which Hugging Face counts requests. */
const PACE_MEMORY = 5 * MINUTE

let hosts: Promise<Hosts> | undefined
const inTurn = turns()

/** The tools of this worker; all that it fetches shares one pace. */
export async function workerTools(heartbeat: () => void): Promise<SyncTools> {
  const db = database()
  hosts ??= db.sources
    .toArray()
    .then(states => new Hosts(states.some(({ lastSuccess = 0 }) => Date.now() - lastSuccess < PACE_MEMORY)))
    .catch(error => {
      hosts = undefined
      throw error
    })
  return {
    db,
    now: Date.now,
    random: Math.random,
    get: getAllowed,
    sleep,
    hosts: await hosts,
    inTurn,
    heartbeat,
  }
}

/**
 * Asks a host. To a worker that has no leave to read an answer it looks as if the host were not there: where the reader
 * took the leave away, that is what is said.
 */
async function getAllowed(url: string, ask: Ask): Promise<Fetched> {
  const answer = await getText(url, ask)
  if (answer.ok || answer.failure.kind !== 'unreachable') return answer
  const { protocol, host, hostname } = new URL(url)
  const allowed = await browser.permissions.contains({ origins: [`${protocol}//${hostname}/*`] })
  if (allowed) return answer
  const message = `The browser does not let Gloss ask ${host}. Remove the digest and add it again to allow it`
  return { ...answer, failure: { ...answer.failure, message } }
}

function sleep(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, milliseconds)
    signal.addEventListener('abort', () => {
      clearTimeout(timer)
      reject(signal.reason)
    })
  })
}
