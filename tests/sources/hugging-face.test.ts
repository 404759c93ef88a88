import { afterEach, describe, expect, test } from 'vitest'
import type { Paper } from '@/lib/papers/paper'
import { huggingFace } from '@/lib/sources/hugging-face'
import { MalformedBody } from '@/lib/sources/source'
import { addDays, dayInWords } from '@/lib/time'
import { answerOf, arxivNumber, dailyEntry, huggingFaceDigest, listStep } from './daily-entry'

const DAY = '2026-02-26'
const SEEN = 1_772_100_000

/** Reads what is said, in JSON, as the answer for one day. */
function read(value: unknown, nextPage = false) {
  return huggingFace.read(answerOf(value, nextPage), listStep([DAY]), huggingFaceDigest, SEEN, 0)
}

function parse(...entries: unknown[]) {
  return read(entries)
}

/** The one paper of an entry; fails where there is none or more. */
function paperFrom(paper: Record<string, unknown>, outer: Record<string, unknown> = {}): Paper {
  const { papers, rejected } = parse(dailyEntry('2602.01234', paper, outer))
  expect(rejected).toEqual([])
  const [only] = papers
  if (!only || papers.length > 1) throw new Error(`${papers.length} papers instead of one`)
  return only
}

describe('an entry', () => {
  test('becomes a paper with everything it says', () => {
    const paper = paperFrom(
      {
        ai_summary_model: 'some-model',
        githubRepo: 'https://github.com/lantern-lab/glow',
        githubStars: 0,
        projectPage: 'https://lantern.example/glow',
      },
      { organization: { _id: 'x', name: 'lantern-lab', fullname: 'Lantern Lab', avatar: '/a.png' } },
    )
    expect(paper).toEqual({
      id: 'arxiv:2602.01234',
      ids: ['arxiv:2602.01234'],
      title: 'Paper 2602.01234 on lanterns',
      abstract: 'We study lanterns. They glow at night.',
      authors: ['Ada Example', 'Bo Sample'],
      published: '2026-02-25',
      organization: 'Lantern Lab',
      code: 'https://github.com/lantern-lab/glow',
      codeStars: 0,
      project: 'https://lantern.example/glow',
      fieldSeen: {
        title: SEEN,
        abstract: SEEN,
        authors: SEEN,
        published: SEEN,
        organization: SEEN,
        code: SEEN,
        codeStars: SEEN,
        project: SEEN,
      },
      summaries: [{ digest: 'hf', text: 'Lanterns glow.', model: 'some-model', seen: SEEN }],
      topicLists: [{ digest: 'hf', labels: ['lanterns', 'night vision'], seen: SEEN }],
      listings: [{ digest: 'hf', day: DAY, upvotes: 12, comments: 2, by: 'Cleo Lister', seen: SEEN }],
    })
  })

  test('needs no more than an identifier and a title', () => {
    const { papers, rejected } = parse({ paper: { id: '2405.21046', title: 'A bare paper about nothing' } })
    expect(rejected).toEqual([])
    expect(papers).toEqual([
      {
        id: 'arxiv:2405.21046',
        ids: ['arxiv:2405.21046'],
        title: 'A bare paper about nothing',
        fieldSeen: { title: SEEN },
        summaries: [],
        topicLists: [],
        listings: [{ digest: 'hf', day: DAY, seen: SEEN }],
      },
    ])
  })

  test.each([
    ['2503.02130', 'arxiv:2503.02130', 'as a number it would lose its last zero'],
    ['2503.10000', 'arxiv:2503.10000', 'as a number it would lose four zeros'],
    ['2401.00001', 'arxiv:2401.00001', 'leading zeros of the second part'],
    ['0704.0001', 'arxiv:0704.0001', 'a leading zero, four digits'],
    ['hep-th/9901001', 'arxiv:hep-th/9901001', 'an old-style identifier'],
    ['2503.02130v2', 'arxiv:2503.02130', 'a version is not part of the identifier'],
  ])('identifier %s is kept as %s: %s', (id, expected) => {
    expect(parse(dailyEntry(id)).papers.map(paper => paper.ids)).toEqual([[expected]])
  })

  test.each([
    [
      'Lanterns that\n  glow at night',
      'Lanterns that glow at night',
      'more than half of all abstracts and some titles are broken',
    ],
    ['  Lanterns\r\n\tthat glow ', 'Lanterns that glow', 'carriage return and tab'],
    ['Lanterns $\\alpha$ <x and more', 'Lanterns $\\alpha$ <x and more', 'LaTeX and < are text and stay'],
  ])('title %j is %j: %s', (title, expected) => {
    expect(paperFrom({ title }).title).toBe(expected)
  })
})

