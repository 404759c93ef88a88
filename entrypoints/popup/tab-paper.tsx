import { useEffect } from 'preact/hooks'
import type { PanelState } from '@/components/panel'
import { StateSelect } from '@/components/state-select'
import { Upvotes } from '@/components/upvotes'
import type { Note, PaperMention } from '@/lib/messaging/protocol'
import { useLifetime } from '@/lib/pages/lifetime'
import { isAnyPage, type TabPage, type ThisTab } from '@/lib/pages/this-tab'
import { paperUrl } from '@/lib/papers/identifier'
import { latexToText } from '@/lib/papers/latex'
import { type LiveNote, useNote } from '../annotate.content/use-note'
import { AllowButton, AnnotateButton, Links } from './other-page'
import { Changed, PageName, SidePanelButton, TurnOnButton } from './page-parts'

interface Props {
  readonly page: TabPage
  readonly say: (text: string) => void
  readonly onShow: (tab: ThisTab) => void
}

/** The paper of the tab, PDF tabs too: how it stood in the digest, Save, and the way to the side panel. */
export function TabPaper(props: Props) {
  const { page, say, onShow } = props
  const { paper } = page
  return (
    <>
      {paper ? (
        <NamedPaper key={paper.ids[0] ?? paper.title} page={page} paper={paper} say={say} />
      ) : (
        <div class="row">
          <PageName page={page}>
            A {page.kind === 'pdf' ? 'PDF' : 'paper'} on {page.siteName}
          </PageName>
          {page.off && <TurnOnButton page={page} say={say} />}
        </div>
      )}
      {isAnyPage(page) && (
        <p class="row muted">
          {page.rows.length > 0 && <Links page={page} />}
          <AllowButton page={page} say={say} />
        </p>
      )}
      {!page.heard && !page.off && page.kind === 'paper' && (
        <p class="row">
          <AnnotateButton page={page} say={say} onShow={onShow} />
        </p>
      )}
      <Changed page={page} />
    </>
  )
}

function NamedPaper(props: Omit<Props, 'onShow'> & { readonly paper: PaperMention }) {
  const { page, paper, say } = props
  const live = useNote(paper, useLifetime(), false)
  const note = live.state.kind === 'ready' ? live.state.note : undefined
  const saved = note?.saved ?? false
  const title = note?.known?.title ?? paper.title
  const abstract = (note?.ids ?? paper.ids).map(paperUrl).find(Boolean)
  const { problem } = live
  useEffect(() => {
    if (problem) say(problem)
  }, [problem, say])
  return (
    <>
      <div class="row">
        <PageName page={page} standing={note && <StandingLine note={note} />}>
          {title ? latexToText(title) : paper.ids[0]}
        </PageName>
        {page.off && <TurnOnButton page={page} say={say} />}
        {note?.saved && note.state && (
          <StateSelect
            state={note.state}
            label="State on your reading list"
            onChange={state => live.save(true, state)}
          />
        )}
        <button
          type="button"
          class={`btn ${saved ? 'on' : 'primary'}`}
          aria-pressed={saved}
          onClick={() => live.save(!saved)}
        >
          {saved ? 'Saved' : 'Save'}
        </button>
        <SidePanelButton page={page} say={say} />
      </div>
      {/* A PDF of a paper no digest has: nothing here knows its title, its abstract page does. */}
      {!title && abstract && (page.kind === 'pdf' || page.off) && (
        <p class="row">
          <a class="btn" href={abstract} target="_blank" rel="noopener noreferrer">
            Open abstract
          </a>
        </p>
      )}
      <ByTitle state={live.state} correct={live.correct} />
    </>
  )
}

/** How it stood in the digest; nothing where no digest has it. */
function StandingLine({ note }: { readonly note: Note }) {
  const { standing, inDigest } = note
  if (!standing && !inDigest) return null
  return (
    <p class="row muted">
      <Upvotes count={standing?.upvotes} />
      <span>{standing?.when ?? 'In your digests'}</span>
    </p>
  )
}

/** Says that only its title tells that it is this paper, and takes the reader's word that it is not. */
function ByTitle({ state, correct }: { readonly state: PanelState } & Pick<LiveNote, 'correct'>) {
  if (state.kind !== 'ready') return null
  if (state.corrected !== undefined)
    return (
      <p class="row muted" role="status">
        Kept: not the paper of that title in your digest.
        <button type="button" class="btn quiet" onClick={() => correct(true)}>
          Undo
        </button>
      </p>
    )
  if (state.note.known?.by !== 'title') return null
  return (
    <p class="row muted">
      Matched by title
      <button type="button" class="btn quiet" onClick={() => correct(false)}>
        Not the same
      </button>
    </p>
  )
}
