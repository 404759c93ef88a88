import { contradict, nativeId, type PaperId, parseIdentifier, schemeOf } from '../papers/identifier'
import { mergePapers, paperOf } from '../papers/merge'
import type { Announced, Listing, Paper, PaperRecord } from '../papers/paper'
import { paperOfUrl } from '../papers/paper-url'
import { addDays, type Day } from '../time'
import type { FeedDocument, FeedItem, FeedPlace } from './feed-document'
import { papersOfPost } from './feed-posts'
import { textOfHtml } from './html-lines'
import { atSecondHand } from './second-hand'
import { endsLikeSentence } from './wording'

/** Sentences about single items; a feed that is all wrong says so in a few kilobytes. */
const MAX_REJECTED = 1000
/** Longer titles are none. */
const MAX_TITLE_LENGTH = 2000
/** Shorter texts are teasers, longer ones whole articles. */
const MIN_ABSTRACT = 200
const MAX_ABSTRACT = 20_000
/** Longer topics are sentences. */
const MAX_TOPIC_LENGTH = 80
const MAX_TOPICS = 100
/** What arXiv puts before an abstract. */
const ANNOUNCED = /^arXiv:\S+\s+Announce Type:\s*(new|cross|replace-cross|replace)\s+/i

/**
 * The papers that a feed's items are or link to, a paper of several items once, and a sentence for each that is left out.
 * Feeds speak of papers at second hand, but for a publisher's own.
 */
export function papersOfFeed(feed: FeedDocument, place: FeedPlace): { papers: Paper[]; rejected: string[] } {
  const papers: Paper[] = []
  const rejected = [...feed.rejected]
  let without = 0
  for (const [index, item] of feed.items.entries()) {
    const ids = idsOf(item, place.url)
    const title = titleOfItem(item)
    if (ids.length === 0) {
      const post = papersOfPost({ ...item, title }, place)
      papers.push(...post.papers)
      rejected.push(...post.rejected)
      if (post.papers.length + post.rejected.length === 0) without++
    } else if (title) papers.push(paperOfItem(item, title, ids, feed, place))
    else rejected.push(`Item ${index + 1}, ${ids[0]}, has no title`)
  }
  if (without > 0)
    rejected.push(without === 1 ? '1 item links to no paper' : `${without} items link to no paper`)
  const more = rejected.length - MAX_REJECTED
  return {
    papers: joined(papers),
    rejected: more > 0 ? [...rejected.slice(0, MAX_REJECTED), `${more} more could not be read`] : rejected,
  }
}

/** The identifiers of the paper that an item is about, of each scheme the first; none where it is about something else. */
function idsOf(item: FeedItem, base: string): PaperId[] {
  const ids: PaperId[] = []
  for (const text of item.about) {
    const id =
      paperOfUrl(URL.parse(text, text.startsWith('/') ? base : undefined)?.href ?? '') ?? identifierIn(text)
    if (id && !ids.includes(id) && !contradict(ids, [id])) ids.push(id)
  }
  return ids
}

/** An identifier that says what it is; a feed's own name for an item may look like any other. */
function identifierIn(text: string): PaperId | null {
  const bare = text
    .trim()
    .replace(/^(?:oai:arxiv\.org:|info:arxiv\/)/i, 'arxiv:')
    .replace(/^(?:info|urn):doi[:/]/i, 'doi:')
  return /^(?:arxiv:|doi:|acl:|openreview:|10\.\d)/i.test(bare) ? parseIdentifier(bare) : null
}

/** The title without what arXiv's feeds and link blogs put around it. */
function titleOfItem({ title }: FeedItem): string {
  if (title.length > MAX_TITLE_LENGTH) return ''
  return title
    .replace(/\.?\s*\(arXiv:\S+(?:\s+\[[\w.-]+\])?(?:\s+UPDATED)?\)$/i, '')
    .replace(/^\[(?:arxiv:)?\d{4}\.\d{4,5}(?:v\d+)?\]\s*/i, '')
    .replace(/\s*[[(]pdf[\])]$/i, '')
    .trim()
}

