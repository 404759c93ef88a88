import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { topicKey } from '@/lib/search/topic-key'
import { isMuted, topicChoice } from '@/lib/topics/muted'
import { parseVocabulary } from '@/lib/topics/vocabulary'
import { explains } from '@/lib/topics/vocabulary-acronyms'
import { carrying, dataOf, vocabularyOf } from './vocabulary-of'

const ONE: readonly (readonly [labels: Record<string, number>, label: string, why: string])[] = [
  [{ 'diffusion models': 3, 'Diffusion Model': 2 }, 'diffusion models', 'case and plural'],
  [{ 'fine-tuning': 3, finetuning: 2, 'fine tuning': 1 }, 'fine-tuning', 'hyphens and spaces'],
  [
    { 'large language models': 3, 'large language models (LLMs)': 2, LLMs: 4, 'large language model': 1 },
    'large language models',
    'an acronym that brackets explain, written out',
  ],
  [
    { 'DiT (Diffusion Transformer)': 2, 'diffusion transformer': 2, DiT: 1 },
    'diffusion transformer',
    'turned round',
  ],
  [
    { 'chain-of-thought (CoT) reasoning': 2, 'chain-of-thought reasoning': 3 },
    'chain-of-thought reasoning',
    'brackets in the middle',
  ],
  [
    { 'multi-modal models': 1, 'multimodal models': 4 },
    'multimodal models',
    'two words that are one elsewhere',
  ],
  [{ 'behaviour cloning': 1, 'behavior cloning': 3 }, 'behavior cloning', 'British and American'],
  [
    { 'data visualisation': 3, 'data visualization': 1 },
    'data visualisation',
    'the commoner spelling is the label',
  ],
  [{ 'large language models': 20, 'large langauge models': 1 }, 'large language models', 'a slip'],
  [
    {
      'reinforcement learning with verifiable rewards': 3,
      'reinforcement learning from verifiable rewards': 1,
    },
    'reinforcement learning with verifiable rewards',
    'little words',
  ],
  [
    { GRPO: 5, 'group relative policy optimization (GRPO)': 2 },
    'group relative policy optimization',
    'of an acronym',
  ],
  [{ GRPO: 50, 'group relative policy optimization (GRPO)': 2 }, 'GRPO', 'an acronym that nobody writes out'],
]

const TWO: readonly (readonly [labels: Record<string, number>, why: string])[] = [
  [{ 'GPT-4': 2, 'GPT-5': 2 }, 'numbers tell apart'],
  [{ 'Qwen 2.5': 2, 'Qwen 25': 2 }, 'points between digits count'],
  [
    { 'mixture of agents (MoA)': 3, 'margin of accuracy (MoA)': 3, MoA: 5 },
    'an acronym with two meanings is neither',
  ],
  [
    { 'policy optimization': 3, 'proximal policy optimization (PPO)': 3, PPO: 2 },
    'initials come before letters within',
  ],
  [{ 'general agents': 2, 'generative agents': 2 }, 'words of one root'],
  [{ encoder: 2, encoding: 2 }, 'what does and what is done'],
  [{ 'text to image': 2, 'text image': 2 }, 'two words and what is between them'],
  [{ segmentation: 20, argmentation: 2 }, 'a slip in the first letter is another word'],
]

