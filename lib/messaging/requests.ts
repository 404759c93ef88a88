import { daySchema, httpUrlSchema, paperIdSchema } from '../papers/schema'
import { z } from '../zod'
import type { MessageType, Request } from './protocol'

const MAX_AUTHORS = 10_000
/** A page of the app with its parameters, as `URLSearchParams` writes them. */
const ROUTE = /^#\/(?:today|search|library|topics|settings|welcome)(?:\?[\w=&%.~+!'()*-]{0,2000})?$/

const mentionSchema = z.object({
  ids: z.array(paperIdSchema).check(z.minLength(1), z.maxLength(20)),
  title: z.optional(z.string().check(z.maxLength(5000))),
  abstract: z.optional(z.string().check(z.maxLength(100_000))),
  authors: z.optional(z.array(z.string().check(z.maxLength(500))).check(z.maxLength(MAX_AUTHORS))),
  published: z.optional(daySchema),
})

const digestSchema = z.string().check(z.regex(/^[a-z0-9-]{1,64}$/))
const titleSchema = z.string().check(z.regex(/\S/), z.maxLength(500))

const requestSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('annotate'), paper: mentionSchema }),
  z.object({
    type: z.literal('related'),
    paper: mentionSchema,
    topics: z.array(z.string().check(z.maxLength(500))).check(z.maxLength(20)),
  }),
  z.object({ type: z.literal('save'), paper: mentionSchema, saved: z.boolean() }),
  z.object({
    type: z.literal('signal'),
    paper: mentionSchema,
    kind: z.nullable(z.enum(['read', 'skipped'])),
  }),
  z.object({ type: z.literal('cite'), paper: mentionSchema, format: z.string().check(z.maxLength(40)) }),
  z.object({ type: z.literal('open'), route: z.string().check(z.regex(ROUTE)) }),
  z.object({ type: z.literal('sync'), digest: z.optional(digestSchema) }),
  z.object({ type: z.literal('preview'), typed: z.string().check(z.maxLength(2000)) }),
  z.object({
    type: z.literal('follow'),
    kind: z.string().check(z.maxLength(40)),
    url: httpUrlSchema.check(z.maxLength(2000)),
    title: titleSchema,
    homepage: z.optional(httpUrlSchema),
  }),
  z.object({
    type: z.literal('change-digest'),
    digest: digestSchema,
    title: z.optional(titleSchema),
    paused: z.optional(z.boolean()),
    keepMonths: z.optional(z.nullable(z.int().check(z.gte(1), z.lte(1200)))),
  }),
  z.object({ type: z.literal('order-digests'), digests: z.array(digestSchema).check(z.maxLength(1000)) }),
  z.object({ type: z.literal('remove-digest'), digest: digestSchema, papers: z.enum(['keep', 'remove']) }),
  z.object({ type: z.literal('wipe') }),
  z.object({ type: z.literal('mend') }),
])

/** A message as a request of the protocol, or null for anything else. */
export function parseRequest(message: unknown): Request<MessageType> | null {
  const parsed = z.safeParse(requestSchema, message)
  return parsed.success ? (parsed.data as Request<MessageType>) : null
}
