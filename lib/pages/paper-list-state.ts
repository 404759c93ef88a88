import { useEffect, useState } from 'preact/hooks'
import type { PaperView } from '@/components/paper-item'
import type { PaperRow } from '../corpus/database'
import { savedIds } from '../library/library'
import type { Paper } from '../papers/paper'
import { copyCitation, setSaved } from './actions'
import { corpus } from './context'
import { useLive } from './live'
import { paperView } from './paper-view'

/** Shows a sentence for a few seconds. */
export function useToast(): { readonly toast: string | null; readonly say: (text: string) => void } {
  const [toast, setToast] = useState<string | null>(null)
  useEffect(() => {
    if (toast === null) return
    const timer = setTimeout(() => setToast(null), 5000)
    return () => clearTimeout(timer)
  }, [toast])
  return { toast, say: setToast }
}

/** Papers as rows with what can be done to them; the saved marks follow the reading list wherever it changes. */
export function usePaperRows(
  papers: readonly (Paper | PaperRow)[],
  options: {
    readonly topics: number
    readonly matches?: (term: string) => boolean
    readonly say: (text: string) => void
  },
) {
  const saved = useLive(() => savedIds(corpus.db), []).value
  const byId = new Map<string, Paper>(papers.map(paper => [paper.id, paper]))
  const { say, topics, matches } = options
  const rows: PaperView[] = papers.map(paper =>
    paperView(paper, { saved: paper.ids.some(id => saved?.has(id)), topics, ...(matches && { matches }) }),
  )
  const tell = (error: unknown) => say(error instanceof Error ? error.message : String(error))
  return {
    rows,
    onSave: (id: string, save: boolean) => {
      const paper = byId.get(id)
      if (paper) setSaved(paper, save).catch(tell)
    },
    onCite: (id: string) => {
      const paper = byId.get(id)
      if (paper) copyCitation(paper).then(() => say('BibTeX copied to the clipboard'), tell)
    },
  }
}
