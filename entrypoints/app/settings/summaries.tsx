import { useEffect, useRef, useState } from 'preact/hooks'
import { messageOf } from '@/lib/pages/failure'
import type { Settings } from '@/lib/settings'
import { fetchSummariser, SUMMARISER_NAME, type SummariserState, summariserState } from '@/lib/summariser'

interface Props {
  readonly settings: Settings
  readonly change: (part: Partial<Settings>) => void
  readonly say: (text: string) => void
}

/** Whether the browser's own model may summarise, and whether it is there at all. */
export function SummariesSection({ settings, change, say }: Props) {
  const { state, progress, fetchModel } = useSummariser(say)
  const canRun = state !== undefined && state !== 'absent' && state !== 'unavailable'
  return (
    <section class="setting" aria-labelledby="summaries">
      <h2 id="summaries">Summaries</h2>
      <p class="prose">
        Papers that no digest has summarised show a key sentence of their abstract, chosen on this machine.
      </p>
      {(canRun || settings.ownSummaries) && (
        <label class="row">
          <input
            type="checkbox"
            checked={settings.ownSummaries}
            onChange={event => change({ ownSummaries: event.currentTarget.checked })}
          />
          Let this browser’s own model ({SUMMARISER_NAME}) summarise them instead
        </label>
      )}
      {state && <p class="muted">{WORDS[state]}</p>}
      {state === 'downloadable' && progress === null && (
        <button type="button" class="btn" onClick={fetchModel}>
          Have the browser download its model
        </button>
      )}
      {progress !== null && (
        <label class="row">
          Downloading
          <progress value={progress} max={1} />
          {Math.round(100 * progress)} %
        </label>
      )}
    </section>
  )
}

const WORDS: Record<SummariserState, string> = {
  absent: `This browser has no model of its own (${SUMMARISER_NAME}) that could summarise them.`,
  unavailable: `This browser has a model of its own (${SUMMARISER_NAME}), but says that it cannot run it here.`,
  downloadable:
    'The browser does not have the model yet. It downloads it from its maker, which may be several gigabytes; Gloss neither sends nor gets anything. No page starts this download, only the button.',
  downloading: 'The browser is downloading the model from its maker. Until it is there, key sentences stay.',
  available: 'The model is on this machine. What it writes is labelled with its name, and it can be wrong.',
}

function useSummariser(say: (text: string) => void) {
  const [state, setState] = useState<SummariserState>()
  const [progress, setProgress] = useState<number | null>(null)
  const gone = useRef<AbortController>(undefined)
  useEffect(() => {
    const controller = new AbortController()
    gone.current = controller
    void summariserState().then(now => controller.signal.aborted || setState(now))
    return () => controller.abort()
  }, [])
  const fetchModel = () => {
    const { signal } = gone.current ?? new AbortController()
    setProgress(0)
    fetchSummariser(setProgress, signal)
      .catch((error: unknown) => {
        if (!signal.aborted) say(`The browser did not download its model: ${messageOf(error)}`)
      })
      .then(() => summariserState())
      .then(now => {
        if (signal.aborted) return
        setProgress(null)
        setState(now)
      })
  }
  return { state, progress, fetchModel }
}
