import { corpus, ready } from '@/lib/pages/context'
import { recentPapers } from '@/lib/pages/digest'
import { useLive } from '@/lib/pages/live'
import { routeHash } from '@/lib/pages/route'
import { paperCount } from '@/lib/pages/status-words'
import { topicLabels } from '@/lib/papers/paper'
import { dayInWords } from '@/lib/time'
import { countTopics } from '@/lib/topics/count'
import type { PageProps } from './app'
import { ReadingFailed } from './reading-failed'

const DAYS = 30
const MAX_TOPICS = 60

/** The topics of the last thirty days with papers of the first digest, the commonest first. */
export function TopicsPage(_: PageProps) {
  const live = useLive(recentTopics, [])
  if (live.error) return <ReadingFailed error={live.error} />
  if (!live.value) return <p class="empty">Counting topics</p>
  const { topics, title, from, papers } = live.value
  const most = topics[0]?.papers ?? 1
  return (
    <>
      <header class="page-head">
        <div>
          <h1>Topics</h1>
          {title && (
            <p class="muted">
              {title} · {from ? `since ${dayInWords(from)}, ` : ''}
              {paperCount(papers)}
            </p>
          )}
        </div>
      </header>
      {topics.length === 0 && (
        <p class="empty">
          No paper of these days carries topics yet. They arrive as Gloss syncs.{' '}
          <a href="#/today">
            <b>Open today’s list</b>
          </a>
        </p>
      )}
      <ol class="topics" aria-label="Topics">
        {topics.map(topic => (
          <li key={topic.key}>
            <a href={routeHash('search', { q: topic.label })}>{topic.label}</a>
            <span class="bar" aria-hidden="true">
              <i style={`inline-size: ${(100 * topic.papers) / most}%`} />
            </span>
            <span class="num muted">{topic.papers}</span>
          </li>
        ))}
      </ol>
    </>
  )
}

async function recentTopics() {
  await ready
  const { title, from, papers } = await recentPapers(corpus, DAYS)
  const topics = countTopics(papers.map(topicLabels)).filter(topic => topic.papers > 1)
  return { title, from, papers: papers.length, topics: topics.slice(0, MAX_TOPICS) }
}
