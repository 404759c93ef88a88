import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { rerank } from '@/lib/search/rerank'
import { matcher, search } from '@/lib/search/search'
import { indexOf, paperOfSketch, type Sketch } from './corpus'

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
const idsFor = (query: string) => search(index, query, 10).hits.map(hit => hit.id)

describe('search', () => {
  const TABLE: readonly (readonly [query: string, expected: string[], why: string])[] = [
    [
      'transformer',
      ['attention', 'bert', 'text3d'],
      'a topic and a summary before an inflected title and an abstract',
    ],
    ['transf', ['attention', 'bert', 'text3d'], 'the word being typed counts as the beginning of one'],
    ['transf ', [], 'no more, once a space follows'],
    ['denoise', ['diffusion'], 'another form of the stem'],
    ['diffusion models', ['diffusion', 'text3d'], 'both words, in any form'],
    ['bert diffusion', ['bert', 'diffusion', 'text3d'], 'no paper has both: those that have one'],
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

  test.each(TABLE)('%j finds %j: %s', (query, expected) => {
    expect(idsFor(query)).toEqual(expected)
  })

  test('says of a word that it was corrected, and to what', () => {
    const [word] = search(index, 'transfromer ', 10).words
    expect(word?.corrected).toBe(true)
    expect(word?.forms.map(form => form.term).sort()).toEqual(['transformer', 'transformers'])
    expect(search(index, 'transformer ', 10).words[0]?.corrected).toBe(false)
  })

  test('gives no more than asked for, and says how many there are', () => {
    expect(search(index, 'transformer', 1)).toMatchObject({ hits: [{ id: 'attention' }], total: 3 })
    expect(search(index, 'transformer', 0)).toMatchObject({ hits: [], total: 3 })
  })

  test('an exact word outweighs another form of it in a short query', () => {
    const pair = indexOf([
      { id: 'inflected', title: 'Learned kernels' },
      { id: 'exact', title: 'Learning kernels' },
    ])
    expect(search(pair, 'learning ', 10).hits.map(hit => hit.id)).toEqual(['exact', 'inflected'])
  })

  test('a long query needs not all its words, and what it repeats counts more', () => {
    const hits = (query: string) => search(index, query, 10).hits.map(hit => hit.id)
    const rest = 'unheardof words about recurrent sequence transduction'
    expect(hits(`${rest} noise`)).toEqual(['attention', 'diffusion'])
    expect(
      hits(`${rest.replace('recurrent sequence transduction', 'recurrent')} noise noise noise images`)[0],
    ).toBe('diffusion')
  })
})

describe('hostile queries', () => {
  const HOSTILE = [
    '__proto__',
    'constructor',
    'toString',
    '\ud800',
    '\udc00x',
    '\u0000',
    '#',
    '#transformer',
    '\n',
    '\\',
    '$',
    '{{{',
    '🙂',
    'ﷺ',
    'ـ',
  ]
  const query = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc.string({ unit: 'grapheme', maxLength: 60 }),
    fc
      .array(fc.constantFrom(...HOSTILE, 'transformer', 'attention'), { maxLength: 8 })
      .map(words => words.join(' ')),
  )

  test('are answered: known papers, once each, best first', () => {
    const known = new Set(PAPERS.map(paper => paper.id))
    fc.assert(
      fc.property(query, text => {
        const { hits, total, words } = search(index, text, 5)
        const ids = hits.map(hit => hit.id)
        expect(new Set(ids).size).toBe(ids.length)
        expect(ids.filter(id => !known.has(id))).toEqual([])
        expect(hits.length).toBe(Math.min(5, total))
        const scores = hits.map(hit => hit.score)
        expect(scores).toEqual(scores.toSorted((a, b) => b - a))
        for (const { score, matched } of hits) {
          expect(score).toBeGreaterThan(0)
          expect(matched).toBeLessThanOrEqual(words.length)
        }
      }),
      { numRuns: 1000 },
    )
  })

  test.each([
    ['a paper pasted in full', 'attention transformer '.repeat(5000)],
    ['one long word', 'a'.repeat(100_000)],
    ['nothing but signs', '$\\{~'.repeat(25_000)],
    ['different words', Array.from({ length: 20_000 }, (_, i) => `w${i}x`).join(' ')],
  ])('100 kB of %s are answered in a moment', (_what, text) => {
    const started = performance.now()
    const { hits, words } = search(index, text, 5)
    expect(performance.now() - started).toBeLessThan(1000)
    expect(words.length).toBeLessThanOrEqual(200)
    expect(hits.length > 0).toBe(text.startsWith('attention'))
  })

  test('a key is not found by its mark', () => {
    expect(idsFor('#machine translation ')).toEqual(idsFor('machine translation '))
  })
})

describe('matcher', () => {
  test('marks the forms a query looks for, and no other word', () => {
    const marks = matcher(search(index, 'transformers atten', 10).words)
    const words = ['transformer', 'transformers', 'attention', 'attentive', 'model', 'bert']
    expect(words.filter(marks)).toEqual(['transformer', 'transformers', 'attention'])
  })
})

describe('rerank', () => {
  const papers = new Map(
    [
      { id: 'same', title: 'Diffusion Models for All', upvotes: 1 },
      { id: 'starts', title: 'Diffusion Models for All and Everything', upvotes: 1 },
      { id: 'contains', title: 'Why Diffusion Models for All', upvotes: 1 },
      { id: 'other', title: 'Something Else', upvotes: 1 },
      { id: 'liked', title: 'Something Other', upvotes: 5000 },
    ].map(sketch => [sketch.id, paperOfSketch(sketch)]),
  )
  const hit = (id: string, score = 1) => ({ id, score, matched: 1 })
  const order = (query: string, hits: readonly ReturnType<typeof hit>[]) =>
    rerank(query, hits, papers).map(({ paper }) => paper.id)

  test.each([
    ['diffusion models for all', 'the title, as typed'],
    ['Diffusion Models: for all!', 'the title, punctuated otherwise'],
  ])('%j: the paper of that title first, %s', query => {
    expect(order(query, [hit('other', 2), hit('contains'), hit('starts'), hit('same')])[0]).toBe('same')
  })

  test('what begins with the query comes before what holds it, and that before the rest', () => {
    expect(order('diffusion models', [hit('other'), hit('contains'), hit('starts')])).toEqual([
      'starts',
      'contains',
      'other',
    ])
  })

  test('upvotes break ties, and no more', () => {
    expect(order('something', [hit('other'), hit('liked')])).toEqual(['liked', 'other'])
    expect(order('something', [hit('other', 1.1), hit('liked')])).toEqual(['other', 'liked'])
  })

  test('a hit whose paper is gone is left out', () => {
    expect(order('something', [hit('gone', 9), hit('other')])).toEqual(['other'])
  })
})
