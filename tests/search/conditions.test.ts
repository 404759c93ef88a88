import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { indexDocumentOf } from '@/lib/corpus/index-document'
import type { PaperId } from '@/lib/papers/identifier'
import { paperOf } from '@/lib/papers/merge'
import { dateOf, type Paper, type PaperRecord, topicLabels, upvotesOf } from '@/lib/papers/paper'
import type { SearchRequest } from '@/lib/search/match'
import { search } from '@/lib/search/search'
import { buildSegment } from '@/lib/search/segment'
import { topicKey } from '@/lib/search/topic-key'
import { readerOf, readerOver } from './corpus'

const TODAY = '2026-08-20'

interface Given extends Partial<PaperRecord> {
  readonly id: PaperId
  readonly title: string
  readonly topics?: readonly string[]
  readonly summary?: string
  readonly upvotes?: number
  readonly digest?: string
}

function paper({ id, topics, summary, upvotes, digest = 'hf', ...rest }: Given): Paper {
  return paperOf({
    ids: [id],
    seen: 1,
    ...rest,
    summaries: summary ? [{ digest, text: summary, seen: 1 }] : [],
    topicLists: topics ? [{ digest, labels: topics, seen: 1 }] : [],
    listings: upvotes === undefined ? [] : [{ digest, day: '2026-08-17', upvotes, seen: 1 }],
  })
}

const PAPERS: readonly Paper[] = [
  paper({
    id: 'arxiv:1706.03762',
    title: 'Attention Is All You Need',
    abstract: 'A lantern of sequence\ntransduction.\n\nWe propose self-attention: state-of-the-art, by far.',
    authors: ['Ashish Vaswani', 'Noam Shazeer', 'Jakob Uszkoreit'],
    topics: ['Transformers', 'machine translation'],
    upvotes: 900,
    published: '2017-06-12',
    code: 'https://code.example/a',
  }),
  paper({
    id: 'arxiv:2401.00001',
    title: 'Is All Attention Needed? You Tell Us',
    abstract: 'The transduction of sequence data under a lantern; attention is not needed at all.',
    authors: ['Noam Brown', 'Anna Shazeer'],
    topics: ['transformer', 'efficiency'],
    upvotes: 0,
    published: '2024-02-29',
    project: 'https://project.example/b',
    summary: 'A model of the state. Of the art it says nothing.',
  }),
  paper({
    id: 'arxiv:2401.00002',
    title: 'Text-to-3D with $\\alpha$-Score \\emph{Distillation} Sampling',
    abstract: 'Qwen2.5 and C++ at 3.1 frames; Q* and M-FAC. A pretty pre-training recipe.',
    authors: ['Łukasz Gödel', 'Fran\\c{c}ois Chollet', 'Jean-Baptiste Grill'],
    topics: ['Large Language Models (LLMs)', 'text to 3d'],
    published: '2024-12-31',
    digest: 'lab',
    upvotes: 65_534,
  }),
  paper({
    id: 'doi:10.1000/lamps',
    title: '编程语言模型的研究',
    abstract: '我们研究语言模型。 The lantern again.',
    authors: ['Bo An', 'Hinton Geoffrey'],
    published: '1998-01-01',
    summary: 'Out of noise, very very quietly.',
  }),
  paper({
    id: 'acl:P18-1001',
    title: 'A paper of which hardly anything is known',
    authors: ['Geoffrey Hinton'],
  }),
  paper({
    id: 'arxiv:hep-th/9901001',
    title: 'The constructor and __proto__ of lantern theory',
    abstract: 'Surveys of a survey. Large models of language.',
    topics: ['language', 'video models'],
    upvotes: 12,
    digest: 'lab',
    code: 'https://code.example/f',
    project: 'https://project.example/f',
  }),
]

const STATES = new Map([
  ['saved', new Set(['arxiv:1706.03762', 'arxiv:2401.00002', 'doi:10.1000/lamps', 'arxiv:9999.00001'])],
  ['unread', new Set(['arxiv:1706.03762'])],
  ['reading', new Set(['arxiv:2401.00002'])],
  ['done', new Set(['doi:10.1000/lamps'])],
] as const)

const index = readerOver([
  buildSegment(PAPERS.slice(0, 2).map(one => indexDocumentOf(one))),
  buildSegment(PAPERS.slice(2).map(one => indexDocumentOf(one))),
])
const tools = {
  papers: async (ids: readonly PaperId[]) =>
    new Map<string, Paper>(PAPERS.filter(({ id }) => ids.includes(id)).map(one => [one.id, one])),
  states: async () => STATES,
  today: TODAY,
  likeness: async () => null,
  storedAs: async (id: PaperId) => PAPERS.filter(({ ids }) => ids.includes(id)).map(one => one.id),
}
const ask = (query: string, more: Partial<SearchRequest> = {}) =>
  search(index, { query, limit: 100, ...more }, tools)
