import { describe, expect, it } from 'vitest'
import { isSameTitle, shownOf } from '@/lib/related/shown'
import type { Sketch } from '../search/corpus'
import { relatedAmong, SKETCHES } from './sketches'

const [pessimism, conservative, voxels, photographs] = SKETCHES as readonly [Sketch, Sketch, Sketch, Sketch]
const LONG =
  'Radiance fields are rendered from sparse voxels without a neural network. Each voxel holds opacity and colour as spherical harmonics, and rays skip what is empty. Trained photographs of outdoor scenes converge within minutes on one graphics card, thirty times faster than earlier methods of equal quality, and frames arrive at interactive rates.'

async function shown(sketches: readonly Sketch[], of: Sketch, limit = 6): Promise<string[]> {
  const related = await relatedAmong(sketches, [{ title: of.title, text: of.abstract ?? '' }], [of.id])
  const asked = [{ ids: [of.id as never], title: of.title }]
  return shownOf(related, asked, limit).map(({ paper }) => paper.id)
}

describe('Versions of one paper are shown once', () => {
  it.each([
    ['the same title as what was asked about', pessimism, { ...pessimism, id: 'arxiv:2602.00001' }],
    [
      'the same title in other letters',
      pessimism,
      {
        ...pessimism,
        id: 'doi:10.1000/p',
        title: 'PESSIMISM for Offline Reinforcement-Learning',
        abstract: 'Printed.',
      },
    ],
    [
      'nearly the same text under another title',
      { ...voxels, abstract: LONG },
      { ...voxels, id: 'arxiv:2602.00003', title: 'Plain voxels', abstract: `${LONG} Code is online.` },
    ],
  ])('%s', async (_, of, version) => {
    const ids = await shown([...SKETCHES, version], of)
    expect(ids).not.toContain(version.id)
    expect(ids.length).toBeGreaterThan(0)
  })

  it('among the neighbours too, the nearest of them stays', async () => {
    const again = { ...conservative, id: 'arxiv:2602.00002' }
    const ids = await shown([...SKETCHES, again], pessimism)
    expect(ids.filter(id => id === conservative.id || id === again.id)).toHaveLength(1)
  })

  it('but not papers that are only near, or short ones that share a word', async () => {
    const ids = await shown(SKETCHES, voxels)
    expect(ids).toContain(photographs.id)
  })

  it.each([
    [
      'an identifier of both',
      { ids: ['arxiv:1'], title: 'A' },
      { ids: ['doi:1', 'arxiv:1'], title: 'B' },
      true,
    ],
    [
      'a title too short to name a paper',
      { ids: ['arxiv:1'], title: 'On voxels' },
      { ids: ['arxiv:2'], title: 'On voxels' },
      false,
    ],
  ] as const)('%s', (_, a, b, expected) => {
    expect(isSameTitle(a as never, b as never)).toBe(expected)
  })
})

describe('The first few are not one project’s', () => {
  const project = ['regret', 'logged data', 'unseen actions', 'a policy'].map((what, i) => ({
    id: `arxiv:2603.0000${i}`,
    title: `Offline reinforcement learning with pessimism about ${what}`,
    abstract: `Offline reinforcement learning with pessimism learns from ${what} and little else; pessimism is part ${i}.`,
    authors: ['Kurt Goedel', `Author ${i}`],
  }))
  const elsewhere = {
    id: 'arxiv:2603.00009',
    title: 'Offline reinforcement learning without pessimism',
    abstract: 'An offline policy may be learnt from logged data alone when actions were chosen at random.',
    authors: ['Hedy Lamarr'],
  }

  it('a paper of others comes before the last of the project, and the nearest stays first', async () => {
    const related = await relatedAmong(
      [...project, elsewhere, ...SKETCHES.slice(2)],
      [{ title: pessimism.title, text: pessimism.abstract ?? '' }],
    )
    const byScore = related.neighbours.map(({ paper }) => paper.id)
    const ids = shownOf(related, [], 6).map(({ paper }) => paper.id)
    expect(ids[0]).toBe(byScore[0])
    expect(ids.indexOf(elsewhere.id as never)).toBeLessThan(3)
    expect(new Set(ids).size).toBe(ids.length)
  })
})