describe('authors', () => {
  const shown = { name: 'Ada Example', hidden: false }
  test.each<[string, unknown, readonly string[] | undefined]>([
    ['hidden ones are not shown', [shown, { name: 'Hid Den', hidden: true }], ['Ada Example']],
    ['hidden by an odd value is hidden too', [shown, { name: 'Hid Den', hidden: 'yes' }], ['Ada Example']],
    ['without the key they are shown', [{ name: 'Ada Example' }], ['Ada Example']],
    ['all hidden is a list of none, which replaces an older one', [{ name: 'Hid Den', hidden: true }], []],
    ['names are put on one line', [{ name: ' Ada\nExample ' }], ['Ada Example']],
    ['malformed ones are left out', [null, 'Ada', { name: 7 }, { name: ' ' }, shown], ['Ada Example']],
    ['no list', undefined, undefined],
    ['not a list', 'Ada Example', undefined],
    ['an empty list says nothing', [], undefined],
  ])('%s', (_, authors, expected) => {
    expect(paperFrom({ authors }).authors).toEqual(expected)
  })
})

describe('links', () => {
  test.each<[string, unknown, string | undefined]>([
    [
      'a path into the tree',
      'https://github.com/lantern-lab/glow/tree/main',
      'https://github.com/lantern-lab/glow',
    ],
    [
      'a path to a file',
      'https://github.com/lantern-lab/glow/blob/main/README.md',
      'https://github.com/lantern-lab/glow',
    ],
    ['trailing slashes', 'https://github.com/lantern-lab/glow//', 'https://github.com/lantern-lab/glow'],
    ['the name of a clone', 'https://github.com/lantern-lab/glow.git', 'https://github.com/lantern-lab/glow'],
    ['a line break', 'https://github.com/lantern-lab/\nglow', 'https://github.com/lantern-lab/glow'],
    ['an organisation only', 'https://github.com/lantern-lab', undefined],
    ['another host', 'https://codeberg.org/lantern-lab/glow', 'https://codeberg.org/lantern-lab/glow'],
    ['a script', 'javascript:alert(1)', undefined],
    ['no link', 'soon', undefined],
    ['no text', 42, undefined],
  ])('code: %s', (_, githubRepo, expected) => {
    expect(paperFrom({ githubRepo }).code).toBe(expected)
  })

  test.each<[string, unknown, string | undefined]>([
    ['a leading space', ' https://lantern.example/glow', 'https://lantern.example/glow'],
    ['no scheme', 'lantern.example/glow', 'https://lantern.example/glow'],
    ['two links in one', 'https://lantern.example https://glow.example', undefined],
    ['a script', 'javascript:alert(1)', undefined],
    ['data', 'data:text/html,hello', undefined],
    ['a password inside', 'https://ada:secret@lantern.example/', undefined],
    ['empty', '', undefined],
    ['no text', ['https://lantern.example'], undefined],
  ])('project page: %s', (_, projectPage, expected) => {
    expect(paperFrom({ projectPage }).project).toBe(expected)
  })
})

