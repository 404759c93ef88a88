import { useEffect, useState } from 'preact/hooks'

/** What Gloss knows of kinds of digests. It brings every parser along, so it is loaded where digests are chosen. */
export type Registry = typeof import('@/lib/sources/registry')

/** The kinds of digests; null while they are loaded. They are there before a click, which has to be answered at once. */
export function useRegistry(): Registry | null {
  const [registry, setRegistry] = useState<Registry | null>(null)
  useEffect(() => void import('@/lib/sources/registry').then(setRegistry), [])
  return registry
}
