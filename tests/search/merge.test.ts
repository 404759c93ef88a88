import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { match } from '@/lib/search/match'
import { type MergeProgress, mergeSegments, mergeStep } from '@/lib/search/merge'
import { buildSegment, type Segment } from '@/lib/search/segment'
import { readerOver } from './corpus'
import { type Entry, plainSearch } from './plain'
import { corpus, query, withVectors } from './random'

const TODAY = '2026-08-20'

describe('segments merged', () => {
  test('are the segment of their live documents, byte for byte, however small the steps', async () => {
    await fc.assert(
      fc.asyncProperty(corpus, fc.constantFrom(1, 40, 500, 1_000_000), async (parts, budget) => {
        const vectors = parts.map(part =>
          withVectors(
            part.map(({ document }) => document),
            4,
          ),
        )
        const segments = parts.map((part, i) => withMarks(buildSegment(vectors[i] ?? [], 4), part))
        const alive = parts.flatMap((part, i) => (vectors[i] ?? []).filter((_, d) => !part[d]?.dead))
        expect(await mergeSegments(segments, 4, budget)).toEqual(buildSegment(alive, 4))
      }),
    )
  })

  test('are the same whatever was merged first', async () => {
    await fc.assert(
      fc.asyncProperty(corpus, async parts => {
        const [first, ...rest] = parts.map(segmentOf)
        const atOnce = await mergeSegments(parts.map(segmentOf))
        let stepwise = first ?? buildSegment([])
        for (const segment of rest) stepwise = await mergeSegments([stepwise, segment])
        if (rest.length === 0) stepwise = await mergeSegments([stepwise])
        expect(stepwise).toEqual(atOnce)
      }),
    )
  })

  test('of none, or of dead ones only, are empty', async () => {
    const dead = segmentOf(
      Array.from({ length: 20 }, (_, i) => ({
        document: {
          id: `arxiv:2602.000${10 + i}`,
          terms: { title: ['a'], topics: [], summary: [], authors: [], abstract: [] },
          keys: ['#k'],
          facts: { code: false, project: false, summary: false },
        },
        dead: true,
      })),
    )
    expect(await mergeSegments([])).toEqual(buildSegment([]))
    expect(await mergeSegments([dead, dead])).toEqual(buildSegment([]))
  })

  test('go on from whatever step they stopped at, and a step taken twice is the same step', async () => {
    await fc.assert(
      fc.asyncProperty(corpus, fc.integer({ min: 1, max: 300 }), async (parts, budget) => {
        const inputs = parts.map(segmentOf).map(({ dictionary, facts, postings }) => ({
          dictionary,
          dead: facts.dead,
          postings: async (start: number, end: number) => postings.subarray(start, end),
        }))
        const chunks: number[] = []
        let progress: MergeProgress | undefined
        do {
          const step = await mergeStep(inputs, progress, budget)
          expect(await mergeStep(inputs, structuredClone(progress), budget)).toEqual(step)
          chunks.push(...step.postings)
          progress = step
        } while (!progress.done)
        const whole = buildSegment(liveOf(parts))
        expect(progress.dictionary.data).toEqual(whole.dictionary)
        expect(chunks).toEqual([...whole.postings])
      }),
      { numRuns: 50 },
    )
  })

  test('read no more of the postings at a time than the budget and one list', async () => {
    const documents = Array.from({ length: 300 }, (_, i) => ({
      id: `arxiv:2602.${10_000 + i}`,
      terms: { title: ['common', `w${i}`], topics: [], summary: [], authors: [], abstract: [] },
      keys: [],
      facts: { code: false, project: false, summary: false },
    }))
    const { dictionary, facts, postings } = buildSegment(documents)
    const reads: number[] = []
    const input = {
      dictionary,
      dead: facts.dead,
      postings: async (start: number, end: number) => {
        reads.push(end - start)
        return postings.subarray(start, end)
      },
    }
    let step = await mergeStep([input], undefined, 100)
    while (!step.done) step = await mergeStep([input], step, 100)
    const longest = 2 * documents.length
    expect(Math.max(...reads)).toBeLessThanOrEqual(100 + longest)
    expect(reads.reduce((sum, read) => sum + read, 0)).toBe(postings.length)
    expect(reads.length).toBeGreaterThan(50)
  })
})

