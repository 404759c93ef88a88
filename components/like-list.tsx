import type { RelatedPaper } from '@/lib/messaging/protocol'
import { RelatedReason } from './related-reason'
import { Upvotes } from './upvotes'

/** A paper that is like those on the reading list. */
export interface LikeListed extends Pick<RelatedPaper, 'id' | 'url' | 'upvotes' | 'reason'> {
  readonly title: string
  /** The title of the saved paper that it is most like. */
  readonly like?: string
}

interface Props {
  readonly papers: readonly LikeListed[]
  readonly onSave: (id: string) => void
}

/** Papers like those on the reading list, each with the reason. */
export function LikeList({ papers, onSave }: Props) {
  return (
    <section class="like-list">
      <h2>Like your reading list</h2>
      <ul class="papers" aria-label="Like your reading list">
        {papers.map(paper => (
          <li key={paper.id} class="item">
            <span class="votes">
              <Upvotes count={paper.upvotes} />
            </span>
            <div class="name">
              <LikeTitle paper={paper} />
            </div>
            <p class="muted text">
              {paper.like && (
                <>
                  like <i dir="auto">{paper.like}</i>
                </>
              )}
              {paper.like && paper.reason ? ' · ' : ''}
              {paper.reason && <RelatedReason reason={paper.reason} />}
            </p>
            <button
              type="button"
              class="btn save"
              aria-label={`Save: ${paper.title}`}
              onClick={() => onSave(paper.id)}
            >
              Save
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}

function LikeTitle({ paper }: { readonly paper: LikeListed }) {
  const title = (
    <span class="title" dir="auto">
      {paper.title}
    </span>
  )
  if (!paper.url) return title
  return (
    <a class="paper-link" href={paper.url} target="_blank" rel="noopener noreferrer">
      {title}
    </a>
  )
}
