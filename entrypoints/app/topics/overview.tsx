import { useMemo, useState } from 'preact/hooks'
import { TopicRow } from '@/components/topic-row'
import { TopicTable } from '@/components/topic-table'
import { routeHash } from '@/lib/pages/route'
import { number } from '@/lib/pages/status-words'
import { type TopicRow as Row, topicsOverview } from '@/lib/pages/topics'
import type { Settings } from '@/lib/settings'
import type { TopicVocabulary } from '@/lib/topics/vocabulary'

const TOPICS_AT_ONCE = 60
/** Months that a table has room for. */
const TABLE_MONTHS = 12

interface Props {
  readonly vocabulary: TopicVocabulary | null
  readonly settings: Settings
  readonly onFollow: (label: string, on: boolean) => void
  readonly onMute: (label: string, on: boolean) => void
}

/** Followed, rising and common topics over time, and categories. */
export function TopicsOverview({ vocabulary, settings, onFollow, onMute }: Props) {
  const [limit, setLimit] = useState(TOPICS_AT_ONCE)
  const [table, setTable] = useState(false)
  const lists = useMemo(
    () => vocabulary && topicsOverview(vocabulary, settings, limit),
    [vocabulary, settings, limit],
  )
  const topics = lists ? lists.common.length + lists.more : 0
  if (!lists || topics + lists.categories.length === 0)
    return (
      <>
        <Head text="What your papers are about, and how that changes." />
        <p class="empty">
          No two papers carry the same topic yet. They arrive as Gloss syncs.{' '}
          <a href="#/today">
            <b>Open today’s list</b>
          </a>
        </p>
      </>
    )
  const common = { title: 'Common topics', name: 'Topics', rows: lists.common }
  const sections = [
    { title: 'Followed', name: 'Followed topics', rows: lists.followed },
    { title: 'Rising in the last six weeks', name: 'Rising topics', rows: lists.rising },
    common,
    { title: 'arXiv categories', name: 'Categories', rows: lists.categories },
    { title: 'Muted', name: 'Muted topics', rows: lists.muted },
  ]
  const shown = (rows: readonly Row[]) =>
    rows.map(topic => (
      <TopicRow
        key={topic.label}
        topic={topic}
        months={lists.months}
        href={routeHash('topics', { topic: topic.label })}
        onFollow={on => onFollow(topic.label, on)}
        onMute={on => onMute(topic.label, on)}
      />
    ))
  return (
    <>
      <Head text={`${number(topics)} topics that two papers or more share, with all their spellings as one`}>
        <button type="button" class="btn" aria-pressed={table} onClick={() => setTable(!table)}>
          As a table
        </button>
      </Head>
      {sections
        .filter(section => section.rows.length > 0)
        .map(section => (
          <section key={section.name} class="topic-section">
            <h2>{section.title}</h2>
            {table ? (
              <TopicTable
                caption={`${section.name}: papers by month`}
                months={lists.months.slice(-TABLE_MONTHS)}
                topics={section.rows.map(row => ({ ...row, counts: row.counts.slice(-TABLE_MONTHS) }))}
              />
            ) : (
              <ol class="topics" aria-label={section.name}>
                {shown(section.rows)}
              </ol>
            )}
            {section.rows === common.rows && lists.more > 0 && (
              <p class="row after-list">
                <button type="button" class="btn" onClick={() => setLimit(limit + TOPICS_AT_ONCE)}>
                  Show more
                </button>
              </p>
            )}
          </section>
        ))}
    </>
  )
}

function Head(props: { readonly text: string; readonly children?: preact.ComponentChildren }) {
  return (
    <header class="page-head">
      <div>
        <h1>Topics</h1>
        <p class="muted">{props.text}</p>
      </div>
      <span class="sp" />
      {props.children}
    </header>
  )
}
