import { useState } from 'preact/hooks'
import { Dialog } from '@/components/dialog'
import { SearchField } from '@/components/search-field'
import { VisitList } from '@/components/visit-list'
import { clearVisits, forgetVisit } from '@/lib/library/visits'
import { ask } from '@/lib/messaging/client'
import { corpus } from '@/lib/pages/context'
import { messageOf } from '@/lib/pages/failure'
import { paperCount } from '@/lib/pages/status-words'
import { useNow, useSettings } from '@/lib/pages/surroundings'
import { useVisits } from '@/lib/pages/visits'
import { changeSettings } from '@/lib/settings'
import { ReadingFailed } from '../reading-failed'

/** Visits that are shown before more are asked for. */
const ONE_SCREEN = 100
/** Titles that are shown before all are forgotten. */
const SAMPLE = 5

/** The papers whose pages the reader has visited, where the reader wants them remembered. */
export function VisitsPage({ say }: { readonly say: (text: string) => void }) {
  const settings = useSettings()
  const now = useNow()
  const [query, setQuery] = useState('')
  const [most, setMost] = useState(ONE_SCREEN)
  const [clearing, setClearing] = useState(false)
  const { value, error } = useVisits(query, now)
  if (error) return <ReadingFailed error={error} />
  const tell = (work: Promise<unknown>, done?: string) => {
    work.then(
      () => done && say(done),
      (failure: unknown) => say(messageOf(failure)),
    )
  }
  const { all = 0, shown = [] } = value ?? {}
  return (
    <div class="visits-page">
      <header class="page-head">
        <div class="page-title">
          <h1>Visited papers</h1>
          <p class="muted">
            {value ? paperCount(all) : 'Being read'} · <a href="#/library">Back to the reading list</a>
          </p>
        </div>
        <span class="sp" />
        {all > 0 && (
          <button type="button" class="btn" onClick={() => setClearing(true)}>
            Clear all…
          </button>
        )}
      </header>
      {settings && (
        <label class="row visits-switch">
          <input
            type="checkbox"
            checked={settings.history}
            onChange={event => {
              const history = event.currentTarget.checked
              tell(changeSettings(() => ({ history })))
            }}
          />
          <span>
            Remember the papers whose pages I visit
            <span class="faint block">On this machine only. It is never sent anywhere.</span>
          </span>
        </label>
      )}
      {all > 0 && (
        <SearchField
          value={query}
          placeholder="Find a visited paper"
          autoFocus={false}
          onInput={typed => {
            setQuery(typed)
            setMost(ONE_SCREEN)
          }}
        />
      )}
      {value && all === 0 && (
        <p class="empty">
          {settings?.history
            ? 'No visit yet. Open the page of a paper, and it appears here.'
            : 'Nothing is remembered. Turn it on above to find papers again whose pages you have seen.'}
        </p>
      )}
      {all > 0 && shown.length === 0 && <p class="empty">No visited paper matches “{query}”.</p>}
      {shown.length > 0 && (
        <VisitList
          visits={shown.slice(0, most)}
          onSave={(id, saved) => {
            const visit = shown.find(one => one.id === id)
            if (!visit) return
            const { ids, title } = visit.row
            tell(ask('save', { paper: { ids, ...(title && { title }) }, saved, from: 'visits' }))
          }}
          onForget={id => {
            const visit = shown.find(one => one.id === id)
            if (visit) tell(forgetVisit(corpus.db, visit.row.id), 'Forgotten')
          }}
        />
      )}
      {shown.length > most && (
        <p class="row after-list">
          <button type="button" class="btn" onClick={() => setMost(most + ONE_SCREEN)}>
            Show more
          </button>
        </p>
      )}
      {clearing && (
        <Dialog
          title={`Forget ${all === 1 ? 'this visit' : `all ${paperCount(all)}`}?`}
          onClose={() => setClearing(false)}
        >
          <p>
            Gloss forgets that you visited these pages. It cannot be undone; your reading list stays as it is.
          </p>
          <ul class="bullets muted">
            {shown.slice(0, SAMPLE).map(({ id, title }) => (
              <li key={id} dir="auto">
                {title}
              </li>
            ))}
          </ul>
          <p class="actions">
            <button type="button" class="btn" onClick={() => setClearing(false)}>
              Cancel
            </button>
            <button
              type="button"
              class="btn danger"
              onClick={() => {
                setClearing(false)
                tell(clearVisits(corpus.db), 'All visits are forgotten')
              }}
            >
              Forget all
            </button>
          </p>
        </Dialog>
      )}
    </div>
  )
}
