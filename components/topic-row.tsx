import { riseInWords } from '@/lib/topics/in-words'
import { MuteIcon, StarIcon } from './icons'
import { TopicSpark } from './topic-spark'

/** A topic as a row: its name, how it went, how many papers, and what the reader thinks of it. */
export interface TopicShown {
  readonly label: string
  readonly name: string
  readonly papers: number
  readonly shares: readonly number[]
  readonly followed: boolean
  readonly muted: boolean
  readonly times?: number
}

interface Props {
  readonly topic: TopicShown
  readonly months: readonly string[]
  readonly href: string
  readonly onFollow: (on: boolean) => void
  readonly onMute: (on: boolean) => void
}

/** A row of a list of topics. */
export function TopicRow({ topic, months, href, onFollow, onMute }: Props) {
  const { times } = topic
  return (
    <li>
      <a class="topic-name" href={href} dir="auto">
        {topic.name}
      </a>
      {times !== undefined && (
        <span class="rise" title="Its share of the papers of the last six weeks, against the year before">
          {riseInWords(times)}
        </span>
      )}
      <TopicSpark shares={topic.shares} months={months} />
      <span class="num muted">
        {topic.papers.toLocaleString('en')}
        <span class="visually-hidden"> papers</span>
      </span>
      <TopicChoice topic={topic} onFollow={onFollow} onMute={onMute} />
    </li>
  )
}

/** The buttons that follow and mute a topic. */
export function TopicChoice({ topic, onFollow, onMute }: Omit<Props, 'months' | 'href'>) {
  const { name, followed, muted } = topic
  return (
    <span class="row topic-choice">
      <button
        type="button"
        class={`btn quiet${followed ? ' on' : ''}`}
        aria-pressed={followed}
        aria-label={`Follow ${name}`}
        title={followed ? 'Followed' : 'Follow'}
        onClick={() => onFollow(!followed)}
      >
        <StarIcon filled={followed} />
      </button>
      <button
        type="button"
        class={`btn quiet${muted ? ' on' : ''}`}
        aria-pressed={muted}
        aria-label={`Mute ${name}`}
        title={muted ? 'Muted' : 'Mute'}
        onClick={() => onMute(!muted)}
      >
        <MuteIcon />
      </button>
    </span>
  )
}
