import { useMemo, useRef } from 'preact/hooks'
import { NotHere } from '@/components/not-here'
import { PaperList } from '@/components/paper-list'
import { CorrectedWords, ResultLine } from '@/components/result-line'
import { SearchElsewhere } from '@/components/search-elsewhere'
import { SortSelect } from '@/components/sort-select'
import type { PaperRow } from '@/lib/corpus/database'
import type { Asked } from '@/lib/pages/asked'
import { huggingFaceSearch } from '@/lib/pages/elsewhere'
import { useInSteps, usePaperRows } from '@/lib/pages/paper-list-state'
import { dividerOf, type Outcome } from '@/lib/pages/search-state'
import type { Status } from '@/lib/pages/status'
import { isArriving } from '@/lib/pages/status-words'
import { nativeId, paperUrl } from '@/lib/papers/identifier'

export const TOPICS_SHOWN = 2
/** As many rows as the popup has room for; the others are put below when those are on the screen. */
export const PAINTED_FIRST = 8
const NONE: readonly PaperRow[] = []

interface Props {
  readonly outcome: Outcome
  readonly asked: Asked
  readonly status: Status | undefined
  readonly say: (text: string) => void
  readonly onGo: (change: Partial<Asked>) => void
  /** Opens the search in the app. */
  readonly onMore: () => void
}

/** What came of a search: papers, or the one that was named, or why there is nothing. */
export function Results(props: Props) {
  const { outcome, asked, onGo } = props
  const found = outcome.kind === 'found' ? outcome : undefined
  const named = outcome.kind === 'named' ? outcome.named : undefined
  const only = useMemo(() => (named?.paper ? [named.paper] : NONE), [named])
  const papers = useInSteps(found?.answer.papers ?? only, PAINTED_FIRST)
  const { rows, onOpen, onSave, onCite } = usePaperRows(papers, {
    topics: TOPICS_SHOWN,
    say: props.say,
    matches: found?.matches,
    matchesName: found?.matchesName,
  })
  const go = useRef(onGo)
  go.current = onGo
  const list = useMemo(
    () => (
      <PaperList
        name="Results"
        papers={rows}
        divider={found && dividerOf(found.answer)}
        onOpen={onOpen}
        onSave={onSave}
        onCite={onCite}
        onTopic={topic => go.current({ query: topic })}
      />
    ),
    [rows, found, onOpen, onSave, onCite],
  )
  const [id] = named?.ids ?? []
  return (
    <>
      <div class="sec results-line">
        {found && (
          <>
            <ResultLine total={found.answer.total} more={found.answer.more} near={found.answer.byMeaning} />
            <span class="row">
              <SortSelect order={asked.order} onChange={order => onGo({ order })} />
              <button type="button" class="linklike" onClick={props.onMore}>
                Open in app
              </button>
            </span>
          </>
        )}
        {named?.paper && <span role="status">This paper</span>}
      </div>
      {found && <CorrectedWords words={found.answer.words} />}
      <div class="list">
        {outcome.kind === 'failed' && (
          <p class="notice bad" role="alert">
            {outcome.message}
          </p>
        )}
        {list}
        {found && rows.length === 0 && (
          <p class="empty">
            Nothing matches “{found.answer.query.typed.trim()}”. Try fewer or other words
            {props.status && isArriving(props.status.progress) ? '; older papers are still arriving.' : '.'}
          </p>
        )}
        {id && !named?.paper && <NotHere id={nativeId(id)} url={paperUrl(id)} />}
        {found && (
          <p class="row after-list">
            <SearchElsewhere href={huggingFaceSearch(found.answer.query)} />
          </p>
        )}
      </div>
    </>
  )
}
