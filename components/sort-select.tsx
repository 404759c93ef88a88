import type { Order } from '@/lib/search/match'

const ORDERS: readonly (readonly [Order, string])[] = [
  ['relevance', 'Best match'],
  ['date', 'Newest'],
  ['upvotes', 'Most upvoted'],
]

/** By what results are ordered. */
export function SortSelect(props: { readonly order: Order; readonly onChange: (order: Order) => void }) {
  return (
    <label class="sort">
      <span class="visually-hidden">Order of results</span>
      <select
        class="btn"
        value={props.order}
        onChange={event => {
          const { value } = event.currentTarget
          props.onChange(ORDERS.find(([order]) => order === value)?.[0] ?? 'relevance')
        }}
      >
        {ORDERS.map(([order, name]) => (
          <option key={order} value={order}>
            {name}
          </option>
        ))}
      </select>
    </label>
  )
}
