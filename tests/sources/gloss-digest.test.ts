import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Paper } from '@/lib/papers/paper'
import { paperIdSchema } from '@/lib/papers/schema'
import { type Feed, parseFeed } from '@/lib/sources/gloss-digest'
import { type FeedPaper, feedPaperSchema, feedSchema } from '@/lib/sources/gloss-digest-format'
import { feedJsonSchema } from '@/lib/sources/gloss-digest-schema'
import { MalformedBody } from '@/lib/sources/source'
import { z } from '@/lib/zod'
import { describeShared, readShared } from '../shared'

const ROOT = resolve(import.meta.dirname, '../..')
const HEADER = {
  format: 'gloss-digest/1',
  id: 'lab-digest',
  title: 'What the lab reads',
  homepage: 'https://lab.example/reads',
  updated: '2026-08-20T07:00:00Z',
}
const SEEN = Date.parse(HEADER.updated) / 1000
/** What the reader's own database calls the digest; the feed has no say in it. */
const DIGEST = 'feed-1'

const FULL = {
  id: 'arxiv:2608.14391',
  title: 'Lanterns that glow at night',
  abstract: 'We study lanterns.',
  authors: ['Ada Example', 'Bo Sample'],
  published: '2026-08-14',
  summary: 'Lanterns glow.',
  topics: ['lanterns', 'night vision'],
  links: { code: 'https://github.com/lantern-lab/glow', project: 'https://lantern.example/' },
  listed: { day: '2026-08-17', rank: 1, upvotes: 128, by: 'Cleo Lister' },
} satisfies FeedPaper

function feed(...papers: unknown[]) {
  return { ...HEADER, papers }
}

/** A paper written as an entry again: what a reader of a feed would publish. */
function entryOf(paper: Paper): FeedPaper {
  const [summary] = paper.summaries
  const [topics] = paper.topicLists
  const [listing] = paper.listings
  return {
    id: paper.id,
    title: paper.title,
    ...(paper.abstract && { abstract: paper.abstract }),
    ...(paper.authors && { authors: [...paper.authors] }),
    ...(paper.published && { published: paper.published }),
    ...(summary && { summary: summary.text }),
    ...(topics && { topics: [...topics.labels] }),
    ...((paper.code || paper.project) && {
      links: { ...(paper.code && { code: paper.code }), ...(paper.project && { project: paper.project }) },
    }),
    ...(listing?.day && {
      listed: {
        day: listing.day,
        ...(listing.rank !== undefined && { rank: listing.rank }),
        ...(listing.upvotes !== undefined && { upvotes: listing.upvotes }),
        ...(listing.by && { by: listing.by }),
      },
    }),
  }
}

