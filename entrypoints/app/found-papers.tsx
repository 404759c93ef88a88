import { useMemo, useRef, useState } from 'preact/hooks'
import { PaperList } from '@/components/paper-list'
import { CorrectedWords, ResultLine } from '@/components/result-line'
import { SearchElsewhere } from '@/components/search-elsewhere'
import { FACETS_ID, SearchFacets } from '@/components/search-facets'
import { SearchTips } from '@/components/search-tips'
import { SortSelect } from '@/components/sort-select'
import type { Asked } from '@/lib/pages/asked'
import { corpus } from '@/lib/pages/context'
import { huggingFaceSearch } from '@/lib/pages/elsewhere'
import { exportPapers } from '@/lib/pages/export'
import { type FacetGroup, facetGroups } from '@/lib/pages/facet-groups'
import { messageOf } from '@/lib/pages/failure'
import { useInSteps, usePaperRows } from '@/lib/pages/paper-list-state'
import { dividerOf, type Found, type SearchState } from '@/lib/pages/search-state'
import type { Order } from '@/lib/search/match'
import { withFilter } from '@/lib/search/query'

const TOPICS_SHOWN = 4
/** More rows than fit on a tall screen. */
const PAINTED_FIRST = 12
/** Papers that are asked for at first, and each time more are wanted. */
export const ONE_PAGE = 50
const MOST_EXPORTED = 1000

interface Props {
  readonly outcome: Found
  readonly state: SearchState
  readonly order: Order
  /** Whether older papers are still on their way into the corpus. */
  readonly arriving: boolean
  readonly say: (text: string) => void
  readonly onGo: (change: Partial<Asked>) => void
  readonly onMore: () => void
}

/** What was found: how much, by what it can be narrowed, the papers, and where there may be more. */
export function FoundPapers({ outcome, state, order, arriving, say, onGo, onMore }: Props) {
  const { answer, matches, matchesName } = outcome
  const [tips, setTips] = useState(false)
  const [narrowing, setNarrowing] = useState(false)
  // More of the same list must not take away what is there.
  const first = answer.papers.length > ONE_PAGE ? answer.papers.length : PAINTED_FIRST
  const papers = useInSteps(answer.papers, first)
  const { rows, onOpen, onSave, onCite } = usePaperRows(papers, {
    topics: TOPICS_SHOWN,
    say,
    matches,
    matchesName,
  })
  const go = useRef(onGo)
  go.current = onGo
  const list = useMemo(
    () => (
      <PaperList
        name="Results"
        papers={rows}
        divider={dividerOf(answer)}
        onOpen={onOpen}
        onSave={onSave}
        onCite={onCite}
        onTopic={topic => go.current({ query: topic })}
      />
    ),
    [rows, answer, onOpen, onSave, onCite],
  )
  const groups = useGroups(outcome, state)
  const { query, total, more } = answer
  return (
    <div class="found">
      <div class="row result-line">
        <p class="muted">
          <ResultLine total={total} more={more} near={answer.byMeaning} />{' '}
          <CorrectedWords words={answer.words} />
        </p>
        <span class="sp" />
        <button
          type="button"
          class="btn narrow-button"
          aria-expanded={narrowing}
          aria-controls={FACETS_ID}
          onClick={() => setNarrowing(!narrowing)}
        >
          Narrow
        </button>
        <button type="button" class="btn quiet" aria-expanded={tips} onClick={() => setTips(!tips)}>
          Tips
        </button>
        {total > 0 && (
          <button type="button" class="btn quiet" onClick={() => void exportFound(query.typed, order, say)}>
            Export
          </button>
        )}
        <SortSelect order={order} onChange={to => onGo({ order: to })} />
      </div>
      {tips && <SearchTips />}
      <SearchFacets
        groups={groups}
        open={narrowing}
        onToggle={(operator, value) => onGo({ query: withFilter(state.asked.query, operator, value) })}
      />
      <div class="list">
        {list}
        {rows.length === 0 && (
          <p class="empty">
            Nothing in your digest matches. Try fewer or other words
            {arriving ? '; older papers are still arriving.' : '.'}
          </p>
        )}
        <p class="row after-list">
          {papers.length === answer.papers.length &&
            papers.length > 0 &&
            total > papers.length - answer.byMeaning && (
              <button type="button" class="btn" onClick={onMore}>
                Show more
              </button>
            )}
          <SearchElsewhere href={huggingFaceSearch(query)} />
        </p>
      </div>
    </div>
  )
}

/** Hands all results to the reader as a file, in their order. */
async function exportFound(query: string, order: Order, say: (text: string) => void): Promise<void> {
  say('Exporting')
  try {
    const { papers } = await corpus.search({ query, order, limit: MOST_EXPORTED })
    say(await exportPapers(papers, { title: `Search ${query.trim()}` }))
  } catch (error) {
    say(`Nothing was exported: ${messageOf(error)}`)
  }
}

/** The facets of what is shown; while they are counted, those of what was shown before. */
function useGroups(outcome: Found, { counts }: SearchState): readonly FacetGroup[] {
  const last = useRef<readonly FacetGroup[]>([])
  return useMemo(() => {
    const { query, total } = outcome.answer
    if (counts?.query === query.typed) last.current = facetGroups(counts, query, total)
    return last.current
  }, [outcome, counts])
}