describe('topics', () => {
  test.each(ONE)('%j are one, %j: %s', (labels, label) => {
    const vocabulary = vocabularyOf(carrying(labels))
    const all = Object.values(labels).reduce((sum, papers) => sum + papers, 0)
    expect(vocabulary.topics.map(topic => [topic.label, topic.papers])).toEqual([[label, all]])
    for (const spelling of Object.keys(labels)) {
      expect(vocabulary.labelOf(spelling), spelling).toBe(label)
      expect(vocabulary.keysOf(spelling), spelling).toContain(topicKey(spelling))
    }
  })

  test('hold an acronym within them', () => {
    const vocabulary = vocabularyOf(
      carrying({ 'large language models (LLMs)': 5, 'LLM agents': 3, 'large language model agents': 1 }),
    )
    expect(vocabulary.topics.map(({ label, papers }) => [label, papers])).toEqual([
      ['large language models', 5],
      ['LLM agents', 4],
    ])
  })

  test.each(TWO)('%j stay apart: %s', labels => {
    const vocabulary = vocabularyOf(carrying(labels))
    const [first = '', second = ''] = Object.keys(labels)
    const topics = [vocabulary.topicOf(first), vocabulary.topicOf(second)]
    expect(topics[0]).toBeDefined()
    expect(topics[0]).not.toBe(topics[1])
  })
})

describe('acronyms', () => {
  const TABLE: readonly (readonly [
    text: string,
    acronym: string,
    meaning: string | undefined,
    why: string,
  ])[] = [
    ['we train large language models', 'LLMs', 'large language models', 'initials, in the plural'],
    [
      'reinforcement learning with verifiable rewards',
      'RLVR',
      'reinforcement learning with verifiable rewards',
      'without little words',
    ],
    [
      'a proximal policy optimization',
      'PPO',
      'proximal policy optimization',
      'initials before letters within',
    ],
    ['text-to-image', 'TTI', 'text-to-image', 'hyphens'],
    ['word error rate', 'WER', 'word error rate', 'three words'],
    ['diffusion transformer', 'DiT', 'diffusion transformer', 'letters within words'],
    ['automatic recognition', 'ASR', undefined, 'a letter that no word has'],
    ['multimodal models', 'LMMs', undefined, 'a first letter that begins no word'],
    ['learning', 'L', undefined, 'one letter'],
    ['', 'LLM', undefined, 'no words'],
  ]
  test.each(TABLE)('%j explains %j as %j: %s', (text, acronym, meaning) => {
    expect(explains(text, acronym)).toBe(meaning)
  })

  test('that texts explain are known though no label has brackets', () => {
    const papers = [
      ...carrying({ 'sparse autoencoders': 2, SAE: 2 }),
      { title: '', abstract: 'We study sparse autoencoders (SAEs) at scale.', labels: ['scale'] },
      { title: '', abstract: 'What do Sparse Autoencoders (SAE) learn?', labels: ['scale'] },
    ]
    expect(vocabularyOf(papers).topicOf('SAE')).toMatchObject({ label: 'sparse autoencoders', papers: 4 })
  })

  test('that are words too stay by themselves', () => {
    const abstract =
      'Each clip is short; a clip of video, and one more clip, as contrastive language image pretraining (CLIP).'
    const papers = [
      ...carrying({ clip: 2, 'contrastive language image pretraining (CLIP)': 3 }),
      { title: '', abstract, labels: ['video'] },
    ]
    const vocabulary = vocabularyOf(papers)
    expect(vocabulary.topicOf('clip')).not.toBe(vocabulary.topicOf('contrastive language image pretraining'))
  })
})

describe('labels', () => {
  test('have the capitals that texts give their words, and names keep theirs', () => {
    const abstract =
      'We use the ImageNet data, a Gaussian model and the Markov chain; then ImageNet, Gaussian and Markov again, ' +
      'and more ImageNet, Gaussian, Markov, with our proximal step, a proximal map and the Proximal name.'
    const vocabulary = vocabularyOf([
      ...carrying({ imagenet: 3, 'gaussian Splatting': 2, 'Proximal steps': 2, 'Claude 3.7 Sonnet': 2 }),
      { title: '', abstract, labels: ['markov chain'] },
      { title: '', labels: ['markov chain'] },
    ])
    const labels = vocabulary.topics.map(({ label }) => label)
    expect(labels).toEqual([
      'ImageNet',
      'Claude 3.7 Sonnet',
      'Gaussian Splatting',
      'Markov chain',
      'proximal steps',
    ])
  })

  test('leave other spellings to be looked up', () => {
    const vocabulary = vocabularyOf(carrying({ 'flow matching': 3, 'flow-matching': 2, 'Flow Matching': 1 }))
    const topic = vocabulary.topicOf('flow matching')
    expect(topic && vocabulary.spellingsOf(topic)).toEqual(['flow-matching'])
  })
})

