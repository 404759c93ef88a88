import { daySchema, httpUrlSchema, paperIdSchema } from '../papers/schema'
import { z } from '../zod'

/** What a feed says that it is written in. */
export const FORMAT = 'gloss-digest/1'

/** The most characters of a text, and the most items of a list, that an entry may have. */
export const LIMITS = {
  feedTitle: 500,
  title: 2000,
  /** Of a title whose key names the paper: folding makes a key longer than its title, at the most 18 times. */
  titleKey: 100,
  abstract: 50_000,
  author: 500,
  authors: 10_000,
  summary: 5000,
  topic: 200,
  topics: 100,
  by: 500,
  /** Of what came later: comment, journal, organisation, the name of a model. */
  note: 5000,
  ids: 50,
  category: 100,
  categories: 100,
} as const

/** What a feed may call itself. */
export const FEED_ID = /^[a-z0-9][a-z0-9-]{0,63}$/

/** A text that says something: white space alone does not. */
const line = (maxLength: number) => z.string().check(z.regex(/\S/), z.maxLength(maxLength))
const count = z.int().check(z.nonnegative())

/**
 * A key that came after the first feeds were written. They may use it for something of their own, so what is not as
 * expected is passed over and costs no paper.
 */
function later<T extends z.ZodMiniType>(schema: T) {
  return z.catch(z.optional(schema), undefined)
}

/** One paper of a feed. Identifiers must be written canonically, so that every reader files it under one name. */
export const feedPaperSchema = z.object({
  id: paperIdSchema,
  ids: later(z.array(paperIdSchema).check(z.maxLength(LIMITS.ids))),
  title: line(LIMITS.title),
  abstract: z.optional(line(LIMITS.abstract)),
  authors: z.optional(z.array(line(LIMITS.author)).check(z.maxLength(LIMITS.authors))),
  published: z.optional(daySchema),
  organization: later(line(LIMITS.note)),
  categories: later(z.array(line(LIMITS.category)).check(z.maxLength(LIMITS.categories))),
  version: later(z.int().check(z.positive())),
  comment: later(line(LIMITS.note)),
  journal: later(line(LIMITS.note)),
  summary: z.optional(line(LIMITS.summary)),
  summaryModel: later(line(LIMITS.note)),
  topics: z.optional(z.array(line(LIMITS.topic)).check(z.maxLength(LIMITS.topics))),
  links: z.optional(
    z.object({
      code: z.optional(httpUrlSchema),
      codeStars: later(count),
      project: z.optional(httpUrlSchema),
    }),
  ),
  listed: z.optional(
    z.object({
      day: z.optional(daySchema),
      announced: later(z.enum(['new', 'cross', 'replace', 'replace-cross'])),
      rank: z.optional(z.int().check(z.positive())),
      upvotes: z.optional(count),
      comments: later(count),
      by: z.optional(line(LIMITS.by)),
    }),
  ),
})

/** One file of a feed that is in several; its address is relative to the manifest's. */
export const shardSchema = z.object({
  url: line(2000),
  sha256: z.string().check(z.regex(/^[0-9a-f]{64}$/)),
  papers: count,
  from: z.optional(daySchema),
  to: z.optional(daySchema),
})

const headerSchema = z.object({
  format: z.literal(FORMAT),
  id: z.string().check(z.regex(FEED_ID)),
  title: line(LIMITS.feedTitle),
  homepage: z.optional(httpUrlSchema),
  updated: z.iso.datetime({ offset: true }),
})

/** The `gloss-digest/1` feed: papers in one file, or a manifest of shards. Its JSON Schema is public/digest.schema.json. */
export const feedSchema = z.union([
  z.extend(headerSchema, { papers: z.array(feedPaperSchema) }),
  z.extend(headerSchema, { shards: z.array(shardSchema) }),
])

/** A feed whose entries are still to be read one by one, so that a bad one costs itself alone. */
export const openFeedSchema = z.extend(headerSchema, {
  papers: z.optional(z.array(z.unknown())),
  shards: z.optional(z.array(z.unknown())),
})

/** A shard's own file: a whole feed, or an object with the papers alone. */
export const openShardSchema = z.object({
  format: z.optional(z.literal(FORMAT)),
  updated: z.catch(z.optional(z.iso.datetime({ offset: true })), undefined),
  papers: z.optional(z.array(z.unknown())),
  shards: z.optional(z.unknown()),
})

export type FeedPaper = z.infer<typeof feedPaperSchema>
export type Shard = z.infer<typeof shardSchema>

/** A feed in one file. */
export interface FeedFile {
  readonly format: typeof FORMAT
  readonly id: string
  readonly title: string
  readonly homepage?: string
  /** An ISO time with a zone. */
  readonly updated: string
  readonly papers: readonly FeedPaper[]
}
