import { useCallback, useEffect, useLayoutEffect, useMemo, useState } from 'preact/hooks'
import { browser } from 'wxt/browser'
import type { PanelState } from '@/components/panel'
import type { PanelActionsProps, PanelCitation } from '@/components/panel-actions'
import { ask } from '@/lib/messaging/client'
import type { LibraryChanged, Note, PaperMention } from '@/lib/messaging/protocol'

/** What is known of a paper, and what the reader can do with it. */
export interface LiveNote {
  readonly state: PanelState
  readonly citation: PanelCitation | null
  /** A sentence about something that just went wrong. */
  readonly problem: string | null
  readonly save: PanelActionsProps['on']['save']
  readonly cite: PanelActionsProps['on']['cite']
  /** Keeps that the paper of the same title is another one, or takes that back. */
  readonly correct: (same: boolean) => void
  readonly retry: () => void
  /** Shows a sentence as a problem. */
  readonly say: (problem: string | null) => void
}

/**
 * Asks for the note of a paper and, `withRelated`, for its related papers after it; follows changes made elsewhere. A
 * mention that changes is asked for anew, and what was shown stays until the answer is there.
 */
export function useNote(mention: PaperMention, signal: AbortSignal, withRelated = true): LiveNote {
  const [state, setState] = useState<PanelState>({ kind: 'loading' })
  const [citation, setCitation] = useState<PanelCitation | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const [corrected, setCorrected] = useState<Note['known'] | null>(null)

  const load = useCallback(() => {
    const asked = new AbortController()
    const current = () => !asked.signal.aborted
    const tell = (related: Note['related']) =>
      setState(now => (now.kind === 'ready' ? { kind: 'ready', note: { ...now.note, related } } : now))
    ask('annotate', { paper: mention }).then(
      note => {
        if (!current()) return
        // What was found before stays while it is looked for again.
        setState(now => {
          const related = now.kind === 'ready' ? now.note.related : note.related
          return { kind: 'ready', note: { ...note, related } }
        })
        if (!withRelated) return
        ask('related', { paper: mention, topics: note.topics }).then(
          ({ related }) => current() && tell(related),
          error => {
            if (!current()) return
            tell('failed')
            setProblem(messageOf(error))
          },
        )
      },
      error => current() && setState({ kind: 'failed', message: messageOf(error) }),
    )
    return asked
  }, [mention, withRelated])

  // Asked before the first paint: an effect would wait for it.
  useLayoutEffect(() => {
    let asked = load()
    // A page that comes back from the back/forward cache heard nothing of what changed meanwhile.
    const onShow = (event: PageTransitionEvent) => {
      if (!event.persisted) return
      asked.abort()
      asked = load()
    }
    window.addEventListener('pageshow', onShow, { signal })
    return () => {
      asked.abort()
      window.removeEventListener('pageshow', onShow)
    }
  }, [load, signal])

  useEffect(() => {
    const onMessage = ({ type, ids, ...standing }: LibraryChanged) => {
      if (type !== 'library-changed') return
      setState(now =>
        now.kind === 'ready' && ids.some(id => now.note.ids.includes(id))
          ? { kind: 'ready', note: { ...now.note, ...standing } }
          : now,
      )
    }
    browser.runtime.onMessage.addListener(onMessage)
    return () => browser.runtime.onMessage.removeListener(onMessage)
  }, [])

  const known = state.kind === 'ready' ? state.note.known : undefined
  const ids = state.kind === 'ready' ? state.note.ids : mention.ids
  const actions = useMemo(() => {
    const paper = { ...mention, ids }
    const attempt = (work: Promise<unknown>) => {
      setProblem(null)
      work.catch(error => setProblem(messageOf(error)))
    }
    return {
      save: (saved, state) => attempt(ask('save', { paper, saved, ...(state && { state }) })),
      cite: format => {
        if (format === null) return setCitation(null)
        attempt(
          ask('cite', { paper, ...(format && { format }) }).then(async cited =>
            setCitation({ ...cited, copied: await copyText(cited.text) }),
          ),
        )
      },
      correct: (same: boolean) => {
        const other = same ? corrected : known
        if (!other) return
        attempt(
          ask('not-same', { paper: mention, other: other.id, same }).then(() => {
            setCorrected(same ? null : other)
            load()
          }),
        )
      },
      retry: () => {
        setState({ kind: 'loading' })
        load()
      },
    } satisfies Partial<LiveNote>
  }, [mention, ids, known, corrected, load])

  const shown = useMemo(
    () => (state.kind === 'ready' && corrected ? { ...state, corrected: corrected.title } : state),
    [state, corrected],
  )
  return { state: shown, citation, problem, ...actions, say: setProblem }
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
