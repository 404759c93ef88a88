import { uniqueIds } from '../papers/merge'
import type { Paper } from '../papers/paper'
import { daySchema, httpUrlSchema, paperIdSchema } from '../papers/schema'
import { z } from '../zod'
import { isStamp } from './clock'
import { type Entry, LIST_STATES, type Versions } from './entry'

/** Longest texts that are taken from a file or another device. */
export const MAX_NOTE = 2_000_000
const MAX_TAG = 200
const MAX_TEXT = 100_000
const MAX_NAME = 2000

const stampSchema = z.string().check(z.refine(isStamp, 'not a stamp'))
const deviceSchema = z.string().check(z.regex(/^[0-9a-z]{8}$/))
const seenSchema = z.record(deviceSchema, stampSchema)
const timeSchema = z.number().check(z.gte(0), z.lte(Date.UTC(2100, 0, 1)))
const versions = <T extends z.ZodMiniType>(value: T) =>
  z.array(z.tuple([value, stampSchema])).check(z.maxLength(100))
const text = (most: number) => z.string().check(z.maxLength(most))
const seconds = z.number().check(z.gte(0))

const paperSchema = z.object({
  id: paperIdSchema,
  ids: z.array(paperIdSchema).check(z.minLength(1), z.maxLength(100)),
  title: text(5000),
  abstract: z.optional(text(MAX_TEXT)),
  authors: z.optional(z.array(text(500)).check(z.maxLength(10_000))),
  published: z.optional(daySchema),
  appeared: z.optional(z.string().check(z.regex(/^\d{4}(?:-(?:0[1-9]|1[0-2]))?$/))),
  organization: z.optional(text(MAX_NAME)),
  code: z.optional(httpUrlSchema),
  codeStars: z.optional(z.number()),
  project: z.optional(httpUrlSchema),
  categories: z.optional(z.array(text(100)).check(z.maxLength(100))),
  version: z.optional(z.number()),
  comment: z.optional(text(5000)),
  journal: z.optional(text(MAX_NAME)),
  fieldSeen: z.record(z.string(), seconds),
  summaries: z.array(
    z.object({ digest: text(MAX_NAME), text: text(MAX_TEXT), model: z.optional(text(500)), seen: seconds }),
  ),
  topicLists: z.array(
    z.object({ digest: text(MAX_NAME), labels: z.array(text(500)).check(z.maxLength(1000)), seen: seconds }),
  ),
  listings: z.array(
    z.object({
      digest: text(MAX_NAME),
      day: z.optional(daySchema),
      announced: z.optional(z.enum(['new', 'cross', 'replace', 'replace-cross'])),
      upvotes: z.optional(z.number()),
      comments: z.optional(z.number()),
      rank: z.optional(z.number()),
      by: z.optional(text(500)),
      seen: seconds,
    }),
  ),
})

/** An entry as another device, or a file, wrote it. Whatever is not of this shape is refused as a whole. */
export const entrySchema = z.object({
  key: paperIdSchema,
  ids: z.array(paperIdSchema).check(z.minLength(1), z.maxLength(200)),
  fields: z.object({
    state: z.optional(versions(z.enum(LIST_STATES))),
    priority: z.optional(versions(z.int().check(z.gte(0), z.lte(3)))),
    rating: z.optional(versions(z.int().check(z.gte(0), z.lte(5)))),
    saved: z.optional(versions(timeSchema)),
    read: z.optional(versions(z.nullable(timeSchema))),
    from: z.optional(versions(z.nullable(text(500)))),
    place: z.optional(versions(z.nullable(z.string().check(z.regex(/^[0-9A-Za-z]{1,200}$/))))),
    into: z.optional(versions(z.nullable(paperIdSchema))),
  }),
  tags: z.record(text(MAX_TAG), versions(z.boolean())),
  notes: versions(text(MAX_NOTE)),
  rewritten: seenSchema,
  removed: seenSchema,
  paper: z.optional(paperSchema),
})

/** An entry from outside, or null where it is none. */
export function parseEntry(value: unknown): Entry | null {
  const parsed = z.safeParse(entrySchema, value)
  if (!parsed.success) return null
  const { key, ids, fields, tags, notes, rewritten, removed, paper } = parsed.data
  return {
    key,
    ids: uniqueIds([key, ...ids]),
    fields: fields as Entry['fields'],
    tags: tags as Readonly<Record<string, Versions<boolean>>>,
    notes: notes as Versions<string>,
    rewritten,
    removed,
    ...(paper && { paper: paper as Paper }),
  }
}
