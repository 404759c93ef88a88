import { HOUR, SECOND } from '../time'

/**
 * A token bucket: `burst` requests at once, then one every `interval` milliseconds. Hugging Face allows 500 in five
 * minutes per address; 120 at once and one a second are 420, and leave room for the reader's own visits.
 */
export class Pace {
  readonly #burst: number
  readonly #interval: number
  #tokens: number
  #filled: number

  constructor(
    now: number,
    options: { readonly burst: number; readonly interval: number } = { burst: 120, interval: SECOND },
    /** How many may go at once now, where some have gone already. */
    tokens = options.burst,
  ) {
    this.#burst = options.burst
    this.#interval = options.interval
    this.#tokens = Math.min(tokens, options.burst)
    this.#filled = now
  }

  /** Takes a place for one request; returns how many milliseconds to wait before it may be sent. */
  take(now: number): number {
    const gained = Math.max(0, now - this.#filled) / this.#interval
    this.#tokens = Math.min(this.#burst, this.#tokens + gained) - 1
    this.#filled = now
    return this.#tokens >= 0 ? 0 : Math.ceil(-this.#tokens * this.#interval)
  }
}

/** How long to wait after the `failures`-th failure in a row: doubling from a minute to six hours, with jitter of a quarter. */
export function backoff(failures: number, random: number): number {
  const base = Math.min(6 * HOUR, 60 * SECOND * 2 ** Math.max(0, failures - 1))
  return Math.round(base * (0.75 + random / 2))
}

/** More than the longest wait there is, which is that of `backoff`. */
const LONGEST_WAIT = 8 * HOUR

/** Whether it is too early to try again. A time further away than any wait was noted by a clock that was wrong. */
export function isWaiting(retryAt: number | undefined, now: number): boolean {
  return retryAt !== undefined && retryAt > now && retryAt <= now + LONGEST_WAIT
}
