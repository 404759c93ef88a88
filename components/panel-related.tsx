import type { RelatedPaper } from '@/lib/messaging/protocol'
import { Upvotes } from './upvotes'

/** Papers of the digest that are like this one, each with the reason. */
export function PanelRelated(props: {
  readonly related: readonly RelatedPaper[]
  readonly corpusSize: number
}) {
  return (
    <section>
      <h2>Related in your digest</h2>
      {props.related.length === 0 ? (
        <p class="muted">
          {props.corpusSize === 0
            ? 'The digest is still empty. It fills as Gloss syncs.'
            : 'Nothing in your digest is close to this paper yet.'}
        </p>
      ) : (
        <ul class="related" aria-label="Related papers">
          {props.related.map(paper => (
            <li key={paper.id}>
              <RelatedTitle paper={paper} />
              <p class="muted">
                <Upvotes count={paper.upvotes} /> {paper.year}
                {paper.year && paper.reason ? ' · ' : ''}
                <ReasonText paper={paper} />
              </p>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

function RelatedTitle({ paper }: { readonly paper: RelatedPaper }) {
  const title = (
    <span class="title" dir="auto">
      {paper.title}
    </span>
  )
  return paper.url ? <a href={paper.url}>{title}</a> : title
}

function ReasonText({ paper }: { readonly paper: RelatedPaper }) {
  const { reason } = paper
  if (!reason) return null
  return (
    <>
      {reason.kind === 'authors' ? 'same authors: ' : 'shares '}
      {reason.shared.map((shared, i) => (
        <span key={shared}>
          {i > 0 && ', '}
          <i>{shared}</i>
        </span>
      ))}
    </>
  )
}
