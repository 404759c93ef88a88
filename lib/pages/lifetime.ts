import { useEffect, useState } from 'preact/hooks'

/** A signal that aborts when the component goes. */
export function useLifetime(): AbortSignal {
  const [controller] = useState(() => new AbortController())
  useEffect(() => () => controller.abort(), [controller])
  return controller.signal
}
