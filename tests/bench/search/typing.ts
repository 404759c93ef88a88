import type { Search } from './engine'

/** A task of at least this many milliseconds is a long one, by the Long Tasks API. */
interface LongTasks {
  readonly count: number
  /** Milliseconds. */
  readonly max: number
}

export interface Typed {
  /** Milliseconds from each keystroke to its ranked hits. */
  readonly times: readonly number[]
  /** Queries that were typed to their end before the time was up, and those of them that had hits then. */
  readonly queries: number
  readonly answered: number
  readonly longTasks: LongTasks
}

/** Types queries letter by letter, each keystroke a task of its own, until they or the seconds are over. */
export async function typeQueries(
  search: Search,
  queries: readonly string[],
  hits: number,
  seconds: number,
): Promise<Typed> {
  const end = performance.now() + seconds * 1000
  const times: number[] = []
  const durations: number[] = []
  const observer = new PerformanceObserver(list => {
    durations.push(...list.getEntries().map(entry => entry.duration))
  })
  observer.observe({ type: 'longtask' })
  let [typed, answered] = [0, 0]
  for (const query of queries) {
    let found = 0
    for (let letters = 1; letters <= query.length && performance.now() < end; letters++) {
      await nextTask()
      const start = performance.now()
      found = (await search(query.slice(0, letters), hits)).length
      times.push(performance.now() - start)
    }
    if (performance.now() >= end) break
    typed++
    if (found > 0) answered++
  }
  // Long tasks are told of after they end, in a task of their own.
  await new Promise(done => setTimeout(done, 200))
  observer.disconnect()
  return {
    times,
    queries: typed,
    answered,
    longTasks: { count: durations.length, max: Math.max(0, ...durations) },
  }
}

/** Timers would wait four milliseconds each. */
function nextTask(): Promise<void> {
  const { port1, port2 } = new MessageChannel()
  return new Promise(done => {
    port1.onmessage = () => {
      port1.close()
      done()
    }
    port2.postMessage(null)
  })
}
