import { type Engine, Stopwatch } from './engine'
import type { PrefixIndex } from './sqlite-index'
import type { SqliteCalls } from './sqlite-worker'

let worker: Worker | undefined

/** SQLite's FTS5 in a worker of the page, which alone may read its file in place; it reads only the pages it needs. */
export function sqliteInOpfs(prefixes: PrefixIndex): Engine {
  return {
    async build(batches) {
      await call('load')
      await call('begin', prefixes)
      const work = new Stopwatch()
      for await (const papers of batches()) await work.time(() => call('add', papers))
      const indexMs = work.ms
      const bytes = await work.time(() => call('finish'))
      return { indexMs, storeMs: work.ms, bytes }
    },
    async prepare() {
      await call('load')
    },
    async open() {
      await call('open')
      return (query, limit) => call('search', query, limit)
    },
    wasmBytes: () => call('wasmBytes'),
  }
}

/** Asks the worker. One call at a time. */
function call<K extends keyof SqliteCalls>(
  name: K,
  ...args: Parameters<SqliteCalls[K]>
): Promise<ReturnType<SqliteCalls[K]>> {
  worker ??= new Worker(new URL('./sqlite-worker.ts', import.meta.url), { type: 'module' })
  const asked = worker
  return new Promise((done, failed) => {
    asked.onmessage = ({ data }: MessageEvent<{ result: ReturnType<SqliteCalls[K]>; error?: string }>) =>
      data.error ? failed(new Error(data.error)) : done(data.result)
    asked.onerror = event => failed(new Error(event.message))
    asked.postMessage({ name, args })
  })
}
