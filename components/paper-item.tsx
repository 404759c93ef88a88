import type { ListState } from '@/lib/entries/entry'
import type { Run } from '@/lib/search/highlight'
import { Runs } from './runs'
import { StateSelect } from './state-select'
import { Upvotes } from './upvotes'

/** A paper as a row of a list. */
export interface PaperView {
  readonly id: string
  readonly title: readonly Run[]
  readonly url: string | undefined
  readonly upvotes: number | undefined
  readonly text: readonly Run[]
  /** Whose words `text` is; `pending` while it is looked for in the abstract. */
  readonly from: 'digest' | 'abstract' | 'pending'
  readonly topics: readonly string[]
  /** Whether the topics were found in its text, for want of a digest's own. */
  readonly topicsFound: boolean
  /** Authors and year. */
  readonly byline: readonly Run[]
  readonly saved: boolean
  /** Its state, where it is on the reading list, once that is read. */
  readonly state?: ListState
}

/** Why a paper stands where it does in a list that was ordered for the reader. */
export interface PlaceNote {
  readonly text: string
  /** Whether it stands there to show something else. */
  readonly explores: boolean
}

interface Props {
  readonly paper: PaperView
  readonly reason?: PlaceNote | undefined
  /** Whether the reader does not want the like of it; there is no button where `onSkip` is left out. */
  readonly skipped?: boolean | undefined
  readonly onSkip?: ((skipped: boolean) => void) | undefined
  /** Its link is followed. */
  readonly onOpen?: (() => void) | undefined
  readonly onSave: (saved: boolean, state?: ListState) => void
  readonly onTopic: (topic: string) => void
  readonly onCite: () => void
}

/** A row: upvotes, title as a link, what it says, topics, Save, and the state of one that is saved. `s` saves and `c` cites while its link has the focus. */
export function PaperItem(props: Props) {
  const { paper, reason, skipped = false, onSkip, onOpen, onSave, onTopic, onCite } = props
  const plainTitle = paper.title.map(run => run.text).join('')
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
    <li class={`item${skipped ? ' skipped' : ''}`}>
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
            onClick={onOpen}
            onAuxClick={onOpen && (event => event.button === 1 && onOpen())}
          >
            {title}
          </a>
        ) : (
          title
        )}
        {reason && (
          <p class={`reason${reason.explores ? ' explores' : ''}`} dir="auto">
            {reason.text}
          </p>
        )}
      </div>
      {paper.from === 'pending' && <p class="text pending" />}
      {paper.text.length > 0 && (
        <p class="muted text" dir="auto">
          {paper.from === 'abstract' && <span class="faint from">From the abstract: </span>}
          <Runs runs={paper.text} />
        </p>
      )}
      <div class="wrap foot">
        {paper.topics.map(topic => (
          <button
            key={topic}
            type="button"
            class={`chip${paper.topicsFound ? ' found-out' : ''}`}
            title={paper.topicsFound ? 'Found in the text; no digest says so' : undefined}
            onClick={() => onTopic(topic)}
          >
            {topic}
          </button>
        ))}
        {paper.byline.length > 0 && (
          <span class="faint byline">
            <Runs runs={paper.byline} />
          </span>
        )}
        {paper.saved && paper.state && (
          <StateSelect
            state={paper.state}
            label={`State: ${plainTitle}`}
            onChange={state => onSave(true, state)}
          />
        )}
      </div>
      <button
        type="button"
        class={`btn save${paper.saved ? ' on' : ''}`}
        aria-pressed={paper.saved}
        aria-label={`${paper.saved ? 'Saved' : 'Save'}: ${plainTitle}`}
        onClick={() => onSave(!paper.saved)}
      >
        {paper.saved ? 'Saved' : 'Save'}
      </button>
      {onSkip && (
        <button
          type="button"
          class="btn quiet skip"
          aria-label={`${skipped ? 'Undo not for me' : 'Not for me'}: ${plainTitle}`}
          onClick={() => onSkip(!skipped)}
        >
          {skipped ? 'Undo' : 'Not for me'}
        </button>
      )}
    </li>
  )
}
