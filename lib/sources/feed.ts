import { mendLink } from '../papers/links'
import { HOUR } from '../time'
import { z } from '../zod'
import { isDue, isWaiting } from './daily'
import type { FeedDocument } from './feed-document'
import { papersOfFeed } from './feed-papers'
import { isWebPage } from './html'
import { jsonFeed } from './json-feed'
import { xmlFeed } from './rss'
import { type Body, MalformedBody, type Offer, type Reading, type Source } from './source'

/** How long a feed is taken to be as it was, unless it says that it changes less often. */
const INTERVAL = 2 * HOUR
const LONGEST_INTERVAL = 24 * HOUR

const noteSchema = z.object({ interval: z.number().check(z.gte(INTERVAL), z.lte(LONGEST_INTERVAL)) })

/** A feed of RSS, Atom or JSON Feed whose items are papers or link to papers. */
export const feed: Source = {
  kind: 'feed',
  name: 'Web feed',
  accept:
    'application/feed+json, application/atom+xml, application/rss+xml, application/xml;q=0.9, text/xml;q=0.9, application/json;q=0.8, */*;q=0.1',
  sniff(body) {
    const read = looksLikeFeed(body.text) && documentOf(body)
    return read ? offerOf(read, body) : null
  },
  plan({ digest, now, marks }) {
    const mark = marks.get('')
    if (isWaiting(mark?.retryAt, now)) return null
    const note = z.safeParse(noteSchema, mark?.note)
    const interval = note.success ? note.data.interval : INTERVAL
    return isDue(mark?.fetched, interval, now) ? { part: '', url: () => digest.url } : null
  },
  read: (body, _step, digest, seen) => readFeed(body, digest.id, seen),
}

function readFeed(body: Body, digest: string, seen: number): Reading {
  const read = documentOf(body)
  if (!read) throw new MalformedBody(`${hostOf(body)} answered with something that is not a feed`)
  const { title, homepage } = offerOf(read, body)
  const { papers, rejected } = papersOfFeed(read, { digest, seen, url: body.url })
  const interval = Math.min(Math.max(read.period ?? INTERVAL, INTERVAL), LONGEST_INTERVAL)
  const isDated = papers.some(paper => paper.listings.some(({ day }) => day))
  return {
    papers,
    rejected,
    note: { interval },
    title,
    ...(homepage && { homepage }),
    ...(papers.length > 0 && !isDated && { ordered: true }),
  }
}

/** Whether a body begins as feeds do; only then is it worth reading whole. */
function looksLikeFeed(text: string): boolean {
  if (isWebPage(text)) return false
  const start = text.slice(0, 20_000)
  if (/^\uFEFF?\s*\{/.test(start)) return text.includes('jsonfeed.org/version/')
  const root = /<(rss|feed|atom:feed|rdf:rdf)[\s>]/i.exec(start)?.[1]?.toLowerCase()
  return (
    /^\uFEFF?\s*</.test(start) &&
    (root === 'rdf:rdf' ? /<(?:channel|item)[\s>]/i.test(text) : root !== undefined)
  )
}

/** The feed that a body is; null for JSON that is none. Throws a `MalformedBody` for what cannot be read at all. */
function documentOf(body: Body): FeedDocument | null {
  const host = hostOf(body)
  if (isWebPage(body.text)) throw new MalformedBody(`What ${host} answers is a web page, not a feed`)
  const text = body.text.replace(/^\uFEFF/, '')
  if (!/^\s*[{[]/.test(text)) return xmlFeed(text, host)
  try {
    return jsonFeed(JSON.parse(text))
  } catch {
    throw new MalformedBody(`${host} sent data that breaks off or is not JSON`)
  }
}

function offerOf({ title, homepage }: FeedDocument, body: Body): Offer {
  const url = new URL(body.url)
  url.hash = ''
  const link = homepage && mendLink(URL.parse(homepage, url.href)?.href ?? '')
  return { kind: feed.kind, url: url.href, title: title || url.host, ...(link && { homepage: link }) }
}

function hostOf(body: Body): string {
  return new URL(body.url).host
}
