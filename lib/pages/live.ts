import { liveQuery } from 'dexie'
import { useEffect, useState } from 'preact/hooks'

/** A query's latest answer: undefined until the first one, or the error that kept it from coming. */
export type Live<T> = { readonly value: T | undefined; readonly error?: Error }

/** The answer of a database query, asked again whenever what it read changes, in whatever context. */
export function useLive<T>(query: () => Promise<T>, dependencies: readonly unknown[]): Live<T> {
  const [live, setLive] = useState<Live<T>>({ value: undefined })
  useEffect(() => {
    const subscription = liveQuery(query).subscribe({
      next: value => setLive({ value }),
      error: (error: unknown) =>
        setLive({ value: undefined, error: error instanceof Error ? error : new Error(String(error)) }),
    })
    return () => subscription.unsubscribe()
  }, dependencies)
  return live
}
