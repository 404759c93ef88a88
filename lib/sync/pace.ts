import { DAY, HOUR, MINUTE, SECOND } from '../time'

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

/** How fast a host is asked. */
interface Manners {
  readonly burst: number
  readonly interval: number
}

const HUGGING_FACE: Manners = { burst: 120, interval: SECOND }
/** arXiv's terms: one request every three seconds over its query API and its feeds together. */
const ARXIV: Manners = { burst: 1, interval: 3 * SECOND }
/** A static host or a small server: as a reader who clicks through an archive would. */
const OTHERS: Manners = { burst: 60, interval: SECOND / 5 }
/** A worker that takes over from one killed a moment ago must not begin with a whole burst. */
const TAKEOVER_BURST = 10
/** A quota that is nearly used up is left alone until it is whole again. */
const QUOTA_LEFT = 2
const LONGEST_HOLD = 1 * HOUR

/** When each host may be asked next. One for all that a worker fetches: feeds, queries and previews share a host's pace. */
export class Hosts {
  readonly #paces = new Map<string, Pace>()
  readonly #holds = new Map<string, number>()
  readonly #takeover: boolean

  /** With `takeover`, requests were sent a moment ago that this worker knows nothing of. */
  constructor(takeover = false) {
    this.#takeover = takeover
  }

  /** Takes a place for a request to `url`; returns how many milliseconds to wait before it may be sent. */
  take(url: string, now: number): number {
    const host = hostGroup(url)
    const known = this.#paces.get(host)
    const pace = known ?? this.#newPace(host, now)
    this.#paces.set(host, pace)
    const held = (this.#holds.get(host) ?? 0) - now
    return Math.max(pace.take(now), held > 0 && held <= LONGEST_HOLD ? held : 0)
  }

  /** Asks nothing of a host until `until`, in milliseconds. */
  hold(url: string, until: number): void {
    const host = hostGroup(url)
    this.#holds.set(host, Math.max(until, this.#holds.get(host) ?? 0))
  }

  /** Takes note of what a server said of its quota. */
  note(
    url: string,
    quota: { readonly left: number; readonly resets: number } | undefined,
    now: number,
  ): void {
    if (quota && quota.left <= QUOTA_LEFT) this.hold(url, now + quota.resets)
  }

  #newPace(host: string, now: number): Pace {
    const manners = host === 'huggingface.co' ? HUGGING_FACE : host === 'arxiv.org' ? ARXIV : OTHERS
    // What a killed worker asked of arXiv last is not known: its three seconds are waited out.
    if (host === 'arxiv.org') return new Pace(now, manners, 0)
    return new Pace(now, manners, this.#takeover ? Math.min(manners.burst, TAKEOVER_BURST) : undefined)
  }
}

/** The host that a pace is for: all of arXiv counts as one. */
export function hostGroup(url: string): string {
  const { host } = new URL(url)
  return /(?:^|\.)arxiv\.org$/.test(host) ? 'arxiv.org' : host
}

/** How long to wait after the `failures`-th failure in a row: doubling from a minute to six hours, with jitter of a quarter. */
export function backoff(failures: number, random: number): number {
  const base = Math.min(6 * HOUR, 1 * MINUTE * 2 ** Math.max(0, failures - 1))
  return Math.round(base * (0.75 + random / 2))
}

/** How far the reader's clock is from the server's, in milliseconds; small differences are none. */
export function clockSkew(serverTime: number | undefined, now: number): number {
  const skew = (serverTime ?? now) - now
  return Math.abs(skew) > 10 * MINUTE && Math.abs(skew) < 40_000 * DAY ? skew : 0
}
