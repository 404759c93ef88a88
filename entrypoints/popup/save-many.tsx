import { useEffect, useState } from 'preact/hooks'
import { PagePapers } from '@/components/page-papers'
import type { ListState } from '@/lib/entries/entry'
import { messageOf } from '@/lib/pages/failure'
import { type PagePaper, type Saving, saveAll, unsaveAll } from '@/lib/pages/page-papers'
import { number, paperCount } from '@/lib/pages/status-words'

interface Props {
  readonly papers: readonly PagePaper[]
  readonly say: (text: string) => void
}

/** How long Undo is offered, in milliseconds. */
const UNDO_FOR = 10_000
const NONE: ReadonlySet<string> = new Set()

/** Papers of a page, of which some or all are saved in one act, which can be undone. */
export function SaveMany({ papers, say }: Props) {
  const [chosen, setChosen] = useState(NONE)
  const [state, setState] = useState<ListState>('to-read')
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
    const came = await saveAll(wanted, state, done => setSaving({ done, of: wanted.length }))
    setSaving(null)
    setChosen(NONE)
    setOutcome(came)
  }
  const undo = async (saved: Saving) => {
    setOutcome(null)
    say(await unsaveAll(saved).catch(messageOf))
  }
  return (
    <>
      <PagePapers
        papers={papers}
        chosen={chosen}
        saving={saving}
        state={state}
        onState={setState}
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
