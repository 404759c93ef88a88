import type { Corpus } from '../corpus/corpus'
import type { DigestRow, PaperRow } from '../corpus/database'
import { STARTER } from '../corpus/first-digests'
import { isSaved } from '../library/library'
import type { Note, PaperMention, RelatedPaper, Standing } from '../messaging/protocol'
import { nativeId, type PaperId, paperUrl } from '../papers/identifier'
import { paperOf } from '../papers/merge'
import { bestSummary, latestListing, type Paper, topicLabels, upvotesOf, yearOf } from '../papers/paper'
import { openRelated, reasonFor, relatedPapers } from '../related/related'
import type { IndexReader } from '../search/index-reader'
import { TOPIC_MARK } from '../search/segment'
import { topicKey } from '../search/topic-key'
import { sourceOf } from '../sources/registry'
import { keySentences } from '../summary/key-sentences'
import { predictTopics, type Vocabulary } from '../topics/predict'

const MAX_TOPICS = 6
const MAX_RELATED = 6
const MIN_RELATED = 3
const MAX_CANDIDATES = 18

type Digests = ReadonlyMap<string, DigestRow>

/** What the margin says of a paper that a page mentions, from the corpus alone. */
export async function noteFor(corpus: Corpus, mention: PaperMention): Promise<Note> {
  return corpus.ask(index => noteOver(index, corpus, mention))
}

async function noteOver(index: IndexReader, corpus: Corpus, mention: PaperMention): Promise<Note> {
  const found = await corpus.find(mention.ids, mention.title)
  const ids = found ? [...new Set([...found.paper.ids, ...mention.ids])] : mention.ids
  const paper = found?.paper
  const inDigest = paper && isInDigest(paper) ? found.by : undefined
  const topics = await topicsOf(index, paper, mention)
  const digests = await corpus.digests()
  const standing = paper && (await standingOf(corpus, paper, digests))
  return {
    ids,
    ...(inDigest && { inDigest }),
    ...(standing && { standing }),
    summary: summaryOf(paper, mention, digests),
    topics: topics.labels.slice(0, MAX_TOPICS),
    topicsPredicted: topics.predicted,
    links: paper ? linksOf(paper, digests) : [],
    related: await relatedTo(corpus, index, paper, mention, topics.labels),
    saved: await isSaved(corpus.db, ids),
    corpusSize: await corpus.size(),
  }
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

function summaryOf(paper: PaperRow | undefined, mention: PaperMention, digests: Digests): Note['summary'] {
  const summary = paper && bestSummary(paper)
  if (summary) {
    const title = digests.get(summary.digest)?.title
    const by = [summary.digest === STARTER ? title?.toLowerCase() : title, summary.model]
    const named = by.filter(Boolean).join(', ')
    return { text: summary.text, from: 'digest', ...(named && { by: named }) }
  }
  const title = mention.title ?? paper?.title ?? ''
  return { text: keySentences(title, mention.abstract ?? paper?.abstract ?? ''), from: 'abstract' }
}

async function topicsOf(index: IndexReader, paper: PaperRow | undefined, mention: PaperMention) {
  const own = paper ? distinctTopics(topicLabels(paper)) : []
  if (own.length > 0) return { labels: await byInterest(index, own), predicted: false }
  const abstract = mention.abstract ?? paper?.abstract
  const predicted = predictTopics(
    { title: mention.title ?? paper?.title ?? '', ...(abstract && { abstract }) },
    vocabularyOf(index),
    MAX_TOPICS,
  )
  return { labels: predicted.map(topic => topic.label), predicted: true }
}

function vocabularyOf(index: IndexReader): Vocabulary {
  return {
    papers: index.live,
    topicCount: key => index.documentFrequency(TOPIC_MARK + key),
    wordCount: word => index.sameStem(word).reduce((sum, form) => sum + index.documentFrequency(form), 0),
  }
}

/** One label for each topic: of spellings that mean the same the first stays. */
function distinctTopics(labels: readonly string[]): string[] {
  const byKey = new Map<string, string>()
  for (const label of labels) {
    const key = topicKey(label)
    if (key && !byKey.has(key)) byKey.set(key, label)
  }
  return [...byKey.values()]
}

/** Topics that lead somewhere, that is, that other papers carry too, before those that only this one has. */
async function byInterest(index: IndexReader, labels: readonly string[]): Promise<string[]> {
  const termOf = (label: string) => TOPIC_MARK + topicKey(label)
  const lists = await index.lists(labels.map(termOf))
  const leads = (label: string) => (lists.count(termOf(label)) > 1 ? 0 : 1)
  return labels.toSorted((a, b) => leads(a) - leads(b))
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

async function relatedTo(
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
