import { describe, expect, test } from 'vitest'
import { huggingFaceSearch } from '@/lib/pages/elsewhere'
import { facetGroups } from '@/lib/pages/facet-groups'
import { parseQuery } from '@/lib/search/query'

const value = (label: string, count: number) => ({ value: label, label, count })
const FACETS = {
  years: [value('2025', 7), value('2024', 5)],
  topics: [value('diffusion models', 6), value('3D', 1), value('video', 3)],
  has: [
    { value: 'code', label: 'Code', count: 4 },
    { value: 'summary', label: 'Summary', count: 12 },
  ],
}

/** Groups as lines: "Topic: diffusion models 6, *video 3", pressed ones starred. */
function shown(typed: string, saved = 0, facets = FACETS): string[] {
  return facetGroups({ facets, saved }, parseQuery(typed), 12).map(({ name, choices }) => {
    const each = choices.map(({ label, count, pressed }) => `${pressed ? '*' : ''}${label} ${count}`)
    return `${name}: ${each.join(', ')}`
  })
}

describe('facets of results', () => {
  test('are what narrows them', () => {
    expect(shown('diffusion')).toEqual([
      'Year: 2025 7, 2024 5',
      'Topic: diffusion models 6, video 3',
      'Has: Code 4',
    ])
  })

  test('have the reading list where something on it was found', () => {
    expect(shown('diffusion', 2).at(-1)).toBe('Reading list: Saved 2')
  })

  test('that are filtered by are pressed, and stay though all results have them', () => {
    expect(shown('is:saved year:2025 has:summary topic:"Diffusion model" x', 12)).toEqual([
      'Year: *2025 7, 2024 5',
      'Topic: *diffusion models 6, video 3',
      'Has: Code 4, *Summary 12',
      'Reading list: *Saved 12',
    ])
  })

  test('have a topic that is filtered by though no count names it', () => {
    expect(shown('tag:speech')[1]).toBe('Topic: *speech 12, diffusion models 6, video 3')
  })

  test('know a topic that is filtered by under another of its spellings', () => {
    const topics = [
      { ...value('large language models', 6), keys: ['larg languag model', 'llm'] },
      value('video', 3),
    ]
    const lines = shown('topic:LLMs x', 0, { ...FACETS, topics })
    expect(lines[1]).toBe('Topic: *large language models 6, video 3')
  })

  test('are none where nothing narrows', () => {
    expect(shown('x', 0, { years: [value('2025', 12)], topics: [], has: [] })).toEqual([])
  })
})

test.each([
  ['diffusion models', 'diffusion models', 'words'],
  ['"world model" year:2024 has:code', 'world model', 'what narrows is left out'],
  ['author:hinton -survey', 'hinton', 'names are words there'],
  ['a\ud800b', 'a\ufffdb', 'half a character'],
])('Hugging Face is asked for %j as %j', (typed, words) => {
  const url = new URL(huggingFaceSearch(parseQuery(typed)))
  expect(url.origin + url.pathname).toBe('https://huggingface.co/papers')
  expect(url.searchParams.get('q')).toBe(words)
})
