import { useState } from 'preact/hooks'
import type { RelatedPaper } from '@/lib/messaging/protocol'
import { inOrder, type RelatedOrder } from './related-order'
import { RelatedReason } from './related-reason'
import { Upvotes } from './upvotes'

const ORDERS: readonly (readonly [RelatedOrder, string])[] = [
  ['best', 'best'],
  ['newest', 'newest'],
  ['upvotes', 'most upvoted'],
]

/** Papers of the digest that are like this one, each with the reason. */
export function PanelRelated(props: {
  /** Null while they are looked for; `failed` where they could not be. */
  readonly related: readonly RelatedPaper[] | null | 'failed'
  readonly corpusSize: number
}) {
  const [order, setOrder] = useState<RelatedOrder>('best')
  const [unreadOnly, setUnreadOnly] = useState(false)
  const { corpusSize } = props
  const related = props.related === 'failed' ? [] : (props.related ?? [])
  // Once all that was read is gone from the list, so is the button: it must not go on hiding what nobody sees.
  const someRead = related.some(({ read }) => read)
  const shown = inOrder(related, order, someRead && unreadOnly)
  return (
    <section>
      <div class="row related-head">
        <h2>Related in your digest</h2>
        {related.length > 1 && <OrderButtons order={order} onChange={setOrder} />}
        {someRead && (
          <button
            type="button"
            class="chip"
            aria-pressed={unreadOnly}
            onClick={() => setUnreadOnly(!unreadOnly)}
          >
            Unread
          </button>
        )}
      </div>
      {props.related === null && (
        <p class="muted" aria-busy="true">
          Looking for related papers
        </p>
      )}
      {props.related === 'failed' && (
        <p class="muted">They could not be looked for. Reload the page to try again.</p>
      )}
      {props.related !== 'failed' && props.related?.length === 0 && (
        <p class="muted">
          {corpusSize === 0
            ? 'The digest is still empty. It fills as Gloss syncs.'
            : 'Nothing in your digest is close to this paper yet.'}
        </p>
      )}
      {related.length > 0 && shown.length === 0 && (
        <p class="muted">You have read all that is close to this paper.</p>
      )}
      {shown.length > 0 && (
        <ul class="related" aria-label="Related papers">
          {shown.map(paper => (
            <li key={paper.id}>
              <RelatedTitle paper={paper} />
              <p class="muted">
                <Upvotes count={paper.upvotes} /> {paper.year}
                {paper.year && paper.reason ? ' · ' : ''}
                {paper.reason && <RelatedReason reason={paper.reason} />}
              </p>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

/** Buttons and no form field: of pages with fields the browser asks its maker's autofill service. */
function OrderButtons(props: {
  readonly order: RelatedOrder
  readonly onChange: (order: RelatedOrder) => void
}) {
  return (
    <fieldset class="orders">
      <legend class="visually-hidden">Order of related papers</legend>
      {ORDERS.map(([order, name]) => (
        <button
          key={order}
          type="button"
          class="linklike"
          aria-pressed={order === props.order}
          onClick={() => props.onChange(order)}
        >
          {name}
        </button>
      ))}
    </fieldset>
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