describe('a feed', () => {
  test('is read with everything it says', () => {
    expect(parseFeed(feed(FULL), DIGEST)).toEqual<Feed>({
      id: 'lab-digest',
      title: 'What the lab reads',
      homepage: 'https://lab.example/reads',
      updated: SEEN,
      rejected: [],
      papers: [
        {
          id: 'arxiv:2608.14391',
          ids: ['arxiv:2608.14391'],
          title: 'Lanterns that glow at night',
          abstract: 'We study lanterns.',
          authors: ['Ada Example', 'Bo Sample'],
          published: '2026-08-14',
          code: 'https://github.com/lantern-lab/glow',
          project: 'https://lantern.example/',
          fieldSeen: {
            title: SEEN,
            abstract: SEEN,
            authors: SEEN,
            published: SEEN,
            code: SEEN,
            project: SEEN,
          },
          summaries: [{ digest: DIGEST, text: 'Lanterns glow.', seen: SEEN }],
          topicLists: [{ digest: DIGEST, labels: ['lanterns', 'night vision'], seen: SEEN }],
          listings: [
            {
              digest: DIGEST,
              day: '2026-08-17',
              rank: 1,
              upvotes: 128,
              by: 'Cleo Lister',
              seen: SEEN,
            },
          ],
        },
      ],
    })
  })

  test('comes back as it was when it is written and read again', () => {
    const word = fc.stringMatching(/^[a-z$<&"\\{}é漢]{1,12}$/)
    const text = fc.array(word, { minLength: 1, maxLength: 6 }).map(words => words.join(' '))
    const day = fc
      .integer({ min: 0, max: 20_000 })
      .map(n => new Date(n * 86_400_000).toISOString().slice(0, 10))
    const entry = fc.record(
      {
        title: text,
        abstract: text,
        authors: fc.array(text, { minLength: 1, maxLength: 4 }),
        published: day,
        summary: text,
        topics: fc.array(text, { minLength: 1, maxLength: 4 }),
        links: fc.record({ code: fc.webUrl(), project: fc.webUrl() }, { requiredKeys: ['code'] }),
        listed: fc.record(
          { day, rank: fc.integer({ min: 1 }), upvotes: fc.nat(), by: text },
          { requiredKeys: ['day'] },
        ),
      },
      { requiredKeys: ['title'] },
    )
    fc.assert(
      fc.property(fc.array(entry, { maxLength: 5 }), entries => {
        const papers = entries.map((one, n) => ({ id: `arxiv:2608.${10_001 + n}`, ...one }))
        const read = parseFeed(JSON.parse(JSON.stringify(feed(...papers))), DIGEST)
        expect(read.rejected).toEqual([])
        expect(read.papers.map(entryOf)).toEqual(papers)
      }),
    )
  })

  test.each([
    ['arxiv:2608.14391', 'a new-style arXiv identifier'],
    ['arxiv:hep-th/9901001', 'an old-style one'],
    ['doi:10.1000/xyz.123', 'a DOI in lower case'],
    ['acl:P18-1001', 'an ACL identifier'],
    ['openreview:aBc-123_x', 'an OpenReview identifier, whose case counts'],
    ['title:lanternsthatglowatnight', 'a title where nothing else is known'],
  ])('may name a paper %s: %s', id => {
    const { papers, rejected } = parseFeed(feed({ id, title: 'Lanterns that glow at night' }), DIGEST)
    expect(rejected).toEqual([])
    expect(papers.map(paper => paper.id)).toEqual([id])
  })

  const unreadable: readonly [string, unknown, string][] = [
    ['an identifier with a version', { ...FULL, id: 'arxiv:2608.14391v2' }, '"id"'],
    ['an identifier without its scheme', { ...FULL, id: '2608.14391' }, '"id"'],
    ['a DOI in capitals', { ...FULL, id: 'doi:10.1000/XYZ' }, '"id"'],
    ['a DOI that is an arXiv identifier', { ...FULL, id: 'doi:10.48550/arxiv.2608.14391' }, '"id"'],
    ['an identifier that is a number', { ...FULL, id: 2608.14391 }, '"id"'],
    ['a title key with spaces', { ...FULL, id: 'title:lanterns that glow at night' }, '"id"'],
    ['no title', { id: FULL.id }, 'has no "title"'],
    ['an empty title', { ...FULL, title: '' }, '"title"'],
    ['a title of white space', { ...FULL, title: ' \n\t' }, '"title"'],
    ['a topic of white space', { ...FULL, topics: ['lanterns', ' '] }, '"topics.1"'],
    ['a link that is a script', { ...FULL, links: { code: 'javascript:alert(1)' } }, '"links.code"'],
    [
      'a link that is a script in disguise',
      { ...FULL, links: { project: ' JAVASCRIPT:alert(1)' } },
      '"links.project"',
    ],
    ['a link that is data', { ...FULL, links: { code: 'data:text/html,hi' } }, '"links.code"'],
    ['a link that is none', { ...FULL, links: { code: 'github.com/lantern-lab/glow' } }, '"links.code"'],
    ['a day that does not exist', { ...FULL, published: '2026-02-30' }, '"published"'],
    ['a time for a day', { ...FULL, published: '2026-08-14T00:00:00Z' }, '"published"'],
    ['a listing on a day that does not exist', { ...FULL, listed: { day: '2026-02-30' } }, '"listed.day"'],
    [
      'an identifier that lost its zero',
      { ...FULL, id: 'arxiv:2608.1439' },
      'has a wrong "id": arxiv:2608.1439',
    ],
    ['a rank of nought', { ...FULL, listed: { day: '2026-08-17', rank: 0 } }, '"listed.rank"'],
    ['upvotes below zero', { ...FULL, listed: { day: '2026-08-17', upvotes: -1 } }, '"listed.upvotes"'],
    ['authors that are a text', { ...FULL, authors: 'Ada Example' }, '"authors"'],
    ['a summary of a book', { ...FULL, summary: 'x'.repeat(5001) }, '"summary"'],
    ['nothing', null, 'is no paper'],
    ['a text', 'arxiv:2608.14391', 'is no paper'],
  ]

  test.each(unreadable)('leaves out an entry with %s, names it and keeps the rest', (_, bad, named) => {
    const other = { id: 'arxiv:2608.00002', title: 'Another paper on lanterns' }
    const { papers, rejected } = parseFeed(feed(bad, other), DIGEST)
    expect(papers.map(paper => paper.id)).toEqual(['arxiv:2608.00002'])
    expect(rejected).toHaveLength(1)
    expect(rejected[0]).toMatch(/^Entry 1 /)
    expect(rejected[0]).toContain(named)
  })

  test('puts texts on one line', () => {
    const [paper] = parseFeed(
      feed({ ...FULL, title: 'Lanterns\n that glow ', summary: ' They\r\nglow.', topics: ['night\nvision'] }),
      DIGEST,
    ).papers
    expect(paper).toMatchObject({
      title: 'Lanterns that glow',
      summaries: [{ text: 'They glow.' }],
      topicLists: [{ labels: ['night vision'] }],
    })
  })

  test('that lists a paper on two days has it once, with both', () => {
    const again = { id: FULL.id, title: FULL.title, listed: { day: '2026-08-19', upvotes: 3 } }
    const { papers } = parseFeed(feed(FULL, again), DIGEST)
    expect(papers.map(paper => paper.id)).toEqual([FULL.id])
    expect(papers[0]?.listings.map(listing => listing.day)).toEqual(['2026-08-17', '2026-08-19'])
    expect(papers[0]?.abstract).toBe(FULL.abstract)
  })

  test('is filed under the digest that is followed, whatever it calls itself', () => {
    const { id, papers } = parseFeed({ ...feed(FULL), id: 'hf' }, DIGEST)
    const [paper] = papers
    const filed = [...(paper?.summaries ?? []), ...(paper?.topicLists ?? []), ...(paper?.listings ?? [])]
    expect(id).toBe('hf')
    expect(filed.map(({ digest }) => digest)).toEqual([DIGEST, DIGEST, DIGEST])
  })

  test('lists every paper, also one of which it does not say when', () => {
    const bare = { id: FULL.id, title: FULL.title }
    const listings = (entry: unknown) => parseFeed(feed(entry), DIGEST).papers[0]?.listings
    expect(listings(bare)).toEqual([{ digest: DIGEST, seen: SEEN }])
    expect(listings({ ...bare, listed: { rank: 3, upvotes: 0 } })).toEqual([
      { digest: DIGEST, rank: 3, upvotes: 0, seen: SEEN },
    ])
  })

  const LATER = {
    ids: ['doi:10.1000/glow'],
    organization: 'Lantern Lab',
    categories: ['cs.LG', 'cs.AI'],
    version: 2,
    comment: '12 pages',
    journal: 'J. Lanterns 3 (2026)',
    summaryModel: 'lamp-7b',
  }

  test('may say more than it could at first', () => {
    const entry = {
      ...FULL,
      ...LATER,
      links: { ...FULL.links, codeStars: 12 },
      listed: { ...FULL.listed, comments: 4, announced: 'cross' },
    }
    const [paper] = parseFeed(feed(entry), DIGEST).papers
    const { ids, summaryModel, ...fields } = LATER
    expect(paper).toMatchObject({
      ...fields,
      ids: [FULL.id, ...ids],
      codeStars: 12,
      summaries: [{ model: summaryModel }],
      listings: [{ comments: 4, announced: 'cross' }],
    })
  })

  test.each([
    ['ids', ['arxiv:2608.1']],
    ['ids', 'doi:10.1000/glow'],
    ['organization', { name: 'Lantern Lab' }],
    ['categories', 'cs.LG'],
    ['version', '2'],
    ['comment', 7],
    ['journal', ''],
    ['summaryModel', null],
    ['links', { ...FULL.links, codeStars: 'many' }],
    ['listed', { ...FULL.listed, comments: -1 }],
    ['listed', { ...FULL.listed, announced: 'loudly' }],
  ])('from before may use "%s" for something else, %j, and loses nothing by it', (key, value) => {
    const read = parseFeed(feed({ ...FULL, [key]: value }), DIGEST)
    expect(read.rejected).toEqual([])
    expect(read.papers).toEqual(parseFeed(feed(FULL), DIGEST).papers)
  })

  test('that claims to be of the future is of now', () => {
    const future = { ...feed(FULL), updated: '2999-01-01T00:00:00Z' }
    const { papers } = parseFeed(future, DIGEST, SEEN)
    expect(papers).toEqual(parseFeed(feed(FULL), DIGEST).papers)
    // One that was written before is not younger than it says.
    expect(parseFeed(feed(FULL), DIGEST, SEEN + 86_400).papers).toEqual(papers)
  })

  test('that is all wrong names a thousand entries and counts the rest', () => {
    const { papers, rejected } = parseFeed(feed(...Array(1500).fill(0), FULL), DIGEST)
    expect(papers).toHaveLength(1)
    expect(rejected).toHaveLength(1001)
    expect(rejected.at(-1)).toBe('500 more could not be read')
  })

  test('with a time zone is seen at the same instant', () => {
    expect(parseFeed({ ...feed(), updated: '2026-08-20T09:00:00+02:00' }, DIGEST).updated).toBe(SEEN)
  })

  test('ignores keys it does not know', () => {
    const { papers, rejected } = parseFeed(
      { ...feed({ ...FULL, colour: 'red' }), next: 'page-2.json' },
      DIGEST,
    )
    expect(rejected).toEqual([])
    expect(papers[0] && 'colour' in papers[0]).toBe(false)
  })

  test.each<[string, unknown]>([
    ['null', null],
    ['a list', [FULL]],
    ['a text', 'gloss-digest/1'],
    ['of another version', { ...feed(FULL), format: 'gloss-digest/2' }],
    ['without papers', HEADER],
    ['with papers that are no list', { ...HEADER, papers: { 0: FULL } }],
    ['without an id', { ...feed(FULL), id: undefined }],
    ['with an id that is no name', { ...feed(FULL), id: '../hf' }],
    ['with a homepage that is a script', { ...feed(FULL), homepage: 'javascript:alert(1)' }],
    ['with no time', { ...feed(FULL), updated: 'yesterday' }],
    ['a manifest of shards, which is no feed in one file', { ...HEADER, shards: [] }],
  ])('that is %s is malformed', (_, body) => {
    expect(() => parseFeed(body, DIGEST)).toThrow(MalformedBody)
  })
})

test.each<[string, unknown, string]>([
  [
    'a later format',
    { ...feed(FULL), format: 'gloss-digest/2' },
    'The feed is written in gloss-digest/2, a format of a newer Gloss',
  ],
  ['another format', { ...feed(FULL), format: 'list' }, 'The feed is not in the format gloss-digest/1'],
  ['no time', { ...feed(FULL), updated: 'yesterday' }, 'The feed has a wrong "updated": yesterday'],
  ['no papers', HEADER, 'The feed has neither "papers" nor "shards"'],
  [
    'a manifest',
    { ...HEADER, shards: [] },
    'The feed is a manifest of shards, which has no papers of its own',
  ],
])('a feed with %s is told what is wrong with it', (_, body, message) => {
  expect(() => parseFeed(body, DIGEST)).toThrow(message)
})

describe('the schema of feeds', () => {
  const file = join(ROOT, 'public/digest.schema.json')

  test('is published as public/digest.schema.json', () => {
    const written = `${JSON.stringify(feedJsonSchema(), null, 2)}\n`
    // `UPDATE_SCHEMA=1 npx vitest run --project unit tests/sources/gloss-digest.test.ts` writes it anew.
    if (process.env.UPDATE_SCHEMA === '1') writeFileSync(file, written)
    expect(readFileSync(file, 'utf8')).toBe(written)
  })

  test('says what an identifier, a day and a link are', () => {
    const published = JSON.stringify(feedJsonSchema())
    expect(published).toContain('"title":"Gloss digest feed, gloss-digest/1"')
    expect(published).toContain('"$schema":"https://json-schema.org/draft/2020-12/schema"')
    expect(published).toContain('"pattern":"^(arxiv|doi|acl|openreview|title):\\\\S+$"')
    expect(published).toContain('"format":"date"')
    expect(published).toContain('"format":"uri"')
    // An empty schema would allow anything.
    expect(published).not.toContain('{}')
  })

  test('knows a manifest of shards', () => {
    const shard = { url: '2026-08.json', sha256: 'a'.repeat(64), papers: 412, from: '2026-08-01' }
    expect(z.safeParse(feedSchema, { ...HEADER, shards: [shard] }).success).toBe(true)
    expect(z.safeParse(feedSchema, { ...HEADER, shards: [{ ...shard, sha256: 'abc' }] }).success).toBe(false)
    expect(z.safeParse(feedSchema, HEADER).success).toBe(false)
  })

  test('is no part of the extension: nothing but tests imports its generator', () => {
    const importers = ['lib', 'components', 'entrypoints'].flatMap(room =>
      readdirSync(join(ROOT, room), { recursive: true, encoding: 'utf8' })
        .filter(name => /\.tsx?$/.test(name))
        .filter(name => readFileSync(join(ROOT, room, name), 'utf8').includes('gloss-digest-schema')),
    )
    expect(importers).toEqual([])
  })
})

describe('docs/publish.md', () => {
  const page = readFileSync(join(ROOT, 'docs/publish.md'), 'utf8')
  const examples = [...page.matchAll(/```json\n(.*?)```/gs)].map(
    ([, text]) => JSON.parse(text ?? '') as unknown,
  )

  test('shows a feed and a manifest that can be read', () => {
    expect(examples).toHaveLength(2)
    for (const example of examples) expect(z.safeParse(feedSchema, example).error).toBeUndefined()
    const { papers, rejected } = parseFeed(examples[0], DIGEST)
    expect(rejected).toEqual([])
    expect(papers.map(({ id }) => id)).toEqual(['arxiv:2608.14391', 'doi:10.1000/glow.7'])
    expect(examples[1]).toHaveProperty('shards')
  })

  test('shows identifiers as they are written', () => {
    const shown = [...page.matchAll(/`((?:arxiv|doi|acl|openreview|title):[^`]+)`/g)].map(
      ([, id]) => id ?? '',
    )
    expect(shown.length).toBeGreaterThan(6)
    expect(shown.filter(id => !z.safeParse(paperIdSchema, id).success)).toEqual([])
  })

  test('names every key of a paper', () => {
    const { links, listed, ...fields } = feedPaperSchema.shape
    const keys = [fields, links.def.innerType.shape, listed.def.innerType.shape].flatMap(Object.keys)
    expect(keys.filter(key => !page.includes(`\`${key}\``))).toEqual([])
  })
})

