import { globSync } from 'node:fs'
import { resolve } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { recogniseDigest, sniffDigest, sourceOf, sources } from '@/lib/sources/registry'
import type { Body, Source } from '@/lib/sources/source'

const ROOM = resolve(import.meta.dirname, '../../lib/sources')

function isSource(value: unknown): value is Source {
  return typeof value === 'object' && value !== null && 'kind' in value && 'plan' in value && 'read' in value
}

describe('every source', () => {
  test('is registered, once, wherever it is written', async () => {
    const written: Source[] = []
    for (const file of globSync('*.ts', { cwd: ROOM })) {
      const module = (await import(`../../lib/sources/${file.replace(/\.ts$/, '')}.ts`)) as object
      written.push(...Object.values(module).filter(isSource))
    }
    const byKind = (list: readonly Source[]) => list.map(({ kind }) => kind).sort()
    expect(byKind(sources)).toEqual(byKind(written))
    expect(new Set(sources).size).toBe(sources.length)
    expect(new Set(byKind(sources)).size).toBe(sources.length)
  })

  test.each(sources.map(source => [source.kind, source] as const))('%s is whole', (kind, source) => {
    expect(kind).toMatch(/^[a-z]+(?:-[a-z]+)*$/)
    expect(source.name).toMatch(/^\S(?:.*\S)?$/)
    expect(source.accept).toMatch(/^[\w.+*-]+\/[\w.+*-]+/)
    expect(source.recognise ?? source.sniff, 'there is a way to follow it').toBeTypeOf('function')
    expect(sourceOf(kind)).toBe(source)
  })

  test('has a name of its own', () => {
    expect(new Set(sources.map(({ name }) => name.toLowerCase())).size).toBe(sources.length)
  })

  test.each(['', 'starter', 'Feed', 'constructor', '__proto__'])('of kind %j there is none', kind => {
    expect(sourceOf(kind)).toBeUndefined()
  })
})

const HF = 'https://huggingface.co/papers'
const TRENDING = 'https://huggingface.co/papers/trending'
const RSS = 'https://rss.arxiv.org/rss'
const API = 'https://export.arxiv.org/api/query'
const NEWEST_FIRST = 'sortBy=submittedDate&sortOrder=descending'

function search(query: string): string {
  return `${API}?search_query=${encodeURIComponent(query)}&${NEWEST_FIRST}`
}

const RECOGNISED: readonly [typed: string, kind: string, url: string][] = [
  ['https://huggingface.co/papers', 'hugging-face', HF],
  ['https://huggingface.co/papers/', 'hugging-face', HF],
  ['  https://huggingface.co/papers\n', 'hugging-face', HF],
  ['http://www.huggingface.co/papers', 'hugging-face', HF],
  ['huggingface.co/papers', 'hugging-face', HF],
  ['HuggingFace.co/papers', 'hugging-face', HF],
  ['https://huggingface.co/papers/date/2026-02-26', 'hugging-face', HF],
  ['https://huggingface.co/papers/week/2026-W09', 'hugging-face', HF],
  ['https://huggingface.co/papers/month/2026-02', 'hugging-face', HF],
  ['Hugging Face', 'hugging-face', HF],
  ['huggingface daily papers', 'hugging-face', HF],
  ['https://huggingface.co/papers/trending', 'hugging-face-trending', TRENDING],
  ['huggingface.co/papers/trending/', 'hugging-face-trending', TRENDING],
  ['Hugging Face trending', 'hugging-face-trending', TRENDING],
  ['cs.LG', 'arxiv-feed', `${RSS}/cs.LG`],
  ['CS.lg', 'arxiv-feed', `${RSS}/cs.LG`],
  ['stat.ML, cs.LG cs.LG', 'arxiv-feed', `${RSS}/cs.LG+stat.ML`],
  ['arXiv hep-th', 'arxiv-feed', `${RSS}/hep-th`],
  ['https://arxiv.org/list/cs.LG/recent', 'arxiv-feed', `${RSS}/cs.LG`],
  ['https://rss.arxiv.org/rss/cs.LG+stat.ML', 'arxiv-feed', `${RSS}/cs.LG+stat.ML`],
  ['https://rss.arxiv.org/atom/cs.LG', 'arxiv-feed', `${RSS}/cs.LG`],
  ['cat:cs.LG AND ti:diffusion', 'arxiv-query', search('cat:cs.LG AND ti:diffusion')],
  ['arxiv: lanterns', 'arxiv-query', search('all:lanterns')],
  ['https://arxiv.org/search/?query=lanterns&searchtype=title', 'arxiv-query', search('ti:lanterns')],
  [`${API}?search_query=au:example&max_results=5`, 'arxiv-query', search('au:example')],
  ['arxiv:details', 'arxiv-details', API],
]

