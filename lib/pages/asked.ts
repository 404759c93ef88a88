import { useEffect, useMemo, useRef, useState } from 'preact/hooks'
import type { Order } from '../search/match'

/** What a reader asks for: the query as typed, and how results are ordered. */
export interface Asked {
  readonly query: string
  readonly order: Order
}

/** What is asked by the parameters of an address, `q` and `sort`; an order that does not exist is relevance. */
export function askedIn(parameters: URLSearchParams): Asked {
  const sort = parameters.get('sort')
  return {
    query: parameters.get('q') ?? '',
    order: sort === 'date' || sort === 'upvotes' ? sort : 'relevance',
  }
}

/** The parameters of an address that asks this; relevance goes without saying. */
export function parametersOf({ query, order }: Asked): Record<string, string> {
  return { q: query, sort: order === 'relevance' ? '' : order }
}

export function sameAsked(a: Asked, b: Asked): boolean {
  return a.query === b.query && a.order === b.order
}

/** The entry of the browser's history that a search stands in. */
export interface Entry {
  replace(asked: Asked): void
  push(asked: Asked): void
}

/** Browsers refuse more than 200 changes of the address in 10 seconds; a held key makes 30 a second. */
const WRITE_INTERVAL = 100

/**
 * Keeps what is asked in the address. Typing rewrites the entry of the history it happens in; what is settled on, by
 * Enter, a facet or a topic, gets an entry of its own, and the one before is again what was settled on last.
 */
export class SearchHistory {
  readonly #entry: Entry
  #settled: Asked
  #shown: Asked
  #written = Number.NEGATIVE_INFINITY
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(entry: Entry, shown: Asked) {
    this.#entry = entry
    this.#settled = shown
    this.#shown = shown
  }

  /** The address was changed by someone else: it shows this now. */
  arrive(shown: Asked): void {
    this.stop()
    this.#settled = shown
    this.#shown = shown
  }

  type(asked: Asked, now: number): void {
    this.#shown = asked
    if (this.#timer !== undefined) return
    const wait = this.#written + WRITE_INTERVAL - now
    if (wait <= 0) this.#write(now)
    else
      this.#timer = setTimeout(() => {
        this.#timer = undefined
        this.#write(now + wait)
      }, wait)
  }

  /** Settles on what was typed: an entry after the last that was settled on. */
  submit(): void {
    this.stop()
    if (sameAsked(this.#shown, this.#settled)) return
    this.#entry.replace(this.#settled)
    this.#entry.push(this.#shown)
    this.#settled = this.#shown
  }

  /** Goes on from what is shown to something else. */
  go(asked: Asked): void {
    this.stop()
    if (sameAsked(asked, this.#shown)) return
    this.#entry.replace(this.#shown)
    this.#entry.push(asked)
    this.#settled = asked
    this.#shown = asked
  }

  /** Writes nothing any more of what was only typed. */
  stop(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
  }

  #write(now: number): void {
    this.#written = now
    this.#entry.replace(this.#shown)
  }
}

/** What is asked, from the address and by typing. What was typed holds; the address follows it. */
export function useAsked(parameters: URLSearchParams, addressOf: (asked: Asked) => string) {
  const [, redraw] = useState({})
  const asked = useRef(askedIn(parameters))
  const seen = useRef(parameters)
  const past = useMemo(() => {
    const entry: Entry = {
      replace: to => history.replaceState(null, '', addressOf(to)),
      push: to => history.pushState(null, '', addressOf(to)),
    }
    return new SearchHistory(entry, asked.current)
  }, [])
  if (seen.current !== parameters) {
    seen.current = parameters
    asked.current = askedIn(parameters)
    past.arrive(asked.current)
  }
  useEffect(() => () => past.stop(), [past])
  const actions = useMemo(() => {
    const show = (to: Asked) => {
      asked.current = to
      redraw({})
    }
    return {
      type(query: string) {
        show({ ...asked.current, query })
        past.type(asked.current, performance.now())
      },
      submit: () => past.submit(),
      go(change: Partial<Asked>) {
        const to = { ...asked.current, ...change }
        past.go(to)
        show(to)
      },
    }
  }, [past])
  return { asked: asked.current, ...actions }
}
