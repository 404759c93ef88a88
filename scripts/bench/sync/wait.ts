import type { Standing } from './stored-reader.ts'

/** Milliseconds without a request or a change after which a sync is given up. */
const STALLED_AFTER = 150_000
/** A failure that stands this long will not be followed by another try soon. */
const FAILED_AFTER = 10_000
const QUIET_FOR = 3000

export function pause(milliseconds: number): Promise<void> {
  return new Promise(done => setTimeout(done, milliseconds))
}

/** Looks until there is what was waited for; fails with a sentence when it does not come. */
export async function until<T>(
  what: string,
  look: () => Promise<T | undefined | false>,
  { within = 30_000, every = 100 } = {},
): Promise<T> {
  const end = performance.now() + within
  for (;;) {
    const found = await look()
    if (found) return found
    if (performance.now() > end) throw new Error(`${what} did not come within ${within / 1000} s`)
    await pause(every)
  }
}

interface Watched {
  standing(): Promise<Standing>
  /** Requests so far. */
  requests(): number
}

/**
 * Waits until `isDone`, looking once a second so as not to disturb, and more often once `isNear`. Fails when the sync
 * has stopped over a problem, or when nothing happens any more.
 */
export async function untilSynced(
  what: string,
  watched: Watched,
  isNear: () => boolean,
  isDone: (standing: Standing) => Promise<boolean>,
): Promise<Standing> {
  let last = ''
  let changed = performance.now()
  for (;;) {
    const standing = await watched.standing()
    if (await isDone(standing)) return standing
    const seen = `${watched.requests()} requests, ${JSON.stringify(standing)}`
    if (seen !== last) changed = performance.now()
    last = seen
    const since = performance.now() - changed
    const { phase, problem } = standing
    if (phase === 'waiting' && problem && since > FAILED_AFTER)
      throw new Error(`${what} stopped over a problem: ${problem} (${seen})`)
    if (since > STALLED_AFTER)
      throw new Error(`${what} does not go on; nothing changed for ${STALLED_AFTER / 1000} s after ${seen}`)
    await pause(isNear() ? 100 : 1000)
  }
}

/** Waits until nothing is asked or changed any more; returns when the last of it was seen, by this machine's clock. */
export async function untilQuiet(what: string, watched: Watched): Promise<number> {
  let last = ''
  let changed = Date.now()
  await until(
    `The end of ${what}`,
    async () => {
      const standing = await watched.standing()
      const seen = `${watched.requests()} ${JSON.stringify(standing)}`
      if (seen !== last) changed = Date.now()
      last = seen
      return Date.now() - changed > QUIET_FOR && standing.phase !== 'running' && standing.merging === ''
    },
    { within: 300_000 },
  )
  return changed
}