/** Numbers of the papers a query finds, from 1, in order of number. */
async function numbers(query: string): Promise<number[]> {
  const { papers, total, more } = await ask(query)
  expect([papers.length, more]).toEqual([total, false])
  return papers.map(one => 1 + PAPERS.indexOf(one)).sort()
}

const FILTERS: readonly (readonly [query: string, expected: number[], why: string])[] = [
  ['"attention is all you need"', [1], 'a phrase with the stop words in it'],
  ['"all attention"', [2], 'words in this order only'],
  ['"sequence transduction"', [1], 'over the end of a line'],
  ['"transduction we propose"', [1], 'over the end of a sentence: only words are between'],
  ['"self attention"', [1], 'a hyphen is no word'],
  ['"self-attention"', [1], 'nor in the phrase'],
  ['"state of the art"', [1, 2], 'hyphens in one text, the end of a sentence in another'],
  ['"text to 3d"', [3], 'a hyphenated word of the title'],
  ['"score distillation"', [3], 'LaTeX in the text'],
  ['"alpha score"', [3], 'a Greek letter by name'],
  ['"$\\alpha$-score"', [3], 'or as LaTeX'],
  ['"qwen2.5 and c++"', [3], 'versions and signs'],
  ['"2.5"', [], 'a part of a word is none'],
  ['"lantern"', [1, 2, 4, 6], 'of one word: in whatever text'],
  ['"lanterns"', [], 'of one word: in this form'],
  ['"the lantern"', [4], 'of a stop word and another'],
  ['"very very"', [4], 'of a word twice'],
  ['"lantern lantern"', [], 'of a word twice that nobody says twice'],
  ['"语言模型"', [4], 'Chinese in the middle of a sentence'],
  ['"模型"', [4], 'a pair of letters'],
  ['"模型语"', [], 'letters that nowhere follow each other'],
  ['"研究语言模型的研究"', [], 'pairs of letters of two texts are no row'],
  ['"语言模型 the lantern"', [4], 'Chinese and other words in a row'],
  ['"machine translation"', [1], 'in a topic'],
  ['"noam shazeer"', [1], 'in a name, not over two names'],
  ['"constructor and proto"', [6], 'names of JavaScript'],
  ['lantern -"sequence transduction"', [2, 4, 6], 'a phrase that is not wanted'],
  ['lantern -"the lantern"', [1, 2, 6], 'the same with a stop word'],
  ['lantern -"语言模型"', [1, 2, 6], 'the same in Chinese'],
  ['lantern -语言模型', [1, 2, 6], 'without quotes'],
  ['lantern -transduction', [4, 6], 'a word that is not wanted'],
  ['lantern -surveys', [1, 2, 4], 'in any form of its stem'],
  ['lantern -self-attention', [2, 4, 6], 'a hyphenated word: its parts in a row'],
  ['author:vaswani', [1], 'a name'],
  ['author:shazeer', [1, 2], 'of two people'],
  ['author:"noam shazeer"', [1], 'of one of them; the words of two names are no name'],
  ['author:"shazeer noam"', [1], 'the other way round'],
  ['author:vasw', [1], 'the beginning of a name that nobody has whole'],
  ['author:"ashish vasw"', [1], 'the same with a first name'],
  ['author:godel', [3], 'without accents'],
  ['author:"łukasz gödel"', [3], 'with them'],
  ['author:"francois chollet"', [3], 'a name that has LaTeX in it'],
  ['author:"jean-baptiste grill"', [3], 'with a hyphen'],
  ['author:"jeanbaptiste grill"', [3], 'and as one word'],
  ['author:attention', [], 'a word of a title is no name'],
  ['author:nobody', [], 'nobody'],
  ['topic:transformers', [1, 2], 'a topic, in the singular too'],
  ['topic:"large language model"', [3], 'without its acronym'],
  ['topic:"Text-to-3D"', [3], 'written otherwise'],
  ['topic:language', [6], 'exactly this topic where there is one'],
  ['topic:"language large"', [3], 'the words of a topic where there is none'],
  ['topic:models', [3, 6], 'a word of topics'],
  ['topic:lantern', [], 'a word of other texts is none'],
  ['year:2024', [2, 3], 'a year'],
  ['year:1998..2017', [1, 4, 6], 'years, by the number of an old paper too'],
  ['after:2024-12-31', [3], 'a day, included'],
  ['before:2017-06-12', [4, 6], 'a day, left out'],
  ['until:2017-06-12', [1, 4, 6], 'and included'],
  ['after:2100', [], 'a time that no paper can be of'],
  ['before:2100', [1, 2, 3, 4, 6], 'all of which the date is known'],
  ['year:2020..2999', [2, 3], 'to the end of time'],
  ['before:1850', [], 'before all papers'],
  ['after:1850', [1, 2, 3, 4, 6], 'from before all papers on'],
  ['year:1000..1899', [], 'long ago'],
  ['-after:1850', [5], 'what has no date is not after it'],
  ['is:saved', [1, 3, 4], 'anywhere on the list'],
  ['is:unread', [1], 'in one state'],
  ['is:skipped', [], 'in one that no paper has'],
  ['-is:saved', [2, 5, 6], 'not on it'],
  ['has:code', [1, 6], 'with code'],
  ['has:project', [2, 6], 'with a page'],
  ['has:summary', [2, 4], 'with a summary'],
  ['-has:code -has:project', [3, 4, 5], 'with neither'],
  ['upvotes:0..0', [2], 'none is not unknown'],
  ['upvotes:12', [1, 3, 6], 'a number alone is the least'],
  ['upvotes:>=0', [1, 2, 3, 6], 'counted at all'],
  ['-upvotes:>=0', [4, 5], 'not counted'],
  ['upvotes:>12', [1, 3], 'more than'],
  ['upvotes:>=12', [1, 3, 6], 'at least'],
  ['upvotes:<12', [2], 'fewer than: unknown is not fewer'],
  ['upvotes:12..900', [1, 6], 'both ends included'],
  ['upvotes:>65533', [3], 'as many as are counted'],
  ['digest:lab', [3, 6], 'a digest'],
  ['digest:hf', [1, 2, 4], 'another, by whatever it said'],
  ['digest:nobody', [], 'one that is not there'],
  ['-digest:hf -digest:lab', [5], 'in none'],
  ['id:1706.03762', [1], 'an arXiv identifier'],
  ['id:hep-th/9901001', [6], 'of the old numbering'],
  ['id:10.1000/lamps', [4], 'a DOI'],
  ['id:P18-1001', [5], 'an ACL identifier'],
  ['id:1706.03763', [], 'one that is not there'],
  ['-id:1706.03762 -id:10.1000/lamps', [2, 3, 5, 6], 'all but these'],
  ['lantern author:noam has:code', [1], 'a word and two filters'],
  ['lantern has:summary year:2024', [2], 'others'],
  ['nosuchwordatall has:code', [], 'a word that no paper has'],
  ['-lantern', [3, 5], 'only what is not wanted'],
  ['-"all you need" -has:summary', [3, 5, 6], 'two of them'],
]

