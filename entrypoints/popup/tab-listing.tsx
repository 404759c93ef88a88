import { useEffect, useState } from 'preact/hooks'
import { PagePapers } from '@/components/page-papers'
import { type PagePaper, type Saving, saveAll, usePagePapers } from '@/lib/pages/page-papers'
import { number, paperCount } from '@/lib/pages/status-words'
import type { TabPage, ThisTab } from '@/lib/pages/this-tab'
import { AnnotateButton } from './other-page'
import { Changed, PageName, SidePanelButton, TurnOnButton } from './page-parts'

interface Props {
  readonly page: TabPage
  readonly say: (text: string) => void
  readonly onShow: (tab: ThisTab) => void
}

/** How long Undo is offered, in milliseconds. */
const UNDO_FOR = 10_000
const NONE: ReadonlySet<string> = new Set()

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

function SaveMany({ papers, say }: { readonly papers: readonly PagePaper[] } & Pick<Props, 'say'>) {
  const [chosen, setChosen] = useState(NONE)
  const [saving, setSaving] = useState<{ readonly done: number; readonly of: number } | null>(null)
  const [outcome, setOutcome] = useState<Saving | null>(null)
  useEffect(() => {
    if (!outcome) return
    const timer = setTimeout(() => setOutcome(null), UNDO_FOR)
    return () => clearTimeout(timer)
  }, [outcome])
  const save = async () => {
    const wanted = papers.filter(({ key, saved }) => chosen.has(key) && !saved).map(({ mention }) => mention)
    setOutcome(null)
    setSaving({ done: 0, of: wanted.length })
    const came = await saveAll(wanted, true, done => setSaving({ done, of: wanted.length }))
    setSaving(null)
    setChosen(NONE)
    setOutcome(came)
  }
  const undo = async ({ saved }: Saving) => {
    setOutcome(null)
    const { failed, problem } = await saveAll(saved, false, () => undefined)
    say(problem ?? `${paperCount(saved.length - failed)} off the list again`)
  }
  return (
    <>
      <PagePapers
        papers={papers}
        chosen={chosen}
        saving={saving}
        onChoose={setChosen}
        onSave={() => void save()}
      />
      {outcome && (
        <p class="toast row" role="status">
          {outcomeWords(outcome)}
          {outcome.saved.length > 0 && (
            <button type="button" class="linklike" onClick={() => void undo(outcome)}>
              Undo
            </button>
          )}
        </p>
      )}
    </>
  )
}

function outcomeWords({ saved, failed, problem }: Saving): string {
  if (failed === 0) return `${paperCount(saved.length)} saved.`
  const first = saved.length === 0 ? 'Nothing was saved' : `${paperCount(saved.length)} saved`
  return `${first}; ${number(failed)} could not be: ${problem}`
}
