import { LIST_STATES } from '../entries/entry'
import { daySchema, httpUrlSchema, paperIdSchema } from '../papers/schema'
import { z } from '../zod'
import type { MessageType, Request } from './protocol'

/** Who may ask for what: every page with a script of Gloss's, or Gloss's own pages alone. A page may have broken out. */
const ASKED_BY: { readonly [T in MessageType]: 'any page' | 'own pages' } = {
  annotate: 'any page',
  related: 'any page',
  badges: 'any page',
  wake: 'any page',
  'not-same': 'any page',
  save: 'any page',
  signal: 'any page',
  cite: 'any page',
  open: 'any page',
  sync: 'own pages',
  preview: 'own pages',
  follow: 'own pages',
  'change-digest': 'own pages',
  'order-digests': 'own pages',
  'remove-digest': 'own pages',
  wipe: 'own pages',
  mend: 'own pages',
  'device-sync': 'own pages',
}

const MAX_AUTHORS = 10_000
/** Rows of one page that are asked about at once. */
const MAX_ROWS = 10_000
/** A page of the app with its parameters, as `URLSearchParams` writes them. */
const ROUTE = /^#\/(?:today|search|library|topics|settings|welcome)(?:\?[\w=&%.~+!'()*-]{0,2000})?$/

const rowSchema = z.object({
  ids: z.array(paperIdSchema).check(z.maxLength(20)),
  title: z.optional(z.string().check(z.maxLength(5000))),
  page: z.optional(z.string().check(z.maxLength(500))),
})

const namesPaper = z.refine<z.infer<typeof rowSchema>>(
  ({ ids, title }) => ids.length > 0 || /\S/.test(title ?? ''),
  'a paper needs an identifier or a title',
)

const paperSchema = z.object({
  ...rowSchema.shape,
  abstract: z.optional(z.string().check(z.maxLength(100_000))),
  authors: z.optional(z.array(z.string().check(z.maxLength(500))).check(z.maxLength(MAX_AUTHORS))),
  published: z.optional(daySchema),
})
/** A paper as a page's script names it: an identifier or a title at least. */
export const mentionSchema = paperSchema.check(namesPaper)

const digestSchema = z.string().check(z.regex(/^[a-z0-9-]{1,64}$/))
const titleSchema = z.string().check(z.regex(/\S/), z.maxLength(500))

const requestSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('annotate'), paper: mentionSchema }),
  z.object({
    type: z.literal('related'),
    paper: mentionSchema,
    topics: z.array(z.string().check(z.maxLength(500))).check(z.maxLength(20)),
  }),
  z.object({
    type: z.literal('badges'),
    papers: z.array(rowSchema.check(namesPaper)).check(z.maxLength(MAX_ROWS)),
  }),
  z.object({ type: z.literal('wake'), ids: z.array(paperIdSchema).check(z.maxLength(20)) }),
  z.object({ type: z.literal('not-same'), paper: mentionSchema, other: paperIdSchema, same: z.boolean() }),
  z.object({
    type: z.literal('save'),
    paper: mentionSchema,
    saved: z.boolean(),
    state: z.optional(z.enum(LIST_STATES)),
    from: z.optional(z.string().check(z.maxLength(200))),
    act: z.optional(z.object({ id: z.uuid(), papers: z.int().check(z.gte(1), z.lte(MAX_ROWS)) })),
  }),
  z.object({
    type: z.literal('signal'),
    paper: mentionSchema,
    kind: z.nullable(z.enum(['read', 'skipped'])),
  }),
  z.object({
    type: z.literal('cite'),
    paper: mentionSchema,
    format: z.optional(z.string().check(z.maxLength(40))),
  }),
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
  z.object({ type: z.literal('device-sync'), soon: z.optional(z.boolean()) }),
])

/** A message as a request of the protocol, or null for anything else. */
export function parseRequest(message: unknown): Request<MessageType> | null {
  const parsed = z.safeParse(requestSchema, message)
  return parsed.success ? (parsed.data as Request<MessageType>) : null
}

/** Where a message comes from, as browsers say. */
export interface Sender {
  readonly id?: string | undefined
  readonly url?: string | undefined
  readonly origin?: string | undefined
}

/** Whether a message comes from a page of the extension itself; `own` is the address at which those lie. */
export function isOwnPage({ url, origin }: Sender, own: string): boolean {
  return url?.startsWith(own) === true && (origin === undefined || `${origin}/` === own)
}

/** Whether a sender of this extension may make a request. */
export function mayAsk(type: MessageType, sender: Sender, own: string): boolean {
  return ASKED_BY[type] === 'any page' || isOwnPage(sender, own)
}
