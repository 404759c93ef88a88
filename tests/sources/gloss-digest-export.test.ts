import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { PaperId } from '@/lib/papers/identifier'
import { paperOf } from '@/lib/papers/merge'
import type { Listing, Paper, PaperRecord } from '@/lib/papers/paper'
import { parseFeed } from '@/lib/sources/gloss-digest'
import { digestFile, digestIdOf, digestText } from '@/lib/sources/gloss-digest-export'
import { feedSchema } from '@/lib/sources/gloss-digest-format'
import { DAY } from '@/lib/time'
import { z } from '@/lib/zod'

const ABOUT = { id: 'my-lab', title: 'My lab', updated: '2026-08-20T07:00:00.000Z', digest: 'hf' }
const SEEN = Date.parse(ABOUT.updated) / 1000
const AGO = SEEN - 1000

function exported(papers: readonly Paper[], about = ABOUT) {
  const file: unknown = JSON.parse(digestText(papers, about))
  expect(z.safeParse(feedSchema, file).error).toBeUndefined()
  const { papers: read, rejected } = parseFeed(file, 'hf')
  expect(rejected).toEqual([])
  return read
}

/** A paper as it would be had everything been observed when the file was written. */
function asOf(paper: Paper, seen: number): Paper {
  const at = <T extends object>(items: readonly T[]) => items.map(item => ({ ...item, seen }))
  return {
    ...paper,
    fieldSeen: Object.fromEntries(Object.keys(paper.fieldSeen).map(field => [field, seen])),
    summaries: at(paper.summaries),
    topicLists: at(paper.topicLists),
    listings: at(paper.listings),
  }
}