describe('a filter', () => {
  test.each(FILTERS)('%s finds %j: %s', async (query, expected) => {
    expect(await numbers(`${query} `)).toEqual(expected)
  })

  test('asks for the reading list only where it is named', async () => {
    let asked = 0
    const counting = {
      ...tools,
      states: async () => {
        asked++
        return STATES
      },
    }
    await search(index, { query: 'lantern has:code -"the lantern"', limit: 5 }, counting)
    expect(asked).toBe(0)
    await search(index, { query: 'lantern -is:saved is:unread', limit: 5 }, counting)
    expect(asked).toBe(1)
  })

  test('alone does not find what is dead', async () => {
    const segment = buildSegment(PAPERS.map(one => indexDocumentOf(one)))
    segment.facts.dead[0] = 1
    const { papers, total } = await search(readerOver([segment]), { query: '-lantern ', limit: 10 }, tools)
    expect([papers.map(({ id }) => id), total]).toEqual([['arxiv:2401.00002', 'acl:P18-1001'], 2])
    const known = await search(
      readerOver([segment]),
      { query: 'topic:"machine translation"', limit: 10 },
      tools,
    )
    expect(known.total).toBe(0)
  })

  test('of a topic that only dead papers have finds what it would if they were gone', async () => {
    const [first, second] = [['neural video'], ['video', 'neural models']].map((topics, i) =>
      paper({ id: `arxiv:2602.0000${i + 1}`, title: `Paper ${i}`, topics }),
    ) as [Paper, Paper]
    const segment = buildSegment([first, second].map(one => indexDocumentOf(one)))
    segment.facts.dead[0] = 1
    const both = {
      ...tools,
      papers: async () => new Map<string, Paper>([first, second].map(one => [one.id, one])),
    }
    const request = { query: 'topic:"neural video"', limit: 5 }
    const gone = await search(readerOf([indexDocumentOf(second)]), request, both)
    expect(gone.papers.map(({ id }) => id)).toEqual([second.id])
    expect((await search(readerOver([segment]), request, both)).papers).toEqual(gone.papers)
  })
})

