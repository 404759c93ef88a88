import type { Corpus } from '../corpus/corpus'
import type { PaperRow } from '../corpus/database'
import type { PaperMention, RelatedPaper } from '../messaging/protocol'
import { type PaperId, paperUrl } from '../papers/identifier'
import { type Paper, upvotesOf, yearOf } from '../papers/paper'
import { openRelated, reasonFor, relatedPapers } from '../related/related'
import type { IndexReader } from '../search/index-reader'

const MAX_RELATED = 6
const MIN_RELATED = 3
const MAX_CANDIDATES = 18

/** Papers of the corpus that are like this one, each with the reason. */
export async function relatedTo(
  corpus: Corpus,
  index: IndexReader,
  paper: PaperRow | undefined,
  mention: PaperMention,
  topics: readonly string[],
): Promise<RelatedPaper[]> {
  const query = {
    title: paper?.title ?? mention.title ?? '',
    text: [
      mention.abstract ?? paper?.abstract ?? '',
      ...(paper?.summaries ?? []).map(summary => summary.text),
    ].join('\n'),
    topics,
  }
  const authors = paper?.authors ?? mention.authors ?? []
  const search = await openRelated(index, query)
  const exclude = new Set<string>([...mention.ids, ...(paper ? [paper.id] : [])])
  const neighbours = relatedPapers(search, exclude, MAX_CANDIDATES)
  const papers = await corpus.byIds(neighbours.map(neighbour => neighbour.id as PaperId))
  const near = neighbours.flatMap(({ id }) => papers.get(id) ?? [])
  const withReason = (paper: Paper, any: boolean) => {
    const reason = reasonFor(search, authors, paper, any)
    return reason ? [relatedPaper(paper, reason)] : []
  }
  const related = near.flatMap(paper => withReason(paper, false)).slice(0, MAX_RELATED)
  if (related.length >= MIN_RELATED) return related
  // In a small digest, or far from it, the nearest are shown all the same, with what little they share.
  const rest = near.filter(paper => !related.some(({ id }) => id === paper.id))
  return [...related, ...rest.flatMap(paper => withReason(paper, true))].slice(0, MIN_RELATED)
}

function relatedPaper(paper: Paper, reason: RelatedPaper['reason']): RelatedPaper {
  const [url, upvotes, year] = [paperUrl(paper.id), upvotesOf(paper), yearOf(paper)]
  return {
    id: paper.id,
    title: paper.title,
    ...(url && { url }),
    ...(upvotes !== undefined && { upvotes }),
    ...(year !== undefined && { year }),
    ...(reason && { reason }),
  }
}