describe('broader and narrower topics', () => {
  test('follow from the words at the end, and from the papers', () => {
    const vocabulary = vocabularyOf([
      ...carrying({ 'diffusion models': 5, 'latent diffusion models': 2, 'reinforcement learning': 9 }),
      ...Array.from({ length: 6 }, () => ({
        title: '',
        labels: ['reward hacking', 'reinforcement learning'],
      })),
      ...Array.from({ length: 6 }, () => ({ title: '', labels: ['reward hacking 2', 'diffusion models'] })),
    ])
    const broader = (label: string) => vocabulary.broader(label).map(topic => topic.label)
    expect(broader('latent diffusion models')).toEqual(['diffusion models'])
    expect(broader('reward hacking')).toEqual(['reinforcement learning'])
    expect(broader('reward hacking 2'), 'a name is no part of what its papers share').toEqual([])
    expect(broader('diffusion models')).toEqual([])
    expect(broader('no such topic')).toEqual([])
    expect(vocabulary.narrower('Reinforcement-Learning').map(topic => topic.label)).toEqual([
      'reward hacking',
    ])
  })
})

describe('words that say nothing', () => {
  const papers = Array.from({ length: 300 }, (_, i) => ({
    title: 'A benchmark',
    abstract: `We measure performance on a benchmark; this one is about ${i % 3 === 0 ? 'grokking' : 'things'}.`,
    labels: [
      ...(i < 9 ? ['benchmark'] : []),
      ...(i % 6 === 0 ? ['grokking'] : []),
      ...(i > 290 ? ['benchmark performance', 'benchmark of grokking', 'BENCH-1'] : []),
      `number ${i}`,
    ],
  }))
  test('are no topics, alone or together; with one that does they are', () => {
    const labels = vocabularyOf(papers).topics.map(({ label }) => label)
    expect(labels).toEqual(['grokking', 'BENCH-1', 'benchmark of grokking'])
  })
  test('cannot be told in a small corpus', () => {
    const labels = vocabularyOf(papers.slice(0, 100)).topics.map(({ label }) => label)
    expect(labels).toContain('benchmark')
  })
})

describe('months', () => {
  const day = (text: string) => Date.parse(`${text}T00:00:00Z`) / 86_400_000
  test('count papers, and the last weeks against the year before', () => {
    const vocabulary = vocabularyOf([
      { title: '', labels: ['video'], day: day('2024-01-05') },
      { title: '', labels: ['video', 'Video'], day: day('2025-12-31'), categories: ['cs.CV', 'cs.CV'] },
      { title: '', labels: ['videos', 'sound'], day: day('2026-01-01'), categories: ['cs.CV'] },
      { title: '', labels: ['sound'], day: day('2026-02-20') },
      { title: '', labels: ['sound'] },
    ])
    expect(vocabulary.months.at(0)).toBe('2024-01')
    expect(vocabulary.months.at(-1)).toBe('2026-02')
    const video = vocabulary.topicOf('video')
    expect(video).toMatchObject({ papers: 3, recent: 0, before: 2, kind: 'topic' })
    expect(
      [...(video ? Array.from(video.months) : [])].flatMap((n, i) => (n ? [[vocabulary.months[i], n]] : [])),
    ).toEqual([
      ['2024-01', 1],
      ['2025-12', 1],
      ['2026-01', 1],
    ])
    expect(vocabulary.topicOf('sound')).toMatchObject({ papers: 3, recent: 1, before: 1 })
    expect(vocabulary.totals.topic).toMatchObject({ recent: 1, before: 2 })
    expect(vocabulary.topicOf('cs.CV')).toMatchObject({ kind: 'category', papers: 2 })
    expect(vocabulary.keysOf('cs.CV')).toEqual([topicKey('cs.CV')])
  })
})

