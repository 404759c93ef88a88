import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { indexDocumentOf } from '@/lib/corpus/index-document'
import type { PaperId } from '@/lib/papers/identifier'
import type { Paper } from '@/lib/papers/paper'
import { liftOf } from '@/lib/search/lift'
import { match, type SearchRequest } from '@/lib/search/match'
import { search } from '@/lib/search/search'
import { buildSegment } from '@/lib/search/segment'
import { parseFeed } from '@/lib/sources/gloss-digest'
import { readerOver } from './corpus'

const STARTER = resolve(import.meta.dirname, '../../public/starter-digest.json')
const real = parseFeed(JSON.parse(readFileSync(STARTER, 'utf8')) as unknown, 'starter').papers

/** The papers of the starter digest, and as many again and again with their words in another order. */
const papers: readonly Paper[] = Array.from({ length: 6 }, (_, round) =>
  real.map((paper, i) => {
    const shuffle = (text: string) =>
      round === 0
        ? text
        : text
            .split(' ')
            .sort((a, b) => ((a.length * 7 + round) % 5) - ((b.length * 7 + round) % 5))
            .join(' ')
    const id: PaperId = round === 0 ? paper.id : `doi:10.1000/${round}.${i}`
    return { ...paper, id, ids: [id], title: shuffle(paper.title), abstract: shuffle(paper.abstract ?? '') }
  }),
).flat()
const byId = new Map(papers.map(paper => [paper.id as string, paper]))
const third = Math.ceil(papers.length / 3)
const index = readerOver(
  [0, 1, 2].map(part =>
    buildSegment(papers.slice(part * third, (part + 1) * third).map(one => indexDocumentOf(one))),
  ),
)
const tools = {
  papers: async (ids: readonly PaperId[]) =>
    new Map(
      ids
        .flatMap(id => [[id as string, byId.get(id)]] as const)
        .filter((row): row is [string, Paper] => !!row[1]),
    ),
  states: async () => new Map([['saved', new Set(papers.slice(0, 9).map(({ id }) => id))]] as const),
  storedAs: async (id: PaperId) => [id],
  likeness: async (terms: readonly string[]) =>
    Float32Array.from({ length: index.size }, (_, d) => ((d * 31 + terms.length) % 100) / 100),
  today: '2026-08-20',
}

const words = real.flatMap(({ title, authors = [] }) => [...title.split(' '), ...authors.slice(0, 2)])
const piece = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...words) },
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.string({ unit: 'grapheme', maxLength: 12 }),
  fc.string({ maxLength: 12 }),
  fc.constantFrom(
    ...[
      '__proto__',
      'constructor',
      'toString',
      'hasOwnProperty',
      'valueOf',
      'null',
      'undefined',
      'NaN',
      '-0',
    ],
    ...[
      '\ud800',
      '\udc00x',
      'a\u0000b',
      '\u0000',
      '\ufeff',
      '\u202e',
      '\u2028',
      'ﷺ',
      '👩‍👩‍👧',
      'İ',
      'ß',
      'ﾃﾞ',
      '\u0301',
    ],
    ...[
      '.*',
      '(a+)+$',
      '[^]',
      '\\',
      '\\1',
      '(?<=x)',
      '^$',
      '{1,99999}',
      '/x/g',
      '$x',
      '{{{',
      '}',
      '$$',
      '\\frac{',
      '~',
    ],
    ...[
      '"',
      '"a',
      '“',
      '„x”',
      '""',
      '" "',
      "'",
      '-',
      '--',
      '-"',
      '-x',
      '+',
      '#',
      '#x',
      '!hf',
      ':',
      '::',
      'a:b',
      '*',
      '~1',
    ],
    ...[
      'author:',
      'author:"',
      '-author:x',
      'topic:constructor',
      'topic:__proto__',
      'year:',
      'year:0',
      'year:2024..1',
      'after:9',
    ],
    ...[
      'before:2025-13-45',
      'is:saved',
      'is:constructor',
      '-is:done',
      'has:code',
      'has:__proto__',
      'upvotes:>99999999',
    ],
    ...[
      'upvotes:-1',
      'digest:hf',
      'digest:!',
      'id:2401.00001',
      'id:x',
      'AND',
      'OR',
      'NOT',
      '&&',
      '||',
      '语言',
      '한국어',
      'и',
    ],
  ),
)
const query = fc
  .tuple(fc.array(piece, { maxLength: 9 }), fc.constantFrom(' ', '', '  ', '\n', '\t'))
  .map(([pieces, between]) => pieces.join(between))
const request: fc.Arbitrary<SearchRequest> = fc.record(
  {
    query,
    limit: fc.constantFrom(0, 1, 5, 20, 1000),
    order: fc.constantFrom('relevance' as const, 'date' as const, 'upvotes' as const),
    facets: fc.boolean(),
    near: fc.boolean(),
  },
  { requiredKeys: ['query', 'limit'] },
)

