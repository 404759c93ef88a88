import { describe, expect, test } from 'vitest'
import { paperView } from '@/lib/pages/paper-view'
import { topicDetails, topicsOverview, withTopic } from '@/lib/pages/topics'
import { paperOf } from '@/lib/papers/merge'
import { topicChoice } from '@/lib/topics/muted'
import type { DescribedPaper } from '@/lib/topics/vocabulary-statistics'
import { carrying, vocabularyOf } from '../topics/vocabulary-of'

const NEWEST = 20_500
const papers: readonly DescribedPaper[] = [
  ...carrying({
    'large language models (LLMs)': 3,
    LLMs: 4,
    'diffusion models': 6,
    'latent diffusion models': 2,
  }),
  // Sixty papers of the last weeks, and as many each month of the year before.
  ...Array.from({ length: 60 }, (_, i) => ({
    title: '',
    labels: [i < 20 ? 'world models' : 'video'],
    day: NEWEST - (i % 30),
    categories: ['cs.CV'],
  })),
  ...Array.from({ length: 600 }, (_, i) => ({
    title: '',
    labels: [i < 6 ? 'world models' : 'video', ...(i % 3 === 0 ? ['diffusion models'] : [])],
    day: NEWEST - 60 - (i % 300),
  })),
]
const vocabulary = vocabularyOf(papers)
const none = { followedTopics: [], mutedTopics: [] }
const labels = (rows: readonly { readonly label: string }[]) => rows.map(row => row.label)

describe('the topics page', () => {
  test('has the commonest topics, as many as are asked for, and says how many more there are', () => {
    const { common, more } = topicsOverview(vocabulary, none, 2)
    expect(labels(common)).toEqual(['video', 'diffusion models'])
    expect(more).toBe(3)
    expect(topicsOverview(vocabulary, none, 99)).toMatchObject({ more: 0, common: { length: 5 } })
  })

  test('has what has become commoner, and how much', () => {
    const { rising } = topicsOverview(vocabulary, none, 9)
    expect(labels(rising)).toEqual(['world models'])
    expect(rising[0]?.times).toBeCloseTo(20 / 60 / (6 / 600), 0)
  })

  test('has categories with their names', () => {
    const { categories } = topicsOverview(vocabulary, none, 9)
    expect(categories).toMatchObject([
      { label: 'cs.CV', name: 'cs.CV: Computer Vision and Pattern Recognition', papers: 60 },
    ])
  })

  test('has followed topics in the order they were chosen, gone ones too', () => {
    const followedTopics = ['world model', 'no such topic', 'LLM']
    const { followed, common } = topicsOverview(vocabulary, { ...none, followedTopics }, 9)
    expect(followed.map(({ label, papers }) => [label, papers])).toEqual([
      ['world models', 26],
      ['no such topic', 0],
      ['large language models', 7],
    ])
    expect(followed.every(row => row.followed)).toBe(true)
    expect(labels(common.filter(row => row.followed))).toEqual(['world models', 'large language models'])
  })

  test('keeps muted topics out of everything but their own list', () => {
    const overview = topicsOverview(vocabulary, { ...none, mutedTopics: ['World-Models', 'cs.CV'] }, 9)
    expect(labels(overview.common)).not.toContain('world models')
    expect(overview.rising).toEqual([])
    expect(overview.categories).toEqual([])
    expect(labels(overview.muted)).toEqual(['world models', 'cs.CV'])
  })

  test('has a share for each month', () => {
    const { months, common } = topicsOverview(vocabulary, none, 9)
    for (const { shares, counts } of common) {
      expect(shares).toHaveLength(months.length)
      expect(counts).toHaveLength(months.length)
      expect(shares.every(share => share >= 0 && share <= 1)).toBe(true)
    }
  })

  test('of an empty corpus is empty', () => {
    const empty = topicsOverview(vocabularyOf([]), none, 9)
    expect(empty).toEqual({
      months: [],
      followed: [],
      rising: [],
      common: [],
      more: 0,
      categories: [],
      muted: [],
    })
  })
})

describe('the page of a topic', () => {
  test('is found under any spelling', () => {
    for (const spelling of ['LLMs', 'LLM', 'large language models (LLMs)', 'Large-Language Models'])
      expect(topicDetails(vocabulary, none, spelling)?.row.label, spelling).toBe('large language models')
    expect(topicDetails(vocabulary, none, 'no such topic')).toBeUndefined()
  })

  test('has other spellings, broader and narrower topics', () => {
    expect(topicDetails(vocabulary, none, 'LLM')?.spellings).toEqual(['LLMs'])
    const diffusion = topicDetails(vocabulary, none, 'diffusion models')
    expect(labels(diffusion?.narrower ?? [])).toEqual(['latent diffusion models'])
    expect(labels(topicDetails(vocabulary, none, 'latent diffusion models')?.broader ?? [])).toEqual([
      'diffusion models',
    ])
  })
})

test('muted topics are not shown beside a paper', () => {
  const topics = ['LLMs', 'video', 'sound', 'speech']
  const paper = paperOf({
    ids: ['arxiv:2602.00001'],
    title: 'A paper',
    seen: 1,
    topicLists: [{ digest: 'hf', labels: topics, seen: 1 }],
  })
  const isMuted = topicChoice(['large language models', 'Sounds'], vocabulary)
  expect(paperView(paper, { saved: false, topics: 2, isMuted }).topics).toEqual(['video', 'speech'])
  expect(paperView(paper, { saved: false, topics: 2 }).topics).toEqual(['LLMs', 'video'])
})

describe('a list of chosen topics', () => {
  test.each([
    [[], 'video', true, ['video'], 'the first'],
    [['sound'], 'video', true, ['sound', 'video'], 'the last comes last'],
    [['Videos', 'sound'], 'video', true, ['sound', 'video'], 'once, in any spelling'],
    [['LLMs', 'sound'], 'large language models', false, ['sound'], 'taken out in any spelling that is known'],
    [['sound'], 'video', false, ['sound'], 'what is not there'],
  ])('%j with %j: %j is %j, %s', (chosen, label, on, expected) => {
    expect(withTopic(chosen, label, on, vocabulary)).toEqual(expected)
  })
})