describe('odd optional values are dropped and the paper is kept', () => {
  test.each<[string, Record<string, unknown>, (paper: Paper) => unknown, unknown]>([
    ['upvotes below zero', { upvotes: -1 }, paper => paper.listings[0]?.upvotes, undefined],
    ['upvotes in halves', { upvotes: 1.5 }, paper => paper.listings[0]?.upvotes, undefined],
    ['upvotes as text', { upvotes: '12' }, paper => paper.listings[0]?.upvotes, undefined],
    ['no upvotes yet are none, not unknown', { upvotes: 0 }, paper => paper.listings[0]?.upvotes, 0],
    ['a summary that is a number', { ai_summary: 5 }, paper => paper.summaries, []],
    ['a summary of white space', { ai_summary: ' \n ' }, paper => paper.summaries, []],
    [
      'a model that is no text',
      { ai_summary_model: {} },
      paper => paper.summaries,
      [{ digest: 'hf', text: 'Lanterns glow.', seen: SEEN }],
    ],
    ['keywords that are no list', { ai_keywords: 'lanterns' }, paper => paper.topicLists, []],
    [
      'keywords among other things',
      { ai_keywords: ['lanterns', 7, null, ' ', 'lanterns', 'x'.repeat(81), 'night\nvision'] },
      paper => paper.topicLists,
      [{ digest: 'hf', labels: ['lanterns', 'night vision'], seen: SEEN }],
    ],
    ['an abstract that is null', { summary: null }, paper => paper.abstract, undefined],
    ['a date that is none', { publishedAt: '2026-02-30T00:00:00Z' }, paper => paper.published, undefined],
    ['a date as a number', { publishedAt: 1_772_000_000 }, paper => paper.published, undefined],
    ['stars as text', { githubStars: 'many' }, paper => paper.codeStars, undefined],
    [
      'a lister without a name, named elsewhere',
      { submittedOnDailyBy: { avatarUrl: '/a.svg' } },
      paper => paper.listings[0]?.by,
      'Cleo Lister',
    ],
    [
      'a lister that is a text',
      { submittedOnDailyBy: 'cleo' },
      paper => paper.listings[0]?.by,
      'Cleo Lister',
    ],
    ['an organisation that is a text', { organization: 'lab' }, paper => paper.organization, undefined],
  ])('%s', (_, change, read, expected) => {
    const paper = paperFrom(change)
    expect(read(paper)).toEqual(expected)
    expect(paper.title).toBe('Paper 2602.01234 on lanterns')
  })

  test('comments', () => {
    expect(paperFrom({}, { numComments: -3 }).listings).toEqual([
      { digest: 'hf', day: DAY, upvotes: 12, by: 'Cleo Lister', seen: SEEN },
    ])
  })
})

describe('where it says who', () => {
  const lab = { _id: 'x', name: 'lantern-lab', fullname: 'Lantern Lab' }
  test.each<[string, Record<string, unknown>, Record<string, unknown>, string | undefined]>([
    ['beside the paper', {}, { organization: lab }, 'Lantern Lab'],
    ['in the paper', { organization: lab }, {}, 'Lantern Lab'],
    ['under its name of four days in 2025', {}, { submitterOrganization: lab }, 'Lantern Lab'],
    ['without a full name', {}, { organization: { name: 'lantern-lab' } }, 'lantern-lab'],
    [
      'nameless beside, named inside',
      { organization: lab },
      { organization: { avatar: '/a.png' } },
      'Lantern Lab',
    ],
    ['nowhere', {}, {}, undefined],
  ])('the organisation is found %s', (_, paper, outer, expected) => {
    expect(paperFrom(paper, outer).organization).toBe(expected)
  })

  test.each<[string, Record<string, unknown>, Record<string, unknown>, string | undefined]>([
    ['in the paper first', {}, { submittedBy: { fullname: 'Someone Else' } }, 'Cleo Lister'],
    [
      'beside it',
      { submittedOnDailyBy: undefined },
      { submittedBy: { fullname: 'Dee Sender' } },
      'Dee Sender',
    ],
    ['by the user name', { submittedOnDailyBy: undefined }, { submittedBy: { name: 'dee' } }, 'dee'],
    [
      'in parts of early 2025 nowhere',
      { submittedOnDailyBy: undefined },
      { submittedBy: undefined },
      undefined,
    ],
  ])('the lister is found %s', (_, paper, outer, expected) => {
    expect(paperFrom(paper, outer).listings[0]?.by).toBe(expected)
  })
})

describe('days', () => {
  test('the listing is of the day that was asked for, whatever the other times say', () => {
    const paper = paperFrom(
      { submittedOnDailyAt: '2026-02-20T00:00:00.000Z' },
      { publishedAt: '2026-03-01T23:00:00.000Z' },
    )
    expect(paper.listings.map(listing => listing.day)).toEqual([DAY])
  })

  test('the outer time is not the day of the first version', () => {
    expect(
      paperFrom({ publishedAt: undefined }, { publishedAt: '2026-02-25T21:59:59.000Z' }).published,
    ).toBeUndefined()
  })
})

