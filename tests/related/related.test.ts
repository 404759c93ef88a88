import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { relatedAmong, SKETCHES } from './sketches'

const idsOf = async (...args: Parameters<typeof relatedAmong>) =>
  (await relatedAmong(...args)).neighbours.map(({ paper }) => paper.id)
const textOf = (number: number) => {
  const { title = '', abstract = '', topics = [] } = SKETCHES[number] ?? {}
  return { title, text: abstract, topics }
}

describe('relatedPapers', () => {
  it.each([
    ['of a paper, without it', [textOf(0)], ['arxiv:2601.00001'], 'arxiv:2601.00002'],
    [
      'of a page that is in no digest',
      [{ title: 'Voxels', text: 'We render sparse voxels.' }],
      [],
      'arxiv:2601.00003',
    ],
    ['by a topic alone', [{ topics: ['Speech recognition'] }], [], 'arxiv:2601.00005'],
    ['by a stem', [{ title: 'Rendered photograph' }], [], 'arxiv:2601.00004'],
  ] as const)('the nearest: %s', async (_, queries, exclude, nearest) => {
    const ids = await idsOf(SKETCHES, queries, exclude)
    expect(ids[0]).toBe(nearest)
    for (const id of exclude) expect(ids).not.toContain(id)
  })

  it.each([
    ['nothing', {}],
    ['a word that no paper has', { title: 'Lighthouses' }],
    ['stop words', { title: 'Of the and', text: 'to be or not to be' }],
    [
      'another language',
      { title: 'Leuchttürme lernen leuchten', text: 'Wir zeigen, wie Leuchttürme Schiffe sehen.' },
    ],
    ['another script', { title: '基于强化学习的推理', text: '实验表明该方法有效。' }],
    ['LaTeX', { title: '$\\alpha$-$\\beta$', text: '$$\\int_0^1 x\\,dx$$' }],
  ])('none: %s', async (_, query) => {
    expect(await idsOf(SKETCHES, [query])).toEqual([])
  })

  it('of several texts: what is near any of them, what is near more of them first', async () => {
    const ids = await idsOf(SKETCHES, [textOf(0), textOf(2)], ['arxiv:2601.00001', 'arxiv:2601.00003'])
    expect(ids.slice(0, 2).sort()).toEqual(['arxiv:2601.00002', 'arxiv:2601.00004'])
    const { neighbours } = await relatedAmong(SKETCHES, [textOf(0), textOf(2)])
    const conservative = neighbours.find(({ paper }) => paper.id === 'arxiv:2601.00002')
    expect(conservative?.likeEach[0]).toBeGreaterThan(conservative?.likeEach[1] ?? Infinity)
  })

  it('ranks all of a pool and nothing else, what is asked about left out', async () => {
    const pool = ['arxiv:2601.00005', 'arxiv:2601.00001', 'arxiv:2601.00002', 'arxiv:2601.99999']
    const ids = await idsOf(SKETCHES, [textOf(0)], ['arxiv:2601.00001'], pool)
    expect(ids).toEqual(['arxiv:2601.00002', 'arxiv:2601.00005'])
  })

  it('is the same each time, in order, and never has what is excluded', async () => {
    const words = fc.constantFrom(
      ...'offline reinforcement learning radiance fields sparse voxels speech languages policy of unseen actions'.split(
        ' ',
      ),
    )
    const text = fc.array(words, { maxLength: 30 }).map(list => list.join(' '))
    const some = fc.subarray(SKETCHES.map(({ id }) => id))
    await fc.assert(
      fc.asyncProperty(text, text, some, async (title, body, exclude) => {
        const first = await relatedAmong(SKETCHES, [{ title, text: body }], exclude)
        const second = await relatedAmong(SKETCHES, [{ title, text: body }], exclude)
        const seen = first.neighbours.map(({ paper, score }) => [paper.id, score])
        expect(second.neighbours.map(({ paper, score }) => [paper.id, score])).toEqual(seen)
        expect(exclude.filter(id => first.neighbours.some(({ paper }) => paper.id === id))).toEqual([])
        const scores = first.neighbours.map(({ score }) => score)
        expect(scores).toEqual(scores.toSorted((a, b) => b - a))
      }),
      { numRuns: 60 },
    )
  })
})
