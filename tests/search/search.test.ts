import { describe, expect, test } from 'vitest'
import { search } from '@/lib/search/search'
import { matcher } from '@/lib/search/words'
import { indexOf, type Sketch, toolsFor } from './corpus'

const PAPERS: readonly Sketch[] = [
  {
    id: 'attention',
    title: 'Attention Is All You Need',
    abstract:
      'The dominant sequence transduction models are based on recurrent networks. We propose the transformer.',
    authors: ['Ashish Vaswani', 'Noam Shazeer'],
    topics: ['transformer', 'machine translation'],
  },
  {
    id: 'bert',
    title: 'BERT: Pre-training of Deep Bidirectional Transformers for Language Understanding',
    abstract: 'We introduce a language representation model. Attention heads are pre-trained.',
    authors: ['Jacob Devlin'],
  },
  {
    id: 'diffusion',
    title: 'Denoising Diffusion Probabilistic Models',
    abstract: 'We present image synthesis results using diffusion probabilistic models.',
    authors: ['Jonathan Ho'],
    summary: 'Images out of noise.',
  },
  {
    id: 'text3d',
    title: 'Text-to-3D Synthesis with $\\alpha$-Score Distillation',
    abstract: 'Scores of a diffusion model distil into a scene. Transformers are not used.',
    authors: ['Łukasz Gödel'],
  },
  { id: 'chinese', title: '编程语言模型的研究', abstract: '我们研究语言模型。' },
  { id: 'hardness', title: 'On the Hardness of the constructor and __proto__', abstract: 'A hard problem.' },
]

const index = indexOf(PAPERS)
const tools = toolsFor(PAPERS)
const ask = (query: string, limit = 10) => search(index, { query, limit }, tools)
const idsFor = async (query: string) => (await ask(query)).papers.map(({ id }) => id)
/** The same over other papers. */
async function among(sketches: readonly Sketch[], query: string): Promise<string[]> {
  const { papers } = await search(indexOf(sketches), { query, limit: 10 }, toolsFor(sketches))
  return papers.map(({ id }) => id)
}

