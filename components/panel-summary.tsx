import { useState } from 'preact/hooks'
import type { Note, Standing } from '@/lib/messaging/protocol'
import { SUMMARISER_NAME } from '@/lib/summariser'
import { TopicList } from './topic-list'
import { Upvotes } from './upvotes'

/** Longer summaries are folded to eight lines. */
const LONG_SUMMARY = 330

/** How the paper stood in the digest, what is said of it and by whom, and its topics. */
export function PanelSummary(props: {
  readonly note: Note
  /** The title of a paper that the reader said is not this one, just now. */
  readonly corrected?: string | undefined
  readonly onOpen: (route: string) => void
  readonly onCorrect?: ((same: boolean) => void) | undefined
}) {
  const { note, onOpen } = props
  const [whole, setWhole] = useState(false)
  const { text } = note.summary
  const long = text.length > LONG_SUMMARY
  return (
    <section>
      <StandingLine note={note} onOpen={onOpen} />
      <MatchedBy {...props} />
      {text && (
        <div>
          <p class={`says${long && !whole ? ' clamped' : ''}`} dir="auto">
            {text}
          </p>
          {long && (
            <button
              type="button"
              class="linklike muted"
              aria-expanded={whole}
              onClick={() => setWhole(!whole)}
            >
              {whole ? 'Less' : 'More'}
            </button>
          )}
          <p class="faint who">{speaker(note)}</p>
        </div>
      )}
      {note.topicsPredicted && note.topics.length > 0 && <p class="faint">Topics found in the abstract</p>}
      <TopicList
        topics={note.topics}
        found={note.topicsPredicted}
        onOpen={topic => onOpen(`#/search?q=${encodeURIComponent(topic)}`)}
      />
    </section>
  )
}

function speaker({ summary }: Note): string {
  if (summary.from === 'abstract') return 'Key sentences from the abstract'
  if (summary.from === 'browser') return `Summarised by this browser’s own model (${SUMMARISER_NAME})`
  return summary.by ? `Digest summary · ${summary.by}` : 'Digest summary'
}

function StandingLine({ note, onOpen }: { readonly note: Note; readonly onOpen: (route: string) => void }) {
  const { standing } = note
  if (!standing) return note.inDigest ? null : <p class="muted">Not in your digest</p>
  return (
    <p class="row muted standing">
      <Upvotes count={standing.upvotes} />
      {standing.place && (
        <>
          <span>{standing.place}</span>
          <span aria-hidden="true">·</span>
        </>
      )}
      <button type="button" class="linklike" onClick={() => onOpen(routeOf(standing))}>
        {standing.when}
      </button>
    </p>
  )
}

function routeOf({ digest, day }: Standing): string {
  return `#/today?digest=${digest}${day ? `&day=${day}` : ''}`
}

/** Says that only the title tells that it is this paper, and takes the reader's word that it is not. */
function MatchedBy(props: {
  readonly note: Note
  readonly corrected?: string | undefined
  readonly onCorrect?: ((same: boolean) => void) | undefined
}) {
  const { note, corrected, onCorrect } = props
  if (corrected !== undefined)
    return (
      <p class="faint" role="status">
        Kept: not the paper of that title in your digest.{' '}
        <button type="button" class="linklike not-same" onClick={() => onCorrect?.(true)}>
          Undo
        </button>
      </p>
    )
  if (note.known?.by !== 'title') return null
  return (
    <p class="row faint matched">
      Matched by title
      {onCorrect && (
        <button type="button" class="linklike not-same" onClick={() => onCorrect(false)}>
          Not the same?
        </button>
      )}
    </p>
  )
}
