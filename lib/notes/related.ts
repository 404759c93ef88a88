import type { Corpus } from '../corpus/corpus'
import type { PaperRow } from '../corpus/database'
import type { PaperMention, RelatedPaper } from '../messaging/protocol'
import { type PaperId, paperUrl } from '../papers/identifier'
import { dateOf, upvotesOf, yearOf } from '../papers/paper'
import { type Makers, type Reason, reasonFor } from '../related/reasons'
import { type Neighbour, type Related, relatedPapers } from '../related/related'
import { shownOf } from '../related/shown'
import type { IndexReader } from '../search/index-reader'

/** More than are shown at once, so that another order has something to order. */
const MAX_RELATED = 12
const MIN_RELATED = 3

/** Papers of the corpus that are like this one, each with the reason. */
export async function relatedTo(
  corpus: Corpus,
  index: IndexReader,
  paper: PaperRow | undefined,
  mention: PaperMention,
  topics: readonly string[],
): Promise<RelatedPaper[]> {
  const title = paper?.title ?? mention.title ?? ''
  const ids = [...mention.ids, ...(paper?.ids ?? [])]
  const text = [
    mention.abstract ?? paper?.abstract ?? '',
    ...(paper?.summaries ?? []).map(summary => summary.text),
  ].join('\n')
  const related = await relatedPapers(
    index,
    [{ title, text, topics }],
    { exclude: new Set(ids) },
    corpus.relatedTools(),
  )
  const authors = paper?.authors ?? mention.authors
  const makers = {
    ...(authors && { authors }),
    ...(paper?.organization && { organization: paper.organization }),
  }
  const near = withReasons(related, makers, shownOf(related, [{ ids, title }], MAX_RELATED))
  const done = await finished(
    corpus,
    near.flatMap(({ paper }) => paper.ids),
  )
  return near.map(({ paper, reason }) => relatedPaper(paper, reason, done))
}

interface Reasoned {
  readonly paper: PaperRow
  readonly reason: Reason
}

/** Neighbours that can be explained. */
function withReasons(
  related: Related<PaperRow>,
  makers: Makers,
  near: readonly Neighbour<PaperRow>[],
): Reasoned[] {
  const explained = (neighbours: readonly Neighbour<PaperRow>[], any: boolean) =>
    neighbours.flatMap(neighbour => {
      const reason = reasonFor(related, makers, neighbour, any)
      return reason ? [{ paper: neighbour.paper, reason }] : []
    })
  const good = explained(near, false)
  if (good.length >= MIN_RELATED) return good
  // In a small digest, or far from it, the nearest are shown all the same, with what little they share.
  const rest = near.filter(({ paper }) => !good.some(({ paper: { id } }) => id === paper.id))
  return [...good, ...explained(rest, true)].slice(0, MIN_RELATED)
}

/** Which of these the reader has read or skipped. */
async function finished(corpus: Corpus, ids: readonly PaperId[]): Promise<ReadonlySet<PaperId>> {
  const { library, signals } = corpus.db
  const [listed, told] = await Promise.all([
    library
      .where('ids')
      .anyOf([...ids])
      .toArray(),
    signals
      .where('ids')
      .anyOf([...ids])
      .toArray(),
  ])
  const done = [
    ...listed.filter(({ state }) => state === 'done' || state === 'skipped'),
    ...told.filter(({ kind }) => kind === 'read' || kind === 'skipped'),
  ]
  return new Set(done.flatMap(row => row.ids))
}

function relatedPaper(paper: PaperRow, reason: Reason, done: ReadonlySet<PaperId>): RelatedPaper {
  const [url, upvotes, year, date] = [paperUrl(paper.id), upvotesOf(paper), yearOf(paper), dateOf(paper)]
  return {
    id: paper.id,
    title: paper.title,
    ...(url && { url }),
    ...(upvotes !== undefined && { upvotes }),
    ...(year !== undefined && { year }),
    ...(date && { date }),
    ...(paper.ids.some(id => done.has(id)) && { read: true }),
    reason,
  }
}
