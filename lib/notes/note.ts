import type { Corpus } from '../corpus/corpus'
import type { DigestRow, PaperRow } from '../corpus/database'
import { isSaved } from '../library/library'
import type { Note, PaperMention, RelatedPaper, Standing } from '../messaging/protocol'
import { nativeId } from '../papers/identifier'
import { paperOf } from '../papers/merge'
import { bestSummary, latestListing, type Paper, topicLabels, upvotesOf } from '../papers/paper'
import type { IndexReader } from '../search/index-reader'
import { sourceOf } from '../sources/registry'
import type { Models } from './models'
import { relatedTo } from './related'
import { summaryOf } from './summary'
import { topicsOf } from './topics'

type Digests = ReadonlyMap<string, DigestRow>

/**
 * What the margin says of a paper that a page mentions, from the corpus and the models that ship with Gloss alone. Only
 * the related papers are left out: finding them takes longer than all the rest, see `relatedFor`.
 */
export async function noteFor(corpus: Corpus, mention: PaperMention, models: Models): Promise<Note> {
  return corpus.ask(index => noteOver(index, corpus, mention, models))
}

/** Papers of the corpus that are like one that a page mentions, of which its note said these topics. */
export async function relatedFor(
  corpus: Corpus,
  mention: PaperMention,
  topics: readonly string[],
): Promise<RelatedPaper[]> {
  // The longest to arrive of all that it takes.
  void corpus.db.termVectors()
  const found = await corpus.find(mention.ids, mention.title)
  return timed('related', () => corpus.ask(index => relatedTo(corpus, index, found?.paper, mention, topics)))
}

async function noteOver(
  index: IndexReader,
  corpus: Corpus,
  mention: PaperMention,
  models: Models,
): Promise<Note> {
  const found = await corpus.find(mention.ids, mention.title)
  const ids = found ? [...new Set([...found.paper.ids, ...mention.ids])] : mention.ids
  const paper = found?.paper
  const inDigest = paper && isInDigest(paper) ? found.by : undefined
  const [summaries, predictor, digests, saved, corpusSize] = await Promise.all([
    // What a digest says needs no model, and a worker that has just started reads none in vain.
    paper && bestSummary(paper) ? null : models.summary(),
    paper && topicLabels(paper).length > 0 ? null : models.topics(),
    corpus.digests(),
    isSaved(corpus.db, ids),
    corpus.size(),
  ])
  const topics = await timed('topics', () => topicsOf(index, paper, mention, predictor))
  const standing = paper && (await standingOf(corpus, paper, digests))
  return {
    ids,
    ...(inDigest && { inDigest }),
    ...(standing && { standing }),
    summary: await timed('summary', async () => summaryOf(paper, mention, digests, summaries)),
    topics: topics.labels,
    topicsPredicted: topics.predicted,
    links: paper ? linksOf(paper, digests) : [],
    related: null,
    saved,
    corpusSize,
  }
}

/** Does a part of a note, and leaves the time it took among the context's own measures: `npm run bench` reads them. */
async function timed<T>(part: string, work: () => Promise<T>): Promise<T> {
  const start = performance.now()
  const said = await work()
  performance.clearMeasures(`gloss ${part}`)
  performance.measure(`gloss ${part}`, { start })
  return said
}

/** A page's mention as a paper, to be kept; null where the page gave no title. */
export function paperOfMention(mention: PaperMention): Paper | null {
  if (!mention.title) return null
  return paperOf({
    ids: mention.ids,
    title: mention.title,
    // What a page says of a paper never overrides what a digest said: it is the oldest of all observations.
    seen: 1,
    ...(mention.abstract && { abstract: mention.abstract }),
    ...(mention.authors && { authors: mention.authors }),
    ...(mention.published && { published: mention.published }),
  })
}

/** Whether any digest has said something of the paper; one that was only saved from a page is not in a digest. */
export function isInDigest(paper: Paper): boolean {
  return paper.listings.length + paper.summaries.length + paper.topicLists.length > 0
}

async function standingOf(corpus: Corpus, paper: PaperRow, digests: Digests): Promise<Standing | undefined> {
  const listing = latestListing(paper)
  if (!listing) return undefined
  const day = listing.day ? await corpus.day(listing.digest, listing.day) : undefined
  const title = digests.get(listing.digest)?.title
  const place = day?.papers.findIndex(id => paper.ids.includes(id)) ?? -1
  const rank = listing.rank ?? (place >= 0 ? place + 1 : undefined)
  const upvotes = upvotesOf(paper)
  return {
    digest: listing.digest,
    ...(title && { title }),
    ...(listing.day && { day: listing.day }),
    ...(upvotes !== undefined && { upvotes }),
    ...(rank !== undefined && { rank }),
    ...(day && { of: day.papers.length }),
  }
}

function linksOf(paper: PaperRow, digests: Digests): Note['links'] {
  const links: { name: string; url: string; stars?: number }[] = []
  if (paper.code)
    links.push({
      name: 'Code',
      url: paper.code,
      ...(paper.codeStars !== undefined && { stars: paper.codeStars }),
    })
  if (paper.project) links.push({ name: 'Project', url: paper.project })
  const discussed = paper.listings.flatMap(({ digest, comments }) => {
    const url = sourceOf(digests.get(digest)?.kind ?? '')?.discussionUrl?.(nativeId(paper.id))
    return url ? [{ url, comments }] : []
  })
  const last = discussed.at(-1)
  if (last) links.push({ name: last.comments ? `Discussion ${last.comments}` : 'Discussion', url: last.url })
  return links
}
