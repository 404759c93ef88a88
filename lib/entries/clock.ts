/**
 * A moment on one device, as text that sorts: nine digits of milliseconds and three of a counter in base 36, then the
 * device. No two edits ever carry the same one.
 */
export type Stamp = string

/** Eight letters and digits that name a device, or rather one profile of a browser on it. */
export type DeviceId = string

/** For each device its latest edit that was seen. */
export type Seen = Readonly<Record<DeviceId, Stamp>>

const TIME_DIGITS = 9
const COUNT_DIGITS = 3
const MOST_COUNTED = 36 ** COUNT_DIGITS - 1
/** No clock is that far ahead: what claims to be later is damaged. 2100-01-01, in milliseconds. */
const END_OF_TIME = Date.UTC(2100, 0, 1)

/** The shape of a stamp. */
const STAMP = /^[0-9a-z]{12}([0-9a-z]{8})$/

/** Whether a text is a stamp, of a time that can be. */
export function isStamp(text: string): boolean {
  return STAMP.test(text) && timeOf(text) < END_OF_TIME
}

/**
 * The stamp of the next edit on a device, later than `last`, the latest one it has seen of any device, whatever its
 * clock says: a hybrid logical clock (Kulkarni et al., "Logical physical clocks", 2014). `now` is in milliseconds.
 */
export function nextStamp(last: Stamp | undefined, now: number, device: DeviceId): Stamp {
  const before = last === undefined ? -1 : timeOf(last)
  const wall = Math.min(Math.max(0, Math.floor(now)), END_OF_TIME - 1)
  if (last === undefined || wall > before) return stampOf(wall, 0, device)
  const count = Number.parseInt(last.slice(TIME_DIGITS, TIME_DIGITS + COUNT_DIGITS), 36)
  return count < MOST_COUNTED ? stampOf(before, count + 1, device) : stampOf(before + 1, 0, device)
}

/** The time a stamp was made at, in milliseconds, by the clock of its device or a later one that it had heard of. */
export function timeOf(stamp: Stamp): number {
  return Number.parseInt(stamp.slice(0, TIME_DIGITS), 36)
}

/** The device that a stamp was made on. */
export function deviceOf(stamp: Stamp): DeviceId {
  return stamp.slice(TIME_DIGITS + COUNT_DIGITS)
}

/** The later of two stamps. */
export function later(a: Stamp | undefined, b: Stamp | undefined): Stamp | undefined {
  if (a === undefined || b === undefined) return a ?? b
  return a > b ? a : b
}

/** What either has seen. */
export function joinSeen(a: Seen, b: Seen): Seen {
  const joined: Record<DeviceId, Stamp> = { ...a }
  for (const [device, stamp] of Object.entries(b)) joined[device] = later(joined[device], stamp) ?? stamp
  return sorted(joined)
}

/** Whether an edit is among those that were seen. */
export function isSeen(seen: Seen, stamp: Stamp): boolean {
  const known = seen[deviceOf(stamp)]
  return known !== undefined && known >= stamp
}

/** `seen` with some edits more. */
export function seeing(seen: Seen, stamps: readonly Stamp[]): Seen {
  return joinSeen(seen, Object.fromEntries(stamps.toSorted().map(stamp => [deviceOf(stamp), stamp])))
}

/** A device's name from eight random bytes. */
export function deviceId(bytes: Uint8Array): DeviceId {
  return Array.from(bytes.subarray(0, 8), byte => (byte % 36).toString(36)).join('')
}

function stampOf(time: number, count: number, device: DeviceId): Stamp {
  return (
    time.toString(36).padStart(TIME_DIGITS, '0') + count.toString(36).padStart(COUNT_DIGITS, '0') + device
  )
}

function sorted(seen: Record<DeviceId, Stamp>): Seen {
  return Object.fromEntries(Object.entries(seen).sort(([a], [b]) => (a < b ? -1 : 1)))
}
