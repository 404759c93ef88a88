import { useState } from 'preact/hooks'
import { Panel, type PanelActionsHandlers } from '@/components/panel'
import type { PaperMention } from '@/lib/messaging/protocol'
import { useThisTab } from '@/lib/pages/follow-tab'
import { useLifetime } from '@/lib/pages/lifetime'
import { useToast } from '@/lib/pages/paper-list-state'
import { turnOff, turnOn } from '@/lib/pages/tab-actions'
import type { TabPage } from '@/lib/pages/this-tab'
import { latexToText } from '@/lib/papers/latex'
import { useOwnSummary } from '../annotate.content/own-summary'
import { useNote } from '../annotate.content/use-note'
import { KnownPapers } from './known-papers'
import { useTheme } from './use-theme'

/** What the active tab shows: the margin note of its paper, or the papers of its list; followed from tab to tab. */
export function TabPanel() {
  const { tab } = useThisTab()
  const { toast, say } = useToast()
  if (!tab) return null
  const page = tab.state === 'page' ? tab : undefined
  return (
    <div class="g tab-panel">
      {page?.off && (
        <aside class="row" aria-label="Turned off">
          <span class="muted">Off on {page.host}</span>
          <button type="button" class="btn" onClick={() => void turnOn(page.host, page.tab)}>
            Turn on
          </button>
        </aside>
      )}
      {page?.kind === 'listing' ? (
        <KnownPapers page={page} say={say} />
      ) : page?.paper ? (
        <TabNote key={nameOf(page.paper)} page={page} paper={page.paper} />
      ) : (
        <aside class="empty" aria-label="This page">
          <p>No paper on this page. Open one, or click Gloss’s button on a PDF.</p>
        </aside>
      )}
      {toast && (
        <p class="toast" role="status">
          {toast}
        </p>
      )}
    </div>
  )
}

/** The panel as it stands on pages, under the paper's title: here nothing else says which paper it is. */
function TabNote({ page, paper }: { readonly page: TabPage; readonly paper: PaperMention }) {
  const signal = useLifetime()
  const note = useNote(paper, signal)
  const state = useOwnSummary(note.state, paper.abstract, signal)
  const theme = useTheme()
  const [folded, setFolded] = useState(false)
  const title = (state.kind === 'ready' && state.note.known?.title) || paper.title
  const on: PanelActionsHandlers = {
    save: note.save,
    cite: note.cite,
    correct: note.correct,
    retry: note.retry,
    fold: setFolded,
    turnOff: () => void turnOff(page.host),
    // The app is right below.
    open: route => {
      location.hash = route
    },
  }
  return (
    <>
      <p class="title" dir="auto">
        {title ? latexToText(title) : paper.ids[0]}
      </p>
      <Panel
        state={state}
        theme={theme}
        folded={folded}
        host={page.host}
        citation={note.citation}
        problem={note.problem}
        on={on}
      />
    </>
  )
}

function nameOf({ ids, title }: PaperMention): string {
  return `${ids.join(' ')} ${title ?? ''}`
}
