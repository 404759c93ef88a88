import type { Failure, Limits } from './http'
import { SECOND } from './time'

/** Cuts a request off when its time is over, or when its caller aborts. */
export interface Watch {
  readonly signal: AbortSignal
  /** Why the request was cut off, where time was the reason. */
  late(): Failure | undefined
  /** To be called when the body begins and at each piece of it: from then on, silence is measured too. */
  heard(): void
  /** To be called in the end, whatever came of the request. */
  end(): void
}

/**
 * Starts to watch a request to `host`. The timers and the listener are its own, since a signal made of others can be
 * collected before it fires, and one of `AbortSignal.timeout` holds on when everything is over.
 */
export function startWatch(
  limits: Pick<Limits, 'timeout' | 'stall'>,
  host: string,
  caller?: AbortSignal,
): Watch {
  const cut = new AbortController()
  let begun = false
  let failure: Failure | undefined
  const cutOff = (words: string) => {
    failure ??= { kind: 'timeout', message: `${host} ${words}` }
    cut.abort()
  }
  const inTime = `in ${limits.timeout / SECOND} seconds`
  const whole = setTimeout(
    () => cutOff(begun ? `did not finish its answer ${inTime}` : `did not answer ${inTime}`),
    limits.timeout,
  )
  let silence: ReturnType<typeof setTimeout> | undefined
  const follow = () => cut.abort(caller?.reason)
  caller?.addEventListener('abort', follow)
  return {
    signal: cut.signal,
    late: () => failure,
    heard() {
      begun = true
      clearTimeout(silence)
      silence = setTimeout(
        () => cutOff(`stopped in the middle of its answer for ${limits.stall / SECOND} seconds`),
        limits.stall,
      )
    },
    end() {
      clearTimeout(whole)
      clearTimeout(silence)
      caller?.removeEventListener('abort', follow)
    },
  }
}
