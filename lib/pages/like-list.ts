import { useEffect, useState } from 'preact/hooks'
import type { LikeListed } from '@/components/like-list'
import type { Corpus } from '../corpus/corpus'
import type { LibraryRow, PaperRow } from '../corpus/database'
import { listedPapers } from '../library/library'
import { paperUrl } from '../papers/identifier'
import { latexToText } from '../papers/latex'
import { type Paper, topicLabels, upvotesOf } from '../papers/paper'
import { type Makers, reasonFor } from '../related/reasons'
import { bodyOf, type Neighbour, type Related, relatedPapers } from '../related/related'
import { shownOf } from '../related/shown'

/** The papers saved last say what the reader likes now. */
const MAX_ASKED = 30
const MAX_SHOWN = 6
/** Milliseconds that the list has stood still before it is asked about. */
const STILL = 400

/** A paper that is like the reading list. */
export interface LikeFound extends LikeListed {
  readonly paper: PaperRow
}

/** Papers like those on the reading list and not on it, nearest first; undefined until they are known. */
export function useLikeList(
  corpus: Corpus,
  entries: readonly LibraryRow[] | undefined,
): readonly LikeFound[] | undefined {
  const [like, setLike] = useState<readonly LikeFound[]>()
  const key = entries && [entries.length, ...likedOf(entries).map(({ id }) => id)].join('\n')
  useEffect(() => {
    if (!entries) return
    let current = true
    const timer = setTimeout(() => {
      likeList(corpus, entries).then(
        found => current && setLike(found),
        // The list itself is what the page is for.
        (error: unknown) => console.error('Gloss: nothing like the reading list could be looked for', error),
      )
    }, STILL)
    return () => {
      current = false
      clearTimeout(timer)
    }
  }, [key])
  return like
}

/** Papers of the corpus that are like those on a reading list, with what each is like. */
export async function likeList(corpus: Corpus, entries: readonly LibraryRow[]): Promise<LikeFound[]> {
  const liked = likedOf(entries)
  if (liked.length === 0) return []
  const exclude = new Set(entries.flatMap(({ ids }) => ids))
  const tools = { ...corpus.relatedTools(), pause: () => new Promise<void>(resolve => setTimeout(resolve)) }
  const papers = await listedPapers(corpus.db, liked)
  const likedPapers = liked.flatMap(({ id }) => papers.get(id) ?? [])
  const queries = likedPapers.map(paper => ({
    title: paper.title,
    text: bodyOf(paper),
    topics: topicLabels(paper),
  }))
  const related = await corpus.ask(index => relatedPapers(index, queries, { exclude }, tools))
  // Those of a long list whose titles are like none that was found take long to be told from them.
  const titles = new Set(related.neighbours.map(({ paper }) => plainTitle(paper.title)))
  const listed = entries.filter(({ title }) => titles.has(plainTitle(title)))
  const asked = [...new Set([...liked, ...listed])]
  return shownOf(related, asked, MAX_SHOWN).map(neighbour => explained(related, likedPapers, neighbour))
}

/** The papers that say what the reader likes; of a long list not all are looked at. */
function likedOf(entries: readonly LibraryRow[]): LibraryRow[] {
  const liked: LibraryRow[] = []
  for (const entry of entries) {
    if (liked.length >= MAX_ASKED) break
    if (entry.state !== 'skipped') liked.push(entry)
  }
  return liked
}

function plainTitle(title: string): string {
  return title.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '')
}

function explained(
  related: Related<PaperRow>,
  liked: readonly Paper[],
  neighbour: Neighbour<PaperRow>,
): LikeFound {
  const { paper, likeEach } = neighbour
  const nearest = likeEach.indexOf(Math.max(...likeEach))
  const saved = liked[nearest]
  const reason = saved && reasonFor(related, makersOf(saved), neighbour, false, nearest)
  const [url, upvotes] = [paperUrl(paper.id), upvotesOf(paper)]
  return {
    paper,
    id: paper.id,
    title: latexToText(paper.title),
    ...(url && { url }),
    ...(upvotes !== undefined && { upvotes }),
    ...(saved && { like: latexToText(saved.title) }),
    ...(reason && { reason }),
  }
}

function makersOf({ authors, organization }: Paper): Makers {
  return { ...(authors && { authors }), ...(organization && { organization }) }
}
