import { liveQuery } from 'dexie'
import { useEffect, useState } from 'preact/hooks'

/** A query's latest answer: undefined until the first one, or the error that kept it from coming. */
export type Live<T> = { readonly value: T | undefined; readonly error?: Error }

/** The answer of a database query, asked again whenever what it read changes, in whatever context. */
export function useLive<T>(query: () => Promise<T>, dependencies: readonly unknown[]): Live<T> {
  const [live, setLive] = useState<Live<T>>({ value: undefined })
  useEffect(() => {
    // An async function in so many words: Dexie follows what is read after an `await` in those alone.
    const asked = async (): Promise<Live<T>> => {
      try {
        return { value: await query() }
      } catch (error) {
        return closedForGood(error)
      }
    }
    const subscription = liveQuery(asked).subscribe({
      next: setLive,
      error: (error: unknown) =>
        setLive({ value: undefined, error: error instanceof Error ? error : new Error(String(error)) }),
    })
    return () => subscription.unsubscribe()
  }, dependencies)
  return live
}

/**
 * Dexie tells nobody of a database that is closed, for it may be opened again. One that could not be opened has a reason,
 * and is told.
 */
function closedForGood(error: unknown): { readonly value: undefined; readonly error: Error } {
  const inner = error instanceof Error && 'inner' in error ? error.inner : undefined
  if (error instanceof Error && error.name === 'DatabaseClosedError' && inner instanceof Error)
    return { value: undefined, error: inner }
  throw error
}
