import { fromTitle, type PaperId } from '../papers/identifier'
import { oneLine } from '../papers/one-line'
import { bestSummary, type Listing, type Paper, topicLabels } from '../papers/paper'
import { httpUrlSchema, paperIdSchema } from '../papers/schema'
import { type Day, isDay } from '../time'
import { z } from '../zod'
import { FEED_ID, type FeedFile, type FeedPaper, FORMAT, LIMITS } from './gloss-digest-format'

/** What a feed that is written says of itself. */
export interface AboutFeed {
  readonly id: string
  readonly title: string
  readonly homepage?: string
  /** An ISO time with a zone, such as `toISOString` gives. */
  readonly updated: string
  /** The digest whose listings, summaries and topics are preferred; where a paper has none of it, those of all are taken. */
  readonly digest?: string
}

/**
 * Papers as a one-file feed, which `parseFeed` reads back. A paper that was listed on several days has an entry for
 * each, the first with all that is known of it. What the format does not allow is made to fit: long texts are cut, odd
 * links and numbers left out. Only a paper that has neither an identifier nor a title long enough to name it is missing.
 */
export function digestFile(papers: readonly Paper[], about: AboutFeed): FeedFile {
  return {
    format: FORMAT,
    id: digestIdOf(about.id),
    title: fitted(about.title, LIMITS.feedTitle) || 'Papers',
    ...(isAddress(about.homepage) && { homepage: about.homepage }),
    updated: about.updated,
    papers: papers.flatMap(paper => entriesOf(paper, about.digest)),
  }
}

/** `digestFile` as the text of a file, the same for the same papers. */
export function digestText(papers: readonly Paper[], about: AboutFeed): string {
  return `${JSON.stringify(digestFile(papers, about), null, 2)}\n`
}

/** A feed's identifier made of its title, `lab-digest` of "Lab Digest"; one that is such an identifier stays. */
export function digestIdOf(title: string): string {
  if (FEED_ID.test(title)) return title
  const id = title
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-/, '')
    .slice(0, 64)
    .replace(/-$/, '')
  // A title of another script still tells its digest from others.
  return id || `digest-${checksum(title).toString(16)}`
}

function entriesOf(paper: Paper, digest: string | undefined): FeedPaper[] {
  const known = [paper.id, ...paper.ids].filter(id => z.safeParse(paperIdSchema, id).success)
  const [id = fromTitle(paper.title.slice(0, LIMITS.titleKey)), ...others] = new Set(known)
  if (!id) return []
  const title = fitted(paper.title, LIMITS.title) || id
  const [first, ...further] = listingsOf(paper, digest).map(listedOf)
  return [
    { ...entryOf(paper, id, others, title, digest), ...(first && { listed: first }) },
    ...further.map(listed => ({ id, title, ...(listed && { listed }) })),
  ]
}

function entryOf(
  paper: Paper,
  id: PaperId,
  others: readonly PaperId[],
  title: string,
  digest: string | undefined,
): FeedPaper {
  const summary = paper.summaries.find(one => one.digest === digest) ?? bestSummary(paper)
  const own = paper.topicLists.find(list => list.digest === digest)?.labels
  const topics = allFitted(own ?? topicLabels(paper), LIMITS.topic, LIMITS.topics)
  const links = {
    ...(isAddress(paper.code) && { code: paper.code }),
    ...(isCount(paper.codeStars) && { codeStars: paper.codeStars }),
    ...(isAddress(paper.project) && { project: paper.project }),
  }
  return {
    id,
    ...(others.length > 0 && { ids: others.slice(0, LIMITS.ids) }),
    title,
    ...text('abstract', paper.abstract, LIMITS.abstract),
    ...(paper.authors && { authors: allFitted(paper.authors, LIMITS.author, LIMITS.authors) }),
    ...(paper.published && isDay(paper.published) && { published: paper.published }),
    ...text('organization', paper.organization, LIMITS.note),
    ...(paper.categories && {
      categories: allFitted(paper.categories, LIMITS.category, LIMITS.categories),
    }),
    ...(isCount(paper.version) && paper.version > 0 && { version: paper.version }),
    ...text('comment', paper.comment, LIMITS.note),
    ...text('journal', paper.journal, LIMITS.note),
    ...text('summary', summary?.text, LIMITS.summary),
    ...text('summaryModel', summary?.model, LIMITS.note),
    ...(topics.length > 0 && { topics }),
    ...(Object.keys(links).length > 0 && { links }),
  }
}

/** One listing a day, earliest day first: the preferred digest's own, or of several the one seen last. */
function listingsOf(paper: Paper, digest: string | undefined): Listing[] {
  const own = paper.listings.filter(listing => listing.digest === digest)
  const byDay = new Map<Day, Listing>()
  for (const listing of own.length > 0 ? own : paper.listings) {
    const day = dayOf(listing) ?? ''
    const known = byDay.get(day)
    if (!known || listing.seen > known.seen) byDay.set(day, listing)
  }
  return [...byDay].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, listing]) => listing)
}

/** How an entry says it; undefined where there is nothing to say, for every paper of a feed is listed by it. */
function listedOf(listing: Listing): FeedPaper['listed'] {
  const { announced, rank, upvotes, comments } = listing
  const day = dayOf(listing)
  const listed = {
    ...(day && { day }),
    ...(announced && { announced }),
    ...(isCount(rank) && rank > 0 && { rank }),
    ...(isCount(upvotes) && { upvotes }),
    ...(isCount(comments) && { comments }),
    ...text('by', listing.by, LIMITS.by),
  }
  return Object.keys(listed).length > 0 ? listed : undefined
}

function dayOf({ day }: Listing): Day | undefined {
  return day && isDay(day) ? day : undefined
}

function text<Key extends string>(
  key: Key,
  value: string | undefined,
  maxLength: number,
): { [K in Key]?: string } {
  const fit = fitted(value ?? '', maxLength)
  return (fit ? { [key]: fit } : {}) as { [K in Key]?: string }
}

function allFitted(texts: readonly string[], maxLength: number, maxItems: number): string[] {
  return texts
    .map(one => fitted(one, maxLength))
    .filter(Boolean)
    .slice(0, maxItems)
}

/** On one line and no longer than that; never half a character. */
function fitted(value: string, maxLength: number): string {
  const line = oneLine(value)
  return line.length <= maxLength
    ? line
    : line
        .slice(0, maxLength)
        .replace(/[\uD800-\uDBFF]$/, '')
        .trimEnd()
}

function isAddress(value: string | undefined): value is string {
  return value !== undefined && z.safeParse(httpUrlSchema, value).success
}

function isCount(value: number | undefined): value is number {
  return value !== undefined && Number.isSafeInteger(value) && value >= 0
}

/** FNV-1a over the characters' codes (Fowler, Noll and Vo). */
function checksum(value: string): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < value.length; at++) hash = Math.imul(hash ^ value.charCodeAt(at), 0x01000193)
  return hash >>> 0
}
