import { useMemo } from 'preact/hooks'
import type { PlaceNote } from '@/components/paper-item'
import type { PaperRow } from '@/lib/corpus/database'
import type { DigestList } from '@/lib/pages/digest'
import { messageOf } from '@/lib/pages/failure'
import { noteSkipped, type ReaderState, reasonText, useForYou } from '@/lib/pages/for-you-state'
import { upvotesOf } from '@/lib/papers/paper'
import type { ListOrder } from '@/lib/settings'

const NO_REASONS: ReadonlyMap<string, PlaceNote> = new Map()

/**
 * The papers of a list in an order, and why they stand where they do. None while the order for the reader is being made:
 * another that is replaced a moment later would only make the page jump.
 */
export function useOrdered(list: DigestList, order: ListOrder, reader: ReaderState | undefined) {
  const seed = `${list.digest.digest} ${list.day ?? ''}`
  const made = useForYou(list.papers, reader, order === 'for-you', seed)
  return useMemo(() => {
    if (made === undefined) return { papers: [], reasons: NO_REASONS, waiting: true }
    if (made) {
      const notes = [...made.reasons].map(
        ([id, reason]) =>
          [id, { text: reasonText(reason), explores: reason.kind === 'something else' }] as const,
      )
      return { papers: made.papers, reasons: new Map<string, PlaceNote>(notes), waiting: false }
    }
    const papers: readonly PaperRow[] =
      order === 'list'
        ? list.papers
        : list.papers.toSorted((a, b) => (upvotesOf(b) ?? 0) - (upvotesOf(a) ?? 0))
    return { papers, reasons: NO_REASONS, waiting: false }
  }, [list, order, made])
}

/** Which of the papers the reader does not want the like of, and how to say so; nothing where learning is off. */
export function useSkipping(
  papers: readonly PaperRow[],
  reader: ReaderState | undefined,
  say: (text: string) => void,
) {
  const known = reader?.known
  const skipped = useMemo(() => {
    const names = new Set(known?.flatMap(row => (row.kind === 'skipped' ? row.ids : [])))
    return new Set(papers.filter(({ ids }) => ids.some(id => names.has(id))).map(({ id }) => id as string))
  }, [papers, known])
  const onSkip = (id: string, skip: boolean) => {
    const paper = papers.find(one => one.id === id)
    if (!paper) return
    noteSkipped(paper.ids, skip).then(
      () => say(skip ? 'Noted: less like this, on this machine only' : 'Taken back'),
      (error: unknown) => say(messageOf(error)),
    )
  }
  return { skipped, onSkip: reader?.learning ? onSkip : undefined }
}
