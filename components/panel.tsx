import { useState } from 'preact/hooks'
import type { Note } from '@/lib/messaging/protocol'
import { CloseIcon, Logo, MoreIcon } from './icons'
import { PanelActions, type PanelActionsProps, type PanelCitation } from './panel-actions'
import { PanelRelated } from './panel-related'
import { PanelSummary } from './panel-summary'

export type PanelState =
  | { readonly kind: 'loading' }
  | { readonly kind: 'failed'; readonly message: string }
  /** `corrected` is the title of a paper that the reader said is not this one, just now. */
  | { readonly kind: 'ready'; readonly note: Note; readonly corrected?: string }

export interface PanelProps {
  readonly state: PanelState
  readonly theme: 'light' | 'dark'
  readonly folded: boolean
  /** Whether it lies over the page at the window's edge, and can be put away. */
  readonly atEdge?: boolean
  readonly host: string
  readonly citation: PanelCitation | null
  /** A sentence about something that just went wrong, such as a save on a full disk. */
  readonly problem: string | null
  readonly on: PanelActionsHandlers
}

export type PanelActionsHandlers = PanelActionsProps['on'] & {
  /** Keeps that the paper of the same title is another one, or takes that back. */
  correct?(same: boolean): void
  fold(folded: boolean): void
  turnOff(): void
  /** Moves the panel between the page and the window's edge. */
  move?(): void
  retry(): void
}

/** The margin note of one paper. */
export function Panel(props: PanelProps) {
  const [menuOpen, setMenuOpen] = useState(false)
  const choose = (action: () => void) => () => {
    setMenuOpen(false)
    action()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return
    if (menuOpen) setMenuOpen(false)
    else if (props.atEdge) props.on.fold(true)
  }
  return (
    <aside
      class={`g panel${props.folded ? ' folded' : ''}`}
      aria-label="Gloss"
      data-theme={props.theme}
      onKeyDown={onKeyDown}
    >
      <div class="row hd">
        <Logo />
        <b>Gloss</b>
        <span class="sp" />
        {props.folded ? (
          <button type="button" class="btn quiet" onClick={() => props.on.fold(false)}>
            Show
          </button>
        ) : (
          <button
            type="button"
            class="btn quiet"
            aria-label="Options"
            aria-haspopup="true"
            aria-expanded={menuOpen}
            onClick={() => setMenuOpen(!menuOpen)}
          >
            <MoreIcon />
          </button>
        )}
        {props.atEdge && (
          <button
            type="button"
            class="btn quiet"
            aria-label="Close Gloss"
            onClick={() => props.on.fold(true)}
          >
            <CloseIcon />
          </button>
        )}
      </div>
      {menuOpen && !props.folded && (
        <div class="menu">
          {!props.atEdge && (
            <button type="button" onClick={choose(() => props.on.fold(true))}>
              Fold up here
            </button>
          )}
          {props.on.move && (
            <button type="button" onClick={choose(props.on.move)}>
              {props.atEdge ? 'Move into the page' : 'Move to the window’s edge'}
            </button>
          )}
          <button type="button" onClick={choose(props.on.turnOff)}>
            Turn off on {props.host}
          </button>
          <button type="button" onClick={choose(() => props.on.open('#/today'))}>
            Open today's digest
          </button>
          <button type="button" onClick={choose(() => props.on.open('#/settings'))}>
            Settings
          </button>
        </div>
      )}
      {!props.folded && <PanelBody {...props} />}
    </aside>
  )
}

function PanelBody(props: PanelProps) {
  const { state } = props
  if (state.kind === 'loading')
    return (
      <div class="scroll" aria-busy="true">
        <section class="skeleton" aria-label="Loading">
          <i style="inline-size: 60%" />
          <i />
          <i />
          <i style="inline-size: 80%" />
        </section>
      </div>
    )
  if (state.kind === 'failed')
    return (
      <div class="scroll">
        <section>
          <p class="notice bad" role="alert">
            {state.message}
          </p>
          <button type="button" class="btn" onClick={props.on.retry}>
            Try again
          </button>
        </section>
      </div>
    )
  return (
    <div class="scroll">
      <div class="says-and-does">
        <PanelSummary
          note={state.note}
          corrected={state.corrected}
          onOpen={props.on.open}
          onCorrect={props.on.correct}
        />
        <PanelActions note={state.note} citation={props.citation} problem={props.problem} on={props.on} />
      </div>
      <PanelRelated related={state.note.related} corpusSize={state.note.corpusSize} />
    </div>
  )
}