describe('search', () => {
  const TABLE: readonly (readonly [query: string, expected: string[], why: string])[] = [
    [
      'transformer',
      ['attention', 'bert', 'text3d'],
      'a topic and a summary before an inflected title and an abstract',
    ],
    ['transf', ['bert', 'attention', 'text3d'], 'the word being typed counts as the beginning of one'],
    ['transf ', [], 'no more, once a space follows'],
    ['denoise', ['diffusion'], 'another form of the stem'],
    ['diffusion models', ['diffusion', 'text3d'], 'both words, in any form'],
    ['bert diffusion', ['diffusion', 'bert', 'text3d'], 'no paper has both: those that have one'],
    ['vaswani attention', ['attention'], 'an author and a word of the title'],
    ['godel', ['text3d'], 'an author without the accents'],
    ['Łukasz', ['text3d'], 'an author with them'],
    ['text-to-3d', ['text3d'], 'a hyphenated word'],
    ['textto3d', ['text3d'], 'the same written as one'],
    ['alpha score', ['text3d'], 'Greek by name'],
    ['α score', ['text3d'], 'Greek as it is'],
    ['$\\alpha$-Score', ['text3d'], 'Greek as LaTeX'],
    ['\\textsc{BERT}', ['bert'], 'a title pasted with its LaTeX'],
    ['transfromer', ['attention', 'bert', 'text3d'], 'two letters swapped: the nearest known words'],
    ['probablistic', ['diffusion'], 'a letter left out'],
    ['语言模型', ['chinese'], 'Chinese'],
    ['程语', ['chinese'], 'from the middle of a run'],
    ['编', ['chinese'], 'one letter, while it is typed, begins pairs'],
    ['the of and', [], 'nothing but stop words'],
    ['', [], 'nothing'],
    ['   ', [], 'white space'],
    ['?!', [], 'punctuation'],
    ['__proto__', ['hardness'], 'a name of JavaScript is a word'],
    ['constructor', ['hardness'], 'so is this one'],
    ['hasOwnProperty', [], 'and this one is in no paper'],
  ]

  test.each(TABLE)('%j finds %j: %s', async (query, expected) => {
    expect(await idsFor(query)).toEqual(expected)
  })

  test('says of a word that it was corrected, and to what', async () => {
    const [word] = (await ask('transfromer ')).words
    expect(word?.corrected).toBe(true)
    expect(word?.forms.map(({ term }) => term).sort()).toEqual(['transformer', 'transformers'])
    expect((await ask('transformer ')).words[0]?.corrected).toBe(false)
  })

  test('gives no more than asked for, and says how many there are', async () => {
    expect(await ask('transformer', 1)).toMatchObject({
      papers: [{ id: 'attention' }],
      total: 3,
      more: false,
    })
    expect(await ask('transformer', 0)).toMatchObject({ papers: [], total: 3, more: false })
    expect(await ask('', 5)).toMatchObject({ papers: [], total: 0, more: false, words: [] })
  })

  test.each<[string, readonly Sketch[], string, string]>([
    [
      'learning ',
      [
        { id: 'inflected', title: 'Learned kernels' },
        { id: 'exact', title: 'Learning kernels' },
      ],
      'exact inflected',
      'an exact word before another form of it',
    ],
    [
      'kernels',
      [
        { id: 'below', title: 'Methods', abstract: 'Kernels, kernels and kernels.' },
        { id: 'above', title: 'Kernels' },
      ],
      'above below',
      'the title before the abstract, however often that says it',
    ],
    [
      'neural kernels',
      [
        { id: 'apart', title: 'Kernels of neural nets' },
        { id: 'row', title: 'Nets of neural kernels' },
      ],
      'row apart',
      'words in the order of the query before others',
    ],
    [
      'neural kernels',
      [
        { id: 'longer', title: 'Neural kernels of everything' },
        { id: 'same', title: 'Neural Kernels' },
      ],
      'same longer',
      'the title that was typed before one that begins so',
    ],
    [
      'kernels',
      [
        { id: 'plain', title: 'Kernels of one' },
        { id: 'liked', title: 'Kernels of two', upvotes: 500 },
      ],
      'liked plain',
      'of two alike the one that is liked',
    ],
    [
      'flash attention',
      [
        { id: 'one', title: 'FlashAttention for all' },
        { id: 'two', title: 'Attention without any of it' },
      ],
      'one',
      'two words that a paper writes as one',
    ],
    [
      'flashattention',
      [
        { id: 'hyphen', title: 'Flash-Attention for all' },
        { id: 'other', title: 'Attention' },
      ],
      'hyphen',
      'one word that a paper writes with a hyphen',
    ],
    [
      'GPT-4o',
      [
        { id: 'joined', title: 'What GPT4o knows' },
        { id: 'other', title: 'What GPT-3 knows' },
      ],
      'joined',
      'a model by its name without the hyphen',
    ],
    [
      'Q*',
      [
        { id: 'letter', title: 'Learning of Q values' },
        { id: 'name', title: 'Q* and all that' },
      ],
      'name',
      'a name with its sign',
    ],
    ['C++ ', [{ id: 'letter', title: 'A language named C' }], 'letter', 'or without where nobody writes it'],
    [
      '3.1',
      [
        { id: 'one', title: 'Llama 3.1' },
        { id: 'two', title: 'Llama 3.2, section 1' },
      ],
      'one',
      'a version',
    ],
    ['qwen2', [{ id: 'one', title: 'Qwen2.5 report' }], 'one', 'a version without its decimals'],
    [
      'con ',
      [
        { id: 'rare', title: 'Con' },
        { id: 'common', title: 'Conclusion' },
      ],
      'rare',
      'a short word',
    ],
  ])('%j: %s finds %s: %s', async (query, sketches, expected) => {
    expect((await among(sketches, query)).join(' ')).toBe(expected)
    expect((await among(sketches.toReversed(), query)).join(' ')).toBe(expected)
  })

  test('a word as it is typed finds itself, though more common ones begin so', async () => {
    const crowd = Array.from({ length: 140 }, (_, i) => ({
      id: `p${i}`,
      title: `Con${String.fromCharCode(97 + (i % 26))}${String.fromCharCode(97 + Math.floor((i % 70) / 26))} paper`,
    }))
    expect((await among([...crowd, { id: 'rare', title: 'Con' }], 'con'))[0]).toBe('rare')
  })

  test('a word may be meant though it is known: a title that has all of them comes up', async () => {
    const sketches = [
      { id: 'noise', title: 'On spake and speech' },
      { id: 'meant', title: 'The sake of argument', abstract: 'A tale.' },
    ]
    expect(await among(sketches, 'spake argument ')).toEqual(['meant'])
  })

  test('a long query needs not all its words, and what it repeats counts more', async () => {
    const rest = 'unheardof words about recurrent sequence transduction'
    expect(await idsFor(`${rest} noise`)).toEqual(['attention', 'diffusion'])
    const other = rest.replace('recurrent sequence transduction', 'recurrent')
    expect((await idsFor(`${other} noise noise noise images`))[0]).toBe('diffusion')
  })

  test('a title pasted whole, with the words around it that a sentence has, finds its paper first', async () => {
    for (const { id, title } of PAPERS) {
      expect((await idsFor(title))[0]).toBe(id)
      expect((await idsFor(title.toUpperCase()))[0]).toBe(id)
    }
  })

  test('a key is not found by its mark', async () => {
    expect(await idsFor('#machine translation ')).toEqual(await idsFor('machine translation '))
    expect(await idsFor('!hf ')).toEqual([])
  })
})

