import { useEffect, useMemo, useState } from 'preact/hooks'
import { KeyboardHelp } from '@/components/keyboard-help'
import { focusFirstPaper, openFirstPaper } from '@/components/paper-list'
import { QueryChips } from '@/components/query-chips'
import { SearchField } from '@/components/search-field'
import { appUrl } from '@/lib/extension'
import { type Asked, parametersOf, sameAsked, useAsked } from '@/lib/pages/asked'
import { corpus, ready } from '@/lib/pages/context'
import { digestList } from '@/lib/pages/digest'
import { useOpenWhen } from '@/lib/pages/enter'
import { type Live, useLive } from '@/lib/pages/live'
import { useToast } from '@/lib/pages/paper-list-state'
import { queryString, routeHash } from '@/lib/pages/route'
import { useSearch } from '@/lib/pages/search-state'
import { number } from '@/lib/pages/status-words'
import { useStatus } from '@/lib/pages/surroundings'
import { parseQuery } from '@/lib/search/query'
import { Footer } from './footer'
import { type Newest, NewestDigest } from './newest-digest'
import { Results } from './results'
import { ThisPage } from './this-page'

const MAX_RESULTS = 50
/** How long the status waits for what the popup was opened for, in milliseconds. */
const STATUS_AFTER = 400

/** The toolbar popup: search as you type; before typing, the newest day and the paper of the tab. */
export function Popup() {
  const parameters = useMemo(() => new URLSearchParams(location.hash.slice(1)), [])
  const { asked, type, go } = useAsked(parameters, addressOf)
  const { toast, say } = useToast()
  const state = useSearch(asked, MAX_RESULTS, false)
  const { kind } = state.outcome
  const query = useMemo(() => parseQuery(asked.query), [asked.query])
  const openWhenFound = useOpenWhen(sameAsked(state.asked, asked) && kind !== 'none', openFirstPaper)
  const newest = useNewestDigest(asked.query.trim() === '')
  const late = useLate(STATUS_AFTER)
  const status = useStatus(late)
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.isComposing) return
    if (event.key === 'ArrowDown' && focusFirstPaper()) event.preventDefault()
    if (event.key === 'Enter') openWhenFound()
    if (event.key === 'Escape' && asked.query) {
      type('')
      event.preventDefault()
    }
  }
  const size = status.value?.papers
  return (
    <main class="g popup">
      <h1 class="visually-hidden">Gloss</h1>
      <div class="head">
        <SearchField
          value={asked.query}
          placeholder={size ? `Search ${number(size)} papers` : 'Search the digest'}
          autoFocus
          onInput={type}
          onKeyDown={onKeyDown}
        />
        {kind !== 'named' && <QueryChips query={query} onChange={typed => go({ query: typed })} />}
      </div>
      <ThisPage say={say} />
      {kind === 'none' ? (
        <NewestDigest newest={newest} say={say} onTopic={type} />
      ) : (
        <Results
          outcome={state.outcome}
          asked={asked}
          status={status.value}
          say={say}
          onGo={go}
          onMore={() => openApp(routeHash('search', parametersOf(asked)))}
        />
      )}
      <Footer status={status} onOpen={() => openApp('#/today')} />
      <KeyboardHelp />
      {toast && (
        <p class="toast" role="status">
          {toast}
        </p>
      )}
    </main>
  )
}

function addressOf(asked: Asked): string {
  return `#${queryString(parametersOf(asked))}`
}

function openApp(route: string): void {
  window.open(appUrl(route), '_blank', 'noopener')
  window.close()
}

/** The newest list of the first digest from when it is wanted on; a search that comes at once does not wait for it. */
function useNewestDigest(wanted: boolean): Live<Newest | undefined> {
  const [asked, setAsked] = useState(false)
  useEffect(() => {
    if (wanted) setAsked(true)
  }, [wanted])
  return useLive(async () => {
    if (!asked) return undefined
    await ready
    return { list: await digestList(corpus, { limit: MAX_RESULTS }) }
  }, [asked])
}

/** False at first: what can wait does not delay what the popup was opened for. */
function useLate(after: number): boolean {
  const [late, setLate] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), after)
    return () => clearTimeout(timer)
  }, [after])
  return late
}
