import type { Citation, Note } from '@/lib/messaging/protocol'
import { compact } from './compact'

type State = NonNullable<Note['state']>

/** A citation that was asked for, and whether it is on the clipboard. */
export interface PanelCitation extends Citation {
  readonly copied: boolean
}

const STATES: readonly (readonly [State, string])[] = [
  ['to-read', 'To read'],
  ['reading', 'Reading'],
  ['done', 'Done'],
  ['skipped', 'Skip'],
]

/** What the actions of a panel take. */
export interface PanelActionsProps {
  readonly note: Note
  readonly citation: PanelCitation | null
  readonly problem: string | null
  readonly on: {
    save(saved: boolean, state?: State): void
    /** In the format that was used last where none is named; null puts the citation away. */
    cite(format?: string | null): void
    /** Opens a route of the app. */
    open(route: string): void
  }
}

/** Links of the paper, and what a reader can do with it. */
export function PanelActions({ note, citation, problem, on }: PanelActionsProps) {
  return (
    <section>
      {note.links.length > 0 && (
        <p class="row muted dots">
          {note.links.map((link, i) => (
            <span key={link.url} class="row dots">
              {i > 0 && <span aria-hidden="true">·</span>}
              <a href={link.url} target="_blank" rel="noopener noreferrer">
                {link.name}
                {link.stars !== undefined && (
                  <span>
                    {' ★ '}
                    <span class="visually-hidden">stars </span>
                    {compact(link.stars)}
                  </span>
                )}
              </a>
            </span>
          ))}
        </p>
      )}
      <p class="row actions">
        <button
          type="button"
          class={`btn ${note.saved ? 'on' : 'primary'}`}
          aria-pressed={note.saved}
          onClick={() => on.save(!note.saved)}
        >
          {note.saved ? 'Saved' : 'Save to reading list'}
        </button>
        <button
          type="button"
          class="btn"
          aria-expanded={citation !== null}
          onClick={() => on.cite(citation ? null : undefined)}
        >
          Cite
        </button>
      </p>
      {/* Buttons and no form field: of pages with fields the browser asks its maker's autofill service. */}
      {note.saved && (
        <p class="wrap actions">
          {STATES.map(([state, name]) => (
            <button
              key={state}
              type="button"
              class="chip"
              aria-pressed={state === note.state}
              onClick={() => on.save(true, state)}
            >
              {name}
            </button>
          ))}
        </p>
      )}
      {problem && (
        <p class="notice bad" role="alert">
          {problem}
        </p>
      )}
      {citation && <CitationText {...citation} on={on} />}
    </section>
  )
}

function CitationText({ text, formats, more, copied, on }: PanelCitation & Pick<PanelActionsProps, 'on'>) {
  const label = formats[0]?.label
  return (
    <>
      <p class="wrap actions">
        {formats.map(({ id, label }, i) => (
          <button key={id} type="button" class="chip" aria-pressed={i === 0} onClick={() => on.cite(id)}>
            {label}
          </button>
        ))}
        {more && (
          <button type="button" class="chip" onClick={() => on.open(more)}>
            More…
          </button>
        )}
      </p>
      <p class="faint" role="status">
        {`${label}, ${copied ? 'copied to the clipboard' : 'select and copy'}`}
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by the keyboard too */}
      <section class="bibtex" aria-label={label} tabIndex={0}>
        {text}
      </section>
    </>
  )
}
