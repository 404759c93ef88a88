import type { PaperId } from '@/lib/papers/identifier'
import type { Paper } from '@/lib/papers/paper'
import { type Related, type RelatedQuery, relatedPapers } from '@/lib/related/related'
import { indexOf, paperOfSketch, type Sketch } from '../search/corpus'

/** What is near some texts in a corpus of these papers, by words alone. */
export function relatedAmong(
  sketches: readonly Sketch[],
  queries: readonly Partial<RelatedQuery>[],
  exclude: readonly string[] = [],
  among?: readonly string[],
): Promise<Related<Paper>> {
  const papers = new Map(sketches.map(sketch => [sketch.id, paperOfSketch(sketch)]))
  return relatedPapers(
    indexOf(sketches),
    queries.map(query => ({ title: '', text: '', topics: [], ...query })),
    { exclude: new Set(exclude), ...(among && { among: among as PaperId[] }) },
    { papers: async () => papers, vectors: async () => null },
  )
}

/** Papers of three fields, some of which share authors, organisations and topics. */
export const SKETCHES: readonly Sketch[] = [
  {
    id: 'arxiv:2601.00001',
    title: 'Pessimism for offline reinforcement learning',
    abstract:
      'Offline reinforcement learning learns a policy from logged data. We show that pessimism about unseen actions gives a policy with a small regret.',
    authors: ['Ada Lovelace', 'Emmy Noether'],
    topics: ['offline RL', 'pessimism'],
  },
  {
    id: 'arxiv:2601.00002',
    title: 'Conservative values in offline reinforcement learning',
    abstract:
      'We learn conservative value functions from logged data, so that offline reinforcement learning does not overestimate unseen actions.',
    authors: ['Ada Lovelace'],
    topics: ['Offline RL'],
  },
  {
    id: 'arxiv:2601.00003',
    title: 'Sparse voxel rendering of radiance fields',
    abstract:
      'Radiance fields are rendered from sparse voxels without a neural network, at a hundred frames a second.',
    authors: ['Alan Turing'],
    topics: ['novel view synthesis'],
  },
  {
    id: 'arxiv:2601.00004',
    title: 'Radiance fields from few photographs',
    abstract: 'We reconstruct radiance fields from three photographs by a prior over sparse voxels.',
    authors: ['Grace Hopper'],
    topics: ['few-shot reconstruction'],
  },
  {
    id: 'arxiv:2601.00005',
    title: 'Speech recognition for many languages',
    abstract:
      'One acoustic encoder recognises speech in a thousand languages after self-supervised training.',
    authors: ['Emmy Noether'],
    topics: ['speech recognition'],
  },
]
