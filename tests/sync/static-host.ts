import { createHash } from 'node:crypto'
import type { DigestRow } from '@/lib/corpus/database'

/** A static host in memory: files by address, with ETags, and whatever goes wrong with real ones. */
export class StaticHost {
  readonly files = new Map<string, string>()
  /** Addresses asked for, in order; those answered with 304 end in " 304". */
  readonly asked: string[] = []
  fault: (url: string, number: number) => Response | Promise<Response> | undefined = () => undefined

  readonly fetch: typeof fetch = async (address, options) => {
    const url = String(address)
    const place = this.asked.push(url) - 1
    options?.signal?.throwIfAborted()
    const instead = this.fault(url, place + 1)
    if (instead) return instead
    const body = this.files.get(url)
    if (body === undefined) return new Response('', { status: 404 })
    const etag = `"${sha256(body).slice(0, 12)}"`
    if (new Headers(options?.headers).get('if-none-match') === etag) {
      this.asked[place] = `${url} 304`
      return new Response(null, { status: 304 })
    }
    return new Response(body, { headers: { etag, 'content-type': 'application/json' } })
  }
}

export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

/** An entry of a feed; `more` changes or adds keys. */
export function feedEntry(id: string, more: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    id,
    title: `On the lanterns of ${id.replace(/\W+/g, ' ')}`,
    abstract: `Tides and gulls of ${id}.`,
    ...more,
  }
}

export const FEED_URL = 'https://digest.example/lab/digest.json'

/** A digest at `FEED_URL`, under a name of its own. */
export const feedDigest: DigestRow = {
  digest: 'dlab',
  kind: 'gloss-digest',
  url: FEED_URL,
  title: 'Lab digest',
  order: 2,
  paused: false,
  added: 0,
}

/** Puts a manifest and its shards on a host: each shard a name and its entries. Returns the manifest. */
export function publish(
  host: StaticHost,
  shards: Readonly<Record<string, readonly Record<string, unknown>[]>>,
  url = FEED_URL,
) {
  const header = { format: 'gloss-digest/1', id: 'lab', title: 'Lab digest', updated: '2026-02-26T07:00:00Z' }
  const manifest = {
    ...header,
    shards: Object.entries(shards).map(([name, papers]) => {
      const text = JSON.stringify({ ...header, papers })
      host.files.set(new URL(name, url).href, text)
      return { url: name, sha256: sha256(text), papers: papers.length }
    }),
  }
  host.files.set(url, JSON.stringify(manifest))
  return manifest
}
