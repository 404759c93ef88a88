import { type Query, type QueryPart, withoutPart } from '@/lib/search/query'
import { CloseIcon } from './icons'

interface Props {
  readonly query: Query
  /** Is given the query without a part. */
  readonly onChange: (typed: string) => void
}

/** How a query was read: its filters, each with a button that takes it out, and what could not be read as typed. */
export function QueryChips({ query, onChange }: Props) {
  const filters = query.parts.filter(part => part.kind !== 'words' && part.kind !== 'odd')
  const odd = query.parts.filter(part => part.kind === 'odd')
  if (filters.length + odd.length === 0) return null
  const remove = (part: QueryPart) => {
    onChange(withoutPart(query.typed, part))
    document.querySelector<HTMLElement>('input[type=search]')?.focus()
  }
  return (
    <div class="reading">
      {filters.length > 0 && (
        <ul class="wrap" aria-label="Filters">
          {filters.map(part => (
            <li key={part.start} class="filter">
              <span dir="auto">{part.text}</span>
              <button type="button" aria-label={`Remove: ${part.text}`} onClick={() => remove(part)}>
                <CloseIcon />
              </button>
            </li>
          ))}
        </ul>
      )}
      {odd.map(part => (
        <p key={part.start} class="faint odd" role="status">
          {part.text}
        </p>
      ))}
    </div>
  )
}
