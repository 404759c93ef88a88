import { Upvotes } from '@/components/upvotes'
import { ask } from '@/lib/messaging/client'
import { messageOf } from '@/lib/pages/failure'
import { noteOpened } from '@/lib/pages/for-you-state'
import { type PagePaper, usePagePapers } from '@/lib/pages/page-papers'
import { number, paperCount } from '@/lib/pages/status-words'
import type { TabPage } from '@/lib/pages/this-tab'
import { paperUrl } from '@/lib/papers/identifier'

/** Those papers of a page that Gloss knows, each with Save. */
export function KnownPapers({ page, say }: { readonly page: TabPage; readonly say: (text: string) => void }) {
  const { papers, counted, problem } = usePagePapers(page.rows)
  const known = papers.filter(paper => paper.known || paper.saved)
  const save = ({ mention, saved }: PagePaper) =>
    void ask('save', { paper: mention, saved: !saved }).catch((error: unknown) => say(messageOf(error)))
  return (
    <aside class="known-papers" aria-label="Papers on this page">
      <p class="muted" role="status">
        {problem ?? headline(papers.length, counted ? known.length : null)}
      </p>
      <ul>
        {known.map(paper => (
          <li key={paper.key} class="row">
            <KnownTitle paper={paper} />
            <Upvotes count={paper.upvotes} />
            <button
              type="button"
              class={`btn${paper.saved ? ' on' : ''}`}
              aria-pressed={paper.saved}
              aria-label={`${paper.saved ? 'Saved' : 'Save'}: ${paper.title}`}
              onClick={() => save(paper)}
            >
              {paper.saved ? 'Saved' : 'Save'}
            </button>
          </li>
        ))}
      </ul>
    </aside>
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