function paperOfItem(
  item: FeedItem,
  title: string,
  ids: readonly PaperId[],
  feed: FeedDocument,
  place: FeedPlace,
): Paper {
  const { digest, seen } = place
  const summary = textOfHtml(item.summaryHtml)
  const announced = ANNOUNCED.exec(summary)?.[1]?.toLowerCase() as Announced | undefined
  const abstract = [summary, textOfHtml(item.contentHtml)].map(withoutLabels).find(isAbstract)
  const labels = [...new Set(item.topics.filter(label => label !== '' && label.length <= MAX_TOPIC_LENGTH))]
  // Who writes the whole feed lists the paper, and did not write it.
  const by = item.authors.filter(name => feed.authors.includes(name)).join(', ')
  const authors = item.authors.filter(name => !feed.authors.includes(name))
  const published = announced?.startsWith('replace') ? undefined : dayOfPaper(item.day, ids)
  const listing: Listing = {
    digest,
    seen,
    ...(item.day && { day: item.day }),
    ...(announced && { announced }),
    ...(by && { by }),
  }
  const record: PaperRecord = {
    ids,
    seen,
    title,
    ...(abstract && { abstract }),
    ...(authors.length > 0 && { authors }),
    ...(published && { published }),
    topicLists: labels.length > 0 ? [{ digest, labels: labels.slice(0, MAX_TOPICS), seen }] : [],
    listings: [listing],
  }
  if (!isPublisher(item, place.url)) return atSecondHand(record)
  const paper = paperOf(record)
  // The day of an item is that of its announcement.
  return published ? { ...paper, fieldSeen: { ...paper.fieldSeen, published: 0 } } : paper
}

/** Whether an item's link leads to the host of the feed, or to the one above it: a publisher's feed links to itself. */
function isPublisher(item: FeedItem, feedUrl: string): boolean {
  const [feed, link] = [feedUrl, item.about[0] ?? ''].map(url =>
    URL.parse(url)?.hostname.replace(/^www\./, ''),
  )
  return Boolean(feed && link && (feed === link || feed.endsWith(`.${link}`)))
}

function withoutLabels(text: string): string {
  return text.replace(ANNOUNCED, '').replace(/^abstract\s*[:.]?\s+/i, '')
}

/** Whether a text can stand for the abstract. One that is cut off cannot: it would hide that there is a whole one. */
function isAbstract(text: string): boolean {
  return text.length >= MIN_ABSTRACT && text.length <= MAX_ABSTRACT && endsLikeSentence(text)
}

/** The day of a paper's item, unless its arXiv number is of another month: then the item came later than the paper. */
function dayOfPaper(day: Day | undefined, ids: readonly PaperId[]): Day | undefined {
  const arxiv = ids.find(id => schemeOf(id) === 'arxiv')
  const month = arxiv && /(?:^|\/)(\d{4})/.exec(nativeId(arxiv))?.[1]
  if (!day || !month) return day
  const months = [day, addDays(day, 4), addDays(day, -4)].map(near => near.slice(2, 4) + near.slice(5, 7))
  return months.includes(month) ? day : undefined
}

/** Papers with those of a common identifier merged, each in its first place. */
function joined(papers: readonly Paper[]): Paper[] {
  const places = new Map<PaperId, number>()
  const result: Paper[] = []
  for (const paper of papers) {
    const known = paper.ids
      .flatMap(id => places.get(id) ?? [])
      .find(place => !contradict(result[place]?.ids ?? [], paper.ids))
    const place = known ?? result.length
    const before = result[place]
    result[place] = before ? mergePapers(before, paper) : paper
    for (const id of paper.ids) if (!places.has(id)) places.set(id, place)
  }
  return result
}
