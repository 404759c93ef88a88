import type { Failure, FetchedBody } from '../http'
import { feedLinksIn } from '../sources/feed-discovery'
import { recogniseDigest, sniffDigest, sourceOf } from '../sources/registry'
import {
  type Followed,
  MalformedBody,
  type Mark,
  type Offer,
  type Reading,
  type Source,
} from '../sources/source'
import { dayOfTime } from '../time'
import { fetchStep } from './fetch-step'
import { askHost, type SyncTools } from './tools'

/** What an address holds, read and not stored. */
export interface Looked {
  readonly offer: Offer
  readonly source: Source
  readonly papers: number
  readonly total?: number
  readonly sample: readonly string[]
  readonly rejected: readonly string[]
}

/** An address that cannot be followed; the message is for the reader. */
export class NotFollowable extends Error {
  override readonly name = 'NotFollowable'
}

const SAMPLE = 5
/** A manifest, and the first of its shards. */
const MAX_STEPS = 2
const ANYTHING =
  'application/feed+json, application/json;q=0.9, application/xml;q=0.9, text/xml;q=0.9, */*;q=0.5'

/** The address that a typed text means; null where it is none that Gloss may ask. */
export function addressOf(typed: string): string | null {
  const text = typed.trim()
  const url = URL.parse(/^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `https://${text}`)
  if (!url?.hostname.includes('.') || url.username || url.password) return null
  const local = url.protocol === 'http:' && url.hostname === '127.0.0.1'
  if (url.protocol !== 'https:' && !local) return null
  url.hash = ''
  return url.href
}

/**
 * Looks at what the reader typed: the digest that it names, or that its address holds, with its first papers. Rejects with
 * `NotFollowable`, which says why, or the signal's reason.
 */
export async function look(typed: string, tools: SyncTools, signal: AbortSignal): Promise<Looked> {
  const named = recogniseDigest(typed)
  if (named) return lookAt(named, tools, signal)
  const address = addressOf(typed)
  if (!address)
    throw new NotFollowable(
      'That is neither an address that begins with https:// nor an arXiv category such as cs.LG',
    )
  const body = await bodyOf(address, tools, signal)
  const offer = offerOf(body)
  if (offer) return lookAt(offer, tools, signal)
  const host = new URL(address).host
  const linked = feedLinksIn(body.text, body.url).find(url => new URL(url).host === new URL(body.url).host)
  if (!linked) throw new NotFollowable(`${host} answers with something that is no digest and no feed`)
  const feed = offerOf(await bodyOf(linked, tools, signal))
  if (!feed) throw new NotFollowable(`The feed that ${host} names could not be read`)
  return lookAt(feed, tools, signal)
}

async function bodyOf(url: string, tools: SyncTools, signal: AbortSignal): Promise<FetchedBody> {
  const answer = await askHost(tools, url, { signal, accept: ANYTHING })
  if (!answer.ok) throw refusal(answer.failure)
  if (answer.unchanged) throw new NotFollowable(`${new URL(url).host} sent nothing`)
  return answer.body
}

function offerOf(body: FetchedBody): Offer | null {
  try {
    return sniffDigest(body)
  } catch (error) {
    if (error instanceof MalformedBody) throw new NotFollowable(error.message)
    throw error
  }
}

/** Reads the first papers of a digest. */
async function lookAt(offer: Offer, tools: SyncTools, signal: AbortSignal): Promise<Looked> {
  const source = sourceOf(offer.kind)
  if (!source) throw new NotFollowable('Gloss does not know that kind of digest')
  const digest: Followed = { id: 'preview', kind: offer.kind, url: offer.url, title: offer.title }
  const now = tools.now()
  const readings: Reading[] = []
  const marks = new Map<string, Mark>()
  for (let n = 0; n < MAX_STEPS; n++) {
    // What the details would be of is not known before it is followed.
    const step = source.wantsLacking ? null : source.plan({ digest, now, from: dayOfTime(0), marks })
    if (!step || (readings[0]?.papers.length ?? 0) > 0) break
    const outcome = await fetchStep(source, digest, step, undefined, tools, signal)
    if (outcome.kind === 'failed') throw refusal(outcome.failure)
    if (outcome.kind !== 'read') break
    readings.push(outcome.reading)
    const { note } = outcome.reading
    for (const part of step.days ?? [step.part]) marks.set(part, { fetched: now, ...(note && { note }) })
  }
  const papers = readings.flatMap(reading => reading.papers)
  const [first] = readings
  return {
    offer: {
      ...offer,
      ...(first?.title && { title: first.title }),
      ...(first?.homepage && { homepage: first.homepage }),
    },
    source,
    papers: papers.length,
    ...(first?.total !== undefined && { total: first.total }),
    sample: papers.slice(0, SAMPLE).map(paper => paper.title),
    rejected: readings.flatMap(reading => reading.rejected),
  }
}

function refusal({ message }: Failure): NotFollowable {
  return new NotFollowable(message)
}