describe('any query', () => {
  test('is answered by known papers, each once, no more than asked for, counted right', async () => {
    let found = 0
    await fc.assert(
      fc.asyncProperty(request, async request => {
        const answer = await search(index, request, tools)
        const ids = answer.papers.map(({ id }) => id)
        expect(new Set(ids).size).toBe(ids.length)
        expect(ids.every(id => byId.has(id))).toBe(true)
        const matching = ids.length - answer.byMeaning
        expect(ids.length).toBeLessThanOrEqual(request.limit)
        expect(matching).toBe(Math.min(request.limit, answer.total))
        expect(answer.words.length).toBeLessThanOrEqual(200)
        expect(answer.query.typed).toBe(request.query)
        for (const { count } of Object.values(answer.facets ?? {}).flat()) {
          expect(count).toBeGreaterThan(0)
          expect(count).toBeLessThanOrEqual(answer.total)
        }
        if (ids.length > 0) found++
      }),
      { numRuns: 10_000 },
    )
    // Many of them ask for something that is there: it is not an empty exercise.
    expect(found).toBeGreaterThan(2_000)
  }, 180_000)

  test('has scores that are numbers, the best first', async () => {
    await fc.assert(
      fc.asyncProperty(query, async query => {
        const { best, words } = await match(index, { query, limit: 30 }, tools)
        const scores = best.map(({ score }) => score)
        expect(scores.every(Number.isFinite)).toBe(true)
        expect(scores).toEqual(scores.toSorted((a, b) => b - a))
        if (words.words.length > 0) expect(scores.every(score => score > 0)).toBe(true)
      }),
      { numRuns: 2_000 },
    )
    expect(liftOf(index, '2026-08-20', true)(1, 0)).toBeGreaterThan(1)
  })
})

describe('a hundred thousand characters', () => {
  const title = real[0]?.title ?? ''
  const long = (text: string) => text.repeat(Math.ceil(100_000 / text.length)).slice(0, 100_000)

  test.each<[what: string, text: string, found: boolean]>([
    ['a paper pasted in full', long(`${title}. ${real[0]?.abstract} `), true],
    ['one title, over and over', long(`${title} `), true],
    ['one long word', long('a'), false],
    ['one long word behind a title', `${title} ${long('a')}`, true],
    ['one long word of hyphens', long('a-'), false],
    ['letters and marks', long('e\u0301'), false],
    ['signs', long('$\\{~'), false],
    ['brackets', long('('), false],
    ['backslashes', long('\\'), false],
    ['dollars', long('$ '), false],
    ['LaTeX that never ends', long('\\frac{\\textbf{'), false],
    ['spaces', long(' '), false],
    ['spaces before a title', `${' '.repeat(100_000)}${title}`, true],
    ['line feeds and tabs', long('\n\t'), false],
    ['quotes', long('"'), false],
    ['quotes and letters', long('"a" '), false],
    ['quotes that are never closed', long('“x '), false],
    ['minuses', long('-'), false],
    ['exclusions, fifty of which are read', long('-zzzz '), false],
    ['operators', long('author:zzzz '), false],
    ['operators without a value', long('author: '), false],
    ['operators within operators', long('author:topic:year:'), false],
    ['phrases that are excluded', long('-"zz yy" '), false],
    ['years', long('year:1000..2999 '), true],
    ['lone surrogates', long('\ud800'), false],
    ['surrogates the wrong way round', long('\udc00\ud800'), false],
    ['NULs', long('\u0000'), false],
    ['Chinese without a space', long('编程语言模型的研究'), false],
    ['a regular expression that hangs others', `${long('a')}!`.replace(/^/, '(a+)+$ '), false],
    ['different words', Array.from({ length: 20_000 }, (_, i) => `w${i}x`).join(' '), false],
    ['names of JavaScript', long('constructor __proto__ '), false],
  ])('of %s are answered', async (_, text, found) => {
    for (const order of [undefined, 'date', 'upvotes'] as const) {
      const answer = await search(
        index,
        { query: text, limit: 5, facets: true, ...(order && { order }) },
        { ...tools, likeness: async () => null },
      )
      expect(answer.words.length).toBeLessThanOrEqual(200)
      expect(answer.papers.length).toBe(Math.min(5, answer.total))
      if (!/constructor|Chinese|letters and marks|quotes and letters/.test(_))
        expect(answer.total > 0).toBe(found)
    }
  })

  test('that begin with a title find its paper first', async () => {
    const answer = await search(
      index,
      { query: `${title}\n${long('lorem ipsum ')}`, limit: 5 },
      { ...tools, likeness: async () => null },
    )
    expect(answer.papers[0]?.title).toBe(title)
  })
})
