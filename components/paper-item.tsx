import type { Run } from '@/lib/search/highlight'
import { Runs } from './runs'
import { Upvotes } from './upvotes'

/** A paper as a row of a list. */
export interface PaperView {
  readonly id: string
  readonly title: readonly Run[]
  readonly url: string | undefined
  readonly upvotes: number | undefined
  readonly text: readonly Run[]
  readonly topics: readonly string[]
  /** Authors and year. */
  readonly byline: readonly Run[]
  readonly saved: boolean
}

interface Props {
  readonly paper: PaperView
  readonly onSave: (saved: boolean) => void
  readonly onTopic: (topic: string) => void
  readonly onCite: () => void
}

/** A row: upvotes, title as a link, what it says, topics, Save. `s` saves and `c` cites while its link has the focus. */
export function PaperItem({ paper, onSave, onTopic, onCite }: Props) {
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    if (event.key === 's') onSave(!paper.saved)
    else if (event.key === 'c') onCite()
    else return
    event.preventDefault()
  }
  const title = (
    <span class="title" dir="auto">
      <Runs runs={paper.title} />
    </span>
  )
  return (
    <li class="item">
      <span class="votes">
        <Upvotes count={paper.upvotes} />
      </span>
      <div class="name">
        {paper.url ? (
          <a
            class="paper-link"
            href={paper.url}
            target="_blank"
            rel="noopener noreferrer"
            onKeyDown={onKeyDown}
          >
            {title}
          </a>
        ) : (
          title
        )}
      </div>
      {paper.text.length > 0 && (
        <p class="muted text" dir="auto">
          <Runs runs={paper.text} />
        </p>
      )}
      <div class="wrap foot">
        {paper.topics.map(topic => (
          <button key={topic} type="button" class="chip" onClick={() => onTopic(topic)}>
            {topic}
          </button>
        ))}
        {paper.byline.length > 0 && (
          <span class="faint byline">
            <Runs runs={paper.byline} />
          </span>
        )}
      </div>
      <button
        type="button"
        class={`btn save${paper.saved ? ' on' : ''}`}
        aria-pressed={paper.saved}
        aria-label={`${paper.saved ? 'Saved' : 'Save'}: ${paper.title.map(run => run.text).join('')}`}
        onClick={() => onSave(!paper.saved)}
      >
        {paper.saved ? 'Saved' : 'Save'}
      </button>
    </li>
  )
}
