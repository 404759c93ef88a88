import { useState } from 'preact/hooks'
import { messageOf } from '@/lib/pages/failure'
import { usePagePapers } from '@/lib/pages/page-papers'
import { allowHost } from '@/lib/pages/tab-actions'
import { annotateTab, type OtherPage as Page, type TabPage, type ThisTab } from '@/lib/pages/this-tab'
import { PageName, TurnOnButton } from './page-parts'

interface Props {
  readonly page: Page | TabPage
  readonly say: (text: string) => void
  readonly onShow?: (tab: ThisTab) => void
}

/** A page that no site knows: it can be annotated once, or every page of its host can, always. */
export function OtherPage(props: Props) {
  const { page } = props
  return (
    <>
      <div class="row">
        <PageName page={page}>{page.host}</PageName>
        {page.off ? <TurnOnButton {...props} /> : <AnnotateButton {...props} />}
      </div>
      {!page.off && page.canAllow && (
        <p class="row">
          <AllowButton {...props} />
        </p>
      )}
    </>
  )
}

/** What came of annotating a page that is about no paper. */
export function AnnotatedPage(props: Props & { readonly page: TabPage }) {
  const { page } = props
  return (
    <>
      <PageName page={page}>
        {page.rows.length > 0 ? <Links page={page} /> : 'No paper is recognised on this page'}
      </PageName>
      {page.canAllow && (
        <p class="row">
          <AllowButton {...props} />
        </p>
      )}
    </>
  )
}

/** Runs Gloss on the page, once. */
export function AnnotateButton({ page, say, onShow }: Props) {
  const [busy, setBusy] = useState(false)
  const annotate = () => {
    setBusy(true)
    annotateTab(page.tab)
      .then(onShow, (error: unknown) => say(`Gloss could not run on this page: ${messageOf(error)}`))
      .finally(() => setBusy(false))
  }
  return (
    <button type="button" class="btn" disabled={busy} onClick={annotate}>
      Annotate this page
    </button>
  )
}

/** Has every page of the host annotated from now on; the browser asks the reader for leave. */
export function AllowButton({ page, say, onShow }: Props) {
  if (!page.canAllow) return null
  // A permission holds for all ports of a host.
  const host = page.host.replace(/:\d+$/, '')
  const allow = () =>
    allowHost(host)
      .then(async given => {
        if (!given) return say('Gloss was not allowed to; nothing was changed')
        onShow?.(await annotateTab(page.tab))
        say(`Gloss is on wherever you are on ${host}`)
      })
      .catch((error: unknown) => say(messageOf(error)))
  return (
    <button type="button" class="btn quiet always" onClick={() => void allow()}>
      Always on {host}
    </button>
  )
}

/** "3 links to papers, 2 known to Gloss". */
export function Links({ page }: { readonly page: TabPage }) {
  const { papers, counted } = usePagePapers(page.rows)
  const links = papers.length === 1 ? '1 link to a paper' : `${papers.length} links to papers`
  const known = papers.filter(paper => paper.known).length
  return <span>{counted ? `${links}, ${known} known to Gloss` : links}</span>
}
