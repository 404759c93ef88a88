import { readdirSync } from 'node:fs'
import { expect, test } from 'vitest'
import { describeShared, readShared, sharedPath } from '../shared'
import { vocabularyOf } from './vocabulary-of'

interface Entry {
  readonly paper: {
    readonly id: string
    readonly title?: string
    readonly summary?: string
    readonly publishedAt?: string
    readonly ai_keywords?: readonly string[]
  }
}

describeShared('the vocabulary of the real digest', () => {
  const papers = new Map<string, Entry['paper']>()
  for (const file of readdirSync(sharedPath('data/hf-daily')))
    for (const { paper } of JSON.parse(readShared(`data/hf-daily/${file}`)) as Entry[])
      if (paper.ai_keywords || !papers.has(paper.id)) papers.set(paper.id, paper)
  const described = [...papers.values()].map(
    ({ title = '', summary, publishedAt = '', ai_keywords = [] }) => ({
      title,
      abstract: summary,
      labels: ai_keywords,
      day: Math.floor(Date.parse(publishedAt) / 86_400_000),
    }),
  )
  const vocabulary = vocabularyOf(described)
  const label = (spelling: string) => vocabulary.labelOf(spelling)

  test.each([
    [
      'large language models',
      ['large language models (llms)', 'LLMs', 'large language model', 'Large-Language Models'],
    ],
    ['multimodal large language models', ['MLLMs', 'multimodal LLMs', 'Multi-modal Large Language Models']],
    ['reinforcement learning', ['RL', 'Reinforcement Learning (RL)', 'reinforcement-learning']],
    [
      'reinforcement learning with verifiable rewards',
      ['RLVR', 'reinforcement learning from verifiable rewards'],
    ],
    ['chain-of-thought', ['CoT', 'Chain of Thought (CoT)']],
    ['fine-tuning', ['finetuning', 'fine tuning']],
    ['mixture-of-experts', ['MoE', 'Mixture of Experts (MoE)']],
    ['KV cache', ['key-value cache', 'Key-Value (KV) cache', 'KV caching']],
    ['retrieval-augmented generation', ['RAG', 'Retrieval Augmented Generation']],
    ['diffusion transformer', ['DiT', 'DiT (Diffusion Transformer)', 'diffusion transformers']],
    ['proximal policy optimization', ['PPO']],
    ['GPT-4o', ['GPT4o', 'gpt-4o']],
  ])('has %j under all its spellings', (good, spellings) => {
    expect(label(good)).toBe(good)
    for (const spelling of spellings) expect(label(spelling), spelling).toBe(good)
  })

  test.each([
    ['GPT-4', 'GPT-4o'],
    ['GPT-4', 'GPT-5'],
    ['policy optimization', 'proximal policy optimization'],
    ['generalization', 'generation'],
    ['encoder', 'decoder'],
    ['text-to-image generation', 'image generation'],
    ['large language models', 'language models'],
    ['AIME 2024', 'AIME 2025'],
    ['supervised learning', 'self-supervised learning'],
  ])('tells %j from %j', (a, b) => {
    expect(label(a)).toBeDefined()
    expect(label(a)).not.toBe(label(b))
  })

  test.each([
    'performance',
    'benchmark',
    'dataset',
    'state-of-the-art performance',
    'evaluation',
    'accuracy',
  ])('leaves out %j', generic => {
    expect(vocabulary.topicOf(generic)).toBeUndefined()
  })

  test.each([
    ['video diffusion models', 'diffusion models'],
    ['offline reinforcement learning', 'reinforcement learning'],
    ['latent diffusion models', 'diffusion models'],
    ['multimodal reasoning', 'reasoning'],
  ])('has %j as part of %j', (narrow, broad) => {
    expect(vocabulary.broader(narrow).map(topic => topic.label)).toContain(broad)
    expect(vocabulary.narrower(broad).map(topic => topic.label)).toContain(label(narrow))
  })

  test('makes some three thousand topics of 28,783 labels', () => {
    const labels = new Set(described.flatMap(paper => paper.labels))
    expect(labels.size).toBeGreaterThan(25_000)
    expect(vocabulary.topics.length).toBeGreaterThan(3000)
    expect(vocabulary.topics.length).toBeLessThan(3600)
    expect(vocabulary.topics.slice(0, 3).map(topic => topic.label)).toEqual([
      'large language models',
      'reinforcement learning',
      'multimodal large language models',
    ])
  })
})
