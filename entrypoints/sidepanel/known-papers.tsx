import { useState } from 'preact/hooks'
import { StateSelect } from '@/components/state-select'
import { Upvotes } from '@/components/upvotes'
import type { ListState } from '@/lib/entries/entry'
import { ask } from '@/lib/messaging/client'
import { messageOf } from '@/lib/pages/failure'
import { noteOpened } from '@/lib/pages/for-you-state'
import { type PagePaper, usePagePapers } from '@/lib/pages/page-papers'
import { number, paperCount } from '@/lib/pages/status-words'
import type { TabPage } from '@/lib/pages/this-tab'
import { paperUrl } from '@/lib/papers/identifier'
import { SaveMany } from '../popup/save-many'

/** Those papers of a page that Gloss knows, each with Save, and all of them to be saved many at once. */
export function KnownPapers({ page, say }: { readonly page: TabPage; readonly say: (text: string) => void }) {
  const { papers, counted, problem } = usePagePapers(page.rows)
  const [choosing, setChoosing] = useState(false)
  const known = papers.filter(paper => paper.known || paper.saved)
  return (
    <aside class="known-papers" aria-label="Papers on this page">
      <div class="row">
        <p class="muted" role="status">
          {problem ?? headline(papers.length, counted ? known.length : null)}
        </p>
        <span class="sp" />
        {papers.length > 0 && (
          <button type="button" class="btn" aria-expanded={choosing} onClick={() => setChoosing(!choosing)}>
            Choose
          </button>
        )}
      </div>
      {choosing ? <SaveMany papers={papers} say={say} /> : <Known known={known} say={say} />}
    </aside>
  )
}

/** Each with Save, and the state of those that are saved. */
function Known({
  known,
  say,
}: {
  readonly known: readonly PagePaper[]
  readonly say: (text: string) => void
}) {
  const save = ({ mention }: PagePaper, saved: boolean, state?: ListState) =>
    void ask('save', { paper: mention, saved, ...(state && { state }) }).catch((error: unknown) =>
      say(messageOf(error)),
    )
  return (
    <ul>
      {known.map(paper => (
        <li key={paper.key} class="row">
          <KnownTitle paper={paper} />
          <Upvotes count={paper.upvotes} />
          {paper.state && (
            <StateSelect
              state={paper.state}
              label={`State: ${paper.title}`}
              onChange={state => save(paper, true, state)}
            />
          )}
          <button
            type="button"
            class={`btn${paper.saved ? ' on' : ''}`}
            aria-pressed={paper.saved}
            aria-label={`${paper.saved ? 'Saved' : 'Save'}: ${paper.title}`}
            onClick={() => save(paper, !paper.saved)}
          >
            {paper.saved ? 'Saved' : 'Save'}
          </button>
        </li>
      ))}
    </ul>
  )
}

function KnownTitle({ paper }: { readonly paper: PagePaper }) {
  const ids = paper.known ? [paper.known] : paper.mention.ids
  const url = ids.map(paperUrl).find(Boolean)
  return (
    <span class="name" dir="auto">
      {url ? (
        <a href={url} target="_blank" rel="noopener noreferrer" onClick={() => noteOpened(ids)}>
          {paper.title}
        </a>
      ) : (
        paper.title
      )}
    </span>
  )
}

function headline(papers: number, known: number | null): string {
  if (papers === 0) return 'No papers on this page yet.'
  const count = `${paperCount(papers)} on this page`
  if (known === null) return count
  return known === 0 ? `${count}, none known to Gloss yet.` : `${count}, ${number(known)} known to Gloss:`
}
