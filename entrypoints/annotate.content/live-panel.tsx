import { useEffect, useRef } from 'preact/hooks'
import { compact } from '@/components/compact'
import { Logo, UpIcon } from '@/components/icons'
import { Panel, type PanelActionsHandlers } from '@/components/panel'
import { ask } from '@/lib/messaging/client'
import type { PaperMention } from '@/lib/messaging/protocol'
import type { Theme } from '@/lib/sites/site'
import type { Guard } from './guard'
import { useOwnSummary } from './own-summary'
import { useNote } from './use-note'

/** How a panel stands on its page. */
export type PanelShape = 'column' | 'block' | 'edge'

interface Props {
  readonly mention: PaperMention
  readonly theme: Theme
  readonly shape: PanelShape
  readonly folded: boolean
  readonly host: string
  /** Where the page has a place for it: then it can be moved between there and the edge. */
  readonly canMove: boolean
  readonly guard: Guard
  readonly signal: AbortSignal
  readonly onFold: (folded: boolean) => void
  readonly onMove: () => void
  readonly onTurnOff: () => void
}

/** The panel with its state: asks once for the note, sends what the reader does, follows changes made elsewhere. */
export function LivePanel(props: Props) {
  const { mention, theme, shape, folded, host, signal, guard } = props
  const note = useNote(mention, signal)
  const state = useOwnSummary(note.state, mention.abstract, signal)
  const root = useRef<HTMLDivElement>(null)
  useEffect(() => guard.watch(root.current))
  const on: PanelActionsHandlers = {
    save: note.save,
    cite: note.cite,
    correct: note.correct,
    retry: note.retry,
    fold: props.onFold,
    turnOff: props.onTurnOff,
    ...(props.canMove && { move: props.onMove }),
    open: route => void ask('open', { route }).catch((error: Error) => note.say(error.message)),
  }
  const panel = { state, theme, host, citation: note.citation, problem: note.problem, on }
  const atEdge = shape === 'edge'
  return (
    <div
      ref={root}
      class={`g shell ${shape}`}
      data-theme={theme}
      onClickCapture={event => guard.check(event, note.say)}
    >
      {atEdge && folded ? (
        <button type="button" class="tab" aria-label="Open Gloss" onClick={() => props.onFold(false)}>
          <Logo />
          {state.kind === 'ready' && state.note.standing?.upvotes !== undefined && (
            <span class="up">
              <UpIcon />
              {compact(state.note.standing.upvotes)}
            </span>
          )}
        </button>
      ) : (
        <Panel {...panel} atEdge={atEdge} folded={folded} />
      )}
    </div>
  )
}
