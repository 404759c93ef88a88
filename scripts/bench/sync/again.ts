import { MINUTE } from '../../../lib/time.ts'
import type { Stage } from './stage.ts'
import type { RowChanges } from './stored-reader.ts'
import { until, untilQuiet } from './wait.ts'

/** What a sync of something that was synced before came to. */
export interface Again {
  readonly requests: number
  readonly seconds: number
  /** Rows that became different, by table. */
  readonly rows: RowChanges
}

/** Gloss asks for nothing again that it has asked for a moment ago. */
export const SOON = 10 * MINUTE

/**
 * Asks for a sync of one digest as if `later` milliseconds had passed since the last, and waits until all that it does
 * is done.
 */
export async function syncAgain(
  what: string,
  stage: Stage,
  digest: string,
  requests: () => number,
  later: number,
): Promise<Again> {
  await stage.stored.makeOlder(later)
  const before = await stage.stored.remember()
  const asked = requests()
  const start = Date.now()
  await startSync(what, stage, digest)
  const end = await untilQuiet(what, { standing: () => stage.stored.standing(digest), requests })
  return {
    requests: requests() - asked,
    seconds: (end - start) / 1000,
    rows: await stage.stored.changesSince(before),
  }
}

/** Sends the message behind "Sync now" until one is started: an earlier one may still be coming to its end. */
export async function startSync(what: string, stage: Stage, digest: string): Promise<void> {
  await until(`The start of ${what}`, async () => (await stage.send('sync', { digest })).started)
}
