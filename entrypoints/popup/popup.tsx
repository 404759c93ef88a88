import { useEffect, useState } from 'preact/hooks'
import { KeyboardHelp } from '@/components/keyboard-help'
import { focusFirstPaper, PaperList } from '@/components/paper-list'
import { SearchField } from '@/components/search-field'
import { StatusBar } from '@/components/status-bar'
import { appUrl } from '@/lib/extension'
import { corpus, ready } from '@/lib/pages/context'
import { digestList } from '@/lib/pages/digest'
import { useLive } from '@/lib/pages/live'
import { usePaperRows, useToast } from '@/lib/pages/paper-list-state'
import { useSearch } from '@/lib/pages/search-state'
import { number, problemText, readStatus, statusText } from '@/lib/pages/status'
import { dayInWords } from '@/lib/time'
import { ThisPage } from './this-page'

const MAX_RESULTS = 50
const TOPICS_SHOWN = 2

/** The toolbar popup: search as you type; before typing, the newest day and the paper of the tab. */
export function Popup() {
  const [query, setQuery] = useState('')
  const { toast, say } = useToast()
  const search = useSearch(query, MAX_RESULTS)
  const list = useLive(async () => {
    await ready
    return digestList(corpus)
  }, []).value
  const status = useLive(() => readStatus(corpus, Date.now()), [])
  const searching = search.answer !== null
  const papers = search.answer?.papers ?? list?.papers ?? []
  const { rows, onSave, onCite } = usePaperRows(papers, {
    topics: TOPICS_SHOWN,
    say,
    ...(searching && { matches: search.matches }),
  })
  useEffect(() => {
    // The index is read while the reader reaches for the keys, so that the first letter finds it there.
    void ready.then(() => corpus.index()).catch(() => undefined)
  }, [])
  const openApp = (route: string) => {
    window.open(appUrl(route), '_blank', 'noopener')
    window.close()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown' && focusFirstPaper()) event.preventDefault()
    if (event.key === 'Enter') document.querySelector<HTMLElement>('ul.papers a.paper-link')?.click()
    if (event.key === 'Escape' && query) {
      setQuery('')
      event.preventDefault()
    }
  }
  const size = status.value?.papers
  return (
    <main class="g popup">
      <h1 class="visually-hidden">Gloss</h1>
      <div class="head">
        <SearchField
          value={query}
          placeholder={size ? `Search ${number(size)} papers` : 'Search the digest'}
          autoFocus
          onInput={setQuery}
          onKeyDown={onKeyDown}
        />
      </div>
      <ThisPage say={say} />
      <Heading
        searching={searching}
        total={search.answer?.total ?? 0}
        list={list}
        onMore={() => openApp(`#/search?q=${encodeURIComponent(query)}`)}
      />
      <div class="list">
        {search.error && (
          <p class="notice bad" role="alert">
            {search.error}
          </p>
        )}
        <PaperList
          name={searching ? 'Results' : 'Newest digest'}
          papers={rows}
          onSave={onSave}
          onCite={onCite}
          onTopic={setQuery}
        />
        {searching && rows.length === 0 && (
          <p class="empty">
            Nothing matches “{search.query.trim()}”. Try fewer or other words
            {status.value && status.value.progress.papers < status.value.progress.expected
              ? '; older papers are still arriving.'
              : '.'}
          </p>
        )}
      </div>
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

function Heading(props: {
  readonly searching: boolean
  readonly total: number
  readonly list: Awaited<ReturnType<typeof digestList>> | undefined
  readonly onMore: () => void
}) {
  const { searching, total, list } = props
  if (searching)
    return (
      <div class="sec">
        <span role="status">
          {number(total)} {total === 1 ? 'result' : 'results'}
        </span>
        <button type="button" class="linklike" onClick={props.onMore}>
          Open in app
        </button>
      </div>
    )
  if (!list) return <div class="sec">Loading</div>
  return (
    <div class="sec">
      <span>{list.day ? dayInWords(list.day) : 'Starter digest'}</span>
      <span>{list.papers.length} papers</span>
    </div>
  )
}

function Footer(props: {
  readonly status: ReturnType<typeof useLive<Awaited<ReturnType<typeof readStatus>>>>
  readonly onOpen: () => void
}) {
  const { value, error } = props.status
  const now = Date.now()
  const working = value?.syncOn && value.progress.daysDone < value.progress.daysInAll
  return (
    <div class="row foot-bar">
      {error ? (
        <p class="notice bad" role="alert">
          Gloss could not read its database. Nothing was changed; restart the browser and try again.
        </p>
      ) : (
        <StatusBar
          text={value ? statusText(value, now) : ''}
          problem={value ? problemText(value, now) : null}
          done={working ? value.progress.daysDone / value.progress.daysInAll : null}
        />
      )}
      <button type="button" class="btn quiet" onClick={props.onOpen}>
        Open app
      </button>
    </div>
  )
}
