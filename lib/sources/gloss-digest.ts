import { parseIdentifier } from '../papers/identifier'
import { oneLine } from '../papers/latex'
import { mergePapers, paperOf } from '../papers/merge'
import type { Paper, PaperRecord, Seen } from '../papers/paper'
import { daySchema, httpUrlSchema, paperIdSchema } from '../papers/schema'
import { z } from '../zod'
import { MalformedBody } from './source'

/** A text that says something: white space alone does not. */
const line = (maxLength: number) => z.string().check(z.regex(/\S/), z.maxLength(maxLength))

/** One paper of a feed. Identifiers must be written canonically, so that every reader files it under one name. */
export const feedPaperSchema = z.object({
  id: paperIdSchema,
  title: line(2000),
  abstract: z.optional(line(50_000)),
  authors: z.optional(z.array(line(500)).check(z.maxLength(10_000))),
  published: z.optional(daySchema),
  summary: z.optional(line(5000)),
  topics: z.optional(z.array(line(200)).check(z.maxLength(100))),
  links: z.optional(z.object({ code: z.optional(httpUrlSchema), project: z.optional(httpUrlSchema) })),
  listed: z.optional(
    z.object({
      day: daySchema,
      rank: z.optional(z.int().check(z.positive())),
      upvotes: z.optional(z.int().check(z.nonnegative())),
      by: z.optional(line(500)),
    }),
  ),
})

const shardSchema = z.object({
  url: line(2000),
  sha256: z.string().check(z.regex(/^[0-9a-f]{64}$/)),
  papers: z.int().check(z.nonnegative()),
  from: z.optional(daySchema),
  to: z.optional(daySchema),
})

const headerSchema = z.object({
  format: z.literal('gloss-digest/1'),
  id: z.string().check(z.regex(/^[a-z0-9][a-z0-9-]{0,63}$/)),
  title: line(500),
  homepage: z.optional(httpUrlSchema),
  updated: z.iso.datetime({ offset: true }),
})

/** The `gloss-digest/1` feed: papers in one file, or a manifest of shards. Its JSON Schema is public/digest.schema.json. */
export const feedSchema = z.union([
  z.extend(headerSchema, { papers: z.array(feedPaperSchema) }),
  z.extend(headerSchema, { shards: z.array(shardSchema) }),
])

export type FeedPaper = z.infer<typeof feedPaperSchema>

/** A feed in one file, read: its name, its papers, and a sentence for each entry that could not be read. */
export interface Feed {
  readonly id: string
  readonly title: string
  readonly homepage?: string
  readonly updated: Seen
  readonly papers: readonly Paper[]
  readonly rejected: readonly string[]
}

/**
 * Reads a one-file feed. An entry that is not as the schema says is left out and named in `rejected`; a paper listed
 * on several days has an entry for each, and is one paper. Throws `MalformedBody` when the file is no such feed.
 */
export function parseFeed(body: unknown): Feed {
  const header = z.safeParse(z.extend(headerSchema, { papers: z.array(z.unknown()) }), body)
  if (!header.success) throw new MalformedBody('The file is not a gloss-digest/1 feed')
  const { id, title, homepage, updated } = header.data
  const seen = Math.floor(Date.parse(updated) / 1000)
  const papers = new Map<string, Paper>()
  const rejected: string[] = []
  for (const [index, raw] of header.data.papers.entries()) {
    const entry = z.safeParse(feedPaperSchema, raw)
    if (!entry.success) {
      const where = entry.error.issues[0]?.path.join('.')
      rejected.push(
        `Entry ${index + 1} ${where ? `has a "${where}" that is not as expected` : 'is no paper'}`,
      )
      continue
    }
    const paper = paperOf(recordOf(entry.data, id, seen))
    const known = papers.get(paper.id)
    papers.set(paper.id, known ? mergePapers(known, paper) : paper)
  }
  return { id, title, ...(homepage && { homepage }), updated: seen, papers: [...papers.values()], rejected }
}

function recordOf(entry: FeedPaper, digest: string, seen: Seen): PaperRecord {
  const { listed, links } = entry
  const id = parseIdentifier(entry.id) ?? entry.id
  return {
    ids: [id],
    seen,
    title: oneLine(entry.title),
    ...(entry.abstract && { abstract: oneLine(entry.abstract) }),
    ...(entry.authors && { authors: entry.authors.map(oneLine) }),
    ...(entry.published && { published: entry.published }),
    ...(links?.code && { code: links.code }),
    ...(links?.project && { project: links.project }),
    summaries: entry.summary ? [{ digest, text: oneLine(entry.summary), seen }] : [],
    topicLists: entry.topics?.length ? [{ digest, labels: entry.topics.map(oneLine), seen }] : [],
    listings: listed
      ? [
          {
            digest,
            day: listed.day,
            seen,
            ...(listed.rank !== undefined && { rank: listed.rank }),
            ...(listed.upvotes !== undefined && { upvotes: listed.upvotes }),
            ...(listed.by && { by: listed.by }),
          },
        ]
      : [],
  }
}
