import type { Note } from '@/lib/messaging/protocol'
import { compact } from './compact'

/** A citation that was asked for, and whether it is on the clipboard. */
export interface PanelCitation {
  readonly text: string
  readonly copied: boolean
}

interface Props {
  readonly note: Note
  readonly citation: PanelCitation | null
  readonly problem: string | null
  readonly on: { save(saved: boolean): void; cite(): void }
}

/** Links of the paper, and what a reader can do with it. */
export function PanelActions({ note, citation, problem, on }: Props) {
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
        <button type="button" class="btn" aria-expanded={citation !== null} onClick={on.cite}>
          Cite
        </button>
      </p>
      {problem && (
        <p class="notice bad" role="alert">
          {problem}
        </p>
      )}
      {citation && (
        <div>
          <p class="faint" role="status">
            {citation.copied ? 'BibTeX, copied to the clipboard' : 'BibTeX, select and copy'}
          </p>
          {/* No form field: of pages with fields the browser asks its maker's autofill service. */}
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by the keyboard too */}
          <section class="bibtex" aria-label="BibTeX" tabIndex={0}>
            {citation.text}
          </section>
        </div>
      )}
    </section>
  )
}