describe('what is near in meaning', () => {
  /** As near as said by number of the document. */
  const likeness = (...near: number[]) => ({
    ...tools,
    likeness: async () => Float32Array.from({ length: 6 }, (_, d) => near[d] ?? 0),
  })
  const near = async (query: string, ...of: number[]) => {
    const answer = await search(index, { query, limit: 10, facets: true, near: true }, likeness(...of))
    return { ids: answer.papers.map(({ id }) => id), byMeaning: answer.byMeaning, total: answer.total }
  }

  test('follows where few match, the nearest first, and is not counted as a match', async () => {
    expect(await near('probabilistic ', 0.5, 0.1, 0.9, 0.8)).toEqual({
      ids: ['diffusion', 'text3d', 'attention'],
      byMeaning: 2,
      total: 1,
    })
    expect(await near('unheardof ', 0.2, 0.1)).toEqual({ ids: [], byMeaning: 0, total: 0 })
  })

  test('obeys filters, and is not asked for by a phrase that nobody can look up', async () => {
    expect((await near('probabilistic -author:vaswani ', 0.9, 0.8)).ids).toEqual(['diffusion', 'bert'])
    expect((await near('"probabilistic models" ', 0.9, 0.8)).byMeaning).toBe(0)
  })

  test('ranks a long query with its words, and finds what shares none of them', async () => {
    const query = 'how do people turn unheardof pictures into scenes '
    expect(await idsFor(query)).toEqual(['text3d'])
    expect((await near(query)).ids).toEqual(['text3d'])
    expect((await near(query, 0, 0.7, 0, 0, 0.9)).ids).toEqual(['text3d', 'chinese', 'bert'])
  })

  test('finds nothing that is dead', async () => {
    const gone = indexOf(PAPERS)
    gone.dead[0] = 1
    for (const query of ['probabilistic ', 'how do people turn unheardof pictures into scenes ']) {
      const { papers } = await search(gone, { query, limit: 10, near: true }, likeness(0.99, 0.5))
      expect(papers.map(({ id }) => id)).not.toContain('attention')
      expect(papers.map(({ id }) => id)).toContain('bert')
    }
  })

  test('is not asked for in another order, nor unless it is wanted, and never more than the limit', async () => {
    const unwanted = await search(index, { query: 'probabilistic ', limit: 10 }, likeness(0.9, 0.9))
    expect([unwanted.byMeaning, unwanted.papers.length]).toEqual([0, 1])
    const byDate = await search(
      index,
      { query: 'probabilistic ', limit: 10, order: 'date', near: true },
      likeness(0.9, 0.9),
    )
    expect([byDate.byMeaning, byDate.papers.length]).toEqual([0, 1])
    const two = await search(index, { query: 'probabilistic ', limit: 2, near: true }, likeness(0.9, 0.8))
    expect(two.papers.map(({ id }) => id)).toEqual(['diffusion', 'attention'])
  })
})

describe('matcher', () => {
  test('marks the forms a query looks for, and no other word', async () => {
    const marks = matcher((await ask('transformers atten')).words)
    const words = ['transformer', 'transformers', 'attention', 'attentive', 'model', 'bert']
    expect(words.filter(marks)).toEqual(['transformer', 'transformers', 'attention'])
  })
})
