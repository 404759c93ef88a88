import { oneLine } from '../papers/one-line'
import { z } from '../zod'
import { dayOfDate, escaped, type FeedDocument, type FeedItem } from './feed-document'

const VERSION = /^https?:\/\/jsonfeed\.org\/version\/1(?:\.\d+)?$/

/** A field that is passed over where it is not as expected. */
function lenient<T>(schema: z.ZodMiniType<T>) {
  return z.catch(z.optional(schema), undefined)
}

const text = z.string()
const authorSchema = z.object({ name: lenient(text) })
const byline = { author: lenient(authorSchema), authors: lenient(z.array(z.catch(authorSchema, {}))) }

const itemSchema = z.object({
  ...byline,
  id: lenient(z.union([text, z.number()])),
  url: lenient(text),
  external_url: lenient(text),
  title: lenient(text),
  content_html: lenient(text),
  content_text: lenient(text),
  summary: lenient(text),
  date_published: lenient(text),
  date_modified: lenient(text),
  tags: lenient(z.array(z.catch(text, ''))),
  attachments: lenient(z.array(z.catch(z.object({ url: lenient(text) }), {}))),
})

const feedSchema = z.object({
  ...byline,
  version: text.check(z.regex(VERSION)),
  title: lenient(text),
  home_page_url: lenient(text),
  items: z.array(z.unknown()),
})

/** Reads JSON Feed 1 or 1.1; null for any other value. */
export function jsonFeed(value: unknown): FeedDocument | null {
  const feed = z.safeParse(feedSchema, value)
  if (!feed.success) return null
  const { title = '', home_page_url: homepage, items } = feed.data
  const read: FeedItem[] = []
  const rejected: string[] = []
  for (const [index, raw] of items.entries()) {
    const item = z.safeParse(itemSchema, raw)
    if (item.success) read.push(itemOf(item.data))
    else rejected.push(`Item ${index + 1} is not as JSON Feed says`)
  }
  return {
    title: oneLine(title),
    ...(homepage && { homepage }),
    authors: namesOf(feed.data),
    items: read,
    rejected,
  }
}

function itemOf(item: z.infer<typeof itemSchema>): FeedItem {
  const day = [item.date_published, item.date_modified].map(date => dayOfDate(date ?? '')).find(Boolean)
  const attached = (item.attachments ?? []).map(({ url }) => url)
  return {
    title: oneLine(item.title ?? ''),
    about: [item.external_url, item.url, String(item.id ?? ''), ...attached].flatMap(one => one || []),
    summaryHtml: escaped(item.summary ?? ''),
    contentHtml: item.content_html ?? escaped(item.content_text ?? ''),
    related: [],
    authors: namesOf(item),
    ...(day && { day }),
    topics: item.tags ?? [],
  }
}

function namesOf({ author, authors }: Pick<z.infer<typeof itemSchema>, 'author' | 'authors'>): string[] {
  // Version 1 had one author, version 1.1 a list.
  return (authors ?? (author ? [author] : [])).map(({ name }) => oneLine(name ?? '')).filter(Boolean)
}
