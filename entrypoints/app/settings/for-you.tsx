import { useEffect, useState } from 'preact/hooks'
import { Dialog } from '@/components/dialog'
import { forgetSignals, removeSignal } from '@/lib/corpus/signals'
import { corpus } from '@/lib/pages/context'
import { messageOf } from '@/lib/pages/failure'
import { type KnownSignal, type Learned, learnedOf } from '@/lib/pages/for-you'
import { useReader } from '@/lib/pages/for-you-state'
import { openSearch } from '@/lib/pages/route'
import { nativeId, paperUrl } from '@/lib/papers/identifier'
import { latexToText } from '@/lib/papers/latex'
import type { Telling } from '@/lib/ranking/inspect'
import type { Settings } from '@/lib/settings'
import { dayInWords, dayOfTime } from '@/lib/time'

interface Props {
  readonly settings: Settings
  readonly change: (part: Partial<Settings>) => void
  readonly say: (text: string) => void
}

const NONE: readonly KnownSignal[] = []
const DONE = { saved: 'Saved', read: 'Opened', skipped: 'Not for me' }

/** What was learned of the reader, down to each signal; how to take it back, and how to turn it off. */
export function ForYouSection({ settings, change, say }: Props) {
  const reader = useReader(settings.learning)
  const [asking, setAsking] = useState(false)
  const known = reader?.known ?? NONE
  const learned = useLearned(known)
  const tell = (error: unknown) => say(messageOf(error))
  const forget = (signal: KnownSignal) => void removeSignal(corpus.db, signal.ids).catch(tell)
  const forgetAll = () => {
    setAsking(false)
    forgetSignals(corpus.db).then(() => say('All of it is forgotten'), tell)
  }
  return (
    <section class="setting" aria-labelledby="for-you">
      <h2 id="for-you">For you</h2>
      <label class="row">
        <input
          type="checkbox"
          checked={settings.learning}
          onChange={event => change({ learning: event.currentTarget.checked })}
        />
        Learn from what I save, open and skip in Gloss
      </label>
      <p class="prose muted">
        From ten papers on, Today can be ordered by what is like them. It is learned on this machine and stays
        on it. Looking at papers on other sites is not noted; only what you save there is.
      </p>
      {reader?.lacking && settings.learning && <p>{reader.lacking}.</p>}
      {learned && known.length > 0 && (
        <>
          <p>
            Learned from {learned.counts.saved} saved, {learned.counts.read} opened and{' '}
            {learned.counts.skipped} skipped papers.
          </p>
          <TellingWords name="Words that bring a paper up" words={learned.likes} />
          <TellingWords name="Words that bring a paper down" words={learned.dislikes} />
          <details>
            <summary>What it was learned from</summary>
            <ul class="signals" aria-label="Signals">
              {known.map(signal => (
                <SignalItem key={signal.id} signal={signal} onForget={() => forget(signal)} />
              ))}
            </ul>
          </details>
          <div>
            <button type="button" class="btn danger" onClick={() => setAsking(true)}>
              Forget all of it…
            </button>
          </div>
        </>
      )}
      {asking && (
        <Dialog title="Forget what was learned of you?" onClose={() => setAsking(false)}>
          <p class="muted">
            The order for you begins anew. Your reading list and all papers stay; what is on the list now is
            not learned from again.
          </p>
          <div class="choices">
            <button type="button" class="btn danger" onClick={forgetAll}>
              Forget it
            </button>
            <button type="button" class="btn" onClick={() => setAsking(false)}>
              Cancel
            </button>
          </div>
        </Dialog>
      )}
    </section>
  )
}

function TellingWords({ name, words }: { readonly name: string; readonly words: readonly Telling[] }) {
  const most = Math.abs(words[0]?.weight ?? 1)
  if (words.length === 0) return null
  return (
    <div>
      <p class="muted">{name}, the strongest first:</p>
      <ul class="wrap" aria-label={name}>
        {words.map(({ label, weight }) => (
          <li key={label}>
            <button
              type="button"
              class="chip"
              title={`${Math.round((100 * Math.abs(weight)) / most)} % of the strongest`}
              onClick={() => openSearch(label)}
            >
              {label}
            </button>
          </li>
        ))}
      </ul>
    </div>
  )
}

function SignalItem({ signal, onForget }: { readonly signal: KnownSignal; readonly onForget: () => void }) {
  const { id, paper, kind, at } = signal
  const url = paperUrl(id)
  const title = paper ? latexToText(paper.title) : `${nativeId(id)}, which is no longer here`
  return (
    <li class="row">
      <span class="faint">
        {DONE[kind]} · {dayInWords(dayOfTime(at))}
      </span>
      <span class="signal-title" dir="auto">
        {url ? (
          <a href={url} target="_blank" rel="noopener noreferrer">
            {title}
          </a>
        ) : (
          title
        )}
      </span>
      <button type="button" class="btn quiet" aria-label={`Forget: ${title}`} onClick={onForget}>
        Forget
      </button>
    </li>
  )
}

/** What was learned, looked at again when a signal comes or goes. */
function useLearned(known: readonly KnownSignal[]): Learned | null {
  const [learned, setLearned] = useState<Learned | null>(null)
  useEffect(() => {
    let stale = false
    learnedOf(corpus, known).then(
      found => {
        if (!stale) setLearned(found)
      },
      (error: unknown) => console.error('Gloss: what was learned could not be read', error),
    )
    return () => {
      stale = true
    }
  }, [known])
  return learned
}
