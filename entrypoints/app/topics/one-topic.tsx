import { useEffect, useMemo, useState } from 'preact/hooks'
import { PaperList } from '@/components/paper-list'
import { TopicChoice } from '@/components/topic-row'
import { TopicSpark } from '@/components/topic-spark'
import { MonthTable } from '@/components/topic-table'
import type { PaperRow } from '@/lib/corpus/database'
import { corpus, openIndex } from '@/lib/pages/context'
import { messageOf } from '@/lib/pages/failure'
import { usePaperRows } from '@/lib/pages/paper-list-state'
import { openSearch, routeHash } from '@/lib/pages/route'
import { number, paperCount } from '@/lib/pages/status-words'
import { type TopicRow, topicDetails } from '@/lib/pages/topics'
import { withFilter } from '@/lib/search/query'
import type { Settings } from '@/lib/settings'
import type { TopicVocabulary } from '@/lib/topics/vocabulary'

const PAPERS_SHOWN = 10
const TOPICS_SHOWN = 4
const PICTURE_HEIGHT = 60
const NO_PAPERS: readonly PaperRow[] = []

interface Props {
  readonly label: string
  readonly vocabulary: TopicVocabulary | null
  readonly settings: Settings
  readonly say: (text: string) => void
  readonly onFollow: (label: string, on: boolean) => void
  readonly onMute: (label: string, on: boolean) => void
}

/** The page of a topic: its spellings, broader and narrower ones, its papers over time, and the newest of them. */
export function OneTopic({ label, vocabulary, settings, say, onFollow, onMute }: Props) {
  const details = useMemo(
    () => vocabulary && topicDetails(vocabulary, settings, label),
    [vocabulary, settings, label],
  )
  const back = (
    <p>
      <a class="faint" href={routeHash('topics')}>
        All topics
      </a>
    </p>
  )
  if (!details)
    return (
      <>
        {back}
        <h1 dir="auto">{label}</h1>
        <p class="empty">
          No two papers here carry this topic.{' '}
          <a href={routeHash('search', { q: label })}>
            <b>Search for it</b>
          </a>
        </p>
      </>
    )
  const { row, months, spellings, broader, narrower } = details
  const query = withFilter('', 'topic', row.label)
  return (
    <>
      {back}
      <header class="page-head">
        <div class="page-title">
          <h1 dir="auto">{row.name}</h1>
          <p class="muted">
            {paperCount(row.papers)}
            {spellings.length > 0 && <span dir="auto"> · also written {spellings.join(', ')}</span>}
          </p>
        </div>
        <span class="sp" />
        <TopicChoice
          topic={row}
          onFollow={on => onFollow(row.label, on)}
          onMute={on => onMute(row.label, on)}
        />
        <a class="btn" href={routeHash('search', { q: query })}>
          Search these {number(row.papers)}
        </a>
      </header>
      <TopicLinks name="Part of" topics={broader} />
      <TopicLinks name="Narrower topics" topics={narrower} />
      <section class="topic-section over-time">
        <h2>Over time</h2>
        {row.shares.some(share => share > 0) && (
          <TopicSpark shares={row.shares} months={months} height={PICTURE_HEIGHT} />
        )}
        <details>
          <summary class="faint">As a table</summary>
          <MonthTable
            caption="Papers by month, and their share of all that carry topics"
            months={months}
            counts={row.counts}
            shares={row.shares}
          />
        </details>
      </section>
      <NewestPapers query={query} say={say} />
    </>
  )
}

function TopicLinks(props: { readonly name: string; readonly topics: readonly TopicRow[] }) {
  if (props.topics.length === 0) return null
  return (
    <section class="topic-section">
      <h2>{props.name}</h2>
      <ul class="wrap" aria-label={props.name}>
        {props.topics.map(({ label, name, papers }) => (
          <li key={label} class="wrap">
            <a class="chip" href={routeHash('topics', { topic: label })} dir="auto">
              {name} <span class="num">{number(papers)}</span>
            </a>
          </li>
        ))}
      </ul>
    </section>
  )
}

function NewestPapers({ query, say }: { readonly query: string; readonly say: (text: string) => void }) {
  const [found, setFound] = useState<readonly PaperRow[]>(NO_PAPERS)
  const [problem, setProblem] = useState<string>()
  useEffect(() => {
    let current = true
    openIndex()
      .then(() => corpus.search({ query, order: 'date', limit: PAPERS_SHOWN }))
      .then(
        answer => current && setFound(answer.papers),
        (error: unknown) => current && setProblem(messageOf(error)),
      )
    return () => {
      current = false
    }
  }, [query])
  const { rows, onSave, onCite } = usePaperRows(found, { topics: TOPICS_SHOWN, say })
  return (
    <section class="topic-section">
      <h2>Newest papers</h2>
      {problem && <p class="notice">{problem}</p>}
      <PaperList name="Newest papers" papers={rows} onSave={onSave} onCite={onCite} onTopic={openSearch} />
      <p class="row after-list">
        <a class="btn" href={routeHash('search', { q: query, sort: 'date' })}>
          All of them
        </a>
      </p>
    </section>
  )
}
