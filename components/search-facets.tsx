import { useState } from 'preact/hooks'

/** What results can be narrowed to: groups of filters `operator:value` with counts. */
export interface FacetsShown {
  readonly name: string
  readonly operator: string
  readonly choices: readonly {
    readonly value: string
    readonly label: string
    readonly count: number
    readonly pressed: boolean
  }[]
}

interface Props {
  readonly groups: readonly FacetsShown[]
  /** Where the page is narrow they are folded up unless this is set. */
  readonly open: boolean
  /** Puts a filter into the query, or takes it out. */
  readonly onToggle: (operator: string, value: string) => void
}

/** Choices of a group that are shown before "more". */
const SHOWN = 8

/** The name by which the button that unfolds the facets refers to them. */
export const FACETS_ID = 'facets'

/** Filters beside the results. */
export function SearchFacets({ groups, open, onToggle }: Props) {
  return (
    <section id={FACETS_ID} class={`facets${open ? ' open' : ''}`} aria-label="Narrow the results">
      {groups.map(group => (
        <Group key={group.operator} group={group} onToggle={value => onToggle(group.operator, value)} />
      ))}
    </section>
  )
}

function Group(props: { readonly group: FacetsShown; readonly onToggle: (value: string) => void }) {
  const [all, setAll] = useState(false)
  const { name, operator, choices } = props.group
  const shown = all ? choices : choices.filter((choice, i) => i < SHOWN || choice.pressed)
  return (
    <div class="facet">
      <h2 class="facet-name" id={`facet-${operator}`}>
        {name}
      </h2>
      <ul aria-labelledby={`facet-${operator}`}>
        {shown.map(({ value, label, count, pressed }) => (
          <li key={value}>
            <button type="button" aria-pressed={pressed} onClick={() => props.onToggle(value)}>
              <span class="label" dir="auto">
                {label}
              </span>
              <span class="num facet-count">
                <span class="visually-hidden">, results: </span>
                {count.toLocaleString('en')}
              </span>
            </button>
          </li>
        ))}
      </ul>
      {choices.length > SHOWN && (
        <button type="button" class="linklike" aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? 'Fewer' : `${choices.length - SHOWN} more`}
          <span class="visually-hidden">: {name}</span>
        </button>
      )}
    </div>
  )
}
