import { StarIcon } from './icons'

const STARS = [1, 2, 3, 4, 5] as const

interface Props {
  /** Names the group to the browser, once a page. */
  readonly name: string
  /** From 1 to 5; 0 for none. */
  readonly rating: number
  readonly onChange: (rating: number) => void
}

/** Stars from one to five, or none; the keys 0 to 5 give as many. */
export function StarRating({ name, rating, onChange }: Props) {
  return (
    <fieldset
      class="star-rating"
      onKeyDown={event => {
        const stars = /^[0-5]$/.test(event.key) ? Number(event.key) : undefined
        if (stars === undefined || event.ctrlKey || event.metaKey || event.altKey) return
        event.preventDefault()
        // Outside, the same keys mean something else.
        event.stopPropagation()
        onChange(stars)
      }}
    >
      <legend class="muted">Rating</legend>
      <div class="stars">
        {STARS.map(stars => (
          <label key={stars} class={stars <= rating ? 'on' : undefined} title={starsInWords(stars)}>
            <input
              type="radio"
              name={name}
              value={stars}
              checked={stars === rating}
              aria-label={starsInWords(stars)}
              onChange={() => onChange(stars)}
            />
            <StarIcon filled={stars <= rating} />
          </label>
        ))}
        <label class="none" title="No rating (0)">
          <input
            type="radio"
            name={name}
            value={0}
            checked={rating === 0}
            aria-label="No rating"
            onChange={() => onChange(0)}
          />
          <span aria-hidden="true">none</span>
        </label>
      </div>
    </fieldset>
  )
}

function starsInWords(stars: number): string {
  return stars === 1 ? '1 star' : `${stars} stars`
}
