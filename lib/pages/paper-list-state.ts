import { useEffect, useMemo, useRef, useState } from 'preact/hooks'
import type { PaperView } from '@/components/paper-item'
import type { PaperRow } from '../corpus/database'
import { savedIds } from '../library/library'
import type { Paper } from '../papers/paper'
import { copyCitation, setSaved } from './actions'
import { corpus } from './context'
import { noteOpened } from './for-you-state'
import { useFound } from './found'
import { useLive } from './live'
import { useMuted } from './muted-topics'
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

interface Options {
  readonly topics: number
  readonly matches?: ((term: string) => boolean) | undefined
  readonly matchesName?: ((term: string) => boolean) | undefined
  readonly say: (text: string) => void
}

/**
 * Papers as rows with what can be done to them; the saved marks follow the reading list wherever it changes. Rows stay
 * the same objects while papers, marks and list do.
 */
export function usePaperRows(papers: readonly (Paper | PaperRow)[], options: Options) {
  const { topics, matches, matchesName } = options
  const saved = useLive(() => savedIds(corpus.db), []).value
  const found = useFound(papers)
  const isMuted = useMuted()
  const views = useMemo(
    () =>
      papers.map(paper =>
        paperView(paper, {
          saved: false,
          topics,
          isMuted,
          found: found.get(paper.id),
          ...(matches && { matches }),
          ...(matchesName && { matchesName }),
        }),
      ),
    [papers, found, isMuted, topics, matches, matchesName],
  )
  const rows = useMemo<readonly PaperView[]>(() => {
    const marked = papers.map(paper => saved !== undefined && paper.ids.some(id => saved.has(id)))
    return views.map((view, i) => (marked[i] ? { ...view, saved: true } : view))
  }, [papers, views, saved])
  const latest = useRef({ papers, say: options.say })
  latest.current = { papers, say: options.say }
  const actions = useMemo(() => {
    const paperOf = (id: string) => latest.current.papers.find(paper => paper.id === id)
    const tell = (error: unknown) =>
      latest.current.say(error instanceof Error ? error.message : String(error))
    return {
      onSave: (id: string, save: boolean) => {
        const paper = paperOf(id)
        if (paper) setSaved(paper, save).catch(tell)
      },
      onOpen: (id: string) => {
        const paper = paperOf(id)
        if (paper) noteOpened(paper.ids)
      },
      onCite: (id: string) => {
        const paper = paperOf(id)
        if (paper) copyCitation(paper).then(() => latest.current.say('BibTeX copied to the clipboard'), tell)
      },
    }
  }, [])
  return { rows, ...actions }
}

/** Milliseconds until the rest of a list is made: longer than from one letter to the next. */
const REST_AFTER = 150

/**
 * The first of a list at once, the rest when it has stood for a moment: nobody sees further than the fold in one frame,
 * and while someone types each list stands for one letter.
 */
export function useInSteps<T>(items: readonly T[], first: number): readonly T[] {
  const [whole, setWhole] = useState<readonly T[] | null>(null)
  useEffect(() => {
    const timer = setTimeout(() => setWhole(items), REST_AFTER)
    return () => clearTimeout(timer)
  }, [items])
  const some = useMemo(() => items.slice(0, first), [items, first])
  return whole === items || items.length <= first ? items : some
}
