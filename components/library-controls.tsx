import { LIST_STATES, type ListState } from '@/lib/entries/entry'
import { GROUPS, type Grouping, SORTS, type Sort, STATE_NAMES } from '@/lib/entries/order'
import type { StateCounts, Wanted } from '@/lib/pages/library-shown'

const SORT_NAMES: Readonly<Record<Sort, string>> = {
  saved: 'Last saved',
  first: 'First saved',
  priority: 'Priority',
  rating: 'Rating',
  title: 'Title',
  year: 'Year',
  upvotes: 'Upvotes',
  read: 'Last read',
  hand: 'By hand',
}
const GROUP_NAMES: Readonly<Record<Grouping, string>> = {
  none: 'No groups',
  state: 'By state',
  tag: 'By tag',
  year: 'By year',
  priority: 'By priority',
  month: 'By month saved',
}

interface Props {
  readonly wanted: Wanted
  /** Undefined while they are counted. */
  readonly counts: StateCounts | undefined
  readonly tags: readonly (readonly [tag: string, count: number])[]
  readonly onChange: (change: Partial<Wanted>) => void
}

/** What of the list is shown, and how: states with how many papers are in each, tags, order, groups. */
export function LibraryControls({ wanted, counts, tags, onChange }: Props) {
  const states: readonly (readonly [ListState | undefined, string, number | undefined])[] = [
    [undefined, 'All', counts?.all],
    ...LIST_STATES.map(state => [state, STATE_NAMES[state], counts?.[state]] as const),
  ]
  return (
    <div class="library-controls">
      <ul class="state-tabs" aria-label="States">
        {states.map(([state, name, count]) => (
          <li key={name}>
            <button type="button" aria-pressed={wanted.state === state} onClick={() => onChange({ state })}>
              {name} <span class="num faint">{count?.toLocaleString('en')}</span>
            </button>
          </li>
        ))}
      </ul>
      <div class="wrap selects">
        <Choice
          name="Tag"
          value={wanted.tag ?? ''}
          options={[
            ['', 'All tags'],
            ...tags.map(([tag, count]) => [tag, `${tag} (${count.toLocaleString('en')})`] as const),
            // A tag that no paper has any more is still what is shown.
            ...(wanted.tag && !tags.some(([tag]) => tag === wanted.tag)
              ? [[wanted.tag, wanted.tag] as const]
              : []),
          ]}
          onChange={tag => onChange({ tag: tag || undefined })}
        />
        <Choice
          name="Order"
          value={wanted.sort}
          options={SORTS.map(sort => [sort, SORT_NAMES[sort]])}
          onChange={sort => onChange({ sort: sort as Sort })}
        />
        <Choice
          name="Groups"
          value={wanted.group}
          options={GROUPS.map(group => [group, GROUP_NAMES[group]])}
          onChange={group => onChange({ group: group as Grouping })}
        />
      </div>
    </div>
  )
}

function Choice(props: {
  readonly name: string
  readonly value: string
  readonly options: readonly (readonly [value: string, name: string])[]
  readonly onChange: (value: string) => void
}) {
  return (
    <label>
      <span class="visually-hidden">{props.name}</span>
      <select class="btn" value={props.value} onChange={event => props.onChange(event.currentTarget.value)}>
        {props.options.map(([value, name]) => (
          <option key={value} value={value}>
            {name}
          </option>
        ))}
      </select>
    </label>
  )
}