describe('what is typed', () => {
  test.each(RECOGNISED)('%j is %s', (typed, kind, url) => {
    const offer = recogniseDigest(typed)
    expect(offer).toMatchObject({ kind, url })
    expect(offer?.title).toMatch(/^\S(?:.*\S)?$/)
    expect(sourceOf(kind)).toBeDefined()
  })

  test('names a digest of every kind that is not told by what its address answers', () => {
    const kinds = new Set(RECOGNISED.map(([, kind]) => kind))
    expect([...kinds].sort()).toEqual(
      sources
        .filter(source => source.recognise)
        .map(({ kind }) => kind)
        .sort(),
    )
  })

  test.each(RECOGNISED.filter(([, kind]) => kind !== 'arxiv-details'))(
    '%j is offered by an address that is recognised as the same',
    typed => {
      const offer = recogniseDigest(typed)
      expect(recogniseDigest(offer?.url ?? '')).toEqual(offer)
    },
  )

  test.each([
    ['nothing', ''],
    ['white space', ' \n '],
    ['words', 'papers about lanterns'],
    ['a feed’s address: what it answers tells', 'https://lab.example/feed.xml'],
    ['a digest’s address: what it answers tells', 'https://lab.example/digest.json'],
    ['a page of a paper', 'https://huggingface.co/papers/2503.02130'],
    ['models of Hugging Face', 'https://huggingface.co/models'],
    ['papers of a user', 'https://huggingface.co/someone/papers'],
    ['a paper of arXiv', 'https://arxiv.org/abs/2503.02130'],
    ['a paper’s identifier', 'arXiv:2503.02130'],
    ['a category that arXiv does not have', 'cs.LANTERNS'],
    ['another subdomain', 'https://evil.huggingface.co/papers'],
    ['another port', 'https://huggingface.co:8443/papers'],
    ['another scheme', 'ftp://huggingface.co/papers'],
    ['a host that goes on', 'https://huggingface.co.evil.example/papers'],
    ['a host that begins earlier', 'https://evilhuggingface.co/papers'],
    ['a dot that is none', 'https://huggingface-co/papers'],
    ['a name before the host', 'https://huggingface.co@evil.example/papers'],
    ['a password before the host', 'https://huggingface.co:papers@evil.example/papers'],
    ['a path of another host', 'https://evil.example/huggingface.co/papers'],
    ['a question to another host', 'https://evil.example/?https://huggingface.co/papers'],
    ['a fragment of another host', 'https://evil.example/#huggingface.co/papers'],
    ['a second line', 'https://evil.example/\nhttps://huggingface.co/papers'],
    ['a first line', 'https://huggingface.co/papers\nhttps://evil.example/'],
    ['a path that goes on', 'https://huggingface.co/papers.evil.example'],
    ['a way out of the path', 'https://huggingface.co/papers/date/../../evil'],
    ['a letter that looks the same', 'https://hugging\u0440ace.co/papers'],
    ['a script', 'javascript:location="https://huggingface.co/papers"'],
    ['arXiv that goes on', 'https://rss.arxiv.org.evil.example/rss/cs.LG'],
    ['arXiv that begins earlier', 'https://evilarxiv.org/list/cs.LG/new'],
    ['arXiv before the host', 'https://arxiv.org@evil.example/list/cs.LG/new'],
    ['arXiv in a path', 'https://evil.example/arxiv.org/list/cs.LG/new'],
    ['a search of another host', 'https://arxiv.org.evil.example/search/?query=lanterns'],
    ['a category and a host', 'cs.LG.evil.example'],
  ])('%s is not recognised: %j', (_, typed) => {
    expect(recogniseDigest(typed)).toBeNull()
  })

  test('never names an address of another host, whatever it is', () => {
    const pieces = fc.constantFrom(
      ...[
        'https://',
        'http://',
        'huggingface.co',
        'arxiv.org',
        'rss.',
        'www.',
        '/papers',
        '/list/',
        '/rss/',
        'cs.LG',
      ],
      ...[
        'evil.example',
        '@',
        ':',
        '/',
        '.',
        '?',
        '#',
        '\n',
        ' ',
        '+',
        'arxiv:',
        'cat:',
        'search_query=',
        '%',
        '..',
      ],
    )
    const typed = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 200 }),
      fc.array(pieces, { maxLength: 8 }).map(parts => parts.join('')),
    )
    fc.assert(
      fc.property(typed, text => {
        const offer = recogniseDigest(text)
        if (!offer) return
        const { protocol, host, username } = new URL(offer.url)
        expect([protocol, username]).toEqual(['https:', ''])
        expect(['huggingface.co', 'rss.arxiv.org', 'export.arxiv.org']).toContain(host)
        expect(sourceOf(offer.kind)).toBeDefined()
        if (offer.kind !== 'arxiv-details') expect(recogniseDigest(offer.url)).toEqual(offer)
      }),
      { numRuns: 3000 },
    )
  })
})