/** Filters as a reader types them, each with what it says of a paper, plainly. */
const PLAIN: readonly (readonly [typed: string, holds: (paper: Paper) => boolean])[] = [
  ['"sequence transduction"', one => /sequence\s+transduction/.test(one.abstract ?? '')],
  ['author:shazeer', one => (one.authors ?? []).some(name => name.includes('Shazeer'))],
  ['author:"noam shazeer"', one => (one.authors ?? []).includes('Noam Shazeer')],
  ['topic:transformer', one => topicLabels(one).some(label => topicKey(label) === topicKey('transformer'))],
  ['year:2024', one => dateOf(one)?.startsWith('2024') ?? false],
  ['before:2018', one => (dateOf(one) ?? '9') < '2018'],
  ['is:saved', one => STATES.get('saved')?.has(one.id) ?? false],
  ['has:code', one => one.code !== undefined],
  ['has:summary', one => one.summaries.length > 0],
  ['upvotes:>5', one => (upvotesOf(one) ?? 0) > 5],
  ['upvotes:0..0', one => upvotesOf(one) === 0],
  ['digest:lab', one => one.listings.some(({ digest }) => digest === 'lab')],
  ['id:2401.00001', one => one.id === 'arxiv:2401.00001'],
]

describe('filters together', () => {
  const filters = fc.uniqueArray(fc.tuple(fc.constantFrom(...PLAIN), fc.boolean()), {
    minLength: 1,
    maxLength: 5,
    selector: ([[typed]]) => typed,
  })

  test('find the papers of which each holds, and none of the excluded ones', async () => {
    await fc.assert(
      fc.asyncProperty(filters, fc.boolean(), async (filters, withWord) => {
        // A phrase that is wanted is also searched by its words, which here every such paper has.
        const typed = filters.map(([[typed], excluded]) => (excluded ? `-${typed}` : typed))
        const query = [...typed, ...(withWord ? ['lantern'] : [])].join(' ')
        const expected = PAPERS.flatMap((one, i) => {
          const holds = filters.every(([[, holds], excluded]) => holds(one) !== excluded)
          return holds && (!withWord || JSON.stringify(one).includes('lantern')) ? [i + 1] : []
        })
        expect(await numbers(`${query} `), query).toEqual(expected)
      }),
      { numRuns: 400 },
    )
  })
})

describe('facets', () => {
  const count = (papers: readonly Paper[], holds: (one: Paper) => boolean) => papers.filter(holds).length

  test('are what a plain count over all that was found gives', async () => {
    const queries = [
      'lantern ',
      'has:code',
      '-lantern ',
      'upvotes:>=0',
      '"the lantern"',
      'author:"noam shazeer"',
      'nosuchword ',
    ]
    for (const query of queries) {
      const { papers, facets } = await ask(query, { facets: true })
      const years = new Map<string, number>()
      for (const one of papers) {
        const year = dateOf(one)?.slice(0, 4)
        if (year) years.set(year, (years.get(year) ?? 0) + 1)
      }
      expect(facets?.years.map(({ value, count }) => [value, count])).toEqual(
        [...years].sort(([a], [b]) => (a < b ? 1 : -1)),
      )
      const has = [
        ['code', count(papers, one => one.code !== undefined)],
        ['project', count(papers, one => one.project !== undefined)],
        ['summary', count(papers, one => one.summaries.length > 0)],
      ].filter(([, count]) => count !== 0)
      expect(facets?.has.map(({ value, count }) => [value, count])).toEqual(has)
      for (const { value, count: counted } of facets?.topics ?? []) {
        const key = topicKey(value)
        const expected = count(papers, one => topicLabels(one).some(label => topicKey(label) === key))
        expect([value, counted]).toEqual([value, expected])
        expect(counted).toBeLessThan(papers.length)
      }
    }
  })

  test('count all that was found, not only what is shown, and each leads to as many papers', async () => {
    const { papers, total, facets } = await ask('lantern ', { limit: 1, facets: true })
    expect([papers.length, total]).toEqual([1, 4])
    expect(facets?.years.reduce((sum, { count }) => sum + count, 0)).toBe(4)
    for (const { value, count } of facets?.years ?? [])
      expect((await ask(`year:${value} lantern `)).total).toBe(count)
    for (const { value, count } of facets?.has ?? [])
      expect((await ask(`has:${value} lantern `)).total).toBe(count)
    for (const { value, count } of facets?.topics ?? [])
      expect((await ask(`topic:"${value}" lantern `)).total).toBe(count)
  })

  test('are given only where they are asked for', async () => {
    expect(await ask('lantern ')).not.toHaveProperty('facets')
  })
})