describe('the starter digest', () => {
  const body: unknown = JSON.parse(readFileSync(join(ROOT, 'public/starter-digest.json'), 'utf8'))
  const { papers, rejected, id } = parseFeed(body, 'starter')
  const summaryOf = (paper: Paper) => paper.summaries[0]?.text ?? ''

  test('has 61 papers and nothing that cannot be read', () => {
    expect(rejected).toEqual([])
    expect(z.safeParse(feedSchema, body).success).toBe(true)
    expect(id).toBe('starter')
    expect(new Set(papers.map(paper => paper.id)).size).toBe(61)
    expect(papers).toHaveLength(61)
  })

  test.each(papers.map(paper => [paper.title, paper] as const))('%s', (_, paper) => {
    const summary = summaryOf(paper)
    expect(paper.id).toMatch(/^arxiv:/)
    expect(summary.length).toBeGreaterThanOrEqual(60)
    expect(summary.length).toBeLessThanOrEqual(280)
    expect(sentences(summary)).toBeLessThanOrEqual(2)
    expect(summary).toMatch(/[.!?]$/)
    expect(summary).not.toMatch(/\b(?:this|the) (?:paper|work|article|study)\b/i)
    const labels = paper.topicLists[0]?.labels ?? []
    expect(labels.length).toBeGreaterThanOrEqual(3)
    expect(labels.length).toBeLessThanOrEqual(6)
    expect(new Set(labels.map(label => label.toLowerCase())).size).toBe(labels.length)
  })

  describeShared('beside the page it was made from', () => {
    test('has its titles under the right identifiers, in its order', () => {
      const rows = readShared('seed/ids.tsv')
        .trim()
        .split('\n')
        .slice(1)
        .map(line => line.split('\t'))
      expect(papers.map(paper => [paper.title, paper.id])).toEqual(
        rows.map(([title, arxiv]) => [title, `arxiv:${arxiv}`]),
      )
    })

    test('says it in words of its own', () => {
      const page = readShared('seed/digest-page.txt')
      const abstracts = abstractsOf(
        page,
        papers.map(paper => paper.title),
      )
      const taken = papers.flatMap(paper => {
        const known = runs(abstracts.get(paper.title) ?? '')
        expect(known.size, paper.title).toBeGreaterThan(20)
        return [...runs(summaryOf(paper))].filter(run => known.has(run)).map(run => `${paper.id}: ${run}`)
      })
      expect(taken).toEqual([])
    })
  })
})

function sentences(text: string): number {
  return [...new Intl.Segmenter('en', { granularity: 'sentence' }).segment(text)].length
}

/** Every run of eight words of a text, without case and punctuation. */
function runs(text: string): Set<string> {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []
  return new Set(words.slice(7).map((_, end) => words.slice(end, end + 8).join(' ')))
}

/** The text of the page that follows each title, up to the next one. */
function abstractsOf(page: string, titles: readonly string[]): Map<string, string> {
  const lines = page.split('\n').map(line => line.trim())
  const known = new Set(titles)
  const abstracts = new Map<string, string>()
  let current: string | undefined
  for (const line of lines) {
    if (known.has(line)) current = line
    else if (current) abstracts.set(current, `${abstracts.get(current) ?? ''} ${line}`)
  }
  return abstracts
}
