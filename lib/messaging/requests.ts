import { daySchema, paperIdSchema } from '../papers/schema'
import { z } from '../zod'
import type { MessageType, Request } from './protocol'

const MAX_AUTHORS = 10_000
/** A page of the app with its parameters, as `URLSearchParams` writes them. */
const ROUTE = /^#\/(?:today|search|library|topics|settings)(?:\?[\w=&%.~+!'()*-]{0,2000})?$/

const mentionSchema = z.object({
  ids: z.array(paperIdSchema).check(z.minLength(1), z.maxLength(20)),
  title: z.optional(z.string().check(z.maxLength(5000))),
  abstract: z.optional(z.string().check(z.maxLength(100_000))),
  authors: z.optional(z.array(z.string().check(z.maxLength(500))).check(z.maxLength(MAX_AUTHORS))),
  published: z.optional(daySchema),
})

const requestSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('annotate'), paper: mentionSchema }),
  z.object({ type: z.literal('save'), paper: mentionSchema, saved: z.boolean() }),
  z.object({ type: z.literal('cite'), paper: mentionSchema, format: z.string().check(z.maxLength(40)) }),
  z.object({ type: z.literal('open'), route: z.string().check(z.regex(ROUTE)) }),
  z.object({ type: z.literal('sync') }),
  z.object({ type: z.literal('mend') }),
])

/** A message as a request of the protocol, or null for anything else. */
export function parseRequest(message: unknown): Request<MessageType> | null {
  const parsed = z.safeParse(requestSchema, message)
  return parsed.success ? (parsed.data as Request<MessageType>) : null
}