describe('a vocabulary', () => {
  const label = fc.constantFrom(
    'LLM',
    'LLMs',
    'large language models (LLMs)',
    'Large Language Model',
    'fine-tuning',
    'finetuning',
    'fine tuned',
    'video',
    'Videos',
    'cs.LG',
    '!?',
    '__proto__',
    'constructor',
    'τ-bench',
    '强化学习',
    'a',
    'RL',
    'rl (reinforcement learning)',
  )
  const papers = fc.array(
    fc.record({
      title: fc.constant(''),
      labels: fc.array(label),
      categories: fc.array(fc.constantFrom('cs.LG', 'math.CO')),
      day: fc.integer({ min: -1, max: 25_000 }),
    }),
    { maxLength: 40 },
  )

  test('is the same in whatever order papers come', () => {
    fc.assert(
      fc.property(papers, some => {
        expect(dataOf(some.toReversed())).toEqual(dataOf(some))
      }),
    )
  })

  test('finds each topic by its own label and by each of its keys, and none is broader than itself', () => {
    fc.assert(
      fc.property(papers, some => {
        const vocabulary = vocabularyOf(some)
        for (const topic of vocabulary.topics) {
          if (topic.kind === 'topic') expect(vocabulary.topicOf(topic.label)).toBe(topic)
          expect(vocabulary.topicOf(topic.key)).toBe(topic)
          expect(vocabulary.keysOf(topic.key).length).toBeGreaterThan(0)
          expect(vocabulary.broader(topic.key)).not.toContain(topic)
          for (const key of vocabulary.keysOf(topic.key))
            if (topic.kind === 'topic') expect(vocabulary.topicOf(key)).toBe(topic)
        }
        expect(new Set(vocabulary.topics.map(({ kind, label }) => `${kind} ${label}`)).size).toBe(
          vocabulary.topics.length,
        )
      }),
    )
  })

  test('comes back from the database as it was, and nothing else is one', () => {
    const data = dataOf(carrying({ LLMs: 2, video: 3 }))
    expect(parseVocabulary(structuredClone(data))?.topics.map(topic => topic.label)).toEqual([
      'video',
      'LLMs',
    ])
    expect(parseVocabulary(structuredClone(dataOf([])))?.topics).toEqual([])
    for (const broken of [
      undefined,
      null,
      'video',
      {},
      { ...data, labels: 'video' },
      { ...data, papers: [3, 2] },
      { ...data, papers: new Uint32Array(1) },
      { ...data, months: new Uint32Array(99) },
      { ...data, firstMonth: 'May' },
      { ...data, keys: 7 },
      { ...data, monthCount: '0' },
    ])
      expect(parseVocabulary(broken)).toBeNull()
  })
})

describe('a topic that is muted', () => {
  const vocabulary = vocabularyOf(carrying({ 'large language models (LLMs)': 3, LLMs: 2, video: 2 }))
  test.each([
    ['large language models', 'Large-Language Model', true, true],
    ['large language models', 'LLMs', false, true],
    ['LLM', 'large language models', false, true],
    ['large language models', 'video', false, false],
    ['no topic', 'No-Topics', true, true],
  ])('%j mutes %j: %j by its letters, %j by the vocabulary', (muted, label, plainly, known) => {
    expect(isMuted({ mutedTopics: [muted] }, label)).toBe(plainly)
    expect(isMuted({ mutedTopics: [muted] }, label, vocabulary)).toBe(known)
  })
  test('is none where nothing is', () => {
    expect(topicChoice([], vocabulary)('video')).toBe(false)
  })
})
