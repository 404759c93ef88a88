import type { Corpus } from '../corpus/corpus'
import type { DigestRow, LibraryRow, PaperRow } from '../corpus/database'
import { knownDocuments } from '../corpus/known-documents'
import { entryOf } from '../library/library'
import type { Note, PaperMention, RelatedPaper, Standing } from '../messaging/protocol'
import { nativeId, type PaperId } from '../papers/identifier'
import { paperOf } from '../papers/merge'
import { bestSummary, latestListing, type Paper, topicLabels, upvotesOf } from '../papers/paper'
import type { IndexReader } from '../search/index-reader'
import { sourceOf } from '../sources/registry'
import type { SummaryModel } from '../summary/model'
import type { TopicModel } from '../topics/model'
import type { Models } from './models'
import { relatedTo } from './related'
import { type Found, findFor, idsOfMention } from './same'
import { placeInWords, whenListed } from './standing'
import { summaryOf } from './summary'
import { topicsOf } from './topics'

type Digests = ReadonlyMap<string, DigestRow>

/**
 * What the margin says of a paper that a page mentions, from the corpus and the models that ship with Gloss alone. Only
 * the related papers are left out: finding them takes longer than all the rest, see `relatedFor`. `notSame` are the
 * reader's corrections, see `Settings`.
 */
export async function noteFor(
  corpus: Corpus,
  mention: PaperMention,
  models: Models,
  notSame: readonly string[] = [],
): Promise<Note> {
  const know = () => knownOf(corpus, mention, models, notSame)
  // Of all that a worker waits for that has just started the index is the longest to arrive: the rest is asked for first.
  let early: Promise<Known> | undefined = know()
  early.catch(() => undefined)
  return corpus.ask(async index => {
    // The index is asked a second time where it has changed, and the papers have with it.
    const known = await (early ?? know())
    early = undefined
    return noteOver(index, mention, known)
  })
}

/** Papers of the corpus that are like one that a page mentions, of which its note said these topics. */
export async function relatedFor(
  corpus: Corpus,
  mention: PaperMention,
  topics: readonly string[],
  notSame: readonly string[] = [],
): Promise<RelatedPaper[]> {
  // The longest to arrive of all that it takes.
  void corpus.db.termVectors()
  const found = await findFor(corpus, mention, notSame)
  return timed('related', () => corpus.ask(index => relatedTo(corpus, index, found?.paper, mention, topics)))
}

/**
 * Reads what a note of a paper with these identifiers will ask for, as `noteFor` does: the paper, which tells what else
 * there is to read, then the index; and nothing of what it may not need. Never rejects.
 */
export async function makeReady(corpus: Corpus, ids: readonly PaperId[], models: Models): Promise<void> {
  const reading =
    ids.length > 0
      ? corpus.find(ids).then(found => modelsFor(found?.paper, models))
      : // A page that does not say which paper it shows may be a list, of which the rows are asked for.
        knownDocuments(corpus.db)
  await Promise.allSettled([reading, corpus.index()])
}

/** What is known of a paper besides what the index says. */
interface Known {
  readonly found: Found | undefined
  readonly ids: readonly PaperId[]
  readonly summaries: SummaryModel | null
  readonly predictor: TopicModel | null
  readonly digests: Digests
  readonly standing: Standing | undefined
  readonly listed: LibraryRow | undefined
  readonly corpusSize: number
}

async function knownOf(
  corpus: Corpus,
  mention: PaperMention,
  models: Models,
  notSame: readonly string[],
): Promise<Known> {
  const found = await findFor(corpus, mention, notSame)
  const own = idsOfMention(mention)
  const ids = found ? [...new Set([...found.paper.ids, ...mention.ids])] : own
  const digesting = corpus.digests()
  const [[summaries, predictor], digests, standing, listed, corpusSize] = await Promise.all([
    modelsFor(found?.paper, models),
    digesting,
    found && digesting.then(digests => standingOf(corpus, found.paper, digests)),
    entryOf(corpus.db, ids),
    corpus.size(),
  ])
  return { found, ids, summaries, predictor, digests, standing, listed, corpusSize }
}

/** What a digest says needs no model, and a worker that has just started reads none in vain. */
function modelsFor(
  paper: PaperRow | undefined,
  models: Models,
): Promise<[SummaryModel | null, TopicModel | null]> {
  return Promise.all([
    paper && bestSummary(paper) ? null : models.summary(),
    paper && topicLabels(paper).length > 0 ? null : models.topics(),
  ])
}

async function noteOver(index: IndexReader, mention: PaperMention, known: Known): Promise<Note> {
  const { found, digests, standing, ids, listed, corpusSize } = known
  const paper = found?.paper
  const inDigest = paper && isInDigest(paper) ? found.by : undefined
  const topics = await timed('topics', () => topicsOf(index, paper, mention, known.predictor))
  return {
    ids,
    ...(inDigest && { inDigest }),
    ...(found && { known: { id: found.paper.id, title: found.paper.title, by: found.by } }),
    ...(standing && { standing }),
    summary: await timed('summary', async () => summaryOf(paper, mention, digests, known.summaries)),
    topics: topics.labels,
    topicsPredicted: topics.predicted,
    links: paper ? linksOf(paper, digests) : [],
    related: null,
    saved: listed !== undefined,
    ...(listed && { state: listed.state }),
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

/** A page's mention as a paper, to be kept; null where the page gave no title, or one too short to be all its name. */
export function paperOfMention(mention: PaperMention): Paper | null {
  const ids = idsOfMention(mention)
  if (!mention.title || ids.length === 0) return null
  return paperOf({
    ids,
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
  const at = day?.papers.findIndex(id => paper.ids.includes(id)) ?? -1
  const place = placeInWords(listing.rank ?? (at >= 0 ? at + 1 : undefined), day?.papers.length)
  const upvotes = upvotesOf(paper)
  return {
    digest: listing.digest,
    ...(title && { title }),
    ...(listing.day && { day: listing.day }),
    when: whenListed(listing.day, title),
    ...(upvotes !== undefined && { upvotes }),
    ...(place && { place }),
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
