import { useCallback, useEffect, useLayoutEffect, useState } from 'preact/hooks'
import { browser } from 'wxt/browser'
import { Logo, UpIcon } from '@/components/icons'
import { Panel, type PanelActionsHandlers, type PanelState } from '@/components/panel'
import type { PanelCitation } from '@/components/panel-actions'
import { ask } from '@/lib/messaging/client'
import type { LibraryChanged, Note } from '@/lib/messaging/protocol'
import { changeSettings } from '@/lib/settings'
import type { PageReading } from '@/lib/sites/site'
import { useOwnSummary } from './own-summary'

interface Props {
  readonly reading: PageReading
  readonly theme: 'light' | 'dark'
  readonly atEdge: boolean
  readonly folded: boolean
  readonly signal: AbortSignal
  readonly onFold: (folded: boolean) => void
  readonly onRemove: () => void
}

/** The panel with its state: asks once for the note, sends what the reader does, follows changes made elsewhere. */
export function LivePanel({ reading, theme, atEdge, folded, signal, onFold, onRemove }: Props) {
  const [state, setState] = useState<PanelState>({ kind: 'loading' })
  const [citation, setCitation] = useState<PanelCitation | null>(null)
  const [problem, setProblem] = useState<string | null>(null)

  const shown = useOwnSummary(state, reading.abstract, signal)

  const load = useCallback(() => {
    const tell = (related: Note['related']) =>
      setState(now => (now.kind === 'ready' ? { kind: 'ready', note: { ...now.note, related } } : now))
    ask('annotate', { paper: reading }).then(
      note => {
        // What was found before stays while it is looked for again.
        setState(now => {
          const related = now.kind === 'ready' ? now.note.related : note.related
          return { kind: 'ready', note: { ...note, related } }
        })
        ask('related', { paper: reading, topics: note.topics }).then(
          ({ related }) => tell(related),
          error => {
            tell('failed')
            setProblem(messageOf(error))
          },
        )
      },
      error => setState({ kind: 'failed', message: messageOf(error) }),
    )
  }, [reading])

  // Asked before the first paint: an effect would wait for it.
  useLayoutEffect(() => {
    load()
    // A page that comes back from the back/forward cache heard nothing of what changed meanwhile.
    window.addEventListener('pageshow', event => event.persisted && load(), { signal })
  }, [load, signal])

  useEffect(() => {
    const onMessage = (message: LibraryChanged) => {
      if (message.type !== 'library-changed') return
      setState(now =>
        now.kind === 'ready' && message.ids.some(id => now.note.ids.includes(id))
          ? { kind: 'ready', note: { ...now.note, saved: message.saved } }
          : now,
      )
    }
    browser.runtime.onMessage.addListener(onMessage)
    return () => browser.runtime.onMessage.removeListener(onMessage)
  }, [])

  const attempt = (work: Promise<unknown>) => {
    setProblem(null)
    work.catch(error => setProblem(messageOf(error)))
  }
  const paper = { ...reading, ids: state.kind === 'ready' ? state.note.ids : reading.ids }
  const on: PanelActionsHandlers = {
    save: saved => attempt(ask('save', { paper, saved })),
    cite: () => {
      if (citation) return setCitation(null)
      attempt(
        ask('cite', { paper, format: 'bibtex' }).then(async ({ text }) =>
          setCitation({ text, copied: await copyText(text) }),
        ),
      )
    },
    fold: next => {
      onFold(next)
      if (!atEdge)
        void changeSettings(settings => ({ collapsedHosts: toggled(settings.collapsedHosts, next) }))
    },
    turnOff: () => {
      void changeSettings(settings => ({ offHosts: toggled(settings.offHosts, true) }))
      onRemove()
    },
    open: route => attempt(ask('open', { route })),
    retry: () => {
      setState({ kind: 'loading' })
      load()
    },
  }
  const panel = { state: shown, theme, host: location.host, citation, problem, on }
  if (!atEdge) return <Panel {...panel} folded={folded} />
  return (
    <div class="g edge" data-theme={theme}>
      {folded ? (
        <button type="button" class="tab" aria-label="Open Gloss" onClick={() => onFold(false)}>
          <Logo />
          {state.kind === 'ready' && state.note.standing?.upvotes !== undefined && (
            <span class="up">
              <UpIcon />
              {state.note.standing.upvotes}
            </span>
          )}
        </button>
      ) : (
        <Panel {...panel} folded={false} />
      )}
    </div>
  )
}

function toggled(hosts: readonly string[], on: boolean): string[] {
  const others = hosts.filter(host => host !== location.host)
  return on ? [...others, location.host] : others
}

async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    return false
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
