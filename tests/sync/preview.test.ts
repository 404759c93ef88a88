import 'fake-indexeddb/auto'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { GlossDatabase } from '@/lib/corpus/database'
import { addressOf, look, NotFollowable } from '@/lib/sync/preview'
import { type Clock, syncTools } from './daily-server'
import { FEED_URL, feedEntry, publish, StaticHost } from './static-host'

let count = 0
let db: GlossDatabase
let host: StaticHost
const clock: Clock = { now: Date.parse('2026-02-26T12:00:00Z') }

beforeEach(() => {
  db = new GlossDatabase(`preview-${++count}`)
  host = new StaticHost()
})

afterEach(() => db.close())

const lookAt = (typed: string) => look(typed, syncTools(db, host, clock), new AbortController().signal)
const RSS = `<rss version="2.0"><channel><title>Harbour news</title>
<item><title>Lanterns for the many</title><link>https://arxiv.org/abs/2602.00001</link></item></channel></rss>`

describe('a look', () => {
  test('at a manifest tells its papers, those in all, and the first titles, and stores nothing', async () => {
    const shards = {
      'a.json': [1, 2, 3].map(n => feedEntry(`arxiv:2602.0000${n}`)),
      'b.json': [feedEntry('arxiv:2602.00009')],
    }
    publish(host, shards)
    expect(await lookAt(FEED_URL)).toMatchObject({
      offer: { kind: 'gloss-digest', url: FEED_URL, title: 'Lab digest' },
      papers: 3,
      total: 4,
      sample: ['On the lanterns of arxiv 2602 00001', expect.any(String), expect.any(String)],
      rejected: [],
    })
    // The address twice, once to tell what it is, and one shard.
    expect(host.asked).toHaveLength(3)
    expect(await db.papers.count()).toBe(0)
    expect(await db.parts.count()).toBe(0)
    expect((await db.digests.toArray()).map(row => row.digest).sort()).toEqual(['hf', 'starter'])
  })

  test('at a web feed, by its address without a scheme', async () => {
    host.files.set('https://harbour.example/feed', RSS)
    expect(await lookAt('harbour.example/feed')).toMatchObject({
      offer: { kind: 'feed', url: 'https://harbour.example/feed', title: 'Harbour news' },
      papers: 1,
    })
  })

  test('at a web page goes to the feed that it names on its own host, and to no other', async () => {
    const page = (href: string) =>
      `<!doctype html><link rel="alternate" type="application/rss+xml" href="${href}"><p>News</p>`
    host.files.set('https://harbour.example/', page('/feed.xml'))
    host.files.set('https://harbour.example/feed.xml', RSS)
    host.files.set('https://quay.example/', page('https://harbour.example/feed.xml'))
    expect((await lookAt('harbour.example')).offer.url).toBe('https://harbour.example/feed.xml')
    host.asked.length = 0
    await expect(lookAt('quay.example')).rejects.toThrow(
      /quay\.example answers with something that is no digest/,
    )
    expect(host.asked).toEqual(['https://quay.example/'])
  })

  test.each([
    ['not an address', /neither an address/],
    ['ftp://harbour.example/feed', /neither an address/],
    ['http://harbour.example/feed', /neither an address/],
    ['https://reader:secret@harbour.example/feed', /neither an address/],
    ['https://harbour.example/nothing', /404/],
    ['https://harbour.example/newer', /gloss-digest\/2/],
    ['https://harbour.example/words', /no digest and no feed/],
  ])('at %s says why it cannot be followed', async (typed, why) => {
    host.files.set('https://harbour.example/newer', '{"format":"gloss-digest/2"}')
    host.files.set('https://harbour.example/words', 'Just words')
    const looking = lookAt(typed)
    await expect(looking).rejects.toThrow(NotFollowable)
    await expect(looking).rejects.toThrow(why)
  })
})

test.each([
  ['example.org/feed', 'https://example.org/feed'],
  [' https://example.org/feed#top ', 'https://example.org/feed'],
  ['http://127.0.0.1:8080/feed.json', 'http://127.0.0.1:8080/feed.json'],
  ['http://example.org/feed', null],
  ['localhost', null],
  ['javascript:alert(1)', null],
  ['', null],
])('the address of "%s" is %s', (typed, address) => {
  expect(addressOf(typed)).toBe(address)
})
