import { useEffect, useState } from 'preact/hooks'
import type { PanelState } from '@/components/panel'
import { readPageSettings } from '@/lib/settings'
import { summarise } from '@/lib/summariser'

/**
 * The state of the panel, in which the summary by the browser's own model takes the place of the key sentence: where
 * the reader turned it on, the model is there, no digest has said anything, and it is done.
 */
export function useOwnSummary(
  state: PanelState,
  abstract: string | undefined,
  signal: AbortSignal,
): PanelState {
  const [own, setOwn] = useState<string | null>(null)
  const wanted = state.kind === 'ready' && state.note.summary.from === 'abstract' && abstract
  useEffect(() => {
    if (!wanted) return
    const controller = new AbortController()
    const stop = () => controller.abort()
    signal.addEventListener('abort', stop, { once: true })
    void readPageSettings()
      .then(({ ownSummaries }) => (ownSummaries ? summarise(wanted, controller.signal) : null))
      .then(text => text && !controller.signal.aborted && setOwn(text))
    return () => {
      signal.removeEventListener('abort', stop)
      stop()
    }
  }, [wanted, signal])
  if (!own || !wanted) return state
  return { kind: 'ready', note: { ...state.note, summary: { text: own, from: 'browser' } } }
}