describe('a list', () => {
  test.each<[string, unknown, string]>([
    ['without an identifier', { paper: { title: 'Nameless' } }, 'paper.id'],
    ['with a number for an identifier', dailyEntry(2503.02), 'paper.id'],
    ['with an identifier arXiv never issued', dailyEntry('2413.00001'), '"2413.00001"'],
    ['without a title', dailyEntry('2602.01234', { title: undefined }), 'paper.title'],
    ['with a title of white space', dailyEntry('2602.01234', { title: ' \n' }), '2602.01234 has no title'],
    ['without a paper', { title: 'Nothing inside' }, 'paper'],
    ['that is null', null, 'the entry'],
    ['that is a text', 'paper', 'the entry'],
  ])('keeps the rest when one entry is %s, and names it', (_, bad, named) => {
    const { papers, rejected } = parse(dailyEntry('2602.00001'), bad, dailyEntry('2602.00003'))
    expect(papers.map(paper => paper.id)).toEqual(['arxiv:2602.00001', 'arxiv:2602.00003'])
    expect(rejected).toHaveLength(1)
    expect(rejected[0]).toContain(`Entry 2 of ${DAY}`)
    expect(rejected[0]).toContain(named)
  })

  test('that names a paper twice has it once, as first named', () => {
    const { papers, rejected } = parse(
      dailyEntry('2602.00001', { upvotes: 9 }),
      dailyEntry('2602.00002'),
      dailyEntry('2602.00001v2', { upvotes: 1 }),
    )
    expect(papers.map(paper => paper.id)).toEqual(['arxiv:2602.00001', 'arxiv:2602.00002'])
    expect(papers[0]?.listings[0]?.upvotes).toBe(9)
    expect(rejected).toEqual([])
  })

  test('that is empty, as at weekends, is a day without papers', () => {
    expect(parse()).toEqual({ papers: [], rejected: [], more: false })
  })

  test.each<[string, unknown]>([
    ['an error object', { error: 'Invalid date' }],
    ['null', null],
    ['a text', '[]'],
    ['a wrapped list', { papers: [dailyEntry('2602.00001')] }],
    ['only malformed entries', [null, { paper: {} }]],
  ])('that is %s is malformed', (_, body) => {
    expect(() => read(JSON.stringify(body))).toThrow(MalformedBody)
  })

  test.each([
    ['a web page', '<!doctype html><title>Daily Papers</title>', 'huggingface.co sent a web page'],
    ['a list that breaks off', '[{"paper":{"id":"2602.0', 'huggingface.co sent data that breaks off'],
    ['nothing', '', 'huggingface.co sent data that breaks off'],
  ])('that is %s is malformed, and says so', (_, text, message) => {
    expect(() => read(text)).toThrow(MalformedBody)
    expect(() => read(text)).toThrow(message)
  })

  test.each([true, false])('goes on where the server names a further page: %s', nextPage => {
    expect(read([dailyEntry('2602.00001')], nextPage).more).toBe(nextPage)
  })

  test('is filed under the digest that is followed, whatever that is called', () => {
    const digest = { ...huggingFaceDigest, id: 'hf-2' }
    const { papers } = huggingFace.read(
      answerOf([dailyEntry('2602.00001')]),
      listStep([DAY]),
      digest,
      SEEN,
      0,
    )
    expect(papers[0]).toMatchObject({
      summaries: [{ digest: 'hf-2' }],
      topicLists: [{ digest: 'hf-2' }],
      listings: [{ digest: 'hf-2', day: DAY }],
    })
  })

  test('does not let a key named __proto__ reach anything', () => {
    const { papers } = read(
      '[{"__proto__":{"polluted":1},"paper":{"id":"2602.00001","title":"Safe","__proto__":{"polluted":1}}}]',
    )
    expect(papers.map(paper => paper.title)).toEqual(['Safe'])
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false)
    expect(papers[0] && 'polluted' in papers[0]).toBe(false)
  })
})

