import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compareIds, type PaperId } from '@/lib/papers/identifier'
import { listingKey, mergePapers, paperOf, uniqueIds } from '@/lib/papers/merge'
import type { Listing, Paper, PaperField, PaperRecord, Summary, TopicList } from '@/lib/papers/paper'

const SHARED_ID: PaperId = 'arxiv:2401.00001'
const FIELDS = [
  'title',
  'abstract',
  'authors',
  'published',
  'organization',
  'code',
  'codeStars',
  'project',
] as const
const DIGESTS = ['starter', 'hf', 'lab']
const DAYS = ['2026-08-17', '2026-08-18', '2026-08-19']

/** Few values and few seconds, so that observations meet and tie often. */
const seen = fc.integer({ min: 1, max: 3 })
const text = fc.constantFrom('a', 'b', 'ab', 'ba', 'a longer text')
const count = fc.integer({ min: 0, max: 5 })
const digest = fc.constantFrom(...DIGESTS)
const summary: fc.Arbitrary<Summary> = present({ digest, text, seen }, { model: text })
const topicList: fc.Arbitrary<TopicList> = fc.record({
  digest,
  labels: fc.array(text, { maxLength: 3 }),
  seen,
})
const listing: fc.Arbitrary<Listing> = present(
  { digest, day: fc.constantFrom(...DAYS), seen },
  { upvotes: count, comments: count, rank: count, by: text },
)
const otherId = fc.constantFrom<PaperId>('doi:10.1234/a', 'acl:P18-1001', 'title:attentionisallyouneed')
const record: fc.Arbitrary<PaperRecord> = present(
  { ids: fc.array(otherId, { maxLength: 3 }).map(ids => [SHARED_ID, ...ids]), seen, title: text },
  {
    abstract: text,
    authors: fc.array(text, { minLength: 1, maxLength: 2 }),
    published: fc.constantFrom(...DAYS),
    organization: text,
    code: text,
    codeStars: count,
    project: text,
    summaries: fc.array(summary, { maxLength: 3 }),
    topicLists: fc.array(topicList, { maxLength: 3 }),
    listings: fc.array(listing, { maxLength: 4 }),
  },
)
/** Papers as they come from a source, and as they are after some merging. */
const paper: fc.Arbitrary<Paper> = fc
  .array(record, { minLength: 1, maxLength: 3 })
  .map(records => records.map(paperOf).reduce((a, b) => mergePapers(a, b)))

describe('mergePapers', () => {
  test('is commutative', () => {
    fc.assert(
      fc.property(paper, paper, (a, b) => {
        expect(mergePapers(a, b)).toEqual(mergePapers(b, a))
      }),
    )
  })

  test('is associative', () => {
    fc.assert(
      fc.property(paper, paper, paper, (a, b, c) => {
        expect(mergePapers(mergePapers(a, b), c)).toEqual(mergePapers(a, mergePapers(b, c)))
      }),
    )
  })

  test('is idempotent, on papers as they come from a source too', () => {
    fc.assert(
      fc.property(record.map(paperOf), paper, (a, b) => {
        expect(mergePapers(a, a)).toEqual(a)
        const both = mergePapers(a, b)
        expect(mergePapers(both, a)).toEqual(both)
      }),
    )
  })

  test('loses no identifier, field, summary, topic list or listing', () => {
    fc.assert(
      fc.property(paper, paper, (a, b) => {
        const both = mergePapers(a, b)
        for (const one of [a, b]) {
          expect(both.ids).toEqual(expect.arrayContaining([...one.ids]))
          expect(Object.keys(both)).toEqual(expect.arrayContaining(Object.keys(one)))
          expect(both.summaries.map(digestOf)).toEqual(expect.arrayContaining(one.summaries.map(digestOf)))
          expect(both.topicLists.map(digestOf)).toEqual(expect.arrayContaining(one.topicLists.map(digestOf)))
          expect(both.listings.map(listingKey)).toEqual(expect.arrayContaining(one.listings.map(listingKey)))
        }
      }),
    )
  })

  test('invents nothing: every value is of one of the two', () => {
    fc.assert(
      fc.property(paper, paper, (a, b) => {
        const both = mergePapers(a, b)
        for (const field of FIELDS) expect([a[field], b[field]]).toContainEqual(both[field])
        for (const item of both.listings) expect([...a.listings, ...b.listings]).toContainEqual(item)
        for (const item of both.summaries) expect([...a.summaries, ...b.summaries]).toContainEqual(item)
        for (const item of both.topicLists) expect([...a.topicLists, ...b.topicLists]).toContainEqual(item)
      }),
    )
  })

  test('holds what was observed last, field by field', () => {
    fc.assert(
      fc.property(paper, paper, (a, b) => {
        const both = mergePapers(a, b)
        for (const field of FIELDS) {
          const [older, newer] = [a, b].toSorted((x, y) => seenOf(x, field) - seenOf(y, field))
          if (!older || !newer || seenOf(older, field) === seenOf(newer, field)) continue
          expect(both[field]).toEqual(newer[field])
          expect(both.fieldSeen[field]).toBe(newer.fieldSeen[field])
        }
      }),
    )
  })

  test('keeps one listing for each digest and day, the best identifier first, all in a fixed order', () => {
    fc.assert(
      fc.property(paper, paper, (a, b) => {
        const both = mergePapers(a, b)
        const keys = both.listings.map(listingKey)
        expect(keys).toEqual([...new Set(keys)].sort())
        expect(both.ids).toEqual([...new Set(both.ids)].sort(compareIds))
        expect(both.id).toBe(both.ids[0])
      }),
    )
  })
})

