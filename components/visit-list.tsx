/** A paper whose page was visited. */
export interface VisitShown {
  readonly id: string
  readonly title: string
  readonly url: string | undefined
  /** When, in words: "2 h ago", and how often. */
  readonly when: string
  readonly saved: boolean
}

interface Props {
  readonly visits: readonly VisitShown[]
  readonly onSave: (id: string, saved: boolean) => void
  readonly onForget: (id: string) => void
}

/** Papers whose pages were visited, last visited first. */
export function VisitList({ visits, onSave, onForget }: Props) {
  return (
    <ul class="visits" aria-label="Visited papers">
      {visits.map(({ id, title, url, when, saved }) => (
        <li key={id} class="visit">
          <div class="visit-name">
            <p class="title" dir="auto">
              {url ? (
                <a href={url} target="_blank" rel="noopener noreferrer">
                  {title}
                </a>
              ) : (
                title
              )}
            </p>
            <p class="faint">{when}</p>
          </div>
          <button
            type="button"
            class={`btn${saved ? ' on' : ''}`}
            aria-pressed={saved}
            aria-label={`${saved ? 'Saved' : 'Save'}: ${title}`}
            onClick={() => onSave(id, !saved)}
          >
            {saved ? 'Saved' : 'Save'}
          </button>
          <button
            type="button"
            class="btn quiet"
            aria-label={`Forget: ${title}`}
            onClick={() => onForget(id)}
          >
            Forget
          </button>
        </li>
      ))}
    </ul>
  )
}