describe('a list of several days', () => {
  const WEEK = Array.from({ length: 7 }, (_, n) => addDays('2026-02-23', n))

  function readWeek(value: unknown, nextPage = false, page = 0) {
    const step = listStep(WEEK, '2026-W09')
    return huggingFace.read(answerOf(value, nextPage), step, huggingFaceDigest, SEEN, page)
  }

  function listedOn(id: string, day: string | undefined, upvotes = 12) {
    return dailyEntry(id, { submittedOnDailyAt: day, upvotes })
  }

  /** So many entries of the week. */
  function entriesOfWeek(count: number) {
    return Array.from({ length: count }, (_, n) => listedOn(arxivNumber(n + 1), WEEK[n % 5]))
  }

  test('has the day of each entry, in the order of the list', () => {
    const reading = readWeek([
      listedOn('2602.00003', '2026-02-27T00:00:00.000Z'),
      listedOn('2602.00001', '2026-02-23T23:59:59.999Z'),
      listedOn('2602.00002', '2026-03-01T00:00:00.000Z'),
    ])
    expect(reading.papers.map(({ id, listings }) => [id, listings.map(({ day }) => day)])).toEqual([
      ['arxiv:2602.00003', ['2026-02-27']],
      ['arxiv:2602.00001', ['2026-02-23']],
      ['arxiv:2602.00002', ['2026-03-01']],
    ])
    expect(reading).toMatchObject({ rejected: [], more: false })
    expect(reading.undivided).toBeUndefined()
  })

  test.each<[string, string | undefined]>([
    ['does not say its day', undefined],
    ['is of the day before', '2026-02-22T00:00:00.000Z'],
    ['is of the day after', '2026-03-02T00:00:00.000Z'],
    ['is of a day that there is not', '2026-02-30T00:00:00.000Z'],
    ['says nothing that is a day', 'yesterday'],
  ])('cannot be told apart where one entry %s', (_, day) => {
    expect(readWeek([...entriesOfWeek(5), listedOn('2602.00099', day)])).toEqual({
      papers: [],
      rejected: [],
      undivided: true,
    })
  })

  test.each<[string, unknown]>([
    ['null', null],
    ['no paper', { title: 'Nothing inside' }],
    ['without an identifier', { paper: { title: 'Nameless', submittedOnDailyAt: WEEK[0] } }],
  ])('cannot be told apart where one entry is %s', (_, bad) => {
    expect(readWeek([...entriesOfWeek(5), bad]).undivided).toBe(true)
  })

  test('leaves out an entry that says its day and cannot be read, and names it', () => {
    const { papers, rejected, undivided } = readWeek([...entriesOfWeek(5), listedOn('2413.00001', WEEK[1])])
    expect(papers).toHaveLength(5)
    expect(rejected).toEqual(['Entry 6 of 2026-W09: "2413.00001" is not an arXiv identifier'])
    expect(undivided).toBeUndefined()
  })

  test('is malformed where no entry can be read, or it is no list', () => {
    expect(() => readWeek([listedOn('2413.00001', WEEK[1])])).toThrow(MalformedBody)
    expect(() => readWeek({ error: 'Invalid week' })).toThrow(MalformedBody)
  })

  test.each<[count: number, nextPage: boolean, page: number, undivided: boolean, why: string]>([
    [0, false, 0, true, 'the server may not know weeks'],
    [50, false, 0, true, 'the default page, and no next: it may be cut off'],
    [100, false, 0, true, 'a full page, and no next'],
    [49, false, 0, false, 'not full'],
    [51, false, 0, false, 'more than the default page'],
    [100, true, 0, false, 'goes on'],
    [100, true, 1, false, 'goes on again'],
    [50, false, 1, false, 'the last of several pages may have any length'],
    [100, false, 1, false, 'the last of several pages may be full'],
    [0, false, 1, false, 'a page after one that was just full'],
  ])('with %i entries, a next page: %s, on page %i: undivided %s: %s', (count, nextPage, page, undivided) => {
    const reading = readWeek(entriesOfWeek(count), nextPage, page)
    expect(reading.undivided ?? false).toBe(undivided)
    expect(reading.papers).toHaveLength(undivided ? 0 : count)
    if (!undivided) expect(reading.more).toBe(nextPage)
  })

  test('that names a paper on two days lists it on both', () => {
    const { papers } = readWeek([
      listedOn('2602.00001', WEEK[3], 9),
      listedOn('2602.00002', WEEK[3]),
      listedOn('2602.00001v2', WEEK[1], 8),
      listedOn('2602.00001', WEEK[1], 99),
    ])
    expect(papers.map(paper => paper.id)).toEqual(['arxiv:2602.00001', 'arxiv:2602.00002'])
    expect(papers[0]?.listings).toMatchObject([
      { day: WEEK[1], upvotes: 8 },
      { day: WEEK[3], upvotes: 9 },
    ])
  })
})

