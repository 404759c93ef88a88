import { useState } from 'preact/hooks'
import type { PaperId } from '@/lib/papers/identifier'
import type { EntryShown } from './entry-details'

/** Up to so many authors are all named. */
const FEW_AUTHORS = 3

/** The first author, and the others on demand: there may be thousands. */
export function Authors({ authors }: { readonly authors: readonly string[] }) {
  const [whole, setWhole] = useState(false)
  if (authors.length === 0) return null
  const named = whole || authors.length <= FEW_AUTHORS ? authors : authors.slice(0, 1)
  const others = authors.length - 1
  return (
    <p class="muted authors" dir="auto">
      {named.join(', ')}
      {authors.length > FEW_AUTHORS && (
        <>
          {' '}
          <button type="button" class="linklike" aria-expanded={whole} onClick={() => setWhole(!whole)}>
            {whole ? 'show fewer' : `and ${others.toLocaleString('en')} others`}
          </button>
        </>
      )}
    </p>
  )
}

/** What others say of a paper, folded, and where it is. */
export function Said({ entry: { summary, abstract, links } }: { readonly entry: EntryShown }) {
  return (
    <>
      {summary && (
        <details>
          <summary>Summary</summary>
          <p dir="auto">{summary.text}</p>
          <p class="faint">{summary.by}</p>
        </details>
      )}
      {abstract && (
        <details>
          <summary>Abstract</summary>
          <p dir="auto">{abstract}</p>
        </details>
      )}
      {links.length > 0 && (
        <ul class="wrap entry-links" aria-label="Links">
          {links.map(({ name, url }) => (
            <li key={url}>
              <a href={url} target="_blank" rel="noopener noreferrer">
                {name}
              </a>
            </li>
          ))}
        </ul>
      )}
    </>
  )
}

/** Papers that the reader said are this one, which can be taken apart again. */
export function Merged(props: {
  readonly merged: EntryShown['merged']
  readonly onSeparate: (key: PaperId) => void
}) {
  if (props.merged.length === 0) return null
  return (
    <div class="stacked">
      <p class="muted">You merged into this paper:</p>
      <ul class="stacked">
        {props.merged.map(({ key, title }) => (
          <li key={key} class="row">
            <span dir="auto">{title}</span>
            <span class="sp" />
            <button
              type="button"
              class="btn"
              aria-label={`Separate: ${title}`}
              onClick={() => props.onSeparate(key)}
            >
              Separate
            </button>
          </li>
        ))}
      </ul>
    </div>
  )
}
