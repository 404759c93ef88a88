import { useEffect, useMemo, useRef, useState } from 'preact/hooks'
import type { PaperView } from '@/components/paper-item'
import type { PaperRow } from '../corpus/database'
import type { ListState } from '../entries/entry'
import { savedIds } from '../library/library'
import { listStates } from '../library/states'
import type { PaperId } from '../papers/identifier'
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
  const states = useStates(papers, saved)
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
    return views.map((view, i) => {
      const ids = papers[i]?.ids ?? []
      if (!ids.some(id => saved?.has(id))) return view
      const state = ids.map(id => states?.get(id)).find(Boolean)
      return { ...view, saved: true, ...(state && { state }) }
    })
  }, [papers, views, saved, states])
  const latest = useRef({ papers, say: options.say })
  latest.current = { papers, say: options.say }
  const actions = useMemo(() => {
    const paperOf = (id: string) => latest.current.papers.find(paper => paper.id === id)
    const tell = (error: unknown) =>
      latest.current.say(error instanceof Error ? error.message : String(error))
    return {
      onSave: (id: string, save: boolean, state?: ListState) => {
        const paper = paperOf(id)
        if (paper) setSaved(paper, save, state).catch(tell)
      },
      onOpen: (id: string) => {
        const paper = paperOf(id)
        if (paper) noteOpened(paper.ids)
      },
      onCite: (id: string) => {
        const paper = paperOf(id)
        if (paper)
          copyCitation(paper).then(label => latest.current.say(`${label} copied to the clipboard`), tell)
      },
    }
  }, [])
  return { rows, ...actions }
}

/** How those of the papers stand that are on the list. */
function useStates(
  papers: readonly Pick<Paper, 'ids'>[],
  saved: ReadonlySet<PaperId> | undefined,
): ReadonlyMap<PaperId, ListState> | undefined {
  const named = useMemo(
    () => papers.flatMap(({ ids }) => ids.filter(id => saved?.has(id))).join(' '),
    [papers, saved],
  )
  return useLive(() => listStates(corpus.db, named ? (named.split(' ') as PaperId[]) : []), [named]).value
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
