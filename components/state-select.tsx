import { LIST_STATES, type ListState } from '@/lib/entries/entry'
import { STATE_NAMES } from '@/lib/entries/order'

/** The state of a paper on the reading list, to be chosen. */
export function StateSelect(props: {
  readonly state: ListState
  readonly label: string
  readonly disabled?: boolean
  readonly onChange: (state: ListState) => void
}) {
  const { state, label, disabled = false, onChange } = props
  return (
    <select
      class="state-select"
      aria-label={label}
      value={state}
      disabled={disabled}
      onChange={event => {
        const chosen = LIST_STATES.find(one => one === event.currentTarget.value)
        if (chosen) onChange(chosen)
      }}
    >
      {LIST_STATES.map(one => (
        <option key={one} value={one}>
          {STATE_NAMES[one]}
        </option>
      ))}
    </select>
  )
}