describe('a search over segments', () => {
  test('finds what a plain look at every document finds, with the same scores, best first', async () => {
    await fc.assert(
      fc.asyncProperty(corpus, query, async (parts, query) => {
        await expectPlain(parts.map(segmentOf), parts.flat(), query)
      }),
      { numRuns: 400 },
    )
  })

  test('finds the same once they are merged, and in one piece from the beginning', async () => {
    await fc.assert(
      fc.asyncProperty(corpus, query, async (parts, query) => {
        const alive = liveOf(parts)
        const entries = alive.map(document => ({ document, dead: false }))
        await expectPlain([await mergeSegments(parts.map(segmentOf), 0, 50)], entries, query)
        await expectPlain([buildSegment(alive)], entries, query)
        await expectPlain(
          alive.map(document => buildSegment([document])),
          entries,
          query,
        )
      }),
      { numRuns: 150 },
    )
  })

  test('finds the same, in the same order, in many parts and in one, where many terms are as common', async () => {
    const names = Array.from({ length: 90 }, (_, i) => `graph${String.fromCharCode(97 + ((i * 7) % 26))}${i}`)
    const documents = names.map((name, i) => ({
      id: `arxiv:2602.${10_000 + i}`,
      terms: { title: [name], topics: [], summary: [], authors: [], abstract: [] },
      keys: [],
      facts: { code: false, project: false, summary: false },
    }))
    const entries = documents.map(document => ({ document, dead: false }))
    for (const query of ['grap', 'graph', 'graphq ', 'graphe ', 'one two three four graph']) {
      await expectPlain([buildSegment(documents)], entries, query)
      const parts = [documents.slice(60), documents.slice(20, 60), documents.slice(0, 20)]
      await expectPlain(
        parts.map(part => buildSegment(part)),
        parts.flat().map(document => ({ document, dead: false })),
        query,
      )
    }
  })

  test('gives every one of many searches at once its own answer', async () => {
    await fc.assert(
      fc.asyncProperty(corpus, fc.array(query, { minLength: 2, maxLength: 12 }), async (parts, queries) => {
        const index = readerOver(parts.map(segmentOf))
        const ask = (query: string) => match(index, { query, limit: 100 }, TOOLS)
        const alone = []
        for (const query of queries) alone.push((await ask(query)).best)
        const together = await Promise.all(queries.map(ask))
        expect(together.map(({ best }) => best)).toEqual(alone)
      }),
    )
  })
})

const TOOLS = {
  today: TODAY,
  states: async () => new Map(),
  likeness: async () => null,
  storedAs: async () => [],
}

/** What the index finds is what a plain look at its entries finds, to the precision of its numbers. */
async function expectPlain(segments: readonly Segment[], entries: readonly Entry[], query: string) {
  const index = readerOver(segments)
  const { best, documents } = await match(index, { query, limit: 1000 }, TOOLS)
  const expected = plainSearch(entries, query, TODAY)
  expect(new Set(best.map(({ id }) => id))).toEqual(new Set(expected.keys()))
  expect(documents).toHaveLength(expected.size)
  for (const { id, score } of best) {
    const wanted = expected.get(id) ?? Number.NaN
    expect(Math.abs(score - wanted), `${query}: ${id} has ${score}, not ${wanted}`).toBeLessThanOrEqual(
      1e-4 * Math.abs(wanted),
    )
  }
  const scores = best.map(({ score }) => score)
  expect(scores).toEqual(scores.toSorted((a, b) => b - a))
  expect(index.live).toBe(entries.filter(({ dead }) => !dead).length)
}

function segmentOf(part: readonly Entry[]): Segment {
  return withMarks(buildSegment(part.map(({ document }) => document)), part)
}

function withMarks(segment: Segment, part: readonly Entry[]): Segment {
  const dead = Uint8Array.from(part, ({ dead }) => Number(dead))
  return { ...segment, facts: { ...segment.facts, dead } }
}

function liveOf(parts: readonly (readonly Entry[])[]) {
  return parts.flat().flatMap(({ document, dead }) => (dead ? [] : [document]))
}
