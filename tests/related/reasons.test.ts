import { describe, expect, it } from 'vitest'
import { paperOf } from '@/lib/papers/merge'
import { type Makers, type Reason, reasonFor } from '@/lib/related/reasons'
import type { RelatedQuery } from '@/lib/related/related'
import { relatedAmong, SKETCHES } from './sketches'

async function reason(
  query: Partial<RelatedQuery>,
  makers: Makers,
  id: string,
  any = false,
): Promise<Reason | undefined> {
  const related = await relatedAmong(SKETCHES, [query])
  const neighbour = related.neighbours.find(({ paper }) => paper.id === id)
  return neighbour && reasonFor(related, makers, neighbour, any)
}

const LEARN = 'We learn a policy by offline reinforcement learning from logged data.'

describe('Why a paper is shown', () => {
  it.each<[why: string, Partial<RelatedQuery>, Makers, string, Reason | undefined]>([
    [
      'topics of both, the rarest first, in the spelling of what was asked about',
      { text: LEARN, topics: ['Offline-RL', 'pessimism', 'robots'] },
      {},
      'arxiv:2601.00001',
      { kind: 'topics', shared: ['pessimism', 'Offline-RL'] },
    ],
    [
      'a topic that the text of the other names',
      { text: LEARN, topics: ['logged data'] },
      {},
      'arxiv:2601.00002',
      { kind: 'topics', shared: ['logged data'] },
    ],
    [
      'authors, where no topic is shared',
      { text: LEARN, topics: ['robots'] },
      { authors: ['ada lovelace'] },
      'arxiv:2601.00001',
      { kind: 'authors', shared: ['Ada Lovelace'] },
    ],
    [
      'phrases, as a sentence has them rather than a title',
      { title: 'Radiance fields again', text: 'Sparse voxels hold radiance fields.' },
      {},
      'arxiv:2601.00003',
      { kind: 'words', shared: ['radiance fields', 'Sparse voxels'] },
    ],
    ['nothing that is worth saying', { text: 'We show a small one.' }, {}, 'arxiv:2601.00001', undefined],
  ])('%s', async (_, query, makers, id, expected) => {
    expect(await reason(query, makers, id)).toEqual(expected)
  })

  it('no phrase begins with half a compound or holds a word that nothing is about', async () => {
    const related = await relatedAmong(
      [
        ...SKETCHES,
        { id: 'arxiv:2601.00006', title: 'Voxel-based rendering', abstract: 'A new voxel-based rendering.' },
      ],
      [
        {
          title: 'Voxel-based rendering using new voxels',
          text: 'Rendering, voxel-based rendering using new voxels.',
        },
      ],
    )
    const same = related.neighbours.find(({ paper }) => paper.id === 'arxiv:2601.00006')
    const shared = same && reasonFor(related, {}, same)?.shared
    expect(shared?.length).toBeGreaterThan(0)
    for (const label of shared ?? []) expect(label).not.toMatch(/^based|using|new/i)
  })

  it('no phrase runs over a comma or a word between', async () => {
    const said = await reason({ text: 'Sparse, voxels of radiance and of fields.' }, {}, 'arxiv:2601.00003')
    expect(said?.shared.some(shared => shared.includes(' '))).toBe(false)
  })

  it('with `any` the most telling words of both', async () => {
    const plain = await reason({ text: 'We show a small one.' }, {}, 'arxiv:2601.00001', true)
    expect(plain?.kind).toBe('words')
    expect(plain?.shared.length).toBeGreaterThan(0)
  })

  it('the organisation, for want of all else', async () => {
    const related = await relatedAmong(SKETCHES, [{ text: 'We show a small one.' }])
    const [first] = related.neighbours
    if (!first) throw new Error('The sketches have changed')
    const paper = paperOf({ ids: first.paper.ids, title: 'Other', seen: 2, organization: 'Lab of Light' })
    const said = reasonFor(related, { organization: 'lab of light' }, { ...first, paper })
    expect(said).toEqual({ kind: 'organization', shared: ['Lab of Light'] })
  })

  it('a hyphenated word that many papers have is no reason', async () => {
    const lamps = (n: number, word: string) => ({
      id: `arxiv:2604.${10_000 + n}`,
      title: `A ${word} lamp ${n}`,
      abstract: `This ${word} lamp of number ${n} burns with a wick.`,
    })
    const shared = async (among: number) => {
      const sketches = Array.from({ length: 40 }, (_, n) => lamps(n, n < among ? 'wind-proof' : 'plain'))
      const query = { title: 'A wind-proof lantern', text: 'A wind-proof lantern stands outside.' }
      const related = await relatedAmong(sketches, [query])
      const neighbour = related.neighbours.find(({ paper }) => paper.id === 'arxiv:2604.10000')
      return (neighbour && reasonFor(related, {}, neighbour)?.shared) ?? []
    }
    expect(await shared(4)).toContain('wind-proof')
    expect(await shared(30)).not.toContain('wind-proof')
  })
})