describe('what a second observation changes', () => {
  const first: PaperRecord = {
    ids: [SHARED_ID],
    seen: 10,
    title: 'A Title',
    abstract: 'An abstract.',
    summaries: [{ digest: 'hf', text: 'In short.', seen: 10 }],
    listings: [{ digest: 'hf', day: '2026-08-17', upvotes: 3, seen: 10 }],
  }
  const cases: readonly (readonly [
    why: string,
    later: Partial<PaperRecord>,
    read: (paper: Paper) => unknown,
    expected: unknown,
  ])[] = [
    ['a later title wins', { seen: 11, title: 'Another' }, paper => paper.title, 'Another'],
    ['an earlier one does not', { seen: 9, title: 'Another' }, paper => paper.title, 'A Title'],
    [
      'of the same second, the longer',
      { title: 'A Title: And More' },
      paper => paper.title,
      'A Title: And More',
    ],
    ['a field the later one lacks stays', { seen: 11 }, paper => paper.abstract, 'An abstract.'],
    [
      'a summary that comes later is added',
      { summaries: [{ digest: 'lab', text: 'Ours.', seen: 11 }] },
      paper => paper.summaries.map(summary => summary.text),
      ['In short.', 'Ours.'],
    ],
    [
      'a record without a summary removes none',
      { seen: 99, summaries: [] },
      paper => paper.summaries.map(summary => summary.text),
      ['In short.'],
    ],
    [
      "a digest's new summary takes the place of its old one",
      { summaries: [{ digest: 'hf', text: 'New.', seen: 11 }] },
      paper => paper.summaries.map(summary => summary.text),
      ['New.'],
    ],
    [
      'a second day is a second listing',
      { listings: [{ digest: 'hf', day: '2026-08-18', upvotes: 1, seen: 11 }] },
      paper => paper.listings.map(listing => listing.day),
      ['2026-08-17', '2026-08-18'],
    ],
    [
      'upvotes seen later hold, though they are fewer',
      { listings: [{ digest: 'hf', day: '2026-08-17', upvotes: 2, seen: 11 }] },
      paper => paper.listings.map(listing => listing.upvotes),
      [2],
    ],
    [
      'of the same second the higher upvotes hold, though the other says more',
      { listings: [{ digest: 'hf', day: '2026-08-17', upvotes: 2, by: 'someone', seen: 10 }] },
      paper => paper.listings.map(listing => listing.upvotes),
      [3],
    ],
    [
      'a better identifier becomes the name',
      { ids: ['title:anotherwritingofit', SHARED_ID] },
      paper => paper.id,
      SHARED_ID,
    ],
  ]

  test.each(cases)('%s', (_why, later, read, expected) => {
    const [a, b] = [paperOf(first), paperOf({ ...first, summaries: [], listings: [], ...later })]
    expect(read(mergePapers(a, b))).toEqual(expected)
    expect(read(mergePapers(b, a))).toEqual(expected)
  })
})

describe('paperOf', () => {
  test('says what the record lacks when it has no identifier', () => {
    expect(() => paperOf({ ids: [], seen: 1, title: 'Orphan' })).toThrow(/identifier.*Orphan/)
  })

  test('stamps each field with the second of the record, and leaves out what it lacks', () => {
    const made = paperOf({ ids: [SHARED_ID], seen: 7, title: 'T', codeStars: 0 })
    expect(made.fieldSeen).toEqual({ title: 7, codeStars: 7 })
    expect(made).toMatchObject({ title: 'T', codeStars: 0 })
    expect(Object.keys(made)).not.toContain('abstract')
  })
})

describe('uniqueIds', () => {
  test('is best first, without repeats', () => {
    const ids: PaperId[] = [
      'title:x',
      'acl:P18-1001',
      'arxiv:2401.00002',
      SHARED_ID,
      'acl:P18-1001',
      'doi:10.1/a',
    ]
    expect(uniqueIds(ids)).toEqual([SHARED_ID, 'arxiv:2401.00002', 'doi:10.1/a', 'acl:P18-1001', 'title:x'])
  })
})

function digestOf(item: { readonly digest: string }): string {
  return item.digest
}

function seenOf(paper: Paper, field: PaperField): number {
  return paper.fieldSeen[field] ?? 0
}

/** Records with all of `required` and any of `optional`; absent ones are left out, not undefined. */
function present<R, O>(
  required: { [Key in keyof R]: fc.Arbitrary<R[Key]> },
  optional: { [Key in keyof O]: fc.Arbitrary<O[Key]> },
): fc.Arbitrary<R & { [Key in keyof O]?: O[Key] }> {
  return fc
    .tuple(fc.record(required), fc.record(optional, { requiredKeys: [] }))
    .map(([base, rest]) => ({ ...base, ...rest }) as R & { [Key in keyof O]?: O[Key] })
}
