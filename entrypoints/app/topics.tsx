import { STARTER } from '@/lib/corpus/starter'
import { corpus, ready } from '@/lib/pages/context'
import { useLive } from '@/lib/pages/live'
import { routeHash } from '@/lib/pages/route'
import { topicLabels } from '@/lib/papers/paper'
import { dailySources } from '@/lib/sources/registry'
import { dayInWords } from '@/lib/time'
import { countTopics } from '@/lib/topics/count'
import type { PageProps } from './app'

const DAYS = 30
const MAX_TOPICS = 60

/** The topics of the last thirty days with papers, the commonest first. */
export function TopicsPage(_: PageProps) {
  const live = useLive(recentTopics, []).value
  if (!live) return <p class="empty">Counting topics</p>
  const most = live.topics[0]?.papers ?? 1
  return (
    <>
      <header class="page-head">
        <div>
          <h1>Topics</h1>
          <p class="muted">
            {live.from ? `Since ${dayInWords(live.from)}, in ${live.papers} papers` : `In the starter digest`}
          </p>
        </div>
      </header>
      {live.topics.length === 0 && (
        <p class="empty">No paper of these days carries topics yet. They arrive as Gloss syncs.</p>
      )}
      <ol class="topics" aria-label="Topics">
        {live.topics.map(topic => (
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
  const [source] = dailySources
  const rows = await corpus.db.days
    .where('[digest+day]')
    .between([source?.id ?? '', ''], [source?.id ?? '', '~'])
    .reverse()
    .filter(row => row.papers.length > 0)
    .limit(DAYS)
    .toArray()
  const starter = rows.length === 0 ? (await corpus.db.sources.get(STARTER))?.papers : undefined
  const papers = await corpus.byIds(starter ?? [...new Set(rows.flatMap(row => row.papers))])
  const topics = countTopics([...papers.values()].map(topicLabels)).filter(topic => topic.papers > 1)
  return { from: rows.at(-1)?.day, papers: papers.size, topics: topics.slice(0, MAX_TOPICS) }
}
