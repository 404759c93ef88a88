import type { PanelState } from './panel'
import { PanelActions, type PanelActionsProps, type PanelCitation } from './panel-actions'
import { PanelSummary } from './panel-summary'

/** What a badge tells when it is asked: the note of its paper without the related papers. */
export function BadgeCard(props: {
  readonly title: string
  readonly state: PanelState
  readonly citation: PanelCitation | null
  readonly problem: string | null
  readonly on: {
    correct(same: boolean): void
    retry(): void
  } & PanelActionsProps['on']
}) {
  const { state, on } = props
  return (
    <>
      <section>
        <p class="name" dir="auto">
          {props.title}
        </p>
        {state.kind === 'loading' && (
          <p class="muted" aria-busy="true">
            Looking it up
          </p>
        )}
        {state.kind === 'failed' && (
          <>
            <p class="notice bad" role="alert">
              {state.message}
            </p>
            <button type="button" class="btn" onClick={on.retry}>
              Try again
            </button>
          </>
        )}
      </section>
      {state.kind === 'ready' && (
        <>
          <PanelSummary
            note={state.note}
            corrected={state.corrected}
            onOpen={on.open}
            onCorrect={on.correct}
          />
          <PanelActions note={state.note} citation={props.citation} problem={props.problem} on={on} />
        </>
      )}
    </>
  )
}
