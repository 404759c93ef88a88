import type { GlossDatabase } from '../corpus/database'
import { newDevice } from '../corpus/library-upgrade'
import type { DeviceId } from '../entries/clock'
import { clockOf, libraryTables } from './entries-store'

/** The name of this device among the others; it is given one on first use, which stays. */
export async function thisDevice(db: GlossDatabase): Promise<DeviceId> {
  return db.transaction('rw', libraryTables(db), async () => {
    const clock = await clockOf(db)
    await db.libraryState.put(clock)
    return clock.device
  })
}

/**
 * Gives this device another name, where a second one goes by the same: a profile that was copied, or brought back from a
 * backup. What was said under the old name stays as it is; a copy that went on under it is another device from now on.
 */
export async function takeNewDevice(db: GlossDatabase): Promise<DeviceId> {
  return db.transaction('rw', libraryTables(db), async () => {
    const clock = { ...(await clockOf(db)), device: newDevice() }
    await db.libraryState.put(clock)
    return clock.device
  })
}