const ADDRESS = 'https://lab.example/reads/list'
const PAPER = 'https://arxiv.org/abs/2602.01234'

const GLOSS = JSON.stringify({
  format: 'gloss-digest/1',
  id: 'lab-digest',
  title: 'What the lab reads',
  homepage: 'https://lab.example/',
  updated: '2026-08-20T07:00:00Z',
  papers: [{ id: 'arxiv:2602.01234', title: 'Lanterns that glow' }],
})
const RSS_2 = `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0"><channel>
  <title>What the lab reads</title><link>https://lab.example/</link><description>Papers</description>
  <item><title>Lanterns that glow</title><link>${PAPER}</link><guid>${PAPER}</guid></item>
</channel></rss>`
const RSS_1 = `<?xml version="1.0"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">
  <channel rdf:about="${ADDRESS}"><title>What the lab reads</title><link>https://lab.example/</link></channel>
  <item rdf:about="${PAPER}"><title>Lanterns that glow</title><link>${PAPER}</link></item>
</rdf:RDF>`
const ATOM = `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom">
  <title>What the lab reads</title><id>urn:lab</id><updated>2026-08-20T07:00:00Z</updated>
  <link rel="alternate" href="https://lab.example/"/>
  <entry><title>Lanterns that glow</title><id>${PAPER}</id><link href="${PAPER}"/><updated>2026-08-20T07:00:00Z</updated></entry>
</feed>`
const JSON_FEED = JSON.stringify({
  version: 'https://jsonfeed.org/version/1.1',
  title: 'What the lab reads',
  home_page_url: 'https://lab.example/',
  items: [{ id: PAPER, url: PAPER, title: 'Lanterns that glow' }],
})

function bodyOf(text: string, url = ADDRESS): Body {
  return { text, url, nextPage: false }
}

describe('what an address answers', () => {
  test.each([
    ['a Gloss digest', GLOSS, 'gloss-digest'],
    ['a web feed in RSS 2.0', RSS_2, 'feed'],
    ['a web feed in RSS 1.0', RSS_1, 'feed'],
    ['a web feed in Atom', ATOM, 'feed'],
    ['a web feed in JSON', JSON_FEED, 'feed'],
  ])('is %s', (_, text, kind) => {
    const offer = { kind, url: ADDRESS, title: 'What the lab reads', homepage: 'https://lab.example/' }
    expect(sniffDigest(bodyOf(text))).toEqual(offer)
  })

  test.each([
    ['a web page', '<!doctype html><html><head><title>gloss-digest/1</title></head><body>rss</body></html>'],
    ['a web page in XHTML', `<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><body/></html>`],
    [
      'a web page that links a feed',
      `<html><link rel="alternate" type="application/rss+xml" href="/f"></html>`,
    ],
    ['nothing', ''],
    ['words', 'gloss-digest/1'],
    ['other XML', '<?xml version="1.0"?><opml version="2.0"><head/></opml>'],
    ['other JSON', '{"papers":[]}'],
    ['a list', '[]'],
    ['null', 'null'],
    ['JSON that breaks off', GLOSS.slice(0, -20)],
  ])('is no digest where it is %s', (_, text) => {
    expect(sniffDigest(bodyOf(text))).toBeNull()
  })

  test('is of the kind that its form says, and no more than one is asked', () => {
    for (const text of [GLOSS, RSS_2, RSS_1, ATOM, JSON_FEED]) {
      const told = sources.filter(source => source.sniff?.(bodyOf(text)))
      expect(told).toHaveLength(1)
    }
  })
})
