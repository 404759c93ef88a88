import { mergePapers, paperOf } from '../papers/merge'
import { oneLine } from '../papers/one-line'
import type { Listing, Paper, PaperRecord, Seen } from '../papers/paper'
import { z } from '../zod'
import { type FeedPaper, feedPaperSchema } from './gloss-digest-format'

/** Bad entries that are named one by one; a file that is all wrong says so in a few kilobytes. */
const MAX_NAMED = 1000

/**
 * The papers of a feed's entries, filed under `digest`, and a sentence for each entry that could not be read. A paper
 * with several entries, one for each day it was listed, is one paper.
 */
export function readEntries(raw: readonly unknown[], digest: string, seen: Seen) {
  const papers = new Map<string, Paper>()
  const rejected: string[] = []
  let unnamed = 0
  for (const [index, one] of raw.entries()) {
    const entry = z.safeParse(feedPaperSchema, one)
    if (entry.success) {
      const paper = paperOf(recordOf(entry.data, digest, seen))
      const known = papers.get(paper.id)
      papers.set(paper.id, known ? mergePapers(known, paper) : paper)
    } else if (rejected.length < MAX_NAMED)
      rejected.push(`Entry ${index + 1} ${fault(one, entry.error.issues[0]?.path ?? [], 'paper')}`)
    else unnamed++
  }
  if (unnamed > 0) rejected.push(`${unnamed} more could not be read`)
  return { papers: [...papers.values()], rejected }
}

/** What is wrong with `value`, which should be a `thing`: the end of a sentence that names the place and what is there. */
export function fault(value: unknown, path: readonly PropertyKey[], thing: string): string {
  const where = path.join('.')
  if (!where) return `is no ${thing}`
  const there = path.reduce<unknown>(
    (part, key) => (typeof part === 'object' && part !== null ? Reflect.get(part, key) : undefined),
    value,
  )
  if (there === undefined) return `has no "${where}"`
  const shown = typeof there === 'string' || typeof there === 'number' ? oneLine(String(there)) : ''
  if (!shown) return `has a wrong "${where}"`
  return `has a wrong "${where}": ${shown.length > 60 ? `${shown.slice(0, 60)}…` : shown}`
}

function recordOf(entry: FeedPaper, digest: string, seen: Seen): PaperRecord {
  const { links, authors, categories, topics, published, version } = entry
  return {
    ids: entry.ids ? [entry.id, ...entry.ids] : [entry.id],
    seen,
    title: tidy(entry.title),
    ...(entry.abstract && { abstract: tidy(entry.abstract) }),
    ...(authors && { authors: authors.map(tidy) }),
    ...(published && { published }),
    ...(entry.organization && { organization: tidy(entry.organization) }),
    ...(links?.code && { code: links.code }),
    ...(links?.codeStars !== undefined && { codeStars: links.codeStars }),
    ...(links?.project && { project: links.project }),
    ...(categories && { categories: categories.map(tidy) }),
    ...(version !== undefined && { version }),
    ...(entry.comment && { comment: tidy(entry.comment) }),
    ...(entry.journal && { journal: tidy(entry.journal) }),
    summaries: entry.summary ? [summaryOf(entry.summary, entry.summaryModel, digest, seen)] : [],
    topicLists: topics?.length ? [{ digest, labels: topics.map(tidy), seen }] : [],
    listings: [listingOf(entry.listed ?? {}, digest, seen)],
  }
}

function summaryOf(text: string, model: string | undefined, digest: string, seen: Seen) {
  return { digest, text: tidy(text), ...(model && { model: tidy(model) }), seen }
}

/** Every paper of a feed is listed by it, also one of which it does not say when. */
function listingOf(listed: NonNullable<FeedPaper['listed']>, digest: string, seen: Seen): Listing {
  const { day, announced, rank, upvotes, comments, by } = listed
  return {
    digest,
    ...(day && { day }),
    ...(announced && { announced }),
    ...(rank !== undefined && { rank }),
    ...(upvotes !== undefined && { upvotes }),
    ...(comments !== undefined && { comments }),
    ...(by && { by: tidy(by) }),
    seen,
  }
}

/** `oneLine`, which takes its time over a long abstract, only where it would change something. */
function tidy(text: string): string {
  return /[^\S ]|^ | $| {2}/.test(text) ? oneLine(text) : text
}