const word = fc.stringMatching(/^[A-Za-z$<&"\\{}é漢]{1,12}$/)
const text = fc.array(word, { minLength: 1, maxLength: 6 }).map(words => words.join(' '))
const texts = fc.array(text, { minLength: 1, maxLength: 4 })
const day = fc.integer({ min: 0, max: 20_000 }).map(n => new Date(n * DAY).toISOString().slice(0, 10))
const standing = fc.record(
  {
    announced: fc.constantFrom('new', 'cross', 'replace', 'replace-cross'),
    upvotes: fc.nat(),
    comments: fc.nat(),
    rank: fc.integer({ min: 1, max: 1e6 }),
    by: text,
  },
  { requiredKeys: [] },
)
const listings = fc
  .array(fc.tuple(fc.option(day, { nil: undefined }), standing), { minLength: 1, maxLength: 4 })
  .map(days =>
    days.map(([day, more]) => ({ digest: 'hf', ...(day && { day }), ...more, seen: AGO }) as Listing),
  )
const record = fc.record(
  {
    title: text,
    abstract: text,
    authors: fc.array(text, { maxLength: 4 }),
    published: day,
    organization: text,
    code: fc.webUrl(),
    codeStars: fc.nat(),
    project: fc.webUrl(),
    categories: texts,
    version: fc.integer({ min: 1, max: 99 }),
    comment: text,
    journal: text,
    summaries: fc
      .record({ text, model: text }, { requiredKeys: ['text'] })
      .map(summary => [{ digest: 'hf', ...summary, seen: AGO }]),
    topicLists: texts.map(labels => [{ digest: 'hf', labels, seen: AGO }]),
    listings,
  },
  { requiredKeys: ['title', 'listings'] },
)
const papers = fc.array(fc.tuple(record, fc.nat(15)), { maxLength: 5 }).map(all =>
  all.map(([fields, which], n) => {
    const ids: PaperId[] = [
      `arxiv:2608.${10_001 + n}`,
      `doi:10.1000/glow${n}`,
      `openreview:glow${n}_x`,
      `title:lanternsthatglowatnight${n}`,
    ]
    const some = ids.filter((_, bit) => which & (1 << bit))
    return paperOf({
      ids: some.length > 0 ? some : ids,
      seen: AGO,
      ...(fields as Partial<PaperRecord>),
    } as PaperRecord)
  }),
)

describe('papers that are exported and read again', () => {
  test('are the same papers', () => {
    fc.assert(
      fc.property(papers, all => {
        expect(exported(all)).toEqual(all.map(paper => asOf(paper, SEEN)))
      }),
    )
  })

  test('give the same file again', () => {
    fc.assert(
      fc.property(papers, all => {
        const file = digestText(all, ABOUT)
        expect(digestText(parseFeed(JSON.parse(file), 'hf').papers, ABOUT)).toBe(file)
      }),
      { numRuns: 50 },
    )
  })

  const hostile = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom('', ' \n', 'javascript:alert(1)', '\uD83D', '2026-02-30'),
    fc.string({ minLength: 1, maxLength: 9 }).map(piece => piece.repeat(7000)),
  )
  const number = fc.oneof(fc.double(), fc.integer({ min: -5, max: 5 }))

  test('are all in the file and read without a fault, whatever they hold', () => {
    const odd = fc.record({
      title: hostile,
      abstract: hostile,
      authors: fc.array(hostile, { maxLength: 3 }),
      published: hostile,
      organization: hostile,
      code: hostile,
      codeStars: number,
      project: hostile,
      categories: fc.array(hostile, { maxLength: 3 }),
      version: number,
      comment: hostile,
      journal: hostile,
      text: hostile,
      labels: fc.array(hostile, { maxLength: 120 }),
      day: hostile,
      upvotes: number,
      rank: number,
    })
    fc.assert(
      fc.property(odd, ({ text, labels, day, upvotes, rank, ...fields }) => {
        const paper = paperOf({
          ids: ['arxiv:2608.10001'],
          seen: AGO,
          ...fields,
          summaries: [{ digest: 'x', text, seen: AGO }],
          topicLists: [{ digest: 'x', labels, seen: AGO }],
          listings: [{ digest: 'x', day, upvotes, rank, by: text, seen: AGO }],
        })
        expect(exported([paper]).map(({ id }) => id)).toEqual(['arxiv:2608.10001'])
      }),
      { numRuns: 200 },
    )
  })

  const named = (ids: readonly string[], title: string): Paper => ({
    ...paperOf({ ids: ['arxiv:2608.10001'], seen: AGO, title }),
    id: ids[0] as PaperId,
    ids: ids as PaperId[],
  })

  test.each<[string, Paper, string[] | undefined]>([
    [
      'a title alone',
      named(['title:lanternsthatglowatnight'], 'Lanterns that glow at night'),
      ['title:lanternsthatglowatnight'],
    ],
    [
      'an identifier that is none first',
      named(['arxiv:26', 'doi:10.1/a', 'acl:P18-1001'], 'Glow'),
      ['acl:P18-1001'],
    ],
    [
      'no identifier that is one',
      named(['arxiv:26'], 'Lanterns that glow at night'),
      ['title:lanternsthatglowatnight'],
    ],
    ['neither that nor a title that says enough', named(['arxiv:26'], 'Glow'), undefined],
    [
      'a title longer than an identifier may be',
      named([`title:${'lantern'.repeat(400)}`], 'lantern'.repeat(400)),
      [`title:${'lantern'.repeat(400).slice(0, 100)}`],
    ],
  ])('with %s are named as well as can be', (_, paper, ids) => {
    expect(exported([paper])[0]?.ids).toEqual(ids)
  })
})

describe('what is exported', () => {
  const base = { ids: ['arxiv:2608.10001'], seen: AGO, title: 'Lanterns that glow' } satisfies PaperRecord
  const paper = paperOf({
    ...base,
    abstract: 'We study lanterns.',
    summaries: [
      { digest: 'starter', text: 'By hand.', seen: AGO },
      { digest: 'hf', text: 'By model.', model: 'lamp-7b', seen: AGO },
    ],
    topicLists: [
      { digest: 'hf', labels: ['lanterns', 'night vision'], seen: AGO },
      { digest: 'starter', labels: ['Lanterns'], seen: AGO },
    ],
    listings: [
      { digest: 'hf', day: '2026-08-17', upvotes: 5, seen: AGO },
      { digest: 'hf', day: '2026-08-19', upvotes: 7, seen: AGO },
      { digest: 'arxiv', day: '2026-08-17', announced: 'new', seen: AGO + 5 },
      { digest: 'starter', seen: AGO },
    ],
  })
  const entries = (digest?: string) => digestFile([paper], { ...ABOUT, ...(digest && { digest }) }).papers

  test('of one digest is what that digest says', () => {
    expect(entries('hf')).toEqual([
      {
        id: 'arxiv:2608.10001',
        title: 'Lanterns that glow',
        abstract: 'We study lanterns.',
        summary: 'By model.',
        summaryModel: 'lamp-7b',
        topics: ['lanterns', 'night vision'],
        listed: { day: '2026-08-17', upvotes: 5 },
      },
      { id: 'arxiv:2608.10001', title: 'Lanterns that glow', listed: { day: '2026-08-19', upvotes: 7 } },
    ])
  })

  test('of none is the best of all, each day as it was seen last', () => {
    const { digest: _, ...about } = ABOUT
    const all = digestFile([paper], about).papers
    expect(all[0]).toMatchObject({ summary: 'By hand.', topics: ['Lanterns', 'night vision'] })
    expect(all.map(({ listed }) => listed)).toEqual([
      undefined,
      { day: '2026-08-17', announced: 'new' },
      { day: '2026-08-19', upvotes: 7 },
    ])
    expect(entries('unheard-of')).toEqual(all)
  })

  test('is written the same whatever order keys were set in', () => {
    const turned = Object.fromEntries(Object.entries(paper).reverse()) as unknown as Paper
    expect(digestText([turned], ABOUT)).toBe(digestText([paper], ABOUT))
    expect(digestText([], ABOUT)).toBe(
      '{\n  "format": "gloss-digest/1",\n  "id": "my-lab",\n  "title": "My lab",\n' +
        '  "updated": "2026-08-20T07:00:00.000Z",\n  "papers": []\n}\n',
    )
  })

  test('has a name, and a homepage that is an address', () => {
    const named = (about: object) => digestFile([], { ...ABOUT, ...about })
    expect(named({ title: ' ', id: 'Mein Büro' })).toMatchObject({ title: 'Papers', id: 'mein-buro' })
    expect(named({ title: 'x'.repeat(900) }).title).toHaveLength(500)
    expect(named({ homepage: 'https://lab.example/' })).toHaveProperty('homepage', 'https://lab.example/')
    expect(named({ homepage: 'javascript:alert(1)' })).not.toHaveProperty('homepage')
  })

  test('never ends in half a character', () => {
    const [entry] = digestFile([{ ...paper, title: `${'x'.repeat(1999)}😀` }], ABOUT).papers
    expect(entry?.title).toBe('x'.repeat(1999))
  })
})

describe('the identifier of a feed', () => {
  test.each([
    ['lab-digest', 'lab-digest', 'one that is one stays'],
    ['a-', 'a-', 'also with a hyphen at its end'],
    ['What the Lab Reads!', 'what-the-lab-reads', 'words'],
    ['Été à Zürich', 'ete-a-zurich', 'accents'],
    ['../hf', 'hf', 'no path'],
    [`${'word '.repeat(40)}`, `${'word-'.repeat(12)}word`, 'not longer than 64'],
    ['論文 2026', '2026', 'what can be written'],
  ])('of "%s" is %s: %s', (title, id) => {
    expect(digestIdOf(title)).toBe(id)
  })

  test('is valid for any title, stays, and tells titles of other scripts apart', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 100 }), title => {
        const id = digestIdOf(title)
        expect(id).toMatch(/^[a-z0-9][a-z0-9-]{0,63}$/)
        expect(digestIdOf(id)).toBe(id)
      }),
    )
    expect(digestIdOf('論文')).not.toBe(digestIdOf('論考'))
  })
})