describe('the order', () => {
  const many = Array.from({ length: 300 }, (_, n) =>
    paper({
      id: `arxiv:2602.${10_000 + n}`,
      title: `Lantern ${n}`,
      abstract: n % 2 === 0 ? 'A bright lantern at sea.' : 'At sea a lantern, bright.',
      ...(n % 5 !== 0 && { upvotes: n % 7 }),
      ...(n % 3 !== 0 && { published: `2026-0${1 + (n % 4)}-15` }),
    }),
  )
  const big = readerOver([
    buildSegment(many.slice(0, 170).map(one => indexDocumentOf(one))),
    buildSegment(many.slice(170).map(one => indexDocumentOf(one))),
  ])
  const askBig = (query: string, more: Partial<SearchRequest> = {}) =>
    search(
      big,
      { query, limit: 400, ...more },
      { ...tools, papers: async () => new Map<string, Paper>(many.map(one => [one.id, one])) },
    )
  const byDate = many.toSorted((a, b) =>
    (dateOf(a) ?? '') < (dateOf(b) ?? '') ? 1 : dateOf(a) === dateOf(b) ? 0 : -1,
  )
  const byUpvotes = many.toSorted((a, b) => (upvotesOf(b) ?? -1) - (upvotesOf(a) ?? -1))
  const ids = (papers: readonly Paper[]) => papers.map(({ id }) => id)

  test.each<[string, SearchRequest['order'], readonly Paper[], string]>([
    ['lantern ', 'date', byDate, 'the newest first, of one day in the order they came'],
    ['lantern ', 'upvotes', byUpvotes, 'the most liked first, what nobody counts last'],
    ['-nosuchword', undefined, byDate, 'of filters alone the newest first'],
    ['-nosuchword', 'relevance', byDate, 'whatever was asked'],
    ['-nosuchword', 'upvotes', byUpvotes, 'or the most liked'],
    ['"bright lantern"', 'date', byDate.filter(one => one.abstract?.startsWith('A bright')), 'with a phrase'],
  ])('of %j by %s: %s', async (query, order, expected) => {
    for (const limit of [400, 3, 0]) {
      const { papers } = await askBig(query, { limit, ...(order && { order }) })
      expect(ids(papers)).toEqual(ids(expected.slice(0, limit)))
    }
  })

  test('says how many there are, and whether there may be more', async () => {
    expect(await askBig('lantern ', { limit: 3 })).toMatchObject({ total: 300, more: false })
    expect(await askBig('"bright lantern"', { limit: 400 })).toMatchObject({ total: 150, more: false })
    // Looked up are as many papers as are shown, or fifty.
    const { total, papers, more } = await askBig('"bright lantern"', { limit: 3 })
    expect([papers.length, more]).toEqual([3, true])
    expect(total).toBeGreaterThanOrEqual(50)
    expect(total).toBeLessThan(150)
    expect(await askBig('"sea lantern"', { limit: 3 })).toMatchObject({ total: 0, more: false })
  })

  test('gives up on a phrase after a thousand papers, and says that there may be more', async () => {
    const crowd = Array.from({ length: 1_100 }, (_, n) =>
      paper({ id: `arxiv:2602.${10_000 + n}`, title: `Lantern ${n}`, abstract: 'Lamp and wick.' }),
    )
    const asked: number[] = []
    const answer = (size: number) =>
      search(
        readerOf(crowd.slice(0, size).map(one => indexDocumentOf(one))),
        { query: '"wick lamp"', limit: 10 },
        {
          ...tools,
          papers: async wanted => {
            asked.push(wanted.length)
            return new Map<string, Paper>(crowd.map(one => [one.id, one]))
          },
        },
      )
    expect(await answer(1_100)).toMatchObject({ papers: [], total: 0, more: true })
    expect(asked.reduce((sum, count) => sum + count, 0)).toBe(1_000)
    expect(await answer(1_000)).toMatchObject({ papers: [], total: 0, more: false })
  })

  test('leaves out a paper that is gone by the time it is looked up', async () => {
    const gone = { ...tools, papers: async () => new Map<string, Paper>() }
    expect(await search(index, { query: 'lantern ', limit: 5, facets: true }, gone)).toMatchObject({
      papers: [],
    })
  })
})
