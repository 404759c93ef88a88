import { useState } from 'preact/hooks'
import { type PagePaper, usePagePapers } from '@/lib/pages/page-papers'
import { number, paperCount } from '@/lib/pages/status-words'
import type { TabPage, ThisTab } from '@/lib/pages/this-tab'
import { AnnotateButton } from './other-page'
import { Changed, PageName, SidePanelButton, TurnOnButton } from './page-parts'
import { SaveMany } from './save-many'

interface Props {
  readonly page: TabPage
  readonly say: (text: string) => void
  readonly onShow: (tab: ThisTab) => void
}

/** A page that lists papers: how many of them Gloss knows, and a list to save many at once. */
export function TabListing(props: Props) {
  const { page, say } = props
  const { papers, counted, problem } = usePagePapers(page.rows)
  const [unfolded, setUnfolded] = useState(false)
  return (
    <>
      <div class="row">
        <PageName page={page}>{words(page, papers, counted)}</PageName>
        {page.off && <TurnOnButton page={page} say={say} />}
        {!page.off && !page.heard && <AnnotateButton {...props} />}
        {papers.length > 0 && (
          <button type="button" class="btn" aria-expanded={unfolded} onClick={() => setUnfolded(!unfolded)}>
            Choose
          </button>
        )}
        <SidePanelButton page={page} say={say} />
      </div>
      {problem && (
        <p class="notice bad" role="alert">
          {problem}
        </p>
      )}
      {unfolded && <SaveMany papers={papers} say={say} />}
      <Changed page={page} />
    </>
  )
}

function words({ heard, siteName }: TabPage, papers: readonly PagePaper[], counted: boolean): string {
  if (!heard) return `A list of papers on ${siteName}`
  if (papers.length === 0) return 'No papers on this page yet'
  const known = papers.filter(paper => paper.known).length
  return `${paperCount(papers.length)} on this page${counted ? `, ${number(known)} known to Gloss` : ''}`
}