describe('addresses', () => {
  const step = huggingFace.plan({
    digest: huggingFaceDigest,
    now: Date.parse('2026-02-26T12:00:00Z'),
    from: '2023-05-04',
    marks: new Map(),
  })

  test.each([
    [step?.url(0), 'https://huggingface.co/api/daily_papers?date=2026-02-26&limit=100'],
    [step?.url(2), 'https://huggingface.co/api/daily_papers?date=2026-02-26&limit=100&p=2'],
    [huggingFace.discussionUrl?.('2503.02130'), 'https://huggingface.co/papers/2503.02130'],
    [huggingFace.dayUrl?.('2026-02-26'), 'https://huggingface.co/papers/date/2026-02-26'],
  ])('%s', (url, expected) => {
    expect(url).toBe(expected)
  })
})

/** Rollover at 21:30 in New York: 02:30 UTC in winter (EST), 01:30 UTC in summer (EDT). */
const ROLLOVERS: readonly [string, string, string][] = [
  ['2026-01-15T02:29:59Z', '2026-01-14', 'winter, a second before'],
  ['2026-01-15T02:30:00Z', '2026-01-15', 'winter, at half past nine'],
  ['2026-01-15T04:59:59Z', '2026-01-15', 'winter, New York is still on the 14th'],
  ['2026-01-15T05:00:00Z', '2026-01-15', 'winter, midnight in New York moves nothing'],
  ['2026-07-15T01:29:59Z', '2026-07-14', 'summer, a second before'],
  ['2026-07-15T01:30:00Z', '2026-07-15', 'summer, at half past nine'],
  ['2026-03-08T02:30:00Z', '2026-03-08', 'the night the clocks go forward, still on winter time'],
  ['2026-03-09T01:29:59Z', '2026-03-08', 'the day after, on summer time, before'],
  ['2026-03-09T01:30:00Z', '2026-03-09', 'the day after, on summer time'],
  ['2026-11-02T02:29:59Z', '2026-11-01', 'the night the clocks went back, before'],
  ['2026-11-02T02:30:00Z', '2026-11-02', 'the night the clocks went back'],
  ['2026-03-01T02:30:00Z', '2026-03-01', 'over the end of February'],
  ['2024-02-29T02:30:00Z', '2024-02-29', 'a leap day'],
  ['2026-01-01T02:30:00Z', '2026-01-01', 'over the end of a year'],
]

describe('the newest day', () => {
  test.each(ROLLOVERS)('at %s is %s: %s', (now, expected) => {
    expect(huggingFace.daily?.newestDay(Date.parse(now))).toBe(expected)
  })
})

describe.each([
  ['America/Los_Angeles', 4],
  ['UTC', 12],
  ['Asia/Tokyo', 21],
] as const)('on a machine in %s', (zone, noonHere) => {
  const before = process.env.TZ
  afterEach(() => {
    if (before === undefined) delete process.env.TZ
    else process.env.TZ = before
  })

  test('no day is another', () => {
    process.env.TZ = zone
    // The zone really is in effect: otherwise the rest would prove nothing.
    expect(new Intl.DateTimeFormat().resolvedOptions().timeZone).toBe(zone)
    expect(new Date('2026-01-15T12:00:00Z').getHours()).toBe(noonHere)

    for (const [now, expected] of ROLLOVERS)
      expect(huggingFace.daily?.newestDay(Date.parse(now))).toBe(expected)
    for (const [publishedAt, expected] of [
      ['2026-02-25T00:00:00.000Z', '2026-02-25'],
      ['2026-02-25T23:59:59.000Z', '2026-02-25'],
    ])
      expect(paperFrom({ publishedAt, submittedOnDailyAt: `${DAY}T00:00:00.000Z` })).toMatchObject({
        published: expected,
        listings: [{ day: DAY }],
      })
    expect(dayInWords(DAY)).toBe('Thu 26 Feb 2026')
    expect(dayInWords('2026-01-01', 'long')).toBe('Thursday 1 January 2026')
  })
})
