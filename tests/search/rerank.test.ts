import { describe, expect, test } from 'vitest'
import type { PaperId } from '@/lib/papers/identifier'
import { liftOf } from '@/lib/search/lift'
import { rerank } from '@/lib/search/rerank'
import { readWords } from '@/lib/search/words'
import { documentOf, indexOf, paperOfSketch, readerOf, type Sketch } from './corpus'

const PAPERS: readonly Sketch[] = [
  { id: 'other', title: 'Something Else' },
  { id: 'contains', title: 'Why Diffusion Models for All' },
  { id: 'starts', title: 'Diffusion Models for All and Everything' },
  { id: 'same', title: 'Diffusion Models: for All!' },
  { id: 'apart', title: 'Models of all, and diffusion' },
  { id: 'below', title: 'Nothing', abstract: 'We use diffusion models for all. Diffusion models for all!' },
]
const index = indexOf(PAPERS)

/** Candidates in the order of their papers, with scores that are equal unless given. */
function order(query: string, scores: Record<string, number> = {}): string[] {
  const candidates = PAPERS.map((sketch, document) => ({
    document,
    id: sketch.id as PaperId,
    score: scores[sketch.id] ?? 10,
    paper: paperOfSketch(sketch),
  }))
  return rerank(index, query, readWords(index, query, false), candidates).map(({ id }) => id)
}

describe('a short query', () => {
  test.each([
    ['diffusion models for all', 'as typed'],
    ['Diffusion Models: for all!', 'punctuated otherwise'],
    ['DIFFUSION  models for all', 'in capitals, with more spaces'],
    ['$diffusion$ \\emph{models} for all', 'with LaTeX'],
  ])('%j: the title that it is first, %s', query => {
    expect(order(query)[0]).toBe('same')
  })

  test('a title that begins with it comes before one that holds it further on', () => {
    expect(order('diffusion models for all').slice(0, 3)).toEqual(['same', 'starts', 'contains'])
  })

  test('words in another order come after those in order, and before none', () => {
    const ids = order('diffusion models')
    expect(ids.slice(0, 3).sort()).toEqual(['contains', 'same', 'starts'])
    expect(ids.indexOf('apart')).toBeGreaterThan(2)
  })

  test('a better score outweighs the order of words', () => {
    expect(order('diffusion models for all', { other: 20 })[0]).toBe('other')
  })

  test('of one word has no order; equal scores keep that of the documents', () => {
    expect(order('nosuchword')).toEqual(PAPERS.map(({ id }) => id))
  })
})

describe('a long query', () => {
  const query = 'how could diffusion models for all people work unheardof wonders'

  test('lifts what has its words side by side, in the text too', () => {
    const ids = order(query)
    expect(ids.indexOf('below')).toBeLessThan(ids.indexOf('apart'))
    expect(ids.indexOf('starts')).toBeLessThan(ids.indexOf('other'))
  })

  test('that is a whole title puts its paper first', () => {
    const title = 'A rather long title of ten words that names one'
    const papers = [...PAPERS, { id: 'named', title }]
    const of = indexOf(papers)
    const candidates = papers.map((sketch, document) => ({
      document,
      id: sketch.id as PaperId,
      score: sketch.id === 'named' ? 4 : 10,
      paper: paperOfSketch(sketch),
    }))
    expect(rerank(of, title, readWords(of, title, false), candidates)[0]?.id).toBe('named')
  })
})

test('what is far down keeps its place, whatever its title', () => {
  const crowd = Array.from({ length: 60 }, (_, i) => ({
    id: `p${i}`,
    title: i === 55 ? 'Kernels' : `Paper ${i}`,
  }))
  const of = indexOf(crowd)
  const candidates = crowd.map((sketch, document) => ({
    document,
    id: sketch.id as PaperId,
    score: 100 - document,
    paper: paperOfSketch(sketch),
  }))
  const ids = rerank(of, 'kernels', readWords(of, 'kernels', false), candidates).map(({ id }) => id)
  expect(ids).toEqual(crowd.map(({ id }) => id))
})

describe('the lift', () => {
  const facts = (date: string | undefined, upvotes: number | undefined) => ({
    ...documentOf('arxiv:2602.00001', {}),
    facts: { date, upvotes, code: false, project: false, summary: false },
  })
  const TODAY = '2026-08-20'
  const lift = (short: boolean, date?: string, upvotes?: number) =>
    liftOf(readerOf([facts(date, upvotes)]), TODAY, short)(10, 0)

  test.each<[string | undefined, number | undefined, number, string]>([
    [undefined, undefined, 0, 'nothing is known'],
    [undefined, 0, 0, 'no upvotes'],
    [undefined, 9, 0.02, 'a third of the most for nine'],
    [undefined, 999, 0.06, 'the most for a thousand'],
    [undefined, 60_000, 0.06, 'and not more for more'],
    [TODAY, undefined, 0.04, 'of today'],
    ['2026-12-31', undefined, 0.04, 'of tomorrow is of today'],
    ['2026-02-21', undefined, 0.02, 'half a year old'],
    ['1998-01-01', undefined, 0, 'old'],
    [TODAY, 999, 0.1, 'both'],
  ])('%s, %s upvotes: %s, %s', (date, upvotes, share) => {
    expect(lift(false, date, upvotes)).toBeCloseTo(10 * (1 + share), 4)
    expect(lift(true, date, upvotes)).toBeCloseTo(10 + 3 * share, 4)
  })

  test('never brings a paper past one that is clearly better', () => {
    expect(lift(false, TODAY, 60_000)).toBeLessThan(10 * 1.11)
  })
})
